"""Names of bodies in running text (机构名称): what is one, and the pieces of a sentence between its joints."""

import re
from collections.abc import Iterator

from ingest.document import Flow
from ingest.enumeration import trimmed
from ontology.divisions import regions

HAN = "[\u4e00-\u9fff]"
NUMBER = r"[\d一二三四五六七八九十百两]+"

TAIL = (
    r"(?:办公室|委员会|中心|支队|大队|中队|总队|分局|分院|幼儿园|小学|中学|高中|初中|学校|学院|大学|医院|党委|党总支|纪委|工会|团委|"
    r"[一二三四五六七八九十]中|妇联|工商联|侨联|科协|残联|文联|"
    r"基地|公司|图书馆|博物馆|文化馆|指挥部|专班|本级|机关|[科股室处办局所站队委会院馆园校团社组厅司部台场庭]|(?<![体联关派直])系)"
)
WHOLE_NAME = re.compile(rf"(?:{HAN}|[“”\"A-Za-z0-9·—\-])*{HAN}{TAIL}")
"""A name is told by its last word (机构名尾词)."""



def _no_joint(joint: str) -> str:
    """Return what a name of a place goes on with behind a joint's character (和|平区, 即|墨区)."""
    county = "|县" if joint == "和" else ""
    return joint + "(?!" + "|".join(sorted({r.short[1:] for r in regions() if r.name[0] == joint and len(r.short) > 1})) + county + ")"


LINK = re.compile(
    rf"^(?:[局委厅办院]?(?:机关|本级)(?:以及|及|和|与)|其中|{_no_joint('和')}|及|{_no_joint('即')}|分别(?:是|为|有)|包括|主要(?:有|包括)|依次为|有|为|是|以及|还有|另有|以下简称.*)+"
)
"""The words that join a list to its sentence; 和平区 and 即墨区 are places."""

SUFFIX = re.compile(rf"(?:等)?(?:共|计|合计)*\s*{NUMBER}\s*(?:个|家|所|大)(?P<what>{HAN}{{0,16}})$|等(?P<what2>{HAN}{{0,10}})$")
NOT_A_BODY = re.compile(
    rf"^(?:本|我|各|该|其|全|相关|有关|上级|原)?(?:机构|单位|部门|科室|股室|处室|内设机构|直属单位|下属单位|事业单位|行政单位|二级单位|"
    rf"预算单位|委员会|机关|本级|中心|人民政府|政府|党委政府)$|"
    rf"{NUMBER}(?:个|家|名|人)|编制(?:$|[\d人数])|人员$|职责|负责|管理的|[^一-鿿]级$|正科|副科|正处|副处|(?:行政|事业)单位$|参公$|全额|"
    rf"差额|同志|"
    rf"^(?:公办|民办|全日制|寄宿制|普通|完全|综合性){HAN}{{0,6}}(?:中学|小学|学校|幼儿园|高中|医院|院校)$|^(?:隶属|归属|主管)|设在|双重管理|机关$|工作部门|组成部门|职能部门|{HAN}+的{HAN}+的|^{HAN}{{0,6}}(?:政府|党委)(?:主管|的)"
)
SPLIT = re.compile(
    r"[、，,：:；;。]|(?:(?<=[科股室处队所站办心局构位门])|(?<=[\u4e00-\u9fff]{3}[校院园馆委会部厅])|(?<=[）)])|(?<=[一二三四五六七八九十]中))"
    r"(?:和|及|以及|与)(?=[\u4e00-\u9fff“\d]{2})"
)


def pieces(flow: Flow) -> Iterator[tuple[Flow, str]]:
    """Yield the pieces of a sentence between its joints, brackets kept whole, each with the joint before it."""
    start, joint = 0, ""
    for m in [*SPLIT.finditer(flow.text), None]:
        end = m.start() if m else len(flow.text)
        if m and len(re.findall("[（(]", flow.text[:end])) > len(re.findall("[）)]", flow.text[:end])):
            continue
        part = trimmed(flow, start, end)
        if part is not None:
            yield part, joint
        start, joint = (m.end(), m.group()) if m else (end, "")


def body_named(piece: Flow, opening: re.Pattern[str]) -> Flow | None:
    """Return the body's name in a piece: the words of the sentence before and after it and its brackets left out."""
    outside = re.split(r"[（(]", piece.text, maxsplit=1)[0]
    m = opening.match(piece.text)
    if m and m.groupdict().get("count") and m.end() < len(outside):
        return None  # 下设14个司法所 names none
    begin = m.end() if m else 0
    link = LINK.match(outside[begin:])
    begin += link.end() if link and link.end() < len(outside) - begin - 1 else 0
    end = len(outside)
    suffix = SUFFIX.search(outside)
    if suffix and not (suffix["what"] or suffix["what2"] or "等" in suffix.group()):
        return None  # 小学24所 is a count
    if suffix and suffix.start() > begin + 1:
        end = suffix.start()
    part = trimmed(piece, begin, end)
    if part is None or len(part.text) < 2 or NOT_A_BODY.search(part.text) or not WHOLE_NAME.fullmatch(part.text):
        return None
    return part
