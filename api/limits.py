"""How often each caller came lately (请求计数), kept in the home, so that a limit holds over all processes that serve it."""

import logging
import math
import sqlite3
import threading
import time
from pathlib import Path

from api.errors import TooManyRequests

log = logging.getLogger(__name__)
WINDOW_S = 60
TABLE = "CREATE TABLE IF NOT EXISTS hits (who TEXT, minute INTEGER, n INTEGER NOT NULL, PRIMARY KEY (who, minute)) WITHOUT ROWID"
HIT = "INSERT INTO hits VALUES (?, ?, 1) ON CONFLICT (who, minute) DO UPDATE SET n = n + 1"
SEEN = "SELECT minute, n FROM hits WHERE who = ? AND minute >= ?"


class RateLimits:
    """Counts by caller and minute, in a SQLite file that is never synced: it needs to outlive no crash, and may be deleted.

    A caller's rate is what was let in this minute, and of the minute before the share that a window of sixty seconds still covers.
    """

    def __init__(self, home: Path) -> None:
        self._lock = threading.Lock()
        self._cleared = 0
        try:
            self._counts = _opened(str(home / "limits.sqlite"))
        except sqlite3.Error as problem:
            log.warning("limits=per_process reason=%s", problem)
            self._counts = _opened(":memory:")

    def close(self) -> None:
        """Give back the file."""
        self._counts.close()

    def hit(self, who: str, allowed: int, now: float | None = None) -> None:
        """Count a request of a caller (`now`: seconds since the epoch); raises TooManyRequests over `allowed` in sixty seconds."""
        try:
            with self._lock:
                wait = self._wait(who, allowed, time.time() if now is None else now)
        except sqlite3.Error as problem:  # a full disk must not close the doors that need no disk
            log.warning("limits=uncounted reason=%s", problem)
            return
        if wait:
            raise TooManyRequests(allowed, wait)

    def _wait(self, who: str, allowed: int, moment: float) -> int:
        """Count a request that is let in; returns the seconds to wait for one that is not."""
        minute, passed = int(moment // WINDOW_S), moment % WINDOW_S
        left = WINDOW_S - passed
        with self._counts:
            self._counts.execute("BEGIN IMMEDIATE")
            seen: dict[int, int] = dict(self._counts.execute(SEEN, (who, minute - 1)).fetchall())
            current, before = seen.get(minute, 0), seen.get(minute - 1, 0)
            over = current + before * left / WINDOW_S + 1 - allowed
            if over <= 0:
                self._counts.execute(HIT, (who, minute))
                self._clear(minute)
                return 0
        if current < allowed:
            return math.ceil(min(left, over * WINDOW_S / before))
        return math.ceil(left + (current + 1 - allowed) * WINDOW_S / max(current, 1))

    def _clear(self, minute: int) -> None:
        """Forget what is past, once a minute."""
        if minute > self._cleared:
            self._counts.execute("DELETE FROM hits WHERE minute < ?", (minute - 1,))
            self._cleared = minute


def _opened(path: str) -> sqlite3.Connection:
    counts = sqlite3.connect(path, timeout=1, isolation_level=None, check_same_thread=False)
    try:
        counts.execute("PRAGMA journal_mode=WAL")
        counts.execute("PRAGMA synchronous=OFF")
        counts.execute(TABLE)
    except sqlite3.Error:
        counts.close()
        raise
    return counts
