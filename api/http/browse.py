"""Looking around (浏览接口): departments, regions, neighbours in the graph, exports."""

import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.exporting import MEDIA, export
from api.formats import Format
from api.http.models import Departments, Neighbours, Regions
from api.http.models_service import Status
from api.http.paging import PageCursor, PageSize, page
from api.http.provided import OpenStore
from api.http.versions import Version
from api.status import status
from api.views import plain
from graph.reader import departments, neighbours
from ontology.divisions import Region, ancestors, region

router = APIRouter(tags=["browse"])


@router.get("/departments", response_model=Departments)
def all_departments(store: OpenStore, limit: PageSize = 500, cursor: PageCursor = "") -> dict[str, Any]:
    """部门：every department that a live report is of, with its reports."""
    store.mend()
    return page("departments", plain(departments(store.graph)), lambda row: str(row["id"]), limit, cursor)


@router.get("/regions", response_model=Regions)
def all_regions(store: OpenStore, limit: PageSize = 1000, cursor: PageCursor = "") -> dict[str, Any]:
    """地区：the divisions of the live reports and those they lie in, with the number of reports under each."""
    counts: dict[str, int] = {}
    known: dict[str, dict[str, Any]] = {}
    for _, bundle in store.live():
        code = bundle.report.adcode
        for one in lineage(code) if code else ():
            counts[one.adcode] = counts.get(one.adcode, 0) + 1
            known[one.adcode] = {"adcode": one.adcode, "name": one.name, "level": one.level, "parent": one.parent}
    rows = [{**known[code], "reports": counts[code]} for code in known]
    return page("regions", rows, lambda row: str(row["adcode"]), limit, cursor)


def lineage(adcode: str) -> list[Region]:
    """Return a division and those it lies in."""
    own = region(adcode)
    return [own, *ancestors(adcode)] if own else []


@router.get("/graph/neighbours", response_model=Neighbours)
def around(
    store: OpenStore,
    id: Annotated[str, Query(max_length=500, description="a node's id, as departments, regions and facts have it (节点标识)")],
    limit: Annotated[int, Query(ge=1, le=500, description="most nodes (最多节点数)")] = 50,
) -> dict[str, Any]:
    """邻居：the nodes next to one, by its id."""
    store.mend()
    return {"id": id, "neighbours": plain(neighbours(store.graph, id, limit))}


@router.get("/export", response_class=FileResponse, responses={200: {"content": {kind.partition(";")[0]: {} for kind in MEDIA.values()}}})
def export_file(
    store: OpenStore,
    request: Request,
    format: Annotated[Format, Query(description="ttl, jsonld, nquads: the graph (图谱); csv, xlsx, parquet: the facts (事实表)")] = "csv",
) -> Response:
    """导出：the whole graph (ttl, jsonld, nquads) or the fact table (csv, xlsx, parquet) as a file."""
    version = Version.of_export(store, format)
    if version.known_to(request):
        return version.unchanged()
    folder = tempfile.TemporaryDirectory()
    path = Path(folder.name, f"jixiao.{format}")
    export(store, format, path)
    answer = FileResponse(path, media_type=MEDIA[format], filename=path.name, background=BackgroundTask(folder.cleanup))
    return version.marked(answer)


@router.get("/status", response_model=Status)
def state(store: OpenStore) -> dict[str, Any]:
    """状态：counts, engine, model, index, versions, disk; where things lie stays untold."""
    found = status(store)
    return {**{k: v for k, v in found.items() if k not in ("home", "model")}, "engine": {"kind": found["engine"]["kind"]}}
