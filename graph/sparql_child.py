"""The process that runs one SPARQL query (SPARQL 子进程): `python -m graph.sparql_child`, JSON in, JSON out."""

import json
import resource
import sys
from itertools import islice
from typing import Any

from pyoxigraph import Literal, QueryBoolean, QuerySolutions, RdfFormat, Store, serialize

LIMIT_BYTES = 4 * 1024**3
NUMBERS = ("integer", "decimal", "double", "float", "int", "long")


def answer(path: str, query: str, max_rows: int) -> dict[str, Any]:
    """Return columns and rows, or triples, or the reason the query cannot be run."""
    try:
        found = Store.read_only(path).query(query, use_default_graph_as_union=True)
        if isinstance(found, QueryBoolean):
            return {"columns": ["ask"], "rows": [[bool(found)]], "truncated": False, "triples": None}
        if isinstance(found, QuerySolutions):
            columns = [v.value for v in found.variables]
            rows = [[_plain(solution[c]) for c in columns] for solution in islice(found, max_rows + 1)]
            return {"columns": columns, "rows": rows[:max_rows], "truncated": len(rows) > max_rows, "triples": None}
        triples = serialize(islice(found, max_rows), format=RdfFormat.N_TRIPLES) or b""
        return {"columns": [], "rows": [], "truncated": False, "triples": triples.decode()}
    except (SyntaxError, ValueError, OSError) as problem:
        return {"error": " ".join(str(problem).split())[:300]}


def _plain(term: Any) -> Any:
    """Return a literal's value as printed, numbers as numbers, and an IRI as its text."""
    if term is None:
        return None
    if isinstance(term, Literal) and term.datatype.value.rpartition("#")[2] in NUMBERS:
        return int(term.value) if term.value.lstrip("+-").isdigit() else float(term.value)
    return term.value


def main() -> None:
    """Run the query that standard input holds."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
    request = json.loads(sys.stdin.read())
    json.dump(answer(request["path"], request["query"], request["max_rows"]), sys.stdout)


if __name__ == "__main__":
    main()
