"""The console command `jixiao` (命令行): what writes, and the service."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from api import cli_ask, cli_read
from api.cli_keys import keys
from api.console import HomeOption, JsonOption, configure_logging, fail, guarded, opened, settings_for, show
from api.formats import Format
from ingest.readers.sources import sources

if TYPE_CHECKING:
    from ingest.pipeline import Outcome

T = TypeVar("T")

app = typer.Typer(
    name="jixiao",
    help="绩效自评报告知识图谱：读报告、建图谱、问数据。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command("ingest")
@guarded
def ingest_command(paths: list[Path], home: HomeOption = None, as_json: JsonOption = False) -> int:
    """入库：read files, folders and zip archives; reading the same again changes nothing."""
    from ingest.pipeline import Outcome, ingest  # the pipeline and the engine's driver take a second that `jixiao reports` should not pay

    results: list[Outcome] = []
    inputs = list(sources(paths))
    readable = [s for s in inputs if s.error is None]
    results += [Outcome(s.path, None, "failed", str(s.error)) for s in inputs if s.error is not None]
    if readable:
        with opened(home) as store, store.writing() as target:
            results += list(_progress(ingest(target, readable), len(readable), "入库 ingest"))
    failed = [r for r in results if r.status == "failed"]
    for result in failed:
        fail(result.error or result.path)
    show({"reports": results}, as_json, _ingested)
    return 1 if failed else 0


def _progress(results: Iterator[T], total: int | None, what: str) -> Iterator[T]:
    from tqdm import tqdm

    yield from tqdm(results, total=total, desc=what, unit="份", disable=not sys.stderr.isatty())


def _ingested(data: "dict[str, list[Outcome]]") -> str:
    lines = [f"{r.status:10} {r.report_id or '-':20} {sum(r.counts.values()):5} facts  {r.path}" for r in data["reports"]]
    return "\n".join(lines)


@app.command("delete")
@guarded
def delete_command(report: str, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """删除：remove a report and every fact that only it supports."""
    from ingest.pipeline import remove

    with opened(home) as store:
        entry = store.entry(report)
        with store.writing() as target:
            remove(target, [entry])
    show({"deleted": entry.report_id}, as_json, lambda d: f"deleted {d['deleted']}")


@app.command("rebuild")
@guarded
def rebuild_command(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """重建：make graph and index again from the bundles."""
    from ingest.pipeline import rebuild

    with opened(home) as store, store.writing() as target:
        total = len(store.catalogue.entries("live"))
        done = list(_progress(rebuild(target, store.clear), total, "重建 rebuild"))
    show({"rebuilt": done}, as_json, lambda d: f"rebuilt {len(d['rebuilt'])} reports")


@app.command("export")
@guarded
def export_command(
    form: Annotated[Format, typer.Option("--format", help="ttl, jsonld, nquads: the graph; csv, xlsx, parquet: the fact table")],
    output: Annotated[Path, typer.Option("-o", "--output", help="the file to write")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """导出：the whole graph, or the fact table."""
    from api.exporting import export

    with opened(home) as store:
        count = export(store, form, output)
    show({"file": str(output), "reports": count}, as_json, lambda d: f"{d['reports']} reports in {d['file']}")


@app.command("backup")
@guarded
def backup_command(file: Path, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """备份：the live reports of a home in one file."""
    from api.backup import backup

    with opened(home) as store:
        count = backup(store, file)
    show({"file": str(file), "reports": count}, as_json, lambda d: f"{d['reports']} reports in {d['file']}")


@app.command("restore")
@guarded
def restore_command(file: Path, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """恢复：a backup into an empty home."""
    from api.backup import restore

    with opened(home) as store:
        done = list(_progress(restore(store, file), None, "恢复 restore"))
    show({"restored": done}, as_json, lambda d: f"restored {len(d['restored'])} reports")


@app.command("mcp")
@guarded
def mcp_command(home: HomeOption = None) -> None:
    """助手：the Model Context Protocol over standard input and output."""
    from api.assistants import assistant_server  # costs a second that no other command should pay

    with opened(home) as store:
        assistant_server(store).run("stdio")


@app.command("serve")
@guarded
def serve_command(
    home: HomeOption = None,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on; 0 takes a free one")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="processes that serve the one home together")] = 1,
) -> None:
    """服务：the HTTP API under /api/v1 and its documentation under /docs."""
    from api.http.serve import serve  # FastAPI and uvicorn cost half a second that no other command should pay

    serve(settings_for(home), host, port, workers)


app.add_typer(keys)
cli_read.register(app)
cli_ask.register(app)


def main(argv: list[str] | None = None) -> Any:
    """Run the command line; exit code 0 on success, 1 where some input failed, 2 on wrong use."""
    configure_logging()
    return app(argv)


