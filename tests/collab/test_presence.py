"""Presence: each connection speaks for itself only, and the server says who it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from capacities.collab.presence import NEW_IDS_FROM, Presences, introduction
from capacities.collab.protocol import awareness_message, read_awareness
from capacities.documents.lib0 import BadMessage
from capacities.domain.limits import (
    AWARENESS_BYTES,
    AWARENESS_DEPTH,
    AWARENESS_STATES,
)

ADA = introduction("Ada", "#0b5d66", "editor", "m")
WHO: dict[str, Any] = {"user": {"name": "Ada", "color": "#0b5d66"}, "by": "m", "role": "editor"}


@dataclass(eq=False)
class Speaker:
    """A connection, and the browser behind it."""

    browser: str | None = None
    introduction: bytes = ADA
    may_edit: bool = True


Told = list[tuple[int, int, Any]]


def said(client: int, clock: int, state: bytes = b"{}") -> bytes:
    """Return the payload of one presence."""
    return inside(awareness_message([(client, clock, state)]))


def inside(message: bytes) -> bytes:
    """Return the payload of a message of presence."""
    at = next(place for place in range(1, 10) if message[place] < 128) + 1
    return message[at:]


def read(message: bytes | None) -> Told:
    """Return what a browser reads in a message of presence."""
    assert message is not None
    return [
        (*entry[:2], json.loads(entry[2].decode())) for entry in read_awareness(inside(message))
    ]


@pytest.fixture
def presences() -> Presences[Speaker]:
    """A room where nobody is yet."""
    return Presences()


def test_news_are_broadcast_and_repetitions_are_not(presences: Presences[Speaker]) -> None:
    """A newer clock is news; the same or an older one is not."""
    paul = Speaker()
    assert read(presences.receive(paul, said(1, 1))) == [(1, 1, WHO)]
    assert presences.receive(paul, said(1, 1)) is None
    assert presences.receive(paul, said(1, 0)) is None
    assert read(presences.receive(paul, said(1, 2, b"null"))) == [(1, 2, None)]
    assert presences.all() is None
    assert presences.receive(paul, said(1, 3)) is not None


def test_nobody_speaks_for_another(presences: Presences[Speaker]) -> None:
    """Neither changing nor removing the presence of another live connection."""
    paul, mallory = Speaker(), Speaker()
    presences.receive(paul, said(1, 1))
    presences.receive(mallory, said(2, 1))
    assert presences.receive(mallory, said(1, 9, b'{"name":"x"}')) is None
    assert presences.receive(mallory, said(1, 1, b"null")) is None
    assert read(presences.all()) == [(1, 1, WHO), (2, 1, WHO)]


def test_one_connection_is_one_presence(presences: Presences[Speaker]) -> None:
    """A second id on one connection is ignored: clients repeat what they hear."""
    paul = Speaker()
    presences.receive(paul, said(1, 1))
    assert presences.receive(paul, said(2, 1)) is None
    assert read(presences.forget(paul)) == [(1, 1, None)]
    assert presences.receive(Speaker(), said(2, 1)) is not None


def test_a_client_that_only_repeats_is_nobody(presences: Presences[Speaker]) -> None:
    """What comes from the server says so: it does not become the words of who repeats it."""
    paul, mute = Speaker("p"), Speaker("m")
    heard = presences.receive(paul, said(1, 1))
    assert heard is not None
    assert presences.receive(mute, inside(heard)) is None
    presences.forget(paul)
    assert presences.receive(mute, inside(heard)) is None
    assert presences.all() is None


def test_a_browser_takes_its_presence_over(presences: Presences[Speaker]) -> None:
    """Back before its former connection is known dead, it keeps its id."""
    before, after = Speaker("b"), Speaker("b")
    presences.receive(before, said(1, 1))
    assert read(presences.receive(after, said(1, 2))) == [(1, 2, WHO)]
    assert presences.forget(before) is None
    assert read(presences.all()) == [(1, 2, WHO)]


def test_a_browser_that_takes_over_under_another_name_is_told_so(
    presences: Presences[Speaker],
) -> None:
    """Even with the words that it had said before."""
    presences.receive(Speaker("b"), said(1, 1))
    news = presences.receive(Speaker("b", introduction("Bo", "#1f5fa8", "reader", "m")), said(1, 1))
    assert read(news)[0][2]["user"]["name"] == "Bo"


def test_name_colour_mark_and_role_are_the_servers(presences: Presences[Speaker]) -> None:
    """Whatever a client says of them, however it writes them."""
    lies = (
        b'{"user":{"name":"Bo"},"us\\u0065r":1,"by":"z","role":"facilitator","card":"c","x":[1.5]}'
    )
    reader = Speaker("b")
    presences.receive(reader, said(1, 1))
    news = presences.receive(reader, said(1, 2, lies))
    assert read(news) == [(1, 2, {"card": "c", "x": [1.5], **WHO})]


def test_who_may_not_edit_does_not_type(presences: Presences[Speaker]) -> None:
    """A reader is told to be somewhere, never to be writing there."""
    news = presences.receive(Speaker(may_edit=False), said(1, 1, b'{"card":"c","typing":true}'))
    assert read(news) == [(1, 1, {"card": "c", **WHO})]


def test_a_change_of_name_is_told_at_once(presences: Presences[Speaker]) -> None:
    """With what was said last; nothing of one who is not here."""
    ada = Speaker()
    assert presences.introduce_again(ada) is None
    presences.receive(ada, said(1, 4, b'{"card":"c"}'))
    ada.introduction = introduction("Bo", "#1f5fa8", "editor", "m")
    ((client, clock, state),) = read(presences.introduce_again(ada))
    assert (client, clock, state["card"], state["user"]["name"]) == (1, 5, "c", "Bo")
    assert [told[:2] for told in read(presences.receive(ada, said(1, 5)))] == [(1, 6)]


def test_an_id_is_not_taken_from_who_holds_it(presences: Presences[Speaker]) -> None:
    """Both are told under new ids: a page believes what it hears of its own."""
    ada, mallory = Speaker("a"), Speaker("m")
    presences.receive(ada, said(7, 3, b'{"card":"a"}'))
    news = read(presences.receive(mallory, said(7, 90, b'{"card":"m"}')))
    assert news[0] == (7, 3, None)
    assert [state["card"] for _, _, state in news[1:]] == ["a", "m"]
    assert min(client for client, _, _ in read(presences.all())) >= NEW_IDS_FROM
    assert read(presences.receive(ada, said(7, 4, b'{"card":"b"}')))[0][2]["card"] == "b"


def test_an_id_is_not_taken_from_who_left(presences: Presences[Speaker]) -> None:
    """Its browser finds it again; another, or a clock that goes back, gets a new one."""
    ada, mallory, back, late = Speaker("a"), Speaker("m"), Speaker("a"), Speaker("a")
    presences.receive(ada, said(7, 3))
    presences.forget(ada)
    assert read(presences.receive(mallory, said(7, 9)))[0][0] >= NEW_IDS_FROM
    presences.forget(mallory)
    assert read(presences.receive(back, said(7, 4))) == [(7, 4, WHO)]
    presences.forget(back)
    assert read(presences.receive(late, said(7, 4)))[0][0] >= NEW_IDS_FROM


def test_a_clock_that_runs_away_is_counted_by_the_server(presences: Presences[Speaker]) -> None:
    """Whoever has this id later could not go on from the last integer there is."""
    last = 2**53 - 1
    jumper = Speaker()
    presences.receive(jumper, said(1, 1))
    assert read(presences.receive(jumper, said(1, last))) == [(1, 2, WHO)]
    assert read(presences.receive(jumper, said(1, last, b"null"))) == [(1, 3, None)]


REFUSED = {
    "not JSON": b"{",
    "a number": b"12",
    "a list": b"[]",
    "no number": b'{"a":NaN}',
    "infinity": b'{"a":-Infinity}',
    "a fraction that overflows": b'{"a":1e999}',
    "an integer that overflows": b'{"a":1%s}' % (b"0" * 400),
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "UTF-32": '{"a":1}'.encode("utf-32-be"),
    "a byte order mark": b'\xef\xbb\xbf{"a":1}',
    "Latin-1": '{"a":"é"}'.encode("latin-1"),
    "half a character, encoded": b'{"a":"\xed\xa0\x80"}',
    "a control character": b'{"a":"\x01"}',
    "too deep for the parser": b"[" * 3000,
    "too deep": b'{"a":%b1%b}' % (b"[" * AWARENESS_DEPTH, b"]" * AWARENESS_DEPTH),
    "too large": b'{"a":"%b"}' % (b"x" * AWARENESS_BYTES),
    "too large once written": b'{"a":[%b1]}' % (b"1e15," * 700),
}


@pytest.mark.parametrize("state", REFUSED.values(), ids=REFUSED)
def test_what_a_browser_would_not_read_is_refused(
    presences: Presences[Speaker], state: bytes
) -> None:
    """From the first words as later, and nobody hears of it."""
    paul = Speaker()
    with pytest.raises(BadMessage):
        presences.receive(paul, said(1, 1, state))
    presences.receive(paul, said(1, 1))
    with pytest.raises(BadMessage):
        presences.receive(paul, said(1, 2, state))
    assert read(presences.all()) == [(1, 1, WHO)]


def test_what_a_browser_reads_is_written_anew(presences: Presences[Speaker]) -> None:
    """One key once, text in UTF-8, no half character: an emoji cut in two is an honest mistake."""
    news = presences.receive(Speaker(), said(1, 1, b'{ "a":1, "a":"\\u00e9\\ud83d", "n":-2 }'))
    assert news is not None
    assert '{"a":"é?","n":-2,"user":'.encode() in news
    assert read(news) == [(1, 1, {"a": "é?", "n": -2, **WHO})]


def test_presences_of_one_message_are_counted(presences: Presences[Speaker]) -> None:
    """A full canvas may be repeated; thousands of empty words may not be."""
    entries = [(5, 0, b"null")] * AWARENESS_STATES
    assert presences.receive(Speaker(), inside(awareness_message(entries))) is None
    with pytest.raises(BadMessage):
        presences.receive(Speaker(), inside(awareness_message([*entries, *entries[:1]])))


@pytest.mark.parametrize(
    ("cursor", "told"),
    [
        (b'{"x":12.6,"y":-3}', {"x": 13, "y": -3}),
        (b'{"x":1,"y":2,"z":3,"name":"Bo"}', {"x": 1, "y": 2}),
        (b'{"x":100000,"y":-100000}', {"x": 100_000, "y": -100_000}),
        (b'{"x":-0.2,"y":1e2}', {"x": 0, "y": 100}),
    ],
)
def test_a_cursor_on_a_board_is_two_whole_numbers(
    presences: Presences[Speaker], cursor: bytes, told: dict[str, int]
) -> None:
    """Whatever else it holds."""
    news = presences.receive(Speaker(), said(1, 1, b'{"card":"c","cursor":%b}' % cursor))
    assert read(news) == [(1, 1, {"card": "c", "cursor": told, **WHO})]


@pytest.mark.parametrize(
    "cursor",
    [
        b'{"x":1}',
        b'{"y":1}',
        b'{"x":"1","y":1}',
        b'{"x":true,"y":1}',
        b'{"x":null,"y":1}',
        b'{"x":[1],"y":{"x":1}}',
        b'{"x":100001,"y":1}',
        b'{"x":1e999,"y":1}',
        b'{"x":-1e999,"y":1}',
        b'{"x":1,"y":1%b}' % (b"0" * 280),
    ],
)
def test_a_cursor_that_is_nowhere_is_not_told(presences: Presences[Speaker], cursor: bytes) -> None:
    """The rest of what is said is, and nobody is refused for it."""
    news = presences.receive(Speaker(), said(1, 1, b'{"card":"c","cursor":%b}' % cursor))
    assert read(news) == [(1, 1, {"card": "c", **WHO})]


@pytest.mark.parametrize("cursor", [{"anchor": [1, 2], "head": None}, "ici", 3, None, [1, 2]])
def test_the_cursors_of_other_clients_are_theirs(
    presences: Presences[Speaker], cursor: object
) -> None:
    """One in a text is told as it came."""
    news = presences.receive(Speaker(), said(1, 1, json.dumps({"cursor": cursor}).encode()))
    assert read(news) == [(1, 1, {"cursor": cursor, **WHO})]
