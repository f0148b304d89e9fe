"""Which duty money serves (职责—支出): explicit where the report says 用于 …, topical where name and duty share a subject.

An amount may serve several duties and is never split; money for the running of the office serves no single duty.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Document
from ingest.duty_index import DutyIndex, words
from ontology.quantity import wan
from ontology.records import Basis, Bundle, DutySpending, Project, Span

_USE = re.compile(r"(?:全部|主要|重点|专项)?(?:用于|包括(?:一是)?|用在|投向)[:：]?")
_COMPONENTS = re.compile(r"[，,（(]?(?:其中|含|全部为)[^。；]*?(?=全部用于|主要用于|用于|主要包括|。|；|$)")
_SEPARATOR = re.compile(r"[、；;，,]|和(?=[^、；，]{3,})|及(?=[^、；，]{3,})")
_COST = re.compile(r"(?:费用|成本|经费|支出)(?:[（(][^（）()]*[)）])?$")
_NO_COST = re.compile(r"总成本|总支出|预算|单位|单[批次户人件个场]|人均|户均|平均|每")
_BODY = re.compile(r"[市县区省][\u4e00-\u9fff]{2,14}?(?:中心|研究院|研究所|检验院|检测院)")
"""A body that money goes to says what it does, not what the money is for."""
_OFFICE = re.compile(r"办公|机关|本级|本局|单位")
_LAST_DUTY = re.compile(r"交办|其他任务|其他事项|^(?:负责)?(?:宣传)?(?:贯彻|执行)(?!落实[^，]{0,6}规划)[^，]*(?:法律|法规|政策|方针|部署)")
"""Duties that no money is for: the last one of the list, and to carry out the laws of the field."""
_STANDARD_OFFICE = re.compile(r"(?<=[所站室队])(?:标准化|规范化)+(?=建设|改造|创建|经费|专项|$)")
"""How an office itself is to be (基层所标准化建设): nothing of the work on standards."""
_JOINED = re.compile(r"([^、及与和]{3,10})[及与和]([^、及与和]{3,}?)(?:专项|项目|工作|经费|资金|补助|奖补|支出)*")
_OWN_SUBJECT, _BY_FIELD = 0.42, 0.5


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that say what money is for, with their place and how they say it; `listed` where they are one of several."""

    text: str
    span: Span
    basis: Basis
    listed: bool = False


@dataclass(frozen=True, slots=True)
class _Spending:
    """A project, or a cost indicator with an amount, and the phrases that say what it is for."""

    name: str
    value_wan: Decimal | None
    phrases: tuple[_Phrase, ...]


def link_spending(document: Document, bundle: Bundle) -> Iterator[DutySpending]:
    """Yield the links from duties to the money that serves them, each duty and project once, the surest basis first."""
    index = DutyIndex(tuple(d for d in bundle.duties if not _LAST_DUTY.search(d.head)), bundle.report.department)
    for spending in (*_projects(document, bundle), *_costs(bundle)):
        if _is_general(spending.name, index):
            continue
        linked: dict[int, DutySpending] = {}
        named: dict[int, float] = {}
        for phrase in spending.phrases:
            explicit = phrase.basis == "explicit"
            for match in index.best(phrase.text, spending.name, explicit):
                if not explicit:
                    named[match.duty.order] = max(match.score, named.get(match.duty.order, 0.0))
                basis: Basis = "topical" if match.wider and not phrase.listed else phrase.basis
                known = linked.get(match.duty.order)
                if known is None or (known.basis == basis and known.score < match.score):
                    linked[match.duty.order] = DutySpending(
                        duty=match.duty.head, project=spending.name, value_wan=spending.value_wan, basis=basis, score=match.score,
                        quote=document.quote(phrase.span), span=phrase.span, confidence=_sure(match.score),
                    )
                elif known.score < match.score:  # a use that says so faintly, and the name that says so clearly
                    linked[match.duty.order] = known.model_copy(update={"score": match.score, "confidence": _sure(match.score)})
        yield from _without_chance(linked, named)


def _sure(score: float) -> float:
    return round(min(0.95, 0.45 + score / 2), 2)


def _without_chance(linked: dict[int, DutySpending], named: dict[int, float]) -> Iterator[DutySpending]:
    """Yield the links; where the name itself speaks of a duty, no use that leads to another one by its field alone."""
    top = max((link.score for link in linked.values()), default=0.0)
    clear = max(named.values(), default=0.0) >= _OWN_SUBJECT
    for order, link in linked.items():
        if not clear or order in named or link.score > _BY_FIELD or link.score == top:
            yield link


def _is_general(name: str, index: DutyIndex) -> bool:
    """Money for the running of the office, by a word that no duty of the department names (乡村振兴 is one of a township's)."""
    general = words()["general"].search(name)
    return general is not None and (bool(_OFFICE.search(name)) or not any(general.group() in duty.head for duty in index.duties))


def _projects(document: Document, bundle: Bundle) -> Iterator[_Spending]:
    past = [s.span for s in document.sections if s.meaning in ("problems", "measures")]
    for project in bundle.projects:
        if any(a <= project.span[0] < b for a, b in past):
            continue
        named = [_Phrase(text, project.span, "topical") for text in _subjects(project.name)]
        uses: list[_Phrase] = []
        if project.value is not None:
            for span in _mentions(document, project):
                uses.extend(_uses(document, span, project.name))
        yield _Spending(project.name, project.value_wan, tuple([*uses, *named]))


def _subjects(name: str) -> Iterator[str]:
    """食品、药品及工业产品抽检 speaks of three subjects, 质量强县与标准化专项 of two besides the whole; a name without 、 of one."""
    name = _STANDARD_OFFICE.sub("", name)
    parts = [p for p in re.split(r"、|及(?=[^、]{3,})", name) if len(p) > 1]
    if len(parts) >= 3:
        yield from parts
        return
    yield name
    joined = _JOINED.fullmatch(name)
    yield from joined.groups() if joined else ()


def _mentions(document: Document, project: Project) -> Iterator[Span]:
    """The project's own place, and wherever its amount is printed again behind its name or an alias."""
    yield project.span
    printed = f"{project.value:f}{project.unit or ''}"
    for m in re.finditer(re.escape(printed), document.text):
        inside = project.span[0] <= m.start() < project.span[1]
        before = document.text[max(0, m.start() - 30) : m.start()]
        if not inside and any(alias[-6:] in before for alias in (project.name, *project.aliases)):
            yield m.start(), m.end()


def _uses(document: Document, span: Span, name: str) -> Iterator[_Phrase]:
    """The items behind 用于 or 包括 in what follows the amount, up to the next amount."""
    end = document.text.find("\n", span[1])
    start = span[1]
    tail = document.text[start : end if end >= 0 else len(document.text)]
    parts = _COMPONENTS.match(tail)
    if parts:
        tail, start = tail[parts.end() :], start + parts.end()
    tail = _own_tail(tail)
    inside = document.quote(span)
    use = _USE.search(inside)
    if use:
        tail, start = inside[use.start() :], span[0] + use.start()
    elif re.match(r"，(?!其中)[^，。；\d]{4,}(?:、[^，。；\d]{2,}){2,}", tail):
        tail = "用于" + tail[1:]
        start -= 1
    for m in _USE.finditer(tail):
        items = list(_items(tail, m.end(), _next(tail, m.end())))
        for a, b in items:
            basis: Basis = "topical" if tail[a:b] == name else "explicit"
            yield _Phrase(_BODY.sub("", tail[a:b]), (start + a, start + b), basis, len(items) >= 3)


def _own_tail(tail: str) -> str:
    """Cut what follows an amount where the next item or the next amount begins, with the words that lead to it."""
    m = re.compile(r"(?<=[。；])\s*(?=[（(]?\d)|\d+(?:\.\d+)?[万亿]?元").search(tail)
    if m is None:
        return tail
    if not m.group().endswith("元"):
        return tail[: m.start()]
    return tail[: max(tail.rfind(c, 0, m.start()) for c in "。；，") + 1]


def _next(text: str, position: int) -> int:
    """The list ends at the sentence's end or where the next 用于 begins."""
    stop = re.compile(r"[。\n]|，?(?:全部|主要|重点)?(?:用于|包括)").search(text, position)
    return stop.start() if stop else len(text)


def _items(text: str, start: int, end: int) -> Iterator[Span]:
    position = start
    masked = re.sub(r"[（(][^（）()]*[)）]", lambda m: "\ue000" * len(m.group()), text)
    for m in (*_SEPARATOR.finditer(masked, start, end), None):
        stop = m.start() if m else end
        if text[position:stop].strip():
            yield position, stop
        position = m.end() if m else end


def _costs(bundle: Bundle) -> Iterator[_Spending]:
    """Cost indicators whose actual value is an amount: 公平竞争审查评估费用 9.8万元."""
    paid = {p.value_wan: p.name for p in bundle.projects}
    for row in bundle.indicators:
        m = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(万元|元|亿元)", unicodedata.normalize("NFKC", row.actual or "").strip())
        if not m or not _COST.search(row.name) or _NO_COST.search(row.name):
            continue
        if len(set(row.name) & set(paid.get(wan(Decimal(m[1]), m[2]), ""))) < 3:  # a project's own amount is told as its own
            yield _Spending(row.name, wan(Decimal(m[1]), m[2]), (_Phrase(row.name, row.span, "topical"),))
