"""Leave with a whole dossier: one ZIP, readable without us."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime

from capacities.domain.access import Ability
from capacities.domain.nouns import count_cards
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.dialects import Dialect
from capacities.exports.registry import FORMATS, Format
from capacities.services.context import Context
from capacities.services.export_canvas import (
    File,
    csv_file,
    file_stem,
    format_file,
    schema_file,
)
from capacities.services.identify import Identity, require
from capacities.services.list_canvases import list_canvases
from capacities.services.read_dossier import Dossier, read_dossier
from capacities.storage import dossiers
from capacities.storage.database import now_iso

_README = """\
{title}
{line}
Territoire : {territory}
Cas d’usage : {use_case}
Exporté le {day} depuis CAPACities.

Ce dossier contient, pour chaque canevas commencé :

- NOM.csv : à ouvrir dans un tableur français (Excel, LibreOffice). Une ligne par post-it,
  ou par idée d’une carte.
  Un texte qui commence par = + - @ ou une apostrophe y est précédé d’une apostrophe, pour
  que le tableur ne le prenne pas pour une formule ; elle s’en va à la réimportation.
- NOM-ouvert.csv : les mêmes données pour la publication et les logiciels (UTF-8, virgule,
  point décimal, dates ISO), textes écrits tels quels. Préférez l’autre pour un tableur.
- NOM.schema.json : la description de chaque colonne de NOM-ouvert.csv (Table Schema).
{formats}
Pour reprendre un canevas : ouvrez-le sur le site, puis Exporter, et Importer l’un de ces fichiers.

Canevas
-------
{canvases}
{missing}"""


def export_dossier(ctx: Context, identity: Identity, *, clock: Callable[[], str] = now_iso) -> File:
    """Return the ZIP of every canvas begun; ``clock`` gives the time of export (ISO 8601)."""
    require(identity, Ability.EXPORT)
    dossier = read_dossier(ctx, identity)
    entries = list_canvases(ctx, identity)
    begun = [(entry.template, entry.snapshot) for entry in entries if entry.snapshot is not None]
    damaged = [entry.template.key for entry in entries if entry.problem]
    listed = {*damaged, *(template.key for template, _ in begun)}
    with ctx.db.read() as conn:
        stored = dossiers.documents_of(conn, [identity.dossier_id])
    unread = [document.canvas_key for document in stored if document.canvas_key not in listed]
    now = datetime.fromisoformat(clock())
    stem = file_stem(dossier.title)
    files = [_readme(dossier, begun, _missing(unread, damaged), now)]
    for template, snapshot in begun:
        files += [csv_file(template.key, snapshot, template, dialect) for dialect in Dialect]
        files.append(schema_file(template.key, template))
        files += [format_file(template.key, snapshot, template, f) for f in _formats(template)]
    return File(f"{stem}.zip", "application/zip", _zip(stem, files, now))


def _formats(template: Template) -> list[Format]:
    """Return the formats that the ZIP holds besides the tables."""
    return [known for known in FORMATS[template.form] if known.notice]


def _readme(
    dossier: Dossier,
    begun: Sequence[tuple[Template, Snapshot]],
    missing: str,
    now: datetime,
) -> File:
    canvases = "\n".join(
        f"- {template.title} ({template.key}) : {count_cards(snapshot, template.form)}\n"
        f"  {template.source}"
        + "".join(f"\n  À savoir : {warning}" for warning in snapshot.warnings)
        for template, snapshot in begun
    )
    notices = {f.extension: f.notice for template, _ in begun for f in _formats(template)}
    formats = "".join(f"- NOM.{name} : {notice}\n" for name, notice in notices.items())
    text = _README.format(
        title=dossier.title,
        line="=" * len(dossier.title),
        territory=dossier.territory,
        use_case=dossier.use_case or "(non précisé)",
        day=f"{now:%d/%m/%Y}",
        formats=formats,
        canvases=canvases or "(aucun canevas commencé)",
        missing=missing,
    )
    # BOM and CRLF: the notepad of Windows opens it with its accents.
    data = text.replace("\n", "\r\n").encode("utf-8-sig")
    return File("LISEZMOI.txt", "text/plain", data)


def _missing(unread: Sequence[str], damaged: Sequence[str]) -> str:
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


def _zip(folder: str, files: Sequence[File], now: datetime) -> bytes:
    out = io.BytesIO()
    when = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(f"{folder}/{file.name}", when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.data)
    return out.getvalue()
