"""Images as people bring them in, made here: no file of the tests is one."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw


def plan(width: int = 640, height: int = 400) -> Image.Image:
    """A few walls on paper."""
    image = Image.new("RGB", (width, height), "#fdfbf4")
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, width - 20, height - 20), outline="#333333", width=6)
    draw.line((width // 2, 20, width // 2, height - 20), fill="#333333", width=6)
    return image


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of its file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def noise(width: int, height: int) -> Image.Image:
    """What compresses worst, as the photograph of a lawn."""
    return Image.effect_noise((width, height), 120).convert("RGB")


def said_to_be(width: int, height: int) -> bytes:
    """A PNG that says its size, and has no pixel."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
