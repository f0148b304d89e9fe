"""A mistake of an extractor costs its own report, not the batch."""

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
