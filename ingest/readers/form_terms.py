"""Fixed words of the forms (表格固定用语): a recognised cell one character off such a word is that word."""

import re

TERMS = frozenset((
    "一级指标", "二级指标", "三级指标", "指标名称", "指标值", "年度指标值", "年初指标值", "年初目标值", "实际完成值", "实际完成情况",
    "全年完成值", "完成情况", "自评得分", "偏差原因", "偏差原因分析", "偏差原因分析及改进措施", "未完成原因分析", "改进措施",
    "产出指标", "效益指标", "满意度指标", "成本指标", "数量指标", "质量指标", "时效指标", "经济效益指标", "社会效益指标",
    "生态效益指标", "经济成本指标", "社会成本指标", "生态环境成本指标", "可持续影响指标", "服务对象满意度指标", "服务对象满意度",
    "预算执行率", "年初预算数", "全年预算数", "全年执行数", "调整预算数", "年度资金总额", "当年财政拨款", "上年结转资金", "其他资金",
    "其中：当年财政拨款", "预期目标", "年度总体目标", "年度绩效目标", "绩效指标", "预算部门名称", "部门名称", "项目名称", "主管部门",
    "实施单位", "基本支出", "项目支出", "人员经费", "公用经费", "日常公用经费", "一般公共预算", "政府性基金预算", "国有资本经营预算",
    "评分标准", "指标解释", "指标说明", "联系电话", "填报人", "填报单位", "填报日期", "本年预算数", "当年预算数", "年末指标值",
))
"""Words of the national and provincial self-evaluation forms."""

MIN_LENGTH = 4


def corrected(text: str) -> str:
    """Return the form's word that a cell of the same length differs from in one character and no other word does, else the text."""
    bare = "".join(text.split())
    if len(bare) < MIN_LENGTH or bare in TERMS:
        return text
    near = [t for t in TERMS if len(t) == len(bare) and sum(a != b for a, b in zip(t, bare, strict=True)) == 1]
    return near[0] if len(near) == 1 else text


CONFUSED = {"门": "内们闩闫", "人": "入", "入": "人", "己": "已", "日": "曰", "评": "许", "价": "阶"}
"""Characters of the phrases, and those that recognition takes for them."""

PHRASES = (
    "部门整体", "部门概况", "部门预算", "部门决算", "部门支出", "部门收入", "部门收支", "部门职责", "部门职能", "部门基本",
    "部门绩效", "部门自评", "部门管理", "人员经费",
    "收入决算", "收入预算", "财政拨款收入", "绩效评价", "绩效自评", "自评报告", "自评得分", "自我评价",
)
"""Phrases of titles and running text that hold such characters."""

MISREAD = tuple(
    (re.compile("".join(f"[{c}{CONFUSED[c]}]" if c in CONFUSED else c for c in phrase)), phrase) for phrase in PHRASES
)


def unconfused(line: str) -> str:
    """Return a recognised line with the characters of fixed phrases that recognition confuses (部内整体 is 部门整体)."""
    for pattern, phrase in MISREAD:
        line = pattern.sub(phrase, line)
    return line
