"""Each page, run by Streamlit's own test driver on a real database."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from capacities.domain.access import Role
from capacities.domain.limits import (
    ARCHIVE_DAYS,
    EXAMPLE_DAYS,
    OFFLINE_PAGE_CHARS,
    PSEUDONYM_CHARS,
    REVOKED_LINK_DAYS,
    SESSION_DAYS,
    TITLE_CHARS,
)
from capacities.domain.people import ANONYMOUS
from capacities.domain.snapshot import Card
from capacities.domain.tokens import token_hash
from capacities.services import context as contexts
from capacities.services.context import Context, current
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.create_example import create_example
from capacities.services.identify import identify
from capacities.services.join import join
from capacities.services.leave_dossier import leave_dossier
from capacities.services.open_canvas import open_canvas
from capacities.services.place_dot import place_dot
from capacities.services.read_canvas import read_canvas
from capacities.services.read_dossier import read_dossier
from capacities.services.set_ballot import set_ballot
from capacities.services.write_canvas import write_canvas
from capacities.storage.tables import links, memberships, sessions, updates
from capacities.ui import share, state, visitor

ROOT = Path(__file__).resolve().parents[2]
# A server asks all that is installed for components once; the driver, for each page it opens.
manifest_scanner.scan_component_manifests = functools.cache(
    manifest_scanner.scan_component_manifests
)


class Browser:
    """One browser: a cookie, and the dossier whose pages it opens."""

    def __init__(self, ctx: Context, created: CreatedDossier, role: Role) -> None:
        self.ctx, self.dossier_id = ctx, created.dossier_id
        token = created.tokens[role]
        joined = join(ctx, None, token, "Camille", "#0b5d66", "127.0.0.1")
        self.cookie = joined.cookie

    def open(self, page: str, **query: str) -> AppTest:
        """Run a page as this browser sees it."""
        test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=20)
        test.query_params["dossier"] = query.get("dossier", self.dossier_id)
        for name, value in query.items():
            test.query_params[name] = value
        return test.run()


@pytest.fixture
def ctx(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """The process' own context, on a database of this test."""
    contexts.close_current()
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setattr("capacities.ui.look.link", lambda *_: None)  # no st.navigation here
    yield current()
    contexts.close_current()


@pytest.fixture
def facilitator(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Somebody who animates the example dossier."""
    browser = Browser(ctx, create_example(ctx), Role.FACILITATOR)
    monkeypatch.setattr(visitor, "cookie", lambda: browser.cookie)
    return browser


@pytest.fixture
def reader(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Somebody who may only read it."""
    browser = Browser(ctx, create_example(ctx), Role.READER)
    monkeypatch.setattr(visitor, "cookie", lambda: browser.cookie)
    return browser


def said(test: AppTest) -> str:
    """Everything the page says, Markdown and messages together."""
    heads = [*test.title, *test.header, *test.subheader]
    parts = [*test.markdown, *heads, *test.caption, *test.error, *test.info]
    return "\n".join(str(part.value) for part in parts)


def drawn(test: AppTest) -> int:
    """How many figures the page shows."""
    bars = [part for part in test.get("html") if 'class="barres' in part.proto.body]
    return len(bars) + len(test.get("plotly_chart"))


def test_home_offers_to_create_and_an_example(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are asked by the browser itself: the page gives them their limits, and holds nothing."""
    drawn: list[dict[str, object]] = []
    monkeypatch.setattr("capacities.ui.home._component", lambda: lambda **it: drawn.append(it))
    monkeypatch.setattr(visitor, "cookie", lambda: None)
    test = AppTest.from_file(str(ROOT / "pages/accueil.py"), default_timeout=20).run()
    assert not test.exception
    longest = {"title": TITLE_CHARS, "pseudonym": PSEUDONYM_CHARS}
    assert [it["data"] for it in drawn] == [
        {"what": "dossier", "longest": longest},
        {"what": "example", "longest": longest},
    ]


def test_home_lists_my_dossiers(facilitator: Browser) -> None:
    """A browser finds its dossiers again."""
    assert "Lisieux" in said(facilitator.open("accueil"))


@pytest.mark.parametrize("withdrawn", [False, True])
def test_home_lets_one_leave_a_dossier(
    reader: Browser, monkeypatch: pytest.MonkeyPatch, withdrawn: bool
) -> None:
    """Even one that no page opens any more. The device does it: it erases its copies too."""
    drawn: list[dict[str, object]] = []
    monkeypatch.setattr("capacities.ui.device._component", lambda: lambda **it: drawn.append(it))
    if withdrawn:
        with reader.ctx.db.write() as conn:
            conn.execute(update(links).values(revoked_at="2026-01-01T00:00:00+00:00"))
    assert "Lisieux" in said(reader.open("accueil"))
    assert [it["data"] for it in drawn] == [{}, {"leave": reader.dossier_id}]
    leave_dossier(reader.ctx, reader.cookie, reader.dossier_id)
    assert "Lisieux" not in said(reader.open("accueil"))
    with reader.ctx.db.read() as conn:
        assert conn.execute(select(memberships)).first() is None


def test_dossier_tells_what_remains(facilitator: Browser) -> None:
    """The dossier page counts the ideas and says what is left to do."""
    test = facilitator.open("dossier")
    assert not test.exception
    assert "31 idées" in said(test)
    assert "10 éléments" in said(test)
    assert "3 données de l’inventaire attendent des réponses" in said(test)
    assert [head.value for head in test.header][:3] == ["Cas d’usage", "Usagers", "Futur"]


def test_dossier_shows_its_sound_canvases_beside_a_damaged_one(facilitator: Browser) -> None:
    """One canvas that cannot be read says so in its place; the rest of the page is there."""
    with facilitator.ctx.db.write() as conn:
        damaged = updates.c.document_id.like("%/canevas-usagers")
        conn.execute(update(updates).where(damaged).values(data=b"\xff\x00\xff"))
    test = facilitator.open("dossier")
    assert ["abîmé" in error.value for error in test.error] == [True]
    assert "idées" in said(test)
    assert any("Renommer" in expander.label for expander in test.expander)


def test_dossier_is_deleted_only_when_the_word_is_typed(facilitator: Browser) -> None:
    """One click is not enough to erase a dossier; the typed word is."""
    test = facilitator.open("dossier")
    delete = next(b for b in test.button if "Supprimer" in b.label)
    delete.click().run()
    section = next(e for e in test.expander if e.label == "Supprimer le dossier")
    assert "Rien n’a été supprimé" in section.error[0].value
    assert section.proto.expanded
    next(f for f in test.text_input if "SUPPRIMER" in f.label).set_value("SUPPRIMER")
    next(b for b in test.button if "Supprimer" in b.label).click().run()
    assert [message.value for message in test.success] == ["Le dossier est supprimé."]
    left = [*test.title, *test.subheader, *test.markdown, *test.button, *test.error]
    assert left == []
    assert "n’existe" in said(facilitator.open("dossier"))


def test_an_unexpected_error_offers_the_way_home(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that fails says whom to warn, who is not the facilitator, and leads home."""

    def failing() -> None:
        from capacities.ui.messages import on_script_error

        on_script_error(RuntimeError())

    labels: list[str] = []
    monkeypatch.setattr("capacities.ui.look.link", lambda _, label: labels.append(label))
    words = said(AppTest.from_function(failing).run())
    assert "prévenez la personne qui administre le site" in words
    assert labels == ["Revenir à l’accueil"]


def test_dossier_is_renamed(facilitator: Browser) -> None:
    """A new title is shown at once."""
    test = facilitator.open("dossier")
    next(f for f in test.text_input if f.label == "Titre").set_value("Toits partagés")
    next(f for f in test.text_input if "atelier" in f.label).set_value("12/3/2027")
    next(b for b in test.button if b.label == "Enregistrer").click().run()
    assert "Toits partagés" in said(test)
    who = identify(facilitator.ctx, facilitator.dossier_id, cookie=facilitator.cookie)
    assert read_dossier(facilitator.ctx, who).workshop_day == "2027-03-12"


def sign(browser: Browser, name: str) -> None:
    """Add two cards signed by this person, and one that cites them."""
    who = identify(browser.ctx, browser.dossier_id, cookie=browser.cookie)
    cards = [
        Card("zoe-1", "Une idée", "couts", "a0", name),
        Card("zoe-2", "Une autre", "couts", "a1", name, deleted=True),
        Card("zoe-3", f"Voir avec {name}", "couts", "a2", "Camille"),
    ]
    write_canvas(browser.ctx, who, "canevas-usagers", cards)


def test_dossier_erases_a_pseudonym_once_confirmed(facilitator: Browser) -> None:
    """Chosen, counted, told what stays, then confirmed; said done without the name."""
    sign(facilitator, "Zoé *et* Hermine")
    test = facilitator.open("dossier")
    assert not any(button.label.startswith("Oui, effacer") for button in test.button)
    people = next(radio for radio in test.radio if "pseudonyme" in radio.label)
    assert "Camille" in people.options
    people.set_value("Zoé *et* Hermine").run()
    told = said(test)
    assert "Zoé \\*et\\* Hermine\u00a0»\u00a0: 2 idées, 0 appareil" in told
    assert "1 idée le cite" in told
    assert "les sauvegardes du serveur" in told
    test.button(key="effacer-pseudonyme").click().run()
    assert not test.exception
    assert "effacé (2 idées, 0 appareil)" in test.success[0].value
    assert "Zoé" not in test.success[0].value
    assert "Hermine" not in "".join(next(iter(test.radio)).options)
    assert not facilitator.open("dossier").success, "said once"


def test_whoever_writes_is_offered_to_erase_their_own_pseudonym(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no list of the others; a second visit offers nothing, « Anonyme » being nobody."""
    editor = Browser(ctx, create_example(ctx), Role.EDITOR)
    monkeypatch.setattr(visitor, "cookie", lambda: editor.cookie)
    sign(editor, "Zoé")
    test = editor.open("dossier")
    assert (len(test.radio), "Zoé" in said(test)) == (0, False)
    assert "Vos autres appareils" in said(test)
    test.button(key="effacer-pseudonyme").click().run()
    assert "1 appareil" in test.success[0].value
    assert identify(ctx, editor.dossier_id, cookie=editor.cookie).pseudonym == ANONYMOUS
    assert "rien n’y porte votre nom" in said(editor.open("dossier"))


def test_a_reader_is_offered_nothing_to_manage(reader: Browser) -> None:
    """Without the right, neither renaming nor deleting nor sharing is drawn or allowed."""
    assert not reader.open("dossier").button
    assert "Seule la personne qui anime" in said(reader.open("partager"))


class Board:
    """The component of the page « Partager »: what it was given, what it tells."""

    def __init__(self, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        self._browser, self.told = browser, dict[str, object]()
        self.drawn: dict[str, Any] = {}
        monkeypatch.setattr(share, "_component", lambda: lambda **it: self.drawn.update(it["data"]))
        monkeypatch.setattr(state, "told", lambda _: self.told)

    def link(self, role: str) -> dict[str, Any]:
        return next(link for link in self.drawn["links"] if link["role"] == role)

    def open(self, **told: object) -> AppTest:
        """Draw the page as the component told ``told``."""
        self.told = told
        test = self._browser.open("partager")
        assert not test.exception
        return test

    def wish(self, act: str, role: str, value: str = "", **told: object) -> None:
        self.open(wish={"act": act, "role": role, "value": value}, **told)

    @property
    def said(self) -> tuple[str, str, bool]:
        said = self.drawn["said"]
        return said["role"], said["sentence"], said["bad"]


@pytest.fixture
def board(facilitator: Browser, monkeypatch: pytest.MonkeyPatch) -> Board:
    """The page « Partager » of whoever facilitates the example."""
    return Board(facilitator, monkeypatch)


def test_share_page_shows_the_same_links_again(board: Board) -> None:
    """At each visit; replaced, another one, and it is said beside it, once."""
    board.open()
    first = board.link("editor")["url"]
    board.open()
    assert board.link("editor")["url"] == first
    board.wish("replace", "editor")
    assert board.link("editor")["url"] not in ("", first)
    role, sentence, bad = board.said
    assert (role, bad) == ("editor", False)
    assert "n’ouvre plus" in sentence
    board.open()
    assert board.drawn["said"] is None
    board.wish("revoke", "editor")
    assert (board.link("editor")["created"], board.link("editor")["url"]) == ("", "")
    board.wish("create", "voter")
    made = board.link("voter")["url"]
    assert "/rejoindre#" in made
    board.wish("create", "voter")  # from a page left open
    assert (board.link("voter")["url"], board.said[2]) == (made, True)


def test_share_page_opens_a_link_and_its_code_on_a_canvas(board: Board) -> None:
    """The address, the QR code and the code are those of the canvas; an unknown one is none."""
    board.open(canvases={"editor": "gouvernance", "reader": "nulle-part"})
    assert "/rejoindre?canevas=gouvernance#" in board.link("editor")["url"]
    assert "canevas" not in board.link("reader")["url"]
    assert board.link("editor")["code"] is None
    board.wish("code", "editor", "gouvernance", canvases={"editor": "gouvernance"})
    code = board.link("editor")["code"]
    assert len(code["signs"]) == 7
    board.open()
    assert board.link("editor")["code"] is None, "the code of another canvas"
    board.wish("code", "facilitator")
    assert board.said[2]
    assert "se devinent" in board.said[1]


def test_share_page_sets_an_end(board: Board) -> None:
    """A reading link that ends in a week says so; what is no duration changes nothing."""
    board.wish("expiry", "reader", "dans 7 jours")
    assert "Valable jusqu’au" in board.link("reader")["state"]
    board.wish("expiry", "reader", "un jour")
    assert board.drawn["said"] is None
    board.wish("expiry", "facilitator", "ce soir")
    assert "pas de date de fin" in board.said[1]


def test_share_page_says_why_a_link_is_not_shown(board: Board, facilitator: Browser) -> None:
    """Made before addresses were kept; sealed with a key that is lost."""
    with facilitator.ctx.db.write() as conn:
        conn.execute(update(links).where(links.c.role == "reader").values(sealed=None))
        conn.execute(update(links).where(links.c.role == "editor").values(sealed=b"0" * 64))
    board.open()
    assert "date d’avant" in board.link("reader")["hidden"]
    assert "clé de ce serveur" in board.link("editor")["hidden"]
    assert board.link("editor")["url"] == board.link("editor")["qr"] == ""


def test_synthesis_says_and_draws_the_figures(facilitator: Browser) -> None:
    """Sums in sentences, then charts; without a canvas in the address, of the first begun."""
    first = facilitator.open("synthese")
    assert "ton cas d’usage" in first.header[0].value
    test = facilitator.open("synthese", canevas="canevas-usagers")
    assert not test.exception
    assert "€ par an" in said(test).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_synthesis_leads_to_that_of_the_other_canvases(
    facilitator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that hold something, in the order of the entrances, and back to the canvas."""
    ways: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "capacities.ui.look.link",
        lambda page, label, _=None, key=None: ways.append((f"{page.url_path}/{key}", label)),
    )
    facilitator.open("synthese", canevas="gouvernance")
    others = [label for path, label in ways if path.startswith("synthese/")]
    assert others == [
        *("Cas d’usage", "Pourquoi", "Projection", "Rétroplanning", "Valeur", "Modèle d’affaires"),
    ]
    assert ("canevas/gouvernance", "Revenir au canevas") in ways


def test_about_credits_the_method(facilitator: Browser) -> None:
    """The carnet's authors and licence are named."""
    assert "CC-by-nc" in said(facilitator.open("a_propos"))


TOLD = {
    "CAPACITIES_RESPONSABLE": "Ville d’Exemple <b>gras</b>",
    "CAPACITIES_CONTACT": "donnees@exemple.fr",
    "CAPACITIES_DPO": "Mme Délégué",
    "CAPACITIES_DIRECTEUR_PUBLICATION": "M. Maire",
    "CAPACITIES_HEBERGEUR": "Hébergeur & Cie",
    "CAPACITIES_SAUVEGARDES": "30 jours",
}


@pytest.mark.parametrize(
    ("page", "unsaid"), [("donnees_personnelles", "PUBLICATION"), ("mentions_legales", "DPO")]
)
def test_legal_pages_tell_what_is_configured(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, page: str, unsaid: str
) -> None:
    """And say plainly what is not; a name is shown as it is written, never as formatting."""
    script = str(ROOT / "pages" / f"{page}.py")
    empty = said(AppTest.from_file(script, default_timeout=20).run())
    assert empty.count("n’a pas encore renseigné") + empty.count("ne l’a pas encore") == 4
    contexts.close_current()
    for name, text in TOLD.items():
        monkeypatch.setenv(name, text)
    test = AppTest.from_file(script, default_timeout=20).run()
    full = said(test).replace("\\", "")
    assert not test.exception
    assert "pas encore" not in full
    if page == "donnees_personnelles":
        assert "D’un tour gardé restent la question, le texte des idées" in " ".join(full.split())
        assert "vos gestes en attente du réseau" in full
    skipped = {unsaid, "SAUVEGARDES"} if page == "mentions_legales" else {unsaid}
    for name, text in TOLD.items():
        assert (text in full) or name.endswith(tuple(skipped)), name
    assert "<b>" not in said(test)


def test_what_a_canvas_is_given_may_be_kept_on_a_device(ctx: Context) -> None:
    """It is opened again from there without network: no secret in it, and far from the bound."""
    created = create_example(ctx)
    browser = Browser(ctx, created, Role.FACILITATOR)
    browser.open("canevas")
    from capacities.ui.canvas import canvas_data  # Streamlit's components are known from now on

    identity = identify(ctx, created.dossier_id, cookie=browser.cookie)
    secrets = [*created.tokens.values(), browser.cookie, token_hash(browser.cookie)]
    for key in ctx.templates().templates:
        visit = visitor.Visit(ctx, identity, created.dossier_id, key)
        given = canvas_data(visit, open_canvas(ctx, identity, key))
        text = json.dumps(given)
        assert [secret for secret in secrets if secret in text] == []
        assert 5 * len(text) < given["offline"] == OFFLINE_PAGE_CHARS
    refusing = replace(ctx, settings=replace(ctx.settings, offline=False))
    visit = visitor.Visit(refusing, identity, created.dossier_id, "canevas-usagers")
    opened = open_canvas(refusing, identity, "canevas-usagers")
    assert canvas_data(visit, opened)["offline"] == 0


def test_the_personal_data_page_tells_the_durations_that_are_kept(ctx: Context) -> None:
    """Each one is the limit that the server applies."""
    told = said(AppTest.from_file(str(ROOT / "pages/donnees_personnelles.py")).run())
    for days in (SESSION_DAYS, ARCHIVE_DAYS, REVOKED_LINK_DAYS, EXAMPLE_DAYS):
        assert f"{days} jours" in told


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"dossier": "0" * 32}, "n’existe"),
        ({"dossier": ""}, "Cette adresse ne dit pas"),
        ({"canevas": "inconnu"}, "Ce canevas n’existe pas"),
    ],
)
def test_a_wrong_address_is_explained(
    facilitator: Browser, query: dict[str, str], sentence: str
) -> None:
    """Unknown dossier, no dossier, unknown canvas: said in French, with the way out."""
    test = facilitator.open("canevas", **query)
    assert not test.exception
    assert sentence in said(test)


def test_the_canvas_page_is_a_visit(facilitator: Browser) -> None:
    """Who only ever opens a canvas is not forgotten as one who never comes."""
    with facilitator.ctx.db.write() as conn:
        conn.execute(update(sessions).values(seen_at="2020-01-01T00:00:00+00:00"))
    facilitator.open("canevas", canevas="pourquoi")
    with facilitator.ctx.db.read() as conn:
        assert conn.execute(select(sessions.c.seen_at)).scalar_one() > "2026"


def test_the_canvas_page_hands_over_and_keeps_nothing(facilitator: Browser) -> None:
    """A rerun draws the component again without an error, and no text of the workshop."""
    test = facilitator.open("canevas").run()
    assert not test.exception
    assert "Caisse d’allocations" not in said(test)


def vote(browser: Browser, *texts: str) -> None:
    """Place a gommette on each of these answers of the « pourquoi », for all to see."""
    who = identify(browser.ctx, browser.dossier_id, cookie=browser.cookie)
    set_ballot(browser.ctx, who, "pourquoi", open=True, secret=False, stacking=True)
    cards = {card.text: card.id for card in read_canvas(browser.ctx, who, "pourquoi").cards}
    for number, text in enumerate(texts):
        place_dot(browser.ctx, who, "pourquoi", card_id=cards[text], act=f"clic-{number:08}")


def test_synthesis_of_a_tree_says_draws_and_tabulates(facilitator: Browser) -> None:
    """The same figures as sentences, as a chart and as a table."""
    test = facilitator.open("synthese", canevas="gouvernance")
    assert not test.exception
    assert "31 idées sur le canevas, dans 11 branches sur 11" in said(test)
    assert "4 actions sont sans responsable" in said(test)
    assert drawn(test) == 1
    assert "| Portage politique | 1 | 0 | 1 | 1 | 3 |" in said(test)


def test_synthesis_of_the_whys_begins_with_the_chain(facilitator: Browser) -> None:
    """Told answer by answer as soon as gommettes may be seen, with what nothing serves."""
    secret = facilitator.open("synthese", canevas="pourquoi")
    assert "quand la personne qui anime dévoilera" in said(secret)
    assert "Nous voulons" not in said(secret)
    first = "Fournir de nouveaux services à certains ménages modestes"
    vote(facilitator, first, first)
    test = facilitator.open("synthese", canevas="pourquoi")
    assert not test.exception
    told = said(test).replace("\\", "")
    assert f"pour «\u00a0{first}\u00a0» (2\u00a0gommettes)" in told
    assert "Cette chaîne sert\u00a0: social" in told
    assert "Tour 1\u00a0: 1 personne, 2 gommettes." in told
    assert f"| {first} | 1 | 2 |" in told


def test_dossier_counts_the_ideas_of_a_tree(facilitator: Browser) -> None:
    """Neither its centre nor the branches of the beginning are ideas."""
    assert "31 idées" in said(facilitator.open("dossier"))
    who = identify(facilitator.ctx, facilitator.dossier_id, cookie=facilitator.cookie)
    other = create_dossier(facilitator.ctx, title="Neuf", territory="Caux", use_case="")
    new = Browser(facilitator.ctx, other, Role.EDITOR)
    facilitator.cookie = new.cookie
    new.open("canevas", canevas="gouvernance")
    assert who.dossier_id != new.dossier_id
    canvases = len(facilitator.ctx.templates().templates)
    assert said(new.open("dossier")).count("pas commencé") == canvases


@pytest.mark.parametrize(
    ("canvas", "words", "charts"),
    [
        ("gouvernance", "31 idées", 1),
        ("pourquoi", "quand la personne qui anime dévoilera", 0),
        ("creation-valeur", "Sur la carte", 1),
        ("cas-usage", "Inventaire des données", 0),
        ("canevas-usagers", "", 0),
    ],
)
def test_figures_beside_a_canvas_are_drawn_when_its_head_asks(
    facilitator: Browser, monkeypatch: pytest.MonkeyPatch, canvas: str, words: str, charts: int
) -> None:
    """Nothing is drawn, nor read, before; a canvas of boxes has none."""
    assert not said(facilitator.open("canevas", canevas=canvas))
    monkeypatch.setattr("capacities.ui.beside._head", lambda **_: {"shown": True, "moved": 1})
    test = facilitator.open("canevas", canevas=canvas)
    assert not test.exception
    assert words in said(test).replace("*", "")
    assert drawn(test) == charts
