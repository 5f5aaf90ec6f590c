"""The bytes of a file that somebody brings → its text, or a clear refusal."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_BYTES
from capacities.domain.wording import format_number, quoted
from capacities.exports.reading.french import oddity
from capacities.exports.reading.report import Named
from capacities.exports.reading.strangers import refuse_strangers

ENCODINGS: Final = (
    Named("utf-8", "Unicode (UTF-8)"),
    Named("cp1252", "Windows (Windows-1252)"),
    Named("iso-8859-15", "Europe de l’Ouest (ISO-8859-15)"),
    Named("mac-roman", "Mac ancien (Mac Roman)"),
    Named("cp850", "DOS (cp850)"),
    Named("utf-16", "Unicode (UTF-16)"),
)
"""What people may choose; keys are names of codecs, in the order in which they are tried."""
_KEYS: Final = [one.key for one in ENCODINGS]
ACCEPTED: Final = (
    "Sont lus : un tableau (CSV, .xlsx, .ods), un plan Markdown ou à puces, une carte Mermaid, un "
    "fichier OPML, une carte FreeMind ou Freeplane (.mm)."
)
_ODD: Final = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_DECLARED: Final = re.compile(
    rb"<(?:\?xml[^>]{0,60}encoding|meta[^>]{0,80}charset)=[\"']?"
    rb"(?:(iso-8859-1|windows-1252)\b|(iso-8859-\d{1,2}|windows-125\d|macintosh|(?:ibm|cp)850)\b)",
    re.IGNORECASE,
)
"""What a file says of itself; of the first ones, browsers and the tools that write so mean
Windows-1252."""
_NEAR: Final = re.compile(rb"[ -~]{0,2}[\x80-\xff][ -\xff]{0,30}[\x80-\xbf]{0,3}")
_LOOKED_AT: Final = 2_000
"""Places where a file is not ASCII that are looked at to know its encoding."""
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WRITTEN: Final = re.compile(r"[\x80-\ud7ff\ue000-\U0010ffff]")
_STRAY: Final = re.compile(r"[\udc80-\udcff]")
_STRAYS: Final = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)
}
_HALF: Final = re.compile("[\ud800-\udfff]")
_HALVES: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the text of the file and the key of its encoding, that of people if they chose one.

    Raises:
        InvalidInput: too big, empty, no text, or not of the encoding chosen.
    """
    if len(data) > IMPORT_BYTES:
        raise InvalidInput(
            f"Ce fichier est trop gros : {IMPORT_BYTES // 1024 // 1024} Mo au plus. "
            "Découpez-le en plusieurs fichiers."
        )
    refuse_strangers(data.decode("latin-1"))
    key = encoding if encoding in _KEYS else _encoding_of(data)
    text = _read(data, key)
    if text is None:
        title = ENCODINGS[_KEYS.index(key)].title
        raise InvalidInput(
            f"Ce fichier n’est pas en {title} : choisissez comment le lire autrement."
        )
    if not text.strip():
        raise InvalidInput("Ce fichier est vide.")
    if len(_ODD.findall(text[:100_000])) * 20 > len(text[:100_000]):
        raise InvalidInput(f"Ce fichier n’est pas du texte : rien ne peut en être lu. {ACCEPTED}")
    refuse_strangers(text)
    return text.replace("\0", ""), key


def read_apart(data: bytes, key: str) -> Iterator[str]:
    """Yield the sentence that tells how many signs of a file are not of its encoding, if any."""
    text, stray, read = "", _STRAY, _STRAYS
    if key == "utf-8":
        text = data.decode("utf-8", "surrogateescape")
    elif key == "utf-16":
        text, stray, read = _wide(data), _HALF, _HALVES
    if found := stray.search(text):
        at, number = found.start(), len(stray.findall(text))
        before = text[max(0, at - 30) : at].translate(read)
        after = text[at : at + 30].translate(read)
        word = re.split(r"\W", before)[-1] + (re.split(r"\W", after)[0] or after[0])
        said = "1 signe a été lu" if number == 1 else f"{format_number(number)} signes ont été lus"
        yield f"{said} à part{' :' if number == 1 else ', dont'} {quoted(word)}."


def _encoding_of(data: bytes) -> str:
    """Find the key of an encoding: its mark, what the file declares, else the most French one."""
    head = data[:2000]
    if data.startswith(_WIDE) or max(head[at::2].count(0) for at in (0, 1)) * 4 > len(head):
        return "utf-16"
    found = _DECLARED.search(head)
    if not found and _STRAY.search(data.decode("utf-8", "surrogateescape")) is None:
        return "utf-8"
    declared = []
    if found:
        declared = [found.group(2).decode("ascii").lower() if found.group(2) else "cp1252", "utf-8"]
    near = b"\n".join(place.group() for place in islice(_NEAR.finditer(data), _LOOKED_AT))
    for keys in (declared, _KEYS[:-1]):
        texts = {key: _read(near, key) for key in keys if _read(data, key) is not None}
        odd = {key: oddity(text) for key, text in texts.items() if text is not None}
        if odd:
            return min(odd, key=lambda key: odd[key])
    return "utf-8"


def _read(data: bytes, key: str) -> str | None:
    """Decode a file, None when it is not of this encoding. Bytes astray in UTF-8 are Windows'."""
    if key == "utf-8":
        text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        astray = _STRAY.search(text) is not None
        return text.translate(_STRAYS) if not astray or _WRITTEN.search(text) else None
    try:
        if key != "utf-16":
            return data.decode(key)
        text = _wide(data)
        few = len(_HALF.findall(text)) * 100 <= len(text) + 100
        return text.translate(_HALVES) if few else None
    except (UnicodeDecodeError, LookupError):
        return None


def _wide(data: bytes) -> str:
    """Decode UTF-16, halves of signs being left as they are."""
    key = "utf-16"
    if not data.startswith(_WIDE):
        key = "utf-16-be" if data[:2000:2].count(0) > data[1:2000:2].count(0) else "utf-16-le"
    return data.decode(key, "surrogatepass")
