"""Reads that no commit falls into (一致读), for an engine whose readers may see a commit half done.

The embedded engine writes a commit page by page, and a query may run between two pages. So whoever writes holds a lock, and the lock's
file counts: odd while a commit is going on, even otherwise. A reader that finds another count after its read than before reads again
(a sequence lock: Lameter, "Effective synchronization on Linux/NUMA systems", 2005). Who waits too long takes the lock and reads alone.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from graph.filelock import locked

T = TypeVar("T")
TRIES = 8
PAUSE_S = 0.01
BYTES = 8
"""Of the count, at the start of the file."""


class Commits:
    """The commits of all processes that write to one home, by the file they lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Run a commit inside this, while holding the lock; one that fails is counted too."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CLOEXEC)
        odd = (_count(descriptor) + 1) | 1  # it is odd already where a writer was killed in its commit
        try:
            _set(descriptor, odd)
            yield
        finally:
            _set(descriptor, odd + 1)
            os.close(descriptor)

    def between(self, read: Callable[[], T]) -> T:
        """Return what `read` gives while no commit is going on; it may run several times."""
        for _ in range(TRIES):
            before = self._now()
            if before % 2 == 0:
                found = read()
                if self._now() == before:
                    return found
            time.sleep(PAUSE_S)
        with locked(self.path) as descriptor:
            _set(descriptor, (_count(descriptor) + 1) // 2 * 2)
            return read()

    def _now(self) -> int:
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return 0  # nobody has written yet
        try:
            return _count(descriptor)
        finally:
            os.close(descriptor)


def _count(descriptor: int) -> int:
    return int.from_bytes(os.pread(descriptor, BYTES, 0), "big")


def _set(descriptor: int, count: int) -> None:
    os.pwrite(descriptor, count.to_bytes(BYTES, "big"), 0)
