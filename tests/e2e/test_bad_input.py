"""Too long, too many, too odd: what fits is kept, what does not is said, nothing is lost."""

from __future__ import annotations

import httpx
from playwright.sync_api import Page, expect

from capacities.domain.limits import CARD_TEXT_CHARS, CARDS_PER_CANVAS
from tests.e2e.canvas import Canvas
from tests.e2e.conftest import Arrive
from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import Server

CANVAS = "canevas-usagers"


def paste(page: Page, text: str, times: int = 1) -> None:
    """Paste ``text`` so many times over where the focus is, as the browser does: an event,
    then the text when nobody took it."""
    page.evaluate(
        """([text, times]) => {
            let target = document.activeElement;
            while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
            const data = new DataTransfer();
            data.setData('text/plain', text.repeat(times));
            const wanted = target.dispatchEvent(new ClipboardEvent('paste', {
                clipboardData: data, bubbles: true, composed: true, cancelable: true}));
            const news = { inputType: 'insertFromPaste', data: text.repeat(times), bubbles: true,
                composed: true, cancelable: true };
            if (!wanted || !target.dispatchEvent(new InputEvent('beforeinput', news))) return;
            target.setRangeText(news.data, target.selectionStart, target.selectionEnd, 'end');
            target.dispatchEvent(new InputEvent('input', news));
        }""",
        [text, times],
    )


def exported(server: Server, dossier: dict[str, str]) -> str:
    """The open CSV of the canvas, as the database holds it."""
    answer = httpx.get(
        f"{server.base}/export/{dossier['id']}/{CANVAS}.csv?dialecte=ouvert",
        headers={"Authorization": f"Bearer {dossier['reader']}"},
        timeout=20,
    )
    assert answer.status_code == 200
    return answer.text


def test_a_text_too_long_is_cut_where_it_is_full(server: Server, arrive: Arrive) -> None:
    """100,000 characters in a post-it: what fits stays, with all that was there; it is said."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    field = hers.add("service", "déjà là")
    his.add("usagers", "de son côté")
    field.focus()
    field.press("Home")
    paste(elue.page, "x" * 100_000)
    expect(elue.page.locator(".toast")).to_contain_text("les 95 007 derniers n’ont pas été ajoutés")
    whole = "x" * (CARD_TEXT_CHARS - len("déjà là")) + "déjà là"
    hers.wait_texts("service", [whole])
    his.wait_texts("service", [whole])
    field.press("End")
    elue.page.keyboard.type("!")
    hers.wait_saved()
    his.wait_texts("service", [whole])
    assert his.texts("usagers") == ["de son côté"]
    elue.page.keyboard.press("Control+z")
    hers.wait_texts("service", ["déjà là"])


def test_ten_megabytes_pasted_leave_the_page_alive(server: Server, arrive: Arrive) -> None:
    """In a box or in a post-it, on one line or many: a sentence, and one goes on at once."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Copiste")
    canvas, page = Canvas(someone.page), someone.page
    for line in ("a", "une ligne\n"):
        page.locator("[data-body=usagers]").focus()
        paste(page, line, 10_000_000 // len(line))
        expect(page.locator(".toast")).to_contain_text("Ce texte a 10 000 000 caractères")
        expect(page.locator(".toast")).to_contain_text("Rien n’a été ajouté")
        page.get_by_role("button", name="Fermer ce message").click()
    canvas.add("service", "on continue : ")
    paste(page, "b", 10_000_000)
    expect(page.locator(".toast")).to_contain_text("Un post-it contient au plus 5 000 caractères")
    canvas.wait_saved()
    texts = canvas.texts("service")
    assert [(len(text), text[:16]) for text in texts] == [(CARD_TEXT_CHARS, "on continue : bb")]
    assert canvas.texts("usagers") == []


def test_five_thousand_cards_pasted_during_a_cut(server: Server, arrive: Arrive) -> None:
    """What the canvas can hold is added, the rest is given back to be copied; and all that was
    added arrives when the network is back."""
    dossier = server.empty_dossier()
    wire = CuttableWire(server.port)
    someone = arrive(wire.base, dossier["editor"], "Copiste")
    canvas, page = Canvas(someone.page), someone.page
    wire.cut()
    canvas.wait_state("offline")
    lines = [f"idée {number:04} {'€' * 50}" for number in range(5_000)]
    page.locator("[data-body=usagers]").focus()
    paste(page, "\n".join(lines))
    expect(page.locator(".toast")).to_contain_text("3 000 post-its ajoutés. 2 000 lignes n’ont pas")
    dialog = page.get_by_role("dialog", name="Texte qui n’a pas été ajouté")
    rest = dialog.get_by_label("Texte non ajouté").input_value().split("\n")
    assert rest == lines[CARDS_PER_CANVAS:]
    page.keyboard.press("Escape")
    canvas.box("service").locator("button.add").click()
    expect(page.locator(".toast")).to_contain_text("Le canevas est plein")
    wire.mend()
    canvas.wait_saved()
    wire.close()
    kept = exported(server, dossier)
    assert all(line in kept for line in lines[:CARDS_PER_CANVAS])


ODD = {
    "null": "avant\0après",
    "rtl": "مرحبا \u202eenvers\u202c שלום",
    "zwj": "équipe 👩\u200d🔬👨\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈",
    "accents": "é e\u0301 ﬁ İ ß \u00a0fin",
}


def test_odd_characters_are_kept_as_they_are(server: Server, arrive: Arrive) -> None:
    """Null, right to left, joined emoji: the same on both screens and after a reload; half an
    emoji, that no file can hold, becomes the sign that says so."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "\u202e\0Zoé 👩\u200d🔬\u200b")
    agent = arrive(server.base, dossier["editor"], "سلمى")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    for text in ODD.values():
        hers.box("service").locator("button.add").click()
        paste(elue.page, text)
    hers.wait_texts("service", list(ODD.values()))
    his.wait_texts("service", list(ODD.values()))
    hers.box("usagers").locator("button.add").click()
    paste(elue.page, "\ud83d")
    his.wait_texts("usagers", ["\ufffd"])
    elue.page.keyboard.type(" suite")
    his.wait_texts("usagers", ["\ufffd suite"])
    here = agent.page.get_by_role("button", name="2 personnes ici", exact=False)
    expect(here).to_have_accessible_name("2 personnes ici : vous (سلمى), Zoé 👩\u200d🔬")
    hers.wait_saved()
    elue.page.reload()
    again = Canvas(elue.page)
    again.wait_texts("service", list(ODD.values()))
    again.wait_texts("usagers", ["\ufffd suite"])
    assert all(text.replace("\0", "") in exported(server, dossier) for text in ODD.values())
