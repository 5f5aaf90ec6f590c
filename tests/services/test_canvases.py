"""Canvases come to be, are read and written, and follow their YAML."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from capacities.domain.access import Role
from capacities.domain.errors import InvalidInput, NotFound
from capacities.domain.settings import Settings, read_settings
from capacities.domain.snapshot import Card
from capacities.services.check import check
from capacities.services.context import DATA, Context, close_current, current, open_context
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.create_example import create_all_examples, create_example
from capacities.services.delete_dossier import delete_dossier
from capacities.services.ensure_canvas import document_id, ensure_canvas
from capacities.services.identify import identify
from capacities.services.list_canvases import list_canvases
from capacities.services.open_canvas import open_canvas
from capacities.services.read_canvas import read_canvas
from capacities.services.read_dossier import first_canvas, read_dossier
from capacities.services.read_entrances import entrances_fault, read_entrances
from capacities.services.write_canvas import write_canvas
from capacities.storage.updates import current_seq
from tests.services.conftest import Door

KEY = "canevas-usagers"


@pytest.fixture
def own(database_url: str, tmp_path: Path) -> Iterator[Context]:
    """A context whose folder of data may be changed."""
    shutil.copytree(DATA, tmp_path / "data")
    context = open_context(Settings(database_url=database_url), tmp_path / "data")
    yield context
    context.close()


def test_two_first_visitors_make_one_canvas(ctx: Context, dossier: CreatedDossier) -> None:
    """However many open it at once, the seed is written once."""
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda _: ensure_canvas(ctx, dossier.dossier_id, KEY), range(16)))
    assert set(names) == {document_id(dossier.dossier_id, KEY)}
    assert current_seq(ctx.db, names[0]) == 1


def test_what_does_not_exist_is_refused(ctx: Context, dossier: CreatedDossier, door: Door) -> None:
    """No such template, no such dossier: a sentence, and nothing is created."""
    with pytest.raises(NotFound, match="canevas n’existe pas"):
        open_canvas(ctx, door.identity(Role.EDITOR), "inconnu")
    with pytest.raises(NotFound, match="dossier n’existe pas"):
        ensure_canvas(ctx, "0" * 32, KEY)
    assert current_seq(ctx.db, document_id(dossier.dossier_id, "inconnu")) is None


def test_what_is_written_is_read(ctx: Context, door: Door) -> None:
    """A card written from Python is in the next reading; writing it again changes nothing."""
    who = door.identity(Role.EDITOR)
    before = read_canvas(ctx, who, KEY)
    card = Card("abc", "Un guichet unique", "service", rank="a0", fields={})
    seq = write_canvas(ctx, who, KEY, [card])
    after = read_canvas(ctx, who, KEY)
    assert (before.cards, [c.text for c in after.cards]) == ((), ["Un guichet unique"])
    assert write_canvas(ctx, who, KEY, [card]) == seq
    assert read_canvas(ctx, who, KEY) is after


def test_a_deleted_dossier_takes_no_more_writing(ctx: Context, door: Door) -> None:
    """Whoever still holds its page is told that it is gone."""
    who = door.identity(Role.EDITOR)
    delete_dossier(ctx, door.identity(Role.FACILITATOR))
    with pytest.raises(NotFound):
        write_canvas(ctx, who, KEY, [Card("a", "b", "couts")])
    with pytest.raises(NotFound):
        read_canvas(ctx, who, KEY)


def test_a_changed_template_is_seen_without_a_restart(own: Context) -> None:
    """A copied YAML appears; one with a mistake is reported, and the others go on."""
    folder = own.data / "canevas"
    assert list(own.templates().templates) == [p.stem for p in sorted(folder.glob("*.yaml"))]
    first = own.templates()
    assert own.templates() is first
    text = (folder / f"{KEY}.yaml").read_text("utf-8").replace(f"cle: {KEY}", "cle: copie", 1)
    (folder / "copie.yaml").write_text(text, "utf-8")
    assert "copie" in own.templates().templates
    (folder / "faux.yaml").write_text("cle: [", "utf-8")
    library = own.templates()
    assert {"copie", KEY} <= set(library.templates)
    assert [error.file for error in library.errors] == ["faux.yaml"]


def test_without_any_canvas_one_still_enters(own: Context) -> None:
    """When no template can be read there is no canvas to begin with, and no failure."""
    for path in (own.data / "canevas").glob("*.yaml"):
        path.unlink()
    assert first_canvas(own, frozenset()) == ""


def test_one_begins_again_where_something_was_begun(own: Context) -> None:
    """The first canvas already begun comes before the first of the library."""
    folder = own.data / "canevas"
    text = (folder / f"{KEY}.yaml").read_text("utf-8").replace(f"cle: {KEY}", "cle: zz-copie", 1)
    (folder / "zz-copie.yaml").write_text(text, "utf-8")
    assert first_canvas(own, frozenset({"zz-copie"})) == "zz-copie"
    assert first_canvas(own, frozenset()) == next(iter(own.templates().templates))


def test_an_example_is_complete_and_says_it_is_one(ctx: Context) -> None:
    """Each call gives a new dossier, filled, marked as fictional, with its own links."""
    one, two = create_example(ctx), create_example(ctx)
    who = identify(ctx, one.dossier_id, bearer=one.tokens[Role.READER])
    assert read_dossier(ctx, who).example is True
    assert len(read_canvas(ctx, who, KEY).cards) > 12
    assert one.dossier_id != two.dossier_id


def test_a_mistake_in_one_canvas_leaves_the_rest_of_the_example(own: Context) -> None:
    """The example opens with the canvases that can be read; with none, a sentence says so."""
    (own.data / "canevas" / "gouvernance.yaml").write_text("cle: [", "utf-8")
    ((example, created),) = create_all_examples(own)
    assert KEY in example.canvases
    assert "gouvernance" not in example.canvases
    assert current_seq(own.db, document_id(created.dossier_id, KEY)) == 1
    for path in (own.data / "canevas").glob("*.yaml"):
        path.unlink()
    with pytest.raises(NotFound, match="Aucun exemple"):
        create_example(own)


def test_an_installation_without_example_says_so(own: Context) -> None:
    """The button answers with a sentence, not a failure."""
    shutil.rmtree(own.data / "exemples")
    with pytest.raises(NotFound, match="Aucun exemple"):
        create_example(own)


def test_the_process_has_one_context(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened on first use from the environment, the same for every thread, closed at the end."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    close_current()
    with ThreadPoolExecutor(8) as pool:
        found = set(map(id, pool.map(lambda _: current(), range(8))))
    assert len(found) == 1
    create_dossier(current(), title="a", territory="b", use_case="")
    close_current()
    close_current()


def test_an_editor_at_work_on_a_template_breaks_no_page(own: Context) -> None:
    """The lock that an editor leaves beside the file (a link to nothing) is not a template."""
    lock = own.data / "canevas" / ".#canevas-usagers.yaml"
    before = own.templates().templates.keys()
    lock.symlink_to("quelqu’un@machine.1234")
    assert (own.templates().templates.keys(), own.templates().errors) == (before, ())


def test_a_folder_of_content_without_canvases_is_refused_at_start(tmp_path: Path) -> None:
    """A slip in CAPACITIES_DATA is told at once, not by an empty home page."""
    settings = read_settings({"CAPACITIES_DATA": str(tmp_path), "DATABASE_URL": "sqlite://"})
    with pytest.raises(InvalidInput, match="CAPACITIES_DATA"):
        open_context(settings)


def test_canvases_of_one_theme_follow_one_another(own: Context) -> None:
    """The theme that a file declares is where its canvas stands on the page of the dossier."""
    for name, theme in (("a", "Après-demain"), ("b", ""), ("c", "Après-demain")):
        text = (own.data / "canevas" / "pourquoi.yaml").read_text()
        text = text.replace("cle: pourquoi", f"cle: {name}", 1)
        text = text.replace("theme: Usagers\n", f"theme: {theme}\n" * bool(theme))
        (own.data / "canevas" / f"{name}.yaml").write_text(text)
    made = create_dossier(own, title="T", territory="T", use_case="C")
    who = identify(own, made.dossier_id, bearer=made.tokens[Role.EDITOR])
    entries = [entry.template.key for entry in list_canvases(own, who)]
    assert [key for key in entries if key in "abc"] == ["a", "c", "b"]
    assert entries.index("c") == entries.index("a") + 1
    assert entries[:2] == ["cas-usage", "pourquoi"], "the themes of data/entrees.yaml come first"


def test_a_mistake_in_the_file_of_themes_hides_no_canvas_and_is_told(own: Context) -> None:
    """The bar then follows the order of the library; ``check`` says which line to mend."""
    themes = own.data / "entrees.yaml"
    themes.write_text("entrees:\n  - mot: Futur\n")
    assert next(each.title for each in read_entrances(own)) == "Modèle"
    assert any("entrees.yaml, ligne 2" in problem for problem in check(own).problems)
    themes.unlink()
    assert entrances_fault(own) == ""
    assert {each.key for one in read_entrances(own) for each in one.canvases} == set(
        own.templates().templates
    )
