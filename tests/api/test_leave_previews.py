"""What would become of leave before it is asked for, and its figures by the places below."""

from typing import Any

import pytest

from tests.acceptance.documents_leave import STANDING
from tests.acceptance.leaving import at, give, request
from tests.api.owed import lay_down
from tests.core.leave.acts import THREE_STEPS
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import FixedClock

SHOWN = """days late obstacle year takenDays totalDays yearlyLimitDays clauseDocument clauseReference
  steps { number level placeName }"""
PREVIEW = f"""query($kind: LeaveKind! = PERSONAL, $from: Date!, $to: Date!, $fromPart: DayPart! = WHOLE) {{
  leavePreview(kind: $kind, from: $from, to: $to, fromPart: $fromPart) {{ {SHOWN} }} }}"""
EXTENSION = f"""query($id: ID!, $to: Date!, $part: DayPart! = WHOLE) {{
  leaveExtensionPreview(leaveId: $id, to: $to, toPart: $part) {{ {SHOWN} }} }}"""
PLACES = """query($region: String, $kind: LeaveKind) {
  leavePlaces(regionCode: $region, kind: $kind, from: "2025-10-01", to: "2025-10-31") {
    regionCode name requests people days waiting }
  leaveTotals(regionCode: $region, from: "2025-10-01", to: "2025-10-31") { kind requests days } }"""


async def _by_rule(world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        lay_down(work, "2107", [THREE_STEPS])


async def preview(client: Client, from_day: str, to_day: str, **more: Any) -> dict[str, Any]:
    """What the caller is told of leave over those days."""
    told: dict[str, Any] = (await client(PREVIEW, **{"from": from_day, "to": to_day, **more}))["leavePreview"]
    return told


async def test_a_cadre_sees_before_asking_who_approves_by_which_clause_and_nothing_is_written(
    api: Api, world: World
) -> None:
    await _by_rule(world)
    cadre = await api.sign_in(world, "王建国")

    short = await preview(cadre, "2025-10-27", "2025-10-29", fromPart="AFTERNOON")
    long = await preview(cadre, "2025-10-27", "2025-11-03")

    assert (short["days"], short["late"], short["obstacle"]) == ("2.5", False, None)
    assert [step["level"] for step in short["steps"]] == ["TOWNSHIP"]
    assert (short["clauseDocument"], short["clauseReference"]) == ("《样例办法》", "样例-01")
    assert [(step["number"], step["placeName"]) for step in long["steps"]] == [
        (1, "辽宁省锦州市黑山县芳山镇"),
        (2, "辽宁省锦州市黑山县"),
        (3, "辽宁省锦州市"),
    ]
    assert (await cadre(STANDING))["leaves"]["nodes"] == []


async def test_what_stands_in_the_way_is_told_in_the_words_of_the_refusal(
    api: Api, world: World, clock: FixedClock
) -> None:
    await give(api, world, "2025-10-24", "2025-10-25")
    cadre = await api.sign_in(world, "王建国")

    overlapping = await preview(cadre, "2025-10-25", "2025-10-26")
    backwards = await preview(cadre, "2025-10-28", "2025-10-27")
    made_up_for = await preview(cadre, "2025-10-20", "2025-10-20")
    too_late = await preview(cadre, "2025-10-10", "2025-10-10")

    assert overlapping["obstacle"].startswith("2025年10月25日已有请假或因公外出")
    assert backwards["obstacle"].startswith("请假的结束不能早于开始")
    assert (made_up_for["late"], made_up_for["obstacle"]) == (True, None)
    assert too_late["obstacle"].startswith("只能补办最近7天内开始的请假")
    assert (overlapping["takenDays"], overlapping["totalDays"], overlapping["year"]) == ("2", "4", 2025)
    trip = await preview(cadre, "2025-10-28", "2025-10-28", kind="OFFICIAL_TRIP")
    assert (trip["takenDays"], trip["totalDays"]) == (None, None)


async def test_an_extension_is_previewed_by_its_whole_length_to_its_owner_alone(
    api: Api, world: World, clock: FixedClock
) -> None:
    await _by_rule(world)
    leave = await give(api, world, "2025-10-24", "2025-10-26")
    at(clock, "2025-10-25")
    cadre = await api.sign_in(world, "王建国")

    longer = (await cadre(EXTENSION, id=leave["id"], to="2025-10-28"))["leaveExtensionPreview"]
    shorter = (await cadre(EXTENSION, id=leave["id"], to="2025-10-26"))["leaveExtensionPreview"]

    assert (longer["days"], longer["obstacle"]) == ("5", None)
    assert [step["level"] for step in longer["steps"]] == ["TOWNSHIP", "COUNTY"]
    assert (longer["takenDays"], longer["totalDays"]) == ("3", "5")
    assert "续假须晚于现在的结束时间" in shorter["obstacle"]
    for person, code in (("李秀英", "LEAVE_NOT_FOUND"), ("secretary", "FORBIDDEN")):
        with pytest.raises(Refused) as refused:
            await (await api.sign_in(world, person))(EXTENSION, id=leave["id"], to="2025-10-28")
        assert refused.value.codes == [code]


async def test_leave_is_added_up_by_the_places_below_within_ones_reach(api: Api, world: World) -> None:
    await give(api, world, "2025-10-24", "2025-10-25")
    await give(api, world, "2025-10-30", "2025-11-02", person="李秀英", kind="ANNUAL")
    await request(await api.sign_in(world, "张伟"), "2025-10-27", "2025-10-27")
    county, city = await api.sign_in(world, "county"), await api.sign_in(world, "city")

    below = await county(PLACES, region="210726")
    annual = await county(PLACES, region=FANGSHAN, kind="ANNUAL")
    everywhere = await city(PLACES)
    unit = await (await api.sign_in(world, "unit"))(PLACES)

    assert below["leavePlaces"] == [
        {"regionCode": FANGSHAN, "name": "芳山镇", "requests": 2, "people": 2, "days": "4", "waiting": 1}
    ]
    villages = world.villages[FANGSHAN]
    assert [(one["regionCode"], one["days"]) for one in annual["leavePlaces"]] == [(villages[1], "2")]
    assert [(one["name"], one["days"]) for one in everywhere["leavePlaces"]] == [("黑山县", "4")]
    assert everywhere["leaveTotals"] == [
        {"kind": "ANNUAL", "requests": 1, "days": "2"},
        {"kind": "PERSONAL", "requests": 1, "days": "2"},
    ]
    assert [(one["name"], one["requests"]) for one in unit["leavePlaces"]] == [("黑山县", 1)]
    other = await api.sign_in(world, "other_county")
    assert await other(PLACES, region="210726") == {"leavePlaces": [], "leaveTotals": []}
