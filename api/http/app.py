"""The application (应用工厂)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import Depends, FastAPI
from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import Route

from api.assistants import assistant_server
from api.http import browse, edge, health, jobs, openapi, pages, problems, questions, reports, sparql
from api.http.guarded_mcp import GuardedApp
from api.http.limits import counted_in
from api.http.metrics import HomeMetrics
from api.http.problems import DESCRIBED
from api.http.provided import MayRead
from api.jobs import JobQueue, Worker
from api.keys import KeyRing
from api.limits import RateLimits
from api.settings import Settings
from api.store import Store


def create_app(settings: Settings) -> FastAPI:
    """Return the service over one home; the store opens with it and closes with it."""
    metrics = HomeMetrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with Store(settings) as store:
            app.state.store = store
            app.state.jobs = JobQueue(store.home_dir)
            app.state.keys = KeyRing(store.home_dir)
            app.state.limits = RateLimits(store.home_dir)
            app.state.worker = Worker(store, app.state.jobs)
            app.state.worker.start()
            metrics.watch(store, app.state.jobs)
            server = assistant_server(store)
            # whom the service may be called by is the reverse proxy's to say; no browser session is at stake here
            open_hosts = TransportSecuritySettings(enable_dns_rebinding_protection=False)
            door = server.streamable_http_app(
                streamable_http_path="/", stateless_http=True, json_response=True, transport_security=open_hosts
            )
            for place in ("/mcp", "/mcp/"):  # as routes: a mount would send the one to the other, which not every client follows
                app.router.routes.append(Route(place, GuardedApp(door), include_in_schema=False))
            async with server.session_manager.run():
                yield
            metrics.forget()
            app.state.worker.stop()
            app.state.jobs.close()
            app.state.keys.close()
            app.state.limits.close()

    app = FastAPI(
        title="jixiao 绩效", version=version("jixiao"), lifespan=lifespan, docs_url=None, redoc_url=None,
    )  # fmt: skip
    problems.install(app)
    openapi.install(app)
    pages.install(app)
    edge.install(app, settings, metrics)
    app.include_router(health.router)
    app.include_router(sparql.router, dependencies=[Depends(counted_in), MayRead], responses=DESCRIBED)
    for part in (questions, reports, jobs, browse):
        app.include_router(part.router, prefix="/api/v1", dependencies=[Depends(counted_in), MayRead], responses=DESCRIBED)
    return app
