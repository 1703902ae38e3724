"""Personal data in clear: for a reason, in scope, after a renewed proof, seldom, and never without a record."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.cadres.personal import ADDRESS, BANK_ACCOUNT, PHONE, REASON, events, fresh, give_contact
from tests.factories.world import World
from xuanpai_core.cadres.allowance import used
from xuanpai_core.cadres.errors import CadreNotFound, UnmaskLimit
from xuanpai_core.cadres.models import Allowance
from xuanpai_core.cadres.unmasking import PersonalField, unmask
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Forbidden, Invalid
from xuanpai_core.identity.errors import StepUpRequired

EVERYTHING = list(PersonalField)


async def see(world: World, person: str, name: str = "王建国", reason: str = REASON) -> dict[PersonalField, str | None]:
    async with world.database.work(fresh(world, person)) as work:
        return await unmask(work, world.cadres[name], EVERYTHING, reason)


async def count(world: World, person: str) -> int:
    async with world.database.read(world.ctx(person)) as work:
        return await used(work, Allowance.UNMASK)


@pytest.mark.parametrize("person", ["province", "city", "county", "finance"])
async def test_organisers_and_finance_see_whole_what_is_in_their_reach(world: World, person: str) -> None:
    await give_contact(world)

    shown = await see(world, person)

    assert shown == {
        PersonalField.ID_NUMBER: "210700198001010000",
        PersonalField.PHONE: PHONE,
        PersonalField.BANK_ACCOUNT: BANK_ACCOUNT,
        PersonalField.ADDRESS: ADDRESS,
        PersonalField.NAME: "王建国",
    }


async def test_what_is_not_stored_is_none_and_what_is_not_asked_is_absent(world: World) -> None:
    async with world.database.work(fresh(world, "county")) as work:
        shown = await unmask(work, world.cadres["王建国"], [PersonalField.PHONE, PersonalField.PHONE], REASON)

    assert shown == {PersonalField.PHONE: None}


async def test_it_is_recorded_as_a_read_with_reason_and_fields_and_without_the_values(world: World) -> None:
    await give_contact(world)
    async with world.database.work(fresh(world, "county")) as work:
        await unmask(work, world.cadres["王建国"], [PersonalField.PHONE, PersonalField.ID_NUMBER], REASON)

    (event,) = await events(world, "cadre:unmask")
    assert (event["kind"], event["reason"], event["subject_id"]) == ("READ", REASON, str(world.cadres["王建国"]))
    assert event["detail"]["fields"] == ["ID_NUMBER", "PHONE"]
    assert event["account_id"] == world.people["county"].account_id
    assert not any(value in str(event) for value in (PHONE, "210700198001010000"))


async def test_without_a_renewed_proof_of_identity_nothing_is_shown_counted_or_recorded(
    world: World, clock: FixedClock
) -> None:
    stale = replace(world.ctx("county"), stepped_up_at=clock.now() - timedelta(minutes=6))
    for ctx in (world.ctx("county"), stale):
        async with world.database.work(ctx) as work:
            with pytest.raises(StepUpRequired):
                await unmask(work, world.cadres["王建国"], EVERYTHING, REASON)

    assert await count(world, "county") == 0
    assert await events(world, "cadre:unmask") == []


async def test_beyond_reach_and_not_there_look_the_same_and_count_nothing(world: World, other_world: World) -> None:
    refusals = []
    for cadre_id in (world.cadres["刘洋"], other_world.cadres["王建国"], world.tenant_id):
        async with world.database.work(fresh(world, "county")) as work:
            with pytest.raises(CadreNotFound) as refused:
                await unmask(work, cadre_id, EVERYTHING, REASON)
        refusals.append((refused.value.message, refused.value.error_code))

    assert len(set(refusals)) == 1
    assert await count(world, "county") == 0
    assert await events(world, "cadre:unmask") == []


@pytest.mark.parametrize("person", ["clerk", "secretary", "village", "unit", "reader", "admin", "auditor", "王建国"])
async def test_nobody_else_may_unmask_not_even_oneself(world: World, person: str) -> None:
    with pytest.raises(Forbidden):
        await see(world, person)

    assert await events(world, "cadre:unmask") == []


@pytest.mark.parametrize("reason", ["", "看看", "   四字 ", "长" * 201, "核对\u200b补助账户"])
async def test_a_reason_is_five_to_two_hundred_signs(world: World, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        await see(world, "county", reason=reason)

    assert refused.value.error_code == "INVALID_TEXT"
    assert await count(world, "county") == 0


async def test_asking_for_nothing_is_refused(world: World) -> None:
    async with world.database.work(fresh(world, "county")) as work:
        with pytest.raises(Invalid) as refused:
            await unmask(work, world.cadres["王建国"], [], REASON)

    assert refused.value.error_code == "NO_FIELDS"


async def test_the_limit_holds_within_any_hour_and_the_refused_try_is_not_counted(
    world: World, clock: FixedClock
) -> None:
    for _ in range(20):
        await see(world, "county")
    for _ in range(2):
        with pytest.raises(UnmaskLimit):
            await see(world, "county")

    assert await count(world, "county") == 20
    assert len(await events(world, "cadre:unmask")) == 20
    await see(world, "city")
    clock.advance(minutes=59)
    with pytest.raises(UnmaskLimit):
        await see(world, "county")
    clock.advance(minutes=1)
    await see(world, "county")
    assert await count(world, "county") == 1


async def test_of_two_at_once_only_one_takes_the_last_use(world: World) -> None:
    for _ in range(19):
        await see(world, "county")

    ended = await asyncio.gather(*(see(world, "county") for _ in range(3)), return_exceptions=True)

    assert sorted(type(end).__name__ for end in ended) == ["UnmaskLimit", "UnmaskLimit", "dict"]
    assert await count(world, "county") == 20


async def test_a_limit_of_none_allows_nobody(world: World) -> None:
    settings = world.database.settings.model_copy(update={"unmask_per_hour": 0})
    database = Database(settings, replace(world.database.ports, settings=settings), world.database.clock)

    async with database.work(fresh(world, "county")) as work:
        with pytest.raises(UnmaskLimit):
            await unmask(work, world.cadres["王建国"], EVERYTHING, REASON)
    await database.close()
