"""Leave: request, approval, return, and the days that follow from it, through the API (JZ-11, FJ-18)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.acceptance.acts import activate_jinzhou, check_in, key, photo, upload
from tests.acceptance.documents_leave import (
    APPROVE,
    CANCEL,
    CONFIRM_RETURN,
    CONFLICTS,
    DECIDE,
    EXTEND,
    LEADS,
    LEAVE,
    OF_POSTING,
    REJECT,
    REQUEST,
    TOTALS,
    WAITING,
    WITHDRAW,
)
from tests.acceptance.leaving import approve, at, days, denied, give, listed, report, request
from tests.acceptance.registering import put_in_force
from tests.api.owed import lay_down
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api
from xuanpai_core.clock import FixedClock
from xuanpai_core.leave.tasks import lay_nightly
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import LeaveRule, LeaveTier
from xuanpai_core.regions.code import RegionLevel

CLAUSE = Clause(
    document="公开报道", words="请假按时长由镇、县、市逐级审批;年累计请假超过30天的召回", reference="白水、白河"
)
BAISHUI = LeaveRule(
    tiers=(
        LeaveTier(steps=(RegionLevel.TOWNSHIP,), up_to_days=Decimal(3)),
        LeaveTier(steps=(RegionLevel.TOWNSHIP, RegionLevel.COUNTY), up_to_days=Decimal(7)),
        LeaveTier(steps=(RegionLevel.TOWNSHIP, RegionLevel.COUNTY, RegionLevel.CITY)),
    ),
    clause=CLAUSE,
)
BAIHE = LeaveRule(tiers=(LeaveTier(steps=(RegionLevel.TOWNSHIP,)),), yearly_limit_days=30, clause=CLAUSE)


async def _lay_down(world: World, rule: LeaveRule) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        lay_down(work, "2107", [rule])


@pytest.mark.rule("JZ-11")
async def test_three_days_approved_and_back_on_the_second_make_one_day_of_leave(
    api: Api, world: World, clock: FixedClock
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    cadre, secretary = await api.sign_in(world, "王建国"), await api.sign_in(world, "secretary")
    proof = await upload(cadre, photo())
    asked = await request(cadre, "2025-10-24", "2025-10-26", evidenceIds=[proof])
    waiting = (await secretary(WAITING))["leavesWaiting"]["nodes"]

    approved = await approve(secretary, asked)
    at(clock, "2025-10-25", 10)
    cadre = await api.sign_in(world, "王建国")
    returned = await report(cadre, asked, "2025-10-25")
    await check_in(cadre, clock.instant.date())

    assert (asked["state"], asked["days"], asked["clauseReference"]) == ("SUBMITTED", "3", "JZ-11")
    assert asked["waiting"] == "请假等待辽宁省锦州市黑山县芳山镇审批"
    assert [(one["id"], one["evidence"]) for one in waiting] == [(asked["id"], [{"id": proof}])]
    assert (approved["state"], approved["waiting"]) == ("APPROVED", None)
    assert approved["steps"] == [
        {
            "round": 0,
            "number": 1,
            "level": "TOWNSHIP",
            "placeName": "辽宁省锦州市黑山县芳山镇",
            "outcome": "APPROVED",
            "decidedBy": "secretary",
            "office": "乡镇党委书记",
            "note": None,
        }
    ]
    assert (returned["state"], returned["days"], returned["askedDays"], returned["toDay"]) == (
        "CLOSED",
        "1",
        "3",
        "2025-10-24",
    )
    assert await days(cadre, world, "2025-10") == {"2025-10-24": "LEAVE", "2025-10-25": "ON_DUTY"}
    assert (await cadre(OF_POSTING))["myPosting"]["leaves"]["nodes"] == [
        {"id": asked["id"], "kind": "PERSONAL", "state": "CLOSED", "days": "1"}
    ]


@pytest.mark.rule("JZ-11")
async def test_half_days_and_an_extension_count_exactly(api: Api, world: World, clock: FixedClock) -> None:
    cadre, secretary = await api.sign_in(world, "王建国"), await api.sign_in(world, "secretary")
    leave = await give(api, world, "2025-10-24", "2025-10-28", fromPart="AFTERNOON", toPart="MORNING", kind="SICK")
    more = {"idempotencyKey": key(), "leaveId": leave["id"], "toDay": "2025-10-29", "reason": "病情未愈"}

    extended = (await cadre(EXTEND, input=more))["extendLeave"]
    granted = await approve(secretary, leave)

    assert (leave["days"], leave["fromHalf"], leave["toHalf"]) == ("4", "AFTERNOON", "MORNING")
    assert extended["waiting"] == "第1次续假等待辽宁省锦州市黑山县芳山镇审批"
    assert extended["extensions"] == [{"round": 1, "state": "SUBMITTED", "toDay": "2025-10-29", "days": "1.5"}]
    assert (granted["days"], granted["toDay"], granted["toHalf"]) == ("5.5", "2025-10-29", "AFTERNOON")


@pytest.mark.rule("JZ-11")
async def test_a_check_in_on_a_day_of_leave_waits_for_a_decision(api: Api, world: World) -> None:
    """批假日又有打卡 → 冲突待裁定."""
    cadre, secretary = await api.sign_in(world, "王建国"), await api.sign_in(world, "secretary")
    await give(api, world, "2025-10-24", "2025-10-25")
    await check_in(cadre, (await _today(world)))

    found = (await secretary(CONFLICTS))["attendanceConflicts"]["nodes"]
    meanwhile = await days(cadre, world, "2025-10")
    await secretary(DECIDE, id=found[0]["id"], decision="PRESENCE", reason="村支书证明当天在村")

    assert [(one["day"], one["standing"], one["claimed"]) for one in found] == [("2025-10-24", "LEAVE", "ON_DUTY")]
    assert meanwhile == {"2025-10-24": "LEAVE", "2025-10-25": "LEAVE"}
    assert await days(cadre, world, "2025-10") == {"2025-10-24": "ON_DUTY", "2025-10-25": "LEAVE"}


async def _today(world: World) -> Any:
    return world.database.clock.now().date()


@pytest.mark.rule("JZ-11")
async def test_days_away_beyond_the_leave_are_absent_and_listed(api: Api, world: World, clock: FixedClock) -> None:
    """逾期未销假 → 超期天数计“未到岗”."""
    leave = await give(api, world, "2025-10-24", "2025-10-24")
    other = await give(api, world, "2025-10-24", "2025-10-25", person="李秀英")
    at(clock, "2025-10-27")
    await check_in(await api.sign_in(world, "李秀英"), clock.instant.date())
    at(clock, "2025-10-28")
    await lay_nightly(world.database, world.tenant_id)
    county = await api.sign_in(world, "county")

    overdue = {one["posting"]["cadre"]["name"]: one for one in await listed(county, unreported=True)}
    absent = {person: await days(county, world, "2025-10", person) for person in ("王建国", "李秀英")}
    back = {"idempotencyKey": key(), "leaveId": leave["id"], "on": "2025-10-28"}
    confirmed = (await (await api.sign_in(world, "secretary"))(CONFIRM_RETURN, input=back))["confirmReturn"]

    assert {name: (one["overdueDays"], one["returnSeenOn"]) for name, one in overdue.items()} == {
        "王建国": (3, None),
        "李秀英": (1, "2025-10-27"),
    }
    assert absent == {
        "王建国": {"2025-10-24": "LEAVE", **dict.fromkeys(("2025-10-25", "2025-10-26", "2025-10-27"), "ABSENT")},
        "李秀英": {
            "2025-10-24": "LEAVE",
            "2025-10-25": "LEAVE",
            "2025-10-26": "ABSENT",
            "2025-10-27": "ON_DUTY",
        },
    }
    assert (confirmed["state"], confirmed["overdue"], confirmed["days"]) == ("CLOSED", False, "1")
    assert [one["id"] for one in await listed(county, unreported=True)] == [other["id"]]


@pytest.mark.rule("JZ-11")
async def test_longer_leave_is_put_to_the_county_where_the_parameter_says_so(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"), leave_township_days=2)
    cadre = await api.sign_in(world, "王建国")

    two, three = await request(cadre, "2025-10-27", "2025-10-28"), await request(cadre, "2025-11-03", "2025-11-05")

    assert [[step["level"] for step in leave["steps"]] for leave in (two, three)] == [
        ["TOWNSHIP"],
        ["TOWNSHIP", "COUNTY"],
    ]


@pytest.mark.rule("FJ-18")
async def test_the_town_manages_leave_day_by_day_and_sees_its_totals(api: Api, world: World, clock: FixedClock) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", "210726")
    given = await give(api, world, "2025-10-27", "2025-10-29", kind="ANNUAL")
    await give(api, world, "2025-10-30", "2025-10-30", kind="ANNUAL", person="李秀英", toPart="MORNING")
    await request(await api.sign_in(world, "张伟"), "2025-10-27", "2025-10-27", kind="SICK")
    period = {"from": "2025-10-01", "to": "2025-10-28"}
    secretary, other = await api.sign_in(world, "secretary"), await api.sign_in(world, "other_county")

    totals = (await secretary(TOTALS, region=FANGSHAN, **period))["leaveTotals"]
    month = (await secretary(TOTALS, region="210726", **{**period, "to": "2025-10-31"}))["leaveTotals"]

    annual = {"kind": "ANNUAL", "requests": 1, "people": 1, "days": "2", "waiting": 0}
    sick = {"kind": "SICK", "requests": 0, "people": 0, "days": "0", "waiting": 1}
    assert (given["clauseReference"], given["steps"][0]["level"]) == ("FJ-18", "TOWNSHIP")
    assert "严格考勤和请销假制度" in given["clauseWords"]
    assert totals == [annual, sick]
    assert month == [{**annual, "requests": 2, "people": 2, "days": "3.5"}, sick]
    assert (await other(TOTALS, region=FANGSHAN, **period))["leaveTotals"] == []
    assert len(await listed(secretary, **{"from": "2025-10-29", "to": "2025-10-29"})) == 1
    assert len(await listed(secretary, state="SUBMITTED")) == 1


@pytest.mark.rule("FJ-18")
async def test_nobody_else_decides_on_leave_and_a_denial_changes_nothing(api: Api, world: World) -> None:
    cadre, province = await api.sign_in(world, "王建国"), await api.sign_in(world, "province")
    asked = await request(cadre, "2025-10-27", "2025-10-29")
    wanted: dict[str, Any] = {"id": asked["id"], "key": key()}
    codes = {
        person: await denied(await api.sign_in(world, person), province, APPROVE, **wanted)
        for person in ("county", "other_county", "clerk", "village", "unit", "王建国", "李秀英")
    }
    codes["withdraw"] = await denied(await api.sign_in(world, "李秀英"), province, WITHDRAW, **wanted)
    codes["wordless"] = await denied(await api.sign_in(world, "secretary"), province, REJECT, reason=" ", **wanted)
    over = {"idempotencyKey": key(), "leaveId": asked["id"], "reason": "不去了"}
    codes["cancel"] = await denied(cadre, province, CANCEL, input=over)
    again = {"idempotencyKey": key(), "kind": "SICK", "fromDay": "2025-10-29", "toDay": "2025-10-30", "reason": "病"}
    codes["twice"] = await denied(cadre, province, REQUEST, input=again)

    assert codes == {
        "county": ["NOT_YOUR_STEP"],
        "other_county": ["LEAVE_NOT_FOUND"],
        "clerk": ["FORBIDDEN"],
        "village": ["FORBIDDEN"],
        "unit": ["FORBIDDEN"],
        "王建国": ["FORBIDDEN"],
        "李秀英": ["FORBIDDEN"],
        "withdraw": ["LEAVE_NOT_FOUND"],
        "wordless": ["INVALID_TEXT"],
        "cancel": ["WRONG_LEAVE_STATE"],
        "twice": ["LEAVE_OVERLAPS"],
    }


async def test_leave_is_seen_by_place_by_the_unit_that_sent_and_by_oneself(api: Api, world: World) -> None:
    mine = await request(await api.sign_in(world, "王建国"), "2025-10-27", "2025-10-27")
    theirs = await request(await api.sign_in(world, "李秀英"), "2025-10-27", "2025-10-27")

    seen = {}
    for person in ("王建国", "李秀英", "unit", "village", "secretary", "county", "other_county", "reader"):
        client = await api.sign_in(world, person)
        found = {one["id"] for one in await listed(client)}
        single = (await client(LEAVE, id=mine["id"]))["leave"]
        assert (single is not None) is (mine["id"] in found)
        seen[person] = found

    both = {mine["id"], theirs["id"]}
    assert seen == {
        "王建国": {mine["id"]},
        "李秀英": {theirs["id"]},
        "unit": {mine["id"]},
        "village": {mine["id"]},
        "secretary": both,
        "county": both,
        "other_county": set(),
        "reader": both,
    }


async def test_qinghai_asks_the_county_from_the_sixth_day_on(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_qinghai", "210726")
    cadre, secretary = await api.sign_in(world, "王建国"), await api.sign_in(world, "secretary")
    five, six = await request(cadre, "2025-10-27", "2025-10-31"), await request(cadre, "2025-11-03", "2025-11-08")

    five, six = await approve(secretary, five), await approve(secretary, six)
    county = await api.sign_in(world, "county")
    waiting = (await county(WAITING))["leavesWaiting"]["nodes"]

    assert (five["state"], five["days"], six["state"], six["days"]) == ("APPROVED", "5", "SUBMITTED", "6")
    assert (six["waitingLevel"], six["clauseReference"]) == ("COUNTY", "QH-请假")
    assert [one["id"] for one in waiting] == [six["id"]]
    assert (await secretary(WAITING))["leavesWaiting"]["nodes"] == []
    assert (await approve(county, six))["state"] == "APPROVED"


async def test_baishui_takes_three_steps_each_in_its_turn(api: Api, world: World) -> None:
    await _lay_down(world, BAISHUI)
    asked = await request(await api.sign_in(world, "王建国"), "2025-10-27", "2025-11-03")
    people = {name: await api.sign_in(world, name) for name in ("secretary", "county", "city")}

    early = await denied(people["city"], people["city"], APPROVE, id=asked["id"], key=key())
    states = [(await approve(people[name], asked))["state"] for name in ("secretary", "county", "city")]

    assert early == ["NOT_YOUR_STEP"]
    assert states == ["SUBMITTED", "SUBMITTED", "APPROVED"]
    assert len(await days(people["city"], world, "2025-10")) == 5
    assert len(await days(people["city"], world, "2025-11")) == 3


async def test_baihe_raises_a_lead_beyond_thirty_days_in_a_year(api: Api, world: World) -> None:
    await _lay_down(world, BAIHE)
    await give(api, world, "2025-10-27", "2025-11-25")
    county = await api.sign_in(world, "county")
    at_thirty = (await county(LEADS))["leads"]["nodes"]

    await give(api, world, "2025-12-01", "2025-12-01", toPart="MORNING")

    found = (await county(LEADS))["leads"]["nodes"]
    assert at_thirty == []
    assert "年累计请假超过30天的召回" in str(found[0]["clauses"])
    assert found == [
        {
            "kind": "LEAVE_LIMIT",
            "reason": "王建国2025年累计请假30.5天,超过全年30天的规定,多0.5天。",
            "clauses": found[0]["clauses"],
        }
    ]
