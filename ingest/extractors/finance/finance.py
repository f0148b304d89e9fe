"""The department's money (收支): amounts, shares, changes and rates with role, scope and year, each once."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.document import Document
from ingest.extractors.finance import prose, table
from ingest.extractors.finance.forms import keyed_rows
from ingest.extractors.finance.items import canonical
from ingest.extractors.finance.table import UNNAMED
from ingest.extractors.projects.single import programme
from ontology.records import Finance, ReportFields

SUM = re.compile(r"年度资金总额")
MAIN = re.compile(r"(?:年初|全年|调整后?|部门|支出|本年|实际)*(?:预算|决算|支出|执行)(?:支出|收入)?数?(?:合计|总额)?")
"""The whole budget or what was spent of it, which a form repeats under the heading of all money."""

WHOLE_BUDGET = re.compile(r"(?:支出|预算|资金)(?:总额|合计|总计)$|年度资金总额")
LABELLED = 0.8
"""The confidence of a `label：value` cell; tables whose unit is only supposed are below it."""


def extract(document: Document, report: ReportFields) -> Iterator[Finance]:
    """Yield what sentences say, then what tables add; the same item, role, scope, year and amount stands once."""
    facts: list[Finance] = []
    if programme(document, report) is not None:
        return  # its money is the programme's, not the department's
    told = list(prose.from_prose(document, report))
    for fact in (*told, *_adjusted(table.from_tables(document, report), told), *keyed_rows(document, report)):
        if not any(_same(fact, other) for other in facts):
            facts.append(fact)
    yield from sorted(facts, key=lambda f: f.span)


def _adjusted(tabled: Iterator[Finance], told: list[Finance]) -> Iterator[Finance]:
    """Yield the facts of tables; the whole under 预算数 is the adjusted budget where the text says that of the same amount."""
    amounts: dict[str, set[Decimal | None]] = {role: {f.value_wan for f in told if f.role == role} for role in ("budget", "adjusted")}
    for fact in tabled:
        whole = fact.role == "budget" and fact.value_wan and WHOLE_BUDGET.search(fact.item)
        other = fact.value_wan in amounts["adjusted"] and fact.value_wan not in amounts["budget"]
        yield fact.model_copy(update={"role": "adjusted"}) if whole and other else fact


def _same(a: Finance, b: Finance) -> bool:
    if (a.role, a.year, a.unit == "%") != (b.role, b.year, b.unit == "%") or (a.scope and b.scope and a.scope != b.scope):
        return False
    if a.value != b.value and (a.value_wan is None or a.value_wan != b.value_wan):
        return False  # 元 in a table, 万元 in a sentence
    return canonical(a.item) == canonical(b.item) or _loosely(a, b) or _again(a, b) or _again(b, a)


def _again(a: Finance, b: Finance) -> bool:
    """A row without a name repeats under the heading of all money what the text told of the whole budget."""
    return a.confidence <= UNNAMED and SUM.fullmatch(a.item) is not None and MAIN.fullmatch(b.item) is not None


def _loosely(a: Finance, b: Finance) -> bool:
    """A `label：value` cell repeats an amount of the same role under a similar name."""
    if not a.value or not min(a.confidence, b.confidence) <= LABELLED < max(a.confidence, b.confidence) or a.unit == "%":
        return False
    pairs = {a.item[i : i + 2] for i in range(len(a.item) - 1)}
    return any(b.item[i : i + 2] in pairs for i in range(len(b.item) - 1))
