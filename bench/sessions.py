"""Streamlit sessions without a browser: open a page over its own socket, ask for reruns."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Reader:
    """One browser tab on one page, that reruns its script at a steady pace."""

    base: str
    cookie: str
    page: str
    query: str
    durations: list[float] = field(default_factory=list)

    async def live(self, every_s: float, until: float) -> None:
        """Open the page, then rerun it every ``every_s`` seconds until ``until`` (monotonic)."""
        async with self.opened() as socket:
            while time.monotonic() < until:
                began = time.monotonic()
                await self.rerun(socket)
                self.durations.append(time.monotonic() - began)
                await asyncio.sleep(max(0.0, min(every_s, until - time.monotonic())))

    def opened(self) -> websockets.connect:
        """Return the socket of the page, to be entered."""
        return websockets.connect(
            f"{self.base.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers={"Cookie": f"capacities={self.cookie}"},
            origin=websockets.Origin(self.base),
            max_size=None,
        )

    async def rerun(self, socket: websockets.ClientConnection) -> None:
        """Ask for one run of the page's script and wait until it has finished."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_name = self.page
        await socket.send(asked.SerializeToString())
        while True:
            told = ForwardMsg()
            told.ParseFromString(await socket.recv())  # type: ignore[arg-type]
            if told.WhichOneof("type") == "script_finished":
                return
