"""Number formats of cells (数字格式): a value as its sheet shows it, by the mask language of ECMA-376 part 1, 18.8.30."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[(?:[^\]$]|\$-)[^\]]*\]|\[\$([^\]-]*)[^\]]*\]')
"""What a mask prints as it stands (quoted, escaped, currency) and what it does not (widths, fillings, colours, conditions)."""

DATE_TOKEN = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM|上午/下午|\x00\d+\x00|.", re.IGNORECASE | re.DOTALL)
DIGITS = re.compile(r"(?=\?*[0#])[0#?][0#?,.]*")
PLACE = re.compile(r"[0#]")
FRACTION = re.compile(r"[0#?]\s*/\s*[0-9#?]")
MARK = re.compile(r"\x00(\d+)\x00")
WEEKDAYS = "一二三四五六日"
GENERAL = 11
"""Significant digits that a cell without a mask shows at most."""


def shown(value: Any, mask: str) -> str:
    """Return a cell's value as printed: `0.95` under `0%` is `95%`, a date under `yyyy"年"m"月"` is `2023年12月`.

    A zero that its mask shows by a dash is given in figures, since a dash in a report says that there is no figure.
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return _date(value, mask)
    if not isinstance(value, int | float):
        return str(value).strip()
    sections = mask.split(";")
    if value < 0 and len(sections) > 1 and sections[1].strip():
        return _signed(_number(-value, sections[1]))
    section = sections[2] if value == 0 and len(sections) > 2 and PLACE.search(LITERAL.sub("", sections[2])) else sections[0]
    return _number(value, section)


def _signed(text: str) -> str:
    """Return a negative number that its mask shows by brackets or colour alone with a minus sign, which reads the same anywhere."""
    bare = text.strip("()（） ")
    return bare if bare.startswith(("-", "−")) else f"-{bare}"


def _marked(mask: str) -> tuple[str, list[str]]:
    """Return the mask with its literals as numbered marks, and what they print."""
    literals: list[str] = []

    def mark(found: re.Match[str]) -> str:
        literal = next((g for g in found.groups() if g is not None), "")
        if not literal:
            return ""
        literals.append(literal)
        return f"\0{len(literals) - 1}\0"

    return LITERAL.sub(mark, mask), literals


def _filled(text: str, literals: list[str]) -> str:
    return MARK.sub(lambda m: literals[int(m[1])], text).strip()


def _number(value: float, section: str) -> str:
    mask, literals = _marked(section)
    digits = DIGITS.search(MARK.sub(lambda m: " " * len(m[0]), mask))
    if "general" in mask.lower() or mask.strip() == "@" or FRACTION.search(mask):
        general = re.sub("general|@", lambda _: _general(value), mask, count=1, flags=re.IGNORECASE)
        return _general(value) if FRACTION.search(mask) else _filled(general, literals)
    if digits is None:
        return _filled(mask, literals) if literals or mask.strip("? ") else _general(value)
    scientific = re.match(r"E[+-]0+", mask[digits.end() :], re.IGNORECASE)
    if scientific:
        places = len(digits[0].partition(".")[2])
        printed, end = f"{value:.{places}E}", digits.end() + scientific.end()
    else:
        printed, end = _digits(value * (100 if "%" in mask else 1), digits[0]), digits.end()
    rest = mask[end:]
    return _filled(mask[: digits.start()] + printed + rest.replace("?", ""), literals)


def _digits(value: float, mask: str) -> str:
    """Return a number under a mask of digits alone: `#,##0.00`, `00000`, `0.##`, `0,`."""
    scale = len(mask) - len(mask.rstrip(","))
    whole, _, decimals = mask.rstrip(",").partition(".")
    exact = Decimal(repr(value)).scaleb(-3 * scale)
    rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP) if abs(exact) < Decimal(10) ** 20 else exact
    printed = f"{abs(rounded):{',' if ',' in whole else ''}f}"
    before, _, after = printed.partition(".")
    after = after[: len(decimals)]
    while after and decimals[len(after) - 1] in "#?" and after.endswith("0"):
        after = after[:-1]
    before = before.zfill(whole.count("0")) if "," not in whole else before
    before = "" if before == "0" and "0" not in whole and after else before
    return f"{'-' if rounded < 0 else ''}{before}{'.' if after else ''}{after}"


def _general(value: float) -> str:
    return f"{value:.{GENERAL}g}" if isinstance(value, float) and abs(value) < 1e11 else f"{Decimal(repr(value)):f}".removesuffix(".0")


def _date(value: datetime.datetime | datetime.date | datetime.time, mask: str) -> str:
    """Return a date or time under its mask; without one that tells the parts, year, month and day with hyphens."""
    marked, literals = _marked(mask.split(";")[0])
    tokens = DATE_TOKEN.findall(marked)
    if not any(t.lower()[0] in "ymdh" for t in tokens) or marked.lower().startswith("mm-dd-yy"):
        return value.isoformat() if isinstance(value, datetime.time) else f"{value.year}-{value.month:02}-{value.day:02}"
    out = []
    for n, token in enumerate(tokens):
        out.append(_part(value, token, _minutes(tokens, n)))
    return _filled("".join(out), literals)


def _minutes(tokens: list[str], n: int) -> bool:
    """Tell whether an m means minutes: behind hours, or before seconds."""
    before = next((t.lower()[0] for t in reversed(tokens[:n]) if t.lower()[0] in "ymdhs"), "")
    after = next((t.lower()[0] for t in tokens[n + 1 :] if t.lower()[0] in "ymdhs"), "")
    return before == "h" or after == "s"


def _part(value: Any, token: str, minutes: bool) -> str:
    kind, wide = token.lower()[0], len(token) > 1
    if token.lower() in ("am/pm", "上午/下午"):
        return str(token.split("/")[value.hour >= 12])
    if kind not in "ymdhs" or (kind in "hs" and not hasattr(value, "hour")) or (kind in "yd" and not hasattr(value, "year")):
        return token
    if kind == "m" and not minutes and not hasattr(value, "year"):
        return token
    if kind == "y":
        return str(value.year) if len(token) > 2 else f"{value.year % 100:02}"
    if kind == "d" and len(token) > 2:
        return f"星期{WEEKDAYS[value.weekday()]}" if len(token) > 3 else f"周{WEEKDAYS[value.weekday()]}"
    number = {"m": value.minute if minutes and hasattr(value, "minute") else getattr(value, "month", 0), "d": getattr(value, "day", 0),
              "h": getattr(value, "hour", 0), "s": getattr(value, "second", 0)}[kind]
    return f"{number:02}" if wide else str(number)
