"""How money is asked about (资金的问法): by the duty it serves, by which fund pays, or for the duty that a fund serves."""

import re

_OF_DUTY = re.compile(r"职责|职能|履职|履行|方面|\bdut(?:y|ies)\b|responsibilit", re.IGNORECASE)
_MONEY = "(?:钱|资金|经费|专项|项目|拨款|款项|款|开支|支出|投入|预算)"
_WHICH = re.compile(
    r"哪(?:一|几|两)?笔|"
    rf"(?:花|用|靠|由|从|拿|出自|来自|动用|列支)(?:的|了|掉|到|在)?(?:是)?(?:哪(?:一|几|些)?(?:个|项|类)?|什么|啥)[^,，。?？]{{0,4}}{_MONEY}|"
    rf"哪(?:一|几)?(?:个|项)(?:项目|专项)(?:资金|经费|支出)?(?:的|来|在|里)*(?:钱|资金|经费|出钱|掏钱|付钱|买单|出资|支撑|保障|负担|承担|开支|列支)|"
    rf"{_MONEY}(?:是|出自|来自|叫|用的是|花的是)+(?:哪(?:一)?(?:个|项)|什么(?:项目|专项))|"
    r"哪(?:一)?(?:个|项)(?:项目|专项)(?:是)?(?:用[于来在]|管|负责|为|给)|"
    rf"(?:用|花|投)(?:在|于|到)[^,，。?？]{{2,20}}的(?:专项|救助|补助|专门的?)?{_MONEY}|"
    r"\b(?:which|what) (?:project|programme|program|fund|money|appropriation|budget line)s?\b",
    re.IGNORECASE,
)
_WHICH_DUTY = re.compile(
    r"(?:哪|什么|啥|何)(?:一|几|些|两)*(?:项|条|个|些|类|方面的?|种)*(?:的)?(?:主要)?(?:职责|职能)|(?:职责|职能)(?:是|为)(?:哪(?!个?项目|笔|个?专项)|什么|啥)|"
    r"\b(?:which|what)(?: of its| statutory| main)? (?:dut(?:y|ies)|responsibilit(?:y|ies))\b",
    re.IGNORECASE,
)
_A_FUND = re.compile(
    rf"{_MONEY}|工程|补贴|补助|津贴|费(?![者力])|\bfunds?\b|project|programme|subsid|spending|spent|money|allowance|grant", re.IGNORECASE
)


def by_duty(question: str) -> bool:
    """Tell whether money is asked for by the duty, or the side of the work, that it is for."""
    return _OF_DUTY.search(question) is not None


def which_money(question: str) -> bool:
    """Tell whether a question asks which fund or programme pays for something (花的是哪笔钱): that one does is taken as known."""
    return _WHICH.search(question) is not None


def which_duty(question: str) -> bool:
    """Tell whether a question asks which duty a programme or a fund serves (这个专项对应哪条职责)."""
    return _WHICH_DUTY.search(question) is not None and _A_FUND.search(_WHICH_DUTY.sub(" ", question)) is not None
