"""Every HTTP address of the product besides Streamlit's pages: reading this shows all."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from capacities.web import assets, ballot, exports, health, imports, join
from capacities.web.handlers import route


def http_routes() -> list[BaseRoute]:
    """Return the routes, as they are mounted beside Streamlit's own."""
    return [
        Route("/rejoindre", route(join.page), methods=["GET"]),
        Route("/rejoindre", route(join.enter), methods=["POST"]),
        Route("/rejoindre/lien", route(join.look), methods=["POST"]),
        Route("/quitter", route(join.leave), methods=["POST"]),
        Route("/export/{dossier}.zip", route(exports.dossier_zip), methods=["GET"]),
        Route("/export/{dossier}/{canvas}.csv", route(exports.canvas_csv), methods=["GET"]),
        Route(
            "/export/{dossier}/{canvas}.schema.json", route(exports.canvas_schema), methods=["GET"]
        ),
        Route("/export/{dossier}/{canvas}.{format}", route(exports.canvas_format), methods=["GET"]),
        Route("/importer/{dossier}/{canvas}/apercu", route(imports.preview), methods=["POST"]),
        Route("/importer/{dossier}/{canvas}/appliquer", route(imports.apply), methods=["POST"]),
        Route("/gommettes/{dossier}/{canvas}", route(ballot.state), methods=["GET"]),
        Route("/gommettes/{dossier}/{canvas}", route(ballot.place), methods=["POST"]),
        Route("/gommettes/{dossier}/{canvas}/retirer", route(ballot.withdraw), methods=["POST"]),
        Route("/gommettes/{dossier}/{canvas}/table", route(ballot.table), methods=["POST"]),
        Route("/gommettes/{dossier}/{canvas}/reglages", route(ballot.settings), methods=["POST"]),
        Route("/sante", route(health.state), methods=["GET"]),
        Route("/assets/{file}", route(assets.asset), methods=["GET"]),
    ]
