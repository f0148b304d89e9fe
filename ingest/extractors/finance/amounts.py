"""What one amount in a sentence states (金额所述): its item and role, and what an amount said with it or before it adds."""

import re
from decimal import Decimal

from ingest.document import Flow
from ingest.extractors.finance.compared import aside, taken
from ingest.extractors.finance.items import (
    FUND,
    TAKEN,
    UNIT_SCOPE,
    is_item,
    is_project,
    named,
    role_in,
    trimmed,
    whole_named,
)
from ingest.extractors.finance.parts import full_name
from ingest.extractors.finance.said import (
    AFTER_ADDING,
    BARE_ROLE,
    BOTH,
    GRANTED,
    OF_BUDGET,
    PURPOSE,
    SOURCE,
    SPENT_IN_ALL,
    SUMS,
    WHOLE,
    YEAR,
    Fact,
    Said,
)
from ontology.records import Role

FIRST = re.compile(r"年初[^结，]{0,4}预算|预算年初|年初(?:[^结余，]{0,8})?(?:安排|批复|下达|核定)")
"""Words of the year's first budget, wherever they stand before an amount."""

REALLY = re.compile(r"实际(?:采购|支付|拨付|支出|使用|执行|发生)")
LEFT_OVER = (
    "上年结转", "上年结余", "上年结转结余", "上年结转和结余", "年初结转", "年初结余", "年初结转和结余", "年初结转结余",
    "年末结转", "年末结余", "年末结转和结余", "年末结转结余", "结余资金", "年末滚存结余",
)
"""What was brought into the year, and what is left at its end, is neither budgeted nor planned."""

ASSETS = re.compile(r"(?:资产|负债)(?:总额|总计|合计|总值)$")
"""What the department has or owes is no budget."""

TOOK_IN = re.compile(r"(?:本年|全年|当年|年度)?(?:总收入|收入(?:合计|总计|总额))")
LEFT = ("结余", "结转", "结转结余", "结转和结余", "净结余")
COUNTED = re.compile(r"项目[^，。；\d]{0,4}\d{1,3}个[，,][^，。；]{0,6}$")
"""Projects counted before what was spent on them (安排的项目共7个，支出38万元)."""

OF_ONE_FUND = re.compile(rf"(?P<fund>{FUND.pattern})(?:年初|上年|本年|当年|年末|收入|支出|结[转余])")
OF_YEAR = re.compile(r"(?:本年|当年|全年|年末)(?:收入|支出|结[转余](?:和结余|结余)?)(?:决算)?")
"""One fund's account goes on in short words (政府性基金年初结转0万元，本年收入20万元，本年支出20万元)."""

INSURED = re.compile(r"(?:医疗|养老|工伤|失业|生育|医保|社保|社会)(?:保险|救助)?(?:统筹)?基金")
FUNDS = re.compile(r"(?:基金)?(?:本年|全年|全市|总|累计|当期|滚存|年末)*(?:收入|支出|结余|结存)(?:为|达)?")
"""What an insurance fund took in, paid and kept is the insured's."""

OF_BODY = re.compile(r"[\u4e00-\u9fff]{2,16}(?:中心|医院|学校|大队|支队|[站所院馆园])$")
EACH = re.compile(r"[人户平]均(?:为|约)?\s*$")
"""A sum per head is no sum of the department's."""


def is_project_sentence(phrase: str) -> bool:
    """Tell whether the first amount of a sentence is a single project's: what follows are its parts."""
    a, b = trimmed(phrase)
    return is_project(phrase[a:b])


def amount(flow: Flow, begin: int, phrase: str, found: re.Match[str], said: Said) -> list[Fact]:
    """Return the facts that one amount states: its item and role by its own words, else by what the sentence has said."""
    value = Decimal(0) if found["zero"] else Decimal(re.sub("[,，]", "", found["n"]))
    if EACH.search(phrase) or _insured(flow.text[said.start : begin], phrase.strip("，,、；： ")):
        return []
    begin, phrase = _after_list(begin, phrase)
    if beside := aside(flow, begin, phrase, value, said):
        return beside
    held = AFTER_ADDING.search(phrase)
    begin, phrase = (begin + held.end(), phrase[held.end() :]) if held else (begin, phrase)
    a, b = trimmed(phrase)
    a -= a > 0 and phrase[a - 1] == "“"
    granted = GRANTED.search(phrase[a:b])
    said.granted = said.granted or granted is not None
    a += granted.end() if granted else 0
    a -= len(_body_before(phrase[:a], phrase[a:b], said))
    words = full_name(phrase[a:b], flow.text[said.start : begin + a])
    if SUMS.fullmatch(words) or BOTH.search(phrase[: b + 2].rstrip()) or re.search(r"(?:均|各|都)为?\s*$", phrase) or text_says_both(found):
        return _both(begin + a, re.sub(r"(?:均|各|都)为?$", "", words), value, said)
    if TAKEN.search(words):
        item = taken(words)
        said.remember(item, begin + a, "change", value)
        return [(begin + a, item, "change", value, said.scope)] if len(item) < 40 else []
    return _inherited(phrase, words, value, said) or _own(flow, (begin + a, found.end()), phrase, words, value, said)


def _body_before(before: str, words: str, said: Said) -> str:
    """Return the body whose spending an amount is, where it is a part of the department (其中，局机关支出20万元，县水文站支出8万元)."""
    body = OF_BODY.search(before) if words in ("支出", "收入") and said.main else None
    return "" if body is None or (said.scope or "").endswith(body.group()) else body.group()


def _insured(before: str, phrase: str) -> bool:
    """Tell whether an amount is an insurance fund's, named in its own words or before."""
    own = INSURED.search(phrase)
    return FUNDS.fullmatch(phrase[own.end() :] if own else phrase) is not None and (own or INSURED.search(before)) is not None


def _role_of(phrase: str, words: str) -> Role | None:
    plain = FUND.sub("", phrase)
    return role_in(words) or ("budget" if FIRST.search(plain) else "final" if REALLY.search(plain) else None)


def _inherited(phrase: str, words: str, value: Decimal, said: Said) -> list[Fact]:
    """Return another role's amount of the item just said (三公经费预算20万元，支出15万元), none where the words name an item."""
    own, name = _role_of(phrase, words), named(words)
    bare_role = own is not None and (not name or BARE_ROLE.fullmatch(name))
    spent = re.fullmatch(r"支出决算数?|决算支出数?|支出|实际支出数?", name or words)
    if spent and re.search(r"费$|经费|三公|专项|(?:基本|项目)支出$", said.last):
        bare_role, own = True, "final"
    if said.last and OF_BUDGET.fullmatch(phrase.strip()):
        said.budget = "调整预算" if "调整" in phrase else "全年预算" if "全年" in phrase else "年初预算"
        said.compared = f"较{said.budget}" if re.match(r"[，,]?(?:比|较)", phrase) else said.compared
        return [(said.last_at, said.last, "adjusted" if said.budget != "年初预算" else "budget", value, said.scope)]
    if own == "final" and re.fullmatch(r"(?:全年|本年)?实际支出数?", words) and re.search(r"收入|结[转余]|拨款", said.last):
        return []
    if re.match(r"(?:本年|全年|当年|实际|总)*支出", words) and "收入" in said.last and "支出" not in said.last:
        return []
    if said.aside and own == "budget" and "预算" in said.last:
        return []  # 预算指标2486万元（年初预算1902万元，追加…): another budget, told aside
    if said.parts and own == said.last_role == "final" and said.last_value is not None and value > said.last_value:
        return []  # 到位资金1256万元，其中县级156万元，实际支出1200万元: of the whole
    inherits = said.last and own and said.last_role != "change" and role_in(said.last) in (None, own) and not BARE_ROLE.fullmatch(said.last)
    return [_kept(said, said.last, said.last_at, own, value)] if (bare_role or not words) and inherits and own else []


def _own(flow: Flow, at: tuple[int, int], phrase: str, words: str, value: Decimal, said: Said) -> list[Fact]:
    """Return the fact of an amount whose words name a body, a programme or an item of the department's money."""
    start, end = at
    if said.parts and FUND.match(said.main) and 3 < len(words) < 30 and not is_item(words) and not UNIT_SCOPE.fullmatch(words):
        plain = re.sub(r"^[“\"]|[”\"]$", "", words) if len(re.findall("[“”\"]", words)) < 2 else words
        return [(start, f"{said.main}（{plain}）", said.main_role or "final", value, said.scope)]
    words = _in_full(words, flow.text[said.start : start], said)
    if said.main and UNIT_SCOPE.fullmatch(words) and not is_item(words):
        use = PURPOSE.match(flow.text, end)
        item = f"{said.main}（{use['use'].removesuffix('方面')}）" if use else said.main
        return [(start, item, said.main_role or "final", value, words.removeprefix("所属").removeprefix("直属"))]
    if (said.granted or (said.last_role == "change" and said.parts)) and is_project(words) and len(words) < 30:
        role: Role = "change" if said.last_role == "change" else "budget"
        cut = said.last_role == "change" and TAKEN.search(said.last + said.main) is not None
        said.remember(words, start, role, value)
        return [(start, words + ("被统筹金额" if cut else ""), role, value, said.scope)]
    if said.project and SOURCE.fullmatch(words):
        return []
    if said.stale and not said.last and BARE_ROLE.fullmatch(words):
        return []
    said.stale, said.project = True, said.project or is_project(words)
    if not (is_item(words) or BARE_ROLE.fullmatch(words)) or (is_project(words) and not (said.last and said.last_role == "change")):
        said.last = said.last if is_project(words) or UNIT_SCOPE.fullmatch(words) or not words else ""
        return []
    name = "年初预算" if words in ("部门预算", "预算", "支出预算") and "年初" in phrase else named(words)
    if len(name) < 2:
        return []  # 超预算20万元
    if words == "支出" and said.main_role == "budget" and said.main.endswith("收入") and value == said.main_value:
        return [_told(start, phrase, ("支出预算", "支出预算"), "budget", value, said)]  # 预算收入20万元，支出20万元
    if said.main_role in ("budget", "adjusted", "change") and SPENT_IN_ALL.fullmatch(words):
        said.main = ""  # what was spent of the budget just told heads what follows
        return [_told(start, phrase, (words, name), "final", value, said)]
    role = _role_of(phrase, words) or ("final" if _done(name, said) and said.label in (None, "final") else _context_role(said))
    return [_told(start, phrase, (words, name), _of_whole(role, phrase, said), value, said)]


def _of_whole(role: Role, phrase: str, said: Said) -> Role:
    """全年预算数8亿元，其中基本支出预算数1亿元: the parts of the adjusted budget are adjusted."""
    return "adjusted" if role == "budget" and said.parts and said.main_role == "adjusted" and not FIRST.search(phrase) else role


def _in_full(words: str, before: str, said: Said) -> str:
    """Return short words with the fund or the projects whose account they go on with (政府性基金收入20万元，支出18万元)."""
    if words == "支出" and not said.last and COUNTED.search(before):
        return "项目支出"
    if words == "支出" and (fund := FUND.match(said.last)) and said.last.endswith("收入"):
        return f"{fund.group()}支出"
    fund = OF_ONE_FUND.match(said.last) if OF_YEAR.fullmatch(words) else None
    return f"{fund['fund']}{words}" if fund else words


def _done(name: str, said: Said) -> bool:
    """Tell whether a sum is of what was spent or, behind the adjusted budget, of what came in."""
    return WHOLE.search(name) is not None or (said.last_role == "adjusted" and TOOK_IN.fullmatch(name) is not None)


def _told(at: int, phrase: str, item: tuple[str, str], role: Role, value: Decimal, said: Said) -> Fact:
    """Return the fact of an item as printed and as named, and remember it; one of an earlier year is only compared with."""
    if role in ("final", "budget", "adjusted") and (item[1].endswith(LEFT_OVER) or item[1] in LEFT or ASSETS.search(item[1])):
        role = "final"
    year = YEAR.search(phrase)
    if role == "final" and said.main and year and said.before(phrase):
        at -= max(phrase.find(item[0]) - year.start(), 0)
        return at, "支出决算" if BARE_ROLE.fullmatch(item[1]) else item[1], "prior", value, said.scope
    name = whole_named(*item, role)
    said.remember(name, at, role, value)
    return at, name, role, value, said.scope


def text_says_both(found: re.Match[str]) -> bool:
    """Tell whether a zero is said of two things (均为0)."""
    return bool(found["zero"]) and found.group().startswith("均")


def _after_list(begin: int, phrase: str) -> tuple[int, str]:
    """Return the phrase behind 、 where it only closes a list of amounts, an opening bracket, or the whole it is of (三公经费中…)."""
    lead = re.match(r"[（(][^（()）]*[)）][、和及与，]?|[、（(]+|[“\"]?三公[”\"]?(?:经费)?(?:支出)?(?:中|里|之中|当中)的?[，,]?", phrase)
    if lead:
        return begin + lead.end(), phrase[lead.end() :]
    bracket = max(phrase.rfind("（含"), phrase.rfind("(含"))
    inside = bracket >= 0 and not re.search("[)）]", phrase[bracket:])
    return (begin + bracket + 1, phrase[bracket + 1 :]) if inside else (begin, phrase)


def _both(start: int, words: str, value: Decimal, said: Said) -> list[Fact]:
    """Return two facts of one amount: two roles of one item (预算数和执行数均为) or two items (收入、支出均为)."""
    if sums := SUMS.fullmatch(words):
        role = role_in(words) or _context_role(said)
        said.remember(f"{sums['of']}收入{sums['sum']}", start, role, value)
        said.also = f"{sums['of']}支出{sums['sum']}"
        return [(start, item, role, value, said.scope) for item in (said.last, said.also)]
    parts = re.split(r"[和、与及]", words)
    first, rest = (words.rpartition(re.findall(r"[和、与及]", words)[-1])[::2]) if len(parts) > 1 else (words, "")
    roles = (role_in(first), role_in(rest))
    if rest and roles[0] and roles[1] and roles[0] != roles[1]:
        item = named(re.sub(r"(?:本年|年初|全年)?(?:预算|决算|执行)数?$", "", first)) or said.last
        said.remember(item, start, roles[1], value)
        return [(start, item, role, value, said.scope) for role in roles if role]
    if not rest or not is_item(first):
        return [(start, named(words), role_in(words) or _context_role(said), value, said.scope)] if is_item(words) else []
    tail = re.search(r"(?:预算|决算)(?=数?$)", rest)
    first = first if role_in(first) or tail is None else first + tail.group()
    second = first[: -len(rest)] + rest if len(rest) <= 3 and len(first) > len(rest) else rest
    role = role_in(words) or _context_role(said)
    said.remember(first, start, role, value)
    said.last = ""
    return [(start, named(i), role, value, said.scope) for i in (first, second)]


def _kept(said: Said, item: str, at: int, role: Role, value: Decimal) -> Fact:
    if not said.main:
        said.main, said.main_at, said.main_value = item, at, value
    said.last_role, said.last_value = role, value
    said.budgeted = item if role in ("budget", "adjusted") else said.budgeted
    return at, item, role, value, said.scope


def _context_role(said: Said) -> Role:
    """An amount's role where its words say none: the sentence's head, the label or heading, else 决算."""
    if said.parts and said.whole_role in ("budget", "adjusted", "final", "prior"):
        return said.whole_role if said.whole_role != "final" else said.label or "final"
    if said.main_role in ("budget", "adjusted", "prior", "change"):
        return said.main_role
    return said.label or said.main_role or "final"
