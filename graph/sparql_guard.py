"""Which SPARQL the door lets through (SPARQL 防护): queries that stay in this store; the child on a read-only store is the other wall."""

import re

from graph.errors import QueryRefused
from graph.guard import MAX_LENGTH

_HIDDEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|' r"'''(?:\\.|[^\\])*?'''|" r'"(?:\\.|[^"\\\n])*"|' r"'(?:\\.|[^'\\\n])*'|<[^<>\"{}|^`\s]*>|#[^\n]*", re.DOTALL
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_REFUSED = re.compile(r"(?<![\w:?$@])(SERVICE|INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|USING)(?![\w:])", re.IGNORECASE)
"""Words that leave the store or change it; in SPARQL 1.1 none of them is a function or may be a bare name."""

LAST = 0x10FFFF


def refuse_leaving(query: str) -> None:
    """Raise QueryRefused for a query that asks another server, changes anything, or is longer than MAX_LENGTH."""
    if len(query) > MAX_LENGTH:
        raise QueryRefused(f"a query of more than {MAX_LENGTH} characters")
    found = _REFUSED.search(_HIDDEN.sub(" ", _ESCAPE.sub(_character, query)))  # escapes are read before anything else (section 19.2)
    if found:
        raise QueryRefused(found[1].upper())


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= LAST else " "
