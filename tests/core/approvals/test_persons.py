"""Who may propose and who may decide: another person, by account, by cadre and by whom one stands in for."""

from datetime import date

import asyncpg
import pytest
from sqlalchemy import func, select

from tests.core.approvals.trial import decided, effects, proposed, stand_in, stored
from tests.factories.world import World
from xuanpai_core.approvals.errors import ApprovalNotFound, SamePerson
from xuanpai_core.approvals.models import ApprovalRequest, ApprovalState
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden
from xuanpai_core.identity.models import Account


async def test_the_proposer_does_not_decide(world: World) -> None:
    request_id = await proposed(world)

    with pytest.raises(SamePerson):
        await decided(world, "county", request_id)

    assert (await stored(world, request_id)).state is ApprovalState.PENDING
    assert await effects(world) == 0


@pytest.mark.parametrize(("person", "for_whom"), [("city", "county"), ("county", "city")])
async def test_nobody_decides_who_stands_in_for_the_proposer_or_the_other_way_round(
    world: World, person: str, for_whom: str
) -> None:
    await stand_in(world, person, for_whom, date(2025, 10, 1), date(2025, 11, 30))
    request_id = await proposed(world)

    with pytest.raises(SamePerson):
        await decided(world, "city", request_id)

    assert await effects(world) == 0


async def test_ending_the_standing_in_between_proposal_and_decision_does_not_help(
    world: World, clock: FixedClock
) -> None:
    await stand_in(world, "county", "city", date(2025, 10, 1), date(2025, 10, 24))
    request_id = await proposed(world)
    clock.advance(days=2)

    with pytest.raises(SamePerson):
        await decided(world, "city", request_id)

    assert (await stored(world, request_id)).state is ApprovalState.PENDING


async def test_a_standing_in_of_long_ago_is_no_obstacle(world: World) -> None:
    await stand_in(world, "county", "city", date(2025, 1, 1), date(2025, 3, 1))
    request_id = await proposed(world)

    await decided(world, "city", request_id)

    assert await effects(world) == 1


async def test_two_who_stand_in_for_the_same_third_person_are_one_voice(world: World) -> None:
    await stand_in(world, "county", "other_county", date(2025, 10, 1), date(2025, 11, 30))
    await stand_in(world, "city", "other_county", date(2025, 10, 1), date(2025, 11, 30))
    request_id = await proposed(world)

    with pytest.raises(SamePerson):
        await decided(world, "city", request_id)

    assert await effects(world) == 0


async def test_one_cadre_with_two_accounts_is_one_person(world: World) -> None:
    async with world.database.work(world.ctx("province")) as work:
        for person in ("county", "city"):
            account = await work.session.get_one(Account, (world.tenant_id, world.people[person].account_id))
            account.cadre_id = world.cadres["王建国"]
    request_id = await proposed(world)

    with pytest.raises(SamePerson):
        await decided(world, "city", request_id)

    assert await effects(world) == 0


async def test_unknown_and_out_of_reach_look_the_same(world: World, other_world: World) -> None:
    request_id = await proposed(world)
    told = []

    for decider, wanted in ((world, new_id()), (other_world, request_id)):
        with pytest.raises(ApprovalNotFound) as refused:
            await decided(decider, "city", wanted)
        told.append((refused.value.error_code, refused.value.message))
    with pytest.raises(ApprovalNotFound) as refused:
        await decided(world, "other_county", request_id)
    told.append((refused.value.error_code, refused.value.message))

    assert len(set(told)) == 1
    assert (await stored(world, request_id)).state is ApprovalState.PENDING


async def test_what_touches_the_whole_province_takes_a_grant_over_the_whole_province(world: World) -> None:
    request_id = await proposed(world, "county", place=None)

    with pytest.raises(ApprovalNotFound):
        await decided(world, "city", request_id)
    await decided(world, "province", request_id)

    assert await effects(world) == 1


async def test_deciding_needs_both_permissions(world: World) -> None:
    request_id = await proposed(world)

    # The security administrator decides approvals, but not about units.
    with pytest.raises(ApprovalNotFound):
        await decided(world, "security", request_id)
    with pytest.raises(Forbidden):
        await decided(world, "secretary", request_id)

    assert await effects(world) == 0


async def test_proposing_needs_the_matters_permission_and_place(world: World) -> None:
    with pytest.raises(Forbidden):
        await proposed(world, "secretary")
    with pytest.raises(Forbidden):
        await proposed(world, "county", place="210727")

    async with world.database.read(world.ctx("province")) as work:
        assert await work.session.scalar(select(func.count()).select_from(ApprovalRequest)) == 0


async def test_the_database_itself_refuses_one_person_in_both_places(world: World) -> None:
    request_id = await proposed(world)

    async with world.database.work(world.ctx("county")) as work:
        with pytest.raises(asyncpg.CheckViolationError):
            await work.driver.execute(
                "UPDATE approval_request SET state = 'APPROVED', decided_by = requested_by, decided_at = now() "
                "WHERE tenant_id = $1 AND id = $2",
                world.tenant_id,
                request_id,
            )

    assert (await stored(world, request_id)).state is ApprovalState.PENDING
