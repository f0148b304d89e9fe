"""What every answer carries (公共响应头): request id, security headers, compression, metrics."""

import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from prometheus_fastapi_instrumentator import Instrumentator
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api.http.bounds import BoundedBody
from api.http.metrics import HomeMetrics
from api.settings import Settings

log = logging.getLogger("api.access")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: FastAPI, settings: Settings, metrics: HomeMetrics) -> None:
    """Wrap the app; /metrics is Prometheus text."""
    app.middleware("http")(_marked)
    app.add_middleware(BoundedBody, max_upload=settings.max_upload)
    app.add_middleware(GZipMiddleware, minimum_size=2048)
    if settings.cors_origins:
        app.add_middleware(CORSMiddleware, allow_origins=list(settings.cors_origins), allow_methods=["*"], allow_headers=["*"])
    counters = Instrumentator(excluded_handlers=["/metrics", "/healthz"], registry=metrics.registry)
    counters.instrument(app).expose(app, include_in_schema=False)


async def _marked(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Give the answer the caller's request id, or a new one, and the security headers."""
    began = time.perf_counter()
    given = request.headers.get("X-Request-ID", "")
    identity = given if given.isascii() and given.isalnum() and len(given) <= 64 else uuid.uuid4().hex
    answer = await call_next(request)
    answer.headers["X-Request-ID"] = identity
    took = (time.perf_counter() - began) * 1000
    path = quote(request.url.path)  # as text it could hold a line of its own
    log.info("request=%s method=%s path=%s status=%d ms=%.1f", identity, request.method, path, answer.status_code, took)
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer
