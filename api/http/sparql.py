"""The SPARQL 1.1 Protocol (W3C Recommendation, 2013), its query operation (SPARQL 端点)."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api import asking
from api.errors import WrongUse
from api.http.provided import OpenStore

router = APIRouter(tags=["questions"])
RESULTS = "application/sparql-results+json"
NUMBER = "http://www.w3.org/2001/XMLSchema#"


@router.get("/sparql")
def by_get(store: OpenStore, query: Annotated[str, Query(max_length=20_000)]) -> Response:
    """SPARQL：a query in the URL."""
    return _answer(store, query)


@router.post("/sparql")
async def by_post(store: OpenStore, request: Request) -> Response:
    """SPARQL：a query as a form field or as the body."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/sparql-query":
        query = (await request.body()).decode("utf-8", "replace")
    elif kind == "application/x-www-form-urlencoded":
        query = str((await request.form()).get("query", ""))
    else:
        raise WrongUse("send application/sparql-query, or a form with the field `query`")
    return await run_in_threadpool(_answer, store, query)


def _answer(store: OpenStore, query: str) -> Response:
    if not query.strip():
        raise WrongUse("the query is empty")
    found = asking.solutions(store, query)
    if found.triples is not None:
        return Response(found.triples, media_type="application/n-triples")
    if found.columns == ("ask",):
        return Response(json.dumps({"head": {}, "boolean": found.rows[0][0]}), media_type=RESULTS)
    bindings = [{c: _term(v) for c, v in zip(found.columns, row, strict=True) if v is not None} for row in found.rows]
    body = {"head": {"vars": list(found.columns)}, "results": {"bindings": bindings}}
    return Response(json.dumps(body, ensure_ascii=False), media_type=RESULTS)


def _term(value: Any) -> dict[str, str]:
    if isinstance(value, (int, float)):
        datatype = NUMBER + ("integer" if isinstance(value, int) else "decimal")
        return {"type": "literal", "value": str(value), "datatype": datatype}
    return {"type": "uri" if str(value).startswith(("http://", "https://")) else "literal", "value": str(value)}
