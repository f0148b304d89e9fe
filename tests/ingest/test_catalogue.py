"""The catalogue and the bundle store on real files."""

import pytest

from ingest.bundles import BundleStore
from ingest.catalogue import Catalogue, Entry
from ingest.errors import BundleDamaged
from ontology.records import Bundle, ReportFields


@pytest.fixture
def catalogue(tmp_path):
    opened = Catalogue(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def entry(report, bundle, path="a.txt"):
    return Entry(report, bundle, "1", path, "staged")


def test_a_staged_report_is_not_live_until_the_flip(catalogue):
    catalogue.stage(entry("r_1", "b1"))
    assert catalogue.live("r_1") is None
    assert catalogue.is_open()
    catalogue.flip([entry("r_1", "b1")], [])
    assert catalogue.live("r_1").state == "live"
    catalogue.settle()
    assert not catalogue.is_open()


def test_a_new_version_replaces_the_old_one_in_one_flip(catalogue):
    catalogue.flip([entry("r_1", "b1")], [])
    catalogue.stage(entry("r_1", "b2"))
    assert catalogue.live("r_1").bundle == "b1"
    catalogue.flip([entry("r_1", "b2")], [])
    assert [e.bundle for e in catalogue.entries()] == ["b2"]


def test_a_replaced_path_retires_its_old_report(catalogue):
    catalogue.flip([entry("r_1", "b1")], [])
    before = catalogue.generation()
    catalogue.flip([entry("r_2", "b2")], ["r_1"])
    assert catalogue.live_at("a.txt").report_id == "r_2"
    assert [e.report_id for e in catalogue.entries("retired")] == ["r_1"]
    assert catalogue.generation() == before + 1


def test_bundles_are_stored_once_and_checked(tmp_path):
    store = BundleStore(tmp_path / "bundles")
    bundle = Bundle(report_id="r_1", extractor="1", source_name="a.txt", text="文", report=ReportFields())
    digest = store.put(bundle)
    assert store.put(bundle) == digest
    assert store.get(digest) == bundle
    path = next((tmp_path / "bundles").glob("??/*.json"))
    path.write_bytes(path.read_bytes().replace(b"a.txt", b"b.txt"))
    with pytest.raises(BundleDamaged, match="ingest the report again"):
        store.get(digest)
