"""Sums in running text (文字中的总分关系): a whole and its parts, parts and the total behind them, shares, averages."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise

from ingest.audit.rules import finding, tolerance
from ingest.audit.sentence import STOP, Line, clause_start, depth, is_printed, same_unit
from ingest.document import Document
from ingest.numbers import Quantity
from ontology.records import Finding

_PART = re.compile(r"其中|按[^，。；\d]{1,8}(?:分类?|划分|构成)(?=[，,：:])|(?<!主要)(?<!一是)(?:包括|包含|分别为|分别是)")
_BEHIND_STOP = re.compile(r"[。；;]\s*$")
_DEALT = re.compile(
    r"^[，,、；\s]*(?:现|均|已|全部|目前)*(?:整改|整治|改正|办结|结案|处置|处理|处结|化解|立案|查处|完成整改|调解|答复|销号|关闭|收回|追回|移送|核销|兑付|兑现|已?发放|拨付|支付|使用(?!非|以前|上年|结)|反馈|验收|配备)"
)
_CLOSE = (Decimal("0.97"), Decimal("1.05"))
_COLON = re.compile(r"(?<=[元人个名件户家吨亩项所])[:：](?=[^\d，。；]{2,16}\d)")
_WHOLE_SAID = re.compile(r"总|合计|共")
_USE = re.compile(r"[。；;]|用于|主要包括")
_TOTAL = re.compile(r"(?:合计|[共总]计|(?<=[，,])共)(?:编制|人员|人数|支出|金额|资金|投入)?(?:数)?(?:为|达|是)?[:：]?$")
_OTHER_KIND = re.compile(r"增加|减少|增长|下降|较|比上|上年|去年|目标|计划|预算数|原|应|标准|每")
_SHARE = re.compile(r"占(?P<whole>[^，。；、\d]{0,12}?)(?:的|比|比重|比例)?(?:为|达)?[约]?$")
_HALF = re.compile(r"^(?:其中)?[:：]?(?:基本支出|项目支出)(?:合计)?(?=[^\u4e00-\u9fff]|占)")
_AVERAGE_WORD = re.compile(r"(?:[人户亩次件家册台场班床车套辆]均|平均每)")
_DONE_OR_NOT = re.compile(
    r"[，,、](?:其中)?(?:已经?|全部|基本|部分|按时|按期|如期|超额|未|未能|没有|尚未|暂未|正在|持续|有序){0,2}(?:完成|达标|达到|实现|办结|整改|推进|落实|销号|验收)的?(?:目标|任务|指标)?(?:有|为)?"
)
_INCOME, _SPENT = re.compile(r"结转|收入"), re.compile(r"支出|决算数?$")
_ALL = Decimal("0.9")
"""The share from which on parts that are all there are, by the number or the place of the list, miss their whole."""
_LEFT, _ON_POST = re.compile(r"离休|退休|编外|临聘|聘用|遗属|劳务派遣"), re.compile(r"在职|在编|编制|在岗")
_MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@cache
def _families() -> tuple[Decimal, tuple[tuple[re.Pattern[str], re.Pattern[str], Decimal], ...]]:
    data = tomllib.loads(files(__package__).joinpath("sums.toml").read_text("utf-8"))
    return Decimal(data["default"]), tuple(
        (re.compile(f["words"]), re.compile(f.get("needs", "")), Decimal(f["least"])) for f in data["family"]
    )


def parts(document: Document, line: Line) -> Iterator[Finding]:
    """总数 A，其中甲 a、乙 b: the parts make the whole, where they were meant to be all of it."""
    for mark in (*_PART.finditer(line.text), *_COLON.finditer(line.text)):
        before = [q for q in line.found if q.end <= mark.start()]
        if not before or mark.start() - before[-1].end > 12:
            continue
        named = mark.re is not _COLON or _WHOLE_SAID.search(line.text[clause_start(line.text, before[-1].start) : before[-1].start])
        if not named and not _to_the_end(line, mark.end(), before[-1]):
            continue
        if not line.same_sentence(before[-1].end, mark.start()) or before[-1].unit == "%":
            yield from _parts_of_sentence(document, line, mark, before)
            continue
        total = _counted_whole(line, mark.end(), before)
        twin = before[-2].unit if len(before) > 1 and total.start - before[-2].end <= 1 else ""
        listed = _listed(line, mark.end(), total, twin)
        if listed is None or total.bound != "exact" or total.kind == "rank" or _prefix_fits([q.value for q in listed], total.value):
            continue
        made = sum((q.value for q in listed), Decimal(0))
        least = _least(line, mark.end(), listed)
        if _near_miss(made, total, _ALL if total is not before[-1] or not named else least):
            yield _apart(document, line, total, listed)


def _to_the_end(line: Line, start: int, total: Quantity) -> bool:
    """Tell whether a colon right behind an amount opens its parts, three at least, up to the end of the sentence."""
    stop = re.compile(r"[。；;]|$").search(line.text, start)
    inner = [q for q in line.found if start <= q.start < (stop.start() if stop else start)]
    last = line.text[inner[-1].end : stop.start()] if inner and stop else ""
    return len(inner) > 2 and all(same_unit(q, total) for q in inner) and re.fullmatch(r"[）)]?", last) is not None


def _counted_whole(line: Line, start: int, before: list[Quantity]) -> Quantity:
    """Return the whole of the parts behind `start`: 面积21.5万亩，涉及4个镇，其中甲镇6.2万亩、… of four parts is of the 21.5."""
    count = before[-1]
    inner, _ = _inner(line, start)
    same = [q for q in inner if inner and same_unit(q, inner[0])]
    if len(before) < 2 or same_unit(count, inner[0] if inner else count) or count.value != len(same) or not same_unit(before[-2], same[0]):
        return count
    return before[-2]


def _listed(line: Line, start: int, total: Quantity, twin: str = "") -> list[Quantity] | None:
    """Return the parts that a list tells in the unit of the whole, None where it tells something else too.

    `twin` is the unit of a figure told right before the whole, and so before each part (5期330人，其中县内4期260人).
    """
    inner, nested = _inner(line, start)
    inner = _till_other_kind(line, _till_dealt_with(line, start, inner), total)
    listed = [q for q in inner if same_unit(q, total)]
    others = [q for q in inner if not same_unit(q, total) and q.unit not in ("%", twin)]
    return None if len(listed) < 2 or others or nested else listed


def _till_dealt_with(line: Line, start: int, inner: list[Quantity]) -> list[Quantity]:
    """Return the parts before what was done with all of them (隐患 820 处，其中重大 6 处，整改 815 处), and before their own total."""
    position, acts = start, False
    for n, q in enumerate(inner):
        label = line.text[position : q.start]
        acts = acts or (not n and bool(_DEALT.match(label)))
        if n and (_TOTAL.search(label) or (not acts and _DEALT.match(label))):
            return inner[:n]
        position = q.end
    return inner


def _till_other_kind(line: Line, inner: list[Quantity], total: Quantity) -> list[Quantity]:
    """Return the parts before a comma that a clause of another kind follows, where a 、 parts them (窗口…人次、网上…人次，出具证明…份)."""
    said = clause_start(line.text, total.start)
    for n, q in enumerate(inner):
        commas = [line.text[a.end : b.start] for a, b in pairwise(inner[: n + 1])]
        other = not same_unit(q, total) and q.unit != "%"
        away = _LEFT.search(commas[-1]) and _ON_POST.search(line.text[said : total.start]) if commas else None
        if n > 1 and re.match("[，,]", commas[-1]) and (away or (other and all(c.startswith("、") for c in commas[:-1]))):
            return inner[:n]
    return inner


def _parts_of_sentence(document: Document, line: Line, mark: re.Match[str], before: list[Quantity]) -> Iterator[Finding]:
    """总数 A，执行率 p%。其中：甲 a、乙 b、丙 c: the parts are of one of the amounts of that sentence."""
    behind = _BEHIND_STOP.search(line.text[: mark.start()])
    if not behind and before[-1].unit != "%":
        return
    stops = [0, 0, *(m.end() for m in STOP.finditer(line.text, 0, mark.start()))]
    said = [q for q in before if q.start >= stops[-2 if behind else -1] and q.bound == "exact" and q.kind != "rank"]
    inner, _ = _inner(line, mark.end())
    wholes = [q for q in said if inner and same_unit(q, inner[0])]
    listed = _listed(line, mark.end(), wholes[-1]) if wholes else None
    if not listed or any(_prefix_fits([*(q.value for q in listed), Decimal(0)], w.value) for w in wholes):
        return
    made, least = sum((q.value for q in listed), Decimal(0)), _least(line, mark.end(), listed)
    near = min(wholes, key=lambda w: abs(made - w.value))
    kin = least != _families()[0]
    if is_printed(document, made, listed[0].unit):
        return
    if (len(listed) > 2 or kin) and _near_miss(made, near, least if kin else _CLOSE[0]) and made <= near.value * _CLOSE[1]:
        yield _apart(document, line, near, listed)


def _apart(document: Document, line: Line, total: Quantity, listed: Sequence[Quantity]) -> Finding:
    made = sum((q.value for q in listed), Decimal(0))
    terms = " + ".join(f"{q.value:f}" for q in listed)
    text = f"{terms} = {made:f}{total.unit}，与所列总数{total.value:f}{total.unit}相差{abs(made - total.value):f}"
    return finding(document, "parts-sum", text, [line.clause(total, listed[-1])])


def in_brackets(document: Document, line: Line) -> Iterator[Finding]:
    """总数 A（甲 a、乙 b）: where the brackets hold parts that exhaust a whole by their nature, or three that all but make it."""
    for total in line.found:
        if line.text[total.end : total.end + 1] not in ("（", "(") or total.bound != "exact" or _PART.match(line.text, total.end + 1):
            continue
        end = min((i for i in (line.text.find(c, total.end) for c in "）)") if i > 0), default=0)
        inner = [q for q in line.found if total.end < q.start and q.end <= end]
        listed = [q for q in inner if same_unit(q, total)]
        default, _ = _families()
        least = _least(line, total.end + 1, listed)
        if len(listed) < (3 if least == default else 2) or len(listed) != len(inner):
            continue
        made = sum((q.value for q in listed), Decimal(0))
        if _near_miss(made, total, least) and (least != default or made <= total.value * _CLOSE[1]):
            yield _apart(document, line, total, listed)


def _inner(line: Line, start: int) -> tuple[list[Quantity], bool]:
    """Return the quantities of a list outside brackets of its own, and whether a list within it tells its parts."""
    stop = _USE.search(line.text, start)
    end = stop.start() if stop else len(line.text)
    inside = [q for q in line.found if start <= q.start and q.end <= end and depth(line.text, start, q.start) == 0]
    inside = [q for q in inside if line.text[q.end : q.end + 1] != "制"]  # 三年制 is a kind
    nested = any(depth(line.text, start, m.start()) == 0 for m in _PART.finditer(line.text, start, end))
    return inside, nested


def _least(line: Line, start: int, listed: Sequence[Quantity]) -> Decimal:
    """Return the share of the whole from which on these parts were meant to be all of it."""
    default, families = _families()
    labels, position = [], start
    for q in listed:
        labels.append(line.text[position : q.start])
        position = q.end
    kin = (
        least for words, needs, least in families
        if all(words.search(label) for label in labels) and any(needs.search(label) for label in labels)
    )
    return min(kin, default=default)


def _prefix_fits(values: list[Decimal], total: Decimal) -> bool:
    """甲 + 乙 make the total already: what follows them says more of them, not a further part."""
    return any(abs(sum(values[:n]) - total) <= tolerance("parts-sum") for n in range(2, len(values)))


def _near_miss(made: Decimal, total: Quantity, least: Decimal) -> bool:
    """Parts may be a selection; what comes close to the whole, or exceeds it a little, was meant to be all of it."""
    if abs(made - total.value) <= tolerance("parts-sum") or not total.value:
        return False
    return least <= made / total.value <= Decimal("1.2")


def totals(document: Document, line: Line) -> Iterator[Finding]:
    """甲 a、乙 b，合计 A: some run of the amounts before it makes the total."""
    for i, total in enumerate(line.found):
        if total.bound != "exact" or total.kind == "rank" or not _TOTAL.search(line.text[: total.start]):
            continue
        start = max((m.end() for m in STOP.finditer(line.text, 0, total.start)), default=0)
        terms = [q for q in line.found[:i] if q.start >= start and same_unit(q, total)]
        if any(_INCOME.search(_own(line, q)) for q in terms) and _SPENT.search(_own(line, total)):
            continue  # 年初结转, 本年收入 and 支出合计 are two sides
        mixed = any(q.bound != "exact" or _OTHER_KIND.search(line.text[clause_start(line.text, q.start) : q.start]) for q in terms)
        if len(terms) < 2 or mixed or _PART.search(line.text, start, total.start):
            continue
        sums = [sum((q.value for q in terms[n:]), Decimal(0)) for n in range(len(terms) - 1)]
        whole = sums[0]
        if any(abs(s - total.value) <= tolerance("total-behind") for s in sums) or not total.value:
            continue
        if Decimal("0.9") <= whole / total.value <= Decimal("1.1"):
            text = f"{' + '.join(f'{q.value:f}' for q in terms)} = {whole:f}{total.unit}，合计写{total.value:f}{total.unit}"
            yield finding(document, "total-behind", text, [line.clause(terms[0], total)])


def _own(line: Line, q: Quantity) -> str:
    return line.text[clause_start(line.text, q.start) : q.start]


def outcomes_of_all(document: Document, line: Line) -> Iterator[Finding]:
    """目标12项，完成11项，基本完成1项，未完成1项: clause by clause what became of all of a number, one of them left undone."""
    for at, total in enumerate(line.found):
        run: list[Quantity] = []
        for before, q in zip(line.found[at:], line.found[at + 1 :], strict=False):
            label = re.fullmatch(_DONE_OR_NOT, line.text[before.end : q.start])
            if label is None or not same_unit(q, total) or q.bound != "exact":
                break
            run.append(q)
        if len(run) < 2 or total.bound != "exact" or not re.search("未|没有|尚|正在|推进", line.text[total.end : run[-1].start]):
            continue
        made = sum((q.value for q in run), Decimal(0))
        if _near_miss(made, total, Decimal("0.5")):
            yield _apart(document, line, total, run)
        return


def shares(document: Document, line: Line) -> Iterator[Finding]:
    """甲占 p%、乙占 q%、丙占 r%: three shares or more of one whole that come close to 100 % make 100 %."""
    run: list[tuple[Quantity, str]] = []
    for q in (*line.found, None):
        said = _SHARE.search(line.text[max(0, q.start - 20) : q.start]) if q and q.unit == "%" else None
        if q and said and (not run or (line.same_sentence(run[-1][0].end, q.start) and said["whole"] == run[-1][1])):
            run.append((q, said["whole"]))
            continue
        if q is not None and q.unit != "%" and run and line.same_sentence(run[-1][0].end, q.start):
            continue
        made = sum((r.value for r, _ in run), Decimal(0))
        halves = len(run) == 2 and all(_HALF.search(line.text[clause_start(line.text, r.start) : r.start]) for r, _ in run)
        if (len(run) >= 3 or halves) and Decimal("0.15") * len(run) < abs(made - 100) < 4:
            text = f"{' + '.join(f'{r.value:f}%' for r, _ in run)} = {made:f}%"
            yield finding(document, "shares-sum", text, [line.clause(run[0][0], run[-1][0])], 0.8)
        run = [(q, said["whole"])] if q and said else []


def averages(document: Document, line: Line) -> Iterator[Finding]:
    """2000人次，支出 300万元，人均 1500元: the average is the one amount over the one count of the sentence."""
    for i, mean in enumerate(line.found):
        word = _AVERAGE_WORD.search(line.text[clause_start(line.text, mean.start) : mean.start])
        if not word or mean.unit.split("/")[0] not in _MONEY or mean.bound != "exact":
            continue
        per = word.group()[0] if word.group()[1] == "均" else line.text[: mean.start].partition("平均每")[2][:1]
        start = max((m.end() for m in STOP.finditer(line.text, 0, mean.start)), default=0)
        before = [q for q in line.found[:i] if q.start >= start]
        amounts = [q for q in before if q.unit in _MONEY and q.bound == "exact"]
        counted = [q for q in before if per in q.unit and q.unit not in _MONEY and q.bound == "exact"]
        if len(amounts) != 1 or len(counted) != 1 or not counted[0].value or not mean.value:
            continue
        scale = Decimal(10_000) if counted[0].unit.startswith("万") else Decimal(1)
        real = amounts[0].value * _MONEY[amounts[0].unit] / (counted[0].value * scale)
        printed = mean.value * _MONEY[mean.unit.split("/")[0]]
        if tolerance("average") < abs(real / printed - 1) < 1:
            text = f"{amounts[0].value:f}{amounts[0].unit} ÷ {counted[0].value:f}{counted[0].unit} = {real:.2f}元，所列为{printed:f}元"
            first = min(amounts[0], counted[0], key=lambda q: q.start)
            yield finding(document, "average", text, [line.clause(first, mean)], 0.8)
