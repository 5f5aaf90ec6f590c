"""A dossier → a ZIP, one canvas after the other: none waits in memory for the others."""

from __future__ import annotations

import textwrap
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from capacities.apart.canvas_files import Stored, View, read
from capacities.apart.wire import Answer
from capacities.domain.errors import Unreadable
from capacities.domain.nouns import count_cards
from capacities.domain.silence import tell_hidden
from capacities.domain.sketches import Sketch
from capacities.domain.template import Template
from capacities.exports.dialects import Dialect
from capacities.exports.offered import TABLE_FILES
from capacities.exports.registry import WORKBOOKS, formats_of, tables_of
from capacities.exports.schema import write_schema
from capacities.exports.sketches import sketch_file, sketches_csv
from capacities.exports.writer import canvas_csv

_README: Final = """\
{title}
{line}
Territoire : {territory}
Cas d’usage : {use_case}
Exporté le {day} depuis CAPACities.

Ce dossier contient, pour chaque canevas commencé :

{files}{backgrounds}{sketches}
Dans NOM.csv, un texte qui commence par = + - @ ou une apostrophe est précédé d’une apostrophe,
pour que le tableur ne le prenne pas pour une formule ; elle s’en va à la réimportation.

Pour reprendre un canevas : ouvrez-le sur le site, menu « Importer, exporter », « Importer un
fichier », et donnez son classeur.

Canevas
-------
{canvases}
{missing}"""


class _Sink:
    """Keeps what a ZIP writes until it is taken; a ZIP needs no more to be written in one go."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


class Archive:
    """A ZIP being made; ``day`` is that of the export."""

    def __init__(self, folder: str, day: datetime) -> None:
        self._folder, self._day = folder, day
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED)  # type: ignore[call-overload]
        self._canvases: list[str] = []
        self._notices = {f".{one.extension}": one.said for one in WORKBOOKS if one.zipped}
        self._notices |= {one.ending: one.said for one in TABLE_FILES}
        self._damaged: list[str] = []
        self._backgrounds = ""
        self._sketches = ""

    def add(self, template: Template, stored: Stored, view: View) -> tuple[str | None, bytes]:
        """Put the files of a canvas in; return the image it asks for, if any (the next to be put
        in), and what can be sent of the ZIP."""
        try:
            snapshot = read(template, stored, view)
        except Unreadable:
            self._damaged.append(template.key)
            raise
        for table in tables_of(template):
            stem = f"{template.key}/{table.name}" if table.name else template.key
            for dialect in Dialect:
                suffix = "" if dialect is Dialect.EXCEL_FR else "-ouvert"
                data = canvas_csv(snapshot, template, dialect, table)
                self._write(f"{stem}{suffix}.csv", data)
            self._write(f"{stem}.schema.json", write_schema(template, table))
            if table.name:
                said = f"un autre tableau du canevas, en ces trois mêmes fichiers. {table.row}"
                self._notices[f"/{table.name}"] = said
        for known in formats_of(template.form):
            if known.zipped:
                self._write(f"{template.key}.{known.extension}", known.write(snapshot, template))
                self._notices[f".{known.extension}"] = known.said
        hidden = tell_hidden(snapshot, template.form)
        told = (*([hidden] if hidden else []), *snapshot.warnings)
        self._canvases.append(
            f"- {template.title} ({template.key}) : {count_cards(snapshot, template.form)}\n"
            f"  {template.source}" + "".join(f"\n  À savoir : {warning}" for warning in told)
        )
        shown = snapshot.background
        return None if shown is None else shown.image, self._sink.take()

    def add_background(self, canvas_key: str, ending: str, data: bytes) -> bytes:
        """Put the image behind a map in; return what can be sent of the ZIP."""
        self._write(f"{canvas_key}-fond.{ending}", data)
        self._backgrounds = "- NOM-fond.jpg ou NOM-fond.png : l’image de fond d’un dessin.\n"
        return self._sink.take()

    def add_sketch(self, canvas_key: str, version: int, ending: str, data: bytes) -> bytes:
        """Put the image of one version of a sketch in; return what can be sent of the ZIP."""
        self._write(f"{canvas_key}/{sketch_file(version, ending)}", data)
        return self._sink.take()

    def add_sketches(self, canvas_key: str, sketches: Sequence[Sketch]) -> bytes:
        """Put in what each version shows, in words; return what can be sent of the ZIP."""
        for dialect in Dialect:
            suffix = "" if dialect is Dialect.EXCEL_FR else "-ouvert"
            data = sketches_csv(sketches, dialect)
            self._write(f"{canvas_key}/croquis{suffix}.csv", data)
        self._sketches = (
            "- NOM/croquis-VERSION.png (ou .jpg) : les croquis d’un canevas, une image par\n"
            "  version ; "
            "NOM/croquis.csv dit en une phrase ce que montre chacun, qui l’a dessiné, quand.\n"
        )
        return self._sink.take()

    def end(self, title: str, territory: str, use_case: str, unread: list[str]) -> bytes:
        """Put the notice in, and return the end of the ZIP; ``unread``: see ``_missing``."""
        text = _README.format(
            title=title,
            line="=" * len(title),
            territory=territory,
            use_case=use_case or "(non précisé)",
            day=f"{self._day:%d/%m/%Y}",
            backgrounds=self._backgrounds,
            sketches=self._sketches,
            files="".join(_line(end, said) for end, said in self._notices.items()),
            canvases="\n".join(self._canvases) or "(aucun canevas commencé)",
            missing=_missing(unread, self._damaged),
        )
        # BOM and CRLF: the notepad of Windows opens it with its accents.
        self._write("LISEZMOI.txt", text.replace("\n", "\r\n").encode("utf-8-sig"))
        self._zip.close()
        return self._sink.take()

    def _write(self, name: str, data: bytes) -> None:
        when = (*self._day.timetuple()[:5], self._day.second)
        entry = zipfile.ZipInfo(f"{self._folder}/{name}", when)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self._zip.writestr(entry, data)


def _line(end: str, said: str) -> str:
    """Say what a file is."""
    line = f"- NOM{end} : {said[:1].lower()}{said[1:]}"
    return textwrap.fill(line, 90, subsequent_indent="  ", break_on_hyphens=False) + "\n"


_open: Archive | None = None
"""A worker does one thing at a time, for one dossier at a time."""


def begin(folder: str, now: str) -> Answer:
    """Begin a ZIP whose files are in ``folder``; ``now``: ISO 8601."""
    global _open
    _open = Archive(folder, datetime.fromisoformat(now))
    return Answer()


def add(template: Template, stored: Stored, view: View) -> Answer:
    """Put a canvas in; "image": what it shows behind its map, or None.

    Raises Unreadable when it is damaged: the notice will say so.
    """
    assert _open is not None
    image, data = _open.add(template, stored, view)
    return Answer({"image": image}, data)


def add_background(canvas_key: str, ending: str, data: bytes) -> Answer:
    """Put in the image that the canvas shows behind its map."""
    assert _open is not None
    return Answer(data=_open.add_background(canvas_key, ending, data))


def add_sketch(canvas_key: str, version: int, ending: str, data: bytes) -> Answer:
    """Put in the image of a version of the sketch of a canvas."""
    assert _open is not None
    return Answer(data=_open.add_sketch(canvas_key, version, ending, data))


def add_sketches(canvas_key: str, sketches: Sequence[Sketch]) -> Answer:
    """Put in what the versions of the sketch of a canvas show."""
    assert _open is not None
    return Answer(data=_open.add_sketches(canvas_key, sketches))


def end(title: str, territory: str, use_case: str, unread: list[str]) -> Answer:
    """Put the notice in and end the ZIP."""
    global _open
    assert _open is not None
    data, _open = _open.end(title, territory, use_case, unread), None
    return Answer(data=data)


def _missing(unread: list[str], damaged: list[str]) -> str:
    """Say which canvases of the dossier are not in the ZIP, and why; "" when all are."""
    said = ""
    if unread:
        said += (
            "\nCes canevas du dossier ne sont pas dans cet export, car leur modèle ne peut pas "
            f"être lu pour l’instant : {', '.join(unread)}.\nRien n’en est perdu.\n"
        )
    if damaged:
        said += (
            "\nCes canevas du dossier ne sont pas dans cet export, car ce qui en est enregistré "
            f"est abîmé : {', '.join(damaged)}.\nPrévenez la personne qui administre le site ; "
            "une sauvegarde peut être rétablie.\n"
        )
    return said
