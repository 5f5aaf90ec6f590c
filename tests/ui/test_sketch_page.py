"""The page of the sketch, run by Streamlit's own test driver: what each person is offered."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from capacities.domain.access import Role
from capacities.services import context as contexts
from capacities.services.context import Context, current
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.identify import Identity, identify
from capacities.services.put_sketch import bring_sketch, put_sketch
from capacities.services.read_sketches import read_sketches
from capacities.storage.tables import sketches
from capacities.ui import state, visitor
from tests.images import encoded, plan
from tests.ui.test_pages import Browser

KEY = "projection"
SENTENCE = "Le port [vu](http://ici.example) ![x](y) <b>d’avion</b>"


@pytest.fixture
def browser(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """A server of its own."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    contexts.close_current()
    yield current()
    contexts.close_current()


@pytest.fixture
def dossier(browser: Context) -> CreatedDossier:
    """A dossier in which nothing is drawn yet."""
    return create_dossier(browser, title="Port", territory="Caux", use_case="")


def _enter(
    ctx: Context, dossier: CreatedDossier, role: Role, monkeypatch: pytest.MonkeyPatch
) -> tuple[Browser, Identity]:
    one = Browser(ctx, dossier, role)
    monkeypatch.setattr(visitor, "cookie", lambda: one.cookie)
    return one, identify(ctx, dossier.dossier_id, cookie=one.cookie)


def _images(test: AppTest) -> list[str]:
    return [found.value for found in test.markdown if found.value.startswith("![")]


def test_who_may_write_keeps_a_sentence_and_is_told(
    browser: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused without one; nothing of it is in the state of the tab but numbers."""
    one, who = _enter(browser, dossier, Role.EDITOR, monkeypatch)
    test = one.open("croquis", canevas=KEY)
    assert [radio.label for radio in test.radio] == [
        "Outil",
        "Couleur (noir, bleu et violet\u00a0: aujourd’hui)",
        "Trait",
    ]
    alone = next(b for b in test.button if b.label == "Enregistrer la phrase seule")
    alone.click().run()
    assert "Dites en une phrase" in test.error[0].value
    test.text_area[0].set_value(SENTENCE)
    next(b for b in test.button if b.label == "Enregistrer la phrase seule").click().run()
    assert "Version 1 enregistrée" in test.success[0].value
    (kept,) = read_sketches(browser, who, KEY)
    assert kept.sentence == SENTENCE
    put_sketch(browser, who, KEY, "D’une autre table")
    test.run()
    assert "a enregistré la version 2 pendant que vous dessinez" in test.info[0].value
    sheet = test.session_state["capacities"].sheets[f"{dossier.dossier_id}/{KEY}"]
    assert sheet == state.Sheet(None, 1, kept=1)


def test_the_paper_that_is_no_longer_kept_turns_white_and_it_is_told(
    browser: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet is drawn all the same: its strokes would be lost without it."""
    one, who = _enter(browser, dossier, Role.EDITOR, monkeypatch)
    bring_sketch(browser, who, KEY, "Le port", encoded(plan(), "PNG"))
    test = one.open("croquis", canevas=KEY)
    with browser.db.write() as conn:
        conn.execute(update(sketches).values(version=70))
    for _ in range(2):
        test.run()
        assert not test.exception
        assert not test.error
        assert "La version 1, sur laquelle vous dessiniez" in test.warning[0].value
        assert len(test.text_area) == 1


def test_an_image_brought_in_is_not_told_as_another_s(
    browser: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others kept meanwhile is; what the browser says is believed no further."""
    _enter(browser, dossier, Role.EDITOR, monkeypatch)[0].open("croquis", canevas=KEY)
    from capacities.ui import sketching  # its components are known once a page runs

    sheet = state.Sheet(None, 1)
    monkeypatch.setattr(sketching, "_mine", lambda _: sheet)
    for told in (None, 3, {}, {"version": "3"}):
        monkeypatch.setattr(state, "brought", lambda _, told=told: told)
        sketching.brought(SimpleNamespace(canvas_key=KEY))  # type: ignore[arg-type]
        assert sheet == state.Sheet(None, 1)
    monkeypatch.setattr(state, "brought", lambda _: {"version": 3, "meanwhile": [2]})
    sketching.brought(SimpleNamespace(canvas_key=KEY))  # type: ignore[arg-type]
    assert sheet == state.Sheet(None, 3, kept=3, meanwhile=(2,))


def test_words_of_people_are_shown_as_they_are(
    browser: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The alternative of an image neither closes it, nor makes a link or another image."""
    one, who = _enter(browser, dossier, Role.EDITOR, monkeypatch)
    bring_sketch(browser, who, KEY, SENTENCE, encoded(plan(), "PNG"))
    (image,) = _images(one.open("croquis", canevas=KEY))
    address = f"/versions/{dossier.dossier_id}/{KEY}/1"
    assert image.endswith(f"]({address})")
    inside = image.removeprefix("![").removesuffix(f"]({address})")
    assert "\\[vu\\]\\(" in inside
    assert "\\!\\[x\\]" in inside
    assert "\\<b\\>" in inside


def test_a_reader_sees_and_draws_nothing(
    browser: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither tools, nor anything to send."""
    _, who = _enter(browser, dossier, Role.EDITOR, monkeypatch)
    bring_sketch(browser, who, KEY, "Le port", encoded(plan(), "PNG"))
    one, _ = _enter(browser, dossier, Role.READER, monkeypatch)
    test = one.open("croquis", canevas=KEY)
    assert len(_images(test)) == 1
    assert (len(test.radio), len(test.text_area), len(test.button)) == (0, 0, 0)


def test_one_does_not_draw_beside_every_canvas(
    browser: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence says so; the page of the dossier offers it where it may be."""
    one, _ = _enter(browser, dossier, Role.EDITOR, monkeypatch)
    assert "On ne dessine pas" in one.open("croquis", canevas="pourquoi").error[0].value
    offered: list[tuple[str, ...]] = []
    monkeypatch.setattr("capacities.ui.look.link", lambda _, *told: offered.append(told))
    one.open("dossier")
    assert [told[2] for told in offered if told[0] == "Croquis"] == ["projection"]
