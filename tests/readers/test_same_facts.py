"""One invented report in every format that real writers give says the same facts, each at its place (同一报告多格式)."""

import io
import re
from functools import cache

import openpyxl
import pdfplumber
import pytest

from api.views import facts_view
from ingest.pipeline import read_bundle
from ingest.readers.read import read
from ingest.readers.sources import sources
from ontology.places import places_of
from ontology.records import FAMILIES
from readers import writers
from readers.invented_report import INDICATORS, PARTS, Form, Printed

WITHOUT_OFFICE = pytest.mark.skipif(writers.OFFICE is None, reason="LibreOffice is not installed")
OWN = ("as_docx", "as_html", "as_site", "as_mht", "as_xlsx", "as_rtf", "as_pdf")
BY_OFFICE = (("as_docx", "docx", "doc"), ("as_xlsx", "xlsx", "xls"), ("as_docx", "docx", "rtf"), ("as_docx", "docx", "pdf"))


def facts(bundle):
    said = {}
    for family in FAMILIES:
        if family != "passages":
            dumped = (f.model_dump(mode="json", exclude={"span", "quote", "confidence"}) for f in getattr(bundle, family))
            said[family] = [{k: re.sub(r"\s", "", v) if isinstance(v, str) else v for k, v in fact.items()} for fact in dumped]
    return said


@cache
def expected():
    said = facts(read_bundle("report", writers.as_text().encode()))
    assert [len(said[f]) for f in ("duties", "staff", "finance", "indicators", "problems", "measures")] == [3, 3, 13, 8, 2, 2]
    return said


def the_same(bundle):
    said = facts(bundle)
    for family, wanted in expected().items():
        assert said[family] == wanted, family


def in_place(data):
    """Every cell of the forms stands in the text at its span, and the document knows where it came from."""
    document = read("report", data)
    printed = {re.sub(r"\s", "", c.text) for part in PARTS if isinstance(part, Form) for _, _, c in part.placed}
    seen = set()
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                if cell.text and "\n" not in cell.text:
                    assert cell.text in document.quote(cell.span) or cell.text.endswith(document.quote(cell.span))
                seen.add(re.sub(r"\s", "", cell.text))
                if cell.text and document.origins:
                    assert document.origin_at(cell.span[0])
    assert printed <= seen | {""}
    return document


@pytest.mark.parametrize("write", OWN)
def test_every_format_says_the_same(write):
    data = getattr(writers, write)()
    the_same(read_bundle("report", data))
    in_place(data)


@WITHOUT_OFFICE
@pytest.mark.parametrize(("write", "old", "new"), BY_OFFICE)
def test_what_an_office_program_saves_says_the_same(write, old, new):
    data = writers.converted(getattr(writers, write)(), old, new)
    the_same(read_bundle("report", data))
    in_place(data)


WPS = (
    ("report.wps", "as_docx", ("docx", "doc")), ("report.et", "as_xlsx", ("xlsx", "xls")), ("report.wps", "as_docx", None),
    ("report.et", "as_xlsx", None),
)
"""What WPS Office saves: Office's binary formats under its own suffixes, or its XML formats."""


@pytest.mark.parametrize(("name", "write", "saved"), WPS)
def test_what_wps_saves_says_the_same(name, write, saved, tmp_path):
    if saved and writers.OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    data = getattr(writers, write)()
    data = writers.converted(data, *saved) if saved else data
    assert data[:4] == (b"\xd0\xcf\x11\xe0" if saved else b"PK\x03\x04")
    (tmp_path / name).write_bytes(data)
    (source,) = sources([tmp_path])
    the_same(read_bundle(source.name, source.data))
    in_place(source.data)


def test_places_are_those_of_the_format():
    wanted = {
        "as_pdf": r"page \d+ \(\d+,\d+,\d+,\d+\)",
        "as_xlsx": r"Sheet![A-I]\d+",
        "as_docx": r"table 2 r\d+c\d+",
        "as_html": r"table 2 r\d+c\d+",
    }
    for write, place in wanted.items():
        document = read("report", getattr(writers, write)())
        found = document.origin_at(document.text.index("93.2%"))
        assert re.fullmatch(place, found), (write, found)


def test_a_fact_of_a_bundle_says_where_in_the_file_it_stands():
    wanted = {
        "as_pdf": [rf"page 2 \({box}\)" for box in [r"\d+,\d+,\d+,\d+"] * 6],
        "as_xlsx": [rf"Sheet!{column}22" for column in "DEFGH"],
        "as_docx": [rf"table 2 r2c{column}" for column in range(4, 9)],
        "as_text": [],
    }
    for write, places in wanted.items():
        data = getattr(writers, write)()
        bundle = read_bundle("report", data.encode() if isinstance(data, str) else data)
        (fact,) = [i for i in bundle.indicators if i.name == "新增公办学位数"]
        found = places_of(bundle.origins, fact.span)
        assert len(found) >= min(len(places), 5), (write, found)
        assert all(re.fullmatch(pattern, place) for pattern, place in zip(places, found, strict=False)), (write, found)
        view = next(i for i in facts_view(bundle)["indicators"] if i["name"] == fact.name)
        assert view.get("places", []) == list(found)


def test_every_box_of_a_page_and_every_cell_of_a_sheet_holds_its_words():
    pages, sheet = writers.as_pdf(), openpyxl.load_workbook(io.BytesIO(writers.as_xlsx()))["Sheet"]
    document = read("report", pages)
    with pdfplumber.open(io.BytesIO(pages)) as pdf:
        for origin in document.origins:
            number, left, top, right, bottom = map(int, re.findall(r"\d+", origin.place))
            within = pdf.pages[number - 1].crop((left - 1, top - 1, right + 1, bottom + 1), strict=False)
            assert _bare(document.quote(origin.span)) in _bare(within.extract_text())
    book = read("report", writers.as_xlsx())
    for origin in book.origins:
        assert _bare(book.quote(origin.span)) == _bare(str(sheet[origin.place.partition("!")[2]].value))


def _bare(text):
    return re.sub(r"\s", "", text)


def test_a_sites_own_words_are_furniture():
    document = read("page", writers.as_site())
    kept = "\n".join(f.text for f in document.flows)
    assert PARTS[0] in kept
    assert not re.search("网站首页|招聘公告|仅供参考|ICP备", kept)
    assert "ICP备" in document.text


def test_a_table_over_pages_is_one_and_page_furniture_is_dropped():
    many = Form((*INDICATORS.rows[:1], *(tuple(type(c)(c.text) for c in row) for row in _plain(60))))
    document = read("report", writers.as_pdf((PARTS[0], "三、绩效目标完成情况", many), head="云溪县虚构教育局自评报告"))
    tables = [t for t in document.tables if len(t.rows) > 1]
    assert len(tables) == 1
    assert len(tables[0].rows) == 61
    assert not any(f.text == "云溪县虚构教育局自评报告" for f in document.flows)
    assert not any(re.fullmatch(r"- \d - ?", f.text) for f in document.flows)


def _plain(count):
    cell = type(INDICATORS.rows[0][0])
    rows = (("", "产出指标", "数量指标", f"第{n}项培训场次", "≥5场", f"{n}场", "1", "1", "") for n in range(1, count + 1))
    return [[cell(text) for text in row] for row in rows]


def test_unruled_columns_are_a_table():
    money = next(p for p in PARTS if isinstance(p, Form))
    document = read("report", writers.as_pdf((PARTS[0], "二、部门预算执行情况", "部门支出情况表（单位：万元）", money), ruled=False))
    (table,) = [t for t in document.tables if len(t.rows) > 1]
    assert [c.text for c in table.rows[1]] == ["基本支出", "1,250.30", "1,248.16"]


def test_names_over_two_columns_part_years_and_targets():
    years = Form((
        (Printed("项目", rows=2), Printed("2022年", cols=2), Printed("2023年", cols=2)), tuple(map(Printed, ("预算数", "决算数") * 2)),
        tuple(map(Printed, ("基本支出", "700.50", "690.10", "800.50", "790.10"))),
        tuple(map(Printed, ("项目支出", "300.00", "280.10", "400.00", "390.10"))),
    ))
    values = Form((
        (*(Printed(name, rows=2) for name in ("一级指标", "二级指标", "三级指标")), Printed("指标值", cols=2), Printed("得分", rows=2)),
        (Printed("目标值"), Printed("完成值")),
        tuple(map(Printed, ("产出指标", "数量指标", "供水管网改造长度", "≥5公里", "6公里", "20"))),
    ))
    title, duty = "2023年度虚构县水务局部门整体支出绩效自评报告", "负责全县供水排水工作。"
    parts = (title, "一、部门概况", duty, "二、收支情况", years, "三、绩效目标", values)
    for write in (writers.as_docx, writers.as_html, writers.as_xlsx, writers.as_pdf):
        bundle = read_bundle("report", write(parts))
        assert [(f.item, f.role, f.year, str(f.value)) for f in bundle.finance] == [
            ("基本支出", "budget", 2022, "700.50"), ("基本支出", "prior", 2022, "690.10"),
            ("基本支出", "budget", 2023, "800.50"), ("基本支出", "final", 2023, "790.10"),
            ("项目支出", "budget", 2022, "300.00"), ("项目支出", "prior", 2022, "280.10"),
            ("项目支出", "budget", 2023, "400.00"), ("项目支出", "final", 2023, "390.10"),
        ], write
        assert [(i.name, i.target, i.actual) for i in bundle.indicators] == [("供水管网改造长度", "≥5公里", "6公里")], write
