"""A sketch that is kept: one version of it, and the sentence that says what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from capacities.domain.background import MEDIA_TYPES
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import FIELD_TEXT_CHARS, SKETCH_BYTES
from capacities.domain.people import clean_name

NO_SENTENCE: Final = (
    "Dites en une phrase ce que montre le croquis\u00a0: elle le remplace pour qui ne le voit pas. "
    "Rien n’a été changé, votre dessin est toujours là."
)
_BEGINNINGS: Final = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}


@dataclass(frozen=True, slots=True)
class Sketch:
    """One version, without its bytes.

    Attributes:
        version: 1, 2, 3… of its canvas.
        sentence: what it shows.
        media_type: one of ``MEDIA_TYPES``; "" when there is a sentence and no image.
        width, height: of the image, in pixels.
        created_at: ISO 8601 UTC.
    """

    version: int
    author: str
    sentence: str
    media_type: str
    width: int
    height: int
    created_at: str

    @property
    def drawn(self) -> bool:
        return self.media_type != ""


def clean_sentence(text: str) -> str:
    """Return it on one line, without invisible characters. Raises InvalidInput."""
    sentence = clean_name(text)
    if not sentence:
        raise InvalidInput(NO_SENTENCE)
    if len(sentence) > FIELD_TEXT_CHARS:
        raise InvalidInput(
            f"Cette phrase est trop longue\u00a0: {FIELD_TEXT_CHARS} caractères au plus (il y en a "
            f"{len(sentence)}). Rien n’a été changé, votre dessin est toujours là."
        )
    return sentence


def sketch_fault(sketch: Sketch, data: bytes | None) -> str:
    """Say what is wrong with one that is kept, as the end of a French sentence; "" when nothing."""
    if not sketch.sentence.strip() or len(sketch.sentence) > FIELD_TEXT_CHARS:
        return "n’a pas de phrase, ou une trop longue"
    if sketch.version < 1:
        return "n’a pas de numéro"
    if not sketch.drawn:
        return "a une image sans en dire la nature" if data else ""
    if sketch.media_type not in MEDIA_TYPES.values():
        return "n’est ni un PNG ni un JPEG"
    if data is None or not data.startswith(_BEGINNINGS[sketch.media_type]):
        return "n’est ni un PNG ni un JPEG"
    return "dépasse la taille permise" if len(data) > SKETCH_BYTES else ""
