"""No word of a CommonMark document is lost, whatever it is made of, and none changes place.

The independent reader is markdown-it itself, that shows the document as HTML.
"""

from __future__ import annotations

import re
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from templates_of_tests import PRODUCT

from capacities.exports.reading import markdown_reader

_BEGINNINGS = (
    "", "", "", "- ", "* ", "+ ", "1. ", "2) ", "12. ", "> ", "> - ", "> > ", "# ", "### ", "-   ",
    "- - ", "- # ", "- > ", "* [ ] ", "```\n", "~~~\n", "````\n", "| ", "<div>\n", "</div>\n",
    "<!-- x -->\n", "---\n", "===\n", "|-|-|\n", "\n", "<details>\n", "</details>\n", "• ", "a) ",
    "{#a}\n", "[a]: /x\n", "\\",
)  # fmt: skip
_INLINE = (
    "{}", "{}", "**{}**", "*{}", "`{}`", "`{}", "[{}](/u)", "![{}](/u)", "<b>{}</b>", "<{}",
    "~~{}~~", "[{}][a]", "[{}", "{}]", "{}\\", "{}  ", "\\*{}", "&amp;{}", "{} |", "{}:", "_{}_",
    "[[{}]]", "<!-- {}", "<br>{}", "{} #", "{}::",
)  # fmt: skip
_lines = st.lists(
    st.tuples(
        st.sampled_from(["", "", " ", "  ", "   ", "    ", "\t", "      "]),
        st.sampled_from(_BEGINNINGS),
        st.lists(st.sampled_from(_INLINE), max_size=3),
    ),
    max_size=14,
)


@settings(max_examples=300, deadline=None)
@given(lines=_lines)
def test_every_word_shown_by_markdown_is_read_in_its_order(
    lines: list[tuple[str, str, list[str]]],
) -> None:
    """In the text or the note of an idea; ideas are in the order of the file, so are notes."""
    numbers = count()
    text = "\n".join(
        margin + begun + " ".join(form.format(f"w{next(numbers)}w") for form in forms)
        for margin, begun, forms in lines
    )
    shown = MarkdownIt("commonmark", {"maxNesting": 1000}).enable(["table", "strikethrough"])
    html = re.sub(
        r"<!--.*?-->|class=\"[^\"]*\"|href=\"[^\"]*\"", "", shown.render(text), flags=re.S
    )
    ideas = markdown_reader.read(text, PRODUCT["gouvernance"]).ideas
    read = [[numbers_of(idea.text), numbers_of(idea.note), facts_of(idea)] for idea in ideas]
    found = [number for idea in read for part in idea for number in part]
    assert not set(numbers_of(html)) - set(found), text
    assert all(sorted(part) == part for idea in read for part in idea), text
    first = [idea[0][0] for idea in read if idea[0]]
    assert sorted(first) == first, text


def facts_of(idea: markdown_reader.Idea) -> list[int]:
    """Return the numbers of the words of facts."""
    return numbers_of(" ".join(f"{name} {value}" for name, value in idea.facts))


def numbers_of(text: str) -> list[int]:
    """Return the numbers of the words of a text, each once."""
    return list(dict.fromkeys(int(number) for number in re.findall(r"w([0-9]+)w", text)))
