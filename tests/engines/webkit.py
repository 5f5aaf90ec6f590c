"""WebKitGTK, by WebDriver: one driver and one window a person, on a screen that nobody sees."""

from __future__ import annotations

import base64
import os
import subprocess
import time
from pathlib import Path
from typing import Any, Final

import httpx

from tests.engines.engine import Actions, Tab
from tests.ports import free_port

_BROWSERS: Final = "/usr/lib/*/webkit2gtk-4.1/MiniBrowser"
_ASYNC: Final = (
    "const [words, done] = arguments;"
    "({function})(words).then(said => done({{said}}), error => done({{error: `${{error}}`}}));"
)


class WebKit:
    """As many windows of WebKitGTK's own small browser as there are people in a tour."""

    name = "webkit"

    def __init__(self) -> None:
        reading, writing = os.pipe()
        command = (
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1280x1000x24",
            "-nolisten",
            "tcp",
        )
        self._screen = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as said:
            self._display = f":{said.readline().strip()}"
        self._tabs: list[_Tab] = []

    def newcomer(self) -> Tab:
        self._tabs.append(_Tab(self._display))
        return self._tabs[-1]

    def quit(self) -> None:
        for tab in self._tabs:
            tab.quit()
        self._screen.terminate()
        self._screen.wait(timeout=20)


class _Tab:
    def __init__(self, display: str) -> None:
        port = free_port()
        quiet = {**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
        self._driver = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"], env=quiet, stderr=subprocess.DEVNULL
        )
        self._asks = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120)
        self._session = ""
        browser = str(next(Path("/").glob(_BROWSERS.lstrip("/"))))
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        answer = self._ask("POST", "/session", {"capabilities": wanted})
        self._session = f"/session/{answer['sessionId']}"
        self._ask("POST", "/window/rect", {"x": 0, "y": 0, "width": 1280, "height": 1000})
        self._ask("POST", "/timeouts", {"script": 60_000, "pageLoad": 60_000})

    def _ask(self, method: str, path: str, said: dict[str, Any] | None = None) -> Any:
        for _ in range(100):
            try:
                answer = self._asks.request(method, f"{self._session}{path}", json=said)
                break
            except httpx.ConnectError:  # it has not begun to listen
                time.sleep(0.1)
        value = answer.json()["value"]
        if answer.status_code != 200:
            raise RuntimeError(f"{path} : {value['error']} : {value['message']}")
        return value

    def go(self, url: str) -> None:
        self._ask("POST", "/url", {"url": url})

    def call(self, function: str, words: str) -> str:
        script = {"script": _ASYNC.format(function=function), "args": [words]}
        answer = self._ask("POST", "/execute/async", script)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        said: str = answer["said"]
        return said

    def perform(self, actions: Actions) -> None:
        self._ask("POST", "/actions", {"actions": actions})

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def quit(self) -> None:
        self._ask("DELETE", "")
        self._asks.close()
        self._driver.terminate()
        self._driver.wait(timeout=20)
