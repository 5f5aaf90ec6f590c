"""The file of themes (``data/entrees.yaml``) → the entrances of a dossier, in order."""

from __future__ import annotations

from capacities.domain.entrances import Theme
from capacities.templates.reading import Entry, Problems
from capacities.templates.yaml_source import compose


def read_themes(data: bytes, file: str) -> tuple[Theme, ...]:
    """Read the whole file. Raises TemplateError: the first mistake, with its line and key."""
    problems = Problems(file)
    top = Entry(compose(data, file), "", problems).record(("entrees",), ())
    records = [item.record(("theme",), ("phrase",)) for item in top.items("entrees")]
    themes = tuple(Theme(each.filled("theme"), each.text("phrase")) for each in records)
    if problems.found:
        raise min(problems.found, key=lambda error: error.line)
    return themes
