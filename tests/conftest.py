"""What every test may use (公用夹具): one home with the sample reports in it."""

from collections.abc import Iterator

import pytest

from api.store import Store
from homes import SAMPLES, settings
from ingest.pipeline import ingest
from ingest.readers.sources import sources


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds all samples; tests must leave it as it is."""
    with Store(settings(tmp_path_factory.mktemp("stocked"))) as store:
        with store.writing() as home:
            results = list(ingest(home, sources([SAMPLES])))
        assert {r.status for r in results} == {"new"}
        yield store
