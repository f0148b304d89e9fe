"""API keys (密钥): made once, shown once, kept only as Argon2 hashes; a role is reader, editor or admin."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Column, Float, MetaData, String, Table, create_engine, delete, insert, select

Role = Literal["reader", "editor", "admin"]
RANK: dict[Role, int] = {"reader": 0, "editor": 1, "admin": 2}

METADATA = MetaData()
KEYS = Table(
    "keys",
    METADATA,
    Column("key_id", String, primary_key=True),
    Column("hash", String, nullable=False),
    Column("role", String, nullable=False),
    Column("label", String, nullable=False),
    Column("created", Float, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret."""

    key_id: str
    role: Role
    label: str
    created: float


class KeyRing:
    """The keys of one home, in SQLite."""

    def __init__(self, home: Path) -> None:
        self._engine = create_engine(f"sqlite:///{home / 'keys.sqlite'}", connect_args={"timeout": 30})
        METADATA.create_all(self._engine)
        self._hasher = PasswordHasher()
        self._known: dict[str, tuple[str, str]] = {}

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def add(self, role: Role, label: str = "") -> str:
        """Make a key and return it; it cannot be shown again."""
        key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        values = {"key_id": key_id, "hash": self._hasher.hash(secret), "role": role, "label": label, "created": time.time()}
        with self._engine.begin() as connection:
            connection.execute(insert(KEYS), [values])
        return f"jx_{key_id}_{secret}"

    def keys(self) -> list[Key]:
        """Return the keys, oldest first."""
        query = select(KEYS.c.key_id, KEYS.c.role, KEYS.c.label, KEYS.c.created).order_by(KEYS.c.created)
        with self._engine.connect() as connection:
            return [Key(*row) for row in connection.execute(query)]

    def remove(self, key_id: str) -> bool:
        """Remove a key; returns whether there was one."""
        with self._engine.begin() as connection:
            return bool(connection.execute(delete(KEYS).where(KEYS.c.key_id == key_id)).rowcount)

    def recognises(self, presented: str) -> bool:
        """Return whether this process has found this very key right before, so that looking at it again costs nothing."""
        digest, _ = self._known.get(presented.split("_", 2)[1] if presented.count("_") > 1 else "", ("", ""))
        return digest == hashlib.sha256(presented.encode()).hexdigest()

    def role_of(self, presented: str) -> Role | None:
        """Return the role of a presented key, or None when it is not known.

        Argon2 takes tens of milliseconds by design, so a key that was right once is recognised by its SHA-256 while its row stands.
        """
        parts = presented.split("_", 2)
        if len(parts) != 3 or parts[0] != "jx":
            return None
        with self._engine.connect() as connection:
            row = connection.execute(select(KEYS.c.hash, KEYS.c.role).where(KEYS.c.key_id == parts[1])).first()
        if row is None:
            return None
        digest = hashlib.sha256(presented.encode()).hexdigest()
        if self._known.get(parts[1]) != (digest, row.hash):
            try:
                self._hasher.verify(row.hash, parts[2])
            except (VerifyMismatchError, InvalidHashError):
                return None
            self._known[parts[1]] = (digest, row.hash)
        role: Role = row.role
        return role
