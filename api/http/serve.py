"""Run the service (启动服务)."""

import ipaddress
import logging
from functools import partial

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api.console import configure_logging
from api.http.app import create_app
from api.settings import Settings

OPEN_LIMIT = 600
"""Requests a minute for each caller where others than this machine can reach the service and the setting is empty."""

START_LIMIT_S = 120
"""A worker that is still importing answers no health check; the default of five seconds kills it over and over on a busy machine."""


def serve(settings: Settings, host: str, port: int, workers: int = 1) -> None:
    """Serve until told to stop, in several processes over one home where asked; SIGTERM drains."""
    if settings.rate_limit is None:
        settings = settings.model_copy(update={"rate_limit": 0 if _loopback(host) else OPEN_LIMIT})
    config = uvicorn.Config(
        partial(_app, settings), factory=True, host=host, port=port, workers=workers, log_level="info", access_log=False,
        timeout_graceful_shutdown=20, timeout_worker_healthcheck=START_LIMIT_S,
    )  # fmt: skip
    if workers == 1:
        uvicorn.Server(config).run()
    else:
        Multiprocess(config, sockets=[config.bind_socket()]).run()


def _app(settings: Settings) -> FastAPI:
    """Return the application of one process; logging is ours before any library makes it its own."""
    configure_logging()
    logging.getLogger("api").setLevel(logging.INFO)
    return create_app(settings)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
