"""The fields a template declares: what a card carries besides its text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from capacities.domain.cards import CARD_STORED
from capacities.domain.template import Choice, Field, FieldKind
from capacities.templates.reading import Record, nearest, note_repeats

_RESERVED_FIELDS = CARD_STORED.union(
    ("case", "texte", "couleur", "auteur", "cree_le", "id", "rang", "cle_case")
)
"""Names already taken in the document or among the columns of the CSV."""
_PLAIN = tuple(kind for kind in FieldKind if kind is not FieldKind.ELEMENT)
_NO_CHOICE = "un champ « choix » a au moins un choix"
_NO_AMONG = "un champ « element » dit « parmi » quelle case on choisit"
_NO_TOTAL = "seuls un montant ou un nombre ont un total"


def read_fields(
    top: Record,
    places: Mapping[str, tuple[str, ...]],
    taken: Collection[str] = (),
    kinds: Collection[FieldKind] = _PLAIN,
) -> tuple[Field, ...]:
    """Read ``champs``; ``places`` tells which boxes each name in a field's ``cases`` stands for:
    without any, these are the fields of what is in no box, which have no total.

    ``taken`` are names of columns that this form has besides those of all canvases, ``kinds``
    what its fields may be.
    """
    reserved = _RESERVED_FIELDS.union(taken)
    read: list[tuple[Record, Field]] = []
    for item in top.items("champs"):
        record = item.record(
            ("cle", "titre", "type"),
            (
                *("unite", "choix", "defaut", "question"),
                *(("cases", "total", "total_par") if places else ()),
                *(("parmi",) if FieldKind.ELEMENT in kinds else ()),
            ),
        )
        read.append((record, _field(record, places, reserved, kinds)))
    note_repeats([record for record, _ in read], "du champ")
    fields = [field for _, field in read]
    for record, field in read:
        _check_total(record, field, fields)
    return tuple(fields)


def _field(
    record: Record,
    places: Mapping[str, tuple[str, ...]],
    reserved: frozenset[str],
    kinds: Collection[FieldKind],
) -> Field:
    key = record.key("cle")
    if key in reserved and (entry := record.get("cle")):
        entry.wrong(f"« {key} » est un mot réservé : choisissez une autre clé")
    given = record.get("type")
    kind_name = given.one_of([kind.value for kind in kinds]) if given else None
    kind = FieldKind(kind_name) if kind_name else FieldKind.TEXT
    return Field(
        key=key,
        title=record.filled("titre"),
        kind=kind,
        zones=frozenset(_field_zones(record, places)),
        unit="€" if kind is FieldKind.EURO else record.text("unite"),
        choices=_choices(record, kind if kind_name else None),
        total=record.yes("total"),
        total_by=record.text("total_par") or None,
        default=_default(record),
        among=_among(record, kind, places),
        question=record.text("question"),
    )


def _field_zones(record: Record, places: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for item in record.items("cases"):
        name = item.text()
        if name not in places:
            hint = nearest(name, places)
            item.wrong(f"aucune case n’a la clé « {name[:40]} »{hint}")
        yield from places.get(name, ())


def _choices(record: Record, kind: FieldKind | None) -> tuple[Choice, ...]:
    read = [item.record(("cle", "titre"), ()) for item in record.items("choix")]
    choices = tuple(Choice(r.key("cle"), r.filled("titre")) for r in read)
    note_repeats(read, "du choix")
    if kind is FieldKind.CHOICE and not choices:
        record.entry.problems.add(record.line("choix"), f"{record.entry.path}.choix", _NO_CHOICE)
    if kind not in (FieldKind.CHOICE, None) and (entry := record.get("choix")):
        entry.wrong("seul un champ de type « choix » a des choix")
    return choices


def _default(record: Record) -> str | None:
    entry = record.get("defaut")
    if entry is None:
        return None
    keys = [item.record(("cle", "titre"), ()).text("cle") for item in record.items("choix")]
    return entry.one_of(keys)


def _among(record: Record, kind: FieldKind, places: Mapping[str, tuple[str, ...]]) -> str:
    entry = record.get("parmi")
    if entry is None:
        if kind is FieldKind.ELEMENT:
            record.entry.problems.add(record.entry.line, f"{record.entry.path}.parmi", _NO_AMONG)
        return ""
    if kind is not FieldKind.ELEMENT:
        entry.wrong("seul un champ de type « element » se choisit parmi des cartes")
    return entry.one_of(places) or ""


def _check_total(record: Record, field: Field, fields: list[Field]) -> None:
    if field.total and field.kind not in (FieldKind.EURO, FieldKind.NUMBER):
        record.entry.problems.add(record.line("total"), f"{record.entry.path}.total", _NO_TOTAL)
    if field.total_by is None or (entry := record.get("total_par")) is None:
        return
    if field.total_by not in [f.key for f in fields if f.kind is FieldKind.CHOICE]:
        entry.wrong(f"« {field.total_by} » n’est pas un champ de type « choix » de ce canevas")
