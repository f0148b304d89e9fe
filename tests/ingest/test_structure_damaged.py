"""The same report, printed otherwise (换行、页码、半角、全角 …), says the same facts."""

import re
from collections.abc import Callable

import pytest

from ingest.extract import extract
from ingest.structure import structure
from ontology.records import Bundle
from own_texts import document_of

NAMES = (
    "agriculture_2020_broken", "court_2023_paragraphs", "hospital_2022", "hubei_2023", "sichuan_2021", "beijing_2022", "party_2023",
    "guangdong_2023", "police_2018", "province_2021_contents", "social_security_2023", "township_2021", "planning_2022_letter",
)  # fmt: skip


def wrapped(text: str, width: int = 32, page: int = 24) -> str:
    """Return the text as a PDF prints it: one line a printed line, a page number after every page."""
    out: list[str] = []
    for line in text.split("\n"):
        pieces = [line[i : i + width] for i in range(0, len(line), width)] or [""]
        for piece in pieces:
            out.append(piece)
            if len([x for x in out if x.strip()]) % page == 0 and piece.strip():
                out.append(f"- {len(out) // page + 1} -")
    return "\n".join(out)


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c in "0123456789" else c for c in text)


PRINTS: dict[str, Callable[[str], str]] = {
    "broken lines": wrapped,
    "windows": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: re.sub(r"^(?=[^\t\n|])", "\u3000\u3000", text, flags=re.MULTILINE),
    "blank lines": lambda text: re.sub(r"\n(?=[^\t\n|])", "\n\n", text),
    "half-width": lambda text: text.replace("（", "(").replace("）", ")").replace("：", ":").replace("；", ";"),
}


def essence(bundle: Bundle) -> dict[str, list[str]]:
    def flat(text: str) -> str:
        return re.sub(r"[（(）)：:；;\s]", "", text)

    return {
        "units": [u.name for u in bundle.units],
        "staff": [f"{s.metric}{s.value}" for s in bundle.staff],
        "duties": [flat(d.head) for d in bundle.duties],
        "problems": [flat(p.text) for p in bundle.problems],
        "measures": [flat(m.text) for m in bundle.measures],
        "report": [str(bundle.report.department), str(bundle.report.fiscal_year), str(bundle.report.self_score), str(bundle.report.grade)],
    }


@pytest.mark.parametrize("print_of", list(PRINTS), ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_other_prints_say_the_same(name: str, print_of: str) -> None:
    text = document_of(name).text
    assert essence(extract(structure(PRINTS[print_of](text)), "r_x")) == essence(extract(structure(text), "r_x"))


def test_full_width_digits_are_figures() -> None:
    text = document_of("township_2021").text
    bundle = extract(structure(full_width(text)), "r_x")
    assert bundle.report.fiscal_year == 2021
    assert str(bundle.report.self_score) == "93"


def test_a_table_parts_the_paragraphs_around_it() -> None:
    before, after = "部门整体支出绩效评价基础数据如下表所示", "说明部分资金结转下年使用并已按规定收回财政统筹"
    table = "\t项目\n\t预算数\n\t决算数\n\n\t基本支出\n\t20\n\t18\n"
    document = structure(f"一、收支情况\n{before}\n{table}\n{after}\n")
    assert [f.text for f in document.flows][1:] == [before, after]


def test_a_sentence_cut_behind_its_number_goes_on_below() -> None:
    title = "梨川县农业农村局2024年度部门整体支出绩效自评报告（虚构）"
    text = f"{title}\n一、工作情况\n农药方面，抽查农药产品235批次，\n不合格12批\n次。\n二、其他情况2\n无。\n"
    assert [(o.value, o.unit) for o in extract(structure(text), "r_0").outcomes][-1:] == [(12, "批次")]
    assert "二、其他情况2" in [f"{s.number}{s.title}" for s in structure(text).sections]
