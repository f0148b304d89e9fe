"""Run the service (启动服务)."""

import uvicorn

from api.http.app import create_app
from api.settings import Settings


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop; SIGTERM drains."""
    uvicorn.run(create_app(settings), host=host, port=port, log_level="info", timeout_graceful_shutdown=20)
