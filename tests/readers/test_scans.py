"""Scanned pages (扫描件): recognised like any other page, with their confidence; tables with and without rules, pages on their side.

The pictures under `scans/` were made by `python tests/readers/test_scans.py`, which needs a Chinese font; the tests do not.
"""

import glob
import io
import sys
from pathlib import Path

import pypdfium2
import pytest

from api.views import facts_view
from ingest.errors import ForeignFile
from ingest.extract import extract
from ingest.pipeline import read_bundle
from ingest.readers.child import parse
from ingest.readers.read import read
from ingest.readers.scan import installed
from ontology.places import places_of, unpacked
from readers import writers
from readers.invented_report import PARTS
from readers.test_pages import MONEY, SENTENCE, TITLE, printed, table
from readers.test_same_facts import the_same

SCANS = Path(__file__).parent / "scans"
CUT = PARTS.index("三、绩效目标完成情况")
CHINESE_FONT = [f for pattern in ("*CJK*", "wqy*", "*song*") for f in glob.glob(f"/usr/share/fonts/**/{pattern}", recursive=True)]
RECOGNISED = pytest.mark.skipif(not installed(), reason="the extra ocr is not installed")
REPORT = "r_0000000000000000"


def stored(name):
    return (SCANS / f"{name}.pdf").read_bytes()


def joined(*files):
    whole = pypdfium2.PdfDocument.new()
    for data in files:
        whole.import_pages(pypdfium2.PdfDocument(data))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


@RECOGNISED
@pytest.mark.slow
@pytest.mark.parametrize("drawn", [False, True])
def test_a_scan_says_the_same_with_less_confidence(drawn):
    if drawn and not CHINESE_FONT:
        pytest.skip("no Chinese font to draw the pages with")
    document = read("scan", writers.as_scan() if drawn else stored("report"))
    bundle = extract(document, REPORT)
    the_same(bundle)
    assert [page for page, _ in document.recognised] == [1, 2]
    assert all(sure > 0.9 for _, sure in document.recognised)
    assert all(f.confidence <= 0.8 for f in bundle.indicators)
    read_as = {bundle.text[a:b]: printed for a, b, printed in unpacked(bundle.readings)}
    assert all(text != printed and len(text) == len(printed) for text, printed in read_as.items())


@RECOGNISED
@pytest.mark.slow
def test_only_the_scanned_pages_of_a_mixed_file_are_recognised():
    bundle = read_bundle("mixed", joined(writers.as_pdf(PARTS[:CUT]), stored("results")))
    the_same(bundle)
    scanned = {page.number: page.confidence for page in bundle.scanned}
    assert list(scanned) == [2]
    assert all(0.9 < sure < 1 for sure in scanned.values())
    for fact in (*bundle.duties, *bundle.finance, *bundle.indicators, *bundle.problems):
        pages = {int(place.split()[1]) for place in places_of(bundle.origins, fact.span)}
        sure = min(scanned.get(page, 1.0) for page in pages)
        assert (fact.confidence > 0.8) if sure == 1 else (fact.confidence <= 0.8 * sure), fact
    assert facts_view(bundle)["report"]["scanned"] == [{"page": n, "confidence": sure} for n, sure in scanned.items()]


@RECOGNISED
@pytest.mark.slow
def test_a_scanned_table_without_rules_is_read_even_on_its_side():
    document = read("scan", stored("sideways"))
    grids = [[[c.text for c in row] for row in t.rows] for t in document.tables]
    assert MONEY in grids
    assert document.text.startswith(TITLE)
    assert SENTENCE in document.text.replace("\n", "")
    assert document.origin_at(document.text.index("1,180.20")).startswith("page 1 (")


def test_without_recognition_a_scan_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # as where the extra is not installed
    with pytest.raises(ForeignFile, match=r'2 of 2 pages are scans; install recognition: pip install "jixiao\[ocr\]"') as caught:
        parse(stored("report"), "pdf")
    assert "\n" not in str(caught.value)


def test_without_recognition_a_scanned_sheet_among_others_is_marked_unread(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    pages = writers.as_pdf(PARTS[:CUT])
    composed = parse(joined(pages, stored("results"), pages), "pdf")
    assert composed.recognised == {2: 0.0}
    assert "学生家长满意度" not in composed.text


def draw():
    """Make the stored pictures anew."""
    SCANS.mkdir(exist_ok=True)
    sideways = printed(TITLE, SENTENCE, "部门支出情况表（单位：万元）", table(MONEY, widths=[140, 90, 90, 90]), "二、存在问题", SENTENCE)
    pages = {"report": (writers.as_pdf(), 0), "results": (writers.as_pdf(PARTS[CUT:]), 0), "sideways": (sideways, 1)}
    for name, (data, turns) in pages.items():
        (SCANS / f"{name}.pdf").write_bytes(writers.pictured(data, dpi=300, bilevel=True, quarter_turns=turns))


if __name__ == "__main__":
    draw()
