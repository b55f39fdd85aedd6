"""The icon's pictures are those of its drawings, in the forms that operating systems read."""

import importlib.util
import struct
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QImageReader

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"


@pytest.fixture(scope="module")
def render():
    spec = importlib.util.spec_from_file_location("render", ICONS / "render.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def image(data: bytes) -> QImage:
    return QImage.fromData(data).convertToFormat(QImage.Format.Format_ARGB32)


def difference(one: QImage, other: QImage) -> int:
    """Return by how much the channels of two pictures differ at most; Qt's versions round in their own ways."""
    assert one.size() == other.size()
    return max(abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


@pytest.mark.parametrize("size", [16, 24, 48, 256])
def test_pictures_are_up_to_date(render, size):
    """Each committed picture shows what its drawing shows."""
    committed = image((ICONS / f"pysmith-{size}.png").read_bytes())
    assert difference(committed, image(render.render_png(size))) <= 16


def test_windows_icon_holds_every_size(render):
    """The .ico has a picture for each size, of that size."""
    reader = QImageReader(str(ICONS / "pysmith.ico"))
    sizes = []
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        sizes.append(reader.read().width())
    assert sizes == list(render.ICO_SIZES)


def test_mac_icon_is_well_formed(render):
    """The .icns is a chain of chunks whose lengths add up, each a picture of the size that its name promises."""
    data = (ICONS / "pysmith.icns").read_bytes()
    assert (data[:4], struct.unpack(">I", data[4:8])[0]) == (b"icns", len(data))
    sizes = {name: size for size, names in render.ICNS_TYPES.items() for name in names}
    position, found = 8, {}
    while position < len(data):
        name, length = data[position : position + 4], struct.unpack(">I", data[position + 4 : position + 8])[0]
        found[name] = image(data[position + 8 : position + length]).width()
        position += length
    assert found == sizes


def test_icon_can_be_told_from_any_ground():
    """On white and on black, the smallest icon's shape stands out: it brings its own ground along."""
    small = image((ICONS / "pysmith-16.png").read_bytes())
    ground, anvil = small.pixelColor(8, 14), small.pixelColor(8, 9)
    assert ground.alpha() == anvil.alpha() == 255
    assert anvil.lightness() - ground.lightness() > 100
