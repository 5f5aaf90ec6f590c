"""Somebody at a browser of any engine: eyes that wait, hands that click, type and drag."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

from tests.engines.engine import Tab, run
from tests.waiting import until, until_equal

CONTROL, TAB = "\ue009", "\ue004"
_SLOW_S: Final = 60.0
"""What a first page of a cold engine may take."""
_FIND: Final = """
    const all = (root, css) => [
        ...root.querySelectorAll(css),
        ...[...root.querySelectorAll('*')].flatMap(e => e.shadowRoot ? all(e.shadowRoot, css) : []),
    ];
    const [css, words] = args;
    const seen = all(document, css).filter(e =>
        e.getClientRects().length > 0
        && (!words || [e.getAttribute('aria-label'), e.value, e.textContent]
            .some(said => said?.includes(words))));
"""
_PLACE: Final = """
    seen[0].scrollIntoView({block: 'nearest', inline: 'nearest'});
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const box = seen[0].getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);
"""


class Person:
    """What one sees and does. ``css`` goes into shadow roots, ``words`` are some of those read."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    def run(self, body: str, *args: object) -> Any:
        return run(self.tab, body, *args)

    def texts(self, css: str) -> list[str]:
        """Return what is read of each thing seen, in order."""
        found: list[str] = self.run(_FIND + "return seen.map(e => e.value ?? e.textContent);", css)
        return found

    def sees(self, css: str, words: str = "") -> bool:
        return bool(self.run(_FIND + "return seen.length > 0;", css, words))

    def wait(self, css: str, words: str = "") -> None:
        """Wait until it is seen; a page that is being left answers nothing."""

        def there() -> bool:
            try:
                return self.sees(css, words)
            except RuntimeError:
                return False

        try:
            until(there, _SLOW_S)
        except AssertionError:
            picture = Path(tempfile.mkstemp(suffix=".png", prefix="capacities-engine-")[1])
            picture.write_bytes(self.tab.picture())
            raise AssertionError(f"« {css} » {words} is never seen: {picture}") from None

    def wait_texts(self, css: str, texts: list[str]) -> None:
        until_equal(lambda: self.texts(css), texts, _SLOW_S)

    def place(self, css: str, words: str = "") -> tuple[int, int]:
        self.wait(css, words)
        x, y = self.run(_FIND + _PLACE, css, words)
        return x, y

    def click(self, css: str, words: str = "") -> None:
        self._point(("move", self.place(css, words)), ("down", None), ("up", None))

    def drag(self, css: str, words: str, onto: str) -> None:
        """Carry one thing onto another, as slowly as a hand."""
        (x, y), (u, v) = self.place(css, words), self.place(onto)
        between = [(x + (u - x) * part // 6, y + (v - y) * part // 6) for part in range(1, 7)]
        moves = [("move", point) for point in between]
        self._point(("move", (x, y)), ("down", None), *moves, ("move", (u, v + 1)), ("up", None))

    def type(self, words: str) -> None:
        self._keys([(kind, key) for key in words for kind in ("keyDown", "keyUp")])

    def press(self, *keys: str) -> None:
        """Press keys together, the last one with all the others held."""
        down = [("keyDown", key) for key in keys]
        self._keys([*down, *(("keyUp", key) for key in reversed(keys))])

    def _keys(self, strokes: list[tuple[str, str]]) -> None:
        acts = [{"type": kind, "value": key} for kind, key in strokes]
        self.tab.perform([{"type": "key", "id": "keyboard", "actions": acts}])

    def _point(self, *acts: tuple[str, tuple[int, int] | None]) -> None:
        made: list[dict[str, Any]] = []
        for act, point in acts:
            if point is None:
                made.append({"type": f"pointer{act.title()}", "button": 0})
            else:
                made.append({"type": "pointerMove", "x": point[0], "y": point[1], "duration": 60})
        mouse = {"type": "pointer", "id": "mouse", "actions": made}
        self.tab.perform([{**mouse, "parameters": {"pointerType": "mouse"}}])
