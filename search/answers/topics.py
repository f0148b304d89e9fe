"""What a question is about, without the words of asking (话题): what money is asked about, what is to be checked."""

import re

from search.plan import Plan

_AUDIT_WORDS = re.compile(
    r"前后|(?:不)?是?(?:同一个|一个|一样|相同|同样)的?(?:数字?)?(?=吗|么|\s|$|[?？])|几处|两处|各处|(?:那|这)(?:份|个|篇)|[加算凑写填]得(?:对|准)|对不对得上|加(?:得|不)(?:起来|上|拢)|凑(?:得|不)(?:上|齐)|各?分项(?:数|之和)?|各(?:部分|组成部分)|明细|资金(?=来源)|对(?:得|不)上|构成|矛盾|不一致|勾稽|相符|吻合|自评|报告|里|数字|数据|等于|加起来|之和|总和|合计|来源|总额|总数|"
    r"问题|错误|异常|"
    r"有没有|有无|地方|自相|存在|哪些|哪里|几处|算错了?|写错了?|毛病|漏洞|有误|出入|打架|是不是|"
    r"疑点|正文|文中|(?:和|与|跟)?(?:指标)?表格?(?:里|中)|指标表|和?指标(?=$|\s)|绩效表|附表|一致|吗|的|是否|[一二三四五六七八九十两\d]+(?:项|个|类|者)"
)

_MONEY_WORDS = re.compile(
    r"^\s*(?:管(?:着|理)?(?!理)|抓|给)(?=[\u4e00-\u9fff]{2,})|(?:这|那)(?:类|些|种|几类|块|摊|项)(?:事|活|工作|的)?|之类|专门的?|(?:一共|总共|共)(?=\s|$)|"
    r"(?:[,，]\s*)?(?:各|分别)?(?:执行|落实)了?(?=\s|[,，?？]|$)|"
    r"为了?(?=管|抓|做|办|搞)|管好|管住|抓好|哪(?:笔|个|项)|给谁|身上(?:的)?|掏(?:了|出)?|(?:做|干)(?:什么|啥)用?|(?:一共|总共)?(?:花|用|投入?|安排|支撑|支持|保障|对应|服务于?|履行|开展)(?:了|在|费|销|于|到|的)*|职责|职能|方面|项目|"
    r"专项(?:资金|经费)?|资金|经费|费用|支出|金额|哪些|多少|钱|有没有|写|由|靠|主要|来|去|工作|监管(?=职责)|的"
)


def audit_topic(plan: Plan) -> str:
    """Return what is to be checked, without the words of checking; empty where a question names nothing."""
    return re.sub(r"\s+", " ", _AUDIT_WORDS.sub(" ", plan.topic)).strip()


def money_topic(plan: Plan) -> str:
    """Return what the money is asked about, without the words of money."""
    return re.sub(r"\s+", " ", _MONEY_WORDS.sub(" ", plan.topic)).strip()
