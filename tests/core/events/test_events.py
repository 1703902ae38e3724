"""Announcing, recording and withdrawing events that must be attended, and whom they concern (JZ-06)."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from tests.api.owed import lay_down
from tests.core.attendance.acts import change_posting, register
from tests.core.attendance.footprint import rows
from tests.core.evidence.files import ready_photo
from tests.core.leave.acts import back, granted
from tests.factories.world import FANGSHAN, World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.events.models import EventKind, EventPresence
from xuanpai_core.events.service import (
    MonthOfEvents,
    NewEvent,
    RecordedPresence,
    Standing,
    announce_event,
    concerned_by,
    month_of_events,
    record_attendance,
    withdraw_event,
)
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.periods import Month
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import EventRule
from xuanpai_core.vocabulary import Outcome

OCTOBER = Month.parse("2025-10")
TABLES = ("must_attend_event", "event_attendance", "deed", "evidence_link", "audit_event", "idempotency_key")


def at(day: int, hour: int = 9) -> datetime:
    """An hour of a day of October 2025 in Shanghai."""
    return datetime(2025, 10, day, hour, tzinfo=SHANGHAI)


async def announce(world: World, person: str = "clerk", key: str | None = None, **changes: Any) -> UUID:
    """An event in 王建国's village on the 8th."""
    given = {"kind": EventKind.EMERGENCY, "region_code": world.villages[FANGSHAN][0], "at": at(8), "title": "山洪转移"}
    async with world.database.work(world.ctx(person)) as work:
        return await announce_event(work, NewEvent(**{**given, **changes}), key or str(uuid4()))


async def note(
    world: World, event_id: UUID, state: str, person: str = "clerk", cadre: str = "王建国", **more: Any
) -> None:
    """Record one cadre's attendance."""
    said = RecordedPresence(posting_id=world.postings[cadre], state=EventPresence(state), **more)
    async with world.database.work(world.ctx(person)) as work:
        await record_attendance(work, event_id, [said], str(uuid4()))


async def withdraw(world: World, event_id: UUID, person: str = "clerk") -> None:
    """Withdraw it."""
    async with world.database.work(world.ctx(person)) as work:
        await withdraw_event(work, event_id, "登记重复", str(uuid4()))


async def judged(world: World, cadre: str = "王建国", person: str = "clerk") -> MonthOfEvents:
    """The verdict on October."""
    async with world.database.read(world.ctx(person)) as work:
        return await month_of_events(work, world.postings[cadre], OCTOBER)


async def standings(world: World, cadre: str = "王建国") -> list[Standing]:
    """How the events of October stand."""
    return [one.standing for one in (await judged(world, cadre)).events]


async def refused(world: World, act: Any) -> str:
    """The refusal's code; everything is as it was."""
    before = {table: await rows(world, table) for table in TABLES}
    with pytest.raises(XuanpaiError) as refusal:
        await act
    assert {table: await rows(world, table) for table in TABLES} == before
    return refusal.value.error_code


async def test_a_villages_event_concerns_its_own_people_and_a_townships_everybody_below(world: World) -> None:
    village = await announce(world, "village")
    township = await announce(world, region_code=FANGSHAN, at=at(9), kind=EventKind.IMPORTANT_MEETING)
    await change_posting(world, "张伟", end_date=date(2025, 10, 8))

    async with world.database.read(world.ctx("clerk")) as work:
        of_village = [one.cadre_name for one in await concerned_by(work, village)]
        of_township = [one.cadre_name for one in await concerned_by(work, township)]
    async with world.database.read(world.ctx("village")) as work:
        of_its_own = [one.cadre_name for one in await concerned_by(work, township)]

    assert (of_village, of_township, of_its_own) == (["王建国"], ["王建国", "李秀英"], ["王建国"])
    assert await standings(world) == [Standing.UNRECORDED, Standing.UNRECORDED]
    assert await standings(world, "李秀英") == [Standing.UNRECORDED]


async def test_presence_is_told_as_a_deed_and_taken_back_when_corrected_or_withdrawn(world: World) -> None:
    event_id = await announce(world)
    photo_id = await ready_photo(world, "clerk")

    await note(world, event_id, "PRESENT", evidence_ids=(photo_id,))
    told = {(row["kind"], row["token"], tuple(sorted(row["features"]))) for row in await _deeds(world)}
    await note(world, event_id, "ABSENT", note="电话联系不上")
    after_correction = await _deeds(world)
    await note(world, event_id, "PRESENT")
    await withdraw(world, event_id)

    village = world.villages[FANGSHAN][0]
    names = ("evidence", "kind:EMERGENCY")
    assert told == {
        ("must_attend_event", f"posting:{world.postings['王建国']}", names),
        ("must_attend_event", f"region:{village}", names),
    }
    assert after_correction == []
    assert await _deeds(world) == []
    assert await rows(world, "evidence_link") == []
    assert await standings(world) == []
    trail = [row["action"] for row in await rows(world, "audit_event") if row["subject_type"] == "must_attend_event"]
    assert sorted(trail) == ["event:announce", *["event:record"] * 3, "event:withdraw"]


async def _deeds(world: World) -> list[dict[str, Any]]:
    return [
        {**row, "features": orjson.loads(row["features"]) if isinstance(row["features"], str) else row["features"]}
        for row in await rows(world, "deed")
        if row["record_type"] == "event_attendance"
    ]


async def test_leave_that_was_approved_excuses_and_absence_is_then_recorded_as_leave(
    world: World, clock: FixedClock
) -> None:
    leave_id = await granted(world, 27, 28)
    event_id = await announce(world, at=at(27))
    clock.advance(days=4)

    proposed = await _concerned(world, event_id)
    await note(world, event_id, "ABSENT")
    recorded = await _concerned(world, event_id)
    verdict = await judged(world)
    await back(world, leave_id, 27)

    assert proposed == (None, EventPresence.ON_LEAVE, Standing.EXCUSED)
    assert recorded == (EventPresence.ON_LEAVE, None, Standing.EXCUSED)
    assert (verdict.required, verdict.count(Standing.EXCUSED), str(verdict.outcome)) == (0, 1, "EXEMPT")
    assert verdict.events[0].reason == "2025年10月27日至2025年10月28日已批准请假,请假未到,不记违规。"
    assert await standings(world) == [Standing.MISSED]


async def _concerned(world: World, event_id: UUID) -> tuple[EventPresence | None, EventPresence | None, Standing]:
    async with world.database.read(world.ctx("clerk")) as work:
        (one,) = await concerned_by(work, event_id)
    return one.state, one.proposed, one.judged.standing


async def test_leave_of_a_morning_excuses_no_afternoon(world: World, clock: FixedClock) -> None:
    await granted(world, 27, 27, to_part=DayPart.MORNING)
    morning, afternoon = await announce(world, at=at(27, 11)), await announce(world, at=at(27, 12))
    clock.advance(days=4)

    await note(world, morning, "ON_LEAVE")
    code = await refused(world, note(world, afternoon, "ON_LEAVE"))
    await note(world, afternoon, "ABSENT")

    assert code == "NO_APPROVED_LEAVE"
    assert await standings(world) == [Standing.EXCUSED, Standing.MISSED]


async def test_a_day_registered_as_leave_excuses_too_but_a_trip_needs_its_approval(world: World) -> None:
    await register(world, "clerk", "王建国", date(2025, 10, 8), AttendanceStatus.LEAVE)
    await register(world, "clerk", "王建国", date(2025, 10, 9), AttendanceStatus.ABSENT)
    for day in (8, 9):
        await note(world, await announce(world, at=at(day)), "ABSENT")

    assert await standings(world) == [Standing.EXCUSED, Standing.MISSED]
    assert [row["state"] for row in await rows(world, "event_attendance")].count("ON_LEAVE") == 1


async def test_whether_leave_excuses_is_ruled_by_the_events_own_place_and_day(world: World) -> None:
    """The township lets nobody be excused from the 9th on; the day before leave does, as everywhere else."""
    clause = Clause(document="《芳山镇驻村办法》", words="五必到期间不批准请假。", reference="第六条")
    async with world.database.work(world.ctx("admin")) as work:
        lay_down(work, FANGSHAN, [EventRule(clause=clause, leave_excuses=False)], date(2025, 10, 9))
    events = []
    for day in (8, 9):
        await register(world, "clerk", "王建国", date(2025, 10, day), AttendanceStatus.LEAVE)
        events.append(await announce(world, at=at(day)))
        await note(world, events[-1], "ABSENT")

    verdict = await judged(world)

    assert [one.standing for one in verdict.events] == [Standing.EXCUSED, Standing.MISSED]
    assert [(await _concerned(world, one))[2] for one in events] == [Standing.EXCUSED, Standing.MISSED]
    assert verdict.events[1].reason.endswith("考勤登记为请假,依据《芳山镇驻村办法》第六条,请假也须到场。")
    assert (verdict.outcome, verdict.required) == (Outcome.UNMET, 1)


@pytest.mark.parametrize(
    ("person", "changes", "code"),
    [
        ("clerk", {"region_code": "210726"}, "FORBIDDEN"),
        ("county", {"region_code": "210726"}, "INVALID_EVENT"),
        ("village", {"region_code": FANGSHAN}, "FORBIDDEN"),
        ("王建国", {}, "FORBIDDEN"),
        ("unit", {}, "FORBIDDEN"),
        ("province", {}, "FORBIDDEN"),
        ("other_county", {}, "FORBIDDEN"),
        ("clerk", {"title": " "}, "INVALID_TEXT"),
        ("clerk", {"at": at(8) + timedelta(days=400)}, "INVALID_EVENT"),
        ("clerk", {"region_code": "21072610"}, "INVALID_REGION_CODE"),
        ("clerk", {"region_code": FANGSHAN + "999"}, "UNKNOWN_REGION"),
    ],
)
async def test_who_may_not_announce_it_leaves_nothing(
    world: World, person: str, changes: dict[str, Any], code: str
) -> None:
    assert await refused(world, announce(world, person, **changes)) == code


async def test_attendance_is_recorded_at_the_place_of_those_concerned_after_it_began(world: World) -> None:
    event_id, ahead = await announce(world), await announce(world, at=at(25))
    township = await announce(world, region_code=FANGSHAN)
    gone = await announce(world)
    await withdraw(world, gone)

    assert [
        await refused(world, note(world, event_id, "PRESENT", "other_county")),
        await refused(world, note(world, new_id(), "PRESENT")),
        await refused(world, note(world, township, "PRESENT", "village")),
        await refused(world, note(world, event_id, "PRESENT", "王建国")),
        await refused(world, note(world, event_id, "PRESENT", cadre="李秀英")),
        await refused(world, note(world, ahead, "PRESENT")),
        await refused(world, note(world, gone, "PRESENT")),
        await refused(world, withdraw(world, gone)),
        await refused(world, withdraw(world, event_id, "other_county")),
    ] == [
        "EVENT_NOT_FOUND",
        "EVENT_NOT_FOUND",
        "EVENT_NOT_FOUND",
        "FORBIDDEN",
        "NOT_CONCERNED",
        "EVENT_NOT_YET",
        "EVENT_WITHDRAWN",
        "EVENT_WITHDRAWN",
        "EVENT_NOT_FOUND",
    ]


async def test_a_retry_announces_once_and_another_event_under_its_key_is_refused(world: World) -> None:
    first = await announce(world, key="event-of-today")

    assert await announce(world, key="event-of-today") == first
    assert await refused(world, announce(world, key="event-of-today", title="另一件")) == "IDEMPOTENCY_KEY_REUSED"
    assert len(await rows(world, "must_attend_event")) == 1


async def test_another_tenants_event_and_posting_look_like_none(world: World, other_world: World) -> None:
    foreign = await announce(other_world)
    own = await announce(world)
    theirs = other_world.postings["王建国"]

    assert await refused(world, note(world, foreign, "PRESENT")) == "EVENT_NOT_FOUND"
    world.postings["外省"] = theirs
    assert await refused(world, note(world, own, "PRESENT", cadre="外省")) == "NOT_CONCERNED"
    assert await refused(world, judged(world, "外省", "city")) == "POSTING_NOT_FOUND"
    assert await rows(other_world, "event_attendance") == []
