"""Words of people inside our sentences."""

from capacities.domain.wording import one_line


def test_nothing_turns_the_figures_that_follow() -> None:
    """Marks of direction go; the words they stood in stay, in any script."""
    assert one_line("\u202eécrit à l’envers\u2066\n puis droit") == "écrit à l’envers puis droit"
    assert one_line("بلدية") == "بلدية"
