"""One sentence printed twice with other figures (重复语句), and claims of keeping within the budget (预算控制)."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ingest.audit.rules import finding
from ingest.document import Document
from ontology.records import Bundle, Finance, Finding, Span

_SENTENCE = re.compile(r"[^。；;\n]+")
_FIGURE = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?")
_TIME = re.compile(r"20\d\d|季度|月|上半年|下半年|上年|去年|第[一二三四五六七八九十]|[一二三四五六七八九十]是")
_LEAST = 14
_WITHIN = re.compile(
    r"(?:均|全部)?(?:未超过?|没有超过?|低于|控制在|不超)[^，。；\d]{0,6}(?:年初|全年)?(?:预算|限额|控制数)(?:数|内|以内|之内|范围内)?(?!\d)"
)


def check(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Yield sentences repeated with other figures, and claims that the money facts refute."""
    yield from _repeated(document)
    yield from _within(document, bundle)


def _repeated(document: Document) -> Iterator[Finding]:
    said: dict[str, list[tuple[tuple[str, ...], Span]]] = defaultdict(list)
    for flow in document.flows:
        for m in _SENTENCE.finditer(flow.text):
            words = re.sub(r"\s", "", _FIGURE.sub("#", re.sub(r"^[（(]?[\d一二三四五六七八九十]+[)）、.．]\s*", "", m.group())))
            figures = tuple(f.replace(",", "").replace("，", "") for f in _FIGURE.findall(m.group()))
            if figures and not _TIME.search(m.group()) and len(re.sub(r"[^\u4e00-\u9fff]", "", words)) >= _LEAST:
                said[words].append((figures, flow.span(m.start(), m.end())))
    for places in said.values():
        if len(places) == 2 and places[0][0] != places[1][0] and _is_one(*(figures for figures, _ in places)):
            quotes = "；".join("、".join(figures) for figures, _ in places)
            yield finding(document, "sentence-twice", f"同一语句出现两次而数字不同：{quotes}", [span for _, span in places], 0.8)


def _is_one(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Tell whether two sets of figures are of one sentence: of several, one at least is the same; else two things are told in one form."""
    return len(first) == 1 or any(a == b for a, b in zip(first, second, strict=False))


def _within(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """三公经费未超预算, beside an amount spent that exceeds the budget."""
    over = [(f, b) for f in bundle.finance if f.role == "final" for b in _budgets(bundle, f) if (f.value_wan or 0) > (b.value_wan or 0)]
    for flow in document.flows:
        for m in _WITHIN.finditer(flow.text):
            sentence = flow.text[max(flow.text.rfind("。", 0, m.start()), flow.text.rfind("；", 0, m.start())) + 1 : m.end()]
            subject = sentence[: m.start()][-60:]
            for spent, budget in over:
                if _plain(spent.item) in _plain(subject) and len(_plain(spent.item)) >= 4:
                    text = f"{spent.item}支出{spent.value_wan:f}超过预算{budget.value_wan:f}，却写“{m.group()}”"
                    yield finding(document, "over-budget", text, [flow.span(m.start(), m.end()), spent.span, budget.span], 0.8)
                    break


def _budgets(bundle: Bundle, spent: Finance) -> list[Finance]:
    """Return the budget of an item spent, where the report knows one only."""
    found = [
        f for f in bundle.finance
        if f.role in ("budget", "adjusted") and (f.item, f.year, f.scope) == (spent.item, spent.year, spent.scope) and f.value_wan
    ]
    return found if len({f.value_wan for f in found}) == 1 else []


def _plain(text: str) -> str:
    return re.sub(r"[“”\"\s]", "", text)
