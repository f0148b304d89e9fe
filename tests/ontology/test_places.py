"""Places of the text are kept in one string and found again by any span."""

from ontology.masking import masked
from ontology.places import packed, places_of, unpacked
from ontology.records import Bundle, Personal, ReportFields

STRETCHES = (
    (0, 4, "paragraph 1"), (5, 9, "page 2 (71,120,523,134)"), (12, 13, "page 2 (71,140,99,154)"), (13, 20, "2023年 收支; 决算!AA105"),
    (21, 22, "page 2 (71,700,99,780), page 3 (71,50,99,64)"), (30, 40, "100% 的;读数"),
)


def test_what_is_packed_comes_out_again() -> None:
    assert unpacked(packed(STRETCHES)) == STRETCHES
    assert unpacked(packed(())) == ()
    assert len(packed(STRETCHES)) < sum(len(str(s)) for s in STRETCHES)


def test_a_span_has_the_places_of_all_that_it_touches() -> None:
    origins = packed(STRETCHES)
    assert places_of(origins, (5, 6)) == ("page 2 (71,120,523,134)",)
    assert places_of(origins, (8, 14)) == ("page 2 (71,120,523,134)", "page 2 (71,140,99,154)", "2023年 收支; 决算!AA105")
    assert places_of(origins, (9, 12)) == ()
    assert places_of("", (0, 9)) == ()


def test_a_bundle_of_before_has_no_places_and_a_masked_one_no_readings_of_persons() -> None:
    old = Bundle(report_id="r_0", extractor="1", source_name="a.pdf", text="填表人张某某", report=ReportFields())
    written = old.model_dump(exclude={"origins", "scanned", "readings"})
    assert Bundle.model_validate(written) == old
    person = Personal(quote="张某某", span=(3, 6), kind="person_name")
    bundle = old.model_copy(update={"personal": (person,), "readings": packed([(0, 2, "填裹"), (3, 6, "张某其")])})
    assert unpacked(masked(bundle).readings) == ((0, 2, "填裹"),)
