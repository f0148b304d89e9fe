"""What HTTP says of facts mirrors the record types: no field of a record is missing from its form, and none is invented."""

from typing import get_args

import pytest

from api.http.models_facts import FactsView, ReportFieldsView
from ontology.records import FAMILIES, ReportFields


def form_of(section):
    return get_args(FactsView.model_fields[section].annotation)[0]


@pytest.mark.parametrize("section", [name for name in FAMILIES if name in FactsView.model_fields])
def test_a_section_has_the_fields_of_its_record(section):
    assert set(form_of(section).model_fields) == set(FAMILIES[section].model_fields)


def test_the_report_has_the_fields_of_its_record():
    assert set(ReportFieldsView.model_fields) - {"report_id"} <= set(ReportFields.model_fields)
