"""Who signs: the secretary of that day, or whoever an appointment on record lets stand in (JZ-09)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.core.attendance.acts import register
from tests.core.attendance.footprint import rows
from tests.core.sheets.test_sheets import ON_DUTY, november, refused, seal, sheet_of, sign, total
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.context import Grant
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.models import Appointment
from xuanpai_core.identity.service import NewAppointment

__all__ = ["november"]


async def stand_in(world: World, name: str, first: date, after: date, *, place: str = FANGSHAN) -> Appointment:
    """Put on record that ``name`` stands in for the secretary, and let them hold it as the edge would."""
    secretary = world.people["secretary"]
    appointment = Appointment(
        tenant_id=world.tenant_id,
        id=new_id(),
        account_id=world.people[name].account_id,
        role="township_secretary",
        region_code=place,
        valid_from=first,
        valid_to=after,
        acting_for=secretary.account_id,
        reason="书记外出学习",
    )
    async with world.database.work(world.ctx("admin")) as work:
        work.session.add(appointment)
    lent = Grant("township_secretary", place, acting_for=secretary.account_id)
    world.people[name] = replace(world.people[name], grants=(*world.people[name].grants, lent))
    return appointment


async def test_the_signature_keeps_who_signed_in_which_capacity_and_what(world: World, november: None) -> None:
    await total(world)

    await sign(world)

    sheet = await sheet_of(world, "王建国")
    signatures = await rows(world, "sheet_signature")
    signature = next(row for row in signatures if row["sheet_id"] == sheet["id"])
    assert len(signatures) == 3
    assert (signature["name"], signature["office"], signature["region_code"]) == (
        "secretary",
        "芳山镇党委书记",
        FANGSHAN,
    )
    assert (signature["acting_for"], signature["acting_for_name"]) == (None, None)
    assert (signature["content_hash"], signature["id"]) == (sheet["content_hash"], sheet["signature_id"])
    assert signature["signed_at"] == datetime(2025, 11, 1, 0, 0, tzinfo=SHANGHAI)
    appointments = {row["id"]: row for row in await rows(world, "appointment")}
    assert appointments[signature["appointment_id"]]["account_id"] == world.people["secretary"].account_id


async def test_a_recorded_deputy_signs_for_the_secretary(world: World, november: None) -> None:
    await appoint(world, "钱副书记", NewAppointment("reader", FANGSHAN))
    granted = await stand_in(world, "钱副书记", date(2025, 10, 30), date(2025, 11, 10))
    await total(world)

    await sign(world, "钱副书记")

    sheet = await sheet_of(world, "王建国")
    signature = next(row for row in await rows(world, "sheet_signature") if row["sheet_id"] == sheet["id"])
    assert (signature["name"], signature["acting_for_name"]) == ("钱副书记", "secretary")
    assert (signature["acting_for"], signature["appointment_id"]) == (
        world.people["secretary"].account_id,
        granted.id,
    )
    assert sheet["signed_by"] == world.people["钱副书记"].account_id
    event = next(row for row in await rows(world, "audit_event") if row["action"] == "sheet:sign")
    assert event["detail"]["appointment_id"] == str(granted.id)
    assert event["detail"]["acting_for"] == str(world.people["secretary"].account_id)


@pytest.mark.parametrize(
    ("first", "after"),
    [(date(2025, 10, 1), date(2025, 11, 1)), (date(2025, 11, 2), date(2025, 11, 9))],
    ids=["over", "not-begun"],
)
async def test_a_deputy_whose_grant_is_not_in_force_that_day_is_refused(
    world: World, november: None, first: date, after: date
) -> None:
    await appoint(world, "钱副书记", NewAppointment("reader", FANGSHAN))
    await stand_in(world, "钱副书记", first, after)
    await total(world)

    assert await refused(world, sign, "钱副书记") == "SIGNER_NOT_SECRETARY"
    assert await rows(world, "sheet_signature") == []


async def test_a_deputy_without_a_recorded_grant_is_refused(world: World, november: None) -> None:
    await appoint(world, "孙委员", NewAppointment("reader", FANGSHAN))
    said = Grant("township_secretary", FANGSHAN, acting_for=world.people["secretary"].account_id)
    world.people["孙委员"] = replace(world.people["孙委员"], grants=(said,))
    await total(world)

    assert await refused(world, sign, "孙委员") == "SIGNER_NOT_SECRETARY"
    assert await rows(world, "sheet_signature") == []


async def test_the_secretary_of_the_month_who_has_left_does_not_sign_the_new_one_does(
    world: World, november: None, clock: FixedClock
) -> None:
    await total(world)
    async with world.database.work(world.ctx("admin")) as work:
        await work.session.execute(
            update(Appointment)
            .where(
                Appointment.tenant_id == world.tenant_id,
                Appointment.account_id == world.people["secretary"].account_id,
            )
            .values(valid_to=date(2025, 11, 1))
        )
    await appoint(world, "新书记", NewAppointment("township_secretary", FANGSHAN))

    assert await refused(world, sign) == "SIGNER_NOT_SECRETARY"
    await sign(world, "新书记")

    assert {row["name"] for row in await rows(world, "sheet_signature")} == {"新书记"}


async def test_a_higher_place_is_not_the_townships_own_office(world: World, november: None) -> None:
    """Whoever is let sign over a whole county is nobody's township secretary."""
    await appoint(world, "县里", NewAppointment("township_secretary", "210726"))
    await total(world)

    assert await refused(world, sign, "县里") == "SIGNER_NOT_SECRETARY"


async def test_signing_anew_adds_a_signature_and_keeps_the_void_one(
    world: World, november: None, clock: FixedClock
) -> None:
    await total(world)
    await sign(world)
    first = await sheet_of(world, "王建国")
    await register(world, "clerk", "王建国", date(2025, 10, 5), ON_DUTY)
    clock.instant += timedelta(hours=3)
    await total(world)

    await sign(world)
    await seal(world)

    second = await sheet_of(world, "王建国")
    signatures = {row["id"]: row for row in await rows(world, "sheet_signature") if row["sheet_id"] == first["id"]}
    assert set(signatures) == {first["signature_id"], second["signature_id"]}
    assert signatures[first["signature_id"]]["content_hash"] == first["content_hash"]
    assert signatures[second["signature_id"]]["content_hash"] == second["content_hash"] != first["content_hash"]
