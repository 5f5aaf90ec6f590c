"""What the screens promise about people's data, held to in real browsers."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from capacities.domain.tokens import token_hash
from capacities.ui.legal import KEPT_HERE
from tests.e2e.canvas import KEPT, Canvas
from tests.e2e.conftest import ACT_MS, Arrive, follow
from tests.e2e.serving import Server
from tests.e2e.test_ink import Hand, InkBoard
from tests.images import encoded, plan
from tests.ports import free_port
from tests.waiting import until

CANVAS, TREE, MAP = "canevas-usagers", "gouvernance", "cas-usage"

STORED = """async () => [
    ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(each => each.name), ...(await caches.keys()),
]"""


def cookies(context: BrowserContext) -> list[str]:
    """The names of all the cookies that a browser has."""
    return [cookie["name"] for cookie in context.cookies()]  # type: ignore[typeddict-item]


def ours(page: Page) -> list[str]:
    """What the browser stores under our own names."""
    return [name for name in page.evaluate(STORED) if name.startswith("capacities")]


def browser_of(server: Server, context: BrowserContext) -> str:
    """The server's own name for a browser that is in a dossier."""
    (cookie,) = context.cookies()
    shown = token_hash(cookie["value"])  # type: ignore[typeddict-item]
    query = "SELECT COALESCE(browser, id) FROM sessions WHERE cookie_hash = ?"
    ((found,),) = rows(server, query, shown)
    return str(found)


def known(server: Server, browser: str) -> list[Any]:
    """What the server's database holds of a browser."""
    query = "SELECT * FROM sessions WHERE id = ? OR browser = ?"
    return rows(server, query, browser, browser)


def rows(server: Server, query: str, *values: str) -> list[Any]:
    """What the server's database answers."""
    with sqlite3.connect(server.folder / "capacities.db") as base:
        found = base.execute(query, values).fetchall()
    base.close()
    return found


def delete_for_everyone(page: Page, server: Server, dossier: str) -> None:
    """Delete a dossier as its facilitator does."""
    page.goto(f"{server.base}/dossier?dossier={dossier}")
    page.get_by_text("Supprimer le dossier").click()
    page.get_by_label("Pour confirmer, écrivez SUPPRIMER").fill("SUPPRIMER")
    page.get_by_role("button", name="Supprimer définitivement").click()
    expect(page.get_by_text("Le dossier est supprimé.")).to_be_visible()


def enter(page: Page, server: Server, token: str) -> None:
    """Follow a share link to the canvas."""
    follow(page, server.base, token, "Ada")


def test_the_page_tells_all_that_the_browser_keeps(server: Server, arrive: Arrive) -> None:
    """After every screen: the one cookie, and each name stored, is on « Données personnelles »."""
    dossier = server.demo()
    someone = arrive(
        server.base, dossier["links"]["facilitator"], "Camille", by_page=True, figures=True
    )
    page = someone.page
    Canvas(page)
    for path in ("canevas", "synthese", "dossier", "partager"):
        page.goto(f"{server.base}/{path}?dossier={dossier['id']}&canevas={TREE}")
        page.wait_for_load_state("networkidle")
    expect(page.locator("h1").first).to_be_visible()
    page.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas={TREE}&vue=liste")
    page.locator("[data-saved=saved]").first.wait_for()
    page.get_by_role("button", name="Replier", exact=False).first.click()
    page.goto(f"{server.base}/donnees-personnelles")
    expect(page.get_by_text("Un seul cookie")).to_be_visible()
    told = page.get_by_test_id("stMain").inner_text()
    assert cookies(someone.context) == re.findall(r"Un seul cookie, ([\w-]+)", told)
    names = [begins for begins, _, _ in KEPT_HERE]
    assert [name for name in names if f"{name}…" not in told] == []
    stored = page.evaluate(STORED)
    assert any("plis" in name for name in stored)
    assert [name for name in stored if not name.startswith(tuple(names))] == []
    (cookie,) = someone.context.cookies()
    assert (cookie.get("httpOnly"), cookie.get("sameSite")) == (True, "Lax")


def test_the_page_tells_what_a_map_keeps(server: Server, arrive: Arrive) -> None:
    """A pen that draws, cursors that one hides, the image behind: all that quitting takes away."""
    dossier = server.empty_dossier()
    arrive(server.base, dossier["editor"], "Eve", canvas=MAP)
    someone = arrive(server.base, dossier["editor"], "Camille", canvas=MAP, figures=True)
    page, board = someone.page, InkBoard(someone.page)
    Hand(board).pen(*(board.at(0.3 + n / 20, 0.5) for n in range(4)))
    page.get_by_text("Ne pas dessiner au stylet").first.click()
    page.get_by_role("button", name="Cacher les curseurs des autres").click()
    stored = page.evaluate(STORED)
    assert {"capacities-stylet", "capacities-curseurs"} <= set(stored)
    told = tuple(begins for begins, _, _ in KEPT_HERE)
    assert [name for name in stored if not name.startswith(told)] == []
    fond, origin = f"{server.base}/fond/{dossier['id']}/{MAP}", {"Origin": server.base}
    image = encoded(plan(), "PNG")
    put = someone.context.request.post(fond, data=image, headers=origin).json()
    cached = f"fetch('{fond}/{put['image']}', {{cache: 'MODE'}}).then(each => each.ok, () => false)"
    assert page.evaluate(cached.replace("MODE", "default"))
    only = cached.replace("{cache: 'MODE'}", "{cache: 'only-if-cached', mode: 'same-origin'}")
    assert page.evaluate(only)
    board.wait_saved()
    board.quit()
    expect(page.get_by_text("Aucun pour l’instant")).to_be_visible()
    until(lambda: ours(page) == [])
    assert not page.evaluate(only)


def test_who_only_looks_is_given_no_cookie(server: Server, page: Page) -> None:
    """Neither by the home page, nor by a link that one has not entered by yet."""
    token = server.empty_dossier()["reader"]
    for path in ("", "a-propos", "donnees-personnelles", f"rejoindre#{token}"):
        page.goto(f"{server.base}/{path}")
        page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="Entrer")).to_be_visible()
    assert cookies(page.context) == []


def test_quitting_from_a_canvas_leaves_nothing(server: Server, arrive: Arrive) -> None:
    """Copies, choices, cookie, and what the server knew of the browser."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Camille", figures=True)
    canvas, page = Canvas(someone.page), someone.page
    canvas.add("usagers", "écrit avant de partir")
    canvas.wait_saved()
    browser = browser_of(server, someone.context)
    assert ours(page)
    assert known(server, browser)
    canvas.quit()
    expect(page.get_by_text("Aucun pour l’instant")).to_be_visible()
    until(lambda: ours(page) == [])
    assert (cookies(someone.context), known(server, browser)) == ([], [])


def test_quitting_from_the_home_page_leaves_nothing(server: Server, arrive: Arrive) -> None:
    """One dossier at a time, with the keyboard: what is of the other stays until its turn."""
    one, two = server.empty_dossier(), server.empty_dossier()
    someone = arrive(server.base, one["editor"], "Camille", figures=True)
    page = someone.page
    Canvas(page).add("usagers", "ici")
    Canvas(page).wait_saved()
    enter(page, server, two["editor"])
    Canvas(page).add("usagers", "là")
    Canvas(page).wait_saved()
    browser = browser_of(server, someone.context)
    assert known(server, browser)
    page.goto(server.base)
    for number, (left, kept) in enumerate(((one["id"], two["id"]), (two["id"], None)), 1):
        row = page.locator(f".st-key-mien-{left}")
        row.get_by_role("button", name="Quitter").press("Enter")
        confirm = page.get_by_role("button", name="Oui, quitter ce dossier")
        expect(confirm).to_be_visible()
        confirm.press("Enter")
        expect(page.get_by_text("cet appareil n’en garde plus rien")).to_be_visible()
        expect(row).to_have_count(0)
        assert [name for name in ours(page) if left in name] == []
        copy = f"capacities:{kept}/{CANVAS}"
        assert (copy in ours(page), len(cookies(someone.context))) == (
            kept is not None,
            2 - number,
        )
    assert (ours(page), known(server, browser)) == ([], [])


def test_a_deleted_dossier_leaves_every_device(server: Server, arrive: Arrive) -> None:
    """The open page says it and stays legible; the one that was closed, at its next visit."""
    dossier = server.empty_dossier()
    animatrice = arrive(server.base, dossier["facilitator"], "L’animatrice")
    here = arrive(server.base, dossier["editor"], "Ici")
    away = arrive(server.base, dossier["editor"], "Absent")
    refused = arrive(server.base, dossier["editor"], "Refusé")
    for person in (here, away, refused):
        Canvas(person.page).wait_saved()
    his = Canvas(here.page)
    his.add("service", "écrit avant la fin")
    his.wait_saved()
    copy = f"capacities:{dossier['id']}/{CANVAS}"
    for person in (away, refused):
        person.page.goto("about:blank")
    delete_for_everyone(animatrice.page, server, dossier["id"])
    his.wait_state("refused")
    expect(here.page.get_by_text("vient d’être supprimé pour tout le monde").last).to_be_visible()
    expect(here.page.get_by_text("Effacer la copie de cet appareil")).to_have_count(0)
    assert his.texts("service") == ["écrit avant la fin"]
    until(lambda: copy not in ours(here.page))
    away.page.goto(server.base)
    expect(away.page.get_by_text("la copie gardée ici vient d’être effacée")).to_be_visible()
    assert copy not in ours(away.page)
    refused.page.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas={CANVAS}")
    expect(refused.page.get_by_text("Ce dossier n’existe pas, ou n’existe plus.")).to_be_visible()
    expect(refused.page.get_by_text("la copie gardée ici vient d’être effacée")).to_be_visible()
    assert copy not in ours(refused.page)


def test_a_base_that_was_emptied_erases_no_copy(server: Server, arrive: Arrive) -> None:
    """Not found is not deleted: what the device keeps may be all that is left."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Camille", figures=True)
    page, canvas = someone.page, Canvas(someone.page)
    canvas.add("service", "le seul exemplaire")
    canvas.wait_saved()
    with sqlite3.connect(server.folder / "capacities.db") as base:
        base.execute("PRAGMA foreign_keys = ON")
        base.execute("DELETE FROM dossiers WHERE id = ?", (dossier["id"],))
    base.close()
    page.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas={CANVAS}")
    expect(page.get_by_text("Ce dossier n’existe pas, ou n’existe plus.")).to_be_visible()
    with page.expect_response("**/supprimes") as answer:
        page.reload()
    assert answer.value.status == 200
    page.wait_for_load_state("networkidle")
    assert page.evaluate(KEPT, f"capacities:{dossier['id']}/{CANVAS}") > 0


def test_entering_elsewhere_disturbs_no_other_tab(server: Server, arrive: Arrive) -> None:
    """The cookie changes under them: they go on writing, reading, and running again."""
    one, two = server.empty_dossier(), server.empty_dossier()
    someone = arrive(server.base, one["facilitator"], "Camille", figures=True)
    canvas, tab = Canvas(someone.page), someone.page
    dossier = someone.context.new_page()
    dossier.goto(f"{server.base}/dossier?dossier={one['id']}")
    expect(dossier.get_by_text("Renommer le dossier")).to_be_visible()
    before = someone.context.cookies()[0].get("value")
    third = someone.context.new_page()
    enter(third, server, two["editor"])
    Canvas(third)
    assert someone.context.cookies()[0].get("value") != before
    canvas.add("service", "toujours là")
    canvas.wait_saved()
    dossier.bring_to_front()  # one acts in the tab that one sees
    dossier.get_by_text("Renommer le dossier").click()
    dossier.get_by_label("Titre", exact=True).fill("Autre nom")
    dossier.get_by_label("Titre", exact=True).press("Tab")
    dossier.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(dossier.get_by_role("heading", name="Autre nom")).to_be_visible()
    tab.reload()
    Canvas(tab).wait_texts("service", ["toujours là"])
    tab.goto(server.base)
    for each in (one, two):
        expect(tab.locator(f".st-key-mien-{each['id']}")).to_be_visible()


def test_two_tabs_that_enter_at_once_are_both_inside(server: Server, arrive: Arrive) -> None:
    """Two links opened in the same second: neither takes the other's place away."""
    one, two, three = (server.empty_dossier() for _ in range(3))
    someone = arrive(server.base, one["editor"], "Camille", figures=True)
    tabs = [someone.context.new_page() for _ in range(2)]
    for tab, dossier in zip(tabs, (two, three), strict=True):
        tab.goto(f"{server.base}/rejoindre#{dossier['editor']}")
        tab.get_by_label("pseudonyme", exact=False).fill("Camille")
    for tab in tabs:
        tab.get_by_role("button", name="Entrer").click(no_wait_after=True)
    for tab in tabs:
        tab.wait_for_url("**/canevas?**", wait_until="commit")
        Canvas(tab)
    someone.page.goto(server.base)
    for each in (one, two, three):
        expect(someone.page.locator(f".st-key-mien-{each['id']}")).to_be_visible()


class _GivenHttps(Server):
    """A server that believes it is reached over HTTPS, as behind a proxy, once told so."""

    told = False

    @property
    def base(self) -> str:
        return f"http://localhost:{self.port}"  # browsers trust it as they trust HTTPS

    @property
    def environment(self) -> dict[str, str]:
        public = {
            "CAPACITIES_BASE_URL": "https://localhost",
            "CAPACITIES_ALLOWED_ORIGINS": self.base,  # no proxy here makes it https
        }
        return super().environment | (public if self.told else {})


def test_a_site_that_is_given_https_keeps_everyone_inside(tmp_path: Path, browser: Browser) -> None:
    """The open canvas goes on; the next page gives the cookie that no other host can plant."""
    server = _GivenHttps(tmp_path, free_port())
    server.start()
    context = browser.new_context(locale="fr-FR", service_workers="block")
    context.set_default_timeout(ACT_MS)
    try:
        dossier = server.empty_dossier()
        enter(context.new_page(), server, dossier["editor"])
        first = Canvas(context.pages[0])
        assert cookies(context) == ["capacities"]
        server.stop()
        server.told = True
        server.start()
        first.add("service", "écrit après")
        first.wait_saved()
        home = context.new_page()
        home.goto(server.base)
        expect(home.locator(f".st-key-mien-{dossier['id']}")).to_be_visible()
        (cookie,) = context.cookies()
        assert (cookie.get("name"), cookie.get("secure")) == ("__Host-capacities", True)
        home.goto(f"{server.base}/donnees-personnelles")
        expect(home.get_by_text("Un seul cookie, __Host-capacities")).to_be_visible()
        enter(home, server, server.empty_dossier()["editor"])
        Canvas(home)
        first.add("service", "et encore")
        first.wait_saved()
    finally:
        context.close()
        server.stop()
