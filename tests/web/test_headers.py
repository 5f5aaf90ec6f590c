"""What browsers are told by every answer, and what Streamlit's page becomes."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from capacities.domain.origins import origin_allowed
from capacities.domain.settings import Settings
from capacities.web.french_shell import FrenchShell, in_french
from capacities.web.security import SecurityHeaders, content_security_policy
from tests.web.conftest import BASE, House

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


def _shell(*, https: bool = False) -> httpx.AsyncClient:
    async def page(_request: Request) -> Response:
        return FileResponse(INDEX)

    async def file(_request: Request) -> Response:
        return PlainTextResponse("x" * 5000)

    app = Starlette(
        routes=[Route("/", page), Route("/static/a.js", file), Route("/component/a", file)],
        middleware=[
            Middleware(SecurityHeaders, https=https),
            Middleware(FrenchShell),
            Middleware(GZipMiddleware),
        ],
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE)


async def test_streamlits_page_is_in_french() -> None:
    """Language, title and the sentence without JavaScript; nothing inline is left."""
    async with _shell() as client:
        answer = await client.get("/")
    assert '<html lang="fr">' in answer.text
    assert "<title>CAPACities</title>" in answer.text
    assert "activez JavaScript" in answer.text
    assert "prerenderReady = false" not in answer.text
    assert "_stcore/agent" not in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_every_rewriting_still_finds_its_place() -> None:
    """An upgrade of Streamlit that moves what we change must be seen here."""
    from capacities.web.french_shell import _CHANGES

    page = INDEX.read_bytes()
    assert [pattern.pattern for pattern, _ in _CHANGES if not pattern.search(page)] == []
    assert b"Streamlit</title>" not in in_french(page)


async def test_the_page_is_revalidated_by_its_own_mark() -> None:
    """A browser that has the French page is told so; one with Streamlit's gets ours."""
    async with _shell() as client:
        first = await client.get("/")
        again = await client.get("/", headers={"If-None-Match": first.headers["etag"]})
        other = await client.get("/", headers={"If-None-Match": '"ancien"'})
        head = await client.head("/")
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(first.content)))


async def test_other_files_pass_untouched() -> None:
    """Static files keep their compression; nothing of them is read."""
    async with _shell() as client:
        answer = await client.get("/static/a.js")
    assert (answer.headers["content-encoding"], len(answer.text)) == ("gzip", 5000)


async def test_every_answer_carries_the_headers() -> None:
    """Pages load nothing from elsewhere and are framed by nobody; components, by us."""
    async with _shell(https=True) as client:
        page, component = await client.get("/"), await client.get("/component/a")
        closed = [
            (await client.request(method, path)).text
            for method, path in (
                ("GET", "/_stcore/metrics"),
                ("GET", "/_stcore/agent"),
                ("GET", "/_stcore/agent/openapi.json"),
                ("PUT", "/_stcore/upload_file/session/fichier"),
                ("GET", "/auth/login"),
                ("GET", "/oauth2callback"),
            )
        ]
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'; script-src 'self';" in policy
    assert "connect-src 'self' wss://ateliers.test;" in policy
    assert "frame-ancestors 'none'" in policy
    assert "frame-ancestors 'self'" in component.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["cross-origin-opener-policy"] == "same-origin"
    assert "max-age=31536000" in page.headers["strict-transport-security"]
    assert closed == ['{"erreur":"Cette adresse n’existe pas."}'] * 6


@pytest.mark.parametrize("host", [b"a b", b"x; script-src *", b"", b"x\r\ny", b"x:port"])
def test_a_forged_host_adds_nothing_to_the_policy(host: bytes) -> None:
    """The Host header goes into the policy only when it is a name and a port."""
    assert "connect-src 'self';" in content_security_policy(host, https=False, framed=False)


def test_no_page_has_the_file_field_whose_address_is_closed() -> None:
    """Files come in by our own route, which knows who sends them and how much."""
    root = Path(__file__).resolve().parents[2]
    sources = [*(root / "pages").glob("*.py"), *(root / "capacities" / "ui").glob("*.py")]
    assert [path.name for path in sources if "st.file_uploader" in path.read_text("utf-8")] == []


async def test_personal_answers_are_kept_by_nobody(client: httpx.AsyncClient, house: House) -> None:
    """Exports, refusals and the way in are not stored by caches."""
    headers = {"Cookie": f"capacities={house.cookies['reader']}"}
    answers = [
        await client.get(f"/export/{house.dossier}.zip", headers=headers),
        await client.get(f"/export/{house.dossier}/canevas-usagers.csv"),
        await client.post(
            "/rejoindre/lien", headers={"Origin": BASE}, json={"token": house.tokens["reader"]}
        ),
    ]
    assert [answer.headers["cache-control"] for answer in answers] == ["no-store"] * 3


@pytest.mark.parametrize(
    ("origin", "host", "allowed"),
    [
        ("https://ateliers.test", "interne:8501", True),
        ("https://autre.test", "interne:8501", True),
        ("https://localhost:8501", "localhost:8501", True),
        ("https://localhost", "localhost:443", True),
        ("http://localhost:8501", "localhost:8501", False),
        ("http://ateliers.test", "ateliers.test", False),
        ("https://[::1]:8501", "[::1]:8501", True),
        ("http://localhost:8502", "localhost:8501", False),
        ("http://localhost.mechant.test:8501", "localhost:8501", False),
        ("http://mechant.test", None, False),
        ("null", "null", False),
        (None, "localhost", False),
        ("file://", "", False),
        ("http://x:99999999", "x", False),
    ],
)
def test_which_pages_may_talk_to_us(origin: str | None, host: str | None, allowed: bool) -> None:
    """Ours, those configured, and the address that was asked; no lookalike, nor in plain HTTP."""
    settings = Settings(
        base_url="https://ateliers.test", allowed_origins=frozenset({"https://autre.test"})
    )
    assert origin_allowed(origin, host, settings) is allowed


@pytest.mark.parametrize(
    ("origin", "host", "allowed"),
    [
        ("http://localhost:8501", "localhost:8501", True),
        ("http://localhost", "localhost:80", True),
        ("https://10.0.0.5", "10.0.0.5", True),
        ("http://localhost:8502", "localhost:8501", False),
    ],
)
def test_which_pages_may_talk_to_a_site_in_plain_http(
    origin: str, host: str, allowed: bool
) -> None:
    """On one's own machine, or behind a proxy before its address is configured."""
    assert origin_allowed(origin, host, Settings()) is allowed
