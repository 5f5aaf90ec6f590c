"""Every HTTP address of the product besides Streamlit's pages: reading this shows all."""

from __future__ import annotations

from typing import Final

from starlette.routing import BaseRoute

from capacities.web import (
    assets,
    background,
    ballot,
    beginnings,
    bringing,
    creating,
    exports,
    health,
    imports,
    join,
    offline,
    sequels,
    sketches,
    vote,
)
from capacities.web.handlers import OurRoute, route

_ROUTES: Final = (
    ("GET", "/rejoindre", join.page),
    ("GET", "/rejoindre/", join.astray),
    ("GET", "/rejoindre#{link}", join.astray),
    ("GET", "/entrer", join.page),
    ("POST", "/rejoindre", join.enter),
    ("POST", "/rejoindre/lien", join.look),
    ("POST", "/dossiers", creating.create),
    ("POST", "/dossiers/exemple", creating.example),
    ("POST", "/quitter", join.leave),
    ("POST", "/supprimes", join.deleted),
    ("GET", "/export/{dossier}.zip", exports.dossier_zip),
    ("GET", "/export/{dossier}/{canvas}.csv", exports.canvas_csv),
    ("GET", "/export/{dossier}/{canvas}.schema.json", exports.canvas_schema),
    ("GET", "/export/{dossier}/{canvas}.{format}", exports.canvas_format),
    ("GET", "/export/{dossier}/{canvas}/{table}.csv", exports.canvas_csv),
    ("GET", "/export/{dossier}/{canvas}/{table}.schema.json", exports.canvas_schema),
    ("POST", "/importer/{dossier}/{canvas}/apercu", imports.preview),
    ("POST", "/importer/{dossier}/{canvas}/appliquer", imports.apply),
    ("GET", "/debuts/{dossier}/{canvas}", beginnings.offered),
    ("GET", "/debuts/{dossier}/{canvas}/{debut}", beginnings.whole),
    ("POST", "/suite/{dossier}/{canvas}", sequels.carry),
    ("POST", "/amener/{dossier}/{canvas}", bringing.bring),
    ("POST", "/fond/{dossier}/{canvas}", background.put),
    ("GET", "/fond/{dossier}/{canvas}/{image}", background.image),
    ("POST", "/versions/{dossier}/{canvas}", sketches.bring),
    ("GET", "/versions/{dossier}/{canvas}/{version}", sketches.image),
    ("GET", "/vote/{dossier}.json", vote.votes),
    ("GET", "/vote/{dossier}", vote.waiting),
    ("GET", "/vote/{dossier}/{canvas}", vote.page),
    ("GET", "/vote/{dossier}/{canvas}/idees", vote.ideas),
    ("GET", "/gommettes/{dossier}/{canvas}", ballot.state),
    ("POST", "/gommettes/{dossier}/{canvas}", ballot.place),
    ("POST", "/gommettes/{dossier}/{canvas}/retirer", ballot.withdraw),
    ("POST", "/gommettes/{dossier}/{canvas}/table", ballot.table),
    ("POST", "/gommettes/{dossier}/{canvas}/reglages", ballot.settings),
    ("POST", "/gommettes/{dossier}/{canvas}/ensemble", ballot.together),
    ("POST", "/gommettes/{dossier}/{canvas}/venir", ballot.come),
    ("POST", "/gommettes/{dossier}/{canvas}/terminer", ballot.finish),
    ("POST", "/gommettes/{dossier}/{canvas}/tour", ballot.new_round),
    ("GET", "/gommettes/{dossier}/{canvas}/tours", ballot.rounds),
    ("POST", "/gommettes/{dossier}/{canvas}/tours/effacer", ballot.old_round),
    ("GET", "/gommettes/{dossier}/{canvas}/votants", ballot.roll),
    ("POST", "/gommettes/{dossier}/{canvas}/confirmer", ballot.confirm),
    ("POST", "/gommettes/{dossier}/{canvas}/ecarter", ballot.aside),
    ("GET", "/sante", health.state),
    ("GET", "/assets/{file}", assets.asset),
    ("GET", "/sw.js", offline.script),
    ("GET", "/hors-ligne", offline.page),
    ("GET", "/hors-ligne/vote", offline.vote_page),
)


def http_routes() -> list[BaseRoute]:
    """Return the routes, as they are mounted beside Streamlit's own."""
    routes = [OurRoute(path, route(act), methods=[method]) for method, path, act in _ROUTES]
    for one in routes:
        beside = (other.methods or () for other in routes if other.path == one.path)
        one.allowed = frozenset().union(*beside)
    return [*routes]
