"""A region's own activities: read against their form, stored with who took part, told as deeds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.core.activities.town import FANGSHAN, activate_town, attendance, cadres, deeds, record, stored, writing
from tests.core.plugins.activating import fresh_key
from tests.factories.world import World
from xuanpai_core.activities.models import Activity
from xuanpai_core.activities.service import NewActivity, withdraw_activity
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import register_day
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.parties.known import NamedParty
from xuanpai_core.parties.models import Attendance
from xuanpai_core.vocabulary import ActivityKind

HELD = date(2025, 10, 20)
MEETING = NewActivity(None, FANGSHAN, HELD, "十月例会", {"PROGRESS": "总体平稳"}, form="meeting.monthly")
DELIVERY = NewActivity(None, FANGSHAN, HELD, "送医下乡", form="delivery", content={"kind": "MEDICAL"})


async def test_who_was_in_post_and_is_not_named_is_absent(world: World) -> None:
    await activate_town(world)

    meeting = await record(world, replace(MEETING, parties=cadres(world, "王建国", "李秀英")))

    assert await attendance(world, meeting) == {"王建国": "ATTENDED", "李秀英": "ATTENDED", "张伟": "ABSENT"}
    told = await deeds(world, meeting)
    came = {f"posting:{world.postings[name]}" for name in ("王建国", "李秀英")} | {f"region:{FANGSHAN}"}
    assert {deed["token"] for deed in told} == came
    assert {deed["kind"] for deed in told} == {"meeting.monthly"}
    assert {(deed["day"], deed["until"], deed["done_on"]) for deed in told} == {(HELD, HELD, HELD)}
    assert told[0]["features"] == {"topic:PROGRESS": "2025-10-20"}


async def test_who_is_on_leave_is_not_absent(world: World) -> None:
    await activate_town(world)
    async with writing(world) as work:
        await register_day(work, world.postings["张伟"], HELD, AttendanceStatus.LEAVE)

    meeting = await record(world, replace(MEETING, parties=cadres(world, "王建国", "李秀英")))

    assert (await attendance(world, meeting))["张伟"] == "ON_LEAVE"
    assert "full_attendance" in (await deeds(world, meeting))[0]["features"]


async def test_nobody_is_excused_by_the_minutes_alone(world: World) -> None:
    await activate_town(world)
    excused = cadres(world, "张伟", attendance=Attendance.ON_LEAVE)

    with pytest.raises(XuanpaiError) as refused:
        await record(world, replace(MEETING, parties=(*cadres(world, "王建国", "李秀英"), *excused)))

    assert refused.value.error_code == "LEAVE_NOT_RECORDED"
    assert await stored(world) == (0, 0, 0)


async def test_when_all_came_the_meeting_was_fully_attended(world: World) -> None:
    await activate_town(world)

    meeting = await record(world, replace(MEETING, parties=cadres(world, "王建国", "李秀英", "张伟")))

    assert (await deeds(world, meeting))[0]["features"] == {
        "full_attendance": "2025-10-20",
        "topic:PROGRESS": "2025-10-20",
    }


async def test_only_those_whom_the_form_means_must_attend(world: World) -> None:
    await activate_town(world)
    new = NewActivity(None, FANGSHAN, HELD, "市派干部会", form="meeting.city_sent")

    meeting = await record(world, new)

    assert await attendance(world, meeting) == {"王建国": "ABSENT", "李秀英": "ABSENT"}
    assert [deed["token"] for deed in await deeds(world, meeting)] == [f"region:{FANGSHAN}"]


async def test_who_was_not_yet_in_post_need_not_attend(world: World) -> None:
    await activate_town(world)

    meeting = await record(world, replace(MEETING, held_on=date(2024, 12, 31)))

    assert await attendance(world, meeting) == {}


async def test_what_the_form_asks_for_is_stored_exactly_and_becomes_a_feature(world: World) -> None:
    await activate_town(world)
    village = world.villages[FANGSHAN][0]
    content = {"kind": "MEDICAL", "worth_fen": 123_456, "weight": "1.50"}
    new = replace(DELIVERY, content=content, parties=(NamedParty("village", village),), person_times=30, note=" 备注 ")

    delivery = await record(world, new)

    async with world.database.read(world.ctx("city")) as work:
        row = await work.session.get_one(Activity, (world.tenant_id, delivery))
    assert row.content == {"kind": "MEDICAL", "worth_fen": 123_456, "weight": "1.5"}
    assert (row.kind, row.form, row.person_times, row.note) == (ActivityKind.DELIVERY, "delivery", 30, "备注")
    told = await deeds(world, delivery)
    assert [deed["token"] for deed in told] == [f"region:{FANGSHAN}", f"region:{village}"]
    assert told[0]["features"] == {"kind:MEDICAL": "2025-10-20"}


async def test_a_bare_visit_counts_for_everybody_it_names(world: World) -> None:
    unit, village = world.units["锦州市公安局"], world.villages[FANGSHAN][0]
    named = (NamedParty("unit", str(unit)), NamedParty("village", village))

    visit = await record(world, NewActivity(ActivityKind.VISIT, FANGSHAN, HELD, "单位到村", parties=named))

    told = await deeds(world, visit)
    assert [deed["token"] for deed in told] == [f"region:{FANGSHAN}", f"region:{village}", f"unit:{unit}"]
    assert {deed["kind"] for deed in told} == {"visit"}


async def test_a_cadre_records_at_the_place_of_his_own_posting_and_as_his_own(world: World) -> None:
    village, posting = world.villages[FANGSHAN][0], world.postings["王建国"]

    visit = await record(world, NewActivity(ActivityKind.VISIT, village, HELD, "走访"), "王建国")

    assert [deed["token"] for deed in await deeds(world, visit)] == [f"posting:{posting}", f"region:{village}"]


@pytest.mark.parametrize(
    ("place", "held_on", "posting", "code"),
    [
        (FANGSHAN, HELD, None, "FORBIDDEN"),
        ("village:1", HELD, None, "FORBIDDEN"),
        ("village:0", date(2024, 12, 31), None, "FORBIDDEN"),
        ("village:0", HELD, "李秀英", "POSTING_NOT_FOUND"),
    ],
)
async def test_a_cadre_records_nowhere_else_and_for_nobody_else(
    world: World, place: str, held_on: date, posting: str | None, code: str
) -> None:
    region = world.villages[FANGSHAN][int(place[-1])] if place.startswith("village:") else place
    new = NewActivity(
        ActivityKind.VISIT, region, held_on, "走访", posting_id=world.postings[posting] if posting else None
    )

    with pytest.raises(XuanpaiError) as refused:
        await record(world, new, "王建国")

    assert refused.value.error_code == code
    assert await stored(world) == (0, 0, 0)


async def test_an_unknown_form_is_refused_with_those_that_there_are(world: World) -> None:
    await activate_town(world, "210726")

    with pytest.raises(XuanpaiError, match=r"delivery\(双联四送\)") as refused:
        await record(world, replace(MEETING, form="meeting.weekly"))
    with pytest.raises(XuanpaiError, match="先启用地区插件") as elsewhere:
        await record(world, replace(MEETING, region_code="210727"), "other_county")

    assert refused.value.error_code == elsewhere.value.error_code == "UNKNOWN_FORM"
    assert await stored(world) == (0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"form": None}, "WRONG_KIND"),
        ({"kind": ActivityKind.VISIT}, "WRONG_KIND"),
        ({"topics": {"PROBLEMS": "无"}}, "UNKNOWN_TOPIC"),
        ({"content": {"kind": "MEDICAL"}}, "INVALID_CONTENT"),
        ({"content": {"kind\ud800": "x"}}, "INVALID_TEXT"),
        ({"content": {"kind": 10**40}}, "INVALID_TEXT"),
        ({"person_times": -1}, "INVALID_PERSON_TIMES"),
        ({"person_times": 10_000_001}, "INVALID_PERSON_TIMES"),
        ({"held_on": date(2025, 10, 25)}, "HELD_IN_FUTURE"),
        ({"held_on": date(1948, 12, 31)}, "HELD_TOO_EARLY"),
        ({"parties": (NamedParty("leader", "x"),)}, "PARTY_MISFIT"),
        ({"parties": (NamedParty("cadre", "x"),)}, "UNKNOWN_PARTY"),
        ({"parties": (NamedParty("cadre", "x\x00"),)}, "UNKNOWN_PARTY"),
        ({"parties": (NamedParty("cadre", "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),)}, "UNKNOWN_PARTY"),
    ],
)
async def test_what_does_not_fit_is_refused_and_leaves_nothing(
    world: World, changes: dict[str, Any], code: str
) -> None:
    await activate_town(world)

    with pytest.raises(XuanpaiError) as refused:
        await record(world, replace(MEETING, **changes))

    assert refused.value.error_code == code
    assert await stored(world) == (0, 0, 0)


async def test_a_neighbours_cadre_cannot_be_named(world: World) -> None:
    await activate_town(world)

    with pytest.raises(XuanpaiError) as refused:
        await record(world, replace(MEETING, parties=cadres(world, "刘洋")))

    assert refused.value.error_code == "UNKNOWN_PARTY"
    assert await stored(world) == (0, 0, 0)


def _ranked(world: World, *ranks: int | None) -> tuple[NamedParty, ...]:
    villages = world.villages[FANGSHAN]
    return tuple(NamedParty("village", villages[number], rank=rank) for number, rank in enumerate(ranks))


async def test_no_two_have_the_same_rank(world: World) -> None:
    await activate_town(world)
    new = NewActivity(None, FANGSHAN, HELD, "观摩评比", form="observation")

    await record(world, replace(new, parties=_ranked(world, 2, 1, None)))
    for ranks, code in (((1, 1), "RANK_TAKEN"), ((0, 1), "NOT_RANKED"), ((1, 1000), "NOT_RANKED")):
        with pytest.raises(XuanpaiError) as refused:
            await record(world, replace(new, parties=_ranked(world, *ranks)))
        assert refused.value.error_code == code
    with pytest.raises(XuanpaiError) as unranked:
        await record(world, replace(DELIVERY, parties=_ranked(world, 1)))

    assert unranked.value.error_code == "NOT_RANKED"
    assert (await stored(world))[:2] == (1, 3)


async def test_what_was_wrong_is_taken_back_kept_and_counts_for_nothing(world: World) -> None:
    await activate_town(world)
    meeting = await record(world, replace(MEETING, parties=cadres(world, "王建国")))

    async with writing(world, "secretary") as work:
        await withdraw_activity(work, meeting, "日期填错,另行登记", fresh_key())

    assert await deeds(world, meeting) == []
    async with world.database.read(world.ctx("city")) as work:
        row = await work.session.get_one(Activity, (world.tenant_id, meeting))
        events = select(AuditEvent).where(AuditEvent.tenant_id == world.tenant_id)
        trail = (await work.session.scalars(events.where(AuditEvent.action == "activity:withdraw"))).all()
    assert (row.title, row.withdrawn_reason) == ("十月例会", "日期填错,另行登记")
    assert row.withdrawn_at == world.database.clock.now()
    assert [(event.subject_id, event.reason) for event in trail] == [(str(meeting), "日期填错,另行登记")]
    with pytest.raises(XuanpaiError) as again:
        async with writing(world) as work:
            await withdraw_activity(work, meeting, "再撤一次", fresh_key())
    assert again.value.error_code == "ACTIVITY_WITHDRAWN"


async def test_a_cadre_takes_back_only_what_he_recorded_himself(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    own = await record(world, NewActivity(ActivityKind.VISIT, village, HELD, "走访"), "王建国")
    check = NewActivity(ActivityKind.CHECK, village, HELD, "查岗", posting_id=world.postings["王建国"])
    about = await record(world, check)

    for person, activity in (("王建国", about), ("李秀英", own), ("other_county", own)):
        with pytest.raises(XuanpaiError) as refused:
            async with writing(world, person) as work:
                await withdraw_activity(work, activity, "不该撤", fresh_key())
        assert refused.value.error_code == "ACTIVITY_NOT_FOUND"
    async with writing(world, "王建国") as work:
        await withdraw_activity(work, own, "重复登记", fresh_key())

    assert (await deeds(world, own), len(await deeds(world, about))) == ([], 2)
