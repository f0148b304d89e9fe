"""Numbers of bodies told in running text (机构数): 内设机构43个, 设有6个股室, …等8个机构, 其中独立核算2个."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

BODIES = re.compile(
    r"(?<![个\d])(?<!一级)(?<![\u4e00-\u9fff](?=[大中]队))(?P<name>(?:参照公务员法?管理的?|公立|公办|民办|民营|[省市县区]级|公共卫生|医疗卫生|[局委厅院校镇乡]属|并入|纳入|属于|机关|市|县|区|基层|派出|下属|所属|直属|内设|下设|独立|非独立|二级|预算|核算|事业|行政|参公|"
    r"公益[一二]类|职能|业务|临床|医技|管理|决算|市局机关|科室|内部|其他|全额拨款|差额拨款)*"
    r"(?:机构单位|二级机构|机构|单位|科室|股室|处室|分局|中队|大队|派出所|监管所|市场监督管理所|基层所|工作站|学校|医院|卫生院)(?:数量|数)?)"
    r"\s*(?:[（(]\s*|共|共有|有|为|：|:|总数)*(?P<value>\d+|[一二三四五六七八九十]+)\s*(?P<unit>个|家|所)(?!派出|内设|直属|下属|所属|职能|基层)"
)
BODIES_AFTER = re.compile(
    r"(?:内设|下设|设有|设|下属|所属|直属|下辖|派出|共有)(?:有|了)?\s*(?P<value>\d+|[一二三四五六七八九十]+)\s*(?P<unit>个|家|"
    r"所)(?P<name>(?:内设|职能|业务|直属|下属|派出|二级|事业|预算|行政|参公|基层)*"
    r"(?:机构|科室|股室|处室|科|股|处|室|单位|(?:街道|乡镇|镇街|基层|辖区)[\u4e00-\u9fff]{0,8}(?:所|中队|工作站)|分局|大队|中队|派出所|市场监督管理所|监管所|学校|卫生院))"
)
BODIES_LISTED = re.compile(
    r"(?P<value>\d+|[一二三四五六七八九十]+)\s*(?P<unit>个|家|所)"
    r"(?P<name>(?:职能|业务|临床|医技|内设|下属|直属|所属|派出|二级|[镇乡局委市县院校]属)*(?:机构|科室|股室|处室|部门|事业单位|预算单位)|(?:下属|直属|所属|二级|独立核算)单位|"
    r"(?:(?<=[室办][\d一二三四五六七八九十]个)|(?<=[室办]等[\d一二三四五六七八九十]个))办公室|派出所|司法所|(?:人民|基层)法庭|(?:基层|街道|乡镇|镇街)[\u4e00-\u9fff]{0,8}(?:所|中队|分局|站)|(?:市场监督管理|监管|税务|财政|自然资源)所|(?:税务|公安|自然资源)?分局|卫生院)"
    r"(?![\u4e00-\u9fff]{0,2}(?:参加|参与|进行|开展))"
)
"""What closes a list of bodies (…等8个机构)."""

SUMMED = re.compile(
    r"(?P<name>(?:内设|直属|下属|所属|派出)(?:机构|科室|股室|处室|单位|事业单位))[：:][^。；：:]{4,300}?[，,、]?(?:共计?|合计|总计)(?P<value>\d+)\s*(?P<unit>个|家)(?=[，,；;。]|$)"
)
"""A list that its sum closes (内设机构：甲科、乙科，共2个)."""

PARTS = re.compile(
    r"(?P<name>(?:纳入|并入)[局委厅院]?机关(?:统一|集中)?核算|非独立核算|独立核算|参公管理|公益[一二]类|全额拨款|差额拨款)(?:的)?(?:有|为|共)?"
    r"(?P<value>\d+|[一二三四五六七八九十]+)\s*(?P<unit>个|家)(?=[，,；;。（(、]|$)"
)
"""Kinds of the bodies counted before them."""

ONE_MORE = re.compile(
    r"(?<=[和及与])(?P<value>1|一)\s*(?P<unit>个|支|所|家)(?P<name>[\u4e00-\u9fff]{2,14}?(?:大队|中队|支队|总队|中心|公证处|服务站|检验所|研究所|研究院))"
    r"(?=[，,；;。（(、]|$)"
)
"""A single body that a row of counts ends with (12个所和1个大队)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Bodies counted in a text: what they are called, the number as printed, its unit and place."""

    name: str
    printed: str
    unit: str
    start: int
    end: int


def bodies_counted(text: str) -> Iterator[Counted]:
    """Yield numbers of bodies in order (内设机构43个, 设有6个股室)."""
    taken: dict[tuple[int, int], Counted] = {}
    text = re.sub(r"〔[^〔〕]*〕", lambda m: "·" * len(m.group()), text)  # what a part has in its turn
    for pattern in (BODIES_AFTER, BODIES, BODIES_LISTED, SUMMED, ONE_MORE):
        for m in pattern.finditer(text):
            if pattern is ONE_MORE and not taken:
                continue
            name = _of_budget(text[: m.start()], _body_name(m, pattern))
            if name and not any(a < m.end() and m.start() < b for a, b in taken):
                taken[m.span()] = Counted(name, m["value"], m["unit"], m.start(), m.end())
    taken |= {m.span(): counted for m in PARTS.finditer(text) if (counted := _part(m, taken)) is not None}
    yield from (taken[span] for span in sorted(taken))


def _of_budget(before: str, name: str) -> str:
    """Return 纳入部门预算编制范围的二级单位 where the words before say of which budget the second-level bodies are."""
    told = re.search(r"纳入(?:20\d\d年度?)?(?P<range>[^，。；]{2,14}范围的?)$", before)
    return f"纳入{told['range'].removesuffix('的')}的{name}" if told and name.startswith("二级") else name


def _part(m: re.Match[str], wholes: dict[tuple[int, int], Counted]) -> Counted | None:
    """Return a kind of the bodies counted last (下属二级机构4个，其中独立核算2个 → 独立核算二级机构)."""
    if any(a < m.end() and m.start() < b for a, b in wholes):
        return None
    whole = next((wholes[span].name for span in sorted(wholes, reverse=True) if span[1] <= m.start()), "")
    name = m["name"] + re.sub(r"^(?:下属|所属|直属)", "", whole)
    return Counted(name, m["value"], m["unit"], m.start(), m.end()) if whole else None


def _body_name(m: re.Match[str], pattern: re.Pattern[str]) -> str:
    """Return what a count of bodies counts, empty where the words say too little."""
    name = m["name"] if pattern in (BODIES, SUMMED) else _full_name(m) if pattern is BODIES_AFTER else _listed_name(m["name"])
    if pattern is ONE_MORE:
        return m["name"]
    name = "派出机构" if re.search(r"派出(?!所)[\u4e00-\u9fff]*(?:所|站|分局|[大中]队)$", name) else name
    name = re.sub(r"^(?:科室|股室|处室)$", "内设机构", name)
    name = re.sub(r"^机关(?=内设)|(?:数量|数)$", "", name).replace("机构单位", "机构")
    if inner := re.fullmatch(r"内设(?:职能|业务)?(科室|股室|处室|科|股|处|室|部门)", name):
        name = f"内设机构（{inner[1]}{'室' if inner[1] in '科股处' else ''}）"  # one term for all, with what they are called here
    return "" if name in ("单位", "机构", "学校", "医院", "分局", "机关单位", "部门") else name


def _listed_name(name: str) -> str:
    return f"内设{name}" if name in ("机构", "科室", "股室", "处室") else "内设机构（办公室）" if name == "办公室" else name


def _full_name(m: re.Match[str]) -> str:
    """Return 内设科室 from “内设6个科室”."""
    if re.match(r"(?:街道|乡镇|镇街|辖区)[\u4e00-\u9fff]{0,8}所", m["name"]):
        return "派出机构"
    verb = re.match(r"内设|下设|下属|所属|直属|派出|下辖", m.group())
    if re.search(r"(?:所|分局|大队|中队|工作站|学校|卫生院)$", m["name"]):
        return m["name"]
    prefix = {"下设": "内设", "下辖": "下属"}.get(verb.group(), verb.group()) if verb else "内设"
    return m["name"] if m["name"].startswith(prefix) else prefix + m["name"]
