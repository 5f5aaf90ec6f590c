"""The synthesis of maps, on the example of the product."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_pages import Browser, ctx, drawn, facilitator, said  # noqa: F401

from capacities.domain.snapshot import Card
from capacities.services.context import current
from capacities.services.identify import identify
from capacities.services.read_canvas import read_canvas
from capacities.services.read_unit_values import FILE, read_unit_values
from capacities.services.write_canvas import write_canvas
from capacities.ui import look


def words(test: object) -> str:
    """Return what a page says, with ordinary spaces and without the escapes of Markdown."""
    text = said(test).replace("\\", "")  # type: ignore[arg-type]
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("\u2060", "")


def test_synthesis_of_a_map_tells_draws_and_tabulates_its_balance(
    facilitator: Browser,  # noqa: F811
) -> None:
    """The figures of docs/bilan.md: as sentences, as charts, each chart with its tables."""
    test = facilitator.open("synthese", canevas="creation-valeur")
    assert not test.exception
    told = words(test)
    assert "couvre 57 % des 70 000 € de coûts par an" in told
    assert "Ménages modestes gagne sans payer ni contribuer" in told
    assert "Bailleurs sociaux gagne sans payer : on ne sait pas encore si elle contribue" in told
    assert "| Collectivité | 40 417,50 € | 70 000 € | −29 582,50 € |" in told
    assert drawn(test) == 5
    assert "couvre 57" in test.text_area[0].value
    assert "De l’action climat, c’est quoi" in told


def test_what_was_repaired_on_reading_is_to_be_checked_too(
    facilitator: Browser,  # noqa: F811
) -> None:
    """A circle of stamps and an amount that is no number are told where the balance is."""
    ctx = facilitator.ctx  # noqa: F811
    who = identify(ctx, facilitator.dossier_id, cookie=facilitator.cookie)
    odd = Card("rond", "", "euro", "a0", on="rond", fields={"montant": float("nan")})
    write_canvas(ctx, who, "creation-valeur", [odd])
    told = words(facilitator.open("synthese", canevas="creation-valeur"))
    assert "À vérifier" in told
    assert "posés les uns sur les autres, en rond : l’un d’eux est détaché" in told
    assert "Une valeur de « Montant » est illisible" in told


def test_what_if_moves_nothing_but_its_own_figures(
    facilitator: Browser,  # noqa: F811
) -> None:
    """What a slider supposes is told at once, and the map is as it was."""
    who = identify(facilitator.ctx, facilitator.dossier_id, cookie=facilitator.cookie)
    before = read_canvas(facilitator.ctx, who, "creation-valeur")
    test = facilitator.open("synthese", canevas="creation-valeur")
    assert "40 417,50 € par an seraient reversés pour 70 000 € de coûts" in words(test)
    slider = next(s for s in test.slider if "Ménages modestes" in s.label)
    slider.set_value(100)
    test.run()
    assert not test.exception
    assert "163 417,50 € par an seraient reversés" in words(test)
    assert before == read_canvas(facilitator.ctx, who, "creation-valeur")


def test_synthesis_of_a_drawing_is_its_inventory(facilitator: Browser) -> None:  # noqa: F811
    """Empty cells are questions; problems and wishes are listed; it sorts by any column."""
    test = facilitator.open("synthese", canevas="cas-usage")
    assert not test.exception
    told = words(test)
    assert "| Données de la CAF → Carte des toits" not in told
    assert "Quotient familial (Données de la CAF → Carte des toits) | à préciser ?" in told
    assert "Ressaisie à la main" in told
    assert "Alerter avant l’impayé" in told
    test.selectbox[0].set_value("Cadre").run()
    assert not test.exception
    rows = [line for line in words(test).splitlines() if line.startswith("| ") and "(" in line]
    frames = [row.split(" | ")[1] for row in rows if not row.startswith("| Donnée (")]
    assert frames == sorted(frames)


def test_unit_values_are_read_again_when_their_file_changes(
    ctx: object,  # noqa: F811
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A file with a mistake proposes nothing and says why in the log; one that is gone is quiet."""
    here = replace(current(), data=tmp_path)
    assert read_unit_values(here).indicators == ()
    file = tmp_path / FILE
    file.write_text("indicateurs:\n  - {cle: a, titre: A, unite: u, aide: h}\n", "utf-8")
    assert [indicator.key for indicator in read_unit_values(here).indicators] == ["a"]
    assert read_unit_values(here) is read_unit_values(here)
    file.write_text("indicateurs:\n  - {cle: a, titre: A, unite: u}\n", "utf-8")
    assert read_unit_values(here).indicators == ()
    assert "ligne 2" in caplog.text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Saint-Lô (Manche)", "Saint-Lô (Manche)"),
        ("**gras** :red[x] [l](https://a.fr)", "gras red x l (https //a.fr)"),
        ("`a` $b$ <i>c</i> ~d~", "a b i c /i d"),
    ],
)
def test_a_label_reads_aloud_as_it_was_written(text: str, label: str) -> None:
    """Without the signs that would make it something else than words."""
    assert label == " ".join(look.label(text).split())
