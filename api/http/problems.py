"""One error table (错误表): domain errors as RFC 9457 problem details; routes raise and never catch."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.console import FAILURES
from api.errors import Forbidden, NotReady, QueueFull, TooManyRequests, Unauthorised, UnknownJob, WrongUse
from graph.errors import GraphUnavailable, QueryInvalid, QueryRefused, QueryTimedOut
from ingest.errors import FileTooLarge, HomeBusy, UnknownReport

log = logging.getLogger(__name__)
TABLE: tuple[tuple[type[Exception], int, str], ...] = (
    (UnknownReport, 404, "no such report"),
    (WrongUse, 400, "a parameter does not fit"),
    (QueryRefused, 400, "the query was refused"),
    (QueryInvalid, 400, "the query was not understood"),
    (QueryTimedOut, 408, "the query ran too long"),
    (FileTooLarge, 413, "the file is too large"),
    (HomeBusy, 409, "another process is writing"),
    (GraphUnavailable, 503, "the graph engine does not answer"),
    (Unauthorised, 401, "a key is needed"),
    (Forbidden, 403, "this key may not do that"),
    (UnknownJob, 404, "no such job"),
    (QueueFull, 429, "the queue is full"),
    (TooManyRequests, 429, "too many requests"),
    (NotReady, 503, "a part of the store is not ready"),
)
"""First match wins; anything else of ours is 500 without its text, which may hold paths."""


def problem(status: int, title: str, detail: str | None = None) -> JSONResponse:
    """Return a problem document (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, **({"detail": detail} if detail else {})}
    return JSONResponse(body, status, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Answer every failure with a problem document."""
    for kind in FAILURES:
        app.add_exception_handler(kind, _domain)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def _domain(_: Request, error: Exception) -> JSONResponse:
    for kind, status, title in TABLE:
        if isinstance(error, kind):
            answer = problem(status, title, str(error))
            if isinstance(error, (QueueFull, TooManyRequests)):
                answer.headers["Retry-After"] = str(error.RETRY_AFTER_S)
            return answer
    return _unforeseen(_, error)


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    places = [f"{'.'.join(str(p) for p in e['loc'])}: {e['msg']}" for e in error.errors()]
    return problem(422, "the request does not fit the form", "; ".join(places))


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, str(error.detail))


def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    log.error("unforeseen path=%s", request.url.path, exc_info=error)
    return problem(500, "something went wrong here; the log says what")
