"""The form "zones" of a template file: boxes, their drawing, a matrix, repeated blocks."""

from __future__ import annotations

from collections.abc import Iterator

from capacities.domain.plans import Block, Header, Matrix, ZonesPlan
from capacities.domain.template import OPEN_LINES, Zone
from capacities.templates.colors import read_colors
from capacities.templates.fields import read_fields
from capacities.templates.forms import FormRead, FormReader
from capacities.templates.layout import read_layout
from capacities.templates.reading import Record, nearest, note_repeats

_ZONE = (("cle", "titre"), ("questions", "exemple", "depart"))


def read_boxes(top: Record) -> FormRead:
    """Read every box of the canvas and check that each one is drawn."""
    problems, line = top.entry.problems, top.entry.line
    matrix = _matrix(top)
    zones = _zones(top, "cases", matrix)
    known = {zone.key: zone for zone in zones}
    bands = read_layout(top.get("disposition"), [z.key for z in zones if "." not in z.key])
    blocks = tuple(_blocks(top, known))
    zones = _with_crossings(matrix, list(known.values()))
    if not zones and not blocks:
        problems.add(line, "cases", "un canevas a au moins une case")
    boxed = any(zone.group is None for zone in zones)
    if "disposition" not in top and matrix is None and boxed:
        problems.add(line, "disposition", "cette clé est obligatoire et manque")
    if matrix and bands:
        problems.add(
            top.line("disposition"),
            "disposition",
            "un canevas a une disposition ou une matrice, pas les deux",
        )
    return FormRead(
        plan=ZonesPlan(bands, matrix, blocks),
        zones=tuple(zones),
        fields=read_fields(top, _places(zones, matrix)),
        colors=read_colors(top, "couleurs", "de la couleur"),
    )


def _zones(top: Record, name: str, matrix: Matrix | None, group: str | None = None) -> list[Zone]:
    crossings = _crossings(matrix)
    read: list[Record] = []
    zones = []
    for item in top.items(name):
        record = item.record(*_ZONE)
        if record.text("cle") in crossings:
            key = record.text("cle")
        else:
            key = record.key("cle")
            if matrix is not None and key and (entry := record.get("cle")):
                entry.wrong(
                    f"« {key} » n’est pas un croisement{nearest(key, list(crossings))} : "
                    "dans une matrice, la clé d’une case est « ligne.colonne »"
                )
        if key == OPEN_LINES and (entry := record.get("cle")):
            entry.wrong(f"« {OPEN_LINES} » est un mot réservé : choisissez une autre clé")
        read.append(record)
        zones.append(
            Zone(
                key=key,
                title=record.filled("titre"),
                questions=tuple(question.text() for question in record.items("questions")),
                example=record.text("exemple"),
                accent=record.yes("depart"),
                group=group,
            )
        )
    note_repeats(read, "de la case")
    return zones


def _crossings(matrix: Matrix | None) -> dict[str, str]:
    """Return the title of each crossing of the matrix, by key."""
    if matrix is None:
        return {}
    return {
        f"{line.key}.{column.key}": f"{line.title} — {column.title}"
        for line in matrix.lines
        for column in matrix.columns
    }


def _with_crossings(matrix: Matrix | None, zones: list[Zone]) -> list[Zone]:
    """Put the crossings of the matrix first, those described in ``cases`` as described."""
    given = {zone.key: zone for zone in zones}
    crossings = _crossings(matrix)
    first = [given.get(key, Zone(key, title)) for key, title in crossings.items()]
    return [*first, *(zone for zone in zones if zone.key not in crossings)]


def _places(zones: list[Zone], matrix: Matrix | None) -> dict[str, tuple[str, ...]]:
    """Return what may be named in a field's ``cases``: boxes, lines, columns → boxes."""
    places: dict[str, tuple[str, ...]] = {zone.key: (zone.key,) for zone in zones}
    for line in matrix.lines if matrix else ():
        places[line.key] = tuple(z.key for z in zones if z.key.startswith(f"{line.key}."))
    for column in matrix.columns if matrix else ():
        boxes = [z.key for z in zones if z.key.endswith(f".{column.key}")]
        if matrix and matrix.open_lines:
            boxes.append(f"{OPEN_LINES}.{column.key}")
        places[column.key] = tuple(boxes)
    return places


def _headers(record: Record, name: str) -> tuple[Header, ...]:
    read = [item.record(("cle", "titre"), ("aide",)) for item in record.items(name)]
    headers = tuple(Header(r.key("cle"), r.filled("titre"), r.text("aide")) for r in read)
    note_repeats(read, "de l’en-tête")
    for header, entry in zip(headers, (r.get("cle") for r in read), strict=True):
        if header.key == OPEN_LINES and entry:
            entry.wrong(f"« {OPEN_LINES} » est un mot réservé : choisissez une autre clé")
    return headers


def _matrix(top: Record) -> Matrix | None:
    entry = top.get("matrice")
    if entry is None:
        return None
    record = entry.record(("lignes", "colonnes"), ("question", "lignes_libres"))
    matrix = Matrix(
        lines=_headers(record, "lignes"),
        columns=_headers(record, "colonnes"),
        question=record.text("question"),
        open_lines=record.yes("lignes_libres"),
    )
    for name, headers in (("lignes", matrix.lines), ("colonnes", matrix.columns)):
        if name in record and not headers:
            entry.problems.add(record.line(name), f"matrice.{name}", "il en faut au moins une")
    lines = {line.key for line in matrix.lines}
    for column, item in zip(matrix.columns, record.items("colonnes"), strict=True):
        if column.key and column.key in lines:
            item.wrong(f"« {column.key} » est déjà la clé d’une ligne : donnez-en une autre")
    return matrix


def _blocks(top: Record, known: dict[str, Zone]) -> Iterator[Block]:
    """Read the repeated blocks; their boxes are added to ``known``."""
    read: list[Record] = []
    blocks: set[str] = set()
    for item in top.items("blocs"):
        record = item.record(("cle", "titre", "singulier", "cases", "disposition"), ())
        key = record.key("cle")
        read.append(record)
        blocks.add(key)
        zones = _zones(record, "cases", None, group=key)
        for zone, box in zip(zones, record.items("cases"), strict=True):
            if zone.key in known or zone.key in blocks:
                box.wrong(f"« {zone.key} » est déjà prise : donnez une autre clé à cette case")
            known.setdefault(zone.key, zone)
        if (key in known and known[key].group != key) or key == OPEN_LINES:
            item.wrong(f"« {key} » est déjà prise : donnez une autre clé à ce bloc")
        yield Block(
            key=key,
            title=record.filled("titre"),
            singular=record.filled("singulier"),
            bands=read_layout(record.get("disposition"), [zone.key for zone in zones]),
        )
    note_repeats(read, "du bloc")


READER = FormReader(("couleurs", "cases", "disposition", "matrice", "blocs"), read_boxes)
