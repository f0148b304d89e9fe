"""A client for Python programs (客户端): `with Jixiao("http://127.0.0.1:8000") as jixiao: jixiao.ask("…")`."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx


class ServiceProblem(Exception):
    """The service refused a request: its RFC 9457 problem document, with the HTTP status."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(f"{status} {title}: {detail}")
        self.status = status
        self.title = title
        self.detail = detail


class Jixiao:
    """One service, over one connection pool; bodies are the contract's JSON. Raises ServiceProblem where the service refuses."""

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

    def ask(self, question: str = "", plan: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the answer to a question, or to an edited plan."""
        return self._json("POST", "/api/v1/ask", json={"question": question, "plan": plan})

    def search(self, query: str, **filters: str | int) -> list[dict[str, Any]]:
        """Return search hits; filters are kind, region, year, department and limit."""
        hits: list[dict[str, Any]] = self._json("GET", "/api/v1/search", params={"q": query, **filters})["hits"]
        return hits

    def reports(self, page: int = 100) -> Iterator[dict[str, Any]]:
        """Yield every report, fetching page after page."""
        cursor: str | None = ""
        while cursor is not None:
            answer = self._json("GET", "/api/v1/reports", params={"limit": page, "cursor": cursor})
            yield from answer["reports"]
            cursor = answer["cursor"]

    def facts(self, report: str) -> dict[str, Any]:
        """Return all facts of a report, by id or file name."""
        return self._json("GET", f"/api/v1/reports/{report}/facts")

    def text(self, report: str) -> str:
        """Return the text of a report, personal data masked."""
        return self._checked(self._http.get(f"/api/v1/reports/{report}/text")).text

    def similar(self, name: str, department: str | None = None, limit: int = 10) -> list[dict[str, Any]]:
        """Return groups of indicators and metrics that measure the same thing."""
        params = {"q": name, "limit": limit, **({"department": department} if department else {})}
        groups: list[dict[str, Any]] = self._json("GET", "/api/v1/indicators/similar", params=params)["groups"]
        return groups

    def cypher(self, query: str) -> dict[str, Any]:
        """Run a read-only Cypher query; returns columns and rows."""
        return self._json("POST", "/api/v1/cypher", json={"query": query})

    def sparql(self, query: str) -> dict[str, Any]:
        """Run a SPARQL query; returns columns and rows."""
        return self._json("POST", "/api/v1/sparql", json={"query": query})

    def upload(self, paths: Sequence[Path]) -> str:
        """Queue files for ingest; returns the job's id. Needs a key of role editor."""
        files = [("files", (path.name, path.read_bytes())) for path in paths]
        return str(self._json("POST", "/api/v1/reports", files=files)["job_id"])

    def progress(self, job: str) -> Iterator[dict[str, Any]]:
        """Yield the job at each step until it ends, as the service streams it."""
        with self._http.stream("GET", f"/api/v1/jobs/{job}/events") as stream:
            if stream.is_error:
                stream.read()
            for line in self._checked(stream).iter_lines():
                if line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

    def delete(self, report: str) -> None:
        """Remove a report and every fact that only it supports. Needs a key of role editor."""
        self._json("DELETE", f"/api/v1/reports/{report}")

    def _json(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self._checked(self._http.request(method, path, **request)).json()
        return answer

    @staticmethod
    def _checked(answer: httpx.Response) -> httpx.Response:
        if answer.is_error:
            kind = answer.headers.get("content-type", "")
            told = answer.json() if kind.startswith(("application/problem+json", "application/json")) else {}
            raise ServiceProblem(answer.status_code, told.get("title", "error"), told.get("detail", ""))
        return answer
