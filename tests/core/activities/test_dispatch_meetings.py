"""A county's quarterly dispatch meeting: recorded as it was, complete only with its three topics (JZ-24)."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.core.plugins.activating import fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.activities.models import Activity
from xuanpai_core.activities.service import (
    DispatchState,
    DispatchStatus,
    NewActivity,
    dispatch_status,
    missing_topics,
    record_activity,
)
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.plugins.facts import MeetingTopic
from xuanpai_core.vocabulary import ActivityKind

ALL_TOPICS = {"PROGRESS": "41名干部全部到岗", "PROBLEMS": "两个村缺产业项目", "NEXT_STEPS": "11月前完成对接"}
MEETING = NewActivity(ActivityKind.DISPATCH_MEETING, "210726", date(2025, 8, 20), "三季度调度会", ALL_TOPICS)
Q3 = date(2025, 7, 1)


async def hold(world: World, new: NewActivity = MEETING, person: str = "county", key: str = "") -> Any:
    async with world.database.work(world.ctx(person)) as work:
        return await record_activity(work, new, key or fresh_key())


async def status(world: World, quarter: date = Q3, person: str = "county") -> DispatchStatus:
    async with world.database.read(world.ctx(person)) as work:
        return await dispatch_status(work, "210726", quarter)


async def count(world: World) -> int:
    async with world.database.read(world.ctx("county")) as work:
        query = select(func.count()).select_from(Activity).where(Activity.tenant_id == world.tenant_id)
        return await work.session.scalar(query) or 0


async def test_a_meeting_that_heard_all_three_topics_dispatches_the_quarter(world: World) -> None:
    activity_id = await hold(world)

    assert await status(world) == DispatchStatus(DispatchState.COMPLETE, date(2025, 8, 20))
    async with world.database.read(world.ctx("county")) as work:
        stored = await work.session.get_one(Activity, (world.tenant_id, activity_id))
    assert stored.topics == ALL_TOPICS
    assert stored.recorded_by == world.people["county"].account_id


async def test_without_a_meeting_the_county_has_not_dispatched(world: World) -> None:
    await hold(world, replace(MEETING, held_on=date(2025, 6, 30)))
    await hold(world, replace(MEETING, held_on=date(2025, 10, 1)))

    assert await status(world) == DispatchStatus(DispatchState.NOT_HELD)
    assert (await status(world, date(2025, 4, 1))).state is DispatchState.COMPLETE


@pytest.mark.parametrize("said", [{}, {"PROBLEMS": ""}, {"PROBLEMS": " \n "}])
async def test_a_meeting_that_did_not_hear_the_problems_is_stored_but_incomplete(
    world: World, said: Mapping[str, str]
) -> None:
    topics = {"PROGRESS": "正常", "NEXT_STEPS": "继续", **said}

    await hold(world, replace(MEETING, topics=topics))

    assert await count(world) == 1
    assert await status(world) == DispatchStatus(DispatchState.INCOMPLETE, date(2025, 8, 20), (MeetingTopic.PROBLEMS,))


async def test_the_fullest_meeting_of_the_quarter_counts_and_topics_do_not_add_up(world: World) -> None:
    await hold(world, replace(MEETING, held_on=date(2025, 7, 1), topics={"PROGRESS": "正常"}))
    await hold(world, replace(MEETING, held_on=date(2025, 9, 30), topics={"PROBLEMS": "缺项目", "NEXT_STEPS": "对接"}))

    assert await status(world) == DispatchStatus(DispatchState.INCOMPLETE, date(2025, 9, 30), (MeetingTopic.PROGRESS,))


def test_every_missing_topic_is_named_in_the_order_of_the_document() -> None:
    assert missing_topics(ActivityKind.DISPATCH_MEETING, {}) == tuple(MeetingTopic)
    assert missing_topics(ActivityKind.DISPATCH_MEETING, {"PROBLEMS": "缺项目"}) == (
        MeetingTopic.PROGRESS,
        MeetingTopic.NEXT_STEPS,
    )
    assert missing_topics(ActivityKind.DISPATCH_MEETING, ALL_TOPICS) == ()


async def test_the_citys_organiser_may_record_for_a_county_of_the_city(world: World) -> None:
    await hold(world, person="city")

    assert (await status(world, person="city")).state is DispatchState.COMPLETE


async def test_today_is_not_in_the_future_but_tomorrow_is(world: World) -> None:
    await hold(world, replace(MEETING, held_on=date(2025, 10, 24)))

    with pytest.raises(Invalid, match="不能晚于今天") as refused:
        await hold(world, replace(MEETING, held_on=date(2025, 10, 25)))

    assert refused.value.error_code == "HELD_IN_FUTURE"
    assert await count(world) == 1


@pytest.mark.parametrize(
    ("changes", "kind", "code"),
    [
        ({"region_code": "210727"}, Forbidden, "FORBIDDEN"),
        ({"region_code": "2107"}, Forbidden, "FORBIDDEN"),
        ({"region_code": FANGSHAN}, Invalid, "NOT_A_COUNTY"),
        ({"region_code": "210726999"}, NotFound, "UNKNOWN_REGION"),
        ({"region_code": "21072612"}, Invalid, "INVALID_REGION_CODE"),
        ({"title": "  "}, Invalid, "INVALID_TEXT"),
        ({"title": "调度会\x00"}, Invalid, "INVALID_TEXT"),
        ({"title": "会" * 101}, Invalid, "INVALID_TEXT"),
        ({"topics": {"WEATHER": "晴"}}, Invalid, "UNKNOWN_TOPIC"),
        ({"topics": {"PROGRESS": "\ud800"}}, Invalid, "INVALID_TEXT"),
    ],
)
async def test_what_cannot_be_recorded_is_refused_and_leaves_nothing(
    world: World, changes: dict[str, Any], kind: type[XuanpaiError], code: str
) -> None:
    with pytest.raises(kind) as refused:
        await hold(world, replace(MEETING, **changes))

    assert refused.value.error_code == code
    assert await count(world) == 0


@pytest.mark.parametrize("person", ["admin", "province", "secretary", "clerk", "village", "finance", "unit", "王建国"])
async def test_only_city_and_county_organisers_record_meetings(world: World, person: str) -> None:
    with pytest.raises(Forbidden):
        await hold(world, person=person)

    assert await count(world) == 0


async def test_a_neighbouring_county_does_not_see_whether_this_one_met(world: World) -> None:
    await hold(world)

    with pytest.raises(Forbidden):
        await status(world, person="other_county")


async def test_the_same_key_at_the_same_moment_records_one_meeting(world: World) -> None:
    first, second = await asyncio.gather(hold(world, key="same-key-1"), hold(world, key="same-key-1"))

    assert first == second
    assert await count(world) == 1


async def test_the_same_key_for_another_meeting_is_refused(world: World) -> None:
    await hold(world, key="same-key-1")

    with pytest.raises(Conflict) as refused:
        await hold(world, replace(MEETING, held_on=date(2025, 8, 21)), key="same-key-1")

    assert refused.value.error_code == "IDEMPOTENCY_KEY_REUSED"
    assert await count(world) == 1


async def test_another_province_sees_no_meeting(world: World, other_world: World) -> None:
    await hold(world)

    assert await status(other_world) == DispatchStatus(DispatchState.NOT_HELD)
    assert await count(other_world) == 0
