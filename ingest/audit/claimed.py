"""What is said of a target against its numbers (称完成、未完成): 超额完成 beside less than planned, 未完成 beside a target met."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.audit.forms import COLUMNS, plain
from ingest.audit.quantified import degree
from ingest.audit.rules import finding
from ingest.audit.sentence import STOP, Line, clause_start, lines, same_unit
from ingest.document import Cell, Document, Table
from ingest.numbers import Quantity
from ontology.records import Bundle, Finding, Indicator, Span

_PLAN = re.compile(r"计划|目标|任务|预期|年初设定|指标值|下达")
_DID = re.compile(r"实际|测评|测得|调查|评价|结果|完成|实现|达到|已|累计|新增|全年|有")
_MET = re.compile(
    r"超额完成|(?:全面|圆满|按时|如期|已)?(?:完成|达到|实现)了?(?:年度|全年|年初|预期|既定|设定|预定|绩效|目标|任务|计划|的)+(?!的?[\d一二])"
    r"|均?已?达标|达到预期"
)
_MISSED = re.compile(
    r"(?:未能?|没有|尚未|没能)(?:完成|达到|实现|达标)(?:了)?(?:年度|全年|年初|预期|既定|设定|预定|绩效|目标|任务|计划|值|的)*|未达标|未达预期"
)
_NOT_CLAIMED = re.compile(r"力争|确保|争取|基本|部分|除|若|如|的占|比例|的\d|预计|将|不能|不得|应当")
_FALLING = re.compile(r"降|减|压|死亡|事故|发案|投诉|成本|费用|能耗|时限|时间|浓度|排放|失业|发生")
_HEAD = re.compile(
    r"^(?:目标|任务|指标|年度目标)?(?:是否|有无)?(?:完成|达标|达成|实现)(?:情况|与否|目标|状态|程度|否)?$|^是否.{2,8}$|^(?:完成|达成)与否$"
)
_YES = re.compile(r"^(?:是|已?完成|已?达标|已?达成|已?实现|超额完成|√|达到预期(?:目标|指标)?|全部完成)$")
_NO = re.compile(r"^(?:否|未完成|未达标|未达成|未实现|×|未达到预期(?:目标|指标)?)$")


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield the claims about a target, in sentences and in a form's own column, that its numbers refute."""
    for line in lines(document):
        yield from _said(document, line)
    for table in document.tables:
        yield from _marked(document, table)


def _said(document: Document, line: Line) -> Iterator[Finding]:
    """计划 12 公里，实际完成 9.6 公里，超额完成: plan, result and claim of one sentence, in clauses that follow."""
    for plan, done in pairwise(line.found):
        if not same_unit(plan, done) or not line.same_sentence(plan.end, done.start) or plan.value == done.value:
            continue
        before, between = _label(line, plan), line.text[plan.end : done.start]
        if not _PLAN.search(before) or re.search(r"实际|上年|去年", before) or not _DID.search(between) or len(between) > 24:
            continue
        claim = _claim(line, done)
        if claim is None or (_FALLING.search(before + between) and plan.bound == "exact"):
            continue
        said, span = claim
        real = done.value <= plan.value if plan.bound == "le" else done.value >= plan.value
        if said != real and "approx" not in (plan.bound, done.bound):
            text = f"目标{plan.value:f}{plan.unit}，实际{done.value:f}{done.unit}，却称{'完成' if said else '未完成'}"
            yield finding(document, "claimed-target", text, [(line.clause(plan, done)[0], span[1])], 0.85)


def _label(line: Line, q: Quantity) -> str:
    """Return the words before a quantity in its clause, and in the clause before where its own is short."""
    start = clause_start(line.text, q.start)
    return line.text[start : q.start][-20:]


def _claim(line: Line, done: Quantity) -> tuple[bool, Span] | None:
    """Return whether the clause after the result says the target was met or missed, and where; None where it says neither."""
    stop = STOP.search(line.text, done.end)
    after = next((q.start for q in line.found if q.start >= done.end), len(line.text))
    text = line.text[done.end : min(stop.start() if stop else len(line.text), after + 12, done.end + 30)]
    missed, met = _MISSED.search(text), _MET.search(text)
    found = missed or met
    if found is None or _NOT_CLAIMED.search(text[: found.end()]) or text[: found.start()].count("，") > 1:
        return None
    end = re.compile(r"[，,。；;）)]|$").search(line.text, done.end + found.end())
    return missed is None, line.flow.span(done.end + found.start(), end.start() if end else done.end + found.end())


def _marked(document: Document, table: Table) -> Iterator[Finding]:
    """A column 是否完成 whose word is not what target and actual value of its row make."""
    heads: dict[str, int] = {}
    for row in table.rows:
        found = _columns(row)
        if found:
            heads = found
        elif heads and max(heads.values()) < len(row):
            yield from _row(document, row, heads)


def _columns(row: tuple[Cell, ...]) -> dict[str, int]:
    heads = [plain(c.text) for c in row]
    found = {
        role: next((i for i, h in enumerate(heads) if COLUMNS[role].search(h) and not _HEAD.match(h)), -1)
        for role in ("target", "actual")
    }
    found["mark"] = next((i for i, h in enumerate(heads) if _HEAD.match(h)), -1)
    return found if min(found.values()) >= 0 and len(set(found.values())) == 3 else {}


def _row(document: Document, row: tuple[Cell, ...], heads: dict[str, int]) -> Iterator[Finding]:
    target, actual, mark = (row[heads[role]] for role in ("target", "actual", "mark"))
    yes, no = (p.match(plain(mark.text)) for p in (_YES, _NO))
    names = [c for c in row[: heads["target"]] if c.text.strip()]
    if not (yes or no) or not names:
        return
    span = (names[-1].span[0], max(c.span[1] for c in (target, actual, mark)))
    ratio = degree(Indicator(quote=document.quote(span), span=span, name=plain(names[-1].text), target=target.text, actual=actual.text))
    if ratio is not None and (ratio >= 1) != bool(yes):
        text = f"“{plain(names[-1].text)}”目标{target.text.strip()}，实际{actual.text.strip()}，却标“{plain(mark.text)}”"
        yield finding(document, "claimed-target", text, [span], 0.85)
