"""A few of the kills that tests/load/kill_ingest.py does by the hundred."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_every_report_is_wholly_old_or_wholly_new():
    command = [sys.executable, "-m", "tests.load.kill_ingest", "--kills", "4", "--seed", "7", "--reports", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["kills"] == 4
