"""Ideas read from a file of any kind, before they meet the canvas."""

from __future__ import annotations

from dataclasses import dataclass, field

from capacities.domain.addresses import is_web_address
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import CARDS_PER_CANVAS, IMPORT_DEPTH
from capacities.domain.snapshot import Card
from capacities.domain.wording import format_number
from capacities.exports.reading.report import UNNAMED, Tally


@dataclass(slots=True, eq=False)
class Idea:
    """One idea as the file says it.

    Attributes:
        line: where it begins in the file, 1-based.
        key: the id that the file gives it, else one that begins with UNNAMED.
        under: key of the idea above, or id of a card of the canvas; "" at the top of the file.
        card: what the row of a table says of its card, but where it is.
        facts: names and values, still to be matched with the fields of the template.
        notes, link: what the format itself calls so, the pieces of a note in their order.
    """

    text: str
    line: int
    key: str
    under: str = ""
    card: Card | None = None
    facts: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    link: str = ""

    @property
    def note(self) -> str:
        """Return its whole note, "" when it has none."""
        return "\n".join(self.notes)

    def add_note(self, text: str) -> None:
        """Add a piece to its note."""
        if self.notes or text:
            self.notes.append(text)

    def add_address(self, address: str) -> None:
        """Make the first web address its link; a line of its note, of any other."""
        if is_web_address(address) and not self.link:
            self.link = address
        elif address:
            self.add_note(f"Lien : {address}")


@dataclass(slots=True)
class Outline:
    """Nested ideas, each after the one above.

    Attributes:
        rooted: the idea alone at the top is the centre of the file: the middle of a map, the
            title of a document; a list of bullets has none, even when it begins with one only.
        tally: what the file holds and nothing was made of.
    """

    ideas: list[Idea] = field(default_factory=list)
    rooted: bool = False
    tally: Tally = field(default_factory=Tally)
    _depths: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, line: int, above: Idea | None = None, key: str = "") -> Idea:
        """Add an idea under another one, or at the top.

        Raises:
            InvalidInput: too many ideas, or too deep.
        """
        key = key if key and key not in self._depths else f"{UNNAMED}{len(self.ideas)}"
        depth = self._depths[above.key] + 1 if above else 0
        check_bounds(len(self.ideas), depth, line)
        idea = Idea(text, line, key, under=above.key if above else "")
        self._depths[key] = depth
        self.ideas.append(idea)
        return idea


def check_bounds(count: int, depth: int, line: int) -> None:
    """Raise InvalidInput when a file has more ideas or levels than it may."""
    if count > CARDS_PER_CANVAS:  # the centre, and as many nodes as a canvas bears
        raise InvalidInput(
            f"Ce fichier a plus de {format_number(CARDS_PER_CANVAS)} idées, le plus que porte un "
            "canevas. Rien n’a été changé ; découpez-le en plusieurs fichiers."
        )
    if depth > IMPORT_DEPTH:
        raise InvalidInput(
            f"Ligne {line} : ce fichier a plus de {format_number(IMPORT_DEPTH)} niveaux. "
            "Rien n’a été changé ; rapprochez ses branches du centre, puis recommencez."
        )
