"""Have a process apart do a job on what somebody brought, for whom a refusal is a sentence."""

from __future__ import annotations

from typing import Any

from capacities.apart.processes import Stopped
from capacities.domain.errors import InvalidInput
from capacities.services.context import Context


def ask_apart(
    ctx: Context, job: str, *arguments: Any, seconds: float, stopped: str
) -> tuple[dict[str, Any], bytes]:
    """Return the facts and the data of a job (see ``apart.jobs``).

    Raises what the job refuses, and InvalidInput with the sentence ``stopped`` when it lasts more
    than ``seconds`` or takes too much memory.
    """
    pieces: list[bytes] = []
    try:
        with ctx.workers.lend() as worker:
            facts = worker.ask(job, *arguments, seconds=seconds, keep=pieces.append)
    except Stopped as error:
        raise InvalidInput(stopped) from error
    return facts, b"".join(pieces)
