"""What a browser engine must do for a tour: the few verbs that Firefox and WebKit both have.

Each is driven by the standard that it speaks: Firefox by WebDriver BiDi, WebKitGTK by WebDriver.
Both take the same W3C actions for keys and pointers, so that a tour is written once.
"""

from __future__ import annotations

import json
from typing import Any, Protocol

Actions = list[dict[str, Any]]
"""W3C input sources, each with its actions."""


class Tab(Protocol):
    """A page of a person who shares nothing with the others: cookies, copies on the device."""

    def go(self, url: str) -> None: ...

    def call(self, function: str, words: str) -> str:
        """Call an async function of one JSON text, in the page; return the JSON text it gives."""

    def perform(self, actions: Actions) -> None: ...

    def picture(self) -> bytes: ...


class Engine(Protocol):
    """A browser, as long as a tour lasts."""

    name: str

    def newcomer(self) -> Tab: ...

    def quit(self) -> None: ...


def run(tab: Tab, body: str, *args: object) -> Any:
    """Run the ``body`` of an async function of ``args`` in the page; return what it returns."""
    act = f"(async (...args) => {{{body}}})(...JSON.parse(words))"
    function = f"async words => JSON.stringify((await {act}) ?? null)"
    return json.loads(tab.call(function, json.dumps(args)))
