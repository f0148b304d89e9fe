"""What a browser is shown (网页): a page that says what this is and takes a question, and the documentation, all from this machine."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles

HERE = Path(__file__).parent
ASSETS = "/docs-assets"
PARTS = ("default-src 'self'", "script-src 'self' 'unsafe-inline'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:")
POLICY = "; ".join((*PARTS, "worker-src blob:", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"))
"""What a page may load: nothing of another site. The documentation's own start is a script in its page."""


def install(app: FastAPI) -> None:
    """Add `/`, `/docs` and `/redoc`; their scripts come with the package, so that they work without the internet."""
    app.mount(ASSETS, StaticFiles(directory=str(files("fastapi_offline") / "static")), name="docs-assets")
    for path, page in (("/", _landing), ("/landing.js", _script), ("/docs", _docs), ("/redoc", _redoc)):
        app.add_api_route(path, page, include_in_schema=False, response_class=HTMLResponse)


def _landing() -> Response:
    return _page(FileResponse(HERE / "landing.html", media_type="text/html; charset=utf-8"))


def _script() -> Response:
    return FileResponse(HERE / "landing.js", media_type="text/javascript; charset=utf-8")


def _docs(request: Request) -> Response:
    root = request.scope.get("root_path", "")
    return _page(get_swagger_ui_html(
        openapi_url=f"{root}/openapi.json", title=request.app.title, swagger_js_url=f"{root}{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{root}{ASSETS}/swagger-ui.css", swagger_favicon_url="data:,",
    ))  # fmt: skip


def _redoc(request: Request) -> Response:
    root = request.scope.get("root_path", "")
    return _page(get_redoc_html(
        openapi_url=f"{root}/openapi.json", title=request.app.title, redoc_js_url=f"{root}{ASSETS}/redoc.standalone.js",
        redoc_favicon_url="data:,", with_google_fonts=False,
    ))  # fmt: skip


def _page(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
