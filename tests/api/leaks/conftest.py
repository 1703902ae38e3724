"""One person for each role, and the administrator's view of what is stored."""

from collections.abc import AsyncIterator, Mapping

import pytest_asyncio

from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from tests.fixtures.admins import admin
from tests.fixtures.api import Api
from xuanpai_core.authz.roles import PLATFORM_ROLES, ROLES, Axis
from xuanpai_core.db.session import Database
from xuanpai_core.identity.service import NewAppointment
from xuanpai_graphql.app import create_app
from xuanpai_graphql.context import Application

__all__ = ["admin"]

# So many and such wide questions would be too much for one person; what they are refused for must be the scope.
_PLENTY = {
    "rate_address_requests": 0,
    "rate_person_requests": 0,
    "rate_person_cost": 0,
    "graphql_max_cost": 10_000_000,
    "graphql_max_aliases": 1_000,
    "graphql_max_tokens": 20_000,
    "graphql_max_depth": 30,
}

TENANT_ROLES = tuple(role for role in ROLES if role not in PLATFORM_ROLES)
_PLACES: Mapping[int, str] = {1: "21", 2: "2107", 3: "210726", 4: FANGSHAN}


@pytest_asyncio.fixture
async def api(database: Database) -> AsyncIterator[Api]:
    """The application without limits of rate."""
    settings = database.settings.model_copy(update=_PLENTY)
    opened = Api(create_app(settings, Application(settings, database)), [])
    yield opened
    for http in opened.opened:
        await http.aclose()


async def officer(world: World, role: str) -> str:
    """Appoint one more person to ``role``, in 芳山镇 or above it; the name to sign in with."""
    name, axis = f"某_{role}", ROLES[role].axis
    if axis is Axis.PLACE:
        place = _PLACES.get(max(ROLES[role].levels), world.villages[FANGSHAN][0])
        await appoint(world, name, NewAppointment(role, place))
    elif axis is Axis.UNIT:
        await appoint(world, name, NewAppointment(role, unit_id=world.units["锦州市公安局"]))
    else:
        await appoint(world, name, NewAppointment(role), cadre_id=world.cadres["王建国"])
    return name
