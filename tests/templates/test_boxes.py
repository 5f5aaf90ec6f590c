"""Boxes that could not be drawn, or told apart, are mistakes of their file."""

from __future__ import annotations

import pytest

from capacities.templates.loader import read_template

HEAD = "cle: b\nforme: zones\ntitre: T\nconsigne: c\nsource: s\n"
BLOCK = """  - cle: fiche
    titre: Fiches
    singulier: Fiche
    cases: [{cle: moyens, titre: Moyens}]
    disposition: [{lignes: [moyens]}]
"""
LATER = BLOCK.replace("fiche", "acteur").replace("moyens", "fiche").replace("Fiche", "Acteur")
MATRIX_KEYS = """matrice:
  lignes: [{cle: usage, titre: Usage L}]
  colonnes:
    - {cle: fin, titre: Fin}
    - {cle: usage, titre: Usage C}
"""


def errors_of(text: str) -> list[tuple[int, str, str]]:
    """Return line, key and expectation of each mistake of a file."""
    template, errors = read_template(text.encode(), "essai.yaml")
    assert (template is None) == bool(errors)
    assert all(error.file == "essai.yaml" for error in errors)
    return [(error.line, error.key, error.expected) for error in errors]


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        (f"{HEAD}blocs:\n{BLOCK}{LATER}", 15, "blocs[2].cases[1]", "« fiche » est déjà prise"),
        (f"{HEAD}blocs:\n{BLOCK.replace('[{lignes: [moyens]}]', '[]')}", 11,
         "blocs[1].disposition", "au moins une bande"),
        (f"{HEAD}cases: [{{cle: a, titre: A}}]\ndisposition: []\n", 7, "disposition",
         "au moins une bande"),
        (HEAD + MATRIX_KEYS, 10, "matrice.colonnes[2]", "« usage » est déjà la clé d’une ligne"),
    ],
)  # fmt: skip
def test_what_could_not_be_drawn_or_told_apart_is_a_mistake(
    text: str, line: int, key: str, words: str
) -> None:
    """Two things of one key, and a drawing of nothing, are told as any other mistake."""
    (mistake,) = errors_of(text)
    assert (line, key) == mistake[:2]
    assert words in mistake[2]
