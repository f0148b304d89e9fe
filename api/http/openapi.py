"""The OpenAPI document (接口描述): what FastAPI draws from the routes, with problems under their own media type (RFC 9457)."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

PROBLEM = "application/problem+json"
NOTE = """部门整体支出绩效自评报告的知识图谱：检索、问答、比较。每个数字都带原文引句和位置。

Questions over performance self-evaluation reports of Chinese government departments. Every figure comes with its quote and span, the
characters `[start, end)` of the report's text. Reading is open unless the service says otherwise; writing needs a key in `X-API-Key`.
Lists page with `limit` and `cursor`. Errors are RFC 9457 problem details; 429 and 503 say in `Retry-After` when to come again."""
TAGS = (
    ("questions", "提问、检索、比较 Questions, search, comparison, queries of the graph"),
    ("reports", "报告与事实 Reports, their facts and text"),
    ("jobs", "入库任务 Uploads and how far they are"),
    ("browse", "浏览与导出 Departments, regions, neighbours, exports"),
    ("health", "运行状态 Alive and ready"),
)


def install(app: FastAPI) -> None:
    """Let the app describe itself this way."""
    drawn: dict[str, Any] = {}

    def described() -> dict[str, Any]:
        if not drawn:
            tags = [{"name": name, "description": words} for name, words in TAGS]
            drawn.update(get_openapi(title=app.title, version=app.version, description=NOTE, routes=app.routes, tags=tags))
            _name_problems(drawn)
        return drawn

    app.openapi = described  # type: ignore[method-assign] # FastAPI's own way to extend it


def _name_problems(document: dict[str, Any]) -> None:
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                forms = list(response.get("content", {}).values())
                if int(status) >= 400 and any(f.get("schema", {}).get("$ref", "").endswith("/ProblemDetails") for f in forms):
                    response["content"] = {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
