"""The SPARQL 1.1 Protocol (W3C Recommendation, 2013), its query operation (SPARQL 端点)."""

import csv
import io
import json
from collections.abc import Callable
from typing import Annotated, Any
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api import asking
from api.errors import WrongUse
from api.http.provided import OpenStore
from api.store import Store
from graph.triples import Solutions

router = APIRouter(tags=["questions"])
QUERY_LENGTH, URL_LENGTH = 20_000, 5000
"""Most characters of a query in a body, and in a URL, of which servers take 64 KiB and a character may need twelve bytes."""

JSON, XML, CSV, TRIPLES = "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "application/n-triples"
TEXT = {"schema": {"type": "string"}}
FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "results of SELECT and ASK, triples of CONSTRUCT and DESCRIBE (结果)",
        "content": {JSON: {"schema": {"type": "object"}}, XML: TEXT, CSV: TEXT, TRIPLES: TEXT, "text/turtle": TEXT},
    }
}
EXAMPLE = "SELECT * { ?s ?p ?o } LIMIT 10"
FIELD = {"type": "string", "maxLength": QUERY_LENGTH, "description": "SELECT, ASK, CONSTRUCT or DESCRIBE (只读查询)"}
BODY = {
    "required": True,
    "content": {
        "application/sparql-query": {"schema": FIELD},
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "required": ["query"], "properties": {"query": FIELD}}, "example": {"query": EXAMPLE},
        },
    },
}
Asked = Annotated[
    str, Query(max_length=URL_LENGTH, description="SELECT, ASK, CONSTRUCT or DESCRIBE; longer ones by POST (只读查询)", examples=[EXAMPLE])
]


@router.get("/sparql", response_class=Response, responses=FORMS)
def by_get(store: OpenStore, request: Request, query: Asked) -> Response:
    """SPARQL 查询：a query in the URL; `Accept` chooses JSON, XML or CSV, for triples N-Triples or Turtle."""
    return _answer(store, query, request.headers.get("accept", ""))


@router.post("/sparql", response_class=Response, responses=FORMS, openapi_extra={"requestBody": BODY})
async def by_post(store: OpenStore, request: Request) -> Response:
    """SPARQL 查询：a query as a form field or as the body."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/sparql-query":
        query = (await request.body()).decode("utf-8", "replace")
    elif kind == "application/x-www-form-urlencoded":
        query = str((await request.form()).get("query", ""))
    else:
        raise WrongUse("send application/sparql-query, or a form with the field `query`")
    if len(query) > QUERY_LENGTH:
        raise WrongUse(f"the query has over {QUERY_LENGTH} characters")
    return await run_in_threadpool(_answer, store, query, request.headers.get("accept", ""))


def _answer(store: Store, query: str, accepted: str) -> Response:
    if not query.strip():
        raise WrongUse("the query is empty")
    found = asking.solutions(store, query)
    if found.triples is not None:  # what is N-Triples is Turtle too
        return Response(found.triples, media_type="text/turtle" if "text/turtle" in accepted else TRIPLES)
    written = {XML: _xml, CSV: _csv}
    kinds = [part.partition(";")[0].strip() for part in accepted.split(",")]
    chosen = next((kind for kind in kinds if kind in (JSON, *written)), JSON)
    write: Callable[[Solutions], str] = written.get(chosen, _json)
    return Response(write(found), media_type=chosen)


def _json(found: Solutions) -> str:
    """SPARQL 1.1 Query Results JSON Format."""
    if found.columns == ("ask",):
        return json.dumps({"head": {}, "boolean": found.rows[0][0]})
    bindings = [{c: t for c, t in zip(found.columns, row, strict=True) if t is not None} for row in found.terms]
    return json.dumps({"head": {"vars": list(found.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _csv(found: Solutions) -> str:
    """SPARQL 1.1 Query Results CSV Format."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(found.columns)
    writer.writerows([["" if t is None else t["value"] for t in row] for row in found.terms])
    return stream.getvalue()


def _xml(found: Solutions) -> str:
    """SPARQL Query Results XML Format (Second Edition)."""
    start = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    if found.columns == ("ask",):
        return f"{start}<head/><boolean>{str(found.rows[0][0]).lower()}</boolean></sparql>"
    head = "".join(f"<variable name={quoteattr(c)}/>" for c in found.columns)
    rows = (
        "".join(f"<binding name={quoteattr(c)}>{_xml_term(t)}</binding>" for c, t in zip(found.columns, row, strict=True) if t is not None)
        for row in found.terms
    )
    return f"{start}<head>{head}</head><results>{''.join(f'<result>{row}</result>' for row in rows)}</results></sparql>"


def _xml_term(term: dict[str, Any]) -> str:
    kind = "".join(f" {name}={quoteattr(term[name])}" for name in ("xml:lang", "datatype") if name in term)
    return f"<{term['type']}{kind}>{escape(term['value'])}</{term['type']}>"
