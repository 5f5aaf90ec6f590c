"""Tables that other tools write: offered with what their columns seem to be, or are chosen."""

from __future__ import annotations

import pytest
from templates_of_tests import PRODUCT, USAGERS
from trees import seeded

from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.registry import read_file
from capacities.exports.reading.report import ImportReading, TableAsked

TREE, TIMELINE, MAP = (PRODUCT[key] for key in ("gouvernance", "retroplanning", "creation-valeur"))


def read(text: str, template: Template = USAGERS, choice: Choice = AS_FOUND) -> ImportReading:
    """Read a file into a canvas nobody has written in."""
    there = seeded(TREE) if template is TREE else Snapshot(template.key)
    return read_file(text.encode(), template, there, choice)


def asked(reading: ImportReading) -> TableAsked:
    """Return how a table is understood."""
    assert reading.table
    return reading.table


TRELLO = """Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List Name,Archived
5f1,"Réunir
les élus",https://trello.com/c/a1,Avant l’été,urgent,Léa,2027-01-31T12:00:00.000Z,À faire,false
5f2,Budget,https://trello.com/c/a2,,,,,Fait,false
"""
WEKAN = (
    "Title,Description,Status,Swimlane,Owner,Members\nServeur,Le choisir,À faire,Défaut,Max,Léa\n"
)
KANBOARD = (
    "Task Id,Reference,Project,Status,Category,Swimlane,Column,Position,Color,Due date,Creator,"
    "Assignee Name,Title,Description\n"
    "1,,Portail,open,,Défaut,Prêt,1,yellow,2027-01-31 10:00,ada,Léa,Serveur,Le choisir\n"
)
AIRTABLE = "Name,Notes,Assignee,Status\nServeur,Le choisir,Léa,Todo\n"
KLAXOON = "Content;Category;Color;Author\nUn guichet;Parcours;bleu;Léa\n"
MIRO = "Text,Frame,Tags\nUn guichet,Parcours,urgent\n"
FRENCH = "Intitulé;Rubrique;Responsable;Échéance\nServeur;Parcours;Léa;31/01/2027\n"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (TRELLO, "|texte|champ.lien|champ.note|suite|champ.qui|champ.quand|parent|"),
        (WEKAN, "texte|champ.note|parent||auteur|champ.qui"),
        (KANBOARD, "|suite||champ.etat|||parent|||champ.quand|auteur|champ.qui|texte|champ.note"),
        (AIRTABLE, "texte|champ.note|champ.qui|parent"),
        (KLAXOON, "texte|parent||auteur"),
        (MIRO, "texte|parent|suite"),
        (FRENCH, "texte|parent|champ.qui|champ.quand"),
    ],
)
def test_the_headers_of_other_tools_are_known(text: str, columns: str) -> None:
    """As their documentation gives them."""
    assert "|".join(asked(read(text, TREE)).columns) == columns
