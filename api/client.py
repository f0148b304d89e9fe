"""A client for Python programs (客户端): `with Jixiao("http://127.0.0.1:8000") as jixiao: jixiao.ask("…")`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from pydantic import BaseModel

from api.http.models import (
    AnswerView,
    AuditRow,
    Deleted,
    Findings,
    Groups,
    GroupView,
    HitRow,
    Hits,
    JobView,
    PathRow,
    Paths,
    ReportPage,
    ReportRow,
    Table,
)
from api.http.models_facts import FactsView

API = "/api/v1"
Form = TypeVar("Form", bound=BaseModel)
Page = TypeVar("Page", ReportPage, Paths, Findings)


class ServiceProblem(Exception):
    """The service refused a request: its RFC 9457 problem document, with the HTTP status."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(f"{status} {title}: {detail}")
        self.status = status
        self.title = title
        self.detail = detail


class Jixiao:
    """One service, over one connection pool; answers are the contract's bodies, typed. Raises ServiceProblem where the service refuses."""

    def __init__(self, url: str, key: str | None = None, timeout_s: float = 60.0) -> None:
        headers = {"X-API-Key": key} if key else {}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=timeout_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back the connections."""
        self._http.close()

    def ask(self, question: str = "", plan: dict[str, Any] | None = None) -> AnswerView:
        """Return the answer to a question, or to an edited `plan` of an earlier answer."""
        return self._read(AnswerView, "POST", "/ask", json={"question": question, "plan": plan})

    def search(self, query: str, **filters: str | int) -> list[HitRow]:
        """Return search hits; filters are kind, region, year, department and limit."""
        return self._read(Hits, "GET", "/search", params={"q": query, **filters}).hits

    def reports(self, page: int = 100) -> Iterator[ReportRow]:
        """Yield every report, fetching page after page."""
        for found in self._pages(ReportPage, "/reports", limit=page):
            yield from found.reports

    def facts(self, report: str) -> FactsView:
        """Return all facts of a report, by id or file name."""
        return self._read(FactsView, "GET", f"/reports/{report}/facts")

    def text(self, report: str) -> str:
        """Return the text of a report, personal data masked."""
        return self._send("GET", f"/reports/{report}/text").text

    def similar(self, name: str, department: str | None = None, limit: int = 10) -> list[GroupView]:
        """Return groups of indicators and metrics that measure the same thing."""
        params = {"q": name, "limit": limit, **({"department": department} if department else {})}
        return self._read(Groups, "GET", "/indicators/similar", params=params).groups

    def spending(self, page: int = 500, **filters: str | int) -> Iterator[PathRow]:
        """Yield the paths from duties to money; filters are department, duty and year."""
        for found in self._pages(Paths, "/spending", limit=page, **filters):
            yield from found.paths

    def audit(self, report: str | None = None, page: int = 500) -> Iterator[AuditRow]:
        """Yield where reports contradict themselves, in one report or in all."""
        for found in self._pages(Findings, "/audit", limit=page, **({"report": report} if report else {})):
            yield from found.findings

    def cypher(self, query: str) -> Table:
        """Run a read-only Cypher query; returns columns and rows."""
        return self._read(Table, "POST", "/cypher", json={"query": query})

    def sparql(self, query: str) -> Table:
        """Run a SPARQL query; returns columns and rows."""
        return self._read(Table, "POST", "/sparql", json={"query": query})

    def upload(self, paths: Sequence[Path]) -> str:
        """Queue files for ingest; returns the job's id. Needs a key of role editor."""
        files = [("files", (path.name, path.read_bytes())) for path in paths]
        return self._read(JobView, "POST", "/reports", files=files).job_id

    def progress(self, job: str) -> Iterator[JobView]:
        """Yield the job at each step until it ends, as the service streams it."""
        with self._http.stream("GET", f"{API}/jobs/{job}/events") as stream:
            if stream.is_error:
                stream.read()
            for line in self._checked(stream).iter_lines():
                if line.startswith("data: "):
                    yield JobView.model_validate_json(line.removeprefix("data: "))

    def delete(self, report: str) -> None:
        """Remove a report and every fact that only it supports. Needs a key of role editor."""
        self._read(Deleted, "DELETE", f"/reports/{report}")

    def _pages(self, form: type[Page], path: str, **params: str | int) -> Iterator[Page]:
        cursor: str | None = ""
        while cursor is not None:
            found = self._read(form, "GET", path, params={**params, "cursor": cursor})
            yield found
            cursor = found.cursor

    def _read(self, form: type[Form], method: str, path: str, **request: Any) -> Form:
        return form.model_validate_json(self._send(method, path, **request).content)

    def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        return self._checked(self._http.request(method, API + path, **request))

    @staticmethod
    def _checked(answer: httpx.Response) -> httpx.Response:
        if answer.is_error:
            kind = answer.headers.get("content-type", "")
            told = answer.json() if kind.startswith(("application/problem+json", "application/json")) else {}
            raise ServiceProblem(answer.status_code, told.get("title", "error"), told.get("detail", ""))
        return answer
