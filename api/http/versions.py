"""Conditional requests (条件请求, RFC 9110 section 13): what a caller already holds is not sent again."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Self

from fastapi import Request, Response

from api.store import Store
from ingest.catalogue import Entry


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of a thing is the current one: its tag, and when it came to be, None where nobody knows."""

    tag: str
    since: datetime | None

    @classmethod
    def of_report(cls, store: Store, entry: Entry) -> Self:
        """Return the version of a report: its bundle."""
        return cls(f'"{entry.bundle[:32]}"', _since(store, [entry]))

    @classmethod
    def of_export(cls, store: Store, form: str) -> Self:
        """Return the version of an export: the live bundles."""
        entries = store.catalogue.entries("live")
        digest = hashlib.sha256("".join([form, *sorted(e.bundle for e in entries)]).encode()).hexdigest()
        return cls(f'"{digest[:32]}"', _since(store, entries))

    def known_to(self, request: Request) -> bool:
        """Return whether the caller holds this version; a tag says more than a time."""
        tags = request.headers.get("If-None-Match")
        if tags is not None:
            known = {part.strip().removeprefix("W/") for part in tags.split(",")}
            return "*" in known or self.tag in known
        return False if self.since is None else _at_least(request.headers.get("If-Modified-Since"), self.since)

    def unchanged(self) -> Response:
        """Return 304."""
        return self.marked(Response(status_code=304))

    def marked(self, answer: Response) -> Response:
        """Return the answer with this version's headers."""
        answer.headers["ETag"] = self.tag
        answer.headers["Cache-Control"] = "no-cache"
        if self.since is not None:
            answer.headers["Last-Modified"] = format_datetime(self.since, usegmt=True)
        return answer


def _since(store: Store, entries: list[Entry]) -> datetime | None:
    paths = (store.bundles.root / e.bundle[:2] / f"{e.bundle}.json" for e in entries)
    times = [int(path.stat().st_mtime) for path in paths if path.exists()]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _at_least(given: str | None, since: datetime) -> bool:
    try:
        return given is not None and parsedate_to_datetime(given) >= since
    except (ValueError, TypeError):
        return False  # an unreadable date is as good as none
