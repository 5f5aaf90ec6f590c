"""The service worker: what it is told to keep, and how the administrator takes it away."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import OFFLINE_VOTES
from capacities.domain.settings import read_settings
from capacities.services.context import Context, open_context
from capacities.ui.legal import KEPT_VOTE, OFFLINE_CACHE
from capacities.web.assets import DIST, SOURCES
from tests.web.conftest import BASE

SCRIPT = "/sw.js"


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small build, whose canvas loads a part later."""
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / "sw-1.js").write_text("travail()")
    manifest = {
        "src/hors-ligne.ts": {"file": "hors-ligne-1.js", "css": ["page-1.css"], "imports": ["_a"]},
        "_a": {"file": "chunk-a.js"},
        "src/canevas.tsx": {
            **{"file": "canevas-1.js", "css": ["canevas-1.css"]},
            **{"imports": ["_a"], "dynamicImports": ["_b"]},
        },
        "_b": {"file": "chunk-b.js", "imports": ["src/canevas.tsx"]},
        "src/rejoindre.ts": {"file": "rejoindre-1.js"},
        "src/vote.ts": {"file": "vote-1.js", "css": ["vote-1.css"], "dynamicImports": ["_held"]},
        "_held": {"file": "chunk-held.js", "imports": ["_a", "src/vote.ts"]},
    }
    for name in ("vote-1.js", "vote-1.css"):
        (dist / name).write_text("")
    (dist / "manifest.json").write_text(json.dumps(manifest))
    monkeypatch.setattr("capacities.web.assets.DIST", dist)
    return dist


@pytest.fixture
async def refusing(app: Starlette, ctx: Context) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at a site that keeps nothing offline."""
    app.state.context = replace(ctx, settings=replace(ctx.settings, offline=False))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as one:
        yield one


def told(script: str) -> dict[str, object]:
    """Return what a script is told before its own lines."""
    found = re.match(r"self\.HORS_LIGNE = (.*);\n", script)
    assert found
    read: dict[str, object] = json.loads(found[1])
    return read


async def test_the_worker_is_told_of_all_that_the_page_may_load(
    client: httpx.AsyncClient, built: Path
) -> None:
    """Its page, the canvas, what that loads later, each once; nothing of the other pages."""
    answer = await client.get(SCRIPT)
    assert answer.text.endswith("travail()")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "connect-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-cache"
    assert told(answer.text)["files"] == [
        *("hors-ligne-1.js", "page-1.css", "chunk-a.js"),
        *("canevas-1.js", "canevas-1.css"),
    ]
    assert told(answer.text)["later"] == ["chunk-b.js"]
    assert told(answer.text)["vote"] == [
        *("vote-1.js", "vote-1.css", "chunk-held.js", "chunk-a.js"),
    ]


async def test_another_build_is_another_worker(
    client: httpx.AsyncClient, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser that has this one is told so; the page of the former version is given no more."""
    first = await client.get(SCRIPT)
    with monkeypatch.context() as once:  # asked for at each page of everybody: made once
        once.setattr("capacities.web.offline._manifest", None)
        assert (await client.get(SCRIPT)).content == first.content
    same = await client.get(SCRIPT, headers={"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    version = told(first.text)["version"]
    page = await client.get(f"/hors-ligne?version={version}")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert "/assets/hors-ligne-1.js" in page.text
    assert "{{" not in page.text
    vote = await client.get(f"/hors-ligne/vote?version={version}")
    assert (vote.status_code, vote.headers["cache-control"]) == (200, "no-store")
    assert '<script type="application/json" id="donnees">null</script>' in vote.text
    assert "/assets/vote-1.js" in vote.text
    manifest = (built / "manifest.json").read_text()
    (built / "manifest.json").write_text(manifest.replace("chunk-b.js", "chunk-c.js"))
    other = await client.get(SCRIPT, headers={"If-None-Match": first.headers["etag"]})
    assert (other.status_code, "chunk-c.js" in other.text) == (200, True)
    for page_of in ("/hors-ligne", "/hors-ligne/vote"):
        assert (await client.get(f"{page_of}?version={version}")).status_code == 404


async def test_where_the_administrator_wants_none_it_takes_itself_away(
    refusing: httpx.AsyncClient,
) -> None:
    """Caches and registration go; there is no page to keep."""
    script = await refusing.get(SCRIPT)
    assert script.status_code == 200
    assert "unregister()" in script.text
    assert OFFLINE_CACHE in script.text
    assert "fetch" not in script.text
    for page_of in ("/hors-ligne", "/hors-ligne/vote"):
        assert (await refusing.get(page_of)).status_code == 404


@pytest.mark.parametrize(
    ("written", "offline"), [("", True), ("oui", True), ("non", False), (" Non ", False)]
)
def test_the_administrator_says_no(written: str, offline: bool) -> None:
    """Absent: yes."""
    read = read_settings({"CAPACITIES_HORS_LIGNE": written})
    assert (read.offline, read.offline_word) == (offline, "")


def test_what_is_neither_yes_nor_no_is_refused(tmp_path: Path) -> None:
    """Whoever wrote it wanted something of it: a server that starts would decide otherwise."""
    read = read_settings(
        {
            "CAPACITIES_HORS_LIGNE": "jamais",
            "DATABASE_URL": f"sqlite:///{tmp_path}/base.db",
        }
    )
    with pytest.raises(InvalidInput, match=r"CAPACITIES_HORS_LIGNE vaut .*jamais"):
        open_context(read)
    assert list(tmp_path.iterdir()) == []


def test_the_built_worker_is_of_one_piece(client: httpx.AsyncClient) -> None:
    """A worker that is no module can import nothing, and what it names is there."""
    (script,) = DIST.glob("sw-*.js")
    assert not re.search(r"\b(import|export)\b\s*[{\"'(*]", script.read_text("utf-8"))
    manifest = json.loads((DIST / "manifest.json").read_text("utf-8"))
    assert {"src/hors-ligne.ts", "src/canevas.tsx", "src/vote.ts"} <= manifest.keys()
    named = [name for part in manifest.values() for name in (part["file"], *part.get("css", ()))]
    assert [name for name in named if not (DIST / name).exists()] == []


def test_the_names_of_the_caches_are_those_told() -> None:
    """« Données personnelles », the script that goes, the worker and the pages say the same."""
    source = (SOURCES / "core" / "offline.ts").read_text("utf-8")
    assert f'CACHE = "{OFFLINE_CACHE}"' in source
    page = (SOURCES / "core" / "worker.ts").read_text("utf-8")
    assert f'KEPT_CACHE = "{OFFLINE_CACHE}"' in page
    assert f'KEPT_VOTE = "{KEPT_VOTE}"' in page
    votes = (SOURCES / "ballot" / "device.ts").read_text("utf-8")
    assert f"OFFLINE_VOTES = {OFFLINE_VOTES};" in votes
