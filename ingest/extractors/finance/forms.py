"""Money of the forms of single programmes that a department's report carries (项目支出绩效自评表): named by the programme."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Cell, Document, Table
from ingest.table_headers import bare, kind_of
from ontology.quantity import wan
from ontology.records import Finance, ReportFields, Role, Span

NAMED = re.compile(
    r"(?<![\u4e00-\u9fff])(?:一级|二级)?(?:项目|专项(?:资金)?|政策)名称[ \t]*[：:|]?[\s|]*"
    r"(?P<name>[^\s|：:][^\n\t|]{2,40}?)(?=[ \t\u3000]{2}|[ \u3000][^\s：:]{2,14}[：:]|[\n\t|]|$)"
)
WHOLE = re.compile(r"(?:部门|单位)(?:[（(](?:部门|单位)[)）])?名称|整体支出绩效")
"""What opens the form of the whole department."""

REACH = 1200
"""A form's money stands within so many characters behind its name."""

TOTAL = re.compile(r"(?P<of>.*?)(?:年度)?(?:(?:项目|预算)?(?:资金|经费))?(?:总额|合计|总计)")
GENERAL = re.compile(r"^$|年度|项目|预算|其中|年度(?:项目|预算)?|全部|本年")
HEAD = r"(?:年初|全年|年度|调整后?)?(?:预算|执行|决算)(?:数|率)"
KEYED = re.compile(rf"(?P<label>[^\s：:，。；]{{2,20}})[ \t\u3000]+(?P<pairs>(?:{HEAD}[：:][ \t]*[\d.,]+[%％]?[ \t\u3000]*){{2,}})")
"""A line of a form whose amounts each follow their heading (资金总额  全年预算数：650  全年执行数：632.4)."""

PAIR = re.compile(rf"(?P<head>{HEAD})[：:][ \t]*(?P<n>\d[\d,]*(?:\.\d+)?)(?P<share>[%％]?)")
ROLES: tuple[tuple[str, Role], ...] = (("率", "rate"), ("执行", "final"), ("决算", "final"), ("全年", "adjusted"), ("调整", "adjusted"))


@dataclass(frozen=True, slots=True)
class Form:
    """The programme whose form holds a place of the text, and where its name stands."""

    name: str
    span: Span


def form_at(document: Document, offset: int) -> Form | None:
    """Return the programme's form that an offset stands in, None outside such forms."""
    last = None
    for found in NAMED.finditer(document.text, 0, offset):
        last = found
    if last is None or offset - last.end() > REACH or kind_of(last["name"]) or WHOLE.search(document.text, last.end(), offset):
        return None
    return Form(re.sub(r"\s", "", last["name"]), last.span("name"))


def form_rows(table: Table, form: Form, first: int) -> Iterator[tuple[tuple[Cell, ...], Cell, str, str]]:
    """Yield (row, label, item, what its rate is of) of a form's totals; where no row is a total, of its first row.

    A label that names the programme itself stands for it (防汛资金总额); a general one goes behind the programme's name.
    """
    rows = [(row, next((c for c in reversed(row[:first]) if c.text), row[first])) for row in table.rows[table.header_rows :]]
    totals = [r for r in rows if TOTAL.fullmatch(_plain(r[1].text))] or rows[:1]
    for row, label in totals:
        text = _plain(label.text) if label is not row[first] else ""
        found = TOTAL.fullmatch(text)
        if found and not GENERAL.fullmatch(found["of"]):
            yield row, label, text, re.sub(r"(?:总额|合计|总计)$", "", text)
        else:
            of_rate = form.name if form.name.endswith(("资金", "经费", "补助", "补贴")) else f"{form.name}资金"
            yield row, label, form.name + re.sub(r"^(?:其中|当年)+", "", text), of_rate


def keyed_rows(document: Document, report: ReportFields) -> Iterator[Finance]:
    """Yield the amounts and the rate of lines that print each behind its heading."""
    for line in KEYED.finditer(document.text):
        form = form_at(document, line.start())
        of = re.sub(r"(?:总额|合计|总计)$", "", line["label"])
        whole = GENERAL.fullmatch(re.sub(r"资金$", "", of)) is not None
        for told in PAIR.finditer(line["pairs"]):
            role: Role = next((r for word, r in ROLES if word in told["head"]), "budget")
            item = f"{of}执行率" if role == "rate" else line["label"]
            item = form.name + item if form is not None and whole else item
            value, unit = Decimal(told["n"].replace(",", "")), "%" if role == "rate" else "万元"
            span = line.start("label"), line.start("pairs") + told.end()
            yield Finance(
                item=item, role=role, scope=report.department, year=report.fiscal_year, value=value, unit=unit, value_wan=wan(value, unit),
                quote=document.quote(span), span=span, confidence=0.82,
            )


def _plain(text: str) -> str:
    return re.sub(r"^其中[：:]?", "", bare(text))
