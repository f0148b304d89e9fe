"""A few of the kills that tests/load/kill_ingest.py does by the hundred."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "load" / "kill_ingest.py"


@pytest.mark.slow
def test_every_report_is_wholly_old_or_wholly_new():
    command = [sys.executable, str(SCRIPT), "--kills", "4", "--seed", "7", "--reports", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["kills"] == 4
