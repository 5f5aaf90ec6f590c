"""Files brought in by the page: read whatever wrote them, or refused with a sentence."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from capacities.domain.limits import CARDS_PER_CANVAS
from tests.e2e.canvas import Canvas, violations
from tests.e2e.conftest import Arrive
from tests.e2e.serving import Server

READABLE = {
    "utf-8": "Familles modestes — 50 €",
    "utf-8-sig": "Élèves ; « internes »",
    "utf-16": "Œuvres sociales",
    "utf-16-le": "Aînés isolés",
    "cp1252": "Bénévoles à l’œuvre",
}
REFUSED = {
    "vide.csv": (b"", "Ce fichier est vide."),
    "binaire.csv": (bytes(range(256)) * 400, "fichier"),
    "classeur.csv": (b"PK\x03\x04" + bytes(1000), "une archive"),
    "lourd.csv": (b"Usagers;x\r\n" * 600_000, "C’est trop gros : 5 Mo au plus"),
    "guillemets.csv": (b'case;texte\r\nUsagers;"ouvert', "guillemets"),
    "long.csv": (
        b"case;texte\r\n" + b"Usagers;encore un\r\n" * (CARDS_PER_CANVAS + 1),
        f"{CARDS_PER_CANVAS:,} au plus".replace(",", "\u202f"),
    ),
}


def open_import(page: Page) -> Locator:
    """Open the import dialog and return it."""
    page.get_by_role("button", name="Exporter").click()
    page.get_by_role("menuitem").filter(has_text="Importer").click()
    return page.get_by_role("dialog", name="Importer un fichier")


def test_a_file_that_cannot_be_read_changes_nothing(
    server: Server, arrive: Arrive, tmp_path: Path
) -> None:
    """Empty, not a text, too big, badly cut: one sentence each, in the same dialog."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Camille")
    canvas, page = Canvas(someone.page), someone.page
    canvas.add("usagers", "déjà là")
    dialog = open_import(page)
    for name, (data, words) in REFUSED.items():
        (tmp_path / name).write_bytes(data)
        page.locator("input[type=file]").set_input_files(tmp_path / name)
        expect(dialog.get_by_role("alert")).to_contain_text(words)
        expect(dialog.get_by_role("button", name="Importer", exact=True)).to_be_disabled()
    (tmp_path / "titres.csv").write_bytes(b"case;texte\r\n")
    page.locator("input[type=file]").set_input_files(tmp_path / "titres.csv")
    expect(dialog.get_by_text("ne contient rien à reprendre")).to_be_visible()
    expect(dialog.get_by_role("button", name="Importer", exact=True)).to_be_disabled()
    dialog.get_by_role("button", name="Annuler").click()
    assert canvas.texts("usagers") == ["déjà là"]


def test_files_of_every_system_are_read(server: Server, arrive: Arrive, tmp_path: Path) -> None:
    """UTF-8, UTF-16, Windows-1252: the accents arrive; what is not understood is told by line."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Camille")
    canvas, page = Canvas(someone.page), someone.page
    for encoding, text in READABLE.items():
        quoted = '"' + text.replace('"', '""') + '"'
        table = tmp_path / f"{encoding}.csv"
        table.write_bytes(f"case;texte\r\nUsagers;{quoted}\r\n".encode(encoding))
        dialog = open_import(page)
        page.locator("input[type=file]").set_input_files(table)
        expect(dialog.get_by_role("listitem").get_by_text(text)).to_be_visible()
        dialog.get_by_role("button", name="Importer un post-it").click()
        expect(dialog).to_be_hidden()
    canvas.wait_texts("usagers", list(READABLE.values()))
    table = tmp_path / "mêlé.csv"
    table.write_text(
        "id;case;texte\nk1;Usagers;un\nk1;Usagers;doublon\n;Nulle part;perdu\n;;sans case\n"
        f";Usagers;{'x' * 5001}\n;Coûts;=1+1\n",
        "utf-8",
    )
    dialog = open_import(page)
    page.locator("input[type=file]").set_input_files(table)
    for words in (
        "4 post-its à ajouter ; 3 lignes non reprises.",
        "le même identifiant est déjà à la ligne 2",
        "aucune case ne s’appelle « Nulle part »",
        "la case n’est pas indiquée",
        "la fin (1 signe) est un post-it à la suite",
    ):
        expect(dialog.get_by_text(words)).to_be_visible()
    dialog.get_by_role("button", name="Importer 4 post-its").click()
    canvas.wait_texts("couts", ["=1+1"])
    canvas.wait_texts("usagers", [*READABLE.values(), "un", "x" * 5000, "x"])


def test_a_table_of_another_tool_is_understood_once(
    server: Server, arrive: Arrive, tmp_path: Path
) -> None:
    """Where its rows go is chosen and seen; the next file with these titles needs no choice."""
    someone = arrive(server.base, server.empty_dossier()["editor"], "Camille")
    canvas, page = Canvas(someone.page), someone.page
    table = tmp_path / "tableau.csv"
    titles = "Card Name,List Name,Card ID\n"
    table.write_text(f'{titles}"Recruter, former",À faire,a7\nOuvrir,Fait,b8\n', "utf-8")
    dialog = open_import(page)
    page.locator("input[type=file]").set_input_files(table)
    expect(dialog.get_by_role("heading", name="dites ce que sont ses colonnes")).to_be_visible()
    expect(dialog.get_by_text("2 lignes attendent que vous disiez où elles vont.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Importer", exact=True)).to_be_disabled()
    dialog.get_by_label("À faire").select_option(label="Usagers")
    expect(dialog.get_by_role("button", name="Importer un post-it")).to_be_enabled()
    dialog.get_by_label("Fait").focus()
    dialog.get_by_label("Fait").select_option(label="Coûts")
    expect(dialog.get_by_role("button", name="Importer 2 post-its")).to_be_enabled()
    expect(dialog.get_by_label("Fait")).to_be_focused()
    dialog.get_by_label("Card ID").select_option(label="À la suite du texte")
    expect(dialog.get_by_text("Card ID : a7")).to_be_visible()
    assert violations(page) == []
    dialog.get_by_role("button", name="Importer 2 post-its").click()
    canvas.wait_texts("couts", ["Ouvrir\nCard ID : b8"])
    table.write_text(f"{titles.lower()}Fêter,À faire,c9\n", "utf-8")
    dialog = open_import(page)
    page.locator("input[type=file]").set_input_files(table)
    expect(dialog.get_by_text("Colonnes choisies comme la dernière fois")).to_be_visible()
    dialog.get_by_role("button", name="Importer un post-it").click()
    first, second = "Recruter, former\nCard ID : a7", "Fêter\ncard id : c9"
    canvas.wait_texts("usagers", [first, second])
    page.locator(".toast").get_by_role("button", name="Annuler").click()
    canvas.wait_texts("usagers", [first])
    expect(page.locator(".toast")).to_contain_text("Import annulé")
    page.get_by_role("button", name="Rétablir").click()
    canvas.wait_texts("usagers", [first, second])


def test_what_is_exported_comes_back_the_same(
    server: Server, arrive: Arrive, tmp_path: Path
) -> None:
    """The example's CSV for Excel, brought into an empty dossier, gives the same canvas."""
    full = arrive(server.base, server.demo()["links"]["editor"], "Camille")
    empty = server.empty_dossier()
    fresh = arrive(server.base, empty["editor"], "Dominique")
    before, after = Canvas(full.page), Canvas(fresh.page)
    before.add("service", '=1+1 ; « oui » "non" 👩\u200d🔬')
    before.wait_saved()
    file = tmp_path / "export.csv"
    full.page.get_by_role("button", name="Exporter").click()
    with full.page.expect_download() as download:
        full.page.get_by_role("menuitem").filter(has_text="Excel").first.click()
    download.value.save_as(file)
    dialog = open_import(fresh.page)
    fresh.page.locator("input[type=file]").set_input_files(file)
    count = sum(len(texts) for texts in before.everything().values())
    dialog.get_by_role("button", name=f"Importer {count} post-its").click()
    expect(dialog).to_be_hidden()
    after.wait_texts("service", before.texts("service"))
    assert after.everything() == before.everything()
    sums = "els => els.map(each => each.textContent)"
    assert fresh.page.locator(".sum").evaluate_all(sums) == full.page.locator(".sum").evaluate_all(
        sums
    )
    dialog = open_import(fresh.page)
    fresh.page.locator("input[type=file]").set_input_files(file)
    expect(dialog.get_by_text(f"{count} post-its identiques.")).to_be_visible()
