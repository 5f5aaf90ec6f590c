"""Verify that everything stored can be read, and that every promise on it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from capacities.documents.ledger import Ledger
from capacities.documents.lib0 import BadMessage
from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import open_doc
from capacities.domain.access import Role
from capacities.domain.background import background_fault
from capacities.domain.errors import CapacitiesError
from capacities.domain.sketches import sketch_fault
from capacities.services.context import Context
from capacities.services.read_entrances import entrances_fault
from capacities.storage import upkeep
from capacities.storage.backgrounds import every_background, find_background
from capacities.storage.sketches import every_sketch
from capacities.storage.updates import load


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found. ``problems`` are failures; ``remarks`` were repaired while reading."""

    documents: int
    problems: tuple[str, ...]
    remarks: tuple[str, ...]


def check(ctx: Context) -> CheckReport:
    """Open every document and test every invariant; changes nothing."""
    with ctx.db.read(long=True) as conn:
        problems = [*upkeep.sqlite_damage(conn)]
        states = upkeep.log_states(conn)
        if misplaced := upkeep.misplaced_memberships(conn):
            problems.append(f"{misplaced} participation(s) par le lien d’un autre dossier")
        for dossier_id, role in upkeep.doubled_links(conn):
            problems.append(f"dossier {dossier_id} : plusieurs liens « {role} » en vigueur")
        for dossier_id, role in upkeep.unknown_roles(conn, [role.value for role in Role]):
            problems.append(f"dossier {dossier_id} : rôle inconnu « {role} »")
        for name in upkeep.overfull_participants(conn):
            problems.append(f"{name} : un participant a plus de gommettes qu’il n’en a le droit")
        for row, data in every_background(conn):
            if wrong := background_fault(row.id, row.media_type, data):
                problems.append(f"{row.document_id} : une image de fond {wrong}")
        for name, sketch, image in every_sketch(conn):
            if wrong := sketch_fault(sketch, image):
                problems.append(f"{name} : la version {sketch.version} du croquis {wrong}")
    problems += [str(error) for error in ctx.templates().errors]
    problems += [fault] if (fault := entrances_fault(ctx)) else []
    remarks: list[str] = []
    for state in states:
        problems += _check_log(state)
        try:
            remarks += _read(ctx, state)
        except CapacitiesError as error:
            problems.append(f"{state.document_id} : {error}")
    return CheckReport(len(states), tuple(problems), tuple(remarks))


def _check_log(state: upkeep.LogState) -> Iterator[str]:
    if state.document_id != f"{state.dossier_id}/{state.canvas_key}":
        yield f"{state.document_id} : le nom ne suit pas le dossier et le canevas"
    if state.hole():
        yield (
            f"{state.document_id} : il manque des modifications au journal (attendues : "
            f"{state.snapshot_seq + 1} à {state.seq} ; présentes : {state.count}, de "
            f"{state.first} à {state.last})"
        )


def _read(ctx: Context, state: upkeep.LogState) -> Iterator[str]:
    """Read one document, or raise CapacitiesError; yield what had to be repaired."""
    template = ctx.templates().templates.get(state.canvas_key)
    if template is None:
        raise CapacitiesError(f"modèle « {state.canvas_key} » inconnu ou en erreur")
    stored = load(ctx.db, state.document_id)
    if stored is None:  # deleted since the list was made
        return
    try:
        Ledger().learn(stored.snapshot, stored.updates, strict=True)
    except BadMessage as error:
        raise CapacitiesError("il est abîmé, ou contient ce qu’aucune page n’écrit") from error
    snapshot = read_snapshot(open_doc(stored.snapshot, stored.updates), template)
    if snapshot.template != state.canvas_key:
        raise CapacitiesError(f"le document suit un autre modèle (« {snapshot.template} »)")
    for warning in snapshot.warnings:
        yield f"{state.document_id} : {warning}"
    if (shown := snapshot.background) is not None:
        with ctx.db.read() as conn:
            if find_background(conn, state.document_id, shown.image) is None:
                yield f"{state.document_id} : son image de fond n’est plus gardée"
