"""The department that wrote the report (部门全称): from title, cover, form cell or body, names of superiors and partners left out."""

import re
from collections import Counter
from collections.abc import Iterator

from ingest.document import Document
from ingest.extractors.report.title import HAN_YEAR, KIND, OTHER_KIND
from ingest.lines import lines_of
from ontology.regions import named

SUFFIX = (
    r"(?:委员会办公室|委员会|办公室|人民政府|街道办事处|办事处|管理委员会|管委会|联合会|总工会|人民法院|人民检察院|管理处|服务中心|"
    r"事务中心|中心|总队|支队|大队|幼儿园|"
    r"学校|中学|小学|大学|学院|医院|卫生院|党校|研究院|图书馆|博物馆|文化馆|档案馆|监狱|林场|水库|电视台|"
    r"[局委厅办院校所站馆处部署社园队会]|街道|"
    r"(?<=[\u4e00-\u9fff]{2})[镇乡])"
)
PREDICATE = (
    r"(?=是|系|为|主管|作为|属于?|成立于|组建于|于\d|[（(](?:以下)?(?:简称|统称)|内设|下设|位于|共有|现有|对\d|认真|按照|根据|"
    r"严格|20\d\d年)"
)
LABEL = re.compile(
    r"(?P<label>自评价?单位|(?:被)?评价(?:单位|部门)|填报单位|申报单位|预算(?:部门|单位)(?:、单位)?(?:[（(]单位[)）])?(?:名称)?|"
    r"部门(?:[（(]?单位[)）]?)?名称|"
    r"单位(?:[（(]?部门[)）]?)?名称|主管部门(?:[（(]单位[)）])?(?:及代码)?|"
    r"项目主管(?:部门|单位)|编制单位|报告单位|实施单位|项目单位|"
    r"(?<![\u4e00-\u9fff])(?:部门(?:[（(]单位[)）])?|单位)(?=\s*(?:[（(](?:公章|盖章)[)）])?[：:]))\s*(?:[（(](?:公章|盖章|签章|全称|"
    r"加盖公章)[)）])?[：:\s|]+(?:[（(](?:公章|盖章|签章)[)）]\s*)?(?:\d{3,}[-—\s]*)?(?P<name>[\u4e00-\u9fff（）()]{4,32})"
)
BODY = re.compile(rf"(?:^|[。；：:，\s]|20\d\d年度?|更名为|改称|更名成|改组为|现为)(?P<name>[\u4e00-\u9fff]{{2,24}}?{SUFFIX}){PREDICATE}")
RENAMED = re.compile(rf"(?:更名为|改名为|改称为?|更名成|组建为?|整合组建|挂牌成立|"
    rf"成立)(?P<name>[\u4e00-\u9fff]{{2,24}}?{SUFFIX})(?=[，。；、（(系是]|$)")
OLD_NAME = re.compile(rf"(?P<old>[\u4e00-\u9fff]{{3,24}}?{SUFFIX})[^。\n]*?更名为(?P<new>[\u4e00-\u9fff]{{3,24}}?{SUFFIX})")
SCOPE = re.compile(r"[（(](?:本级|汇总|机关|局机关|本部|部门|单位|盖章|公章|含下属.{0,6}|虚构.{0,4})[)）]")
GENERIC = re.compile(r"^(?:我|本|该|各|全|其|原|省|市|县|区|州|旗|局|委|厅|镇|乡|街道|由|为|对|将|经|和|与|及|在|从|主要|主管|部门|单位|"
    r"预算|财政部门|所属|下属|上级|有关|相关|自评|政府|人民政府|办公室|"
    r"20|填报|评价|绩效)")
LEFT_OF_NAME = re.compile(r"(?:关于|部门|单位|预算)*(?:整体支出|绩效|决算|自评).*$")
LETTERHEAD = re.compile(rf"[\u4e00-\u9fff]{{2,24}}{SUFFIX}(?:[（(](?:本级|机关|汇总|盖章|公章)[)）])?")
TITLE_EDGE = re.compile(r"^(?:关于|报送|上报|呈报|报告|公开|公布|附件\d*[：:]?)+|(?:关于|的|市级|县级|区级|省级|本级|本级部门)+$")
WIDER = re.compile(
    r"[省市州盟](?![市州])(?=[\u4e00-\u9fff]{1,6}[市县区旗])|"
    r"(?<=[\u4e00-\u9fff])自治区(?=[\u4e00-\u9fff]{2,6}[市县区旗州盟])"
)
PROVINCE = re.compile(
    r"^[\u4e00-\u9fff]{2,3}省(?=[\u4e00-\u9fff]{1,6}[市州县区])|^[\u4e00-\u9fff]{2,6}自治区(?=[\u4e00-\u9fff]{1,8}[市州盟县区旗])"
)


TITLED = 12
"""What the title's own name weighs."""

LABELLED = 10
"""What the name in a form's own cell weighs."""

DISTRICT = re.compile(r"[\u4e00-\u9fff]{1,5}?(?<![市县旗])区")

NAMED = re.compile(r"[和与及全为对将经在从原由](?!省|市|县|区|镇|乡|街道)[\u4e00-\u9fff]{1,4}?(?:[省市县区州旗镇乡]|街道)")
"""A place whose first character is also an ordinary word's, at the head of a title (和兴镇人民政府)."""


def department_of(document: Document, title: str | None) -> str | None:
    """Return the author's full official name without its scope （本级、汇总、机关）, or None.

    Title and form cells weigh most; a name in the body counts where it is a sentence's subject, or what the body was renamed to.
    """
    votes: Counter[str] = Counter()
    official: set[str] = set()
    for name, weight in _candidates(document, title):
        clean = SCOPE.sub("", name).strip("（）() ")
        if len(clean) >= 4 and (not GENERIC.match(clean) or _opens_with_a_place(clean) or (weight == TITLED and NAMED.match(clean))):
            votes[clean] += weight
            official |= {clean} if weight in (TITLED, LABELLED) else set()
    for old in {m["old"] for m in OLD_NAME.finditer(_head(document))}:
        for name in [n for n in votes if n.endswith(old) or old.endswith(n)]:
            del votes[name]
    if not votes:
        return None
    for name in votes:
        votes[name] += min(3, document.text.count(name))
    best = max(votes, key=lambda n: (votes[n], len(n)))
    return _own_form(best, document.text, best in official)


def _opens_with_a_place(name: str) -> bool:
    """Whether a division's name opens a name whose first character is also an ordinary word's (和平区…, 全州县…, 该…)."""
    return any(name[i] in "省市县区州旗" and named(name[: i + 1]) for i in range(1, min(len(name), 9)))


def _candidates(document: Document, title: str | None) -> Iterator[tuple[str, int]]:
    titled = _in_title(title or "")
    if titled:
        yield titled, TITLED
    for m in LABEL.finditer(document.text):
        name = _up_to_suffix(m["name"])
        if name:
            yield name, {"主管": 8, "项目": 6, "实施": 5}.get(m["label"][:2], LABELLED)
    head = _head(document)
    for m in BODY.finditer(head):
        yield m["name"], 6 if head[m.end() : m.end() + 6].find("简称") >= 0 else 3
    for m in RENAMED.finditer(head):
        yield m["name"], 8
    for name in _signature(document.text):
        yield name, 4
    for name in _letterhead(document.text):
        yield name, 3


def _head(document: Document) -> str:
    """Return the running text of the first part, titles of other documents left out."""
    return re.sub(r"《[^》]*》", "《》", "\n".join(flow.text for flow in document.flows[:40]))


def _in_title(title: str) -> str | None:
    """Return the body's name in a title: what is left without year and kind."""
    rest = re.sub(r"20\d\d\s*年?\s*度?|" + HAN_YEAR.pattern + "年度?", "|", title)
    for pattern in (KIND, OTHER_KIND, LEFT_OF_NAME):
        m = pattern.search(rest)
        if m:
            rest = rest[: m.start()] + "|" + rest[m.end() :]
            break
    pieces = [TITLE_EDGE.sub("", piece) for piece in re.split(r"[|（）()、：:]", rest)]
    return next((p for p in pieces if len(p) >= 4 and re.search(SUFFIX + "$", p)), None)


def _up_to_suffix(text: str) -> str | None:
    found = None
    for m in re.finditer(SUFFIX, text):
        found = m
    return text[: found.end()] if found and found.end() >= 4 else None


def _signature(text: str) -> Iterator[str]:
    """Yield names that stand alone on a line just above a date (落款)."""
    for m in re.finditer(rf"\n[ \t\u3000]*([\u4e00-\u9fff]{{2,24}}{SUFFIX})[^\S\n]*\n\s*20\d\d\s*[年.]", text):
        yield m[1]


def _letterhead(text: str) -> Iterator[str]:
    """Yield names that stand alone on a line of the first page (发文机关标识、封面落款); a site's 人民政府 is no author."""
    for line in lines_of(text)[:15]:
        name = re.sub(r"\s|^[—－\-]+", "", line.text)
        if LETTERHEAD.fullmatch(name) and not re.search(r"[市县区省]人民政府$", name):
            yield name


def _own_form(name: str, text: str, official: bool) -> str:
    """Return the name without the wider places before it, where the text itself also prints it so.

    A district's name in the title or in a form's own cell keeps its city, without which it is many districts' name.
    """
    for m in WIDER.finditer(name[:-3]):
        short = name[m.end() :]
        if official and DISTRICT.match(short):
            continue
        if re.search(rf"(?<![\u4e00-\u9fff]){re.escape(short)}", text) and name.count(short) == 1:
            return short
    return PROVINCE.sub("", name)
