"""The bytes of a file that somebody brings → text and rows, or a clear refusal."""

from __future__ import annotations

import codecs

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_BYTES

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_HOW = "Enregistrez-le depuis le tableur en « CSV UTF-8 », puis recommencez."
_WORKBOOK = "un classeur de tableur, pas un CSV"
_ODD = frozenset(map(chr, range(32))) - {"\t", "\n", "\r", "\0"}
_ODD_BYTES = bytes(map(ord, sorted(_ODD))) + b"\0\x7f"
_TABLE = f"Est accepté : un CSV. {_HOW}"


def decode(data: bytes, how: str = "") -> tuple[str, str]:
    """Return the text of the file and the name of its encoding; ``how`` says what is accepted.

    Raises:
        InvalidInput: too big, empty, a workbook, or bytes that no encoding we know explains.
    """
    if len(data) > IMPORT_BYTES:
        raise InvalidInput(
            f"Ce fichier est trop gros : {IMPORT_BYTES // 1024 // 1024} Mo au plus. "
            "Découpez-le en plusieurs fichiers."
        )
    if data.startswith(b"%PDF-"):
        raise InvalidInput(_no_text(how))
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        what = "un classeur de tableur ou une archive, pas du texte" if how else _WORKBOOK
        raise InvalidInput(f"Ce fichier est {what}. {how or _HOW}")
    text, name = _decoded(data, how)
    if not text.strip():
        raise InvalidInput("Ce fichier est vide.")
    head = text[:100_000]
    if sum(character in _ODD for character in head) * 20 > len(head):
        raise InvalidInput(_no_text(how))
    return text.replace("\0", ""), name


def _no_text(how: str) -> str:
    what = "ni un tableau ni un plan" if how else "pas un tableau"
    return (
        f"Ce fichier n’est {what} qui puisse être lu : ce n’est pas du texte. "
        f"Rien n’a été changé. {how or _TABLE}"
    )


def _decoded(data: bytes, how: str) -> tuple[str, str]:
    candidates = [(codec, name) for bom, codec, name in _BOMS if data.startswith(bom)]
    if not candidates:
        head = data[:2000]
        odd, even = head[1::2].count(0), head[0::2].count(0)
        if max(odd, even) * 4 > len(head):
            candidates = [("utf-16-le" if odd > even else "utf-16-be", "UTF-16")]
        else:
            candidates = [("utf-8", "UTF-8"), ("cp1252", "Windows-1252")]
    for codec, name in candidates:
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    head = data[:100_000]
    odd_ones = len(head) - len(head.translate(None, _ODD_BYTES))
    if not data.startswith(tuple(bom for bom, _, _ in _BOMS)) and odd_ones * 20 > len(head):
        raise InvalidInput(_no_text(how))
    raise InvalidInput(f"Les accents de ce fichier ne peuvent pas être lus. {how or _HOW}")
