"""The door for assistants (助手接口): Model Context Protocol tools over the same calls as the command line and HTTP."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal, ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from api import asking, auditing
from api.console import FAILURES
from api.store import Store
from api.views import facts_view, plain
from api.wording import told

log = logging.getLogger(__name__)
P = ParamSpec("P")
Result = dict[str, Any]

GUIDE = (
    "Questions over Chinese government performance self-evaluation reports (部门整体支出绩效自评报告). Every figure comes with the "
    "report id, the exact quote and its span; cite them. When `answerable` is false the reports do not say it: do not guess."
)
Question = Annotated[str, Field(max_length=2000, description="in Chinese or English (中文或英文问题)")]
Words = Annotated[str, Field(max_length=500, description="what to look for (检索词)")]
Report = Annotated[str, Field(max_length=300, description="report id (r_…) or file name (报告标识或文件名)")]
Department = Annotated[str | None, Field(max_length=200, description="department's name (部门名称)")]
Region = Annotated[str | None, Field(max_length=100, description="name or six-digit code; covers what lies under it (地区)")]
Year = Annotated[int | None, Field(ge=0, le=9999, description="fiscal year (年度)")]
Few = Annotated[int, Field(ge=1, le=50, description="most results (最多条数)")]
Some = Annotated[int, Field(ge=1, le=1000, description="most rows; `total` says how many there are (最多行数)")]
Kinds = Annotated[str, Field(max_length=200, description=f"comma-separated, of {', '.join(asking.KINDS)} (类别)")]
Section = Literal[
    "units", "name_plates", "staff", "duties", "finance", "projects", "indicators", "outcomes", "problems", "measures", "duty_spending",
]  # fmt: skip


def assistant_server(store: Store) -> MCPServer[Any]:
    """Return the MCP server over a store: ask, search, facts, similar, spending, audit, report_text."""
    server = MCPServer[Any]("jixiao", instructions=GUIDE)
    _add_questions(server, store)
    _add_reports(server, store)
    return server


def _add_questions(server: MCPServer[Any], store: Store) -> None:
    @server.tool()
    @_plainly
    def ask(question: Question) -> Result:
        """Answer a question, in Chinese or English, from typed facts; rows carry value, quote and span."""
        return dict(plain(asking.ask(store, question)))

    @server.tool()
    @_plainly
    def search(
        query: Words, kinds: Kinds = "passage,outcome,indicator", region: Region = None, year: Year = None, limit: Few = 8
    ) -> Result:
        """Find passages and facts by words and meaning."""
        chosen = tuple(kind.strip() for kind in kinds.split(",") if kind.strip())
        return asking.find(store, query, asking.Filters(chosen, region, year, limit=limit))

    @server.tool()
    @_plainly
    def similar(name: Words, department: Department = None, limit: Few = 10) -> Result:
        """Find indicators and metrics of other departments that measure the same thing."""
        return asking.find_similar(store, name, department, limit)

    @server.tool()
    @_plainly
    def spending(department: Department = None, duty: Department = None, year: Year = None, limit: Some = 50) -> Result:
        """Show which project money serves which duty, and how that is known."""
        return _first("paths", asking.spending(store, department, duty, year)["paths"], limit)


def _add_reports(server: MCPServer[Any], store: Store) -> None:
    @server.tool()
    @_plainly
    def facts(report: Report, section: Section = "outcomes", limit: Some = 100) -> Result:
        """Return one section of a report's facts, each with its quote and span."""
        view = facts_view(store.bundle(store.entry(report)))
        return {"report": view["report"], **_first(section, view[section], limit)}

    @server.tool()
    @_plainly
    def audit(report: Report, limit: Some = 50) -> Result:
        """List where a report contradicts itself, with the computation and both quotes."""
        return _first("findings", auditing.findings(store, report)["findings"], limit)

    @server.tool()
    @_plainly
    def report_text(
        report: Report,
        start: Annotated[int, Field(ge=0, description="first character (起始字符)")] = 0,
        length: Annotated[int, Field(ge=1, le=20_000, description="characters (字符数)")] = 4000,
    ) -> Result:
        """Return a stretch of a report's text, personal data masked; spans refer to it."""
        text = store.bundle(store.entry(report)).text
        return {"text": text[start : start + length], "total": len(text)}


def _first(name: str, rows: list[Any], limit: int) -> Result:
    return {name: rows[:limit], "total": len(rows)}


def _plainly(tool: Callable[P, Result]) -> Callable[P, Result]:
    """Say what went wrong in the words of the HTTP door; a defect stays unsaid, and goes to the log."""

    @wraps(tool)
    def run(*args: P.args, **kwargs: P.kwargs) -> Result:
        try:
            return tool(*args, **kwargs)
        except FAILURES as problem:
            log.warning("tool=%s reason=%s", tool.__name__, problem)
            raise ToolError(told(problem)) from problem

    return run
