"""The web application: GraphQL, health, and the front end's files."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import quote

import asyncpg
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from xuanpai_core.config import Settings
from xuanpai_core.db.revisions import current_revisions, newest_revisions
from xuanpai_core.errors import Unavailable
from xuanpai_graphql import graphiql
from xuanpai_graphql.composition import make_application
from xuanpai_graphql.context import Application
from xuanpai_graphql.documents.manifest import Documents
from xuanpai_graphql.endpoint import Endpoint
from xuanpai_graphql.execution import Operations
from xuanpai_graphql.middleware.address_rate import AddressRate
from xuanpai_graphql.middleware.failures import Failures
from xuanpai_graphql.middleware.security_headers import SecurityHeaders
from xuanpai_graphql.rates.service import Rates
from xuanpai_graphql.schema import make_schema
from xuanpai_graphql.single_sign_on.routes import SecondDoor
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID

# Every method goes to the endpoint, or the front end's catch-all would answer those that it refuses.
ANY_METHOD = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]


def create_app(settings: Settings | None = None, application: Application | None = None) -> Starlette:
    """The whole application over ``settings`` (by default the environment's); ``application`` is given by tests."""
    settings = settings or Settings()
    application = application or make_application(settings)
    rates = Rates(settings)
    endpoint = Endpoint(application, Operations(make_schema(settings), settings), rates, Documents.shipped())
    health = Health(application)
    routes: list[BaseRoute] = [
        Route("/graphql", endpoint.__call__, methods=ANY_METHOD),
        Route("/healthz", health.live),
        Route("/readyz", health.ready),
    ]
    routes.append(Route("/files/roster-template.xlsx", _roster_template(settings)))
    if settings.development:
        routes += [Route("/graphiql", _console), Route("/graphiql.js", _console_script)]
    routes += SecondDoor(application).routes()
    routes += _front_end()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await application.database.close()

    return Starlette(routes=routes, middleware=_middleware(settings, rates), lifespan=lifespan)


def _middleware(settings: Settings, rates: Rates) -> list[Middleware]:
    """From the outside in."""
    around = [Middleware(SecurityHeaders, settings=settings), Middleware(Failures)]
    if settings.trusted_proxies:
        # Else a client's own word about where it comes from would be believed, and every limit with it.
        around.append(Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies)))
    return [*around, Middleware(AddressRate, rates=rates)]


class Health:
    """``/healthz``: the process lives. ``/readyz``: database, migrations and object store are there."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._expected = newest_revisions()

    async def live(self, _request: Request) -> Response:
        """Always well while the process answers."""
        return JSONResponse({"status": "ok"})

    async def ready(self, _request: Request) -> Response:
        """Well only when a request could be served; otherwise 503, saying which part is missing."""
        database, migrated = await self._database()
        parts = {
            "database": database,
            "migrations": migrated,
            "objectStore": await self._application.database.ports.objects.ready(),
        }
        return JSONResponse({"ready": all(parts.values()), "parts": parts}, 200 if all(parts.values()) else 503)

    async def _database(self) -> tuple[bool, bool]:
        try:
            async with self._application.database.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
                return True, await current_revisions(transaction.driver) == self._expected
        except (Unavailable, OSError, TimeoutError, asyncpg.PostgresError):
            return False, False


def _roster_template(settings: Settings) -> Callable[[Request], Awaitable[Response]]:
    """The empty roster, for organisers to fill in; it holds nobody's data and needs no session."""

    @cache
    def made() -> Response:
        from xuanpai_core.roster import template  # noqa: PLC0415 -- few workers are asked for it; it needs a library

        disposition = f"attachment; filename*=UTF-8''{quote(template.FILE_NAME)}"
        content = template.roster_template(settings.roster_max_rows)
        return Response(content, media_type=template.CONTENT_TYPE, headers={"content-disposition": disposition})

    async def answer(_request: Request) -> Response:
        return made()

    return answer


async def _console(_request: Request) -> Response:
    return Response(graphiql.PAGE, media_type="text/html")


async def _console_script(_request: Request) -> Response:
    return Response(graphiql.SCRIPT, media_type="text/javascript")


def _front_end() -> list[BaseRoute]:
    """The built front end, if this installation carries it: a wheel holds it as package data."""
    for folder in (Path(str(resources.files("xuanpai_graphql"))) / "static", Path("frontend/dist")):
        if (folder / "index.html").is_file():
            return [Mount("/", SinglePage(directory=folder, html=True))]
    return []


class SinglePage(StaticFiles):
    """Static files; an address without a file is a page of the front end's own, so it gets the index."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """The file at ``path``, or the index for a path without a suffix."""
        found = super().lookup_path(path)
        return found if found[1] is not None or "." in path.rsplit("/", 1)[-1] else super().lookup_path("index.html")

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file; a picture in XML says its encoding as every other text does."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if response.headers.get("content-type") == "image/svg+xml":
            response.headers["content-type"] = "image/svg+xml; charset=utf-8"
        return response
