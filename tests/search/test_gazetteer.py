"""Names of live departments in a question."""

from ontology.records import ReportFields
from search.facts_source import ReportRef
from search.places.gazetteer import Gazetteer

PARKS = "云溪区园林绿化和景观管理局"
SCHOOLS = "云溪区教育局"


def gazetteer():
    names = enumerate((PARKS, SCHOOLS))
    return Gazetteer([ReportRef(f"r_{i}", name, ReportFields(department=name, county="云溪区", fiscal_year=2022)) for i, name in names])


def test_a_short_name_of_an_unlisted_kind_is_the_department_of_that_place():
    found = gazetteer().find("云溪区园林局的项目支出")
    assert {d for m in found.mentions for d in m.departments} >= {PARKS}
    assert not [k for _, _, k in found.kinds if k == "教育局"]


def test_a_listed_kind_stays_that_kind():
    found = gazetteer().find("云溪区教育局的项目支出")
    assert [kind for _, _, kind in found.kinds] == ["教育局"] or any(m.departments == {SCHOOLS} for m in found.mentions)
