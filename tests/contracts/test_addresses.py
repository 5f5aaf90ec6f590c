"""The addresses and commands that others rely on; changing one breaks them."""

from __future__ import annotations

from starlette.routing import Route, WebSocketRoute

from capacities.server import collab_app, routes


def test_addresses_of_the_contract_are_served() -> None:
    """Share links, exports, health and sockets, at the addresses given out."""
    paths = {route.path for route in routes() if isinstance(route, Route | WebSocketRoute)}
    assert {
        "/rejoindre",
        "/export/{dossier}/{canvas}.csv",
        "/export/{dossier}/{canvas}.schema.json",
        "/export/{dossier}/{canvas}/{table}.csv",
        "/export/{dossier}/{canvas}/{table}.schema.json",
        "/export/{dossier}.zip",
        "/sante",
        "/collab/{dossier_id}/{canvas_key}",
        "/nouvelles/{dossier_id}",
    } <= paths


def test_rooms_alone_serve_sockets_and_health() -> None:
    """The room server has no page and no way in: only sockets, and its health."""
    paths = {route.path for route in collab_app().routes if hasattr(route, "path")}
    assert paths == {"/collab/{dossier_id}/{canvas_key}", "/nouvelles/{dossier_id}", "/sante"}
