"""Firefox, by WebDriver BiDi: it listens itself, nothing stands between."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import re
import shutil
import subprocess
import tempfile
from typing import Any

from websockets.sync.client import connect

from tests.engines.engine import Actions, Tab

_LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """One Firefox without a window, for all the people of a tour."""

    name = "firefox"

    def __init__(self) -> None:
        self._profile = tempfile.mkdtemp(prefix="capacities-firefox-")
        command = ("firefox-esr", "--headless", "--no-remote", "--remote-debugging-port", "0")
        self._process = subprocess.Popen(
            [*command, "--profile", self._profile], stderr=subprocess.PIPE, text=True
        )
        assert self._process.stderr is not None
        heard = (_LISTENS.search(line) for line in self._process.stderr)
        address = next(found[1] for found in heard if found)
        self._open = contextlib.ExitStack()
        self._socket = self._open.enter_context(connect(f"{address}/session", max_size=None))
        self._count = itertools.count(1)
        self.ask("session.new", capabilities={})

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the answer to one command; events that come meanwhile are not looked at."""
        number = next(self._count)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            said = json.loads(self._socket.recv(timeout=120))
            if said.get("id") == number:
                break
        if said["type"] == "error":
            raise RuntimeError(f"{method} : {said['error']} : {said['message']}")
        answer: dict[str, Any] = said["result"]
        return answer

    def newcomer(self) -> Tab:
        alone = self.ask("browser.createUserContext")["userContext"]
        made = self.ask("browsingContext.create", type="tab", userContext=alone)
        return _Tab(self, made["context"])

    def quit(self) -> None:
        self._open.close()
        self._process.terminate()
        self._process.communicate(timeout=20)
        shutil.rmtree(self._profile, ignore_errors=True)


class _Tab:
    def __init__(self, firefox: Firefox, context: str) -> None:
        self._firefox, self._context = firefox, context
        size = {"width": 1280, "height": 900}
        firefox.ask("browsingContext.setViewport", context=context, viewport=size)

    def go(self, url: str) -> None:
        self._firefox.ask(
            "browsingContext.navigate", context=self._context, url=url, wait="complete"
        )

    def call(self, function: str, words: str) -> str:
        answer = self._firefox.ask(
            "script.callFunction",
            functionDeclaration=function,
            awaitPromise=True,
            target={"context": self._context},
            arguments=[{"type": "string", "value": words}],
        )
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        said: str = answer["result"]["value"]
        return said

    def perform(self, actions: Actions) -> None:
        self._firefox.ask("browsingContext.activate", context=self._context)
        self._firefox.ask("input.performActions", context=self._context, actions=actions)

    def picture(self) -> bytes:
        made = self._firefox.ask("browsingContext.captureScreenshot", context=self._context)
        return base64.b64decode(made["data"])
