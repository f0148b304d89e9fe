"""A writer that dies at a chosen point: `python crash_child.py HOME MODELS POINT FILE...`; run by test_crash_points.

A point `remove-X` takes the reports of the files out and dies after step X.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

import ingest.pipeline as pipeline
from api.settings import Settings
from api.store import Store
from ingest.readers.sources import sources

home_dir, models, chosen, *files = sys.argv[1:]
removing, point = chosen.startswith("remove-"), chosen.removeprefix("remove-")


def dying(name, call):
    """Run a step; die without any cleaning right after it when it is the chosen one."""

    def step(*args, **kwargs):
        result = call(*args, **kwargs)
        if name == point:
            os._exit(9)
        return result

    return step


class DyingIndex:
    """The real index, which may take the process with it."""

    def __init__(self, index):
        self.index = index
        self.add = dying("index", index.add)
        self.remove = dying("unindex", index.remove)
        self.report_ids = index.report_ids


with Store(Settings(_env_file=None, home=Path(home_dir), model_cache=Path(models))) as store:
    pipeline.exchange = dying("graph", pipeline.exchange)
    pipeline.delete = dying("delete", pipeline.delete)
    store.catalogue.stage = dying("stage", store.catalogue.stage)
    store.catalogue.flip = dying("flip", store.catalogue.flip)
    with store.writing() as home:
        dying_home = replace(home, index=DyingIndex(home.index))
        if removing:
            pipeline.remove(dying_home, [store.entry(Path(f).name) for f in files])
        else:
            list(pipeline.ingest(dying_home, sources([Path(f) for f in files])))
