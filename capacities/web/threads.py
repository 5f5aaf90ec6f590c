"""Which threads our routes use: each use has its own, so that none waits behind another.

The default ones of anyio are left to the files of the pages, Streamlit's and ours. The rooms have
theirs (``collab.server``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar
from weakref import WeakValueDictionary

import anyio
import anyio.to_thread

from capacities.domain.limits import VOTING_AT_ONCE, VOTING_IN_A_FILE

T = TypeVar("T")

ENTERING: Final = anyio.CapacityLimiter(4)
"""Joining, leaving, looking at a link: a room of sixty comes in together, 5 ms each."""
CREATING: Final = anyio.CapacityLimiter(1)
"""Creating a dossier, or an example, of which several canvases are written: the door goes on."""
CALLING: Final = anyio.CapacityLimiter(1)
"""Bringing everybody to a canvas."""
VOTING: Final = anyio.CapacityLimiter(4)
"""The gommettes: a whole room votes at the same moment."""
BEGINNING: Final = anyio.CapacityLimiter(1)
"""What an empty map may begin from, one at a time (``turns``): two canvases read at most."""
HEALTH: Final = anyio.CapacityLimiter(1)
"""/sante, asked one at a time (``health.Watch``)."""
RIGHTS: Final = anyio.CapacityLimiter(2)
"""Who asks for what has to wait its turn, before anything is made: a reading of the database."""
FILES: Final = anyio.CapacityLimiter(4)
"""Making exports, imports and images: one for each queue of ``turns``, where people wait before."""
IMAGES: Final = anyio.CapacityLimiter(1)
"""Giving the images behind maps, one at a time (``turns``): 1 MB read at most."""
SHELF: Final = anyio.CapacityLimiter(2)
"""Compressing a file that nobody asked for yet (``shelf``): 400 ms for the largest; and writing
what is kept to work offline, anew at each build."""
PRESSING: Final = anyio.CapacityLimiter(1)
"""Compressing better, after the start, what the door gives (``pressing``): 4 s in all, once."""
_sharing: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()


async def vote(dossier_id: str, work: Callable[[], T], *, waits: bool = True) -> T:
    """Do ``work`` in a thread of those that votes have, of which a dossier holds its part only.

    ``waits``: for a database that is elsewhere.
    """
    share = _sharing.get(dossier_id)
    if share is None:
        at_once = VOTING_AT_ONCE if waits else VOTING_IN_A_FILE
        share = _sharing[dossier_id] = asyncio.Semaphore(at_once)
    async with share:
        return await anyio.to_thread.run_sync(work, limiter=VOTING)
