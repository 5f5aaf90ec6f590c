"""What a template file says → the domain's ``Template``, mistakes noted on the way."""

from __future__ import annotations

from collections.abc import Iterator

from capacities.domain.template import (
    DEFAULT_COLORS,
    HUES,
    OPEN_LINES,
    SERVED_FORMS,
    Block,
    Color,
    Form,
    Header,
    Matrix,
    Template,
    Zone,
)
from capacities.templates.fields import read_fields
from capacities.templates.layout import read_layout
from capacities.templates.reading import Entry, Record, nearest, note_repeats

_REQUIRED = ("cle", "forme", "titre", "consigne", "source")
_OPTIONAL = (
    "titre_court", "atelier", "duree", "format", "theme", "couleurs", "cases", "disposition",
    "matrice", "blocs", "champs",
)  # fmt: skip
_ZONE = (("cle", "titre"), ("questions", "exemple", "depart"))


def build_template(entry: Entry) -> Template:
    """Read the whole file; meaningless if a problem was noted in ``entry.problems``."""
    top = entry.record(_REQUIRED, _OPTIONAL)
    form = _form(top)
    matrix = _matrix(top)
    zones = _zones(top, "cases", matrix)
    known = {zone.key: zone for zone in zones}
    bands = read_layout(top.get("disposition"), [z.key for z in zones if "." not in z.key])
    blocks = list(_blocks(top, known))
    zones = _with_crossings(matrix, list(known.values()))
    if form is Form.ZONES and not zones and not blocks:
        entry.problems.add(entry.line, "cases", "un canevas a au moins une case")
    if bands == () and matrix is None and any(zone.group is None for zone in zones):
        entry.problems.add(entry.line, "disposition", "cette clé est obligatoire et manque")
    if matrix and bands:
        top_line = top.line("disposition")
        entry.problems.add(
            top_line, "disposition", "un canevas a une disposition ou une matrice, pas les deux"
        )
    return Template(
        key=top.key("cle"),
        form=form,
        title=top.filled("titre"),
        short_title=top.text("titre_court") or top.text("titre"),
        instruction=top.filled("consigne"),
        source=top.filled("source"),
        workshop=_workshop(top),
        duration=top.text("duree"),
        grouping=top.text("format"),
        theme=top.text("theme"),
        zones=tuple(zones),
        bands=bands,
        matrix=matrix,
        blocks=tuple(blocks),
        fields=tuple(read_fields(top, zones, matrix)),
        colors=_colors(top),
    )


def _form(top: Record) -> Form:
    entry = top.get("forme")
    value = entry.one_of([form.value for form in SERVED_FORMS]) if entry else None
    return Form(value) if value else Form.ZONES


def _workshop(top: Record) -> int | None:
    entry = top.get("atelier")
    return int(entry.number(1, 20)) if entry else None


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
    return matrix


def _blocks(top: Record, known: dict[str, Zone]) -> Iterator[Block]:
    """Read the repeated blocks; their boxes are added to ``known``."""
    read: list[Record] = []
    for item in top.items("blocs"):
        record = item.record(("cle", "titre", "singulier", "cases", "disposition"), ())
        key = record.key("cle")
        read.append(record)
        zones = _zones(record, "cases", None, group=key)
        for zone, box in zip(zones, record.items("cases"), strict=True):
            if zone.key in known or zone.key == key:
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


def _colors(top: Record) -> tuple[Color, ...]:
    read: list[Record] = []
    colors = []
    for item in top.items("couleurs"):
        record = item.record(("cle", "titre", "teinte"), ("signe",))
        entry = record.get("teinte")
        hue = entry.one_of(HUES) if entry else None
        sign = record.text("signe")
        if len(sign) > 2 and (given := record.get("signe")):
            given.wrong("on attend un seul signe, comme « ▲ »")
        color = Color(record.key("cle"), record.filled("titre"), hue or HUES[0], sign)
        read.append(record)
        colors.append(color)
    note_repeats(read, "de la couleur")
    return tuple(colors) or DEFAULT_COLORS
