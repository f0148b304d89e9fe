"""How a generated report looks: its title, its numbering, and what a conversion to text left of its table (版式)."""

from collections.abc import Callable
from dataclasses import dataclass

Rows = list[list[str]]
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Layout:
    """One look: `stop` follows a numbered item's number."""

    suffix: str
    title: str
    stop: str
    table: Callable[[Rows], str]
    heading: str = "{n}、{title}"
    lower: str = "（{n}）{title}"

    def section(self, number: int, title: str) -> str:
        """Return a first-level heading."""
        return self.heading.format(n=NUMERALS[number - 1], title=title)

    def subsection(self, number: int, title: str) -> str:
        """Return a second-level heading, or only its number."""
        return self.lower.format(n=NUMERALS[number - 1], title=title)


def tabbed(rows: Rows) -> str:
    """Return a table as a word processor's export flattens it: a tab before each cell, a blank line after each row, merged cells empty."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in merged(rows))


def piped(rows: Rows) -> str:
    """Return a Markdown table."""
    head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *rest]) + "\n"


def one_line_a_row(rows: Rows) -> str:
    """Return a table with one line a row and tabs between cells."""
    return "".join("\t".join(row) + "\n" for row in rows)


def one_line_a_cell(rows: Rows) -> str:
    """Return a table that lost its columns: one cell a line, empty cells gone."""
    return "".join(f"{cell}\n" for row in rows for cell in row if cell)


def merged(rows: Rows) -> Rows:
    """Return the rows with repeated labels of the first two columns left empty, as a vertical merge prints them."""
    out, above = [rows[0]], ["", ""]
    for row in rows[1:]:
        first = "" if row[0] == above[0] else row[0]
        second = "" if not first and row[1] == above[1] else row[1]
        out.append([first, second, *row[2:]])
        above = row[:2]
    return out


LAYOUTS = (
    Layout("txt", "{department}{year}年度部门整体支出绩效自评报告", "．", tabbed),
    Layout("txt", "{year}年度{department}\n整体支出绩效自评报告", "、", tabbed),
    Layout("txt", "{department}部门整体支出绩效自评报告\n（{year}年度）", ".", one_line_a_row),
    Layout("txt", "关于{department}{year}年度部门整体支出绩效自评情况的报告", "、", one_line_a_cell),
    Layout("md", "# {department}{year}年度部门整体支出绩效自评报告", ". ", piped, heading="## {n}、{title}", lower="（{n}）{title}"),
)
"""The looks that a seed chooses from."""
