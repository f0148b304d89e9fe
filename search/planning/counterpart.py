"""Questions for the counterpart of an indicator (同类指标的问法): which measure, whose it is, and of whom the counterpart is wanted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from search.places.gazetteer import Found

_NAME = re.compile(r"“([^“”]{2,40})”|《([^《》]{2,40})》|「([^「」]{2,40})」|\"([^\"]{2,60})\"|‘([^‘’]{2,40})’|(?<!\w)'([^']{2,60})'(?!\w)")
_NAME_ENDS = re.compile(r"\s*(?:$|[^\u4e00-\u9fff\w]|[的这那类相同意在一对等有叫口接可能以是和与跟像最中怎]|差不多|(?:考核|绩效)?指标)")
"""What stands behind a name in quotation marks; any other word goes on with it (“三公”经费控制率)."""
_ALIKE = re.compile(
    r"类似|相似|相近|相仿|近似|同类|同一类|一类的?(?:考核|绩效)?指标|等同|口径相同|可比(?!例)|意思(?:上)?(?:一样|相同|一致|接近|差不多)|"
    r"(?:是|算)(?:不是)?(?:同)?一(?:回|码)事|同一个(?:考核|绩效)?(?:指标|意思|东西)|说的是(?:同)?一(?:回|个|件)|差不多的(?:考核|绩效)?指标|(?:一样|同样)的(?:考核|绩效)?(?:指标|数(?=[是有为叫]|$)|率)|对应(?:的|到|着)?(?:是|叫|有)?(?:什么|哪些|哪个|哪一?项|啥)?的?指标|"
    r"\b(?:similar|comparable|equivalent|counterparts?|correspond\w*|resembl\w*|akin)\b",
    re.IGNORECASE,
)
"""Words of likeness that ask for a counterpart by themselves."""
_LOOSELY = re.compile(
    r"(?:有没有|有无|有|跟|和|与|同|像|能).{0,40}(?:差不多|一样|相当|接近|能比|可以比|比得上)(?:的|[?？。]|$)|(?:可以|能)(?:对?比|对照|比较)|"
    r"(?:这|那)(?:样|种|类)的?(?:考核|绩效)?(?:指标|数|率)|像.{1,30}(?:这|那|一)样|"
    r"对应|叫(?:什么|啥|法|做)|怎么叫|怎么称呼|称(?:什么|作|为)|(?:用|设|报|写|列)的?是?哪(?:一)?[个项条种]|"
    r"是哪(?:一)?[个项条](?!局|单位|部门|地方|地区|县|市|区|委|厅|报告)"
)
"""Words that ask for one where the question names an indicator and others than those it is of."""
_THERE_TOO = re.compile(
    r"^(?!.*(?:多少|几)).*"
    r"(?:(?:也|都|还|同样|一样)(?:有|设|列|用|写|出现|能找到|考核)(?:了|着|这|它)?[^,，]{0,6}(?:吗|么|没有|$|[?？])|有没有)"
)
"""Whether others have it too, which asks for no figure (别的局的指标表里也有吗)."""
_SERVING = re.compile(r"职责|职能|项目|资金|经费|专项|钱|花费|支出|科室|(?:下属|直属|所属|二级|预算|事业)单位|机构")
_MONEY_OF_A_RATE = re.compile(r"[\u4e00-\u9fff“”]{0,8}(?:经费|资金|项目|支出)[\u4e00-\u9fff]{0,6}(?=率)")
"""What a rate is of belongs to its name (“三公”经费控制率): no money is asked for."""
_OTHERS = re.compile(
    r"(?:别|其他|其它|另外|另|兄弟|其余|剩下|外)的?[几两二三四五六七八九十]?个?"
    r"(?:局|单位|部门|地方|地区|县|市|区|镇|家|报告|委|厅|那边)|别处|别人|外地|哪(?:个|些|家|几个)(?:局|单位|部门|地方|县|市|区|报告)"
)
_MEASURE = re.compile(r"指标|考核项|N|率|度(?=[，,的?？]|$)")
_BEFORE_NAME = re.compile(
    r"(?:['’]s)?\s*(?:20\d\d\s*年?度?)?(?:的|那|这|个|项|条|里|中|上|报告|绩效|自评|考核|指标|表|提到|写|列|设|用|报|所|里面|年度|名为|叫做?|有|\s|,|，)*N"
)
_ASKED_OF = re.compile(
    r"\s*(?:局|那边|这边|那里|里头|里|的报告|报告|方面|又|呢|的)*\s*"
    r"(?:有没有|有无|有什么|有啥|有哪|是否|会不会|怎么|叫|称|对应|哪|用的|报的|什么|写|$|[?？,，])"
)
_LIKE_IT = re.compile(
    r"(?:跟|和|与|同|像)(?P<name>[^跟像，,]{2,40}?)(?:在)?(?:意思上?|口径上?)?(?:最|比较|很)?的?"
    r"(?:类似|相似|相近|相仿|近似|同类|同一类|一类|可比|等同|差不多|一样|相同|相当|接近|那样|这样|可以比|能比)"
)
_ASKING = re.compile(
    r"^(?:跟|和|与|同|像)|的?(?:意思上?|最)?(?:类似|相似|相近|相仿|近似|同类|同一类|一类|可比|等同|差不多|一样|相当|接近)的?|"
    r"在?(?:别|其他|其它|另外|外|兄弟|其余)的?[几两二三四五六七八九十]?个?(?:地区|地方|局|单位|部门|报告|县|市|区|家|地)里?|别处|对应(?:的|到)?|"
    r"(?:这|那)(?:个|项|条|种|样|类)的?|怎么叫|叫|什么|名字|哪(?:一)?[些个项条]|(?:考核|绩效)?指标|有没有|有无|也?有(?![效害机限色偿关线])|"
    r"吗|呢|是|[里中](?=\s|$)|的(?=\s|$)|口径相同|[?？。]"
)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What is asked: the measure's name, and the departments whose counterpart is wanted, as places of the question; none: all others'."""

    name: str
    asked_of: tuple[tuple[int, int], ...] = ()


def counterpart_asked(text: str, found: Found) -> Counterpart | None:
    """Return what counterpart a question in plain form asks for; None where it asks for none."""
    names = _runs(found)
    quoted = next((m for m in _NAME.finditer(text) if _NAME_ENDS.match(text, m.end())), None)
    frame = _framed(text, names, quoted)
    bare = frame.replace("N", "")
    others = bool(_OTHERS.search(text)) or len(names) > 1
    said = _LOOSELY.search(bare) or _THERE_TOO.search(bare)
    loosely = others and _MEASURE.search(frame) and said and not _SERVING.search(_MONEY_OF_A_RATE.sub("", bare))
    if not (_ALIKE.search(bare) or loosely):
        return None
    ends = [*(start for start, _ in names[1:]), len(text)]
    own = next((i for i, (run, end) in enumerate(zip(names, ends, strict=False)) if _is_its(frame, run[1], end, quoted)), None)
    if quoted:
        name = next(part for part in quoted.groups() if part)
    else:
        name = _unquoted(frame[names[own][1] : ends[own]] if own is not None else frame)
    return Counterpart(name, tuple(run for i, run in enumerate(names) if i != own)) if name else None


def _unquoted(words: str) -> str:
    """Return the name of a measure that stands without quotation marks: what something is said to be like, else the first clause."""
    like = _LIKE_IT.search(words)
    said = like["name"] if like else re.split(r"[，,?？。]", words.strip(" ，,的?？。"))[0]
    return re.sub(r"\s+", " ", _ASKING.sub(" ", said.strip())).strip(" 的")


def _framed(text: str, names: Sequence[tuple[int, int]], quoted: re.Match[str] | None) -> str:
    """Return the question with its bodies blank and the quoted name as one N, all else at its place."""
    characters = list(text)
    for start, end in names:
        characters[start:end] = " " * (end - start)
    if quoted:
        start, end = quoted.span()
        characters[start:end] = "N" + " " * (end - start - 1)
    return "".join(characters)


def _runs(found: Found) -> list[tuple[int, int]]:
    """Return the stretches of a question that name one body each (甲县 + 民政局), without 各局 and the like."""
    everyone = {at for span in found.everyone for at in range(*span)}
    starts = {m.start for m in found.mentions}
    runs: list[tuple[int, int]] = []
    for at, taken in enumerate(found.taken):
        if not taken or at in everyone:
            continue
        if runs and runs[-1][1] == at and at not in starts:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _is_its(frame: str, start: int, end: int, quoted: re.Match[str] | None) -> bool:
    """Tell whether the measure is named right behind a body, which makes it that body's own."""
    behind = frame[start:end]
    if quoted:
        return _BEFORE_NAME.match(behind) is not None
    return not _ASKED_OF.match(behind) and bool(_ASKING.sub("", behind).strip(" 的,，?？"))
