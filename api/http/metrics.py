"""Numbers about the home for Prometheus (监控指标), read when they are asked for: reports, jobs, index, disk."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy.exc import SQLAlchemyError

from api.jobs import JobQueue
from api.store import Store
from search.errors import SearchError


class HomeMetrics:
    """A registry of one app, to which the home's own numbers are added once it is open."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._parts: tuple[Store, JobQueue] | None = None
        self.registry.register(self)

    def watch(self, store: Store, jobs: JobQueue) -> None:
        """Tell of this home from now on."""
        self._parts = (store, jobs)

    def forget(self) -> None:
        """Tell of no home any more; libraries keep this registry as long as the process lives."""
        self._parts = None

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the numbers; a part that does not answer is left out, and /readyz tells why."""
        if self._parts is None:
            return
        store, jobs = self._parts
        engine = "graph" in store.__dict__  # never started for the sake of a number
        yield GaugeMetricFamily("jixiao_engine_in_use", "1 once this process has connected to the graph engine", value=engine)
        try:
            yield GaugeMetricFamily("jixiao_reports", "live reports", value=len(store.live_ids()))
            yield GaugeMetricFamily("jixiao_catalogue_open", "1 while a change is being written", value=store.catalogue.is_open())
            files = GaugeMetricFamily("jixiao_job_files", "files of all jobs by what became of them", labels=["status"])
            states = GaugeMetricFamily("jixiao_jobs", "jobs by state", labels=["state"])
            for state, count in jobs.count().items():
                states.add_metric([state], count)
            for status, count in jobs.count_files().items():
                files.add_metric([status], count)
            yield states
            yield files
        except SQLAlchemyError:
            return
        if "index" in store.__dict__:
            try:
                about = store.index.status()
            except SearchError:
                return
            yield GaugeMetricFamily("jixiao_index_documents", "documents of the search index", value=about["documents"])
            yield GaugeMetricFamily("jixiao_index_bytes", "bytes of the search index", value=about["bytes"])
