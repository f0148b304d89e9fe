"""Which Cypher a read-only door lets through: the second wall, in front of an engine that refuses writes itself."""

import re
from collections.abc import Iterator
from itertools import accumulate

from graph.errors import QueryRefused

MAX_LENGTH = 20_000
MAX_DEPTH = 100
"""Brackets inside brackets; Neo4j's parser takes minutes over thousands of them, beyond any time limit of a transaction."""

CLAUSES = frozenset(
    {"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "DROP", "FOREACH", "LOAD", "INSERT", "ALTER", "GRANT", "DENY", "REVOKE"}
    | {"USE", "TERMINATE", "START", "STOP", "DEALLOCATE", "RENAME", "ENABLE", "TRANSACTIONS", "TRANSACTION", "BEGIN", "COMMIT", "ROLLBACK"}
)
"""Words that open a clause which writes or administers, in either engine's dialect."""
PROCEDURES = frozenset({"db.labels", "db.relationshiptypes", "db.propertykeys", "db.schema.visualization"})
SHOWN = frozenset({"INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS", "PROCEDURES", "FUNCTIONS"})

_QUOTED = re.compile(
    r"""(?P<text>'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*") | (?P<name>`(?:``|[^`])*`) | //[^\n]* | /\*.*?\*/""", re.DOTALL | re.VERBOSE
)
_WORD = re.compile(r"(?P<mark>(?:[:$&|!]|(?<!\d)\.)\s*)?(?<!\w)(?P<word>[A-Za-z_]\w*)")
_CALL = re.compile(r"\bCALL\s*(?P<name>[^\s({]+)", re.IGNORECASE)
_SHOW = re.compile(r"\s*SHOW\s+(?P<what>\w+)", re.IGNORECASE)


def refuse_writes(query: str) -> None:
    """Raise QueryRefused for a query that writes, administers, calls an unlisted procedure, or is longer than MAX_LENGTH.

    It errs towards refusing: a clause word passes only as a property (`.set`), label (`:Create`), parameter (`$set`) or in quotes.
    """
    for refused in _objections(query):
        raise QueryRefused(refused)


def bounded(query: str, rows: int) -> str:
    """Return the query with `LIMIT rows` where its end takes one.

    Closing a result early does not stop the embedded engine, which then walks through all that is left.
    """
    bare = _QUOTED.sub(_blank, query)
    last = re.split(r"\bRETURN\b", bare, flags=re.IGNORECASE)
    if len(last) == 1 or re.search(r"\b(UNION|LIMIT)\b", bare, re.IGNORECASE):
        return query
    return f"{query.rstrip().removesuffix(';')}\nLIMIT {rows}"


def _objections(query: str) -> Iterator[str]:
    if len(query) > MAX_LENGTH:
        yield f"a query of more than {MAX_LENGTH} characters"
    if re.search(r"\\u", query):  # Neo4j resolves these before it parses, so they could spell a clause
        yield "a \\u escape"
    bare = _QUOTED.sub(_blank, query)
    if re.search(r"""['"`]""", bare.replace("''", "").replace("``", "")):
        yield "an unclosed quote"
    if "/*" in bare:  # would swallow the limits that are written behind the query
        yield "an unclosed comment"
    if ";" in bare.rstrip().removesuffix(";"):
        yield "more than one statement"
    if _depth(bare) > MAX_DEPTH:
        yield f"brackets more than {MAX_DEPTH} deep"
    yield from (m["word"].upper() for m in _WORD.finditer(bare) if not m["mark"] and m["word"].upper() in CLAUSES)
    yield from (f"CALL {m['name']}" for m in _CALL.finditer(bare) if m["name"].lower() not in PROCEDURES)
    shown = _SHOW.match(bare)
    if shown and shown["what"].upper() not in SHOWN:
        yield f"SHOW {shown['what'].upper()}"


def _depth(bare: str) -> int:
    return max(accumulate((char in "([{") - (char in ")]}") for char in bare), default=0)


def _blank(match: re.Match[str]) -> str:
    """Return empty quotes for a text or a quoted name, a space for a comment."""
    if match["text"] is not None:
        return "''"
    return "``" if match["name"] is not None else " "
