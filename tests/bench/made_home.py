"""Homes of generated reports (虚构数据目录): ingested as any report is, with vectors that are drawn where making them would take hours.

    python tests/bench/made_home.py FOLDER --count 1000

What a search costs does not depend on what the vectors mean, so above `MADE_UP_TO` reports a text's vector is drawn by a generator that
the text seeds. Figures of quality over such a home mean nothing.
"""

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from api.settings import Settings
from api.store import Store
from generate import generate
from ingest.pipeline import ingest
from ingest.readers.sources import Source
from search.embedding.embedder import BUNDLED, Embedder, Vectors

CACHE = Path(__file__).resolve().parents[2] / ".jixiao-test-cache" / "models"
MADE_UP_TO = 50


class DrawnVectors(Embedder):
    """The bundled model for questions; a document's vector is drawn by a generator that its text seeds."""

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return one random unit vector a text, the same for the same text."""
        seeds = (int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") for text in texts)
        drawn = np.stack([np.random.default_rng(seed).standard_normal(self.dim, np.float32) for seed in seeds])
        return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def settings_of(home: Path, models: Path) -> Settings:
    """Return the settings of a home that is measured."""
    return Settings(_env_file=None, home=home, model_cache=models)


def make_home(home: Path, count: int, models: Path, seed: int = 1) -> None:
    """Fill a home with that many generated reports; raises SystemExit where one is not ingested."""
    with Store(settings_of(home, models)) as store:
        if count > MADE_UP_TO:
            vars(store)["embedder"] = DrawnVectors(BUNDLED, models)  # in place of the property that loads the model
        with store.writing() as parts:
            for outcome in ingest(parts, (Source(r.name, r.text.encode()) for r in generate(count, seed))):
                if outcome.status == "failed":
                    raise SystemExit(f"{outcome.path}: {outcome.error}")


def main() -> None:
    """Make a home that later benches read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--models", type=Path, default=CACHE)
    options = parser.parse_args()
    make_home(options.home, options.count, options.models)


if __name__ == "__main__":
    main()
