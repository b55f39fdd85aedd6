"""Fetch a public archive (tar.gz or zip) and unpack it into a folder, safely.

Knows http(s) addresses and archives, not what is in them.
"""

import logging
import shutil
import tarfile
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

from training.workspace import DataError

MAX_ARCHIVE_BYTES = 500_000_000
CHUNK_BYTES = 1 << 20

logger = logging.getLogger(__name__)


def download(url: str, folder: Path, timeout_s: float = 60.0, max_bytes: int = MAX_ARCHIVE_BYTES) -> Path:
    """Fetch the archive at `url`, unpack it into `folder` and return the folder; what was there is replaced.

    Raises DataError when the address does not answer, the archive is too large, damaged or reaches outside.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise DataError(f"{url}: only http and https addresses can be downloaded.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        archive = Path(scratch) / "archive"
        _fetch(url, archive, timeout_s, max_bytes)
        unpacked = Path(scratch) / "unpacked"
        unpack(archive, unpacked, url)
        if folder.exists():
            shutil.rmtree(folder)
        unpacked.rename(folder)
    return folder


def _fetch(url: str, target: Path, timeout_s: float, max_bytes: int) -> None:
    logger.info("downloading %s", url)
    request = urllib.request.Request(url, headers={"User-Agent": "pysmith-training"})
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as response, target.open("wb") as file:
            expected = response.headers.get("Content-Length")
            size = 0
            while chunk := response.read(CHUNK_BYTES):
                size += len(chunk)
                if size > max_bytes:
                    raise DataError(f"{url}: larger than {max_bytes:,} bytes, not downloaded further.")
                file.write(chunk)
    except urllib.error.HTTPError as error:
        raise DataError(f"{url}: the server answered {error.code} {error.reason}.") from error
    except (urllib.error.URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise DataError(f"{url}: cannot be downloaded ({reason}). Check the address and the connection.") from error
    if expected is not None and size != int(expected):
        raise DataError(f"{url}: the connection ended after {size:,} of {int(expected):,} bytes. Try again.")


def unpack(archive: Path, folder: Path, name: str) -> None:
    """Unpack a tar (compressed or not) or zip archive; `name` is what errors call it."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as zipped:
                zipped.extractall(folder)  # zipfile itself keeps members inside the folder
        elif tarfile.is_tarfile(archive):
            with tarfile.open(archive) as tarred:
                tarred.extractall(folder, filter="data")
        else:
            raise DataError(f"{name}: neither a tar nor a zip archive.")
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError) as error:
        raise DataError(f"{name}: the archive cannot be unpacked ({error}).") from error
