"""Bring back everything that a backup holds, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection

from capacities.documents.ledger import Ledger
from capacities.documents.lib0 import BadMessage
from capacities.domain.background import background_fault
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import RESTORE_DATA_BYTES
from capacities.domain.sketches import sketch_fault
from capacities.services.context import Context
from capacities.storage.backgrounds import every_background
from capacities.storage.dump import empty, is_empty, read_dump
from capacities.storage.old_ballots import settle_old_ballots
from capacities.storage.sketches import every_sketch
from capacities.storage.tables import ballot_rounds
from capacities.storage.upkeep import empty_updates, keep_summary, whole_documents


def restore(ctx: Context, path: Path, *, replace: bool = False) -> Mapping[str, int]:
    """Fill the database from the backup at ``path``; return rows by table.

    Refuses a database that holds something, unless ``replace``: then it is emptied first,
    in the same transaction. The servers must be stopped: their rooms hold the old state.
    Raises InvalidInput, too, for what no backup of ours holds.
    """
    try:
        with path.open("rb") as file, ctx.db.write(long=True) as conn:
            if replace:
                empty(conn)
            elif not is_empty(conn):
                raise InvalidInput(
                    "La base contient déjà des dossiers : rien n’a été changé. Pour les "
                    "remplacer tous par la sauvegarde, ajoutez --remplacer."
                )
            counts = read_dump(conn, file, _inspect)
            if ballot_rounds.name not in counts:  # made by a version without rounds
                settle_old_ballots(conn)
            _face_documents(conn)
            _face_backgrounds(conn)
            _face_sketches(conn)
            return counts
    except OSError as error:
        raise InvalidInput(f"Impossible de lire « {path} » : {error.strerror}.") from error


def _face_documents(conn: Connection) -> None:
    """Refuse a backup of which a document is not what rooms take: opening it could end a server.

    What it says that is known of its snapshots is not believed: it is found again. An update that
    rooms leave out (its author told two processes two stories) keeps its number and nothing else:
    whoever wrote it must not keep everybody's backups from being restored.
    """
    for found in whole_documents(conn):
        ledger, left_out = Ledger(), list[bytes]()
        try:
            ledger.learn(found.snapshot, ())
            if found.snapshot:
                keep_summary(conn, found.document_id, ledger.summary())
            ledger.learn(None, found.updates, left_out=left_out)
            empty_updates(conn, found.document_id, left_out)
            for state in found.archives:
                Ledger().learn(state, ())
        except BadMessage as error:
            raise InvalidInput(
                f"Le canevas « {found.document_id} » contient ce qu’aucune page n’écrit. Cette "
                "sauvegarde ne vient pas de CAPACities, ou elle est abîmée. Rien n’a été changé."
            ) from error


def _face_backgrounds(conn: Connection) -> None:
    """Refuse a backup of which an image is not one that we wrote: it would be served."""
    for row, data in every_background(conn):
        if wrong := background_fault(row.id, row.media_type, data):
            raise InvalidInput(
                f"Une image de fond du canevas « {row.document_id} » {wrong}. Cette sauvegarde ne "
                "vient pas de CAPACities, ou elle est abîmée. Rien n’a été changé."
            )


def _face_sketches(conn: Connection) -> None:
    """Refuse a backup of which a sketch is not as we keep them, as for the images behind maps."""
    for name, sketch, data in every_sketch(conn):
        if wrong := sketch_fault(sketch, data):
            raise InvalidInput(
                f"La version {sketch.version} du croquis du canevas « {name} » {wrong}. Cette "
                "sauvegarde ne vient pas de CAPACities, ou elle est abîmée. Rien n’a été changé."
            )


def _inspect(document_id: str, data: bytes) -> None:
    """Refuse bytes of a document (a state or an update) that no room would have taken."""
    if len(data) > RESTORE_DATA_BYTES:
        raise InvalidInput(
            f"Un état du canevas « {document_id} » dépasse la taille d’un canevas. Cette "
            "sauvegarde ne vient pas de CAPACities, ou elle est abîmée. Rien n’a été changé."
        )
