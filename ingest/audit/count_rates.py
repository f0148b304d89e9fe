"""Rates against the counts beside them (率与件数): 受理 620 件，办结 600 件，办结率 99.2 %; 应种, 实种, 接种率; 在岗, 编制, 控制率."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.audit.rules import finding, tolerance
from ingest.audit.sentence import STOP, Line, clause_start, same_unit
from ingest.document import Document
from ingest.numbers import Quantity
from ontology.records import Finding

_NAMED = re.compile(r"(?P<name>[\u4e00-\u9fff]{1,12}?)率(?:为|达到?了?|是|约|[:：])?$")
_DID = {"整改": "改好|改正|整治", "办结": "结案|处结", "处置": "处理", "覆盖": "已覆盖|建成|享受"}
"""What is done under another word: 改好 is 整改."""

_WHOLE = re.compile(r"应|受理|接收|发现|排查|交办|立案|总|共|全部|参[加训考评检]|计划|发放|需|全[省市县区镇乡]|收到|下达|派单|在册")
_NOT_OF_ALL = re.compile(r"不|未|超|增长|增幅|下降|降幅|增速|同比|占|执行|利用外资|贡献|提高|提升|均|年化|死亡|出生|发生|发病")
_IN_TIME = re.compile(r"期限?内|按期|按时|及时|限时")
_GENERIC = frozenset("率数人的全达成有效完实际年度总各项目标工作任务情况综平均为了在")
_OTHER_TIME = re.compile(r"上年|去年|同期|20\d\d年(?!末|底)|累计|较|比")
_FAR = Decimal(12)
_SHARE = re.compile(r"^[，,（(]?(?P<again>[^，。；\d]{0,14}?)(?:占比|占)(?:为|达)?$")
_SHARE_OF = re.compile(r"^[，,（(]?占(?P<of>[\u4e00-\u9fff]{2,8}?)(?:总?(?:数|量|额)|(?:人|户|件|家)数)?的?(?:比例|比重)?(?:为|达)?$")
_SAVED = re.compile(r"(?P<word>节约|节支|节省|核减|审减|压减|压缩)(?:资金|成本|经费)?(?:率|比例)(?:为|达到?)?$")
_MONEY = frozenset({"元", "万元", "亿元"})


def of_those(document: Document, line: Line) -> Iterator[Finding]:
    """Yield the rates that no two counts of their sentence make, where one of the counts is named as the rate is."""
    for at, rate in enumerate(line.found):
        head = line.text[: rate.start].rstrip("约 ")
        named = _NAMED.search(head)
        if rate.unit != "%" or rate.bound != "exact" or not named or _NOT_OF_ALL.search(named["name"]) or rate.value > 100:
            continue
        terms = _terms(line, at)
        timely = _IN_TIME.search(named["name"])
        if timely and not any(timely.group() in _label(line, q) for q in terms):
            continue  # 法定期限内结案率100%: how many were in time is not told
        if any(_fits(part, whole, rate) for part in terms for whole in terms if part is not whole):
            continue
        pair = next(iter(_pairs(line, terms, named["name"], rate)), None)
        if pair is not None:
            part, whole = pair
            real = part.value / whole.value * 100
            first = min(part, whole, key=lambda q: q.start)
            last = max(part, whole, rate, key=lambda q: q.end)
            rule = "control-rate" if "控制" in named["name"] else "part-rate"
            text = f"{part.value:f} ÷ {whole.value:f} = {real:.2f}%，所列为{rate.value:f}%"
            yield finding(document, rule, text, [line.clause(first, last)])


def of_all_in_brackets(document: Document, line: Line) -> Iterator[Finding]:
    """检查268家，覆盖率100%（全县286家）: what was done over all there are, told in brackets behind the rate."""
    for part, rate, whole in zip(line.found, line.found[1:], line.found[2:], strict=False):
        named = re.fullmatch(r"[，,、]?(?:[\u4e00-\u9fff]{0,8}覆盖)率(?:为|达到?)?", line.text[part.end : rate.start])
        behind = re.fullmatch(r"[（(](?:全[省市县区旗镇乡]|共有|现有|辖区|应)[\u4e00-\u9fff]{0,10}", line.text[rate.end : whole.start])
        if not (named and behind and rate.unit == "%" and same_unit(part, whole) and part.value <= whole.value):
            continue
        real = part.value / whole.value * 100
        if {q.bound for q in (part, rate, whole)} == {"exact"} and _grain(rate) < abs(real - rate.value):
            text = f"{part.value:f} ÷ {whole.value:f} = {real:.2f}%，所列为{rate.value:f}%"
            yield finding(document, "part-rate", text, [line.clause(part, whole)], 0.85)


def shares_of_counts(document: Document, line: Line) -> Iterator[Finding]:
    """手术 12600 台次，其中四级手术 5040 台次，占比 45 %: the part over the whole before 其中."""
    for whole, part, rate in zip(line.found, line.found[1:], line.found[2:], strict=False):
        if rate.unit != "%" or rate.bound != "exact" or not same_unit(whole, part) or "元" in part.unit:
            continue
        if not 0 < part.value <= whole.value:
            continue
        said, between = _SHARE.match(line.text[part.end : rate.start].rstrip("约 ")), line.text[whole.end : part.start]
        if not said or not re.match(r"^[，,（(]?其中[：:]?[^，。；]*$", between) or {whole.bound, part.bound} != {"exact"}:
            continue
        real = part.value / whole.value * 100
        if _grain(rate) < abs(real - rate.value) < _FAR:
            text = f"{part.value:f} ÷ {whole.value:f} = {real:.2f}%，所列为{rate.value:f}%"
            yield finding(document, "part-rate", text, [line.clause(whole, rate)], 0.85)


def shares_of_named(document: Document, line: Line) -> Iterator[Finding]:
    """就业 2869 人 …，本省就业 2152 人，占就业人数的 80 %: the part over what the share says it is of."""
    for i, rate in enumerate(line.found[1:], 1):
        part = line.found[i - 1]
        said = _SHARE_OF.match(line.text[part.end : rate.start].rstrip("约 ")) if rate.unit == "%" else None
        if not said or rate.bound != "exact" or part.bound != "exact" or part.unit in _MONEY:
            continue
        before = [q for q in line.found[: i - 1] if same_unit(q, part) and q.value >= part.value]
        named = [q for q in before if q.bound == "exact" and said["of"] in _label(line, q)]
        ratios = [part.value / q.value * 100 for q in named]
        if ratios and all(abs(r - rate.value) > _grain(rate) for r in ratios) and abs(ratios[-1] - rate.value) < _FAR:
            text = f"{part.value:f} ÷ {named[-1].value:f} = {ratios[-1]:.2f}%，所列为{rate.value:f}%"
            yield finding(document, "part-rate", text, [line.clause(part, rate), line.clause(named[-1], named[-1])], 0.8)


def saved(document: Document, line: Line) -> Iterator[Finding]:
    """预算 1500 万元，节约 120 万元，节约率 10 %: what was saved over one of the amounts it was saved from."""
    for i, rate in enumerate(line.found):
        said = _SAVED.search(line.text[: rate.start].rstrip("约 ")) if rate.unit == "%" and i > 1 else None
        less = line.found[i - 1]
        if not said or less.unit not in _MONEY or said["word"] not in _label(line, less):
            continue
        start = max((m.end() for m in STOP.finditer(line.text, 0, rate.start)), default=0)
        wholes = [q for q in line.found[: i - 1] if q.start >= start and q.unit == less.unit and q.value > less.value]
        ratios = [(less.value / q.value * 100, q) for q in wholes]
        ratios += [(less.value / (q.value + less.value) * 100, q) for q in wholes]  # of what was spent, and what it would have cost
        if ratios and all(abs(r - rate.value) > _grain(rate) for r, _ in ratios):
            real, whole = ratios[0]
            text = f"{less.value:f} ÷ {whole.value:f} = {real:.2f}%，所列为{rate.value:f}%"
            yield finding(document, "part-rate", text, [line.clause(whole, rate)], 0.85)


def _terms(line: Line, at: int) -> list[Quantity]:
    """Return the exact counts of the rate's sentence before it, and in brackets right before it."""
    rate = line.found[at]
    start = max((m.end() for m in STOP.finditer(line.text, 0, rate.start)), default=0)
    counted = [q for q in line.found[:at] if q.start >= start and q.bound == "exact" and "%" not in q.unit and "元" not in q.unit]
    return [q for q in counted if q.value > 0 and q.kind != "rank"]


def _fits(part: Quantity, whole: Quantity, rate: Quantity) -> bool:
    return same_unit(part, whole) and abs(part.value / whole.value * 100 - rate.value) <= _grain(rate)


def _grain(rate: Quantity) -> Decimal:
    """Return what rounding, or cutting, may take from a rate as printed."""
    places = -int(rate.value.as_tuple().exponent)
    return tolerance("part-rate") if places <= 0 else max(Decimal(10) ** -places, Decimal("0.06"))


def _pairs(line: Line, terms: list[Quantity], name: str, rate: Quantity) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield part and whole: a count named as the rate is, and the whole that stands right before it or is marked as one."""
    for part in reversed(terms):
        said = _label(line, part)
        if not _is_named(name, said) or _OTHER_TIME.search(said) or _WHOLE.match(said):
            continue
        before = [q for q in terms if q is not part and same_unit(q, part) and q.value >= part.value]
        for whole in reversed(before):
            beside = whole.end <= part.start and terms.index(part) - terms.index(whole) == 1
            marked = "编制" in _around(line, whole) if "控制" in name else bool(_WHOLE.search(_label(line, whole)))
            if not (marked or (beside and "控制" not in name)) or _OTHER_TIME.search(_label(line, whole)):
                continue
            if _grain(rate) < abs(part.value / whole.value * 100 - rate.value) < _FAR:
                yield part, whole
                return


def _label(line: Line, count: Quantity) -> str:
    """Return the words of a count's clause before it."""
    return line.text[clause_start(line.text, count.start) : count.start][-12:]


def _around(line: Line, count: Quantity) -> str:
    return line.text[max(0, count.start - 8) : count.start]


def _is_named(name: str, said: str) -> bool:
    """Tell whether a count is of what the rate is of: a word in common, or another word for the same act."""
    if "控制" in name:
        return "编制" not in said
    if any(act in name and re.search(words, said) for act, words in _DID.items()):
        return True
    kept = "".join(c if c not in _GENERIC else " " for c in name)
    if any(kept[i : i + 2] in said for i in range(len(kept) - 1) if " " not in kept[i : i + 2]):
        return True
    return bool(re.search(r"实|已", said)) and bool((set(name) - _GENERIC) & set(said))
