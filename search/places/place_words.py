"""How places and bodies are said in a question (地名与部门的说法): patterns the gazetteer reads by."""

import re
from collections.abc import Sequence

LATIN_PLACE = re.compile(
    r"\b([A-Z][a-z]+(?:'[a-z]+)?)(?:[ -]*([Cc]ity|[Dd]istrict|[Cc]ounty|[Pp]rovince|[Pp]refecture|[Tt]own|[Nn]ew [Aa]rea|[Bb]anner))?\b"
)
LATIN_APART = re.compile(
    r"\b(?P<name>[A-Z][a-z]+ [A-Z][a-z]+(?: [A-Z][a-z]+)??)\b"
    r"(?: (?:[Cc]ity|[Dd]istrict|[Cc]ounty|[Tt]own|[Tt]ownship)\b)?"
)
LATIN_BEFORE = re.compile(r"\b(?:in|of|for|from|at|and|did|does)\s+(?:the\s+)?$")
LATIN_KINDS = {
    "city": "市",
    "district": "区",
    "county": "县旗",
    "province": "省区",
    "prefecture": "州盟区市",
    "new area": "区",
    "banner": "旗",
}
BODY_TAIL = re.compile(r"[\u4e00-\u9fff]{1,11}?(?:局|委员会|委|厅|办公室|办|联|会|中心|院|所|站|政府)(?=$|[^\u4e00-\u9fff]|的|有|在|20)")
SHORT_BODY = re.compile(r"[\u4e00-\u9fff]{2,9}?(?:局|委|厅)")
"""A bureau's own short name, whatever stands behind it (文广旅体局下头)."""
STRANGE = re.compile(
    r"(?:请问|我想知道|想知道|想问|查一下|查查|查询|看看|告诉我|帮我查|列出|统计|那个|那)*\s*"
    r"(?P<place>(?![全各本我该哪每几两三其这那上下所市县省])(?:[\u4e00-\u9fff]{2,4}?(?:自治[区州县旗]|省|市|区|县|旗|州|盟|镇|乡|街道))+)"
    r"(?P<body>[\u4e00-\u9fff]{2,14}?(?:局|委员会|委|厅|政府|办事处|大队|支队|[文妇残侨科]联|总工会|协会))?"
    r"(?=20\d\d|\s|的|所有|全部|各|那边|今年|去年|全年|年末|有多少|有几|在|共|完成|支出|发放|三公|$)"
)
STRANGE_OPENING = re.compile(STRANGE.pattern.partition("(?P<body>")[0])
"""A place that opens a question, whatever follows; a body of a known kind must (火星市教育局预算)."""
NO_PLACE = re.compile(
    r"[社景城园辖灾库林地街校厂矿山牧片湿小郊新]区|"
    r"[地县副]级市|[超夜城股上门集都]市|[乡城村集市]镇|[家城下老返回]乡|[全各本我该哪每几]|[的和与]|多少|问题"
)
KINDS_OF_PLACE = "省市区县旗州镇乡局"
_TOWNSHIP = re.compile(r"\s*(?P<place>[\u4e00-\u9fff]{2,3}?(?:镇|乡|街道))")
PRONOUN = re.compile(r"^(?:我|本|该|市|区|县|省|州|镇|乡|各)?(?:局|部门|单位|委|厅|办|机关|中心|院|镇|乡|街道)$")
ALL = re.compile(
    r"(?:这|那)?(?:[一二三四五六七八九十两几\d]+|每|各)份报告(?:里|中)?|[二三四五六七八九十两几\d]+家(?:单位|部门)(?![被的数])(?:里|中|当中|里面)?|(?:这|那)份报告(?:里|中)?|"
    r"(?:[一二三四五六七八九十两\d]+个?|各个?|所有|全部|每个|哪些|哪几个|哪个|几个|哪家|谁家|多个|全体)(?:地方|地区|部门|单位|局|委|厅|"
    r"区县|县市|城市|报告|机构)|[两三四五六几各]地(?![一-鿿]?[方区])|"
    r"(?:这|那|上述|以上)?[一二两三四五六七八九十\d]+个?(?:(?:地级|县级|副省级)市|市辖区|直辖市|省会(?:城市)?|地市|市县|(?:兄弟)?[市县区][级区]?(?=局|[—–,，:：]|的))(?:局|委)?"
)
LINKED = re.compile(r"[里级央省市县区款金助套补项贴资][和及][省市县区](?:里|级|本级|自|配|财政)")
"""And between two levels of government (省里和县里), which only reads like 和县."""

AMONG_PLACES = re.compile(r"[、和与跟及比，,]?[\u4e00-\u9fff]{2,4}?[的、和与跟及比谁哪两三四]")
"""A name that opens a question or follows another place, with what stands behind a place."""


def counted_bodies(text: str, kinds: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Return where departments are spoken of by their kind and number (三个教育局), given where kinds of bodies stand."""
    return [(match.start(), end) for start, end, _ in kinds if (match := _SO_MANY.search(text[:start]))]


_SO_MANY = re.compile(r"(?:这|那)?(?:[二两三四五六七八九十几][个家]|各个?|哪[些几]个?)$")


def township_in(phrase: str) -> str:
    """Return the township that opens what is asked of a department above it (乡镇、街道), else an empty string."""
    opening = _TOWNSHIP.match(phrase)
    return opening["place"] if opening and not NO_PLACE.search(opening["place"]) else ""
