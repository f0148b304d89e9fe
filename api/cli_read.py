"""Commands that show what is stored (查看): they need no model, and only `audit` the engine, to find a department's other years."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from api.console import HomeOption, JsonOption, guarded, opened, show
from api.status import status
from api.views import SECTIONS, facts_view, report_view

EVIDENCE = ("quote", "span", "quotes", "spans", "confidence")


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    for command in (reports, facts, text, audit):
        app.command(command.__name__)(guarded(command))
    app.command("status")(guarded(status_command))
    app.command("eval")(guarded(eval_command))


def reports(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """报告清单：list the reports."""
    with opened(home) as store:
        rows = [report_view(store.bundle(e), e) for e in store.catalogue.entries("live")]
    show({"reports": rows}, as_json, _reports)


def _reports(data: dict[str, Any]) -> str:
    lines = []
    for r in data["reports"]:
        lines.append(f"{r['report_id']}  {r['fiscal_year'] or '----'}  {r['adcode'] or '------'}  {r['department'] or '?'}")
    return "\n".join(lines) or "no reports yet; `jixiao ingest FOLDER` reads some"


def facts(report: str, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """事实：all facts of one report, by id or file name."""
    with opened(home) as store:
        data = facts_view(store.bundle(store.entry(report)))
    show(data, as_json, _facts)


def _facts(data: dict[str, Any]) -> str:
    lines = [f"{key}: {value}" for key, value in data["report"].items() if value not in (None, [])]
    for section in SECTIONS:
        lines += ["", f"[{section}] {len(data[section])}"]
        for fact in data[section]:
            shown = {k: v for k, v in fact.items() if v not in (None, [], "") and k not in EVIDENCE}
            lines.append("  " + "  ".join(f"{k}={v}" for k, v in shown.items()))
    return "\n".join(lines)


def text(report: str, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """原文：the report's text, personal data masked."""
    with opened(home) as store:
        bundle = store.bundle(store.entry(report))
    show({"report_id": bundle.report_id, "text": bundle.text}, as_json, lambda d: str(d["text"]))


def audit(report: Annotated[str | None, typer.Argument()] = None, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """勾稽：what contradicts itself, in one report or all, and between two years of a department."""
    from api.auditing import findings  # loads the engine's driver

    with opened(home) as store:
        data = findings(store, report)
    show(data, as_json, _findings)


def _findings(data: dict[str, Any]) -> str:
    lines = [f"[{f['severity']}] {f['kind']} {f['report_id']}: {f['explanation']}" for f in data["findings"]]
    return "\n".join(lines) or "no findings"


def status_command(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """状态：counts, engine, model, index, versions, disk."""
    with opened(home) as store:
        data = status(store)
    show(data, as_json, lambda d: "\n".join(f"{k}: {v}" for k, v in d.items()))


def eval_command(folder: Path, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """评测：run the gold sets of a folder and print the scores."""
    from api.evaluation import evaluate  # loads the engine's driver and the search

    with opened(home) as store:
        data = evaluate(store, folder)
    show(data, as_json, lambda d: "\n".join(f"{name}: {json.dumps(scores, ensure_ascii=False)}" for name, scores in d.items()))
