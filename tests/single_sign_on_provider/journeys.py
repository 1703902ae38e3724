"""Browsers on their way through the second door, and what is left behind in the database."""

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import select

from tests.factories.world import World
from tests.fixtures.api import Api, Client
from tests.single_sign_on_provider.real import CLIENT_ID, CLIENT_SECRET, RealProvider, running
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.identity.models import Session, SignInMethod
from xuanpai_core.single_sign_on.service import add_provider, link_from_server
from xuanpai_graphql.app import create_app
from xuanpai_graphql.context import Application
from xuanpai_graphql.single_sign_on.doors import CALLBACK, START

HOME = "http://xuanpai.test"
SUBJECT = "zhang-san@liaoning"


@pytest.fixture(scope="session")
def oidc_provider() -> Iterator[RealProvider]:
    """The real provider, once for the run of this process."""
    with running(HOME + CALLBACK) as started:
        yield started


@pytest.fixture
def present_world(world: World) -> World:
    """The small world at the machine's own time, in which the provider's tokens are fresh."""
    clock = world.database.clock
    clock.advance(seconds=(datetime.now(UTC) - clock.now()).total_seconds())  # type: ignore[attr-defined]
    return world


async def register(world: World, issuer: str, title: str = "辽宁省统一身份认证") -> UUID:
    """Do what the operator does at the server's shell."""
    async with world.database.work(world.ctx("admin")) as work:
        return await add_provider(work, title, issuer, CLIENT_ID, CLIENT_SECRET)


async def link(world: World, issuer: str, person: str, subject: str = SUBJECT) -> None:
    """Register who ``person`` is at the issuer."""
    async with world.database.work(world.ctx("admin")) as work:
        await link_from_server(work, person, issuer, subject)


def installation(api: Api, world: World, **changed: Any) -> Api:
    """The same data in an installation with other settings."""
    settings = world.database.settings.model_copy(update=changed)
    database = copy(world.database)
    database.settings, database.ports = settings, replace(world.database.ports, settings=settings)
    return Api(create_app(settings, Application(settings, database)), api.opened)


async def change(world: World, statement: Any) -> None:
    """Change rows behind the back of every service."""
    async with world.database.work(world.ctx("admin")) as work:
        await work.session.execute(statement)


async def sessions(world: World) -> list[tuple[UUID, SignInMethod | None]]:
    """Whose sessions there are, and how they were opened."""
    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.session.execute(
            select(Session.account_id, Session.method).where(Session.tenant_id == work.tenant_id)
        )
        return [(row.account_id, row.method) for row in rows]


async def refusals(world: World) -> list[dict[str, Any]]:
    """What the trail says of refused sign-ins."""
    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.session.scalars(
            select(AuditEvent.detail).where(
                AuditEvent.tenant_id == work.tenant_id, AuditEvent.action == "session:refuse"
            )
        )
        return list(rows)


async def leave(client: Client, world: World, provider_id: UUID) -> httpx2.Response:
    """Set out for the provider."""
    return await client.http.get(f"{START}/{world.tenant_code}/{provider_id}")


async def at_provider(provider: RealProvider, away: httpx2.Response, subject: str, methods: str = "pwd") -> str:
    """The address that the provider sends the browser back to."""
    async with httpx2.AsyncClient() as http:
        return await provider.sign_in(http, away.headers["location"], subject, methods)


async def whole_way(
    api: Api, world: World, provider: RealProvider, provider_id: UUID, subject: str = SUBJECT, methods: str = "pwd"
) -> tuple[Client, httpx2.Response]:
    """Out, through the provider, and back."""
    client = api.browser()
    back = await at_provider(provider, await leave(client, world, provider_id), subject, methods)
    return client, await client.http.get(back)
