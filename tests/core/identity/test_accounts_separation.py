"""System, security and audit administration exclude one another, and business (三员分立)."""

import asyncio
from datetime import date, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.identity.people import TODAY, Held, appointment_of, holding, key, somebody
from tests.factories.world import World
from xuanpai_core.approvals.matters import Payload
from xuanpai_core.approvals.service import decide, propose
from xuanpai_core.authz.roles import ROLES
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid, XuanpaiError
from xuanpai_core.identity.acting import NewActing, appoint_acting
from xuanpai_core.identity.appointments import NewAppointment, appoint
from xuanpai_core.identity.errors import AdministrationsExclude, AppointmentNotFound, NeedsApproval, OwnAccount
from xuanpai_core.identity.matters import GRANT_ADMINISTRATION, administration_payload
from xuanpai_core.identity.models import Appointment
from xuanpai_core.identity.separation import refuse_mixed

PARTS = ("tenant_administrator", "security_administrator", "auditor")
MATTERS = {GRANT_ADMINISTRATION.name: GRANT_ADMINISTRATION}
TOMORROW = TODAY + timedelta(days=1)


async def ask(world: World, by: str, payload: Payload) -> UUID:
    async with world.database.work(world.ctx(by)) as work:
        return await propose(work, GRANT_ADMINISTRATION, payload, "轮岗", key())


async def agree(world: World, by: str, request_id: UUID) -> None:
    async with world.database.work(world.ctx(by)) as work:
        await decide(work, request_id, MATTERS, approve=True, note=None, key=key())


async def grant(world: World, account_id: UUID, new: NewAppointment) -> None:
    async with world.database.work(world.ctx("security")) as work:
        await appoint(work, account_id, new, "工作需要", key())


async def test_two_persons_make_an_administrator(world: World) -> None:
    zhao = await somebody(world, "zhao")

    request_id = await ask(world, "security", administration_payload(zhao, NewAppointment("auditor", "21")))
    before = await holding(world, zhao)
    await agree(world, "admin", request_id)

    assert before == []
    assert await holding(world, zhao) == [Held("auditor", "21", TODAY)]


@pytest.mark.parametrize("by", ["province", "admin", "county"])
async def test_only_the_security_administration_proposes_an_administrator(world: World, by: str) -> None:
    zhao = await somebody(world, "zhao")

    with pytest.raises(XuanpaiError) as refused:
        await ask(world, by, administration_payload(zhao, NewAppointment("auditor", "21")))

    assert refused.value.error_code in {"FORBIDDEN", "ACCOUNT_NOT_FOUND"}
    assert await holding(world, zhao) == []


async def test_whoever_would_hold_it_neither_proposes_nor_decides(world: World) -> None:
    security, admin = world.people["security"].account_id, world.people["admin"].account_id

    with pytest.raises(OwnAccount):
        await ask(world, "security", administration_payload(security, NewAppointment("security_administrator", "21")))
    request_id = await ask(
        world, "security", administration_payload(admin, NewAppointment("tenant_administrator", "21"))
    )
    with pytest.raises(OwnAccount):
        await agree(world, "admin", request_id)

    assert await holding(world, security) == [Held("security_administrator", "21", TODAY)]
    assert await holding(world, admin) == [Held("tenant_administrator", "21", TODAY)]


async def test_a_business_role_needs_no_second_person(world: World) -> None:
    payload = administration_payload(await somebody(world, "zhao"), NewAppointment("reader", "21"))

    with pytest.raises(Invalid) as refused:
        await ask(world, "security", payload)

    assert refused.value.error_code == "NO_APPROVAL_NEEDED"


@pytest.mark.parametrize(("held", "more"), list(permutations([*PARTS, "province_organiser"], 2)))
async def test_no_two_parts_meet_in_one_person_and_no_part_meets_business(world: World, held: str, more: str) -> None:
    zhao = await somebody(world, "zhao", NewAppointment(held, "21"))

    alone = ROLES[more].administers is None
    new = NewAppointment(more, "21")
    act = grant(world, zhao, new) if alone else ask(world, "security", administration_payload(zhao, new))
    with pytest.raises(AdministrationsExclude) as refused:
        await act

    assert refused.value.error_code == "ADMINISTRATIONS_EXCLUDE"
    assert await holding(world, zhao) == [Held(held, "21", TODAY)]


async def test_one_part_may_follow_another_without_a_day_in_common(world: World) -> None:
    zhao = await somebody(world, "zhao", NewAppointment("auditor", "21", valid_to=TOMORROW))

    with pytest.raises(AdministrationsExclude):
        await grant(world, zhao, NewAppointment("reader", "21", valid_from=TODAY, valid_to=TOMORROW))
    await grant(world, zhao, NewAppointment("reader", "21", valid_from=TOMORROW))

    assert await holding(world, zhao) == [
        Held("auditor", "21", TODAY, TOMORROW),
        Held("reader", "21", TOMORROW),
    ]


async def test_what_changed_between_proposal_and_decision_is_looked_at_again(world: World) -> None:
    zhao = await somebody(world, "zhao")
    request_id = await ask(world, "security", administration_payload(zhao, NewAppointment("auditor", "21")))
    await grant(world, zhao, NewAppointment("reader", "21"))

    with pytest.raises(AdministrationsExclude):
        await agree(world, "admin", request_id)

    assert await holding(world, zhao) == [Held("reader", "21", TODAY)]


@pytest.mark.parametrize("business_first", [True, False])
async def test_two_appointments_at_once_do_not_slip_past_each_other(world: World, business_first: bool) -> None:
    zhao = await somebody(world, "zhao")
    request_id = await ask(world, "security", administration_payload(zhao, NewAppointment("auditor", "21")))
    reader = NewAppointment("reader", "21")

    async with world.database.work(world.ctx("security" if business_first else "admin")) as work:
        if business_first:
            await appoint(work, zhao, reader, "工作需要", key())
            other = asyncio.create_task(agree(world, "admin", request_id))
        else:
            await decide(work, request_id, MATTERS, approve=True, note=None, key=key())
            other = asyncio.create_task(grant(world, zhao, reader))
        await asyncio.sleep(0.3)
        assert not other.done()
    with pytest.raises(AdministrationsExclude):
        await other

    assert [held.role for held in await holding(world, zhao)] == ["reader" if business_first else "auditor"]


async def test_standing_in_does_not_get_around_it(world: World) -> None:
    province, security = await appointment_of(world, "province"), await appointment_of(world, "security")
    until = TODAY + timedelta(days=30)
    await somebody(world, "zhao")

    async with world.database.work(world.ctx("security")) as work:
        with pytest.raises(AdministrationsExclude):
            await appoint_acting(work, NewActing(province, "auditor", TODAY, until), "出差", key())
    for by in ("security", "province"):
        async with world.database.work(world.ctx(by)) as work:
            with pytest.raises((NeedsApproval, AppointmentNotFound)):
                await appoint_acting(work, NewActing(security, "zhao", TODAY, until), "出差", key())

    assert await holding(world, world.people["auditor"].account_id) == [Held("auditor", "21", TODAY)]


async def test_an_administrator_is_stood_in_for_by_agreement_of_two_and_for_a_while(world: World) -> None:
    zhao, auditor = await somebody(world, "zhao"), world.people["auditor"].account_id
    month = NewAppointment("auditor", "21", valid_to=TODAY + timedelta(days=30))

    with pytest.raises(Invalid) as endless:
        await ask(world, "security", administration_payload(zhao, NewAppointment("auditor", "21"), auditor))
    wrong = administration_payload(zhao, month, world.people["admin"].account_id)
    with pytest.raises(AppointmentNotFound):
        await ask(world, "security", wrong)
    mixed = administration_payload(world.people["admin"].account_id, month, auditor)
    with pytest.raises(AdministrationsExclude):
        await ask(world, "security", mixed)
    await agree(world, "admin", await ask(world, "security", administration_payload(zhao, month, auditor)))

    assert endless.value.error_code == "INVALID_PERIOD"
    assert await holding(world, zhao) == [Held("auditor", "21", TODAY, TODAY + timedelta(days=30))]


periods = st.tuples(st.integers(0, 6), st.none() | st.integers(1, 7)).filter(
    lambda period: period[1] is None or period[1] > period[0]
)
HORIZON = 20


def days(period: tuple[int, int | None]) -> set[int]:
    first, end = period
    return set(range(first, HORIZON if end is None else end))


def on(number: int | None) -> date | None:
    return None if number is None else TODAY + timedelta(days=number)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(ROLES)), periods), max_size=4), st.sampled_from(sorted(ROLES)), periods
)
def test_day_by_day_nobody_holds_two_parts(
    held: list[tuple[str, tuple[int, int | None]]], role: str, period: tuple[int, int | None]
) -> None:
    kept = [
        Appointment(tenant_id=new_id(), account_id=new_id(), role=other, valid_from=on(when[0]), valid_to=on(when[1]))
        for other, when in held
    ]
    mixed = any(
        ROLES[other].administers is not ROLES[role].administers and days(when) & days(period) for other, when in held
    )

    first = on(period[0])
    assert first is not None
    try:
        refuse_mixed(ROLES[role], kept, first, on(period[1]))
        refused = False
    except AdministrationsExclude:
        refused = True

    assert refused is mixed
