"""Looking around (浏览接口): departments, regions, neighbours in the graph, exports."""

import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.exporting import MEDIA, Format, export
from api.http.models import Departments, Neighbours, Regions
from api.http.provided import OpenStore
from api.views import plain
from graph.reader import departments, neighbours
from ontology.divisions import Region, ancestors, region

router = APIRouter(tags=["browse"])


@router.get("/departments", response_model=Departments)
def all_departments(store: OpenStore) -> dict[str, Any]:
    """部门：every department that a live report is of, with its reports."""
    return {"departments": plain(departments(store.graph))}


@router.get("/regions", response_model=Regions)
def all_regions(store: OpenStore) -> dict[str, Any]:
    """地区：the divisions of the live reports and those they lie in, with the number of reports under each."""
    counts: dict[str, int] = {}
    known: dict[str, dict[str, Any]] = {}
    for entry in store.catalogue.entries("live"):
        code = store.bundle(entry).report.adcode
        for one in lineage(code) if code else ():
            counts[one.adcode] = counts.get(one.adcode, 0) + 1
            known[one.adcode] = {"adcode": one.adcode, "name": one.name, "level": one.level, "parent": one.parent}
    return {"regions": [{**known[code], "reports": counts[code]} for code in sorted(known)]}


def lineage(adcode: str) -> list[Region]:
    """Return a division and those it lies in."""
    own = region(adcode)
    return [own, *ancestors(adcode)] if own else []


@router.get("/graph/neighbours", response_model=Neighbours)
def around(store: OpenStore, id: str, limit: Annotated[int, Query(ge=1, le=500)] = 50) -> dict[str, Any]:
    """邻居：the nodes next to one, by its id."""
    return {"id": id, "neighbours": plain(neighbours(store.graph, id, limit))}


@router.get("/export")
def export_file(store: OpenStore, format: Format = "csv") -> FileResponse:
    """导出：the whole graph (ttl, jsonld, nquads) or the fact table (csv, xlsx, parquet) as a file."""
    folder = tempfile.TemporaryDirectory()
    path = Path(folder.name, f"jixiao.{format}")
    export(store, format, path)
    return FileResponse(path, media_type=MEDIA[format], filename=path.name, background=BackgroundTask(folder.cleanup))
