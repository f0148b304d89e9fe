"""The process that runs one SPARQL query (SPARQL 子进程): `python -m graph.sparql_child`, JSON in, JSON out."""

import json
import resource
import sys
from itertools import islice
from typing import Any

from pyoxigraph import BlankNode, Literal, QueryBoolean, QuerySolutions, RdfFormat, Store, serialize

LIMIT_BYTES = 4 * 1024**3
TEXT = "http://www.w3.org/2001/XMLSchema#string"


def answer(path: str, query: str, max_rows: int) -> dict[str, Any]:
    """Return columns and terms, or triples, or the reason the query cannot be run."""
    try:
        found = Store.read_only(path).query(query, use_default_graph_as_union=True)
        if isinstance(found, QueryBoolean):
            return {"columns": ["ask"], "terms": [[{"type": "literal", "value": bool(found)}]], "truncated": False, "triples": None}
        if isinstance(found, QuerySolutions):
            columns = [v.value for v in found.variables]
            rows = [[_term(solution[c]) for c in columns] for solution in islice(found, max_rows + 1)]
            return {"columns": columns, "terms": rows[:max_rows], "truncated": len(rows) > max_rows, "triples": None}
        triples = serialize(islice(found, max_rows), format=RdfFormat.N_TRIPLES) or b""
        return {"columns": [], "terms": [], "truncated": False, "triples": triples.decode()}
    except (SyntaxError, ValueError, OSError) as problem:
        return {"error": " ".join(str(problem).split())[:300]}


def _term(term: Any) -> dict[str, str] | None:
    """Return a term as the SPARQL 1.1 Query Results JSON Format has it (section 3.2.2), None where a variable is not bound."""
    if term is None:
        return None
    if isinstance(term, Literal):
        kind = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value} if term.datatype.value != TEXT else {}
        return {"type": "literal", "value": term.value, **kind}
    return {"type": "bnode" if isinstance(term, BlankNode) else "uri", "value": getattr(term, "value", str(term))}


def main() -> None:
    """Run the query that standard input holds."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
    request = json.loads(sys.stdin.read())
    json.dump(answer(request["path"], request["query"], request["max_rows"]), sys.stdout)


if __name__ == "__main__":
    main()
