"""Standing in for somebody: by whom, for whom, how long, and that it ends with what it copies."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.core.identity.people import TODAY, Held, appointment_of, audited, holding, key, somebody
from tests.factories.world import FANGSHAN, World
from xuanpai_core.context import Actor
from xuanpai_core.errors import Invalid
from xuanpai_core.identity.acting import NewActing, appoint_acting
from xuanpai_core.identity.appointments import NewAppointment, end_appointment
from xuanpai_core.identity.errors import AccountNotFound, AppointmentNotFound, OwnAccount

MONTH = TODAY + timedelta(days=30)


async def stand_in(
    world: World, by: str, whose: str, username: str, first: date = TODAY, until: date = MONTH, sent: str | None = None
) -> UUID:
    appointment_id = await appointment_of(world, whose)
    async with world.database.work(world.ctx(by)) as work:
        new = NewActing(appointment_id, username, first, until)
        return await appoint_acting(work, new, "外出学习", sent or key())


async def test_a_secretary_lets_a_colleague_stand_in(world: World) -> None:
    made = await stand_in(world, "secretary", "secretary", "clerk")

    assert await holding(world, world.people["clerk"].account_id) == [
        Held("township_clerk", FANGSHAN, TODAY),
        Held("township_secretary", FANGSHAN, TODAY, MONTH),
    ]
    [event] = await audited(world, "appointment:grant")
    assert event["subject"] == str(made)
    assert event["after"]["acting_for"] == str(world.people["secretary"].account_id)
    assert event["why"] == "外出学习"


async def test_the_county_arranges_it_for_its_township(world: World) -> None:
    await stand_in(world, "county", "secretary", "village")

    held = await holding(world, world.people["village"].account_id)
    assert held[-1] == Held("township_secretary", FANGSHAN, TODAY, MONTH)


@pytest.mark.parametrize("colleague", ["county", "other_county", "province", "王建国", "nobody-knows"])
async def test_nobody_lends_a_role_to_somebody_of_another_place(world: World, colleague: str) -> None:
    with pytest.raises(AccountNotFound):
        await stand_in(world, "secretary", "secretary", colleague)

    assert await audited(world, "appointment:grant") == []


@pytest.mark.parametrize(("by", "whose"), [("clerk", "secretary"), ("other_county", "secretary"), ("county", "city")])
async def test_nobody_lends_the_role_of_another_without_being_allowed_to_appoint_there(
    world: World, by: str, whose: str
) -> None:
    with pytest.raises(AppointmentNotFound):
        await stand_in(world, by, whose, "village")

    assert await audited(world, "appointment:grant") == []


async def test_nobody_stands_in_by_their_own_word_or_for_themselves(world: World) -> None:
    with pytest.raises(OwnAccount):
        await stand_in(world, "county", "secretary", "county")
    with pytest.raises(OwnAccount):
        await stand_in(world, "county", "secretary", "secretary")

    assert await audited(world, "appointment:grant") == []


@pytest.mark.parametrize(
    ("first", "until"),
    [(TODAY, TODAY), (TODAY, TODAY + timedelta(days=91)), (TODAY - timedelta(days=1), MONTH)],
)
async def test_it_has_an_end_and_ninety_days_at_most(world: World, first: date, until: date) -> None:
    with pytest.raises(Invalid) as refused:
        await stand_in(world, "county", "secretary", "clerk", first, until)

    assert refused.value.error_code == "INVALID_PERIOD"
    assert len(await holding(world, world.people["clerk"].account_id)) == 1


async def test_ninety_days_are_allowed(world: World) -> None:
    await stand_in(world, "county", "secretary", "clerk", TODAY, TODAY + timedelta(days=90))

    assert (await holding(world, world.people["clerk"].account_id))[-1].valid_to == TODAY + timedelta(days=90)


async def test_it_does_not_outlast_what_it_copies(world: World) -> None:
    await somebody(world, "temp", NewAppointment("township_secretary", FANGSHAN, valid_to=TODAY + timedelta(days=10)))
    world.people["temp"] = Actor(await _account_id(world, "temp"), "temp", None, world.people["secretary"].grants)

    with pytest.raises(Invalid):
        await stand_in(world, "temp", "temp", "clerk")
    await stand_in(world, "temp", "temp", "clerk", TODAY, TODAY + timedelta(days=10))

    assert (await holding(world, world.people["clerk"].account_id))[-1].valid_to == TODAY + timedelta(days=10)


async def _account_id(world: World, username: str) -> UUID:
    async with world.database.read(world.ctx("admin")) as work:
        query = "SELECT id FROM account WHERE tenant_id = $1 AND username = $2"
        found: UUID = await work.driver.fetchval(query, world.tenant_id, username)
    return found


async def test_what_is_held_by_standing_in_is_not_lent_on_nor_is_a_cadres_own_role(world: World) -> None:
    acting = await stand_in(world, "secretary", "secretary", "clerk")
    await somebody(world, "third", NewAppointment("village_branch", world.villages[FANGSHAN][1]))

    async with world.database.work(world.ctx("county")) as work:
        with pytest.raises(Invalid) as chain:
            await appoint_acting(work, NewActing(acting, "third", TODAY, MONTH), "转手", key())
    with pytest.raises(Invalid) as own:
        await stand_in(world, "county", "王建国", "third")

    assert (chain.value.error_code, own.value.error_code) == ("ACTING_NOT_POSSIBLE", "ACTING_NOT_POSSIBLE")


async def test_it_ends_with_the_appointment_it_copies(world: World) -> None:
    await stand_in(world, "secretary", "secretary", "clerk")
    tomorrow = TODAY + timedelta(days=1)

    async with world.database.work(world.ctx("county")) as work:
        await end_appointment(work, await appointment_of(world, "secretary"), tomorrow, "调离")

    assert await holding(world, world.people["clerk"].account_id) == [
        Held("township_clerk", FANGSHAN, TODAY),
        Held("township_secretary", FANGSHAN, TODAY, tomorrow),
    ]
    assert len(await audited(world, "appointment:end")) == 2


@pytest.mark.parametrize("by", ["secretary", "clerk", "county"])
async def test_each_of_the_two_and_the_county_can_end_it(world: World, by: str) -> None:
    acting = await stand_in(world, "secretary", "secretary", "clerk")

    async with world.database.work(world.ctx(by)) as work:
        await end_appointment(work, acting, TODAY, "提前返岗")

    assert (await holding(world, world.people["clerk"].account_id))[-1].valid_to == TODAY


async def test_others_cannot_end_it(world: World) -> None:
    acting = await stand_in(world, "secretary", "secretary", "clerk")

    for person in ("village", "other_county", "auditor", "finance"):
        with pytest.raises(AppointmentNotFound):
            async with world.database.work(world.ctx(person)) as work:
                await end_appointment(work, acting, TODAY, "越权")

    assert (await holding(world, world.people["clerk"].account_id))[-1].valid_to == MONTH


async def test_the_same_request_arranges_it_once(world: World) -> None:
    sent = key()

    first = await stand_in(world, "secretary", "secretary", "clerk", sent=sent)
    second = await stand_in(world, "secretary", "secretary", "clerk", sent=sent)

    assert first == second
    assert len(await holding(world, world.people["clerk"].account_id)) == 2
