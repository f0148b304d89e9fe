"""The pipeline on a real engine and index: what is deleted leaves no trace, and a rebuild gives the same bytes."""

import pytest

from api.store import Store
from graph.reader import dump
from homes import SAMPLES, sample, settings
from ingest.pipeline import ingest, rebuild, remove
from ingest.readers.sources import Source, sources

CHOSEN = (1, 7, 8, 9)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store(settings(tmp_path_factory.mktemp("home"))) as opened:
        yield opened


def export(store):
    """Everything that readers can see, as bytes."""
    catalogue = [(e.report_id, e.bundle) for e in store.catalogue.entries()]
    current = set(store.bundles.digests()) - set(store.catalogue.before().values())
    return dump(store.graph), list(store.index.export()), catalogue, sorted(current)


def put(store, *numbers):
    with store.writing() as home:
        return list(ingest(home, sources([sample(n) for n in numbers])))


def test_delete_replace_and_reingest_equal_a_clean_rebuild(store):
    assert {r.status for r in put(store, *CHOSEN)} == {"new"}
    whole = export(store)
    with store.writing() as home:
        remove(home, [store.entry(sample(8).name)])
    without = export(store)
    assert without != whole
    assert [r.status for r in put(store, 8)] == ["new"]
    assert export(store) == whole
    with store.writing() as home:
        assert len(list(rebuild(home, store.clear))) == len(CHOSEN)
    assert export(store) == whole


def test_an_updated_file_takes_the_place_of_the_old_one(store):
    put(store, *CHOSEN)
    before = export(store)
    path = str(sample(9).resolve())
    changed = sample(9).read_bytes() + "\n补充说明：无。\n".encode()
    with store.writing() as home:
        (outcome,) = ingest(home, [Source(path, changed)])
    assert outcome.status == "updated"
    assert len(store.live_ids()) == len(CHOSEN)
    assert store.before(store.entry(sample(9).name)).text.endswith("补充说明：无。\n") is False
    assert [r.status for r in put(store, 9)] == ["updated"]
    assert export(store) == before
    assert store.before(store.entry(sample(9).name)).text == changed.decode()
    with store.writing() as home:
        remove(home, [store.entry(sample(9).name)])
    assert store.catalogue.before() == {}
    assert len(list(store.bundles.digests())) == len(CHOSEN) - 1


def test_the_order_of_ingest_does_not_matter(store, tmp_path):
    with store.writing() as home:
        remove(home, store.catalogue.entries("live"))
    put(store, *CHOSEN)
    one = export(store)
    with store.writing() as home:
        remove(home, store.catalogue.entries("live"))
    for number in reversed(CHOSEN):
        put(store, number)
    assert export(store) == one


def test_every_sample_is_read():
    assert len(list(sources([SAMPLES]))) >= 8
