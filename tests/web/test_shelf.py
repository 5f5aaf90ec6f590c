"""What everybody is given: from memory, compressed, and only what is on the shelf."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from collections.abc import AsyncIterator, Iterator
from itertools import chain
from pathlib import Path
from typing import ClassVar

import brotli
import httpx
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from capacities.domain.template import FORMS
from capacities.server import middleware
from capacities.ui.pages import STYLE, addresses
from capacities.web.assets import DIST
from capacities.web.astray import NoSuchFile
from capacities.web.french_shell import FrenchShell
from capacities.web.given import LIST, everything
from capacities.web.opening import CANVAS, COMPONENT, Shell
from capacities.web.pressing import press
from capacities.web.security import SecurityHeaders
from capacities.web.shelf import FOREVER, Book, Shelf

STREAMLIT = Path(streamlit.__file__).parent / "static"
SHELL = Shell(STREAMLIT, STYLE)
BOOKS = everything(SHELL, addresses(), {})
BASE = "http://ateliers.test"
ALL = "gzip, deflate, br"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A browser before the shelf; behind it, everything is answered « plus loin »."""

    async def beyond(_request: Request) -> Response:
        return PlainTextResponse("plus loin")

    app = Starlette(
        routes=[Route("/{path:path}", beyond, methods=["GET", "POST"])],
        middleware=[Middleware(SecurityHeaders, https=False), Middleware(Shelf, books=BOOKS)],
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE) as one:
        yield one


def _plain(book: Book) -> bytes:
    return book.make("identity")[1]


def _texts() -> Iterator[str]:
    for path in sorted(STREAMLIT.rglob("*")):
        if path.suffix in (".js", ".css", ".json"):
            yield "/" + path.relative_to(STREAMLIT).as_posix()


def test_every_file_of_streamlit_is_on_the_shelf() -> None:
    """An upgrade that moves them is seen here; until then it would serve them as it did."""
    assert [path for path in _texts() if path not in BOOKS] == []
    asked_again = [p for p in _texts() if p.startswith("/static/") and BOOKS[p].cached != FOREVER]
    assert asked_again == []


def test_every_file_of_the_build_is_at_each_of_its_addresses() -> None:
    """Components of Streamlit, and pages outside it, are given the same files."""
    root = Path(__file__).resolve().parents[2]
    declared = re.findall(
        r'^name = "(\w+)"$\nasset_dir', (root / "pyproject.toml").read_text(), re.M
    )
    prefixes = ["/assets", *(f"/_stcore/bidi-components/capacities.{name}" for name in declared)]
    built = [path.name for path in DIST.iterdir() if path.suffix in (".js", ".css")]
    assert len(declared) > 3
    assert [f"{p}/{n}" for p in prefixes for n in built if f"{p}/{n}" not in BOOKS] == []


async def test_a_file_is_compressed_and_kept_for_long(client: httpx.AsyncClient) -> None:
    """Brotli, or gzip, of exactly the same text; a cache knows that they differ."""
    address = next(one for one in BOOKS if one.startswith("/static/js/index."))
    plain = (STREAMLIT / address[1:]).read_bytes()
    for accepted, form in ((ALL, "br"), ("gzip", "gzip")):
        answer = await client.get(address, headers={"Accept-Encoding": accepted})
        assert answer.headers["content-encoding"] == form
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["cache-control"] == FOREVER
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.content == plain
        assert int(answer.headers["content-length"]) < len(plain) / 3


@pytest.mark.parametrize("name", ["canevas/x.js", "canevas/", "canevas/a/b.js", "rien/x.js"])
async def test_a_file_that_a_component_has_not_is_refused_before_streamlit(name: str) -> None:
    """It would write a traceback in the log each time; what was built since goes on to it."""
    entry = next(path.name for path in DIST.glob("canevas-*.js"))
    app = NoSuchFile(PlainTextResponse("plus loin"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE) as one:
        missing = await one.get(f"{COMPONENT}{name}")
        there = await one.get(f"{COMPONENT}canevas/{entry}")
        other = await one.get("/_stcore/bidi-components/autre.chose/x.js")
    assert (missing.status_code, there.text, other.text) == (404, "plus loin", "plus loin")


async def test_what_is_heavy_is_given_plain_by_others(client: httpx.AsyncClient) -> None:
    """Megabytes in memory for each program that takes nothing else, and reads slowly: no."""
    heavy = next(one for one in BOOKS if one.startswith("/static/js/index."))
    plain = {"Accept-Encoding": "identity"}
    assert (await client.get(heavy, headers=plain)).text == "plus loin"
    assert "Votre pseudonyme" in (await client.get("/rejoindre", headers=plain)).text


async def test_a_file_goes_by_parts() -> None:
    """Whoever does not read what was asked for holds one part of it, not all."""
    book = Book("font/woff2", FOREVER, lambda: b"x" * 200_000)
    parts: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            parts.append(len(message["body"]) if message["more_body"] else -len(message["body"]))

    scope = {"type": "http", "method": "GET", "path": "/a", "headers": []}
    await Shelf(PlainTextResponse("plus loin"), books={"/a": book})(scope, _nothing, send)
    assert parts == [65_536, 65_536, 65_536, -3_392]


async def _nothing() -> Message:
    raise AssertionError("nothing is waited for")


async def test_a_mark_names_the_contents_in_one_form(client: httpx.AsyncClient) -> None:
    """304 to whoever has it in that form; the whole of it, never a part, to the others."""
    one = {"Accept-Encoding": "br"}
    first = await client.get(CANVAS, headers=one)
    mark = first.headers["etag"]
    again = await client.get(CANVAS, headers=one | {"If-None-Match": f'"x", W/{mark}'})
    other = await client.get(CANVAS, headers={"Accept-Encoding": "gzip", "If-None-Match": mark})
    part = await client.get(CANVAS, headers=one | {"Range": "bytes=0-9"})
    head = await client.head(CANVAS, headers=one)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
    assert (other.status_code, other.content) == (200, first.content)
    assert (part.status_code, part.content) == (200, first.content)
    assert (head.content, head.headers["content-length"]) == (b"", first.headers["content-length"])


@pytest.mark.parametrize(
    "path",
    [
        "/static/../index.html",
        "/static/%2e%2e/%2e%2e/__init__.py",
        "/static//js",
        "/static/js/",
        "/assets/..%2f..%2fpyproject.toml",
        "/_stcore/bidi-components/capacities.canevas/../../../etc/passwd",
        "/static/js/absent.js",
        "/index.html",
    ],
)
async def test_what_is_not_on_the_shelf_is_left_to_others(
    client: httpx.AsyncClient, path: str
) -> None:
    """No address is made into a path."""
    assert (await client.get(httpx.URL(BASE + path))).text == "plus loin"


async def test_only_reading_is_answered(client: httpx.AsyncClient) -> None:
    """Entering is a POST at the address of a page that is given to all."""
    assert (await client.post("/rejoindre")).text == "plus loin"


async def test_the_font_of_icons_waits_for_an_icon(client: httpx.AsyncClient) -> None:
    """367 KB that Streamlit fetches ahead on every page; an upgrade that moves it is seen here."""
    sheets = [address for address in BOOKS if re.match(r"/static/css/index\.", address)]
    assert len(sheets) == 1
    answer = await client.get(sheets[0])
    text = answer.text
    (face,) = re.findall(r"@font-face\s*\{[^}]*Material Symbols[^}]*\}", text)
    assert face.endswith(";unicode-range:U+30-39,U+5F,U+61-7A}")
    theirs = (STREAMLIT / sheets[0][1:]).read_text("utf-8")
    assert theirs == text.replace(";unicode-range:U+30-39,U+5F,U+61-7A", "")


@pytest.mark.parametrize("address", [CANVAS, "/", "/dossier"])
def test_a_page_says_that_it_opens(address: str) -> None:
    """From the first bytes, without a script; our look comes with it, and no font is fetched."""
    page = _plain(BOOKS[address]).decode()
    said = "Le canevas s’ouvre…" if address == CANVAS else "La page s’ouvre…"
    assert f'<div id="ouverture"><p role="status">{said}</p></div>' in page
    assert "<noscript><style>#ouverture" in page
    assert re.search(
        r'<div id="root"></div>\s*<link rel="stylesheet" href="/assets/pages\.css\?', page
    )
    assert 'as="font"' not in page
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page) == []
    sheet, script, theirs = (
        page.index(x) for x in ("/static/css/", "/assets/amorce", "/static/js/")
    )
    assert sheet < script < theirs


class Counting(Shell):
    """A shell that remembers for what its page was made."""

    made: ClassVar[list[str]] = []

    def dress(self, theirs: bytes, address: str) -> bytes:
        """Make the page, and remember it."""
        self.made.append(address)
        return super().dress(theirs, address)


async def test_a_page_at_an_address_of_no_page_is_dressed_the_same() -> None:
    """Streamlit shows its page wherever nothing else answers: it has our look there too."""

    async def theirs(_request: Request) -> Response:
        return FileResponse(STREAMLIT / "index.html")

    shell, made = Counting(STREAMLIT, STYLE), Counting.made
    given = Middleware(FrenchShell, change=shell.dressed)
    app = Starlette(routes=[Route("/{path:path}", theirs)], middleware=[given])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE) as one:
        for address in ("/ailleurs", "/ailleurs", "/encore-ailleurs"):
            assert (await one.get(address)).content == _plain(BOOKS["/"])
    assert len(made) == 1, "on the event loop, for whoever asks for anything: once"


def test_all_that_a_canvas_needs_is_asked_for_at_once() -> None:
    """What Streamlit's page finds out late, and ours; every address is on the shelf."""
    needed = json.loads(_plain(BOOKS["/assets/suite.json"]))
    page = _plain(BOOKS[CANVAS]).decode()
    base, forms = needed["base"], needed["formes"]
    asked = [*base, *chain.from_iterable(forms.values())]
    assert [address for address in asked if address.partition("?")[0] not in BOOKS] == []
    for begins in ("/static/js/BidiComponent.", "/static/js/index.", "/static/css/index."):
        assert [address for address in base if address.startswith(begins)] != []
    ours = "/_stcore/bidi-components/capacities.canevas/canevas-"
    assert {a.rpartition(".")[2] for a in base if a.startswith(ours)} == {"js", "css"}
    assert [a for a in base if a.removeprefix(".") not in page] == []
    assert {form for form, files in forms.items() if files} == set(FORMS)


async def test_pages_and_lists_without_a_secret_are_compressed(client: httpx.AsyncClient) -> None:
    """The door and its list; the door is kept by nobody."""
    door = await client.get("/rejoindre", headers={"Accept-Encoding": ALL})
    listed = await client.get("/assets/suite.json", headers={"Accept-Encoding": "gzip"})
    assert (door.headers["content-encoding"], door.headers["cache-control"]) == ("br", "no-store")
    assert (listed.headers["content-encoding"], listed.headers["cache-control"]) == (
        "gzip",
        "no-cache",
    )
    assert "Votre pseudonyme" in door.text


def test_a_book_is_made_once_and_again_when_what_it_comes_from_changes(tmp_path: Path) -> None:
    """Ten thousand people cost one compression; whoever develops sees what was just built."""
    source, reads = tmp_path / "a.css", []
    source.write_text("a" * 1000)

    def read() -> bytes:
        reads.append(1)
        return source.read_bytes()

    book = Book("text/css", FOREVER, read, [tmp_path])
    for form in ("br", "gzip", "br"):
        assert book.ready(form) or book.make(form)
    assert (len(reads), brotli.decompress(book.make("br")[1])) == (2, b"a" * 1000)
    (tmp_path / "b.css").write_text("b")
    source.write_text("b" * 1000)
    assert book.ready("gzip") is None
    assert gzip.decompress(book.make("gzip")[1]) == b"b" * 1000


def test_the_door_is_compressed_better_and_kept_for_the_next_start(tmp_path: Path) -> None:
    """What was kept is used again, unless it gives something else back; what is old goes."""
    text = b"".join(f"idee {i * i % 97}, ".encode() for i in range(3000))
    books = {
        LIST: Book("application/json", FOREVER, lambda: b'{"base": ["/a.js?1"], "formes": {}}'),
        "/a.js": Book("text/javascript", FOREVER, lambda: text),
        "/b.js": Book("text/javascript", FOREVER, lambda: text),
    }
    (tmp_path / "ancien.br").write_bytes(b"")
    quick = books["/a.js"].make("br")
    asyncio.run(press(books, tmp_path))
    best = books["/a.js"].make("br")
    (kept,) = tmp_path.iterdir()
    assert len(best[1]) < len(quick[1])
    assert (dict(best[0])[b"etag"] != dict(quick[0])[b"etag"], best[1]) == (True, kept.read_bytes())
    assert books["/b.js"].ready("br") is None

    kept.write_bytes(brotli.compress(b"autre chose"))
    asyncio.run(press(books, tmp_path))
    assert (books["/a.js"].make("br")[1], kept.read_bytes()) == (best[1], best[1])


async def test_a_disk_that_refuses_changes_nothing(tmp_path: Path) -> None:
    """The best form is then made at each start."""
    blocked = tmp_path / "fichier"
    blocked.write_text("")
    text = b"idee " * 500
    books = {
        LIST: Book("application/json", FOREVER, lambda: b'{"base": ["/a.js"], "formes": {}}'),
        "/a.js": Book("text/javascript", FOREVER, lambda: text),
    }
    await press(books, blocked / "dedans")
    found = books["/a.js"].ready("br")
    assert found is not None
    assert brotli.decompress(found[1]) == text


def test_the_server_puts_the_shelf_before_streamlit() -> None:
    """Behind what guards every answer, before what would compress each one anew."""
    names = [one.cls.__name__ for one in middleware(addresses(), STYLE)]  # type: ignore[attr-defined]
    assert names[:4] == ["SecurityHeaders", "KnownHost", "CookieRenewal", "Shelf"]
