"""Every HTTP address of the product besides Streamlit's pages: reading this shows all."""

from __future__ import annotations

from starlette.routing import BaseRoute

from capacities.web import assets, ballot, exports, health, imports, join
from capacities.web.handlers import OurRoute, route


def http_routes() -> list[BaseRoute]:
    """Return the routes, as they are mounted beside Streamlit's own."""
    routes = [
        OurRoute("/rejoindre", route(join.page), methods=["GET"]),
        OurRoute("/rejoindre", route(join.enter), methods=["POST"]),
        OurRoute("/rejoindre/lien", route(join.look), methods=["POST"]),
        OurRoute("/quitter", route(join.leave), methods=["POST"]),
        OurRoute("/supprimes", route(join.deleted), methods=["POST"]),
        OurRoute("/export/{dossier}.zip", route(exports.dossier_zip), methods=["GET"]),
        OurRoute("/export/{dossier}/{canvas}.csv", route(exports.canvas_csv), methods=["GET"]),
        OurRoute(
            "/export/{dossier}/{canvas}.schema.json", route(exports.canvas_schema), methods=["GET"]
        ),
        OurRoute(
            "/export/{dossier}/{canvas}.{format}", route(exports.canvas_format), methods=["GET"]
        ),
        OurRoute(
            "/export/{dossier}/{canvas}/{table}.csv", route(exports.canvas_csv), methods=["GET"]
        ),
        OurRoute(
            "/export/{dossier}/{canvas}/{table}.schema.json",
            route(exports.canvas_schema),
            methods=["GET"],
        ),
        OurRoute("/importer/{dossier}/{canvas}/apercu", route(imports.preview), methods=["POST"]),
        OurRoute("/importer/{dossier}/{canvas}/appliquer", route(imports.apply), methods=["POST"]),
        OurRoute("/gommettes/{dossier}/{canvas}", route(ballot.state), methods=["GET"]),
        OurRoute("/gommettes/{dossier}/{canvas}", route(ballot.place), methods=["POST"]),
        OurRoute("/gommettes/{dossier}/{canvas}/retirer", route(ballot.withdraw), methods=["POST"]),
        OurRoute("/gommettes/{dossier}/{canvas}/table", route(ballot.table), methods=["POST"]),
        OurRoute(
            "/gommettes/{dossier}/{canvas}/reglages", route(ballot.settings), methods=["POST"]
        ),
        OurRoute("/gommettes/{dossier}/{canvas}/votants", route(ballot.roll), methods=["GET"]),
        OurRoute(
            "/gommettes/{dossier}/{canvas}/confirmer", route(ballot.confirm), methods=["POST"]
        ),
        OurRoute("/gommettes/{dossier}/{canvas}/ecarter", route(ballot.aside), methods=["POST"]),
        OurRoute("/sante", route(health.state), methods=["GET"]),
        OurRoute("/assets/{file}", route(assets.asset), methods=["GET"]),
    ]
    for one in routes:
        beside = (other.methods or () for other in routes if other.path == one.path)
        one.allowed = frozenset().union(*beside)
    return [*routes]
