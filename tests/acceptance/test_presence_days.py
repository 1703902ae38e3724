"""Days and half days through the API: kept entries, halves that add up, and what people decide."""

import asyncio
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from tests.acceptance.acts import activate_jinzhou, check_in, key, photo, post_file, postings, register_days
from tests.acceptance.documents import REGISTER_DAY, TOTAL_MONTH
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import SHANGHAI, FixedClock

SUBMIT = """mutation($entries: [CheckInInput!]!) {
  submitEntries(entries: $entries) { id outcome day code message tryAgain claimId } }"""
DAYS = """query($id: ID!, $month: String!) { posting(id: $id) {
  month(month: $month) { onDutyDays halfDay }
  attendanceDays(month: $month) {
    day status afternoon part registered approved late checkIns photo { id }
    acts { late distanceM } conflict { state standing claimed explanation } }
  nights(month: $month) { night source } } }"""
CLAIM_DAY = "mutation($input: ClaimDayInput!) { claimDay(input: $input) { id state day part } }"
DECIDE_CLAIM = """mutation($id: ID!, $approve: Boolean!, $reason: String) {
  decideClaim(id: $id, approve: $approve, reason: $reason) { state decisionReason } }"""
WAITING = """{ backfillRequests(toDecide: true) { nodes { id day entries reason posting { cadre { name } } } }
  attendanceConflicts(toDecide: true) { nodes { id day standing claimed explanation } } }"""
ADD_FENCE = """mutation($input: FenceInput!) {
  addFence(input: $input) { id regionCode kind radiusM latitude longitude vertices seasonMonths validTo } }"""
END_FENCE = """mutation($id: ID!, $day: Date!, $reason: String!) {
  endFence(id: $id, validTo: $day, reason: $reason) { validTo endedReason } }"""


def stored(day: date, hour: int = 8, **more: Any) -> dict[str, Any]:
    """An entry as a phone keeps it."""
    at = datetime(day.year, day.month, day.day, hour, 15, tzinfo=SHANGHAI)
    return {"idempotencyKey": key(), "id": str(uuid4()), "day": f"{day}", "at": at.isoformat(), **more}


async def month_of(client: Client, who: str, month: str = "2025-10") -> dict[str, Any]:
    """The cadre's month as ``client`` sees it."""
    found = await client(DAYS, id=(await postings(client))[who]["id"], month=month)
    shown: dict[str, Any] = found["posting"]
    return shown


@pytest.mark.rule("JZ-02")
@pytest.mark.parametrize(
    ("whole", "measured", "outcome", "words"),
    [(19, "19.5", "UNMET", "还缺0.5天"), (18, "18.5", "UNMET", "还缺1.5天"), (20, "20.5", "MET", "达到不少于20天")],
)
async def test_half_days_count_as_halves(
    api: Api, world: World, whole: int, measured: str, outcome: str, words: str
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    clerk = await api.sign_in(world, "clerk")
    posting_id = (await postings(clerk))["王建国"]["id"]
    await register_days(clerk, posting_id, date(2025, 9, 1), whole)
    half = {"postingId": posting_id, "day": "2025-09-28", "status": "ON_DUTY", "part": "MORNING"}
    await clerk(REGISTER_DAY, input=half)

    sheets = (await clerk(TOTAL_MONTH, township=FANGSHAN, month="2025-09", key=key()))["totalMonth"]

    (sheet,) = [one for one in sheets if one["posting"]["cadre"]["name"] == "王建国"]
    assert sheet["outcome"] == outcome
    assert f"到岗{measured}天" in sheet["reason"]
    assert words in sheet["reason"]
    shown = await month_of(clerk, "王建国", "2025-09")
    assert shown["month"] == {"onDutyDays": whole, "halfDay": True}
    last = shown["attendanceDays"][-1]
    assert (last["part"], last["status"], last["afternoon"]) == ("MORNING", "ON_DUTY", "UNRECORDED")


async def test_three_days_of_kept_entries_sent_twice_shuffled_and_at_once(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    evidence_id, _ = await post_file(cadre, photo())
    kept = [stored(date(2025, 10, day), hour) for day in (21, 22, 23) for hour in (7, 12, 21)]
    kept[0]["photoId"] = evidence_id
    old = [stored(date(2025, 10, 10), hour) for hour in (8, 9)]
    bad = [
        stored(date(2025, 10, 25)),
        stored(date(2025, 10, 22), device=["不是对象"]),
        stored(date(2025, 10, 22), postingId="乱写"),
    ]
    sent = [*kept, *old, *bad]
    shuffled = [Random(seed).sample(sent, len(sent)) for seed in (1, 2)]  # noqa: S311 -- the same order each time

    answers = await asyncio.gather(*(cadre(SUBMIT, entries=batch) for batch in shuffled))

    outcomes: dict[str, list[str]] = {}
    for answer in answers:
        for one in answer["submitEntries"]:
            outcomes.setdefault(one["id"], []).append(one["outcome"])
    first = {"COUNTED", "KEPT"}
    for entry in kept:
        assert sorted(outcome in first for outcome in outcomes[entry["id"]]) == [False, True]
        assert "DUPLICATE" in outcomes[entry["id"]]
    assert [outcomes[entry["id"]] for entry in old] == [["CLAIMED"] * 2] * 2
    assert [outcomes[entry["id"]] for entry in bad] == [["REFUSED"] * 2] * 3
    counted = [outcome for found in outcomes.values() for outcome in found if outcome == "COUNTED"]
    assert len(counted) == 3

    shown = await month_of(cadre, "王建国")
    assert shown["month"] == {"onDutyDays": 3, "halfDay": False}
    assert [(day["day"], day["checkIns"], day["late"]) for day in shown["attendanceDays"]] == [
        ("2025-10-21", 3, True),
        ("2025-10-22", 3, True),
        ("2025-10-23", 3, True),
    ]
    assert [len(day["acts"]) for day in shown["attendanceDays"]] == [3, 3, 3]
    assert shown["attendanceDays"][0]["photo"] is None
    assert [one["night"] for one in shown["nights"]] == ["2025-10-21", "2025-10-22", "2025-10-23"]
    waiting = (await (await api.sign_in(world, "secretary"))(WAITING))["backfillRequests"]["nodes"]
    assert [(one["day"], one["entries"], one["posting"]["cadre"]["name"]) for one in waiting] == [
        ("2025-10-10", 2, "王建国")
    ]
    with pytest.raises(Refused) as too_many:
        await cadre(SUBMIT, entries=[stored(date(2025, 10, 24)) for _ in range(101)])
    assert too_many.value.codes == ["TOO_MANY_ENTRIES"]
    assert len((await month_of(cadre, "王建国"))["attendanceDays"]) == 3


async def test_a_claim_waits_for_whoever_decides_in_that_place_and_for_nobody_else(api: Api, world: World) -> None:
    cadre, secretary = await api.sign_in(world, "王建国"), await api.sign_in(world, "secretary")
    given = {"idempotencyKey": key(), "day": "2025-10-13", "reason": "山里没有信号", "part": "AFTERNOON"}
    claimed = (await cadre(CLAIM_DAY, input=given))["claimDay"]
    again = (await cadre(CLAIM_DAY, input=given))["claimDay"]
    assert again == claimed == {"id": claimed["id"], "state": "SUBMITTED", "day": "2025-10-13", "part": "AFTERNOON"}

    for person, codes in (("other_county", ["CLAIM_NOT_FOUND"]), ("clerk", ["FORBIDDEN"]), ("王建国", ["FORBIDDEN"])):
        client = await api.sign_in(world, person)
        with pytest.raises(Refused) as refused:
            await client(DECIDE_CLAIM, id=claimed["id"], approve=True)
        assert refused.value.codes == codes
        assert (await client(WAITING))["backfillRequests"]["nodes"] == []
    assert (await month_of(cadre, "王建国"))["attendanceDays"] == []

    decided = (await secretary(DECIDE_CLAIM, id=claimed["id"], approve=True))["decideClaim"]

    assert decided == {"state": "APPROVED", "decisionReason": None}
    shown = await month_of(cadre, "王建国")
    (day,) = shown["attendanceDays"]
    assert (day["part"], day["afternoon"], day["registered"]) == ("AFTERNOON", "ON_DUTY", True)
    assert shown["month"] == {"onDutyDays": 0, "halfDay": True}


async def test_a_contradiction_is_shown_on_the_day_and_to_whoever_decides(api: Api, world: World) -> None:
    clerk, secretary = await api.sign_in(world, "clerk"), await api.sign_in(world, "secretary")
    cadre = await api.sign_in(world, "李秀英")
    posting_id = (await postings(clerk))["李秀英"]["id"]
    await clerk(REGISTER_DAY, input={"postingId": posting_id, "day": "2025-10-24", "status": "ABSENT"})
    await check_in(cadre, date(2025, 10, 24))

    (waiting,) = (await secretary(WAITING))["attendanceConflicts"]["nodes"]
    (day,) = (await month_of(cadre, "李秀英"))["attendanceDays"]
    assert (waiting["standing"], waiting["claimed"]) == ("ABSENT", "ON_DUTY")
    assert "未到岗" in waiting["explanation"]
    assert (day["status"], day["conflict"]["state"]) == ("ABSENT", "OPEN")

    decide = """mutation($id: ID!) {
      decideConflict(id: $id, decision: PRESENCE, reason: "照片和村干部都能证实") { state decision reason } }"""
    with pytest.raises(Refused) as refused:
        await clerk(decide, id=waiting["id"])
    assert refused.value.codes == ["FORBIDDEN"]
    decided = (await secretary(decide, id=waiting["id"]))["decideConflict"]
    assert decided == {"state": "DECIDED", "decision": "PRESENCE", "reason": "照片和村干部都能证实"}
    assert (await month_of(cadre, "李秀英"))["month"] == {"onDutyDays": 1, "halfDay": False}


async def test_fences_show_the_distance_and_refuse_nobody(api: Api, world: World, clock: FixedClock) -> None:
    clerk, cadre = await api.sign_in(world, "clerk"), await api.sign_in(world, "王建国")
    village = (await postings(clerk))["王建国"]["regionCode"]
    drawn = {
        "idempotencyKey": key(),
        "regionCode": village,
        "name": "村部",
        "kind": "RADIUS",
        "validFrom": "2025-01-01",
        "centre": {"latitude": 41.7, "longitude": 122.1},
        "radiusM": 500,
    }
    fence = (await clerk(ADD_FENCE, input=drawn))["addFence"]
    await check_in(cadre, date(2025, 10, 24), latitude=41.71, longitude=122.1, accuracyM=9.5)

    listed = "{ fences { nodes { id } } }"
    (day,) = (await month_of(cadre, "王建国"))["attendanceDays"]
    assert day["acts"] == [{"late": False, "distanceM": 612}]
    assert [one["id"] for one in (await cadre(listed))["fences"]["nodes"]] == [fence["id"]]
    assert (await (await api.sign_in(world, "刘洋"))(listed))["fences"]["nodes"] == []
    with pytest.raises(Refused) as refused:
        await cadre(ADD_FENCE, input={**drawn, "idempotencyKey": key()})
    assert refused.value.codes == ["FORBIDDEN"]
    ended = (await clerk(END_FENCE, id=fence["id"], day="2025-10-25", reason="村部搬迁"))["endFence"]
    assert ended == {"validTo": "2025-10-25", "endedReason": "村部搬迁"}
    clock.advance(days=1)
    cadre = await api.sign_in(world, "王建国")
    await check_in(cadre, date(2025, 10, 24) + timedelta(days=1), latitude=41.71, longitude=122.1)
    last = (await month_of(cadre, "王建国"))["attendanceDays"][-1]
    assert last["acts"] == [{"late": False, "distanceM": None}]


async def test_a_claim_says_where_one_was_to_whoever_decides_it(api: Api, world: World) -> None:
    cadre, clerk = await api.sign_in(world, "王建国"), await api.sign_in(world, "clerk")
    circle = {"centre": {"latitude": 41.7, "longitude": 122.1}, "radiusM": 500, "kind": "RADIUS", "name": "村部"}
    village = world.villages[FANGSHAN][0]
    await clerk(ADD_FENCE, input={"idempotencyKey": key(), "regionCode": village, "validFrom": "2025-01-01", **circle})
    said = {"day": "2025-10-20", "reason": "手机没电", "place": "三组护林点"}
    fixed = {"day": "2025-10-21", "reason": "没有信号", "latitude": 41.709, "longitude": 122.1, "accuracyM": 20.0}
    for given in (said, fixed):
        await cadre(CLAIM_DAY, input={"idempotencyKey": key(), **given})
    with pytest.raises(Refused) as refused:
        await cadre(CLAIM_DAY, input={"idempotencyKey": key(), **fixed, "day": "2025-10-22", "latitude": 91.0})

    asked = "{ backfillRequests(toDecide: true) { nodes { day place located accuracyM distanceM } } }"
    waiting = (await (await api.sign_in(world, "secretary"))(asked))["backfillRequests"]["nodes"]

    assert refused.value.codes == ["INVALID_PLACE"]
    assert waiting == [
        {"day": "2025-10-20", "place": "三组护林点", "located": False, "accuracyM": None, "distanceM": None},
        {"day": "2025-10-21", "place": None, "located": True, "accuracyM": 20.0, "distanceM": 501},
    ]
