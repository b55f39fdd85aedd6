"""Loads torch's libraries without holding Python's lock, so that the window stays alive meanwhile.

`import torch` keeps every thread of Python waiting while its libraries, hundreds of megabytes, are mapped and
linked. Calling the system's own loader through ctypes beforehand does the same work with the lock released.
Only a kindness: without it everything works, with a pause of some 300 ms.
"""

import ctypes
import importlib.util
import logging
import os
import sys
from pathlib import Path

logger = logging.getLogger(__name__)

LIBRARY_NAMES = {"linux": "libtorch_python.so", "darwin": "libtorch_python.dylib", "win32": "torch_python.dll"}
LOAD_WITH_ALTERED_SEARCH_PATH = 0x8


def preload_torch() -> bool:
    """Map torch's libraries into the process and return whether that was done."""
    library = find_torch_library()
    if library is None or "torch" in sys.modules:
        return False
    try:
        return _load(library)
    except (OSError, AttributeError) as error:
        logger.info("torch's libraries not loaded ahead: %s", error)
        return False


def find_torch_library() -> Path | None:
    """Return the library that pulls in all others, without importing torch."""
    spec = importlib.util.find_spec("torch")
    name = LIBRARY_NAMES.get(sys.platform)
    if spec is None or not spec.submodule_search_locations or name is None:
        return None
    library = Path(spec.submodule_search_locations[0]) / "lib" / name
    return library if library.is_file() else None


def _load(library: Path) -> bool:
    if sys.platform == "win32":
        load = ctypes.WinDLL("kernel32").LoadLibraryExW
        load.restype = ctypes.c_void_p
        return bool(load(ctypes.c_wchar_p(str(library)), None, LOAD_WITH_ALTERED_SEARCH_PATH))
    load = ctypes.CDLL(None).dlopen
    load.restype = ctypes.c_void_p
    return bool(load(ctypes.c_char_p(os.fsencode(library)), os.RTLD_LAZY))
