"""Columns of amounts (金额各栏): what each holds, of which year, and the names that stand on its side of the table."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Table
from ingest.extractors.finance.cell import AMOUNT, NUMBERING, role_of
from ingest.extractors.finance.items import FUND, is_item
from ingest.table_headers import BLANKS, bare, kind_of, money_unit
from ontology.records import Role

PEOPLE = re.compile(r"人数|编制|在职|规模|面积|㎡|数量|投资概算")
USED_FOR = re.compile(r"(?:主要|任务|工作|具体|支出)?内容|(?:资金|主要)?用途|使用方向")
"""What heads the column that says what a programme's money is for."""

PLAIN_HEAD = re.compile(r"(?:(?:19|20)\d{2}年度?)?((?:年初|全年|调整后?|年度)?(?:预算|执行|决算|实际支出|支出)(?:数|金额|额))")
"""A heading that says a role and no item (年初预算数)."""

LEFT = re.compile(r"(?:资金|年末|预算)?(?:结余|结转|余额|结转结余|结转和结余|未支付)(?:资金|数|额|金额)?")
"""What heads a column of money left over."""

YEAR = re.compile(r"((?:19|20)\d{2})")
ADDED = re.compile(r"(?:年中|年度中|中央|省级|上级)?(?:预算)?(?:追加|调增|调减|增减)(?:预算|资金|指标)?(?:数|额|金额)?")
"""What heads a column of money added within the year, not the budget that came of it."""

PERCENT = re.compile(r"[（(]\s*[%％]\s*[)）]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of amounts: its place, what it holds, for which year, a part of the item's name that it adds, and 收入 or 支出."""

    index: int
    role: Role
    year: int | None
    unit: str | None
    measure: str = ""
    part: str = ""
    side: str = ""
    heading: str = ""


def money_columns(table: Table, year: int | None) -> list[Column]:
    """Return the columns of amounts, rates, shares and changes (金额各栏), none where no column holds an amount."""
    if not table.header_rows:
        return []
    out: list[Column] = []
    for i, c in enumerate(table.rows[table.header_rows - 1]):
        kind = kind_of(c.text)
        kind = "money" if kind == "year" and table.unit else kind
        if i == 0 or kind not in ("money", "measure", "rate", "share", "change", "actual", "target") or PEOPLE.search(c.text):
            continue
        if _names(table, i):
            continue
        column = _column(i, c.text, kind, table, year)
        if column is not None:
            out.append(column)
    if not any(c.role not in ("rate", "share", "change") for c in out):
        return []
    return _received(table, out)


def _received(table: Table, columns: list[Column]) -> list[Column]:
    """Return the columns where money that came in is told apart from money spent (到位资金 beside 支出金额)."""
    heads = {c.index: bare(table.rows[table.header_rows - 1][c.index].text) for c in columns}
    spent = any(c.role == "final" and not c.measure and "到位" not in heads[c.index] for c in columns)
    came = {c.index for c in columns if spent and c.role == "final" and "到位" in heads[c.index]}
    return [replace(c, measure=heads[c.index]) if c.index in came else c for c in columns]


def sides(table: Table, columns: list[Column]) -> list[tuple[range, list[Column]]]:
    """Return (columns of names, columns of amounts) of each side of a table; 收入 and 支出 may stand side by side (收支两栏)."""
    first, width = min(c.index for c in columns), len(table.rows[0])
    inner = [i for i in range(first + 1, width) if any(c.index > i for c in columns) and _items(table, i)]
    found = []
    for a, b in pairwise([0, *inner, width]):
        if group := [c for c in columns if a < c.index < b]:
            found.append((range(a, min(c.index for c in group)), group))
    return found


def _items(table: Table, index: int) -> bool:
    """Tell whether most cells of a column name items of money, and none holds an amount."""
    cells = [NUMBERING.sub("", BLANKS.sub("", row[index].text)) for row in table.rows[table.header_rows :]]
    filled = [text for text in cells if text]
    if USED_FOR.fullmatch(bare(table.rows[table.header_rows - 1][index].text)) or len(filled) < 2:
        return False
    return not any(AMOUNT.fullmatch(text) for text in filled) and 2 * sum(map(is_item, filled)) >= len(filled)


def _names(table: Table, index: int) -> bool:
    """Tell whether a column under a heading of money holds the rows' names (部门预算总额 over 财政性资金, 基本支出 …)."""
    cells = [NUMBERING.sub("", row[index].text) for row in table.rows[table.header_rows :]]
    named = [text for text in cells if re.search(r"[\u4e00-\u9fff]{2}", text)]
    return bool(named) and not any(AMOUNT.fullmatch(text) for text in cells)


def _past(of: int | None, year: int | None) -> bool:
    return of is not None and year is not None and of < year


def _column(index: int, text: str, kind: str, table: Table, year: int | None) -> Column | None:
    head, _, below = re.sub(r"\s", "", text).partition("：")
    heading, unit = bare(head), "%" if PERCENT.search(text) else money_unit(text)
    found = YEAR.search(heading)
    of = int(found[1]) if found else year - 1 if year and re.match(r"上年(?!结|累计|末)", heading) else year
    below = re.sub(r"^其中[：:]?", "", below)
    part = "" if re.fullmatch(r"总额|小计|合计|金额|", below) else below
    if kind == "rate" and "预算" in heading and heading.startswith(("完成", "占")):
        heading = "预算完成率" if heading.startswith("完成") else "占预算比例"
    if kind in ("rate", "share", "change"):
        return Column(index, "rate" if kind == "rate" else "share" if kind == "share" else "change", of, unit, heading)
    if kind == "measure" or LEFT.fullmatch(heading):
        told = role_of(below, "") if re.search(r"预算|决算|执行", FUND.sub("", below)) else "final"
        return Column(index, "prior" if told == "final" and _past(of, year) else told, of, unit, heading)
    if kind in ("actual", "target") and not re.search(r"数|额|支出|执行", heading):
        return None
    if re.search(r"调整数|调整额|追加", part):
        return Column(index, "change", of, unit, part)
    if ADDED.fullmatch(heading):
        return Column(index, "change", of, unit, heading)
    own = part if re.search(r"预算|决算|执行|支出", FUND.sub("", part)) else ""
    role, part = role_of(own or heading, table.caption or ""), "" if own else part
    role = "prior" if role == "final" and _past(of, year) else role
    side = re.match(r"(收入|支出)[预决]算", heading)
    plain = PLAIN_HEAD.fullmatch(own or heading)
    return Column(index, role, of, unit, "", part, side[1] if side else "", plain[1] if plain else "")
