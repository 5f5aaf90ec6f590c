"""The table of links: what is in it, in both dialects, with its schema."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import frictionless
import pytest

from capacities.exports.dialects import RULES, Dialect
from capacities.exports.registry import LINKS, tables_of
from capacities.exports.schema import table_schema
from capacities.exports.writer import canvas_csv
from capacities.ui.downloads import downloads
from tests.linked import LINKED, SNAPSHOT

EXPECTED = {
    Dialect.EXCEL_FR: (
        "de;vers;type;texte;volume;cadence;depuis;mesure;auteur;cree_le;id;cle_de;cle_vers;cle_type",
        'Cadastre solaire;"\'=Usagers ; élus";Flux de données;\'=1+1 « deux »;"2,5";Chaque jour;'
        "04/03/2026;;Béa;2026-02-03T04:05:06Z;l1;a;b;flux",
        '"\'=Usagers ; élus";;Confiance;"\'\'vers ce qui\nn’est plus";;;;oui;'
        "Béa;2026-02-03T04:05:06Z;l2;b;c;confiance",
        ";Cadastre solaire;ancien type;;;;;;;;l3;inconnu;a;ancien type",
        "\"'=Usagers ; élus\";Cadastre solaire;;'-;;;;;Béa;2026-02-03T04:05:06Z;l4;b;a;",
    ),
    Dialect.OPEN: (
        "de,vers,type,texte,volume,cadence,depuis,mesure,auteur,cree_le,id,cle_de,cle_vers,cle_type",
        'Cadastre solaire,"=Usagers ; élus",Flux de données,=1+1 « deux »,2.5,Chaque jour,'
        "2026-03-04,,Béa,2026-02-03T04:05:06Z,l1,a,b,flux",
        '"=Usagers ; élus",,Confiance,"\'vers ce qui\nn’est plus",,,,oui,'
        "Béa,2026-02-03T04:05:06Z,l2,b,c,confiance",
        ",Cadastre solaire,ancien type,,,,,,,,l3,inconnu,a,ancien type",
        '"=Usagers ; élus",Cadastre solaire,,-,,,,,Béa,2026-02-03T04:05:06Z,l4,b,a,',
    ),
}


@pytest.mark.parametrize("dialect", list(Dialect))
def test_links_are_exactly_this_csv(dialect: Dialect) -> None:
    """A broken link is there with an end without text, a deleted one is not, no formula runs."""
    written = canvas_csv(SNAPSHOT, LINKED, dialect, LINKS).decode(RULES[dialect].encoding)
    assert written == "".join(f"{line}\r\n" for line in EXPECTED[dialect])


def test_frictionless_validates_the_links(tmp_path: Path) -> None:
    """The open-data file of links is valid against the schema given with it."""
    (tmp_path / "liens.csv").write_bytes(canvas_csv(SNAPSHOT, LINKED, Dialect.OPEN, LINKS))
    schema = frictionless.Schema.from_descriptor(table_schema(LINKED, LINKS))
    resource = frictionless.Resource(path="liens.csv", basepath=str(tmp_path), schema=schema)
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_only_a_template_with_kinds_of_links_has_their_table() -> None:
    """A canvas where nobody draws a link has the one table it always had."""
    assert [table.name for table in tables_of(LINKED)] == ["", "liens"]
    assert [table.name for table in tables_of(replace(LINKED, edge_kinds=()))] == [""]


def test_the_menu_offers_the_links_of_a_canvas_that_has_some() -> None:
    """What is offered on screen is what the registry names."""
    end = f"/export/d/{LINKED.key}"
    assert [one["url"] for one in downloads("d", LINKED)] == [
        f"{end}.xlsx",
        f"{end}.ods",
        f"{end}.csv",
        "/export/d.zip",
        f"{end}/liens.csv",
        f"{end}.csv?dialecte=ouvert",
        f"{end}.schema.json",
        f"{end}/liens.csv?dialecte=ouvert",
        f"{end}/liens.schema.json",
    ]
