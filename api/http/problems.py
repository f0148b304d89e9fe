"""One error table (错误表): domain errors as RFC 9457 problem details; routes raise and never catch."""

import logging
import re
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from api.console import FAILURES
from api.disk import is_away, is_full
from api.errors import Forbidden, NotReady, QueueFull, TooManyRequests, Unauthorised, UnknownJob, WrongUse
from api.http.models_service import ProblemDetails
from api.wording import AGAIN, NO_ROOM, SILENT, discreet, told
from graph.errors import EngineError, GraphUnavailable, QueryInvalid, QueryRefused, QueryTimedOut, WriteConflict
from ingest.errors import BundleDamaged, FileTooLarge, HomeBusy, UnknownReport
from search.errors import SearchError

log = logging.getLogger(__name__)
TABLE: tuple[tuple[type[Exception], int, str], ...] = (
    (UnknownReport, 404, "no such report"),
    (WrongUse, 400, "a parameter does not fit"),
    (QueryRefused, 400, "the query was refused"),
    (QueryInvalid, 400, "the query was not understood"),
    (QueryTimedOut, 408, "the query ran too long"),
    (FileTooLarge, 413, "the file is too large"),
    (HomeBusy, 409, "another process is writing"),
    (WriteConflict, 409, "another process is writing"),
    (GraphUnavailable, 503, "the graph engine does not answer"),
    (EngineError, 503, "the graph engine does not answer"),
    (BundleDamaged, 503, "a stored report is damaged"),
    (SearchError, 503, "search is not ready"),
    (SQLAlchemyError, 503, "the catalogue does not answer"),
    (Unauthorised, 401, "a key is needed"),
    (Forbidden, 403, "this key may not do that"),
    (UnknownJob, 404, "no such job"),
    (QueueFull, 429, "the queue is full"),
    (TooManyRequests, 429, "too many requests"),
    (NotReady, 503, "a part of the store is not ready"),
)
"""First match wins; anything else of ours is 500 without its text."""

RETRY_AFTER_S = 5
DESCRIBED: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemDetails, "description": words}
    for status, words in (
        (400, "a parameter does not fit (参数不合适)"),
        (401, "a key is needed (需要密钥)"),
        (404, "no such thing (不存在)"),
        (408, "the query ran too long (超时)"),
        (422, "the request does not fit the form (请求格式不符)"),
        (429, "too many requests (请求过于频繁)"),
        (503, "a part does not answer; come again (暂不可用)"),
    )
}
"""What every route may answer beside its own, for the OpenAPI document."""

WRITING: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemDetails, "description": words}
    for status, words in (
        (403, "the key may not write (无写入权限)"),
        (409, "another process is writing (正在写入)"),
        (413, "too large (过大)"),
        (507, "the disk is full (磁盘已满)"),
    )
}
"""What routes that write may answer too."""

def problem(status: int, title: str, detail: str | None = None) -> JSONResponse:
    """Return a problem document (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, **({"detail": discreet(detail)} if detail else {})}
    headers = {"Retry-After": str(RETRY_AFTER_S)} if status == 503 else None
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Answer every failure with a problem document."""
    for kind in FAILURES:
        app.add_exception_handler(kind, answered)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OSError, _disk)
    app.add_exception_handler(Exception, _unforeseen)


def answered(request: Request, error: Exception) -> JSONResponse:
    """Return the problem document of a domain error."""
    if is_full(error):
        return _disk(request, error)
    for kind, status, title in TABLE:
        if isinstance(error, kind):
            if isinstance(error, SILENT):
                log.warning("unavailable path=%s reason=%s", quote(request.url.path), error)
            answer = problem(status, title, told(error))
            if isinstance(error, (QueueFull, TooManyRequests)):
                answer.headers["Retry-After"] = str(error.retry_after_s)
            return answer
    return _unforeseen(request, error)


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    places = [f"{'.'.join(str(p)[:100] for p in e['loc'])}: {e['msg']}" for e in error.errors()]
    return problem(422, "the request does not fit the form", "; ".join(places[:20]))


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return problem(404, "no such page", "the documentation at /docs lists every route")
    answer = problem(error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    if error.status_code == 405:
        answer.headers["Allow"] = ", ".join(_allowed(request))
    return answer


def _allowed(request: Request) -> list[str]:
    """Return every method of the path; a route of its own knows of the others nothing."""
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    for template, operations in request.app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(template)), path):
            return sorted(method.upper() for method in operations)
    return ["GET"]


def _disk(request: Request, error: Exception) -> JSONResponse:
    if is_full(error):
        log.error("disk_full path=%s reason=%s", quote(request.url.path), error)
        return problem(507, "the disk is full", NO_ROOM)
    if isinstance(error, OSError) and is_away(error):
        log.error("disk_away path=%s reason=%s", quote(request.url.path), error)
        return problem(503, "the data directory does not answer", AGAIN)
    return _unforeseen(request, error)


def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    log.error("unforeseen path=%s", quote(request.url.path), exc_info=error)
    return problem(500, "something went wrong here; the log says what")
