"""The way in: what a first visit weighs, how long it takes on a bad network, what it costs us."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.serving import free_port, table
from tests.e2e.serving import CHROMIUM, FLAGS, Server

WRITABLE = ".screen[data-editable] [data-box] button.add"
"""What adds a post-it, as soon as one may."""
TYPING_S = 8
NETWORKS = {
    "1,5 Mbit/s, 100 ms": {"bits": 1_500_000, "latency": 100},
    "500 kbit/s, 200 ms": {"bits": 500_000, "latency": 200},
}
_LONGEST_MS = 120_000


@dataclass
class Wire:
    """What a tab received, as its network counts it."""

    bytes: int = 0
    requests: int = 0
    sizes: dict[str, int] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def listen(self, page: Page) -> Any:
        """Count from now on; return the session by which the tab is driven."""
        cdp = page.context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.on("Network.requestWillBeSent", self._asked)
        cdp.on("Network.loadingFinished", self._received)
        cdp.on("Network.webSocketFrameReceived", self._frame)
        return cdp

    def _asked(self, event: dict[str, Any]) -> None:
        self._names[event["requestId"]] = event["request"]["url"]

    def _received(self, event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        self.bytes += size
        self.requests += size > 0
        name = self._names.get(event["requestId"], "?")
        self.sizes[name] = self.sizes.get(name, 0) + size

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        text: str = frame["payloadData"]
        self.bytes += len(text) * 3 // 4 if frame["opcode"] == 2 else len(text.encode())


def slow(cdp: Any, network: str) -> None:
    """Make a tab's network as slow as one of NETWORKS."""
    speed = NETWORKS[network]
    each_way = speed["bits"] / 8
    cdp.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": speed["latency"],
            "downloadThroughput": each_way,
            "uploadThroughput": each_way,
        },
    )


@contextmanager
def visitor(browser: Browser, network: str | None) -> Iterator[tuple[Page, Wire]]:
    """A new person's tab, who never came before, on a network; None for this machine's."""
    context: BrowserContext = browser.new_context(
        locale="fr-FR", viewport={"width": 1440, "height": 900}
    )
    page, wire = context.new_page(), Wire()
    cdp = wire.listen(page)
    if network is not None:
        slow(cdp, network)
    page.set_default_timeout(_LONGEST_MS)
    try:
        yield page, wire
    finally:
        context.close()


def enter(page: Page, base: str, token: str, typing_s: float) -> float:
    """Follow a link and enter; return the seconds from « Entrer » to a post-it that one writes."""
    page.goto(f"{base}/rejoindre#{token}")
    page.locator("#pseudonyme").fill("Ada")
    page.wait_for_timeout(typing_s * 1000)
    return timed(page, lambda: page.locator("#entrer").click())


def timed(page: Page, act: Callable[[], object]) -> float:
    """Return the seconds from an act to a post-it that one may write."""
    began = page.evaluate("() => performance.timeOrigin + performance.now()")
    act()
    page.wait_for_selector(WRITABLE)
    return float(page.evaluate("t => performance.timeOrigin + performance.now() - t", began)) / 1000


def reloaded(page: Page) -> float:
    """Return the seconds of a reload, once everything was kept by the browser."""
    page.wait_for_timeout(1_000)
    return timed(page, lambda: page.reload(wait_until="commit"))


def arrivals(rounds: int) -> list[list[object]]:
    """One person at a time, on each network."""
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory(prefix="capacities-bench-") as folder:
        server = Server(Path(folder), free_port())
        server.start()
        try:
            token = server.demo()["links"]["editor"]
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                with visitor(browser, None) as (page, _):  # the server makes its files ready
                    enter(page, server.base, token, 0)
                rows += _weights(browser, server.base, token)
                for network in NETWORKS:
                    rows += _times(browser, server.base, token, network, rounds)
                browser.close()
        finally:
            server.stop()
    return rows


def _weights(browser: Browser, base: str, token: str) -> list[list[object]]:
    rows: list[list[object]] = []
    for typing_s in (0, 2):
        with visitor(browser, None) as (page, wire):
            enter(page, base, token, typing_s)
            page.wait_for_timeout(1_500)
            name = f"première visite, {typing_s} s de frappe"
            rows.append([name, f"{wire.bytes / 1024:.0f} Kio, {wire.requests} demandes", "≤ 900"])
    return rows


def _times(
    browser: Browser, base: str, token: str, network: str, rounds: int
) -> list[list[object]]:
    first = network == next(iter(NETWORKS))
    bars = {0: "≤ 7 s", TYPING_S: "≤ 3 s"} if first else {0: "≤ 20 s", TYPING_S: "≤ 20 s"}
    rows: list[list[object]] = []
    for typing_s, bar in bars.items():
        times, again = [], []
        for _ in range(rounds):
            with visitor(browser, network) as (page, _wire):
                times.append(enter(page, base, token, typing_s))
                again.append(reloaded(page))
        said = f"{network}, {typing_s} s de frappe"
        rows.append([said, _seconds(times), bar])
        rows.append([f"{network}, recharger", _seconds(again), "≤ 1,5 s" if first else ""])
    return rows


def _seconds(times: list[float]) -> str:
    return " ".join(f"{each:.2f}" for each in sorted(times)) + " s"


def door(rounds: int) -> None:
    """Print the tables."""
    table("La porte, dans le navigateur", ["mesure", "résultat", "barre"], arrivals(rounds))
