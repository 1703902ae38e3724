"""The steps of a chain: in order, each by another person, at the very place (JZ-11, FJ-18)."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from tests.core.attendance.acts import change_posting, seal
from tests.core.leave.acts import (
    CADRE,
    CLAUSE,
    THREE_STEPS,
    TOWNSHIP,
    approve,
    ask,
    back,
    be_there,
    conflicts,
    day,
    days,
    do,
    granted,
    move,
    rule,
    seen,
    steps,
)
from tests.core.leave.test_requesting import longer, refusal
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from xuanpai_core.clock import FixedClock
from xuanpai_core.context import Grant
from xuanpai_core.identity.service import NewAppointment
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leads.models import Lead
from xuanpai_core.leave import service
from xuanpai_core.leave.models import LeaveKind, LeaveState
from xuanpai_core.plugins.presence import LeaveRule, LeaveTier

APPROVE, REJECT = service.approve_leave, service.reject_leave


async def test_the_secretary_approves_and_the_days_are_leave(world: World) -> None:
    leave_id = await ask(world, 27, 29)

    await do(world, "secretary", APPROVE, leave_id, "同意")

    leave = await seen(world, leave_id)
    assert (leave.state, leave.waits_at, leave.laid_to_slot) == (LeaveState.APPROVED, None, leave.after_slot)
    assert await steps(world, leave_id) == [(0, 1, FANGSHAN, "APPROVED", "乡镇党委书记")]
    assert await days(world) == dict.fromkeys((27, 28, 29), "LEAVE")


async def test_three_steps_are_taken_in_order_and_nobody_steps_in_for_another_level(world: World) -> None:
    await rule(world, THREE_STEPS)
    leave_id = await ask(world, 27, 34)

    early = [await refusal(world, person, APPROVE, leave_id, None) for person in ("county", "city")]
    await approve(world, leave_id, "secretary")
    between = [await refusal(world, person, APPROVE, leave_id, None) for person in ("secretary", "city")]
    assert await days(world) == {}
    await approve(world, leave_id, "county", "city")

    assert early == ["NOT_YOUR_STEP"] * 2
    assert between == ["NOT_YOUR_STEP"] * 2
    assert [one[4] for one in await steps(world, leave_id)] == ["乡镇党委书记", "县(市、区)委组织部", "市委组织部"]
    assert (await seen(world, leave_id)).state is LeaveState.APPROVED
    assert sorted(await days(world)) == list(range(27, 35))


async def test_those_without_the_place_or_the_permission_do_not_approve(world: World) -> None:
    await appoint(world, "邻镇书记", NewAppointment("township_secretary", "210726102"))
    leave_id = await ask(world, 27, 29)

    codes = {
        person: await refusal(world, person, APPROVE, leave_id, None)
        for person in ("邻镇书记", "other_county", "clerk", "unit", "village", "province", "reader", CADRE)
    }

    assert codes == {
        "邻镇书记": "LEAVE_NOT_FOUND",
        "other_county": "LEAVE_NOT_FOUND",
        "clerk": "FORBIDDEN",
        "unit": "FORBIDDEN",
        "village": "FORBIDDEN",
        "province": "FORBIDDEN",
        "reader": "FORBIDDEN",
        CADRE: "FORBIDDEN",
    }


async def test_the_applicant_never_approves_whatever_office_he_holds(world: World) -> None:
    actor = world.people[CADRE]
    both = (*actor.grants, Grant("township_secretary", FANGSHAN))
    world.people[CADRE] = replace(actor, grants=both)
    await appoint(world, "另一账号", NewAppointment("township_secretary", FANGSHAN), cadre_id=None)
    world.people["另一账号"] = replace(world.people["另一账号"], cadre_id=world.cadres[CADRE])
    leave_id = await ask(world, 27, 29)

    codes = [
        await refusal(world, CADRE, APPROVE, leave_id, None),
        await refusal(world, CADRE, REJECT, leave_id, "不"),
        await refusal(world, "另一账号", APPROVE, leave_id, None),
    ]

    assert codes == ["OWN_LEAVE"] * 3


async def test_one_person_does_not_take_two_steps_though_he_holds_both_offices(world: World) -> None:
    await rule(world, THREE_STEPS)
    held = (NewAppointment("township_secretary", FANGSHAN), NewAppointment("county_organiser", "210726"))
    await appoint(world, "兼任", *held)
    leave_id = await ask(world, 27, 31)
    await approve(world, leave_id, "兼任")

    assert await refusal(world, "兼任", APPROVE, leave_id, None) == "SAME_PERSON"
    assert await refusal(world, "兼任", REJECT, leave_id, "不") == "SAME_PERSON"
    await approve(world, leave_id, "county")
    assert (await seen(world, leave_id)).state is LeaveState.APPROVED


async def test_a_deputy_approves_and_is_named_as_one(world: World) -> None:
    await appoint(world, "副书记", NewAppointment("township_secretary", FANGSHAN))
    stood_in_for = world.people["secretary"].account_id
    grant = Grant("township_secretary", FANGSHAN, acting_for=stood_in_for)
    world.people["副书记"] = replace(world.people["副书记"], grants=(grant,))

    leave_id = await granted_by(world, "副书记")

    assert await steps(world, leave_id) == [(0, 1, FANGSHAN, "APPROVED", "乡镇党委书记(代理)")]


async def granted_by(world: World, person: str) -> UUID:
    leave_id = await ask(world, 27, 27)
    await approve(world, leave_id, person)
    return leave_id


async def test_a_secretary_to_whom_the_county_delegates_no_longer_does_not_approve(world: World) -> None:
    grant = Grant("township_secretary", FANGSHAN, denied=frozenset({"leave:approve"}))
    world.people["secretary"] = replace(world.people["secretary"], grants=(grant,))
    leave_id = await ask(world, 27, 27)

    assert await refusal(world, "secretary", APPROVE, leave_id, None) == "FORBIDDEN"


async def test_a_refusal_wants_a_reason_and_ends_the_chain(world: World) -> None:
    await rule(world, THREE_STEPS)
    leave_id = await ask(world, 27, 34)
    await approve(world, leave_id, "secretary")

    wordless = await refusal(world, "county", REJECT, leave_id, " ")
    await do(world, "county", REJECT, leave_id, "正值换届,不准假")

    leave = await seen(world, leave_id)
    assert wordless == "INVALID_TEXT"
    assert (leave.state, leave.ended_reason, leave.waits_at) == (LeaveState.REJECTED, "正值换届,不准假", None)
    assert [one[3] for one in await steps(world, leave_id)] == ["APPROVED", "REJECTED", None]
    assert await refusal(world, "city", APPROVE, leave_id, None) == "WRONG_LEAVE_STATE"
    assert await days(world) == {}


async def test_what_was_withdrawn_is_not_approved_and_what_was_approved_is_not_withdrawn(world: World) -> None:
    withdrawn, approved = await ask(world, 27, 27), await granted(world, 28, 28)
    await do(world, CADRE, service.withdraw_leave, withdrawn)

    assert await refusal(world, "secretary", APPROVE, withdrawn, None) == "WRONG_LEAVE_STATE"
    assert await refusal(world, CADRE, service.withdraw_leave, approved) == "WRONG_LEAVE_STATE"
    assert await refusal(world, "李秀英", service.withdraw_leave, approved) == "LEAVE_NOT_FOUND"


async def test_a_withdrawn_extension_leaves_the_leave_as_it_was(world: World) -> None:
    leave_id = await granted(world, 24, 26)
    await do(world, CADRE, service.extend_leave, longer(leave_id, 28))

    await do(world, CADRE, service.withdraw_leave, leave_id)

    leave = await seen(world, leave_id)
    assert (leave.state, leave.waits_at) == (LeaveState.APPROVED, None)
    assert await days(world) == dict.fromkeys((24, 25, 26), "LEAVE")


async def test_a_month_that_was_sealed_meanwhile_refuses_the_last_step_whole(world: World, clock: FixedClock) -> None:
    leave_id = await ask(world, 30, 33)
    await seal(world, CADRE)
    move(clock, 32)

    assert await refusal(world, "secretary", APPROVE, leave_id, None) == "MONTH_SEALED"
    assert await days(world) == {}


async def test_leave_of_a_posting_that_ended_meanwhile_is_not_approved(world: World) -> None:
    leave_id = await ask(world, 27, 31)
    await change_posting(world, CADRE, end_date=day(29))

    assert await refusal(world, "secretary", APPROVE, leave_id, None) == "POSTING_NOT_IN_FORCE"


async def test_approved_leave_over_a_check_in_stands_in_contradiction_until_a_person_decides(world: World) -> None:
    await be_there(world, 24)

    await granted(world, 24, 25)

    assert await conflicts(world) == [(day(24), "ON_DUTY", "LEAVE")]
    assert await days(world) == {24: "ON_DUTY", 25: "LEAVE"}


async def leads(world: World) -> list[tuple[str, str, dict[str, object]]]:
    async with world.database.work(world.ctx("admin")) as work:
        rows = await work.session.scalars(select(Lead).where(Lead.tenant_id == world.tenant_id).order_by(Lead.id))
        return [(one.subject_key, one.reason, one.facts) for one in rows]


BAIHE = LeaveRule(tiers=(LeaveTier(steps=(TOWNSHIP,)),), yearly_limit_days=30, clause=CLAUSE)


async def test_more_than_thirty_days_in_a_year_make_one_lead(world: World, clock: FixedClock) -> None:
    """白河: 年累计请假 >30 天."""
    await rule(world, BAIHE)
    await granted(world, 24, 38)
    await granted(world, 39, 53)
    assert await leads(world) == []

    await granted(world, 60, 60)
    leave_id = await granted(world, 62, 62)

    key = f"{world.postings[CADRE]}:2025"
    reason = "王建国2025年累计请假32天,超过全年30天的规定,多2天。"
    facts = {"year": 2025, "days": "32", "limit": 30, "leave_id": str(leave_id)}
    assert await leads(world) == [(key, reason, facts)]


async def test_leave_that_is_given_back_shows_in_the_lead_that_was_made_of_it(world: World, clock: FixedClock) -> None:
    await rule(world, replace(BAIHE, yearly_limit_days=3))
    await granted(world, 24, 26)
    more = await granted(world, 27, 28)
    over = await leads(world)

    await do(world, CADRE, service.cancel_leave, more, "不去了")

    key = f"{world.postings[CADRE]}:2025"
    facts = {"year": 2025, "days": "3", "limit": 3, "leave_id": str(more)}
    assert [lead[1] for lead in over] == ["王建国2025年累计请假5天,超过全年3天的规定,多2天。"]
    assert await leads(world) == [(key, "王建国2025年累计请假3天,没有超过全年3天的规定。", facts)]


async def test_trips_and_days_of_the_next_year_do_not_count_towards_this_years_limit(world: World) -> None:
    await rule(world, BAIHE)
    await granted(world, 24, 63, kind=LeaveKind.OFFICIAL_TRIP, purpose="脱产培训")
    await granted(world, 64, 92)
    # From 1 January: thirty days of 2026.
    await granted(world, 93, 122)
    assert await leads(world) == []

    await granted(world, 123, 123, kind=LeaveKind.SICK)

    assert [lead[0] for lead in await leads(world)] == [f"{world.postings[CADRE]}:2026"]


async def test_an_early_return_frees_days_of_the_year(world: World, clock: FixedClock) -> None:
    await rule(world, replace(BAIHE, yearly_limit_days=3))
    leave_id = await granted(world, 24, 26)
    move(clock, 25)
    await back(world, leave_id, 25)

    await granted(world, 27, 28)

    assert await leads(world) == []


async def test_a_longer_chain_begins_at_half_a_day_more(world: World) -> None:
    await rule(world, THREE_STEPS)
    three = await ask(world, 27, 29)
    more = await ask(world, 34, 37, to_part=DayPart.MORNING)

    assert [len(await steps(world, leave_id)) for leave_id in (three, more)] == [1, 2]


async def test_others_are_told_who_is_away_on_a_day(world: World) -> None:
    leave_id = await granted(world, 27, 29, to_part=DayPart.MORNING)
    await ask(world, 40, 41)
    ids = [world.postings[CADRE], world.postings["李秀英"]]

    async with world.database.work(world.ctx("admin")) as work:
        found = {on: await service.on_leave(work, ids, day(on)) for on in (26, 27, 29, 30, 40)}
        listed = await service.leaves_of(work, ids[0], day(29), day(60))
        after = await service.leaves_of(work, ids[0], day(30), day(60))

    assert {on: set(away) for on, away in found.items()} == {
        26: set(),
        27: {ids[0]},
        29: {ids[0]},
        30: set(),
        40: set(),
    }
    assert [found[on][ids[0]].part_of(day(on)) for on in (27, 29)] == [DayPart.WHOLE, DayPart.MORNING]
    assert [(one.leave_id, one.first, one.last, one.kind) for one in listed] == [
        (leave_id, day(27), day(29), LeaveKind.PERSONAL)
    ]
    assert after == []
