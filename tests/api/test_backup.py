"""A backup brought back into an empty home shows the same through every projection."""

import tarfile

import pytest

from api.backup import backup, restore
from api.errors import WrongUse
from api.store import Store
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
