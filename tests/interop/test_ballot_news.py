"""Telling the open pages that the gommettes of their canvas changed."""

from __future__ import annotations

import time

import pytest

from capacities.collab import ballot_news
from capacities.collab.protocol import BALLOT, ballot_message
from tests.interop.serving import Live
from tests.interop.test_refusals import dial
from tests.waiting import PATIENCE_S


def test_a_change_is_told_in_its_canvas_only(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many changes at once make few words, the last of which has the last version."""
    every_s = 0.1
    monkeypatch.setattr(ballot_news, "BALLOT_EVERY_S", every_s)
    with dial(live, "d1/voted") as here, dial(live, "d1/other") as elsewhere:
        here.recv(timeout=PATIENCE_S)
        elsewhere.recv(timeout=PATIENCE_S)
        began = time.monotonic()
        for version in range(1, 201):
            live.db.bus.publish("@gommettes/d1/voted", version)
        heard = [here.recv(timeout=PATIENCE_S)]
        while heard[-1] != ballot_message(200):
            assert heard[-1][:1] == bytes([BALLOT])
            heard.append(here.recv(timeout=PATIENCE_S))
        assert len(heard) <= (time.monotonic() - began) / every_s + 2
        with pytest.raises(TimeoutError):
            elsewhere.recv(timeout=0.3)


def test_nobody_is_put_out_by_a_vote(live: Live) -> None:
    """News of gommettes is no news of rights: nobody is asked again who they are."""
    with dial(live, "d1/voted") as socket:
        socket.recv(timeout=PATIENCE_S)
        before = live.server.rights_changes
        live.db.bus.publish("@gommettes/d1/voted", 3)
        assert socket.recv(timeout=PATIENCE_S) == ballot_message(3)
        assert before == live.server.rights_changes
