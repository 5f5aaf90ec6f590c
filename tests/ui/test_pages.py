"""Each page, run by Streamlit's own test driver on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from capacities.domain.access import Role
from capacities.services import context as contexts
from capacities.services.context import Context, current
from capacities.services.create_dossier import CreatedDossier
from capacities.services.create_example import create_example
from capacities.services.identify import identify
from capacities.services.join import join
from capacities.services.share_links import list_links
from capacities.ui import visitor

ROOT = Path(__file__).resolve().parents[2]


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
def ctx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """The process' own context, on a database of this test."""
    contexts.close_current()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'ui.db'}")
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
    parts = [*test.markdown, *test.title, *test.subheader, *test.caption, *test.error, *test.info]
    return "\n".join(str(part.value) for part in parts)


def test_home_creates_a_dossier_and_shows_its_links(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three fields, one button: a dossier exists and its links are on the page."""
    monkeypatch.setattr(visitor, "cookie", lambda: None)
    test = AppTest.from_file(str(ROOT / "pages/accueil.py"), default_timeout=20).run()
    for field, text in zip(test.text_input, ("Caux", "Crue", "Gestion de crise"), strict=True):
        field.set_value(text)
    test.button[0].click().run()
    assert not test.exception
    assert "Gestion de crise" in said(test)
    assert "gardez ses liens" in said(test)


def test_home_refuses_a_dossier_without_title(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing title is asked for, in French, and nothing is created."""
    monkeypatch.setattr(visitor, "cookie", lambda: None)
    test = AppTest.from_file(str(ROOT / "pages/accueil.py"), default_timeout=20).run()
    test.text_input[0].set_value("Caux")
    test.button[0].click().run()
    assert "titre" in test.error[0].value.lower()
    assert not test.exception


def test_home_lists_my_dossiers(facilitator: Browser) -> None:
    """A browser finds its dossiers again."""
    assert "Lisieux" in said(facilitator.open("accueil"))


def test_dossier_tells_what_remains(facilitator: Browser) -> None:
    """The dossier page counts the ideas and says what is left to do."""
    test = facilitator.open("dossier")
    assert not test.exception
    assert "idées sur le canevas" in said(test)


def test_dossier_is_deleted_only_when_the_word_is_typed(facilitator: Browser) -> None:
    """One click is not enough to erase a dossier; the typed word is."""
    test = facilitator.open("dossier")
    delete = next(b for b in test.button if "Supprimer" in b.label)
    delete.click().run()
    assert "Rien n’a été supprimé" in said(test)
    next(f for f in test.text_input if "SUPPRIMER" in f.label).set_value("SUPPRIMER")
    next(b for b in test.button if "Supprimer" in b.label).click().run()
    assert "n’existe" in said(facilitator.open("dossier"))


def test_dossier_is_renamed(facilitator: Browser) -> None:
    """A new title is shown at once."""
    test = facilitator.open("dossier")
    next(f for f in test.text_input if f.label == "Titre").set_value("Toits partagés")
    next(b for b in test.button if b.label == "Renommer").click().run()
    assert "Toits partagés" in said(test)


def test_a_reader_is_offered_nothing_to_manage(reader: Browser) -> None:
    """Without the right, neither renaming nor deleting nor sharing is drawn or allowed."""
    assert not reader.open("dossier").button
    assert "Seule la personne qui anime" in said(reader.open("partager"))


def test_share_page_replaces_and_withdraws(facilitator: Browser) -> None:
    """A new editing link is made; once withdrawn there is none."""
    identity = identify(facilitator.ctx, facilitator.dossier_id, cookie=facilitator.cookie)
    test = facilitator.open("partager")
    test.button(key="nouveau-editor").click().run()
    assert not test.exception
    test.button(key="retirer-editor").click().run()
    left = {link.role: link.created_at for link in list_links(facilitator.ctx, identity)}
    assert left[Role.EDITOR] == ""


def test_share_page_sets_an_end(facilitator: Browser) -> None:
    """A reading link that ends in a week says so."""
    test = facilitator.open("partager")
    test.radio[-1].set_value("dans 7 jours")
    [b for b in test.button if b.label == "Fixer"][-1].click().run()
    assert "Valable jusqu’au" in said(test)


def test_synthesis_says_and_draws_the_figures(facilitator: Browser) -> None:
    """Sums in sentences, then charts."""
    test = facilitator.open("synthese")
    assert not test.exception
    assert "€ par an" in said(test).replace("\u00a0", " ").replace("\u202f", " ")


def test_about_credits_the_method(facilitator: Browser) -> None:
    """The carnet's authors and licence are named."""
    assert "CC-by-nc" in said(facilitator.open("a_propos"))


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


def test_the_canvas_page_hands_over_and_keeps_nothing(facilitator: Browser) -> None:
    """A rerun draws the component again without an error, and no text of the workshop."""
    test = facilitator.open("canevas").run()
    assert not test.exception
    assert "Caisse d’allocations" not in said(test)
