"""Sentences (措辞): how figures, places and refusals are put in Chinese and in English."""

import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from search.answers.inquiry import Inquiry
from search.answers.model import AnswerRow
from search.places.divisions import pinyin, short_name

_UNITS = {
    "万元": "ten thousand yuan",
    "亿元": "hundred million yuan",
    "元": "yuan",
    "%": "%",
    "人": "people",
    "件": "cases",
    "起": "cases",
    "户": "entities",
    "家": "entities",
}


TOLD = 30
"""Departments whose figures a sentence spells out; the rows hold all of them."""


def number(value: Decimal) -> str:
    """Return a figure without an exponent or needless zeros."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def amount(row: AnswerRow) -> str:
    """Return a row's value with its unit as printed and its bound in words."""
    if not isinstance(row.value, Decimal):
        return str(row.value or row.actual or row.target or "")
    printed = number(row.value) + (row.unit or "")
    target_only = row.target and not row.actual
    if target_only and row.target:
        return f"{row.target}（目标值，报告未列完成值）"
    return {"ge": f"{printed}以上", "le": f"{printed}以内", "approx": f"约{printed}（约数）"}.get(row.bound or "", printed)


def amount_en(row: AnswerRow) -> str:
    """Return a row's value with its unit, the unit glossed in English."""
    if not isinstance(row.value, Decimal):
        return str(row.value or row.actual or row.target or "")
    unit = row.unit or ""
    gloss = f" ({unit} = {_UNITS[unit]})" if unit in ("万元", "亿元") else ""
    about = {"ge": "at least ", "le": "at most ", "approx": "about "}.get(row.bound or "", "")
    return f"{about}{number(row.value)} {unit}".rstrip() + gloss


def unit_said(unit: str, english: bool = False) -> str:
    """Return a unit as it stands behind a computed figure in a sentence (百分点 → 个百分点)."""
    if unit == "百分点":
        return "percentage points" if english else "个百分点"
    return unit


def who(row: AnswerRow, inquiry: Inquiry) -> str:
    """Return a row's department with its year, and in English the region in pinyin."""
    if inquiry.english:
        place = pinyin(short_name(row.region)).capitalize() if row.region else ""
        return f"{row.department} ({place}{', ' if place and row.year else ''}{row.year or ''})"
    return f"{row.department}（{row.year}年）" if row.year else row.department


def others_in_rows(inquiry: Inquiry, departments: int) -> str:
    """Return that of so many departments those not spelt out stand in the rows; empty where all are spelt out."""
    return either(inquiry, "其余部门见各行数据。", " The other departments stand in the rows.") if departments > TOLD else ""


def figures(rows: Iterable[AnswerRow], inquiry: Inquiry) -> str:
    """Return the rows as one sentence a department."""
    by_department: dict[str, list[AnswerRow]] = {}
    for row in rows:
        by_department.setdefault(who(row, inquiry), []).append(row)
    first = list(by_department.items())[:TOLD]
    rest = others_in_rows(inquiry, len(by_department))
    if inquiry.english:
        said = (f"{name}: " + "; ".join(f"{r.metric} {amount_en(r)}{_note(r, True)}" for r in rs) + "." for name, rs in first)
        return " ".join(said) + rest
    return "".join(f"{name}：" + "；".join(f"{r.metric}{amount(r)}{_note(r, False)}" for r in rs) + "。" for name, rs in first) + rest


def _note(row: AnswerRow, english: bool) -> str:
    if not row.note:
        return ""
    return f" ({row.note})" if english else f"（{row.note}）"


def several(names: Sequence[str], most: int = 5) -> str:
    """Return names in a row, those beyond `most` only counted."""
    return "、".join(names[:most]) + (f"等{count_in_words(len(names))}个部门" if len(names) > most else "")


def year_as_asked(inquiry: Inquiry, year: int) -> str:
    """Return a year in figures where the question has them, else as it is written out: it is no figure of the reports."""
    return str(year) if str(year) in unicodedata.normalize("NFKC", inquiry.question) else year_in_words(year)


def year_in_words(year: int) -> str:
    """Return a year as it is written out (二〇二二): it is no figure of the reports."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


def count_in_words(count: int) -> str:
    """Return a number of departments written out (三十七), for no figure of an answer may stand in no row; many are 许多."""
    if count > 99:
        return "许多"
    tens, ones = divmod(count, 10)
    digits = "零一二三四五六七八九"
    return (("十" if tens == 1 else f"{digits[tens]}十") if tens else "") + (digits[ones] if ones or not tens else "")


def either(inquiry: Inquiry, chinese: str, english: str) -> str:
    """Return the sentence in the question's language."""
    return english if inquiry.english else chinese
