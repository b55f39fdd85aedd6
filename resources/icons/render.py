"""Render the icon's two drawings into the pictures that operating systems want: png, ico and icns.

Run it after a change: `python resources/icons/render.py`. Sizes up to 24 pixels come from `pysmith-small.svg`,
which is drawn on the pixel grid; the others from `pysmith.svg`. Needs PySide6 and nothing else.
"""

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
SMALL_UP_TO = 24
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
# Apple's names for a size in pixels; the second of a pair is for screens of twice the density.
ICNS_TYPES = {
    16: (b"icp4",),
    32: (b"icp5", b"ic11"),
    64: (b"ic12",),
    128: (b"ic07",),
    256: (b"ic08", b"ic13"),
    512: (b"ic09", b"ic14"),
    1024: (b"ic10",),
}


def render_png(size: int) -> bytes:
    """Return the icon as a PNG of `size` × `size` pixels."""
    drawing = HERE / ("pysmith-small.svg" if size <= SMALL_UP_TO else "pysmith.svg")
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def make_ico(sizes: tuple[int, ...] = ICO_SIZES) -> bytes:
    """Return a Windows icon: a table of contents, then a PNG for each size."""
    pictures = [render_png(size) for size in sizes]
    offset = 6 + 16 * len(sizes)
    table = struct.pack("<HHH", 0, 1, len(sizes))
    for size, picture in zip(sizes, pictures, strict=True):
        table += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return table + b"".join(pictures)


def make_icns() -> bytes:
    """Return a macOS icon: chunks of a name, a length and a PNG."""
    chunks = b""
    for size, names in ICNS_TYPES.items():
        picture = render_png(size)
        chunks += b"".join(name + struct.pack(">I", 8 + len(picture)) + picture for name in names)
    return b"icns" + struct.pack(">I", 8 + len(chunks)) + chunks


def main() -> int:
    """Write all pictures beside the drawings."""
    application = QGuiApplication(sys.argv[:1])
    for size in PNG_SIZES:
        (HERE / f"pysmith-{size}.png").write_bytes(render_png(size))
    (HERE / "pysmith.ico").write_bytes(make_ico())
    (HERE / "pysmith.icns").write_bytes(make_icns())
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
