"""Two years and two versions of an invented（虚构）department: audit across years, trends, changes, over HTTP and after a restore."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.backup import backup, restore
from api.http.app import create_app
from api.store import Store
from homes import settings
from ingest.pipeline import ingest, remove
from ingest.readers.sources import sources

REPORT = """{year}年度望津县交通运输局部门整体支出绩效自评报告（虚构）
一、部门概况
望津县交通运输局是望津县人民政府工作部门，加挂望津县地方海事局牌子，由原望津县公路管理局更名而来。
二、部门支出情况
{money}
三、主要绩效
全年新改建农村公路{roads}公里。改造危桥{bridges}座。
"""
COLUMNS = "| 项目 | 2022年决算 | 2023年预算 | 2023年决算 |\n| 公用经费 | 80 | 90 | 88 |\n| 护路专项 | 40 | 45 | 44 |\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("years")
    old, new = folder / "2022.txt", folder / "2023.txt"
    old.write_text(REPORT.format(year=2022, money="2022年公用经费支出81.5万元。", roads=100, bridges=11), "utf-8")
    with Store(settings(folder / "home")) as opened:
        for roads in (118, 120):
            new.write_text(REPORT.format(year=2023, money=COLUMNS, roads=roads, bridges=14), "utf-8")
            with opened.writing() as home:
                assert {o.status for o in ingest(home, sources([old, new]))} <= {"new", "updated", "unchanged"}
        yield opened


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store.settings), raise_server_exceptions=False) as opened:
        yield opened


def test_last_years_outturn_against_this_years_column(client: TestClient, store: Store) -> None:
    earlier, later = (store.entry(f"{year}.txt") for year in (2022, 2023))
    for params in ({}, {"report": "2023.txt"}, {"report": "2022.txt"}):
        found = [f for f in client.get("/api/v1/audit", params=params).json()["findings"] if f["rule"] == "across-prior"]
        assert [f["report_ids"] for f in found] == [[earlier.report_id, later.report_id]]
        assert found[0]["report_id"] == later.report_id
        for entry, quote, span in zip((earlier, later), found[0]["quotes"], found[0]["spans"], strict=True):
            assert store.bundle(entry).text[slice(*span)] == quote


def test_a_measure_through_the_years(client: TestClient) -> None:
    data = client.get("/api/v1/trends", params={"department": "望津县交通运输局", "metric": "公路"}).json()
    assert [[(p["year"], p["value"]) for p in line["points"]] for line in data["lines"]] == [[(2022, 100), (2023, 120)]]
    assert client.get("/api/v1/trends", params={"department": "望津县公安局"}).json()["lines"] == []


@pytest.mark.parametrize("name", ["望津县地方海事局", "望津县公路管理局"])
def test_a_department_is_found_by_its_plate_and_by_its_former_name(client: TestClient, name: str) -> None:
    answer = client.post("/api/v1/ask", json={"question": f"{name}2023年新改建农村公路多少公里？"}).json()
    assert answer["answerable"] and "120" in answer["answer"]
    assert {row["department"] for row in answer["rows"]} == {"望津县交通运输局"}


def test_what_the_new_version_changed(client: TestClient, store: Store) -> None:
    data = client.get("/api/v1/reports/2023.txt/changes").json()
    assert set(data["sections"]) == {"outcomes"}
    [changed] = data["sections"]["outcomes"]["changed"]
    assert (changed["before"]["value"], changed["after"]["value"], changed["fields"]) == (118, 120, ["value"])
    assert data["before"]["report_id"] != data["after"]["report_id"] == store.entry("2023.txt").report_id

    across = client.get("/api/v1/reports/2023.txt/changes", params={"since": "2022.txt"}).json()
    assert across["report"]["fiscal_year"] == {"before": 2022, "after": 2023}
    first = client.get("/api/v1/reports/2022.txt/changes")
    assert first.status_code == 400 and "no earlier version" in first.json()["detail"]


def test_the_version_before_outlives_a_backup_and_not_a_deletion(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "saved.tar.gz")
    with Store(settings(tmp_path / "other")) as other:
        assert len(list(restore(other, tmp_path / "saved.tar.gz"))) == 2
        kept = other.before(other.entry("2023.txt"))
        assert kept is not None and "118公里" in kept.text
        with other.writing() as home:
            remove(home, [other.entry("2023.txt")])
        assert other.catalogue.before() == {} and len(list(other.bundles.digests())) == 1
