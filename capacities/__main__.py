"""The command line: ``python -m capacities --help``.

Exit codes: 0 done; 1 refused or found wrong (a sentence says what); 2 the command was not
understood. Results go to the standard output, everything else to the error output.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from capacities.domain.access import LINK_TITLES, Role
from capacities.domain.errors import CapacitiesError, StorageUnavailable
from capacities.domain.limits import MESSAGE_BYTES, PING_EVERY_S
from capacities.domain.people import ANONYMOUS
from capacities.domain.settings import read_settings
from capacities.services.backup import backup
from capacities.services.check import check
from capacities.services.context import Context, current, open_context
from capacities.services.create_example import create_all_examples
from capacities.services.erase_person import erase_person
from capacities.services.identify import Identity
from capacities.services.purge import purge
from capacities.services.restore import restore
from capacities.services.rewind import rewind
from capacities.services.share_links import has_link, replace_link


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s : %(message)s")
    if options.command == "collab":
        return _collab(options.host, options.port)
    try:
        ctx = open_context(
            read_settings(os.environ),
            # Only these may begin a database: the others would do their work on nothing.
            create=options.command in ("demo", "restore"),
            serving=options.command == "restore",  # the rooms of a server hold the old state
            command=True,
        )
        try:
            return _run(ctx, options)
        finally:
            ctx.close()
    except CapacitiesError as error:
        return _refused(error)


def _refused(error: CapacitiesError) -> int:
    print(error, file=sys.stderr)
    if isinstance(error, StorageUnavailable) and error.__cause__ is not None:
        print(f"Cause : {_said_by_the_database(error.__cause__)}", file=sys.stderr)
    return 1


def _said_by_the_database(cause: BaseException) -> str:
    """Return the driver's own words, which pages never show: here one may act on them."""
    return str(getattr(cause, "orig", None) or cause).strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m capacities",
        description="Administrer CAPACities. La base est celle de DATABASE_URL "
        "(par défaut : un fichier SQLite dans var/).",
        epilog="Codes de sortie : 0 fait ; 1 refusé ou erreur trouvée ; 2 commande mal écrite.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    demo = commands.add_parser(
        "demo", help="créer les dossiers d’exemple et donner leurs liens (neufs à chaque fois)"
    )
    demo.add_argument("--json", action="store_true", help="un seul objet JSON, pour un programme")
    saving = commands.add_parser("backup", help="tout sauvegarder dans un fichier")
    saving.add_argument("file", metavar="FICHIER", type=Path)
    restoring = commands.add_parser("restore", help="rétablir une sauvegarde (serveurs arrêtés)")
    restoring.add_argument("file", metavar="FICHIER", type=Path)
    restoring.add_argument(
        "--remplacer", action="store_true", help="effacer d’abord ce que la base contient"
    )
    commands.add_parser("purge", help="oublier ce dont plus personne ne se sert")
    renewing = commands.add_parser(
        "lien", help="donner un nouveau lien d’un dossier dont le lien d’animation est perdu"
    )
    renewing.add_argument("dossier", metavar="DOSSIER", help="son identifiant, dans les adresses")
    renewing.add_argument(
        "--role", type=Role, choices=list(Role), default=Role.FACILITATOR, help="(%(default)s)"
    )
    rewinding = commands.add_parser(
        "retablir", help="ramener un canevas à un jour passé, par une modification de plus"
    )
    rewinding.add_argument("dossier", metavar="DOSSIER", help="son identifiant")
    rewinding.add_argument("canevas", metavar="CANEVAS", help="sa clé : canevas-usagers…")
    rewinding.add_argument(
        "--jour", metavar="AAAA-MM-JJ", type=date.fromisoformat, required=True, help="jour voulu"
    )
    erasing = commands.add_parser(
        "effacer",
        help="effacer un pseudonyme d’un dossier, de son historique et de ses états passés",
    )
    erasing.add_argument("dossier", metavar="DOSSIER", help="son identifiant")
    erasing.add_argument("pseudonyme", metavar="PSEUDONYME", help="sans souci des majuscules")
    commands.add_parser("check", help="ouvrir chaque document et vérifier chaque règle")
    rooms = commands.add_parser("collab", help="servir les canevas en direct, sans Streamlit")
    rooms.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (%(default)s)")
    rooms.add_argument("--port", type=int, default=8502, help="port d’écoute (%(default)s)")
    return parser


def _run(ctx: Context, options: argparse.Namespace) -> int:
    if options.command == "demo":
        return _demo(ctx, as_json=options.json)
    if options.command == "backup":
        counts = backup(ctx, options.file)
        held = f"{_counted(counts['dossiers'])} de {ctx.db.place}"
        print(f"Sauvegarde écrite : {options.file} ({held}).")
        if not counts["dossiers"]:
            print(
                "Attention : cette base ne contient aucun dossier. Est-ce celle du serveur ? "
                "Vérifiez DATABASE_URL.",
                file=sys.stderr,
            )
        return 0
    if options.command == "restore":
        counts = restore(ctx, options.file, replace=options.remplacer)
        print(f"Sauvegarde rétablie : {_counted(counts['dossiers'])}.")
        return 0
    if options.command == "lien":
        return _renew_link(ctx, options.dossier, options.role)
    if options.command == "retablir":
        moment = rewind(ctx, options.dossier, options.canevas, options.jour)
        print(f"Canevas ramené à son état du {datetime.fromisoformat(moment):%d/%m/%Y, %H:%M} UTC.")
        return 0
    if options.command == "effacer":
        return _erase(ctx, options.dossier, options.pseudonyme)
    if options.command == "purge":
        return _purge(ctx)
    return _check(ctx)


def _demo(ctx: Context, *, as_json: bool) -> int:
    shown_again = _is_key_here(ctx)
    made = create_all_examples(ctx)
    if as_json:
        dossiers = [
            {
                "id": created.dossier_id,
                "title": example.title,
                "canvases": list(example.canvases),
                "links": {role.value: token for role, token in created.tokens.items()},
            }
            for example, created in made
        ]
        print(json.dumps({"base": ctx.settings.base_url, "dossiers": dossiers}, ensure_ascii=False))
        return 0
    for example, created in made:
        print(f"{example.territory} — {example.title}")
        for role, token in created.tokens.items():
            print(f"  {LINK_TITLES[role].lower():<17}{ctx.settings.base_url}/rejoindre#{token}")
    if shown_again:
        print("Qui anime retrouve ces liens dans « Partager ».")
    return 0


def _renew_link(ctx: Context, dossier_id: str, role: Role) -> int:
    _is_key_here(ctx)
    administrator = _administrator(dossier_id)
    had = has_link(ctx, administrator, role)
    token = replace_link(ctx, administrator, role)
    print(f"{ctx.settings.base_url}/rejoindre#{token}")
    if had:
        print("L’ancien lien n’ouvre plus ; les personnes déjà entrées restent.", file=sys.stderr)
    return 0


def _is_key_here(ctx: Context) -> bool:
    """Whether what is made can be shown again on the site; say so when it cannot."""
    if ctx.keeper.prepare():
        return True
    print(
        "Attention : d’ici, la clé des liens de ce serveur n’est pas visible. Les liens donnés "
        "ouvrent, mais « Partager » ne pourra pas les remontrer : notez-les. Pour qu’il le puisse, "
        "lancez cette commande après le premier démarrage du serveur, avec son compte, son dossier "
        "et sa configuration (DATABASE_URL, CAPACITIES_SECRET_KEY).",
        file=sys.stderr,
    )
    return False


def _administrator(dossier_id: str) -> Identity:
    """Whoever has this command line has the database: they may do what an animator may."""
    return Identity(
        role=Role.FACILITATOR,
        dossier_id=dossier_id,
        link_id="",
        pseudonym="Administration",
        color="",
        session_id=None,
    )


def _erase(ctx: Context, dossier_id: str, pseudonym: str) -> int:
    erased = erase_person(ctx, _administrator(dossier_id), pseudonym)
    print(
        f"Effacé : {erased.cards} idée(s), {erased.browsers} navigateur(s), {erased.past} état(s) "
        f"passé(s). À sa place, on lit « {ANONYMOUS} »."
    )
    print(
        "Les sauvegardes déjà faites tiennent encore ce pseudonyme : détruisez-les une fois "
        "remplacées ; après en avoir rétabli une, refaites cette commande.",
        file=sys.stderr,
    )
    for canvas_key in erased.damaged:
        print(f"ERREUR : {canvas_key} ne peut pas être relu ; rien n’y a changé.", file=sys.stderr)
    return 1 if erased.damaged else 0


def _purge(ctx: Context) -> int:
    gone = purge(ctx)
    print(
        f"Oubliés : {gone.sessions} navigateur(s) plus revenu(s), {gone.links} ancien(s) lien(s) "
        f"retiré(s), {gone.archives} ancien(s) état(s) de canevas, {gone.images} image(s) de "
        f"fond retirée(s), {gone.examples} exemple(s) laissé(s). Aucun autre dossier n’est touché."
    )
    if not gone.shrinks:
        print(
            "Le fichier de la base, fait par une version ancienne, ne rend pas encore au disque la "
            "place libérée : lancez cette commande une fois, serveur arrêté.",
            file=sys.stderr,
        )
    return 0


def _check(ctx: Context) -> int:
    report = check(ctx)
    for remark in report.remarks:
        print(f"Remarque : {remark}")
    for problem in report.problems:
        print(f"ERREUR : {problem}")
    read = f"{report.documents} document(s) ouvert(s)"
    if report.problems:
        print(f"{read}, {len(report.problems)} erreur(s).")
        return 1
    print(f"{read}, tout est en ordre.")
    return 0


def _collab(host: str, port: int) -> int:
    import uvicorn

    from capacities.server import collab_app

    try:
        current()
    except CapacitiesError as error:
        return _refused(error)
    uvicorn.run(
        collab_app(),
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=4 * MESSAGE_BYTES,  # beyond MESSAGE_BYTES the room itself says 4413
        ws_per_message_deflate=False,  # it doubles the latency of small messages
        ws_ping_interval=PING_EVERY_S,
        ws_ping_timeout=PING_EVERY_S,
    )
    return 0


def _counted(dossiers: int) -> str:
    return f"{dossiers} dossiers" if dossiers > 1 else f"{dossiers} dossier"


if __name__ == "__main__":
    sys.exit(main())
