"""The bytes of a file that somebody brings → its text, or a clear refusal."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_BYTES
from capacities.domain.wording import format_number, quoted
from capacities.exports.reading.french import oddity
from capacities.exports.reading.report import Named

ENCODINGS: Final = (
    Named("utf-8", "Unicode (UTF-8)"),
    Named("cp1252", "Windows (Windows-1252)"),
    Named("iso-8859-15", "Europe de l’Ouest (ISO-8859-15)"),
    Named("mac-roman", "Mac ancien (Mac Roman)"),
    Named("cp850", "DOS (cp850)"),
    Named("utf-16", "Unicode (UTF-16)"),
)
"""What people may choose; keys are names of codecs."""
ACCEPTED: Final = (
    "Sont lus : un tableau (CSV, .xlsx, .ods), un plan Markdown ou à puces, une carte Mermaid, un "
    "fichier OPML, une carte FreeMind ou Freeplane (.mm)."
)
_TRIED: Final = ("cp1252", "utf-8", "iso-8859-15", "mac-roman", "cp850")
"""UTF-8 without a letter of its own is Windows-1252."""
_DECLARED: Final = re.compile(
    rb"<(?:\?xml[^>]{0,60}encoding|meta[^>]{0,80}charset)=[\"']?"
    rb"(?:(iso-8859-1|windows-1252)|(iso-8859-(?:[2-9]|1[013-6])|windows-125\d|(?:ibm|cp)850))\b",
    re.IGNORECASE,
)
"""What a file says of itself. Browsers, and the tools that write so, take the first for Windows."""
_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ODD: Final = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\ud800-\udbff]")
_STRAY: Final = re.compile(r"[\ud800-\udfff]")
_WORD: Final = re.compile(r"\w*[\ud800-\udfff][\w\ud800-\udfff]*")
_READ: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd") | {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)
}
"""What is astray, as ``_letters`` leaves it: a byte is read as Windows means it."""
_SORTS = tomllib.loads(Path(__file__).with_name("strangers.toml").read_text("utf-8"))["sorte"]


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
    _refuse_strangers(data.decode("latin-1"))
    key = encoding if any(encoding == one.key for one in ENCODINGS) else _encoding_of(data)
    if key == "utf-16" and (len(data) % 2 or not _is_wide(data)):
        raise InvalidInput("Ce fichier n’est pas en UTF-16, ou est coupé : lisez-le autrement.")
    text = _letters(data, key)
    if not text.strip():
        raise InvalidInput("Ce fichier est vide.")
    if len(_ODD.findall(text[:100_000])) * 20 > len(text[:100_000]):
        raise InvalidInput(f"Ce fichier n’est pas du texte : rien ne peut en être lu. {ACCEPTED}")
    _refuse_strangers(text)
    return text.translate(_READ).replace("\0", ""), key


def _refuse_strangers(text: str) -> None:
    """Say what to do of what is neither a plan nor a table; a sign may be one byte of it."""
    head = text[:4_000].removeprefix("\u00ef\u00bb\u00bf").lstrip("\ufeff \t\r\n")
    for sort in _SORTS:
        begins = re.match(sort["debut"], head, re.DOTALL | re.IGNORECASE)
        if begins and any(word in text for word in sort.get("tient", [""])):
            raise InvalidInput(f"Ce fichier est {sort['quoi']} : {sort['faire']}.")


def read_apart(data: bytes, key: str) -> Iterator[str]:
    """Yield the sentence that tells how many signs of a file are not of its encoding, if any."""
    text = _letters(data, key) if key else ""
    if found := _STRAY.search(text):
        at, number = found.start(), _STRAY.subn("", text)[1]
        word = _WORD.findall(text[max(0, at - 30) : at + 30])[0].translate(_READ)
        several = f"{format_number(number)} signes ont été lus à part, dont"
        yield f"{'1 signe a été lu à part :' if number == 1 else several} {quoted(word)}."


def _encoding_of(data: bytes) -> str:
    """Find the key of an encoding: its mark, what the file declares, else the most French one."""
    if _is_wide(data):
        return "utf-16"
    keys: tuple[str, ...] = _TRIED
    if declared := _DECLARED.search(data, 0, 2_000):
        keys = ((declared.group(2) or b"cp1252").decode().lower(), "utf-8")
    elif _STRAY.search(_letters(data, "utf-8")) is None:
        return "utf-8"
    accented = islice((word for word in data.split() if not word.isascii()), 2_000)
    words = b" %s " % b" ".join(accented)[:100_000]
    return min(keys, key=lambda key: oddity(_letters(words, key).translate(_READ)))


def _is_wide(data: bytes) -> bool:
    zeros = max(data[:2000:2].count(0), data[1:2000:2].count(0))
    return data.startswith(_MARKS) or zeros * 4 > len(data[:2000])


def _letters(data: bytes, key: str) -> str:
    """Decode a file; what is not of this encoding is left there as halves of signs."""
    if key != "utf-16":
        return data.decode(key, "surrogateescape").removeprefix("\ufeff")
    if not data.startswith(_MARKS):
        key = "utf-16-be" if data[:2000:2].count(0) > data[1:2000:2].count(0) else "utf-16-le"
    return data.decode(key, "surrogatepass")
