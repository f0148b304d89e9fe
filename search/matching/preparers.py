"""One set of prepared facts a generation of the store (事实缓存), shared by answers and similar indicators."""

import threading

from search.facts_source import FactSource
from search.matching.prepared import Preparer

_READY: dict[str, Preparer] = {}
_LOCK = threading.Lock()


def preparer_of(source: FactSource) -> Preparer:
    """Return the prepared facts of the source's generation; those of older generations are dropped."""
    with _LOCK:
        ready = _READY.get(source.generation)
        if ready is None or ready.source is not source:  # another store with the same reports may be closed already
            _READY.clear()
            ready = _READY[source.generation] = Preparer(source)
        return ready
