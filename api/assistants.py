"""The door for assistants (助手接口): Model Context Protocol tools over the same calls as the command line and HTTP."""

from typing import Annotated, Any

from mcp.server import MCPServer
from pydantic import Field

from api import asking, auditing
from api.store import Store
from api.views import facts_view, plain

GUIDE = (
    "Questions over Chinese government performance self-evaluation reports (部门整体支出绩效自评报告). Every figure comes with the "
    "report id, the exact quote and its span; cite them. When `answerable` is false the reports do not say it: do not guess."
)
Report = Annotated[str, Field(description="report id (r_…) or file name")]


def assistant_server(store: Store) -> MCPServer[Any]:
    """Return the MCP server over a store: ask, search, facts, similar, spending, audit, report_text."""
    server = MCPServer[Any]("jixiao", instructions=GUIDE)

    @server.tool()
    def ask(question: Annotated[str, Field(max_length=2000)]) -> dict[str, Any]:
        """Answer a question, in Chinese or English, from typed facts; rows carry value, quote and span."""
        return dict(plain(asking.ask(store, question)))

    @server.tool()
    def search(query: str, kinds: str = "passage,outcome,indicator", region: str | None = None, limit: int = 8) -> dict[str, Any]:
        """Find passages and facts by words and meaning; `region` is a name or six-digit code and covers what lies under it."""
        return asking.find(store, query, asking.Filters(tuple(kinds.split(",")), region, limit=min(max(limit, 1), 50)))

    @server.tool()
    def facts(report: Report, section: str = "outcomes") -> dict[str, Any]:
        """Return one section of a report's facts: units, staff, duties, finance, projects, indicators, outcomes, problems, measures."""
        view = facts_view(store.bundle(store.entry(report)))
        return {"report": view["report"], section: view.get(section, [])}

    @server.tool()
    def similar(name: str, department: str | None = None, limit: int = 10) -> dict[str, Any]:
        """Find indicators and metrics of other departments that measure the same thing."""
        return asking.find_similar(store, name, department, min(max(limit, 1), 50))

    @server.tool()
    def spending(department: str | None = None, duty: str | None = None, year: int | None = None) -> dict[str, Any]:
        """Show which project money serves which duty, and how that is known."""
        return asking.spending(store, department, duty, year)

    @server.tool()
    def audit(report: Report) -> dict[str, Any]:
        """List where a report contradicts itself, with the computation and both quotes."""
        return auditing.findings(store, report)

    @server.tool()
    def report_text(report: Report, start: int = 0, length: int = 4000) -> dict[str, Any]:
        """Return a stretch of a report's text, personal data masked; spans refer to it."""
        text = store.bundle(store.entry(report)).text
        return {"text": text[max(start, 0) : max(start, 0) + min(max(length, 1), 20_000)], "total": len(text)}

    return server
