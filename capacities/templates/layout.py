"""The drawing of a canvas: bands of lines of words, a word being the key of a box."""

from __future__ import annotations

from collections.abc import Sequence

from capacities.domain.plans import Band
from capacities.templates.reading import Entry, nearest

_COLUMNS = 24
_ROWS = 24


def read_layout(entry: Entry | None, keys: Sequence[str]) -> tuple[Band, ...]:
    """Read ``disposition``; every box of ``keys`` must be drawn once, as a rectangle."""
    if entry is None:
        return ()
    bands = []
    drawn: dict[str, int] = {}
    for item in entry.items():
        record = item.record(("lignes",), ("hauteur",))
        weight = record.get("hauteur")
        lines = list(record.items("lignes"))
        rows = tuple(tuple(line.text().split()) for line in lines)
        _check_band(lines, rows, keys, drawn)
        bands.append(Band(rows, weight.number(0.1, 100) if weight else 1.0))
        if "lignes" in record and not rows:
            item.wrong("on attend au moins une ligne de cases")
    if not bands:
        entry.wrong("on attend au moins une bande : un tiret, puis « lignes: »")
    absent = [key for key in keys if key and key not in drawn]
    if absent and bands:
        names = ", ".join(f"« {key} »" for key in absent)
        entry.wrong(f"ces cases ne sont pas dessinées : {names}")
    return tuple(bands)


def _check_band(
    lines: list[Entry],
    rows: tuple[tuple[str, ...], ...],
    keys: Sequence[str],
    drawn: dict[str, int],
) -> None:
    for line, row in zip(lines, rows, strict=True):
        for key in row:
            if key not in keys:
                line.wrong(f"aucune case n’a la clé « {key[:40]} »{nearest(key, keys)}")
        if not row:
            line.wrong("on attend les clés des cases de gauche à droite, séparées par des espaces")
        elif len(row) != len(rows[0]):
            line.wrong(
                f"{len(row)} colonnes ici, {len(rows[0])} sur la première ligne de la bande : "
                "répétez la clé d’une case qui occupe plusieurs colonnes"
            )
        elif len(row) > _COLUMNS or len(rows) > _ROWS:
            line.wrong(f"au plus {_COLUMNS} colonnes et {_ROWS} lignes par bande")
    places: dict[str, list[tuple[int, int]]] = {}
    for y, row in enumerate(rows):
        for x, key in enumerate(row):
            places.setdefault(key, []).append((y, x))
    for key, cells in places.items():
        line = lines[cells[0][0]]
        if key in drawn and key in keys:
            line.wrong(f"« {key} » est déjà dessinée dans la bande de la ligne {drawn[key]}")
        drawn.setdefault(key, line.line)
        ys, xs = [y for y, _ in cells], [x for _, x in cells]
        if len(cells) != (max(ys) - min(ys) + 1) * (max(xs) - min(xs) + 1):
            line.wrong(f"les morceaux de la case « {key} » ne forment pas un rectangle")
