"""Reports over HTTP (报告接口)."""

from typing import Annotated, Any

from fastapi import APIRouter, File, Query, UploadFile
from fastapi.responses import PlainTextResponse

from api.http.models import JobView, Page
from api.http.provided import Jobs, MayWrite, OpenStore
from api.views import facts_view, plain, report_view
from ingest.errors import FileTooLarge
from ingest.pipeline import remove
from ingest.readers.sources import Source

router = APIRouter(prefix="/reports", tags=["reports"])


@router.get("", response_model=Page)
def list_reports(store: OpenStore, limit: Annotated[int, Query(ge=1, le=500)] = 100, cursor: str = "") -> dict[str, Any]:
    """报告清单：by report id; `cursor` of one page opens the next."""
    later = [e for e in store.catalogue.entries("live") if e.report_id > cursor]
    page = later[:limit]
    rows = [report_view(store.bundle(e), e, whole_path=False) for e in page]
    return {"reports": rows, "cursor": page[-1].report_id if len(later) > limit else None}


@router.post("", status_code=202, response_model=JobView, dependencies=[MayWrite])
def upload(store: OpenStore, jobs: Jobs, files: Annotated[list[UploadFile], File()]) -> dict[str, Any]:
    """入库：queue uploaded files (reports, or zip archives of them); the job tells what becomes of each."""
    return dict(plain(jobs.put([_source(f, store.settings.max_upload) for f in files])))


def _source(upload: UploadFile, limit: int) -> Source:
    """Read one upload; one over the limit refuses the whole request."""
    name = f"upload/{(upload.filename or 'unnamed').replace('/', '_')}"
    data = upload.file.read(limit + 1)
    if len(data) > limit:
        raise FileTooLarge(name, len(data), limit)
    return Source(name, data)


@router.get("/{report}")
def one_report(report: str, store: OpenStore) -> dict[str, Any]:
    """一份报告：its fields and counts."""
    entry = store.entry(report)
    return report_view(store.bundle(entry), entry, whole_path=False)


@router.get("/{report}/facts")
def facts(report: str, store: OpenStore) -> dict[str, Any]:
    """事实：all facts of one report."""
    return facts_view(store.bundle(store.entry(report)))


@router.get("/{report}/text", response_class=PlainTextResponse)
def text(report: str, store: OpenStore) -> str:
    """原文：the report's text, personal data masked."""
    return store.bundle(store.entry(report)).text


@router.delete("/{report}", dependencies=[MayWrite])
def delete(report: str, store: OpenStore) -> dict[str, str]:
    """删除：the report and every fact that only it supports."""
    entry = store.entry(report)
    with store.writing() as home:
        remove(home, [entry])
    return {"deleted": entry.report_id}
