"""The page and its parts: files that are read once, at start, and served under fixed names.

There is no way from an address to a path, so none can lead out of the folder.
"""

import mimetypes
from pathlib import Path

from fastapi import APIRouter, Response

from engine.errors import PysmithError


def page_paths(folder: Path) -> frozenset[str]:
    """Return the addresses of the page and its parts."""
    return frozenset({"/"} | {f"/{path.name}" for path in folder.iterdir() if path.name != "index.html"})


def page_router(folder: Path) -> APIRouter:
    """Return the routes for the files in `folder`. Raises PysmithError when the page is not there."""
    if not (folder / "index.html").is_file():
        raise PysmithError("The page is missing from this installation of Pysmith. Install it again.")
    router = APIRouter(include_in_schema=False)
    for path in sorted(folder.iterdir()):
        address = "/" if path.name == "index.html" else f"/{path.name}"
        router.add_api_route(address, _sender(path), methods=["GET", "HEAD"])
    return router


def _sender(path: Path):  # type: ignore[no-untyped-def]
    content, kind = path.read_bytes(), mimetypes.types_map.get(path.suffix, "application/octet-stream")

    async def send_file() -> Response:
        return Response(content, media_type=kind)

    return send_file
