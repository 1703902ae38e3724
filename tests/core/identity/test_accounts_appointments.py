"""Roles from a day to a day: granted within one's reach, ended on their day, exchanged by a transfer."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.core.identity.people import TODAY, Held, account, appointment_of, audited, holding, key, somebody
from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import Conflict, Forbidden, Invalid, XuanpaiError
from xuanpai_core.identity.appointments import NewAppointment, appoint, end_appointment, transfer_account
from xuanpai_core.identity.errors import (
    AccountNotFound,
    AppointmentNotFound,
    LastAdministrator,
    NeedsApproval,
    OwnAccount,
)
from xuanpai_core.identity.service import disable_account

TOMORROW = TODAY + timedelta(days=1)


async def grant(world: World, by: str, account_id: UUID, new: NewAppointment, sent: str | None = None) -> UUID:
    async with world.database.work(world.ctx(by)) as work:
        return await appoint(work, account_id, new, "工作需要", sent or key())


async def end(world: World, by: str, appointment_id: UUID, on: date) -> None:
    async with world.database.work(world.ctx(by)) as work:
        await end_appointment(work, appointment_id, on, "工作调整")


async def transfer(world: World, by: str, account_id: UUID, on: date, to: NewAppointment) -> UUID:
    async with world.database.work(world.ctx(by)) as work:
        return await transfer_account(work, account_id, on, to, "干部交流", key())


async def test_the_security_administrator_grants_to_an_account_that_the_system_administrator_made(
    world: World,
) -> None:
    zhao = await somebody(world, "zhao")

    appointment_id = await grant(world, "security", zhao, NewAppointment("county_organiser", "210726"))

    assert await holding(world, zhao) == [Held("county_organiser", "210726", TODAY)]
    assert await audited(world, "appointment:grant") == [
        {
            "subject": str(appointment_id),
            "before": None,
            "after": {
                "role": "county_organiser",
                "region_code": "210726",
                "unit_id": None,
                "valid_from": "2025-10-24",
                "valid_to": None,
                "acting_for": None,
            },
            "why": "工作需要",
        }
    ]


async def test_a_county_adds_a_role_for_its_own_people(world: World) -> None:
    clerk = world.people["clerk"].account_id

    await grant(world, "county", clerk, NewAppointment("reader", "210726", valid_to=date(2026, 1, 1)))

    assert await holding(world, clerk) == [
        Held("township_clerk", FANGSHAN, TODAY),
        Held("reader", "210726", TODAY, date(2026, 1, 1)),
    ]


@pytest.mark.parametrize(
    ("by", "whose", "role", "place", "code"),
    [
        ("county", "other_county", "reader", "210726", "ACCOUNT_NOT_FOUND"),
        ("county", "clerk", "township_clerk", "210727101", "FORBIDDEN"),
        ("county", "clerk", "city_organiser", "2107", "FORBIDDEN"),
        ("admin", "clerk", "reader", "210726", "FORBIDDEN"),
        ("secretary", "clerk", "reader", FANGSHAN, "FORBIDDEN"),
        ("province", "admin", "reader", "21", "ACCOUNT_NOT_FOUND"),
        ("security", "clerk", "platform_security", None, "UNKNOWN_ROLE"),
    ],
)
async def test_nobody_grants_beyond_their_reach(
    world: World, by: str, whose: str, role: str, place: str | None, code: str
) -> None:
    target = world.people[whose].account_id
    before = await holding(world, target)

    with pytest.raises(XuanpaiError) as refused:
        await grant(world, by, target, NewAppointment(role, place))

    assert refused.value.error_code == code
    assert await holding(world, target) == before


@pytest.mark.parametrize("by", ["county", "province", "security"])
async def test_nobody_grants_to_themselves(world: World, by: str) -> None:
    own = world.people[by].account_id
    before = await holding(world, own)

    with pytest.raises(OwnAccount):
        await grant(world, by, own, NewAppointment("reader", "210726"))

    assert await holding(world, own) == before


async def test_an_administration_is_not_granted_by_one_person(world: World) -> None:
    zhao = await somebody(world, "zhao")

    with pytest.raises(NeedsApproval):
        await grant(world, "security", zhao, NewAppointment("auditor", "21"))

    assert await holding(world, zhao) == []


async def test_the_same_request_grants_once(world: World) -> None:
    zhao, sent = await somebody(world, "zhao"), key()
    new = NewAppointment("reader", "210726")

    first = await grant(world, "security", zhao, new, sent)
    second = await grant(world, "security", zhao, new, sent)
    with pytest.raises(Conflict) as twice:
        await grant(world, "security", zhao, new)

    assert first == second
    assert twice.value.error_code == "ALREADY_APPOINTED"
    assert len(await holding(world, zhao)) == 1


async def test_rights_are_not_given_back_in_time_nor_for_no_time(world: World) -> None:
    zhao = await somebody(world, "zhao")

    for new in (
        NewAppointment("reader", "210726", valid_from=TODAY - timedelta(days=1)),
        NewAppointment("reader", "210726", valid_from=TOMORROW, valid_to=TOMORROW),
    ):
        with pytest.raises(Invalid) as refused:
            await grant(world, "security", zhao, new)
        assert refused.value.error_code == "INVALID_PERIOD"

    assert await holding(world, zhao) == []


async def test_a_closed_account_is_appointed_to_nothing(world: World) -> None:
    zhao = await somebody(world, "zhao")
    async with world.database.work(world.ctx("admin")) as work:
        await disable_account(work, zhao, "离职")

    with pytest.raises(Conflict) as refused:
        await grant(world, "security", zhao, NewAppointment("reader", "21"))

    assert refused.value.error_code == "ACCOUNT_DISABLED"


async def test_a_role_over_oneself_is_for_cadres_and_over_a_unit_for_units(world: World) -> None:
    zhao = await somebody(world, "zhao")
    police = world.units["锦州市公安局"]

    with pytest.raises(XuanpaiError) as no_cadre:
        await grant(world, "security", zhao, NewAppointment("posted_cadre"))
    await grant(world, "security", zhao, NewAppointment("unit_liaison", unit_id=police))

    assert no_cadre.value.error_code == "CADRE_NOT_FOUND"
    assert [held.role for held in await holding(world, zhao)] == ["unit_liaison"]


async def test_an_appointment_ends_on_its_day_with_who_and_why(world: World) -> None:
    appointment_id = await appointment_of(world, "clerk")

    await end(world, "county", appointment_id, TOMORROW)

    assert await holding(world, world.people["clerk"].account_id) == [Held("township_clerk", FANGSHAN, TODAY, TOMORROW)]
    [event] = await audited(world, "appointment:end")
    assert (event["before"]["valid_to"], event["after"]["valid_to"], event["why"]) == (None, "2025-10-25", "工作调整")
    with pytest.raises(Conflict) as again:
        await end(world, "county", appointment_id, TOMORROW)
    assert again.value.error_code == "ALREADY_ENDED"
    await end(world, "county", appointment_id, TODAY)
    assert (await holding(world, world.people["clerk"].account_id))[0].valid_to == TODAY


async def test_one_that_has_not_begun_is_ended_as_if_never_made(world: World) -> None:
    zhao = await somebody(world, "zhao")
    later = await grant(world, "security", zhao, NewAppointment("reader", "21", valid_from=TOMORROW))

    await end(world, "security", later, TODAY)

    assert await holding(world, zhao) == [Held("reader", "21", TOMORROW, TOMORROW)]


@pytest.mark.parametrize(
    ("by", "whose"),
    [("county", "other_county"), ("county", "city"), ("clerk", "secretary"), ("province", "admin"), ("clerk", "clerk")],
)
async def test_an_appointment_out_of_reach_is_unknown(world: World, by: str, whose: str) -> None:
    before = await holding(world, world.people[whose].account_id)

    with pytest.raises(AppointmentNotFound):
        await end(world, by, await appointment_of(world, whose), TODAY)

    assert await holding(world, world.people[whose].account_id) == before


async def test_the_last_administrator_of_a_part_is_not_taken_away(world: World) -> None:
    with pytest.raises(LastAdministrator) as refused:
        await end(world, "security", await appointment_of(world, "auditor"), TODAY)

    assert "租户审计管理员" in refused.value.message
    assert (await holding(world, world.people["auditor"].account_id))[0].valid_to is None


async def test_a_transfer_ends_everything_on_the_day_and_begins_the_new(world: World) -> None:
    clerk = world.people["clerk"].account_id
    await grant(world, "city", clerk, NewAppointment("reader", "210726"))
    other = next(code for code in world.villages if code.startswith("210727"))

    await transfer(world, "city", clerk, TOMORROW, NewAppointment("township_clerk", other))

    assert await holding(world, clerk) == [
        Held("township_clerk", FANGSHAN, TODAY, TOMORROW),
        Held("reader", "210726", TODAY, TOMORROW),
        Held("township_clerk", other, TOMORROW),
    ]


async def test_a_transfer_needs_reach_over_both_places(world: World) -> None:
    clerk = world.people["clerk"].account_id
    other = next(code for code in world.villages if code.startswith("210727"))
    before = await holding(world, clerk)

    with pytest.raises(Forbidden):
        await transfer(world, "county", clerk, TOMORROW, NewAppointment("township_clerk", other))
    with pytest.raises(AccountNotFound):
        await transfer(world, "other_county", clerk, TOMORROW, NewAppointment("township_clerk", other))

    assert await holding(world, clerk) == before


async def test_a_transfer_out_of_an_administration_into_business_is_one_step(world: World) -> None:
    second = await somebody(world, "auditor2", NewAppointment("auditor", "21"))

    await transfer(world, "security", second, TOMORROW, NewAppointment("reader", "21"))

    assert await holding(world, second) == [Held("auditor", "21", TODAY, TOMORROW), Held("reader", "21", TOMORROW)]
    assert (await account(world, second)).username == "auditor2"
