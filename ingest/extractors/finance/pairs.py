"""Labels with their values in tables (键值式表格): label and figure side by side, in one cell, or as an indicator's actual value."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ingest.document import Cell, Document, Table
from ingest.extractors.finance.cell import AMOUNT, NUMBERING, fact_of, role_of
from ingest.extractors.finance.items import is_item
from ingest.extractors.finance.said import BARE_ROLE
from ingest.table_headers import bare, kind_of, money_unit
from ontology.quantity import wan
from ontology.records import Finance, ReportFields, Role

LABELLED = re.compile(r"\s*(?:其中[：:])?\s*(?P<label>[^：:\d]{3,24}?)[：:]\s*(?P<n>\d[\d,，]*(?:\.\d+)?)\s*(?P<u>亿元|万元|元|%)?\s*")
EXECUTED = re.compile(r"(?:部门|单位|整体|年度|项目|财政|资金)*预算(?:资金)?(?:支出)?(?:执行|完成)率")
ONE = re.compile(r"(?:一级|二级)?(?:项目|专项(?:资金)?)名称")
"""The label of the programme that a form is about."""

CODE = re.compile(r"[编代]码|编号|单位$|年度$|日期|时间")


def before_form(table: Table) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows before the one that names a single programme, whose form the rest is."""
    for row in table.rows:
        if any(ONE.fullmatch(bare(a.text)) and b.text and not kind_of(b.text) for a, b in pairwise(row)):
            return
        yield row


def pairs(document: Document, table: Table, report: ReportFields) -> Iterator[Finance]:
    """Yield the facts of key–value rows (年初预算数 | 1200 | 决算数 | 1180)."""
    for row in before_form(table):
        for label, cell in pairwise(row):
            name = NUMBERING.sub("", bare(label.text)).strip("：:")
            if not label.carried and is_item(name) and not AMOUNT.fullmatch(label.text) and not CODE.search(name):
                unit = money_unit(label.text) or table.unit
                rate = re.search(r"率$", name) is not None
                role: Role = "rate" if rate else role_of(name, table.caption or "")
                yield from fact_of(document, cell, label, (name, role, report.department, report.fiscal_year), unit)


def labelled(document: Document, table: Table, report: ReportFields) -> Iterator[Finance]:
    """Yield the facts of cells that hold label and value (政府性基金拨款：23)."""
    for row in before_form(table):
        for cell in row:
            found = None if cell.carried else LABELLED.fullmatch(cell.text)
            if found is None or not re.search(r"预算|支出|拨款|资金|收入|经费|调整", found["label"]):
                continue
            label = found["label"].strip()
            role: Role = "rate" if label.endswith("率") else "change" if label == "调整数" else "final"
            if role == "final" and BARE_ROLE.fullmatch(label):
                continue  # 预算数：… of a row tells again what the row is about
            item = f"预算{label}" if label in ("调整数", "调整率") else label
            value, unit = Decimal(re.sub("[,，]", "", found["n"])), found["u"] or ("%" if role == "rate" else table.unit) or "万元"
            start = cell.span[0] + found.start("label")
            span = (start, cell.span[0] + found.end("n"))
            yield Finance(
                item=item, role=role, scope=report.department, year=report.fiscal_year, value=value, unit=unit,
                value_wan=wan(value, unit), quote=document.quote(span), span=span, confidence=0.8,
            )


def executed(document: Document, table: Table, report: ReportFields, name: int, actual: int) -> Iterator[Finance]:
    """Yield the budget execution rate that an indicator table states (预算执行率)."""
    for row in table.rows[table.header_rows :]:
        label, cell = row[name], row[actual]
        if EXECUTED.fullmatch(bare(label.text)) and re.fullmatch(r"\s*\d+(?:\.\d+)?\s*[%％]\s*", cell.text):
            yield from fact_of(document, cell, label, (bare(label.text), "rate", report.department, report.fiscal_year), None)
