"""Headings: numbering styles as levels, and titles as meanings (标题)."""

import re

NUMBERING = (
    (1, re.compile(r"^([一二三四五六七八九十]+、)\s*(.+)$")),
    (2, re.compile(r"^([（(][一二三四五六七八九十]+[)）])\s*(.+)$")),
    (3, re.compile(r"^(\d{1,2}[、.．])\s*(?!\d)(.+)$")),
    (4, re.compile(r"^([（(]\d{1,2}[)）])\s*(.+)$")),
)

MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("problems", re.compile(r"存在.{0,4}问题|主要问题|问题及原因")),
    ("measures", re.compile(r"改进|整改|有关建议|下一步|措施")),
    ("duties", re.compile(r"职能|职责")),
    ("organisation", re.compile(r"机构|人员情况|人员及资产|决算单位")),
    ("overview", re.compile(r"部门概况|部门概述|基本情况")),
    ("goals", re.compile(r"目标|工作任务|主要任务")),
    ("money", re.compile(r"收支|收入|支出|预算|决算|三公|资金")),
    ("results", re.compile(r"绩效实现|主要绩效|履职完成|履职效果|绩效情况|成效")),
    ("evaluation", re.compile(r"评价思路|指标体系|结论")),
    ("disclosure", re.compile(r"公开")),
)


def heading_level(line: str) -> tuple[int, str, str] | None:
    """Return (level, number, title) of a line that reads like a heading, else None."""
    for level, pattern in NUMBERING:
        m = pattern.match(line)
        if m and len(m[2]) <= 40 and not re.search(r"[。；;]", m[2][:-1]) and m[2][-1] not in "；;，,":
            return level, m[1], m[2].rstrip("。：:")
    return None


def meaning_of(title: str) -> str | None:
    """Return the meaning of a section title (a key of `MEANINGS`), or None."""
    return next((meaning for meaning, pattern in MEANINGS if pattern.search(title)), None)
