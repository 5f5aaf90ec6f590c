"""Links that open nothing, rights one has not, what no longer exists: said, in French."""

from __future__ import annotations

import sqlite3

from playwright.sync_api import Browser, Page, expect

from capacities.domain.limits import FAILURES_PER_WINDOW
from tests.e2e.canvas import Canvas
from tests.e2e.conftest import ACT_MS, Arrive, note_outside
from tests.e2e.serving import Server

CANVAS = "canevas-usagers"


def _change_link(server: Server, dossier: dict[str, str], role: str, column: str) -> None:
    """Make a link end in the past, as an animator or time would have."""
    with sqlite3.connect(server.folder / "capacities.db") as base:
        base.execute(
            f"UPDATE links SET {column} = '2020-01-01T00:00:00+00:00'"
            " WHERE dossier_id = ? AND role = ?",
            (dossier["id"], role),
        )
    base.close()


def test_links_that_open_nothing_say_why(server: Server, page: Page) -> None:
    """Cut short, unknown, withdrawn or over: a sentence each, and the way home."""
    dossier = server.empty_dossier()
    _change_link(server, dossier, "editor", "revoked_at")
    _change_link(server, dossier, "reader", "expires_at")
    refusals = {
        "": "Cette adresse ne contient pas de lien de partage",
        "abc": "Ce lien n’ouvre aucun dossier",
        "%F0%9F": "Ce lien n’ouvre aucun dossier",
        "x" * 50_000: "Ce lien n’ouvre aucun dossier",
        dossier["editor"]: "Ce lien a été retiré par la personne qui anime",
        dossier["reader"]: "Ce lien est arrivé à son terme",
    }
    for token, words in refusals.items():
        page.goto(f"{server.base}/rejoindre#{token}")
        expect(page.get_by_role("alert")).to_contain_text(words)
        expect(page.get_by_role("link", name="Revenir à l’accueil")).to_be_visible()
        expect(page.get_by_role("button", name="Entrer")).to_be_hidden()
    whole = dossier["facilitator"]
    for damaged in (f"#{whole}", f"%23{whole}).", f"?canevas=pourquoi%23{whole}", f"/#{whole}»"):
        page.goto(f"{server.base}/rejoindre{damaged}")
        expect(page.get_by_role("heading", name="Essai")).to_be_visible()


def test_too_many_wrong_links_have_to_wait(server: Server, browser: Browser) -> None:
    """After twenty wrong links an address waits; a right one still opens."""
    dossier = server.empty_dossier()
    context = browser.new_context(
        locale="fr-FR", extra_http_headers={"X-Forwarded-For": "203.0.113.77"}
    )
    context.set_default_timeout(ACT_MS)
    outside = note_outside(context)
    page = context.new_page()
    page.goto(f"{server.base}/rejoindre#faux")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("n’ouvre aucun dossier")
    for attempt in range(1, FAILURES_PER_WINDOW):
        with page.expect_response("**/rejoindre/lien") as answer:
            page.evaluate(f"location.hash = 'faux-{attempt}'")
        assert answer.value.status == 401
    with page.expect_response("**/rejoindre/lien") as answer:
        page.evaluate("location.hash = 'un-de-trop'")
    assert answer.value.status == 429
    expect(alert).to_contain_text("Trop d’essais")
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()
    page.evaluate("token => location.hash = token", dossier["editor"])
    expect(page.get_by_role("button", name="Entrer")).to_be_visible()
    context.close()
    assert outside == []


def test_a_browser_that_refuses_cookies_is_told(server: Server, page: Page) -> None:
    """Without its cookie one cannot be known: the join page says so, and one can try again."""
    dossier = server.empty_dossier()
    page.route(
        "**/rejoindre",
        lambda route: (
            route.fulfill(json={"url": "/canevas", "role": "editor"})
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.goto(f"{server.base}/rejoindre#{dossier['editor']}")
    page.get_by_label("pseudonyme", exact=False).fill("Sans témoin")
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("alert")).to_contain_text("refuse les témoins de connexion")
    page.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas={CANVAS}")
    expect(page.get_by_text("Vous n’êtes pas dans ce dossier")).to_be_visible()


def test_what_does_not_exist_is_said(server: Server, arrive: Arrive) -> None:
    """An unknown canvas, an unknown dossier, another's dossier, no dossier at all."""
    mine, other = server.empty_dossier(), server.empty_dossier()
    page = arrive(server.base, mine["reader"], "Le lecteur").page
    refusals = {
        f"canevas?dossier={mine['id']}&canevas=nulle-part": "Ce canevas n’existe pas",
        f"canevas?dossier={'0' * 32}&canevas={CANVAS}": "Ce dossier n’existe pas",
        f"canevas?dossier={other['id']}&canevas={CANVAS}": "Vous n’êtes pas dans ce dossier",
        "canevas": "Cette adresse ne dit pas de quel dossier il s’agit",
        f"partager?dossier={mine['id']}": "Seule la personne qui anime le dossier peut faire cela",
    }
    for path, words in refusals.items():
        page.goto(f"{server.base}/{path}")
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.get_by_text("Revenir à l’accueil")).to_be_visible()
    for path in (f"{other['id']}/{CANVAS}.csv", f"{mine['id']}/nulle-part.csv"):
        page.goto(f"{server.base}/export/{path}")
        expect(page.get_by_role("heading", name="Cela n’a pas été possible")).to_be_visible()


def test_a_reading_link_writes_nothing_by_any_door(server: Server, arrive: Arrive) -> None:
    """Neither the import nor a socket driven by hand takes a word from a reader."""
    dossier = server.empty_dossier()
    agent = arrive(server.base, dossier["editor"], "L’agent")
    lecteur = arrive(server.base, dossier["reader"], "Le lecteur")
    his, reading = Canvas(agent.page), Canvas(lecteur.page)
    his.add("service", "à lire")
    reading.wait_texts("service", ["à lire"])
    where = f"{dossier['id']}/{CANVAS}"
    refused = lecteur.page.evaluate(
        """async where => {
            const answer = await fetch(`/importer/${where}/appliquer`,
                {method: 'POST', body: 'case;texte\\r\\nUsagers;forcé'});
            return [answer.status, (await answer.json()).erreur];
        }""",
        where,
    )
    assert refused == [403, "Votre lien permet de lire, pas d’écrire."]
    # A well formed update: client 1 sets root "cards", key "x".
    code = lecteur.page.evaluate(
        """where => new Promise(resolve => {
            const socket = new WebSocket(`ws://${location.host}/collab/${where}`);
            const update = [1, 1, 1, 0, 40, 1, 5, ...new TextEncoder().encode('cards'),
                            1, 120, 1, 119, 1, 121, 0];
            socket.onopen = () => socket.send(new Uint8Array([0, 2, update.length, ...update]));
            socket.onclose = event => resolve(event.code);
        })""",
        where,
    )
    assert code == 4401
    lecteur.page.reload()
    Canvas(lecteur.page).wait_texts("service", ["à lire"])
    assert his.everything()["usagers"] == []


def test_a_dossier_deleted_while_its_canvas_is_open(server: Server, arrive: Arrive) -> None:
    """Those inside are told at once and may still read; then nobody finds it."""
    dossier = server.empty_dossier()
    animatrice = arrive(server.base, dossier["facilitator"], "L’animatrice")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    his = Canvas(agent.page)
    his.add("service", "écrit avant la fin")
    his.wait_saved()
    page = animatrice.page
    page.goto(f"{server.base}/dossier?dossier={dossier['id']}")
    page.get_by_text("Supprimer le dossier").click()
    page.get_by_label("Pour confirmer, écrivez SUPPRIMER").fill("SUPPRIMER")
    page.get_by_role("button", name="Supprimer définitivement").click()
    expect(page.get_by_text("Le dossier est supprimé.")).to_be_visible()
    his.wait_state("refused")
    expect(agent.page.get_by_text("vient d’être supprimé pour tout le monde").last).to_be_visible()
    assert his.texts("service") == ["écrit avant la fin"]
    assert agent.page.locator("textarea, button.add").count() == 0
    agent.page.reload()
    expect(agent.page.get_by_text("Ce dossier n’existe pas, ou n’existe plus.")).to_be_visible()
    page.goto(f"{server.base}/rejoindre#{dossier['editor']}")
    expect(page.get_by_role("alert")).to_contain_text("n’ouvre aucun dossier")
