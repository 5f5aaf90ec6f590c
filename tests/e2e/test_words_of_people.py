"""What people write is shown as they wrote it: on no page does it become a link or a picture."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.serving import Server

TERRITORY = "www.piege.fr https://piege.fr/a (www.piege.fr) *HTTPS://PIEGE.FR*"
USE_CASE = "a@piege.fr mailto:b@piege.fr xmpp:c@piege.fr <https://piege.fr> [x](https://piege.fr)"
TITLE = ":smile: :material/home: :streamlit: :red[x] $y^2$ ~~z~~ http://www.piege.fr"
MADE = ", ".join(
    (
        "a[href*='piege' i]",
        "[data-testid=stMarkdownContainer] :is([role=img], img, .katex, del)",
        "[data-testid=stHeading] :is([role=img], img, .katex, del)",
    )
)
"""What these words would become."""


def shown(page: Page) -> str:
    return page.locator("[data-testid=stMain]").inner_text().replace("\u2060", "")


def test_words_of_people_make_no_link(server: Server, page: Page) -> None:
    """Addresses, e-mails, names of emoji and icons, formulas: in a heading, a label, a text."""
    page.goto(server.base)
    page.get_by_label("Territoire").fill(TERRITORY)
    page.get_by_label("Cas d’usage").fill(USE_CASE)
    page.get_by_label("Titre du dossier").fill(TITLE)
    page.get_by_label("Votre pseudonyme").fill("www.piege.fr")
    page.get_by_role("button", name="Créer le dossier").click()
    expect(page.get_by_text("est prêt")).to_be_visible()
    assert TITLE in shown(page)
    address = page.url.replace("/partager", "/canevas").replace("&nouveau=oui", "")
    for path, words in (
        ("dossier", (TITLE, TERRITORY, USE_CASE)),
        ("synthese", (TITLE,)),
        ("partager", (TITLE, TERRITORY)),
        ("", (TITLE, TERRITORY, "www.piege.fr")),
    ):
        page.goto(address.replace("/canevas", f"/{path}") if path else server.base)
        expect(page.locator("[data-testid=stMain]")).to_contain_text("material")
        assert [each for each in words if each not in shown(page)] == []
        made = page.locator(MADE).evaluate_all("found => found.map(each => each.outerHTML)")
        assert made == []
