"""The metric of a number as a noun phrase a researcher would search for (指标命名)."""

import re
from dataclasses import replace

from ingest.extractors.outcomes.attributes import sums_up
from ingest.extractors.outcomes.changes import CHANGE, LEVEL, TRIM, changed, rank, streak
from ingest.extractors.outcomes.clauses import Mention
from ingest.extractors.outcomes.context import RATE, Context, Named, join
from ingest.extractors.outcomes.relative import compared
from ingest.extractors.outcomes.rows import LEVELS, bare_noun, chain_of, is_part, part_of, shared_act, with_level
from ingest.extractors.outcomes.subject import subject_of, told_by
from ingest.extractors.outcomes.suffix import suffix_of
from ingest.extractors.outcomes.verbs import TOWARDS, ends_with_verb, noun_and_verb, recipient_and_act, starts_with_verb, tokens
from ingest.extractors.outcomes.wording import PART_OF, SEVERAL_SERVED, clean_left, examples, formal, only_acts, purpose_of
from ingest.extractors.outcomes.words import DEFAULT_NOUN, GENERIC_NOUNS, VERBS

_INVESTED = re.compile(r"(?:总|累计|完成|计划)?(?:投资|投入|投入资金)")
_PRIZE = re.compile(r"(?:[特一二三]等奖|[金银铜](?:牌|奖)|优秀奖|优胜奖)$")
_RANKED = re.compile(r"[在均]*(?:全[国省市县区州])[^，。；]{0,4}第[一二三四五六七八九十]")
_SURPLUS = re.compile(r"全年|各类(?!违法)|各种|(?<=全[国省市县区镇])共有?|"
    r"(?<=[\u4e00-\u9fff])(?<!公)共(?=" + "|".join(sorted(VERBS, key=len, reverse=True)) + ")")
_STOCK = re.compile(r"^(?:全[国省市县区州旗镇乡]|辖区)?(?:现有|设有)(?=\S{3,})")
_TWICE = re.compile(r"^[\u4e00-\u9fff]{3,}?([\u4e00-\u9fff]{2})(?=\1[\u4e00-\u9fff]{2,}$)[\u4e00-\u9fff]{2}")
_STATES = ("在建", "已建", "待建", "续建", "完工", "竣工", "已完工", "已竣工", "在册", "在管", "在训", "在逃", "在办")
_BARE_RATE = re.compile(r"[\u4e00-\u9fff]{1,4}(?:率|金额|数|人次|占比)")
"""A name so short that it may lack its subject is less sure."""

_LIGHT_VERBS = ("开展", "进行", "实施", "完成", "组织", "实现")
_MATTERS = ("问题", "隐患", "案件", "项目", "纠纷", "线索", "投诉", "诉求", "工单", "事项", "行为", "建议", "意见")
"""Objects that what follows (整改, 办结, 罚款) is about rather than their subject alone."""

_MOVED = frozenset((
    "选取", "组织", "安排", "抽取", "动员", "引导", "带动", "督促", "推动", "指导", "支持", "帮助", "遴选", "协助", "促使", "发动",
))
"""Verbs that only move others to act: 督促216家餐馆安装设备 counts the restaurants that did."""

SEASON = re.compile(
    r"(?:20\d\d年)?“?(?P<when>(?:春节|国庆|中秋|五一|端午|清明|元旦|双节|十一|春运|暑期|暑运|汛期)(?:[、和](?:国庆|春节|元旦|中秋))?)”?"
    r"(?:假期|期间|黄金周|假日|小长假|前后|工作)*"
)
_ACTED = re.compile(r"(?<![针应面校核反绝相])[对给][^，。；对给]{0,16}$")
"""Those acted on stand behind 对: 对28家企业开展会诊."""

_ACTUALLY = re.compile(r"(?:全年|年末)?实际(?:完成|达到|达|实现|执行|为)?(?:了)?")
_AIMED = re.compile(r"(?:年初|年度|全年|预期|计划)*(?:目标|计划|指标)值?(?:为|是)?$")
_AT_PLACE = re.compile(r"(?<=帮扶|包联|联系|走访|惠及|覆盖|驻守|驻点|支援)[\u4e00-\u9fff]{2,12}(?:[镇乡县]|街道)$")
_ACTED_ON = re.compile(r"^[^，。；]{2,}(?<![针应面校核反绝相])对(?!口|接|外|标|照|象)(?=[\u4e00-\u9fff]{2,}$)")
_CARRIED_OUT = re.compile(r"^(?:开展|进行|实施|实行|组织|做好|予以)了?(?:全覆盖|全面|集中|逐一|逐户)*(?:的)?(?=\S{2,})")
_RATE_FIRST = re.compile(r"(?P<rate>\S{2,10}率)(?:[\u4e00-\u9fff]{2,6})")
_YEAR_ROUND = re.compile(r"[，、\s]*(?:全年|今年|本年|年内|年末|年底|截[至止]|目前|累计|20\d\d年|全[市县区省镇])")
_AVERAGED = re.compile(
    r"(?:平均每个?[^，。；\d]{1,8}|[日月年周村户人亩校县镇乡社生]均|每[户人名亩校])(?:补助|补贴|救助|金额|费用|种植面积|面积|奖励)?"
)
_BY_BODIES = re.compile(r"^[\u4e00-\u9fff]{2,12}(?:机构|单位|部门|系统|医院|学校)(?:累计|共)?(?:完成|实现)(?=[\u4e00-\u9fff]{2,})")
_BODIES = re.compile(r"(?:^|(?<=、))\d+[个家所座条处项](?=\S{4,}(?:率|比例|占比|比重))")
_HAZARD = re.compile(r"(?<=发现|排查|整改|整治|消除|排除|治理|查出|揪出|查改)隐患$")
_TOTAL = re.compile(r"(?:全年|年内|20\d\d年|全[省市县区系])[^，。；]{0,8}各类[^，。；]{2,4}$")
"""What was done of all kinds in the year is more than what the words before were about."""

_CHANGED = ("增收", "脱贫", "就业", "创业", "致富", "转产", "复工", "复产", "复工复产", "增收致富", "上云", "入会", "参保", "入园", "转型")
_GOES_ON = re.compile(r"，|；|。|且|并(?!网|轨|购|联|发|行)|进行了?评|(?<![课滞落先])后(?!续|勤|备|补|处理|处置|评价|期)")
_NUMERAL = re.compile(r"[一二三四五六七八九十]+(?:项|个)(?=指标|工作)")



def name(mention: Mention, context: Context, following: str = "") -> Named:
    """Return the metric of a mention; `following` is the text of the clause after it."""
    q = mention.quantity
    if _YEAR_ROUND.match(mention.left):
        context.season = ""
    left = _seasonal(clean_left(formal(mention.left)), context)
    left = _BODIES.sub("", left) if q.unit == "%" else left
    if q.kind == "rank":
        return rank(left, context)
    if left.endswith("连续") or (left.endswith(("已", "近")) and "连续" in left):
        return streak(left, following)
    last = context.previous()
    relative = compared(left, last, mention) if last else None
    if relative:
        return relative
    change = CHANGE.search(left) if not mention.before else None
    if change:
        return changed(left, change, mention, context)
    if _INVESTED.fullmatch(left) and not mention.before:
        purpose = purpose_of(mention.clause[q.end :])
        if starts_with_verb(purpose) and len(purpose) >= 5:
            return Named(purpose, purpose + left, "", q.unit, 0.85)
    core, certain, whole, about = _phrase(left, mention, context)
    kind = examples(core)
    whole = whole or (kind != core and len(kind.removeprefix(starts_with_verb(core))) >= 6)
    core = _HAZARD.sub("安全隐患", SEVERAL_SERVED.sub("", kind))
    subject = "" if whole or _TOTAL.search(mention.left) else subject_of(core, q.unit, context)
    core, subject = _completed(core, subject)
    named = _finish(core, q.unit, certain, subject)
    if subject:
        rest = re.sub("^各类", "", core[len(named.did) :]) if named.did else ""
        of_its_own = subject == context.title and len(rest) >= 4 and rest.endswith(("建议", "意见"))
        about = rest if of_its_own else join(subject, rest) if rest.endswith(_MATTERS) else subject
        sure = min(named.certain, 0.86) if subject == context.title else named.certain  # a title says only roughly what is counted
        return replace(named, about=about, certain=sure) if subject == context.title or not RATE.search(named.core) else named
    return replace(named, about=about) if about else named


def _phrase(left: str, mention: Mention, context: Context) -> tuple[str, float, bool, str]:
    """Return the words of a metric, how sure they are, whether they say all of it, and what later numbers are about."""
    if not mention.before:
        return *_after_noun(left, mention, context), ""
    core, certain, about = _before_noun(left, mention, context)
    return core, certain, bool(about), about


def _completed(core: str, subject: str) -> tuple[str, str]:
    """检查特种设备使用单位412家，检查设备689台: a general noun is the one told in full; what a subject says twice it says once."""
    verb = starts_with_verb(core)
    rest = core[len(verb) :]
    at = subject.find(rest) if rest in GENERIC_NOUNS and verb else -1
    if at >= 2 and len(rest) >= 2 and not subject.endswith(rest):
        return verb + subject[: at + len(rest)], ""
    return core, "" if subject and told_by(core, subject) else subject


def _after_noun(left: str, mention: Mention, context: Context) -> tuple[str, float, bool]:
    """出动执法人员30人次: the words before the number."""
    core = LEVEL.sub("", left).strip(TRIM) or left
    core = core.removesuffix("占") if mention.quantity.unit == "%" and len(core) > 3 else core
    previous = context.previous()
    if previous and (told := _of_previous(previous, left, core, mention.left.strip(TRIM))):
        return *told, True
    whole = context.whole
    if previous and LEVELS.match(core):
        return with_level(previous, core), 0.9, True
    if whole and is_part(whole, core, mention):
        return part_of(whole, core), 0.88, True
    if previous and _PRIZE.fullmatch(core) and _PRIZE.search(previous.core):
        return _PRIZE.sub("", previous.core) + core, 0.9, True
    after = mention.clause[mention.quantity.end :]
    core = _moved_to(core, after.strip())
    if mention.quantity.unit == "%" and (rated := _rated(core, previous, context)):
        return rated, 0.88, True
    if mention.quantity.unit == "%" and re.match(r"的?(?:全面)?覆盖", after) and not core.endswith("率"):
        return core + "覆盖率", 0.9, False
    ranked = _RANKED.match(after)
    if ranked:
        return _NUMERAL.sub("", core) + ranked.group().lstrip("在均"), 0.85, True
    if previous and PART_OF.match(mention.left.strip(TRIM)):
        context.whole = whole = _counted_so(mention.quantity.unit, context) or previous
        return part_of(whole, core), 0.9, True
    return (previous and shared_act(previous, core, mention)) or (core, 0.95, False)


def _moved_to(core: str, act: str) -> str:
    """带动农户1830户增收 counts those who were moved to act."""
    verb = next((verb for verb in _MOVED if core.startswith(verb)), "")
    return verb + act + core[len(verb) :] if verb and act in _CHANGED else core


def _counted_so(unit: str, context: Context) -> Named | None:
    """开展自评的项目32个，覆盖率100%，其中优秀21个: behind a rate the whole is what was last counted in the part's unit."""
    last = context.previous()
    if last is None or last.unit != "%" or unit == "%":
        return None
    return next((n for n in reversed(context.sentence) if n.unit == unit), None)


def _rated(core: str, previous: Named | None, context: Context) -> str:
    """满意度：门诊94%、住院96% and 准确率晴雨89%、暴雨78%: the rate told before holds for bare nouns behind it."""
    if not 2 <= len(core) <= 6 or RATE.search(core) or core.endswith(("率", "度", "比", "重", "例")) or starts_with_verb(core):
        return ""
    if context.rate:
        return core + context.rate
    told = _RATE_FIRST.fullmatch(previous.core) if previous and previous.unit == "%" else None
    return told["rate"] + core if told else ""


def _seasonal(left: str, context: Context) -> str:
    """国庆假期7天，接待游客58万人次: a season or holiday holds for the rest of its sentence, and is no part of what is counted."""
    told = SEASON.match(left)
    if told is None:
        return left
    context.season = told["when"]
    return clean_left(left[told.end() :])


def _of_previous(previous: Named, left: str, core: str, said: str) -> tuple[str, float] | None:
    """Return the phrase of a number that only goes on to count what the one before it did (累计达, 村均, 在建)."""
    if _ACTUALLY.fullmatch(said):
        return _AIMED.sub("", previous.core), 0.9  # 年初目标120件，实际完成105件
    if not left:
        return previous.core, 0.9
    if core == left and LEVEL.fullmatch(left):
        return previous.core[len(previous.verb) :] + "累计", 0.85
    if _AVERAGED.fullmatch(core):
        return (previous.core if len(core) == 2 else previous.about or previous.core[len(previous.verb) :]) + core, 0.88
    return ((previous.about or previous.core[len(previous.verb) :]) + core, 0.88) if core in _STATES else None


def _before_noun(left: str, mention: Mention, context: Context) -> tuple[str, float, str]:
    """35家成员单位公开信息, 查办6起假冒专利案件, 对421家餐饮店开展排查: the noun follows.

    The last is what later numbers of the sentence are about, empty where the phrase may need a subject from elsewhere.
    """
    noun, done = _noun_and_done(mention)
    previous = context.previous()
    stem = re.sub(r"[对将向为给由从在与和把使有是于让以获]$", "", left) if left[-1:] in "对将向为给由从在与和把使于让以" else left
    stem = chain_of(stem) if sums_up(mention.left, mention.quantity) and "、" in stem else stem
    stem = _ACTED_ON.sub("", _AT_PLACE.sub("", _last_example(stem)))
    if previous and mention.left.strip(TRIM) == "其余":
        told = previous.about or previous.core[len(previous.verb) :]
        return f"其余{told}", 0.85, told
    among = mention.clause[: mention.quantity.start].rstrip().endswith("中有")  # 19家企业中有17家建成系统
    part = among or PART_OF.match(mention.left.strip(TRIM))
    if previous and part and starts_with_verb(noun) and not done and not stem:
        told = previous.about or previous.core[len(previous.verb) :]
        return f"{noun}的{told}", 0.85, told or noun
    stem = re.sub(r"(?:来自|涉及)全[市县区省]\w{0,4}的?$|全[市县区省]\w{1,4}的$", "", stem)
    if not stem and previous and previous.unit == mention.quantity.unit and only_acts(noun, done):
        told = previous.about or previous.core[len(previous.verb) :]
        return f"{noun}{done}的{told}", 0.88, told  # 推动418家企业开展创建，97家达标
    done = "" if noun.startswith("不合格") else done  # all of them were dealt with: what is counted is the samples
    if done and stem in ("免费", "无偿", "义务", "上门"):
        stem, done = "", stem + done.removeprefix(stem)
    whole = mention.right.strip().endswith(("中有", "中"))
    if not stem and not done and not whole and previous and previous.verb and bare_noun(noun):
        stem = previous.verb.removesuffix("了")
    return _acted(stem, noun, done, mention) if done else (f"{stem}{noun}", 0.89, "")


def _noun_and_done(mention: Mention) -> tuple[str, str]:
    """Return the noun that a number stands before and what was done by it or to it, light verbs aside."""
    noun, done = noun_and_verb(_drop_tail(mention.right.strip(TRIM)))
    if not done and TOWARDS.search(mention.left.rstrip()):
        noun, done = recipient_and_act(noun)
    if done.count("”") > done.count("“"):
        noun, done = noun.rstrip("“"), "“" + done.removeprefix("“")
    if done.startswith("全") and len(inspected := noun.removesuffix(ends_with_verb(noun))) >= 2:
        noun, done = inspected, ends_with_verb(noun) + done  # 疫苗接种单位检查全覆盖
    done = "" if done in _LIGHT_VERBS else formal(done)
    noun = re.sub(r"(?<=..)(?:共计|合计|总计|共|分别|各|逐[\u4e00-\u9fff]|中有|当中|(?<=[业构位所校院人户村])中)$", "", noun.strip(TRIM))
    return noun, done


def _acted(stem: str, noun: str, done: str, mention: Mention) -> tuple[str, float, str]:
    """Return the name of bodies that did something or to whom it was done (会诊化工企业, 返还资金的企业)."""
    verb = ends_with_verb(stem)
    done = re.sub(r"^(?:已|均|全部|全面|都|也|顺利|成功|对|为)+", "", done).replace("了", "").strip(TRIM)
    done = re.sub(r"^[作做](?=.{4})|(?<![意方动志转定走导趋倾])向$|(?<![行作成认])为$|[对在与由以]$", "", done)
    acted = _CARRIED_OUT.sub("", done) if _ACTED.search(mention.clause[: mention.quantity.start]) else done
    if acted and acted != done:
        return acted + noun, 0.9, noun
    if done and (not verb or verb in _MOVED):
        return (f"{done}的{noun}", 0.9, noun) if len(done) > 2 else (f"{stem}{noun}{done}", 0.9, stem + noun)
    return (f"{stem}{noun}{done}" if len(done) <= 14 else f"{stem}{noun}"), 0.9, ""


def _last_example(stem: str) -> str:
    """增加A、B、C、D等 → 增加D等, where the list is long: the noun behind it carries the metric."""
    if not stem.endswith("等") or len(stem) <= 16 or "、" not in stem:
        return stem
    return starts_with_verb(stem.removeprefix("可")) + re.split(r"[、和及]", stem.removesuffix("等"))[-1]


def _drop_tail(text: str) -> str:
    return _GOES_ON.split(text, maxsplit=1)[0]


def _finish(core: str, unit: str, certain: float, subject: str) -> Named:
    core = _SURPLUS.sub("", core).strip(TRIM)
    if len(core) >= 5 and core.endswith("完成"):
        core = core.removesuffix("完成")
    if core.startswith("为") and not any(word in VERBS for word in tokens(core)):
        core = core[1:]
    core = _BY_BODIES.sub("", _STOCK.sub("", core))
    core = re.sub(r"为(?=每[^，。；]{1,4}$)", "", _TWICE.sub(r"\1", core))
    core = re.sub(r"(?<=口)拥有(?=\S{3,})", "", core)
    core = re.sub(r"^(?:完成|实现)(?=.{2,}(?:全覆盖|量|投资|收入|产值|总值|增加值|率|办结|出证|拿证)$)", "", core)
    if not core or core in VERBS:
        noun = next((n for u, n in DEFAULT_NOUN.items() if unit.endswith(u)), "")
        core = noun if noun and core in ("", "完成", "开展") else core if core in ("接待", "接收") else core + noun
    did = starts_with_verb(core)
    if subject:
        certain -= 0.05
        several = "、" in core and all(word in VERBS or word == "、" for word in tokens(core))  # 废止、修订 + 文件: verbs go first
        core = core + subject if several else subject if core and subject.endswith(core) else join(subject, core)
    if len(core) > 34:
        core = _shorten(core)
        certain -= 0.1
    metric = core + suffix_of(unit, core)
    certain = min(certain, 0.85) if _BARE_RATE.fullmatch(metric) else certain
    return Named(core, metric, starts_with_verb(core), unit, max(certain, 0.3) if core else 0.3, did=did)


def _shorten(core: str) -> str:
    cut = core[-34:]
    m = re.search(r"[、的和及与“”）)]", cut[:20])
    return cut[m.end() :] if m else cut
