"""Reports over HTTP (报告接口)."""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, File, Path, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse, PlainTextResponse

from api import years
from api.http.models import Deleted, JobView, ReportPage, ReportRow
from api.http.models_facts import FactsView
from api.http.models_years import Changes
from api.http.paging import PageCursor
from api.http.problems import WRITING
from api.http.provided import Jobs, OpenStore, Writer
from api.http.versions import Version
from api.store import Store
from api.trail import note
from api.views import facts_view, job_view, report_view
from ingest.catalogue import Entry
from ingest.errors import FileTooLarge
from ingest.pipeline import remove
from ingest.readers.sources import Source

router = APIRouter(prefix="/reports", tags=["reports"])
ReportPageSize = Annotated[int, Query(ge=1, le=500, description="reports a page (每页报告数)")]
ReportName = Annotated[str, Path(max_length=300, description="report id or file name (报告标识或文件名)", examples=["r_0123456789abcdef"])]


@router.get("", response_model=ReportPage)
def list_reports(store: OpenStore, limit: ReportPageSize = 100, cursor: PageCursor = "") -> dict[str, Any]:
    """报告清单：by report id; `cursor` of one page opens the next."""
    later = [e for e in store.catalogue.entries("live") if e.report_id > cursor]
    page = later[:limit]
    rows = [report_view(bundle, e, whole_path=False) for e, bundle in store.live(page)]
    return {"reports": rows, "cursor": page[-1].report_id if len(later) > limit else None}


@router.post("", status_code=202, response_model=JobView, responses=WRITING)
def upload(store: OpenStore, jobs: Jobs, writer: Writer, files: Annotated[list[UploadFile], File()]) -> dict[str, Any]:
    """入库：queue uploaded files (reports, or zip archives of them); the job tells what becomes of each."""
    job = jobs.put([_source(f, store.settings.max_upload) for f in files])
    note(store.home_dir, "upload", job.job_id, writer)
    return job_view(job)


def _source(upload: UploadFile, limit: int) -> Source:
    """Read one upload; one over the limit refuses the whole request."""
    name = f"upload/{PurePosixPath((upload.filename or 'unnamed').replace(chr(92), '/')).name[:200] or 'unnamed'}"
    data = upload.file.read(limit + 1)
    if len(data) > limit:
        raise FileTooLarge(name, len(data), limit)
    return Source(name, data)


@router.get("/{report}", response_model=ReportRow)
def one_report(report: ReportName, store: OpenStore, request: Request) -> Response:
    """一份报告：its fields and counts."""
    return _unless_known(request, store, store.entry(report), lambda e: JSONResponse(report_view(store.bundle(e), e, whole_path=False)))


@router.get("/{report}/facts", response_model=FactsView)
def facts(report: ReportName, store: OpenStore, request: Request) -> Response:
    """事实：all facts of one report."""
    return _unless_known(request, store, store.entry(report), lambda e: JSONResponse(facts_view(store.bundle(e))))


@router.get("/{report}/changes", response_model=Changes)
def changes(
    report: ReportName,
    store: OpenStore,
    since: Annotated[str | None, Query(max_length=300, description="compare with this report, else the version replaced (对比)")] = None,
) -> dict[str, Any]:
    """变更：what changed between two versions of one report: facts added, removed, changed."""
    return years.changes(store, report, since)


@router.get("/{report}/text", response_class=PlainTextResponse)
def text(report: ReportName, store: OpenStore, request: Request) -> Response:
    """原文：the report's text, personal data masked."""
    return _unless_known(request, store, store.entry(report), lambda e: PlainTextResponse(store.bundle(e).text))


def _unless_known(request: Request, store: Store, entry: Entry, answer: Callable[[Entry], Response]) -> Response:
    """Return 304 where the caller holds this version, else the answer."""
    version = Version.of_report(store, entry)
    return version.unchanged() if version.known_to(request) else version.marked(answer(entry))


@router.delete("/{report}", response_model=Deleted, responses=WRITING)
def delete(report: ReportName, store: OpenStore, writer: Writer) -> dict[str, str]:
    """删除：the report and every fact that only it supports."""
    entry = store.entry(report)
    with store.writing() as home:
        remove(home, [entry])
    note(store.home_dir, "delete", entry.report_id, writer)
    return {"deleted": entry.report_id}
