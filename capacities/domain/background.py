"""The image behind a map: which image, and where it lies."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from capacities.domain.limits import BACKGROUND_BYTES, BACKGROUND_SIDE_PX
from capacities.domain.wording import format_number

MEDIA_TYPES: Final = {"jpg": "image/jpeg", "png": "image/png"}
"""What is kept and served, by the ending of a file; nothing else ever is."""
SMALL_ENOUGH: Final = f"{format_number(BACKGROUND_SIDE_PX)} pixels de large suffisent"
_BEGINNINGS: Final = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
_IMAGE_ID: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Background:
    """What a document says of the image behind its map.

    Attributes:
        image: the SHA-256 of its bytes, in hexadecimal.
        x, y: its top left corner; x, y, width and height are in points of the map.
        opacity: from 0 (not seen) to 1.
        alt: what it shows, in words; "" when nobody said.
    """

    image: str
    x: float
    y: float
    width: float
    height: float
    opacity: float = 1.0
    alt: str = ""


def is_image_id(value: object) -> bool:
    """Tell whether a value has the shape of the name of an image."""
    return isinstance(value, str) and _IMAGE_ID.fullmatch(value) is not None


def file_ending(media_type: str) -> str:
    """Return the ending of a file of this type. Raises KeyError when it is none of ours."""
    return {kind: ending for ending, kind in MEDIA_TYPES.items()}[media_type]


def image_id(data: bytes) -> str:
    """Return the name of an image."""
    return hashlib.sha256(data).hexdigest()


def background_fault(image: str, media_type: str, data: bytes) -> str:
    """Say what is wrong with an image kept, as the end of a French sentence; "" when nothing is."""
    if image != image_id(data):
        return "n’est pas celle que son nom annonce"
    if media_type not in _BEGINNINGS or not data.startswith(_BEGINNINGS[media_type]):
        return "n’est ni un PNG ni un JPEG"
    return "dépasse la taille permise" if len(data) > BACKGROUND_BYTES else ""
