"""Asking for leave: what is taken, what is refused, and that a refusal changes nothing (JZ-11)."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.core.attendance.acts import change_posting, seal
from tests.core.leave.acts import (
    CADRE,
    CLAUSE,
    THREE_STEPS,
    TODAY,
    approve,
    ask,
    day,
    days,
    do,
    extensions,
    granted,
    move,
    rule,
    seen,
    steps,
    stored,
    stretch,
)
from tests.factories.world import FANGSHAN, World
from xuanpai_core.clock import FixedClock
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import service
from xuanpai_core.leave.models import LeaveKind, LeaveState
from xuanpai_core.leave.slots import Half, slot

TRIP = LeaveKind.OFFICIAL_TRIP


async def refusal(world: World, person: str, verb: Any, *args: Any, **more: Any) -> str:
    """The code of a refusal, after which everything stands as it did."""
    before = await stored(world)
    with pytest.raises(XuanpaiError) as refused:
        await do(world, person, verb, *args, **more)
    assert await stored(world) == before
    return refused.value.error_code


async def refused_to_ask(world: World, first: int, last: int, person: str = CADRE, **changes: Any) -> str:
    parts = {name: changes.pop(name) for name in ("from_part", "to_part") if name in changes}
    given = {"kind": LeaveKind.PERSONAL, "reason": "家中有事", "stretch": stretch(first, last, **parts), **changes}
    return await refusal(world, person, service.request_leave, service.NewLeave(**given))


async def test_leave_waits_for_the_township_where_nothing_is_laid_down(world: World) -> None:
    leave_id = await ask(world, 27, 29)

    leave = await seen(world, leave_id)
    assert (leave.state, leave.waits_at, leave.clause) == (LeaveState.SUBMITTED, FANGSHAN, None)
    assert (leave.first_slot, leave.after_slot) == (slot(day(27)), slot(day(30)))
    assert (leave.late, leave.posting_id) == (False, world.postings[CADRE])
    assert await steps(world, leave_id) == [(0, 1, FANGSHAN, None, None)]
    assert await days(world) == {}


async def test_the_chain_and_its_clause_are_kept_as_they_were_when_it_was_asked_for(world: World) -> None:
    await rule(world, THREE_STEPS)

    leave_id = await ask(world, 27, 34)

    assert await steps(world, leave_id) == [
        (0, 1, FANGSHAN, None, None),
        (0, 2, "210726", None, None),
        (0, 3, "2107", None, None),
    ]
    assert (await seen(world, leave_id)).clause == {
        "document": CLAUSE.document,
        "words": CLAUSE.words,
        "reference": CLAUSE.reference,
    }


async def test_a_repeated_request_has_one_effect_even_the_day_after(world: World, clock: FixedClock) -> None:
    new = service.NewLeave(kind=LeaveKind.SICK, stretch=stretch(24, 24), reason="发烧")
    key, found = str(uuid4()), []
    for on in (24, 25):
        move(clock, on)
        async with world.database.work(world.ctx(CADRE)) as work:
            found.append(await service.request_leave(work, new, key))

    assert found[0] == found[1]
    assert len((await stored(world))[0]) == 1


async def test_what_cannot_be_is_refused(world: World) -> None:
    noon = {"from_part": DayPart.AFTERNOON, "to_part": DayPart.MORNING}
    table: list[tuple[dict[str, Any], int, int, str]] = [
        ({}, 29, 28, "INVALID_PERIOD"),
        (noon, 27, 27, "INVALID_PERIOD"),
        ({}, 27, 27 + 366, "INVALID_PERIOD"),
        ({}, 24 + 367, 24 + 367, "INVALID_PERIOD"),
        ({"reason": "  "}, 27, 27, "INVALID_TEXT"),
        ({"kind": TRIP}, 27, 27, "PURPOSE_REQUIRED"),
        ({"purpose": "跑项目"}, 27, 27, "PURPOSE_REQUIRED"),
        ({}, 23, 27, "LEAVE_IN_PAST"),
        ({"late": True}, 16, 27, "LEAVE_TOO_LATE"),
        ({"posting_id": uuid4()}, 27, 27, "POSTING_NOT_FOUND"),
    ]

    found = [await refused_to_ask(world, first, last, **changes) for changes, first, last, _ in table]

    assert found == [code for *_, code in table]


async def test_leave_that_began_some_days_ago_is_taken_when_it_is_said_to_be_late(world: World) -> None:
    yesterday = await ask(world, 23, 23, late=True)
    a_week_ago = await ask(world, 17, 17, late=True)

    assert [(await seen(world, leave_id)).late for leave_id in (yesterday, a_week_ago)] == [True, True]


async def test_leave_from_today_is_not_late(world: World) -> None:
    leave_id = await ask(world, 24, 24, late=True)

    assert (await seen(world, leave_id)).late is False


async def test_leave_outside_the_posting_is_refused(world: World) -> None:
    await change_posting(world, CADRE, start_date=TODAY - timedelta(days=2), end_date=day(28))

    codes = [
        await refused_to_ask(world, 20, 27, late=True),
        await refused_to_ask(world, 27, 29),
        await refused_to_ask(world, 29, 30),
    ]

    assert codes == ["POSTING_NOT_IN_FORCE"] * 3
    await ask(world, 27, 28)


async def test_the_same_half_day_is_asked_for_once(world: World) -> None:
    await ask(world, 27, 29, to_part=DayPart.MORNING)
    morning = {"to_part": DayPart.MORNING}
    stretches: list[tuple[int, int, dict[str, DayPart]]] = [
        (28, 28, {}),
        (29, 31, {}),
        (27, 27, morning),
        (29, 29, morning),
        (24, 60, {}),
    ]

    found = [await refused_to_ask(world, first, last, **parts) for first, last, parts in stretches]

    assert found == ["LEAVE_OVERLAPS"] * 5
    await ask(world, 29, 30, from_part=DayPart.AFTERNOON)


async def test_two_half_days_of_one_day_are_two_requests_and_both_may_be_given(world: World) -> None:
    await granted(world, 27, 27, to_part=DayPart.MORNING, kind=TRIP, purpose="参加市里培训")
    await granted(world, 27, 27, from_part=DayPart.AFTERNOON)

    assert await days(world) == {27: "OFFICIAL_TRIP/LEAVE"}


async def test_the_database_itself_refuses_the_same_half_day_twice(world: World) -> None:
    leave_id = await ask(world, 27, 29)
    copy = """
INSERT INTO leave_request (tenant_id, id, posting_id, region_code, sending_unit_id, cadre_id, kind, state, first_slot,
       after_slot, asked_after_slot, laid_to_slot, reason, late, round, requested_by, requested_at)
SELECT tenant_id, $2, posting_id, region_code, sending_unit_id, cadre_id, kind, state, after_slot - 1,
       after_slot + 1, after_slot + 1, first_slot, reason, late, round, requested_by, requested_at
  FROM leave_request WHERE tenant_id = $1 AND id = $3
"""
    with pytest.raises(Exception, match="ex_leave_request_once_a_half_day"):
        async with world.database.work(world.ctx("admin")) as work:
            await work.driver.execute(copy, world.tenant_id, uuid4(), leave_id)

    assert len((await stored(world))[0]) == 1


async def test_what_was_refused_withdrawn_or_cancelled_may_be_asked_for_again(world: World) -> None:
    first = await ask(world, 27, 29)
    await do(world, "secretary", service.reject_leave, first, "村里换届")
    second = await ask(world, 27, 29)
    await do(world, CADRE, service.withdraw_leave, second)
    third = await granted(world, 27, 29)
    await do(world, CADRE, service.cancel_leave, third, "不去了")

    await ask(world, 27, 29)


async def test_leave_over_a_sealed_month_is_refused_whole(world: World, clock: FixedClock) -> None:
    await seal(world, CADRE)
    move(clock, 33)

    code = await refused_to_ask(world, 30, 34, late=True)

    assert code == "MONTH_SEALED"
    await ask(world, 32, 34, late=True)


async def test_only_a_posted_cadre_asks_for_leave_and_only_for_himself(world: World) -> None:
    codes = [
        await refused_to_ask(world, 27, 27, "secretary"),
        await refused_to_ask(world, 27, 27, "unit"),
        await refused_to_ask(world, 27, 27, "李秀英", posting_id=world.postings[CADRE]),
    ]

    assert codes == ["FORBIDDEN", "FORBIDDEN", "POSTING_NOT_FOUND"]


async def test_leave_crosses_the_month_the_year_and_the_leap_day(world: World, clock: FixedClock) -> None:
    over_new_year = await ask(world, 90, 95)
    clock.instant = clock.instant.replace(year=2028, month=2, day=20)
    over_the_leap_day = await do(
        world,
        CADRE,
        service.request_leave,
        service.NewLeave(
            kind=LeaveKind.ANNUAL,
            reason="年休假",
            stretch=service.Stretch(from_day=date(2028, 2, 28), to_day=date(2028, 3, 1)),
        ),
    )

    first, second = await seen(world, over_new_year), await seen(world, over_the_leap_day)
    assert (first.first_slot, first.after_slot) == (slot(date(2025, 12, 29)), slot(date(2026, 1, 4)))
    assert second.after_slot - second.first_slot == 6


def longer(leave_id: Any, to: int, **more: Any) -> service.NewExtension:
    """More of that leave, until a day of October."""
    return service.NewExtension(leave_id=leave_id, to_day=day(to), reason="病情未愈", **more)


async def test_an_extension_is_approved_by_the_chain_of_the_whole_length(world: World, clock: FixedClock) -> None:
    await rule(world, THREE_STEPS)
    leave_id = await granted(world, 24, 26)
    move(clock, 26)

    await do(world, CADRE, service.extend_leave, longer(leave_id, 27))
    waiting = await seen(world, leave_id)
    await approve(world, leave_id, "secretary", "county")

    assert (waiting.state, waiting.round, waiting.waits_at) == (LeaveState.APPROVED, 1, FANGSHAN)
    assert [(one[0], one[2]) for one in await steps(world, leave_id)] == [
        (0, FANGSHAN),
        (1, FANGSHAN),
        (1, "210726"),
    ]
    assert (await seen(world, leave_id)).after_slot == slot(day(28))
    assert await days(world) == dict.fromkeys((24, 25, 26, 27), "LEAVE")


async def test_an_extension_that_was_refused_leaves_the_leave_as_it_was(world: World) -> None:
    leave_id = await granted(world, 24, 26)
    await do(world, CADRE, service.extend_leave, longer(leave_id, 30))

    await do(world, "secretary", service.reject_leave, leave_id, "村里离不开人")

    leave = await seen(world, leave_id)
    assert (leave.state, leave.after_slot, leave.waits_at) == (LeaveState.APPROVED, slot(day(27)), None)
    assert await extensions(world, leave_id) == [(1, "REJECTED")]
    assert await days(world) == dict.fromkeys((24, 25, 26), "LEAVE")


async def test_what_is_no_extension_is_refused(world: World, clock: FixedClock) -> None:
    waiting, leave_id, other = await ask(world, 40, 41), await granted(world, 24, 26), await granted(world, 29, 30)

    codes = [
        await refusal(world, CADRE, service.extend_leave, longer(waiting, 43)),
        await refusal(world, CADRE, service.extend_leave, longer(leave_id, 26)),
        await refusal(world, CADRE, service.extend_leave, longer(leave_id, 26, to_part=DayPart.MORNING)),
        await refusal(world, CADRE, service.extend_leave, longer(leave_id, 29)),
        await refusal(world, "李秀英", service.extend_leave, longer(leave_id, 27)),
    ]
    await do(world, CADRE, service.extend_leave, longer(leave_id, 27))
    codes += [
        await refusal(world, CADRE, service.extend_leave, longer(leave_id, 28)),
        await refused_to_ask(world, 27, 27),
    ]
    move(clock, 33)
    codes.append(await refusal(world, CADRE, service.extend_leave, longer(other, 33)))

    assert codes == [
        "WRONG_LEAVE_STATE",
        "EXTENSION_NOT_LATER",
        "EXTENSION_NOT_LATER",
        "LEAVE_OVERLAPS",
        "LEAVE_NOT_FOUND",
        "WRONG_LEAVE_STATE",
        "LEAVE_OVERLAPS",
        "LEAVE_IN_PAST",
    ]
    assert slot(day(26), Half.AFTERNOON) + 1 == (await seen(world, leave_id)).after_slot
