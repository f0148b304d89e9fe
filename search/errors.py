"""What can go wrong between a question and its hits (检索错误).

SearchError
├── IndexDamaged        a file of the index is missing, cut or not what the manifest says
├── IndexMismatch       the index was made with another model or format
├── IndexBusy           another process is writing the index
└── ModelUnavailable    the embedding model cannot be loaded
"""

from pathlib import Path


class SearchError(Exception):
    """Any failure of search; the message says what to do next."""


class IndexDamaged(SearchError):
    """A file of the index cannot be used; `rebuild` makes it again from the bundles."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"search index damaged at {path.name}: {reason}; run `jixiao rebuild`")
        self.path = path
        self.reason = reason


class IndexMismatch(SearchError):
    """The index holds vectors of another model, or another format."""

    def __init__(self, path: Path, found: str, wanted: str) -> None:
        super().__init__(f"search index was made with {found}, but {wanted} is asked for; run `jixiao rebuild`")
        self.path = path
        self.found = found
        self.wanted = wanted


class IndexBusy(SearchError):
    """Another process holds the index's writer lock."""

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(f"another process has been writing the search index for {seconds:.0f} s; try again when it is done")
        self.path = path
        self.seconds = seconds


class ModelUnavailable(SearchError):
    """The embedding model is not there or cannot be read; nothing is fetched from the network."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(f"embedding model {model!r} cannot be loaded: {reason}")
        self.model = model
        self.reason = reason
