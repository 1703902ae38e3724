"""The five kinds of events that everybody in post attends (五必到), and leave kept apart from absence (JZ-06)."""

from typing import Any

import pytest

from tests.acceptance.acts import key, photo, upload
from tests.acceptance.inspecting import ask, posting_of
from tests.core.leave.acts import granted
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import FixedClock

ANNOUNCE = """mutation($input: AnnounceEventInput!) { announceEvent(input: $input) { id kind title day placeName } }"""
RECORD = """mutation($input: RecordEventAttendanceInput!) { recordEventAttendance(input: $input) {
  title attendance { state note posting { cadre { name } } evidence { id } } } }"""
WITHDRAW = """mutation($id: ID!, $key: String!) {
  withdrawEvent(id: $id, reason: "登记重复", idempotencyKey: $key) { withdrawnAt withdrawReason } }"""
MONTH = """query($id: ID!, $month: String!) { monthOfEvents(postingId: $id, month: $month) {
  outcome required attended missing excused unrecorded upcoming reason events { title standing reason } } }"""
EVENTS = """query($place: String, $month: String, $kind: EventKind) {
  events(regionCode: $place, month: $month, kind: $kind) { totalCount nodes {
    title withdrawReason attendance { state posting { cadre { name } } } } } }"""
CONCERNED = """query($id: ID!) { concernedByEvent(eventId: $id) { cadreName state proposed standing } }"""
OF_POSTING = """query($id: ID!, $month: String!) { posting(id: $id) { events(month: $month) { title } } }"""
KINDS = ("IMPORTANT_MEETING", "KEY_TASK", "HARD_PROBLEM", "MAJOR_DISPUTE", "EMERGENCY")


async def announce(client: Client, place: str, day: str, kind: str, title: str) -> str:
    """Announce an event at nine of that day; returns its id."""
    given = {"regionCode": place, "at": f"{day}T09:00:00+08:00", "kind": kind, "title": title}
    announced = (await client(ANNOUNCE, input={"idempotencyKey": key(), **given}))["announceEvent"]
    assert (announced["kind"], announced["title"], announced["day"]) == (kind, title, day)
    event_id: str = announced["id"]
    return event_id


async def note(client: Client, event_id: str, **states: str) -> dict[str, Any]:
    """Record who was there: posting id to state."""
    presences = [{"postingId": posting_id, "state": state} for posting_id, state in states.items()]
    given = {"idempotencyKey": key(), "eventId": event_id, "presences": presences}
    recorded: dict[str, Any] = (await client(RECORD, input=given))["recordEventAttendance"]
    return recorded


async def month(client: Client, posting_id: str, wanted: str = "2025-10") -> dict[str, Any]:
    """The verdict on the month."""
    found: dict[str, Any] = (await client(MONTH, id=posting_id, month=wanted))["monthOfEvents"]
    return found


@pytest.mark.rule("JZ-06")
async def test_of_five_events_four_were_attended_and_the_fifth_is_named(api: Api, world: World) -> None:
    """Five events, one of each kind, four attended: one is missing, and it says which."""
    village, wang = world.villages[FANGSHAN][0], posting_of(world, "王建国")
    branch, cadre = await api.sign_in(world, "village"), await api.sign_in(world, "王建国")
    events = [
        await announce(branch, village, f"2025-10-{number:02}", kind, f"第{number}件")
        for number, kind in enumerate(KINDS, start=1)
    ]
    clerk = await api.sign_in(world, "clerk")
    proof = await upload(clerk, photo())
    seen = {"postingId": wang, "state": "PRESENT", "note": "主持调解", "evidenceIds": [proof]}
    given = {"idempotencyKey": key(), "eventId": events[0], "presences": [seen]}
    recorded = (await clerk(RECORD, input=given))["recordEventAttendance"]
    for event_id in (events[1], events[2], events[4]):
        await note(branch, event_id, **{wang: "PRESENT"})
    before = await month(cadre, wang)
    await note(branch, events[3], **{wang: "ABSENT"})

    after = await month(cadre, wang)

    (one,) = recorded["attendance"]
    assert (one["state"], one["note"], one["evidence"]) == ("PRESENT", "主持调解", [{"id": proof}])
    assert (before["outcome"], before["missing"], before["unrecorded"]) == ("WARNED", 0, 1)
    assert (after["outcome"], after["required"], after["attended"], after["missing"]) == ("UNMET", 5, 4, 1)
    assert after["reason"] == "2025年10月必到5件,到4件;未到1件:2025年10月4日重大纠纷“第4件”。"
    assert [one["title"] for one in after["events"] if one["standing"] == "MISSED"] == ["第4件"]
    assert (await cadre(EVENTS, kind="MAJOR_DISPUTE", month="2025-10"))["events"]["totalCount"] == 1
    # A sixth kind there is not.
    sixth = {"regionCode": village, "at": "2025-10-06T09:00:00+08:00", "kind": "FESTIVAL", "title": "庙会"}
    with pytest.raises(Refused) as refused:
        await branch(ANNOUNCE, input={"idempotencyKey": key(), **sixth})
    assert "FESTIVAL" in str(refused.value.errors)
    assert (await branch(EVENTS))["events"]["totalCount"] == 5


@pytest.mark.rule("JZ-06")
async def test_approved_sick_leave_of_that_day_is_leave_and_no_breach(
    api: Api, world: World, clock: FixedClock
) -> None:
    """Three events of a township: one attended, one on sick leave, one withdrawn; a fourth is still to come."""
    li, wang = posting_of(world, "李秀英"), posting_of(world, "王建国")
    await granted(world, 27, 28, person="李秀英")
    clerk = await api.sign_in(world, "clerk")
    first = await announce(clerk, FANGSHAN, "2025-10-24", "IMPORTANT_MEETING", "秋收部署会")
    second = await announce(clerk, FANGSHAN, "2025-10-28", "EMERGENCY", "堤坝抢险")
    third = await announce(clerk, FANGSHAN, "2025-10-28", "EMERGENCY", "堤坝抢险(重复)")
    await announce(clerk, FANGSHAN, "2025-10-31", "KEY_TASK", "医保征缴")
    early = await ask(clerk, RECORD, input=_given(second, {li: "ABSENT"}))
    clock.advance(days=5)
    clerk, unit = await api.sign_in(world, "clerk"), await api.sign_in(world, "unit")
    proposed = (await clerk(CONCERNED, id=second))["concernedByEvent"]
    await note(clerk, first, **{li: "PRESENT", wang: "PRESENT"})
    await note(clerk, second, **{li: "ABSENT", wang: "ABSENT"})
    await note(clerk, third, **{li: "ABSENT"})
    await clerk(WITHDRAW, id=third, key=key())

    sick, absent = await month(clerk, li), await month(unit, wang)

    assert early[0][1]["code"] == "EVENT_NOT_YET"
    assert sorted((one["proposed"] or "", one["standing"]) for one in proposed) == [
        ("", "UNRECORDED"),
        ("", "UNRECORDED"),
        ("ON_LEAVE", "EXCUSED"),
    ]
    assert (sick["outcome"], sick["required"], sick["missing"], sick["excused"], sick["upcoming"]) == (
        "MET",
        1,
        0,
        1,
        1,
    )
    assert "请假未到1件:2025年10月28日突发事件“堤坝抢险”" in sick["reason"]
    assert (absent["outcome"], absent["required"], absent["attended"], absent["missing"]) == ("UNMET", 2, 1, 1)
    # The unit sees its own cadre's attendance and the withdrawn event with its reason, nobody else's attendance.
    shown = {one["title"]: one for one in (await unit(EVENTS, place=FANGSHAN))["events"]["nodes"]}
    assert shown["堤坝抢险(重复)"] == {"title": "堤坝抢险(重复)", "withdrawReason": "登记重复", "attendance": []}
    assert [row["state"] for row in shown["堤坝抢险"]["attendance"]] == ["ABSENT"]
    titles = [one["title"] for one in (await clerk(OF_POSTING, id=wang, month="2025-10"))["posting"]["events"]]
    assert len(titles) == 4


async def test_who_is_not_concerned_sees_no_event_and_nobody_records_for_himself(api: Api, world: World) -> None:
    village, wang = world.villages[FANGSHAN][0], posting_of(world, "王建国")
    clerk = await api.sign_in(world, "clerk")
    event_id = await announce(clerk, village, "2025-10-24", "HARD_PROBLEM", "土地确权")
    before = (await clerk(EVENTS))["events"]

    seen, codes = {}, {}
    for name in ("王建国", "李秀英", "other_county", "unit", "reader", "finance"):
        client = await api.sign_in(world, name)
        answer = await ask(client, EVENTS)
        seen[name] = answer["events"]["totalCount"] if isinstance(answer, dict) else answer[0][1]["code"]
        refusal = await ask(client, RECORD, input=_given(event_id, {wang: "PRESENT"}))
        codes[name] = refusal[0][1]["code"]

    assert seen == {"王建国": 1, "李秀英": 0, "other_county": 0, "unit": 1, "reader": 1, "finance": "FORBIDDEN"}
    assert codes == dict.fromkeys(seen, "FORBIDDEN") | {"other_county": "EVENT_NOT_FOUND"}
    assert (await clerk(EVENTS))["events"] == before


def _given(event_id: str, states: dict[str, str]) -> dict[str, Any]:
    presences = [{"postingId": posting_id, "state": state} for posting_id, state in states.items()]
    return {"idempotencyKey": key(), "eventId": event_id, "presences": presences}
