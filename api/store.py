"""One home, opened (数据目录): catalogue and bundles at once; graph, model and index only when first asked for."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from api.settings import Settings
from graph.filelock import locked_within
from ingest.bundles import BundleStore
from ingest.catalogue import Catalogue, Entry
from ingest.errors import BundleDamaged, HomeBusy, UnknownReport
from ontology.masking import masked
from ontology.records import Bundle

if TYPE_CHECKING:  # the engine's driver, the pipeline and the index take seconds to import; commands that only look do without
    from api.language_model import ChatEndpoint
    from graph.client import Graph
    from graph.triples import TripleStore
    from ingest.pipeline import Home
    from search.embedding.embedder import Embedder
    from search.index.index import Index
    from search.sources import GraphSource

log = logging.getLogger(__name__)
WAIT_FOR_WRITER_S = 60.0
PARTS = ("triples", "graph", "embedder", "index", "home", "source")


class Store:
    """The parts of one home; close it, or use it as a context manager."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home_dir = settings.home.resolve()
        self.catalogue = Catalogue(self.home_dir / "catalogue.sqlite")
        self.bundles = BundleStore(self.home_dir / "bundles")
        self._exits = ExitStack()
        self._exits.callback(self.catalogue.close)
        self._lock = RLock()
        self._live: tuple[int, frozenset[str]] = (-1, frozenset())

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back connections, the engine where this was its last user, and the memory of model and index."""
        self._exits.close()
        for part in PARTS:
            self.__dict__.pop(part, None)

    @cached_property
    def triples(self) -> TripleStore:
        """The RDF of the live reports."""
        from graph.triples import TripleStore

        return TripleStore(self.home_dir / "rdf")

    @cached_property
    def graph(self) -> Graph:
        """The graph: the server that the settings name, or the embedded engine of this home."""
        from graph.connect import connect

        s = self.settings
        secret = s.graph_password.get_secret_value()
        with self._lock:
            graph = connect(self.home_dir, s.graph_uri, s.graph_user, secret, s.graph_database, s.graph_heap)
            self._exits.callback(graph.close)
            return graph

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model; the bundled one is unpacked on first use."""
        from search.embedding.embedder import load_embedder

        with self._lock:
            return load_embedder(self.settings.embed_model, self.settings.model_cache or self.home_dir / "models")

    @cached_property
    def index(self) -> Index:
        """The search index of this home."""
        from search.index.index import Index

        with self._lock:
            return Index.open(self.home_dir / "index", self.embedder)

    @cached_property
    def home(self) -> Home:
        """The parts that the pipeline writes to."""
        from ingest.pipeline import Home

        return Home(self.bundles, self.graph, self.index, self.catalogue)

    @cached_property
    def source(self) -> GraphSource:
        """What questions are answered from."""
        from search.sources import GraphSource

        self.mend()
        return GraphSource(self.graph, self.index, self.live_ids)

    @cached_property
    def language_model(self) -> ChatEndpoint | None:
        """The language model that the settings name, or None; nothing is connected before it is first asked."""
        if not self.settings.llm_base_url:
            return None
        from api.language_model import ChatEndpoint

        return ChatEndpoint(self.settings)

    def live_ids(self) -> frozenset[str]:
        """Return the ids of the live reports."""
        generation = self.catalogue.generation()
        if self._live[0] != generation:
            self._live = (generation, frozenset(e.report_id for e in self.catalogue.entries("live")))
        return self._live[1]

    def clear(self) -> None:
        """Empty graph and index, before a rebuild."""
        from graph.writer import clear

        clear(self.graph)
        self.index.clear()  # whatever state its files are in

    def mend(self) -> None:
        """Finish what a dead writer left half done; a running writer is left alone."""
        if self.catalogue.is_open():
            with ExitStack() as stack:
                try:
                    stack.enter_context(self._writer_lock(0))
                except HomeBusy:
                    return
                self._repaired()

    def _repaired(self) -> None:
        """Finish or roll back what a crash left; an index that cannot be read is made again from the bundles."""
        from ingest.pipeline import repair
        from search.errors import IndexDamaged

        try:
            repair(self.home)
        except IndexDamaged as problem:
            log.warning("index made again reason=%s", problem)
            self.index.clear()
            repair(self.home)

    @contextmanager
    def writing(self) -> Iterator[Home]:
        """Hold the right to write to this home, mended; raises HomeBusy when another process keeps it too long."""
        with self._writer_lock(WAIT_FOR_WRITER_S):
            if self.catalogue.is_open():
                self._repaired()
            yield self.home

    @contextmanager
    def _writer_lock(self, wait_s: float) -> Iterator[None]:
        with ExitStack() as held:
            try:
                held.enter_context(locked_within(self.home_dir / "writer.lock", wait_s))
            except TimeoutError:
                raise HomeBusy(str(self.home_dir), "another process is writing to this home; try again when it is done") from None
            yield

    def entry(self, name: str) -> Entry:
        """Return the live entry of a report id or file name; raises UnknownReport."""
        found = self.catalogue.live(name)
        if found is not None:
            return found
        matches = [e for e in self.catalogue.entries("live") if name in (e.path, Path(e.path.rpartition("!")[2]).name)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise UnknownReport(name, f"{len(matches)} reports have this file name; give the report id")
        raise UnknownReport(name, "no such report; `jixiao reports` lists them")

    def bundle(self, entry: Entry) -> Bundle:
        """Return a report's bundle with personal data masked; of one that was replaced meanwhile, the new one.

        Raises BundleDamaged, and UnknownReport where the report was removed meanwhile.
        """
        try:
            return masked(self.bundles.get(entry.bundle))
        except BundleDamaged:
            now = self.catalogue.live(entry.report_id)
            if now is None:
                raise UnknownReport(entry.report_id, "this report was just removed") from None
            if now.bundle == entry.bundle:
                raise
            return masked(self.bundles.get(now.bundle))

    def before(self, entry: Entry) -> Bundle | None:
        """Return the version that a live report replaced, masked; None where it is the first of its file."""
        digest = self.catalogue.before().get(entry.report_id)
        return masked(self.bundles.get(digest)) if digest else None

    def live(self, entries: Sequence[Entry] | None = None) -> Iterator[tuple[Entry, Bundle]]:
        """Yield the live reports, or those given, with their masked bundles, by report id; those removed meanwhile are left out."""
        for entry in self.catalogue.entries("live") if entries is None else entries:
            try:
                yield entry, self.bundle(entry)
            except UnknownReport:
                continue
