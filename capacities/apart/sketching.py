"""What somebody drew, or an image brought in its place → the image that is kept of a sketch.

It is written anew from its pixels, as the images behind maps are (``picturing``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from capacities.apart.picturing import on_white, read_image, saved, smallest_jpeg
from capacities.apart.wire import Answer
from capacities.domain.background import MEDIA_TYPES
from capacities.domain.limits import SKETCH_BYTES
from capacities.domain.pictograms import SIDE, THICK
from capacities.domain.sketching import HEIGHT, STAMP, WIDTH, Stamp

if TYPE_CHECKING:
    from PIL.Image import Image

_FINER: Final = 3
"""Pictograms are drawn so many times larger, then brought back: their edges are smooth."""


def sketch(drawing: bytes, under: bytes | None, stamps: Sequence[Stamp]) -> Answer:
    """Lay on white the image that was drawn upon, the pictograms, then the strokes.

    "media_type", "width", "height": of the image to keep. Raises InvalidInput when an image is no
    PNG or JPEG, is too large, or is cut short.
    """
    from PIL import Image

    sheet = Image.new("RGB", (WIDTH, HEIGHT), "white")
    if under is not None:
        sheet.paste(_brought(under))
    for stamp in stamps:
        _stamp(sheet, stamp)
    if not drawing and (under is not None or stamps):
        return _kept(sheet)
    strokes, _ = read_image(drawing, lambda one: one.convert("RGBA").resize((WIDTH, HEIGHT)))
    sheet.paste(strokes, mask=strokes.getchannel("A"))
    return _kept(sheet)


def brought(data: bytes) -> Answer:
    """Fit an image that somebody brings in on a sheet of ours; as ``sketch``."""
    return _kept(_brought(data))


def _brought(data: bytes) -> Image:
    return read_image(data, lambda one: _fitted(on_white(one)))[0]


def _fitted(image: Image) -> Image:
    """Return it whole in the middle of a white sheet."""
    from PIL import Image, ImageOps

    if image.size == (WIDTH, HEIGHT):
        return image
    sheet = Image.new("RGB", (WIDTH, HEIGHT), "white")
    inside = ImageOps.contain(image, (WIDTH, HEIGHT))
    sheet.paste(inside, ((WIDTH - inside.width) // 2, (HEIGHT - inside.height) // 2))
    return sheet


def _stamp(sheet: Image, stamp: Stamp) -> None:
    """Draw a pictogram on the sheet."""
    from PIL import Image, ImageColor, ImageDraw

    unit = STAMP * _FINER / SIDE
    shape = Image.new("L", (STAMP * _FINER, STAMP * _FINER))
    draw = ImageDraw.Draw(shape)
    for stroke in stamp.pictogram.strokes:
        points = [(x * unit, y * unit) for x, y in stroke]
        draw.line(points, 255, round(THICK * unit), joint="curve")
        for x, y in (points[0], points[-1]):
            half = THICK * unit / 2
            draw.ellipse((x - half, y - half, x + half, y + half), 255)
    corner = (round(stamp.x - STAMP / 2), round(stamp.y - STAMP / 2))
    sheet.paste(ImageColor.getrgb(stamp.color), corner, shape.reduce(_FINER))


def _kept(sheet: Image) -> Answer:
    png = saved(sheet, "PNG")
    fits = len(png) <= SKETCH_BYTES
    data = png if fits else smallest_jpeg(sheet, SKETCH_BYTES)
    kind = MEDIA_TYPES["png" if fits else "jpg"]
    return Answer({"media_type": kind, "width": sheet.width, "height": sheet.height}, data)
