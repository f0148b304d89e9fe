"""A backup brought back into an empty home shows the same through every projection."""

import io
import json
import tarfile
from dataclasses import replace

import pytest

from api.backup import backup, restore
from api.errors import WrongUse
from api.store import Store
from api.views import plain
from graph.reader import dump
from homes import sample, settings
from ingest.pipeline import ingest
from ingest.readers.sources import sources


def test_restore_equals_what_was_backed_up(tmp_path):
    with Store(settings(tmp_path / "one")) as one:
        with one.writing() as home:
            list(ingest(home, sources([sample(1), sample(9)])))
        assert backup(one, tmp_path / "kept.tar.gz") == 2
        graph, index, live = dump(one.graph), list(one.index.export()), one.live_ids()
    with Store(settings(tmp_path / "two")) as two:
        assert set(restore(two, tmp_path / "kept.tar.gz")) == live
        assert (dump(two.graph), list(two.index.export())) == (graph, index)
        with pytest.raises(WrongUse, match="empty"):
            list(restore(two, tmp_path / "kept.tar.gz"))


def test_a_bundle_of_an_earlier_version_comes_back_as_it_was(tmp_path):
    with Store(settings(tmp_path / "one")) as one:
        with one.writing() as home:
            list(ingest(home, sources([sample(9)])))
            (entry,) = one.catalogue.entries("live")
            fields = json.loads(one.bundles.data(entry.bundle))
            old = json.dumps({k: v for k, v in reversed(fields.items()) if v}).encode()  # fields that were not yet there, in another order
            one.catalogue.flip([replace(entry, bundle=one.bundles.keep(old))], [])
            one.catalogue.settle()
        facts = plain(one.bundle(one.entry(entry.report_id)))
        assert backup(one, tmp_path / "kept.tar.gz") == 1
    with Store(settings(tmp_path / "two")) as two:
        list(restore(two, tmp_path / "kept.tar.gz"))
        assert two.bundles.data(two.entry(entry.report_id).bundle) == old
        assert plain(two.bundle(two.entry(entry.report_id))) == facts


def test_a_backup_with_an_altered_bundle_is_refused(tmp_path):
    with Store(settings(tmp_path / "one")) as one:
        with one.writing() as home:
            list(ingest(home, sources([sample(9)])))
        backup(one, tmp_path / "kept.tar.gz")
    with tarfile.open(tmp_path / "kept.tar.gz") as kept, tarfile.open(tmp_path / "other.tar.gz", "w:gz") as other:
        for member in kept:
            data = kept.extractfile(member).read()
            data += b" " if member.name.startswith("bundles/") else b""
            member.size = len(data)
            other.addfile(member, io.BytesIO(data))
    with Store(settings(tmp_path / "two")) as two, pytest.raises(WrongUse, match="damaged"):
        list(restore(two, tmp_path / "other.tar.gz"))


def test_what_is_no_backup_is_refused(tmp_path):
    (tmp_path / "noise").write_bytes(b"not a tar")
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz"):
        pass
    with Store(settings(tmp_path / "home")) as store:
        for name in ("noise", "other.tar.gz"):
            with pytest.raises(WrongUse, match="not a jixiao backup"):
                list(restore(store, tmp_path / name))
        with pytest.raises(WrongUse, match="no such file"):
            list(restore(store, tmp_path / "missing"))
