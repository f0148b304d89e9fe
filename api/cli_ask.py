"""Commands that ask (提问): they start the engine and load the model."""

from typing import Annotated, Any

import typer

from api.console import HomeOption, JsonOption, guarded, opened, show


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    for command in (ask, search, similar, spending, trend, changes, cypher, sparql):
        app.command(command.__name__)(guarded(command))


def ask(question: str, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """提问：answer a question, in Chinese or English, with every number at its source."""
    from api import asking  # loads torch; `jixiao reports` should not wait for it

    with opened(home) as store:
        found = asking.ask(store, question)
    show(found, as_json, lambda a: _answer(a))


def _answer(found: Any) -> str:
    lines = [found.answer]
    for row in found.rows:
        quote = " ".join((row.quote or "").split())
        lines.append(f"  · {row.department} {row.year or ''} {row.report_id} [{row.span[0]}–{row.span[1]}] “{quote}”")
    return "\n".join(lines)


def search(
    query: str,
    kind: Annotated[str, typer.Option(help="comma-separated kinds")] = "passage,duty,project,indicator,outcome",
    region: Annotated[str | None, typer.Option(help="name or six-digit code; covers what lies under it")] = None,
    year: Annotated[int | None, typer.Option(help="fiscal year")] = None,
    department: Annotated[str | None, typer.Option(help="department's name")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """检索：hybrid search over passages and facts."""
    from api import asking  # loads torch; `jixiao reports` should not wait for it

    filters = asking.Filters(tuple(k.strip() for k in kind.split(",") if k.strip()), region, year, department, limit)
    with opened(home) as store:
        data = asking.find(store, query, filters)
    show(data, as_json, _hits)


def _hits(data: dict[str, Any]) -> str:
    lines = []
    for h in data["hits"]:
        lines.append(f"{h['score']:.3f}  {h['kind']:9}  {h['department']} {h['fiscal_year'] or ''}  {' '.join(h['quote'].split())}")
    return "\n".join(lines) or "nothing found"


def similar(
    text: str,
    department: Annotated[str | None, typer.Option(help="the department the text is of")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """相似指标：indicators and metrics alike across regions."""
    from api import asking  # loads torch; `jixiao reports` should not wait for it

    with opened(home) as store:
        data = asking.find_similar(store, text, department, limit)
    show(data, as_json, _groups)


def _groups(data: dict[str, Any]) -> str:
    lines = []
    for group in data["groups"]:
        lines.append(f"{group['label']}  {group['score']:.3f}")
        for m in group["members"]:
            lines.append(f"  · {m['department']} {m['fiscal_year'] or ''}  {m['name']}  {m['actual'] or m['value'] or m['target'] or ''}")
    return "\n".join(lines) or "nothing alike"


def spending(
    department: Annotated[str | None, typer.Option(help="department's name")] = None,
    duty: Annotated[str | None, typer.Option(help="words of the duty")] = None,
    year: Annotated[int | None, typer.Option(help="fiscal year")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """职责与支出：which money serves which duty."""
    from api import asking  # loads torch; `jixiao reports` should not wait for it

    with opened(home) as store:
        data = asking.spending(store, department, duty, year)
    show(data, as_json, _paths)


def _paths(data: dict[str, Any]) -> str:
    lines = [f"{p['department']}  {p['duty']}  ←{p['link']}─  {p['project']}  {p['value_wan'] or '未列金额'}" for p in data["paths"]]
    return "\n".join(lines) or "no spending linked to a duty"


def trend(
    department: str,
    words: Annotated[str, typer.Option("--metric", help="words that the measure's name holds")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """历年：a department's measures over its years."""
    from api.years import trends  # loads the engine's driver

    with opened(home) as store:
        data = trends(store, department, words)
    show(data, as_json, _trend)


def _trend(data: dict[str, Any]) -> str:
    lines = []
    for line in data["lines"]:
        points = "  ".join(f"{p['year']}: {p['value']}{p['unit']}" for p in line["points"] if p["value"] is not None)
        lines.append(f"{line['name']}  {points}")
    return "\n".join(lines) or "no such measure in this department's reports"


def changes(
    report: str,
    since: Annotated[str | None, typer.Option(help="the report to compare with; else the version that this one replaced")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """变更：what changed between two versions of one report: facts added, removed, changed."""
    from api.years import changes as changed  # loads the engine's driver

    with opened(home) as store:
        data = changed(store, report, since)
    show(data, as_json, _changes)


def _changes(data: dict[str, Any]) -> str:
    lines = [f"report {name}: {pair['before']} -> {pair['after']}" for name, pair in data["report"].items()]
    for name, section in data["sections"].items():
        lines += [f"+ {name}: {' '.join((f.get('quote') or f['explanation']).split())}" for f in section["added"]]
        lines += [f"- {name}: {' '.join((f.get('quote') or f['explanation']).split())}" for f in section["removed"]]
        for pair in section["changed"]:
            told = "; ".join(f"{field}: {pair['before'][field]} -> {pair['after'][field]}" for field in pair["fields"])
            lines.append(f"~ {name}: {' '.join((pair['after'].get('quote') or '').split())} ({told})")
    return "\n".join(lines) or "nothing changed"


def cypher(query: str, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """图查询：a read-only Cypher query."""
    from api import asking  # loads torch; `jixiao reports` should not wait for it

    with opened(home) as store:
        data = asking.cypher(store, query)
    show(data, as_json, _table)


def sparql(query: str, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """图查询：a SPARQL 1.1 query over the graph as RDF."""
    from api import asking  # loads torch; `jixiao reports` should not wait for it

    with opened(home) as store:
        data = asking.sparql(store, query)
    show(data, as_json, lambda d: d["triples"] or _table(d))


def _table(data: dict[str, Any]) -> str:
    return "\n".join(["\t".join(data["columns"]), *("\t".join(str(v) for v in row) for row in data["rows"])])
