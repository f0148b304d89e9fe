"""What the extractors make together: a mistake costs one report, and nothing is told twice."""

import logging

import pytest

from homes import sample
from ingest import extract, pipeline
from ingest.errors import InvalidBundle


def test_an_extractors_mistake_is_one_line(monkeypatch, caplog):
    def broken(document, report):
        raise IndexError("row 7")
        yield

    monkeypatch.setattr(extract, "EXTRACTORS", (("outcomes", broken),))
    with caplog.at_level(logging.CRITICAL), pytest.raises(InvalidBundle, match="a defect of jixiao") as caught:
        pipeline.read_bundle("a.txt", sample(9).read_bytes())
    assert "\n" not in str(caught.value)


def test_what_an_indicators_clause_says_is_told_once():
    text = (
        "云溪市虚构城市管理局2022年度部门整体支出绩效自评报告\n一、部门概况\n我局负责市容管理。\n二、绩效指标完成情况\n（一）数量指标\n"
        "1．新建绿地面积：目标值12万平方米，实际完成12.5万平方米，满分10分，得10分。\n2．整治背街小巷条数：目标值30条，实际完成28条，满分10分，得9分。\n"
        "三、主要成效\n全年新建公厕16座，清运垃圾21.3万吨。\n"
    )
    bundle = pipeline.read_bundle("a.txt", text.encode())
    assert [i.name for i in bundle.indicators] == ["新建绿地面积", "整治背街小巷条数"]
    assert [str(o.value) for o in bundle.outcomes] == ["16", "21.3"]
