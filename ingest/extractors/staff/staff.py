"""Head counts, establishment and numbers of bodies (编制、人员、机构数), from prose and from key-value tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Cell, Document, Flow, Table
from ingest.enumeration import sentences
from ingest.extractors.staff.bodies import bodies_counted
from ingest.extractors.staff.columns import rows_of
from ingest.extractors.staff.words import CANONICAL, LINKS, METRICS, NUMBER, PERSONS
from ingest.numbers import number_of
from ingest.prose_forms import told_of
from ontology.records import ReportFields, Staff

VALUE = re.compile(rf"{LINKS}{NUMBER}\s*(?P<unit>人|名|个|％|%|余人|余名)(?!次|月|工作日|百分点|单位|部门|家)")
PART = re.compile(rf"(?P<kind>行政|事业|参公|工勤|机关)(?:事业|人员|编制)?(?:在职)?(?P=kind)?(?:人员|编制|类)?\s*(?:为|有|"
    rf"：)?{NUMBER}\s*(?P<unit>人|名|个)")
SCOPE = re.compile(
    r"(?P<scope>(?:[\u4e00-\u9fff]{0,8}?(?:局机关|委机关|厅机关|办机关|机关本级|本级)|(?:^|"
    r"(?<=[，；：其中]))机关)(?:[（(][^（()）]{2,24}[)）])?|全系统|(?:所属|下属|直属)(?:事业)?单位)"
    r"(?=[^，。；、]{0,6}(?:共有|核定|编制|实有|现有|在职|行政|有|离|退))"
)
BY_BODY = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{0,12}?(?:机关|本级|单位|卫生院|医院|学校|中心|支队|大队|分局|站|所))(?:有|共|为)?(?P<count>\d+)\s*(?P<who>人|名)[、，,和]?"
)
"""A body's share of a head count told before."""

OF_THE_PLACE = frozenset({"教职工人数", "专任教师人数", "学生人数"})
_WIDE = re.compile(r"全[省市县区镇乡](?=(?:共有|现有|有)?$)")
"""What all the place has, not the office: 全县在编教职工."""

POSTS = re.compile(r"编制\D{0,4}\d|实有|在编|现有.{0,6}(?:人员|职工)")
"""What a paragraph outside the chapters on staff says where it is about staff nevertheless."""

PLACE = re.compile(
    r"(?<=[辖、，])(?P<kind>行政村|自然村|社区|居委会|村民小组)(?P<number>\d+)个"
    r"|(?P<villages>\d+)个(?P<bodies>行政村|自然村|社区|居委会|村民小组)"
    r"|(?P<people>总人口|户籍人口|常住人口|辖区人口|人口)(?:数|为|共|约|达到?)*(?P<count>\d[\d,，]*(?:\.\d+)?)(?:余)?(?P<unit>万?人)"
)
"""What a township says of its place."""

SCORED = re.compile(r"分\s*值|权\s*重|得\s*分|三级指标")
"""Columns of a scoring table: its figures are weights and results, no head counts."""

WHOLE = "全局"


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in a flow with its metric."""

    metric: str
    value: Decimal
    unit: str
    scope: str
    start: int
    end: int


def extract(document: Document, fields: ReportFields) -> Iterator[Staff]:
    """Yield head counts, establishment and numbers of bodies; a figure printed again in a table is the same fact."""
    seen: set[tuple[str, Decimal, str]] = set()
    for found, span, confidence in _in_prose(document, fields):
        key = (found.metric, found.value, found.scope)
        if key not in seen:
            seen.add(key)
            yield _staff(document, found, span, confidence)
    for table in document.tables:
        if any(SCORED.search(cell.text) for row in table.rows[:3] for cell in row):
            continue
        for found, span in _in_table(table):
            if not any(s[:2] == (found.metric, found.value) and (found.scope in (WHOLE, s[2])) for s in seen):
                seen.add((found.metric, found.value, found.scope))
                yield _staff(document, found, span, 0.88)


def _in_prose(document: Document, fields: ReportFields) -> Iterator[tuple[Found, tuple[int, int], float]]:
    """Yield the figures of paragraphs, of tables printed one cell a line, and of the place itself, with how sure they are."""
    for flow, meaning in told_of(document):
        if meaning is None and not POSTS.search(flow.text):
            continue
        yield from ((found, flow.span(found.start, found.end), 0.95 if meaning else 0.8) for found in _in_flow(flow))
    yield from ((found, span, 0.88) for found, span in (*_by_line(document), *_of_the_place(document, fields)))


def _by_line(document: Document) -> Iterator[tuple[Found, tuple[int, int]]]:
    """Yield the figures of tables that are printed one cell a line."""
    for (name, (start, _)), cells in rows_of(document, PERSONS):
        for label, (printed, span) in cells:
            m = PERSONS.fullmatch(label)
            value = _number(re.sub(r"\D+$", "", printed))
            if m and value is not None:
                metric, scope = _of_row(_metric(m), re.sub(r"\s", "", name))
                yield Found(metric, value, "人", scope, 0, 0), (start, span[1])


def _of_row(metric: str, row: str) -> tuple[str, str]:
    """Return metric and scope of a column's head count in a row: of a class of staff (行政), of the whole (合计), or of a body."""
    if re.fullmatch(r"合计|总计|小计|部门合计|总数", row):
        return metric, WHOLE
    kind = _CLASS.fullmatch(row)
    if kind is None:
        return metric, row
    return f"{kind['kind']}{'编制' if '编制' in metric else '在职人数'}", WHOLE


_CLASS = re.compile(r"(?:其中[：:]?)?(?:机关|单位)?(?P<kind>行政|事业|参公|工勤|全额拨款事业|差额拨款事业)(?:人员|编制|单位人员|管理)*")
"""A class of staff as a row of a table."""


def _of_the_place(document: Document, fields: ReportFields) -> Iterator[tuple[Found, tuple[int, int]]]:
    """Yield villages, communities and people of a township, told beside its staff."""
    if not re.search(r"[镇乡](?:人民政府)?$|街道(?:办事处)?$", fields.department or ""):
        return
    for flow, meaning in told_of(document):
        for m in PLACE.finditer(flow.text) if meaning else ():
            name = m["people"] or m["bodies"] or m["kind"]
            metric = "人口数" if name in ("总人口", "人口") else name + ("数" if not name.endswith("数") else "")
            value = Decimal(re.sub("[,，]", "", m["count"] or m["villages"] or m["number"]))
            yield Found(metric, value, m["unit"] or "个", "辖区", 0, 0), flow.span(m.start(), m.end())


def _staff(document: Document, found: Found, span: tuple[int, int], confidence: float) -> Staff:
    return Staff(
        quote=document.quote(span),
        span=span,
        confidence=confidence,
        metric=found.metric,
        value=found.value,
        unit=found.unit,
        scope=found.scope,
    )


def _in_flow(flow: Flow) -> Iterator[Found]:
    """Yield the figures of a paragraph; 其中行政…人 are parts of the figure before it."""
    scope, base = WHOLE, 0
    for sentence in sentences(flow, "。"):
        base = flow.offsets.index(sentence.offsets[0], base)
        m = SCOPE.search(sentence.text)
        if m:
            scope = re.sub(r"^.*(?=[局委厅]机关)|^(?:其中|截至)", "", m["scope"])
        elif re.match(r"全(?:局|委|厅|校|院|部门|镇|街道)|(?:我|本)(?:局|委|厅|单位|部门|校)(?!机关)|截至", sentence.text):
            scope = WHOLE
        yield from (_moved(f, base) for f in (*_figures(sentence.text, scope), *_bodies(sentence.text)))


def _moved(found: Found, base: int) -> Found:
    return Found(found.metric, found.value, found.unit, found.scope, found.start + base, found.end + base)


def _figures(text: str, scope: str) -> Iterator[Found]:
    taken = 0
    posts: str | None = None
    whole: str | None = None
    place = ""
    for m in re.finditer(rf"{PERSONS.pattern}|"
        rf"{PART.pattern.replace('(?P<value>', '(?P<part_value>').replace('(?P<unit>', '(?P<part_unit>')}", text):
        if m.start() < taken:
            continue
        if m["kind"] is not None:
            metric = _part_metric(m["kind"], whole)
            value = _number(m["part_value"])
            if metric and value is not None:
                taken = m.end()
                yield Found(metric, value, m["part_unit"], scope, m.start(), m.end())
            continue
        metric = _metric(m)
        v = VALUE.match(text, m.end())
        value = _number(v["value"]) if v else None
        if v is None or value is None:
            continue
        gap = text[taken : m.start()]
        taken = v.end()
        if re.fullmatch(r"(?:实有|实际)(?:在职|在编|在岗)?人?", m.group()) and posts and gap in ("，", ","):
            metric = _filled(posts, m.group(), text)
        if whole and (kind := _CLASS.fullmatch(metric)) and "在职" not in metric:
            metric = _part_metric(kind["kind"], whole) or metric
        posts = metric if metric in ("行政编制", "事业编制", "工勤编制", "参公编制") else None
        if metric in ("编制数", "人员编制数", "在职人数", "在编人数", "年末实有人数", "教职工人数"):
            whole = metric
        wide = _WIDE.search(text[: m.start()]) if metric in OF_THE_PLACE else None
        place = wide.group() if wide else place if metric in OF_THE_PLACE and gap in ("，", "、") else ""
        where = place or scope
        yield Found(metric, value, v["unit"].replace("余", "").replace("％", "%"), where, m.start(), v.end())
        bodies = [*_by_body(text, metric, v.end())]
        taken = bodies[-1].end if bodies else taken
        yield from bodies


def _filled(posts: str, printed: str, text: str) -> str:
    """Return what 实有58人 behind 行政编制60名 counts: those of that class where the sentence tells of several, else all."""
    if len(set(re.findall(r"(?:行政|事业|工勤|参公)(?=编制)", text))) < 2:
        return "在职人数"
    return posts.replace("编制", "在职人数" if "在" in printed else "实有人数")


def _by_body(text: str, metric: str, start: int) -> Iterator[Found]:
    """Yield the parts of a head count by body (在编人员85人，其中局机关30人、二级单位55人)."""
    told = re.match(r"[，,、]?(?:其中)[:：]?", text[start:])
    place = start + told.end() if told else len(text)
    while (m := BY_BODY.match(text, place)) is not None:
        yield Found(metric, Decimal(m["count"]), m["who"], m["body"], m.start("body"), m.end("who"))
        place = m.end()


def _bodies(text: str) -> Iterator[Found]:
    for body in bodies_counted(text):
        value = _number(body.printed)
        if value is not None:
            yield Found(f"{body.name}数", value, body.unit, WHOLE, body.start, body.end)


def _metric(m: re.Match[str]) -> str:
    """Return the metric's usual name for establishment and the common head counts, else as printed without 年末实有."""
    index, printed = next((int(k[1:]), v) for k, v in m.groupdict().items() if v is not None and re.fullmatch(r"m\d+", k))
    name = METRICS[index][0]
    if name == "在职人数" and "在编" in printed and not re.search("在职|在岗", printed):
        name = "在编人数"
    if name == "编制数" and "人员编制" in printed:
        return "人员编制数"
    if name in CANONICAL or printed == "控制率":
        return name
    plain = re.sub(r"^(?:年末|年底|实有|现有|实际)+", "", printed) or name
    return plain + "人数" if re.search(r"(?:岗位|派遣|(?<!人)员|辅警|民警|工|师|工作者|村干部)$", plain) else plain


def _part_metric(kind: str, whole: str | None) -> str | None:
    """Return what 其中行政…人 counts: posts after an establishment figure, people after a head count."""
    if whole is None:
        return None
    if whole in ("编制数", "人员编制数"):
        return f"{kind}编制"
    return f"{kind}实有人数" if whole == "年末实有人数" else f"{kind}在职人数"


def _row_scope(row: tuple[Cell, ...], by_column: bool) -> tuple[str, int] | None:
    """Return the body that a row is about, and where it stands, in a table with head counts as columns."""
    first = next((c for c in row[:2] if not re.fullmatch(r"\s*\d{0,2}\s*", c.text)), row[0])  # 序号 before the name
    name = re.sub(r"\s", "", first.text)
    if not by_column or not re.fullmatch(r"[\u4e00-\u9fff（）()]{2,24}", name) or PERSONS.fullmatch(name):
        return None
    return (WHOLE if re.fullmatch(r"合计|总计|小计|部门合计", name) else name), first.span[0]


def _number(text: str) -> Decimal | None:
    plain = re.sub(r"[,，]", "", text)
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return Decimal(plain)
    return number_of(text) if re.fullmatch(r"[零〇一二三四五六七八九十百千两]+", text) else None


def _in_table(table: Table) -> Iterator[tuple[Found, tuple[int, int]]]:
    """Yield the figures of cells whose label, to the left or above, is a head count."""
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row):
            value = re.fullmatch(r"\s*(\d[\d,]*(?:\.\d+)?)\s*(人|名|个|%|％)?\s*", cell.text)
            if value is None or cell.carried:
                continue
            column = (table.rows[k][c] for k in range(r - 1, -1, -1))
            above = next((x for x in column if re.search(r"[^\d\s]$", x.text)), None)
            left = next((row[k] for k in range(c - 1, -1, -1) if row[k].text.strip()), None)
            for label in (left, above):
                flat = re.sub(r"\s|[（(].*?[)）]|20\d\d年|^其中[：:]?|^年[末底](?=编制)", "", label.text) if label else ""
                m = PERSONS.fullmatch(flat)
                if label and m:
                    metric = _metric(m)
                    unit = value[2] or ("%" if metric.endswith("率") else "人")
                    scope, start = _row_scope(row, label is above) or (WHOLE, label.span[0])
                    metric, scope = (metric, scope) if metric.endswith("率") else _of_row(metric, scope)
                    span = min(start, cell.span[0]), max(cell.span[1], start + 1)
                    yield Found(metric, Decimal(value[1].replace(",", "")), unit.replace("％", "%"), scope, 0, 0), span
                    break
