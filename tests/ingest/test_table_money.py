"""Tables of money without row ends, and what follows a table without a blank line."""

from ingest.extractors.finance.finance import extract
from ingest.structure import structure
from ingest.tables import find_tables
from ontology.records import ReportFields

CELLS = ("科目", "2022年决算数", "2023年预算数", "2023年决算数", "公用经费", "120.5", "130", "128.4", "三公经费", "9.2", "8", "6.1")


def test_prose_and_titles_behind_a_table_are_no_cells() -> None:
    text = "".join(f"\t{c}\n" for c in CELLS) + "（二）项目支出情况\n防汛专项资金30万元，全部用于堤防加固。\n"
    (table,) = find_tables(text)
    assert text[: table.span[1]].endswith("6.1")
    assert [len(row) for row in table.rows] == [4, 4, 4]


def test_one_cell_a_line_is_parted_by_its_figures() -> None:
    document = structure("附件1\n基础数据表（单位：万元）\n" + "\n".join(CELLS) + "\n二、其他情况\n无。\n")
    facts = extract(document, ReportFields(department="云溪县水利局", fiscal_year=2023))
    assert [(f.item, f.role, str(f.value)) for f in facts] == [
        ("公用经费", "prior", "120.5"), ("公用经费", "budget", "130"), ("公用经费", "final", "128.4"),
        ("三公经费", "prior", "9.2"), ("三公经费", "budget", "8"), ("三公经费", "final", "6.1"),
    ]  # fmt: skip
