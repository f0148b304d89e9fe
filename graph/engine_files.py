"""The files through which processes of one home find, share and end the embedded engine."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.filelock import try_lock

DATABASE = "jixiao"
READER = "reader"


@dataclass(frozen=True, slots=True)
class Running:
    """What a running engine tells its users: where it listens and the secrets of this run."""

    pid: int
    port: int
    password: str
    reader_password: str


@dataclass(frozen=True, slots=True)
class EngineFiles:
    """The engine's folder of a home; every file is readable by its owner only.

    `owner` is locked by the engine as long as it lives, `start` by whoever starts, joins or ends it, `writer` by the
    one that writes; each file of `users` is locked by one client, so that a killed client is seen as gone.
    """

    root: Path

    @classmethod
    def of(cls, home: Path) -> "EngineFiles":
        """Return the files of a home, its folders made where absent."""
        files = cls(home.resolve() / "engine")
        for folder in (files.root, files.users, files.data, files.data / "config"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return files

    @property
    def data(self) -> Path:
        """The engine's own root: configuration, databases and its event log."""
        return self.root / "data"

    @property
    def users(self) -> Path:
        """One file for each process (or thread) that uses the engine."""
        return self.root / "users"

    @property
    def owner(self) -> Path:
        return self.root / "owner.lock"

    @property
    def start(self) -> Path:
        return self.root / "start.lock"

    @property
    def writer(self) -> Path:
        return self.root / "writer.lock"

    @property
    def running(self) -> Path:
        """Port, process id and secrets of the running engine."""
        return self.root / "engine.json"

    @property
    def log(self) -> Path:
        return self.root / "engine.log"

    def publish(self, running: Running) -> None:
        """Write what users need to know, whole or not at all, mode 0600."""
        fresh = self.running.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(running), file)
        fresh.replace(self.running)

    def published(self) -> Running | None:
        """Return what the engine of this folder published, None when none has (yet)."""
        try:
            return Running(**json.loads(self.running.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def owned(self) -> bool:
        """Return whether a live engine holds this folder."""
        descriptor = try_lock(self.owner)
        if descriptor is None:
            return True
        os.close(descriptor)
        return False

    def enlist(self) -> tuple[Path, int]:
        """Return a new user's file and the descriptor that keeps it locked."""
        path = self.users / f"{os.getpid()}-{secrets.token_hex(4)}"
        descriptor = try_lock(path)
        if descriptor is None:
            raise RuntimeError(f"fresh user file {path} is locked")
        return path, descriptor

    def sweep(self) -> int:
        """Remove the files of users that are gone and return how many are left."""
        left = 0
        for path in self.users.iterdir():
            descriptor = try_lock(path)
            if descriptor is None:
                left += 1
            else:
                path.unlink(missing_ok=True)
                os.close(descriptor)
        return left
