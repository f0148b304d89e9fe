"""Money among the outcomes (成效资金): earned, saved, paid out or worked on, never the office's own budget."""

import re

from ingest.extractors.outcomes.clauses import Mention, Sentence
from ingest.extractors.outcomes.context import Named
from ingest.extractors.outcomes.verbs import starts_with_verb
from ingest.extractors.outcomes.words import ACHIEVED_MONEY, FINANCE, INSURED, WORKED_MONEY

_FINANCE = re.compile(FINANCE)
_ACHIEVED = re.compile(ACHIEVED_MONEY)
_EARNED = re.compile(r"罚|挽回|追回|节省|节约|减免|融资|贷款|产值|销售|增收|发放|兑现|理赔|让利|减负")
_PROGRAMME = re.compile(r"(?:项目|工程|建设|购置|维护|维修|改造|运行|服务|补助|奖补|管理|工作)$")
_PUT_IN = re.compile(r"投入(?!使用)[\u4e00-\u9fff]{2,6}资金$")
_INSURED = re.compile(INSURED)
_WORKED = re.compile(WORKED_MONEY)
_BUDGET_WORDS = re.compile(
    r"年初预算|预算数|决算|基本支出|项目支出|人员经费|公用|三公|结转|执行率|工资|办公费|本年(?:收入|支出)|财政拨款|招标|中标|预算总|问卷"
)
_SPENDING_LIST = re.compile(r"项目支出(?:情况)?(?:主要)?(?:用于)?[：:]")
"""What opens a list of projects with what each cost."""

_USED_FOR = re.compile(r"(?:资金|经费|专项|补助)(?:[\d.,]+万?元)?[，,]?(?:主要|全部|均)?用于")
_SPENT_ON = re.compile(r"[，、\s]*(?:共|累计)?支出")
DESCRIPTIVE = frozenset({"overview", "organisation", "duties"})


def is_earned(mention: Mention, named: Named, sentence: Sentence, meaning: str | None) -> bool:
    """Return whether money is an achievement (挽回损失, 发放补贴, 医保基金收入) and no budget figure."""
    text = mention.left + mention.right + named.core
    told = sentence.text[: max(mention.place[0] - sentence.start, 0)]
    if re.search(r"中标|招标代理", sentence.text) or _SPENDING_LIST.search(sentence.text) or _USED_FOR.search(told):
        return False
    if _INSURED.search(named.core):
        return meaning not in DESCRIPTIVE
    if meaning == "money" and named.core.endswith(("专项", "经费", "资金")):
        return False
    if meaning == "results" and is_work(named, text):
        return True
    if _PUT_IN.search(mention.left) and meaning not in ("money", *DESCRIPTIVE):
        return sum(len(c.mentions) for c in sentence.clauses) > 1
    if meaning == "results" and _SPENT_ON.fullmatch(mention.left) and named.core != "支出":
        return True
    if _ACHIEVED.search(text):
        if meaning == "money" and not _EARNED.search(text):
            return False
        return bool(re.search("研发|标准|科研", text)) or not re.search(r"经费(?!.{0,6}(?:追回|争取))|预算|决算|项目支出", mention.left)
    if _PROGRAMME.search(named.core) and not starts_with_verb(named.core):
        return False
    return not _FINANCE.search(text) and meaning not in ("money", *DESCRIPTIVE) and bool(named.core)


def is_finance(mention: Mention, named: Named, meaning: str | None) -> bool:
    """Return whether a rate is one of the budget (预算执行率) rather than of the work."""
    text = mention.left + mention.right + named.core
    if not _FINANCE.search(f"{text}{named.metric}".replace("费用", "")) or _ACHIEVED.search(text):
        return False
    return not (meaning == "results" and is_work(named, text))


def is_work(named: Named, text: str) -> bool:
    """Return whether money was worked on (核减资金, 收回低效资金, 全市税收收入) and is none of the budget's own."""
    worked = _WORKED.search(named.core) or (named.did and _WORKED.match(named.did))
    return bool(worked) and not _BUDGET_WORDS.search(text)
