"""Who is where is told less often when it weighs more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from capacities.collab.news import Hub
from capacities.collab.spaced import Spaced
from capacities.domain import limits
from capacities.domain.access import Role


@dataclass(eq=False)
class Page:
    """An open page of somebody who facilitates."""

    number: int
    told: list[bytes] = field(default_factory=list)
    behind: bool = False
    closed: bool = False

    @property
    def identity(self) -> Any:
        name = f"Personne {self.number}"
        session = f"{self.number:032x}"
        return SimpleNamespace(
            role=Role.FACILITATOR, session_id=session, pseudonym=name, color="#0b5d66"
        )

    credentials = SimpleNamespace(dossier_id="d1")

    def push(self, frame: bytes) -> None:
        self.told.append(frame)


class Around:
    """A process alone."""

    def wanted_elsewhere(self, _dossier_id: str) -> bool:
        return False

    def ask_soon(self, _dossier_id: str) -> None:
        """There is nobody to ask."""

    async def titles(self) -> dict[str, str]:
        return {}

    async def read(self, _dossier_id: str) -> None:
        return None


async def until_true(true: Callable[[], bool]) -> None:
    """Let the loop go on until then."""
    for _ in range(1_000):
        if true():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it never came")


@pytest.mark.parametrize("many", [2, 20])
async def test_a_long_list_told_to_many_is_told_less_often(
    many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many bytes a second for a dossier, whoever makes people come and go."""
    monkeypatch.setattr(limits, "PEOPLE_BYTES_PER_S", 4_000)
    hub, pages = Hub(Around(), "d1"), [Page(number) for number in range(many)]  # type: ignore[arg-type]
    for page in pages:
        hub.enter(page, "")  # type: ignore[arg-type]
    await until_true(lambda: all(page.told for page in pages))
    sent = sum(len(frame) for page in pages for frame in page.told)
    assert hub.people.every_s >= max(limits.PEOPLE_EVERY_S, sent / 4_000)
    assert (hub.people.every_s > limits.PEOPLE_EVERY_S) == (many == 20)
    hub.stop()


async def test_what_is_asked_already_waits_for_the_new_period() -> None:
    """Else each telling would let one more pass at the former pace."""
    done: list[int] = []
    spaced = Spaced(lambda: done.append(1), 0.0)
    spaced.ask()
    await until_true(lambda: done != [])
    spaced.ask()
    spaced.stretch(3_600)
    spaced.ask()
    for _ in range(20):
        await asyncio.sleep(0)
    assert len(done) == 1
    spaced.cancel()
