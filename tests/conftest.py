"""What every test may use (公用夹具): the model unpacked once, and one home with sample reports in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.settings import Settings
from api.store import Store
from ingest.pipeline import ingest
from ingest.readers.sources import sources

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
MODELS = ROOT / ".jixiao-test-cache" / "models"


def settings(home: Path) -> Settings:
    """Return settings for a home of a test; the unpacked model is shared by all."""
    return Settings(_env_file=None, home=home, model_cache=MODELS)


def sample(number: int) -> Path:
    """Return the sample report with a number."""
    return next(SAMPLES.glob(f"{number:02}_*"))


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds all samples; tests must leave it as it is."""
    with Store(settings(tmp_path_factory.mktemp("stocked"))) as store:
        with store.writing() as home:
            results = list(ingest(home, sources([SAMPLES])))
        assert {r.status for r in results} == {"new"}
        yield store
