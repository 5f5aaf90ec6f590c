"""An image that somebody brought → the one that is kept: of ours, small, and saying nothing else.

What is kept is written anew from its pixels: nothing of the file goes further.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from capacities.apart.wire import Answer
from capacities.domain.background import MEDIA_TYPES, SMALL_ENOUGH
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import BACKGROUND_BYTES, BACKGROUND_PIXELS, BACKGROUND_SIDE_PX

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS: Final = ("JPEG", "PNG")
_QUALITIES: Final = (85, 75, 65, 55)
"""Of JPEG, tried one after the other."""
_SMALLER: Final = 0.7
_DRAWN_BYTES: Final = 4 * BACKGROUND_BYTES
"""A PNG of more is a photograph: written as one again, it would be too heavy."""
_DAMAGED: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
)
"""What Pillow raises of a damaged file, metadata included."""
_OTHER: Final = (
    "Ce fichier n’est pas une image PNG ou JPEG, ou il est abîmé. Rien n’a été changé : "
    "enregistrez l’image en PNG ou en JPEG, puis choisissez-la de nouveau."
)
_MANY_PIXELS: Final = (
    f"Cette image est trop grande : elle a plus de {BACKGROUND_PIXELS // 1_000_000} millions de "
    "pixels. Rien n’a été changé : "
    f"réduisez-la ({SMALL_ENOUGH}), puis choisissez-la de nouveau."
)


def background(data: bytes) -> Answer:
    """Give the image to keep; "media_type", "width", "height": in pixels.

    Raises InvalidInput when it is no PNG or JPEG, has too many pixels, or is cut short.
    """
    image, lossless = read_image(data, on_white)
    ending, kept = _written(image, lossless=lossless)
    facts = {"media_type": MEDIA_TYPES[ending], "width": image.width, "height": image.height}
    return Answer(facts, kept)


def read_image(data: bytes, make: Callable[[Image], Image]) -> tuple[Image, bool]:
    """Return what ``make`` makes of the image of a file, upright; and whether it is a drawing.

    Raises as ``background``, for what ``make`` finds damaged too.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # other jobs do without its 15 MB

    refusals = (UnidentifiedImageError, *_DAMAGED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; the size is ours to judge
            Image.MAX_IMAGE_PIXELS = BACKGROUND_PIXELS
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
            if opened.width * opened.height > BACKGROUND_PIXELS:
                raise _too_many()
            opened.draft("RGB", (BACKGROUND_SIDE_PX, BACKGROUND_SIDE_PX))
            opened.load()
            made = make(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError as error:
        raise _too_many() from error
    except refusals as error:
        raise InvalidInput(_OTHER) from error
    return made, opened.format == "PNG" and len(data) <= _DRAWN_BYTES


def _too_many() -> InvalidInput:
    return InvalidInput(_MANY_PIXELS)


def on_white(image: Image) -> Image:
    """Return it small, in red, green and blue; what could be seen through is white, as paper is."""
    from PIL import Image

    if image.mode.startswith("I"):  # 16 bits of grey, of which 8 are kept
        image = image.point(lambda grey: grey / 256).convert("L")
    through = image.has_transparency_data
    if through and image.mode != "RGBA":
        image = image.convert("RGBA")
    elif image.mode in ("1", "P", "CMYK"):
        image = image.convert("RGB")
    image.thumbnail((BACKGROUND_SIDE_PX, BACKGROUND_SIDE_PX), Image.Resampling.LANCZOS)
    flat = Image.new("RGB", image.size, "white")  # of which nothing that the file said is known
    flat.paste(image, mask=image.getchannel("A") if through else None)
    return flat


def _written(image: Image, *, lossless: bool) -> tuple[str, bytes]:
    """Return its ending and its bytes: PNG when it came so and is small enough, else JPEG."""
    if lossless and len(png := saved(image, "PNG")) <= BACKGROUND_BYTES:
        return "png", png
    return "jpg", smallest_jpeg(image, BACKGROUND_BYTES)


def smallest_jpeg(image: Image, most: int) -> bytes:
    """Return it as a JPEG of ``most`` bytes: less fine, then smaller, until it fits."""
    while True:
        for quality in _QUALITIES:
            jpeg = saved(image, "JPEG", quality=quality)
            if len(jpeg) <= most:
                return jpeg
        image.thumbnail((int(image.width * _SMALLER), int(image.height * _SMALLER)))


def saved(image: Image, kind: str, **options: int) -> bytes:
    """Write it with nothing but its pixels."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
