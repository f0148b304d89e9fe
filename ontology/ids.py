"""Deterministic ids (标识): the same input gives the same id on every machine."""

import hashlib
import re
import unicodedata


def report_id(data: bytes) -> str:
    """Return `r_` and the first 16 hex digits of the SHA-256 of a report's bytes."""
    return "r_" + hashlib.sha256(data).hexdigest()[:16]


def fact_id(report: str, section: str, index: int) -> str:
    """Return the id of the index-th fact of a bundle's section, `r_…/outcomes/12`."""
    return f"{report}/{section}/{index}"


def fold(text: str) -> str:
    """Return a name for comparison: NFKC, lower case, only letters, digits and the signs that carry meaning in a value."""
    return re.sub(r"[^\w%≥≤<>=.+-]", "", unicodedata.normalize("NFKC", text).lower())


def node_id(prefix: str, *parts: str) -> str:
    """Return `<prefix>_` and 16 hex digits over the folded parts, for nodes shared between reports."""
    key = "\x1f".join(fold(part) for part in parts)
    return f"{prefix}_" + hashlib.sha256(key.encode()).hexdigest()[:16]
