"""Messages of real clients, changed by the thousand: no crash, no hang."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.interop.mutated import HANG_S, record
from tests.interop.node import NodeClients
from tests.interop.serving import Live

pytestmark = pytest.mark.node


@pytest.mark.parametrize("count", [5_000, pytest.param(1_000_000, marks=pytest.mark.long)])
@pytest.mark.timeout(3_600)
def test_changed_messages_neither_stop_a_room_nor_hold_it(
    count: int, quick: Live, node: NodeClients, tmp_path: Path
) -> None:
    """The process goes on to the end, its freed memory never as it was."""
    recorded = tmp_path / "recorded.json"
    recorded.write_text(json.dumps(record(quick, node)))
    command = [sys.executable, "-m", "tests.interop.mutated", str(recorded), str(count)]
    perturbed = {**os.environ, "MALLOC_PERTURB_": "165"}
    done = subprocess.run(command, env=perturbed, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[-2_000:]) == (0, "")
    assert float(done.stdout) < HANG_S
