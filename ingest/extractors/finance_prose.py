"""Money told in sentences (文字叙述的收支): each amount with the item before it and the role its clause, sentence or heading gives."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ingest.document import Document, Flow
from ingest.extractors.finance_items import (
    FUND,
    TAKEN,
    UNIT_SCOPE,
    is_item,
    is_project,
    named,
    role_in,
    role_of_heading,
    summary_name,
    trimmed,
)
from ingest.extractors.finance_said import (
    BARE_ROLE,
    BOTH,
    CHANGE,
    FIGURE,
    FUNCTION,
    GRANTED,
    NARROW,
    OF_BUDGET,
    PREFIX,
    PURPOSE,
    RATE,
    RESULTS,
    SHARE,
    STRICT,
    SUMS,
    WHOLE,
    YEAR,
    Said,
)
from ontology.quantity import wan
from ontology.records import Finance, ReportFields, Role


def from_prose(document: Document, report: ReportFields) -> Iterator[Finance]:
    """Yield the amounts, shares, changes and rates of the department's money told in sentences, in printed order."""
    for flow in map(narrow, document.flows):
        if not flow.text or not FIGURE.search(flow.text):
            continue
        meaning = document.meaning_at(flow.offsets[0])
        if is_project_summary(document, flow):
            continue
        label = _label(document, flow)
        years = set(YEAR.findall(flow.text))
        only = int(next(iter(years))) if len(years) == 1 else None
        section = document.section_at(flow.offsets[0])
        three = (section and "三公" in section.title) or re.match(r"[^，。：:]{0,8}三公[^，。：:]{0,4}(?:情况)?[：:。]", flow.text)
        topic = "三公经费" if three else _function(flow.text, section.title if section else "")
        year = only if only is not None and report.fiscal_year and only <= report.fiscal_year else report.fiscal_year
        said = Said(0, year, label, report.department)
        for a, b in _sentences(flow.text):
            told = YEAR.search(flow.text, a, b)
            parts = re.match(r"\s*其中", flow.text[a:b]) is not None
            fresh = Said(a, int(told[1]) if told else year, label, report.department, last=topic, last_at=a)
            said = replace(said, start=a, last=said.main) if parts else fresh
            yield from _sentence(document, flow, (a, b), said, meaning in RESULTS or meaning == "problems")


def _function(text: str, title: str) -> str:
    """Return the functional class that a paragraph is about (一般公共服务支出（类）…（项）), empty where it is about none."""
    for opening in (text, title):
        found = FUNCTION.match(opening)
        if found:
            return found["name"]
    return ""


def is_project_summary(document: Document, flow: Flow) -> bool:
    """Tell whether a paragraph sums up a single programme (某项目绩效自评综述：…), whose money is not the department's."""
    section = document.section_at(flow.offsets[0])
    return summary_name(flow.text, section.title if section else "") is not None


def narrow(flow: Flow) -> Flow:
    """Return a flow with full-width digits, points and percent signs as narrow ones, character by character."""
    return replace(flow, text=flow.text.translate(NARROW))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^。]+", text):
        yield found.span()


def _label(document: Document, flow: Flow) -> Role | None:
    """Return the role that the paragraph's own label, else the headings above from the inside out, give its amounts."""
    own = re.match(r"[^：:。]{0,14}?([^：:。，\d]{3,14})[：:]", flow.text)
    if own and (role := role_of_heading(own[1])) is not None:
        return role
    section = document.section_at(flow.offsets[0])
    for title in reversed(section.path if section else ()):
        if (role := role_of_heading(title)) is not None:
            return role
    return "budget" if document.meaning_at(flow.offsets[0]) == "goals" else None


def _sentence(document: Document, flow: Flow, span: tuple[int, int], said: Said, strict: bool) -> Iterator[Finance]:
    position = span[0]
    text = flow.text
    for found in FIGURE.finditer(text, *span):
        cut = max((text.rfind(mark, position, found.start()) + 1 for mark in "，；：。,;:" ), default=0)
        begin = max(cut, position)
        if re.search(r"其中|包括", text[position : found.start()]):
            said.parts, said.whole_role = True, said.last_role or said.whole_role
        if text[begin - 1 : begin] in "：:" and re.fullmatch(r"[^，；。]{0,3}", text[begin : found.start()]):
            begin = max([position, *(text.rfind(mark, position, begin - 1) + 1 for mark in "，；。、")])
        phrase = text[begin : found.start()]
        percent = found["u"] in ("%", "％")
        facts = _percent(flow, begin, found, said) if percent else _amount(flow, begin, phrase, found, said)
        for start, item, role, value, scope in facts:
            if strict and role != "change" and not said.granted and not STRICT.search(item):
                continue
            yield _fact(document, flow, (start, found.end()), (item, role, value, "%" if percent else found["u"]), scope, said)
        if not percent and said.last == "" and not said.granted and is_project_sentence(phrase):
            return
        position = found.end()


Fact = tuple[int, str, Role, Decimal, str | None]


def is_project_sentence(phrase: str) -> bool:
    """Tell whether the first amount of a sentence is a single project's: what follows are its parts."""
    a, b = trimmed(phrase)
    return is_project(phrase[a:b])


def _amount(flow: Flow, begin: int, phrase: str, found: re.Match[str], said: Said) -> list[Fact]:
    value = Decimal(0) if found["zero"] else Decimal(re.sub("[,，]", "", found["n"]))
    begin, phrase = _after_list(begin, phrase)
    change = CHANGE.search(phrase)
    if change and (change["against"] or said.compared) and said.last:
        return [_changed(said, change, value, "额")]
    a, b = trimmed(phrase)
    a -= a > 0 and phrase[a - 1] == "“"
    granted = GRANTED.search(phrase[a:b])
    said.granted = said.granted or granted is not None
    a += granted.end() if granted else 0
    words = phrase[a:b]
    both = BOTH.search(phrase[: b + 2].rstrip()) or re.search(r"(?:均|各|都)为?\s*$", phrase) or text_says_both(found)
    if both:
        return _both(begin + a, re.sub(r"(?:均|各|都)为?$", "", words), value, said)
    if TAKEN.search(words):
        words = re.sub(r"^.*(?:使|造成|导致)(?:我[局委厅院校所办]|本?单位)?", "", words)
        item = words if "缺口" in words else re.sub(r"被?统筹$", "", words) + "被统筹金额"
        _remember(said, item, begin + a, "change", value)
        return [(begin + a, item, "change", value, said.scope)] if len(item) < 40 else []
    own = role_in(words) or ("budget" if re.search(r"年初[^结，]{0,4}预算", FUND.sub("", phrase)) else None)
    name = named(words)
    bare_role = own is not None and (not name or BARE_ROLE.fullmatch(name))
    if re.fullmatch(r"支出决算数?|支出|实际支出数?", name or words) and re.search(r"费$|经费|三公|专项", said.last):
        bare_role, own = True, "final"
    if said.last and OF_BUDGET.fullmatch(phrase.strip()):
        return [(said.last_at, said.last, "adjusted" if "调整" in phrase else "budget", value, said.scope)]
    inherits = said.last and own and role_in(said.last) in (None, own) and not BARE_ROLE.fullmatch(said.last)
    if (bare_role or not words) and inherits and own:
        return [_kept(said, said.last, said.last_at, own, value)]
    if said.main and UNIT_SCOPE.fullmatch(words) and not is_item(words):
        use = PURPOSE.match(flow.text, found.end())
        item = f"{said.main}（{use['use'].removesuffix('方面')}）" if use else said.main
        return [(begin + a, item, said.main_role or "final", value, words.removeprefix("所属").removeprefix("直属"))]
    if (said.granted or said.last_role == "change") and is_project(words) and len(words) < 30:
        role: Role = "change" if said.last_role == "change" else "budget"
        _remember(said, words, begin + a, role, value)
        return [(begin + a, words + ("被统筹金额" if role == "change" else ""), role, value, said.scope)]
    if not (is_item(words) or BARE_ROLE.fullmatch(words)) or (is_project(words) and not (said.last and said.last_role == "change")):
        return []
    role = own or ("final" if WHOLE.search(name) and said.label in (None, "final") else _context_role(said))
    _remember(said, name, begin + a, role, value)
    return [(begin + a, name, role, value, said.scope)]


def text_says_both(found: re.Match[str]) -> bool:
    """Tell whether a zero is said of two things (均为0)."""
    return bool(found["zero"]) and found.group().startswith("均")


def _after_list(begin: int, phrase: str) -> tuple[int, str]:
    """Return the phrase behind 、 where it only closes a list of amounts, and behind an opening bracket."""
    lead = re.match(r"[、（(]+", phrase)
    if lead:
        return begin + lead.end(), phrase[lead.end() :]
    bracket = max(phrase.rfind("（含"), phrase.rfind("(含"))
    return (begin + bracket + 1, phrase[bracket + 1 :]) if bracket >= 0 else (begin, phrase)


def _both(start: int, words: str, value: Decimal, said: Said) -> list[Fact]:
    """Return two facts of one amount: two roles of one item (预算数和执行数均为) or two items (收入、支出均为)."""
    if sums := SUMS.fullmatch(words):
        return [(start, f"{side}{sums[1]}", _context_role(said), value, said.scope) for side in ("收入", "支出")]
    parts = re.split(r"[和、与及]", words)
    first, rest = (words.rpartition(re.findall(r"[和、与及]", words)[-1])[::2]) if len(parts) > 1 else (words, "")
    roles = (role_in(first), role_in(rest))
    if rest and roles[0] and roles[1] and roles[0] != roles[1]:
        item = named(re.sub(r"(?:本年|年初|全年)?(?:预算|决算|执行)数?$", "", first)) or said.last
        _remember(said, item, start, roles[1], value)
        return [(start, item, role, value, said.scope) for role in roles if role]
    if not rest or not is_item(first):
        return [(start, named(words), role_in(words) or _context_role(said), value, said.scope)] if is_item(words) else []
    second = first[: -len(rest)] + rest if len(rest) <= 3 and len(first) > len(rest) else rest
    role = role_in(words) or _context_role(said)
    _remember(said, first, start, role, value)
    said.last = ""
    return [(start, named(i), role, value, said.scope) for i in (first, second)]


def _remember(said: Said, item: str, at: int, role: Role, value: Decimal) -> None:
    if not said.main:
        said.main, said.main_at, said.main_role = item, at, role
    said.last, said.last_at, said.last_role, said.last_value = item, at, role, value


def _kept(said: Said, item: str, at: int, role: Role, value: Decimal) -> Fact:
    said.last_role = role
    return at, item, role, value, said.scope


def _context_role(said: Said) -> Role:
    """An amount's role where its words say none: the sentence's head, the label or heading, else 决算."""
    if said.parts and said.whole_role in ("budget", "adjusted", "final", "prior"):
        return said.whole_role if said.whole_role != "final" else said.label or "final"
    if said.main_role in ("budget", "adjusted", "prior", "change"):
        return said.main_role
    return said.label or said.main_role or "final"


def _changed(said: Said, change: re.Match[str], value: Decimal, measure: str) -> Fact:
    """Return a change against another year; behind 其中 with a zero the whole sentence's head is what changed."""
    item, at = (said.main, said.main_at) if said.last_value == 0 and said.main else (said.last, said.last_at)
    against = change["against"] or said.compared
    said.compared = against
    way = change["way"]
    word = "减少" if way in ("减少", "下降", "降低", "降幅", "压减", "缩减") else "增加"
    than = "较年初预算" if "预算" in against else "较年初" if "年初" in against else "较上年"
    name = f"{word}额" if measure == "额" else {"增加": "增幅", "减少": "降幅"}[word]
    return at, f"{item}{than}{name}", "change", value, said.scope


def _percent(flow: Flow, begin: int, found: re.Match[str], said: Said) -> list[Fact]:
    phrase = flow.text[begin : found.start()]
    value = Decimal(re.sub("[,，]", "", found["n"]))
    change = CHANGE.search(phrase)
    if change and said.last and (change["against"] or said.compared):
        return [_changed(said, change, value, "幅")]
    rate = RATE.search(phrase)
    if rate and rate["kind"] and (said.last or "预算" in phrase or "执行率" in phrase):
        a, _ = trimmed(rate["kind"])
        kind = rate["kind"][a:]
        alone = len(kind) > 3 or not said.last or BARE_ROLE.fullmatch(said.last)
        item = ("预算" if kind == "执行率" else "") + kind if alone else f"{said.last}{kind}"
        if kind == "执行率" and not said.last and "预算" not in flow.text[: found.start()]:
            return []
        return [(begin + rate.start("kind") + a if not said.last else said.last_at, item, "rate", value, said.scope)]
    if rate and said.last:
        return [(said.last_at, f"{said.last}占年初预算比例", "rate", value, said.scope)]
    if re.fullmatch(r"万?元?的", phrase) and said.last and flow.text[: found.start()].endswith("元的"):
        return [(said.last_at, f"{said.last}占年初预算比例", "rate", value, said.scope)]
    share = SHARE.search(phrase)
    if share and said.last:
        prefix = PREFIX.get(said.last_role or "final", "") if said.label or said.main_role in ("budget", "adjusted") else ""
        of = share["of"] or ""
        return [(said.last_at, f"{prefix}{said.last}占{of}比" + ("重" if of else ""), "share", value, said.scope)]
    return []


def _fact(
    document: Document, flow: Flow, at: tuple[int, int], said_of: tuple[str, Role, Decimal, str | None], scope: str | None, said: Said
) -> Finance:
    item, role, value, printed = said_of
    span = flow.span(*at)
    unit = "%" if printed in ("%", "％") else printed or "万元"
    year = said.year - 1 if role == "prior" and said.year and "上年" in flow.text[at[0] : at[1]] else said.year
    amount = wan(value, "万元" if unit == "万" else unit)
    sure = said.label or role_in(item) or role in ("share", "change", "rate")
    return Finance(
        item=item, role=role, scope=scope, year=year, value=value, unit=unit, value_wan=amount,
        quote=document.quote(span), span=span, confidence=0.92 if sure else 0.85,
    )
