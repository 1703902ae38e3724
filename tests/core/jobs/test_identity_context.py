"""A job acts with the rights that its requester has when it runs."""

from datetime import date

import pytest

from tests.factories.world import World, policy
from xuanpai_core.context import RequestContext
from xuanpai_core.jobs.identity_context import context_of

TODAY = date(2025, 10, 24)


async def context(world: World, person: str, day: date = TODAY) -> RequestContext | None:
    """What a job of ``person`` would act with."""
    async with world.database.transaction(world.tenant_id, read_only=True) as transaction:
        return await context_of(transaction, world.people[person].account_id, day, request_id="job-1")


@pytest.mark.parametrize("person", ["county", "unit", "王建国"])
async def test_it_is_the_context_of_a_signed_in_person(world: World, person: str) -> None:
    expected = RequestContext(world.tenant_id, world.people[person], policy(), "job-1")

    assert await context(world, person) == expected


async def test_a_role_counts_from_its_first_day_until_the_day_it_is_over(world: World) -> None:
    async with world.database.work(world.ctx("province")) as work:
        await work.driver.execute(
            "UPDATE appointment SET valid_from = '2025-10-01', valid_to = '2025-11-01'"
            " WHERE tenant_id = $1 AND account_id = $2",
            world.tenant_id,
            world.people["county"].account_id,
        )

    days = [date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 31), date(2025, 11, 1)]
    held = [len(found.actor.grants) for day in days if (found := await context(world, "county", day)) is not None]

    assert held == [0, 1, 1, 0]


@pytest.mark.parametrize(
    "closing",
    [
        "UPDATE account SET state = 'DISABLED' WHERE tenant_id = $1 AND username = 'county'",
        "UPDATE tenant SET state = 'SUSPENDED' WHERE id = $1",
    ],
)
async def test_a_closed_account_or_tenant_has_no_context(world: World, closing: str) -> None:
    async with world.database.work(world.ctx("province")) as work:
        await work.driver.execute(closing, world.tenant_id)

    assert await context(world, "county") is None


async def test_another_tenants_account_has_no_context(world: World, other_world: World) -> None:
    async with world.database.transaction(other_world.tenant_id, read_only=True) as transaction:
        account_id = world.people["county"].account_id

        assert await context_of(transaction, account_id, TODAY, request_id="job-1") is None
