"""The bundle store (事实包库): one immutable, content-addressed JSON file a report version."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from ingest.errors import BundleDamaged
from ontology.records import Bundle


class BundleStore:
    """Bundles under a folder, each named by the SHA-256 of its bytes; written once, never changed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, bundle: Bundle) -> str:
        """Store a bundle durably and return its digest; storing it twice is one file."""
        return self.keep(bundle.model_dump_json().encode())

    def keep(self, data: bytes) -> str:
        """Store a bundle's bytes durably as they are, of whatever version, and return their digest."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_durably(path, data)
        return digest

    def get(self, digest: str) -> Bundle:
        """Return the bundle of a digest; raises BundleDamaged when it is missing or altered."""
        try:
            return Bundle.model_validate_json(self.data(digest))
        except ValidationError as problem:
            raise BundleDamaged(self._path(digest).name, "written by another version; ingest the report again") from problem

    def data(self, digest: str) -> bytes:
        """Return the bytes of a bundle as they were written; raises BundleDamaged when they are missing or altered."""
        path = self._path(digest)
        try:
            data = path.read_bytes()
        except OSError as problem:
            raise BundleDamaged(path.name, f"{problem.strerror}; ingest the report again") from problem
        if hashlib.sha256(data).hexdigest() != digest:
            raise BundleDamaged(path.name, "its bytes do not match its hash; ingest the report again")
        return data

    def drop(self, digest: str) -> None:
        """Remove a bundle; one that is not there is no error."""
        self._path(digest).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """Yield the digests of all stored bundles, sorted."""
        return (p.stem for p in sorted(self.root.glob("??/*.json")))

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / f"{digest}.json"


def write_durably(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, flushed to disk, then renamed."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
