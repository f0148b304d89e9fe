"""Where a graph is and how to log in: what the engine hands out and the client takes."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Connection:
    """A Bolt server and its logins.

    `reader` is a (user, password) that the server itself keeps from writing, None where sessions of READ access do that.
    `write_lock` is a file that lets one process write at a time, None where the server orders writers well enough.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    reader: tuple[str, str] | None = field(default=None, repr=False)
    write_lock: Path | None = None
