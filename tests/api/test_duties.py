"""What is due and by whom: each person reads exactly their part."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.api.owed import Owed, owed
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Refused
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_graphql.lookahead.ids import global_id

__all__ = ["owed"]

OCCURRENCES = """query($regionCode: String, $matter: String, $subject: DutySubject, $state: OccurrenceState,
    $dueFrom: Date, $dueTo: Date, $overdue: Boolean, $postingId: ID, $first: Int, $after: String) {
  dutyOccurrences(regionCode: $regionCode, matter: $matter, subject: $subject, state: $state, dueFrom: $dueFrom,
      dueTo: $dueTo, overdue: $overdue, postingId: $postingId, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id matter subject period dueOn required done metOn state overdue late soft
      rule { title reference words document } posting { cadre { name } } unit { name } region { name } } } }"""
MINE = "{ myDuties { matter period dueOn state overdue rule { title reference } } }"
EVERYTHING = {
    ("王建国", "2025年9月"),
    ("王建国", "2025年10月"),
    ("王建国", "2025年第3季度"),
    ("李秀英", "2025年9月"),
    ("张伟", "2025年9月"),
    ("刘洋", "2025年9月"),
    ("陈静", "2025年9月"),
    ("芳山镇", "2025年第3季度"),
    ("锦州市公安局", "2025年上半年"),
}
IN_FANGSHAN = {(name, period) for name, period in EVERYTHING if name in ("王建国", "李秀英", "张伟", "芳山镇")}
OF_WANG = {(name, period) for name, period in EVERYTHING if name == "王建国"}
SEEN = {
    "province": EVERYTHING,
    "city": EVERYTHING,
    "county": IN_FANGSHAN,
    "other_county": {("刘洋", "2025年9月"), ("陈静", "2025年9月")},
    "clerk": IN_FANGSHAN,
    "village": OF_WANG,
    "unit": OF_WANG | {("刘洋", "2025年9月"), ("锦州市公安局", "2025年上半年")},
    "王建国": OF_WANG,
    "刘洋": {("刘洋", "2025年9月")},
}


def whose(node: dict[str, Any]) -> tuple[str, str]:
    """Who owes it, and for which period."""
    if node["posting"]:
        return node["posting"]["cadre"]["name"], node["period"]
    return (node["unit"] or node["region"])["name"], node["period"]


@pytest.mark.parametrize(("person", "seen"), SEEN.items(), ids=list(SEEN))
async def test_each_person_reads_exactly_their_part(
    api: Api, owed: Owed, person: str, seen: set[tuple[str, str]]
) -> None:
    page = (await (await api.sign_in(owed.world, person))(OCCURRENCES, first=50))["dutyOccurrences"]

    assert {whose(node) for node in page["nodes"]} == seen
    assert page["totalCount"] == len(seen)


async def test_another_tenants_people_read_nothing_of_it(api: Api, owed: Owed, other_world: World) -> None:
    theirs = await api.sign_in(other_world, "province")
    hidden = [global_id("DutyOccurrence", key) for key in owed.ids.values()]

    assert (await theirs(OCCURRENCES))["dutyOccurrences"]["totalCount"] == 0
    nodes = [await theirs("query($id: ID!) { node(id: $id) { id } }", id=one) for one in hidden]
    assert nodes == [{"node": None}] * 9


async def test_whoever_may_not_read_duties_is_refused(api: Api, owed: Owed) -> None:
    with pytest.raises(Refused) as refused:
        await (await api.sign_in(owed.world, "finance"))(OCCURRENCES)

    assert refused.value.codes == ["FORBIDDEN"]


async def test_an_occurrence_says_what_is_asked_by_when_and_by_which_clause(api: Api, owed: Owed) -> None:
    county = await api.sign_in(owed.world, "county")

    [late] = (await county(OCCURRENCES, state="MET"))["dutyOccurrences"]["nodes"]
    [hint] = (await county(OCCURRENCES, matter="visit.quarter"))["dutyOccurrences"]["nodes"]

    assert late == {
        "id": global_id("DutyOccurrence", owed.ids["李秀英", "report.month", "2025-09-30"]),
        "matter": "report.month",
        "subject": "POSTING",
        "period": "2025年9月",
        "dueOn": "2025-09-30",
        "required": 1,
        "done": 1,
        "metOn": "2025-10-05",
        "state": "MET",
        "overdue": False,
        "late": True,
        "soft": False,
        "rule": {
            "title": "每月工作报告",
            "reference": "JZ-23",
            "words": "每月报告一次工作",
            "document": "《锦州办法》",
        },
        "posting": {"cadre": {"name": "李秀英"}},
        "unit": None,
        "region": {"name": late["region"]["name"]},
    }
    assert (hint["required"], hint["done"], hint["soft"], hint["overdue"]) == (2, 1, True, True)


NARROWED: list[tuple[dict[str, Any], set[tuple[str, str]]]] = [
    (
        {"overdue": True},
        {
            ("王建国", "2025年9月"),
            ("王建国", "2025年第3季度"),
            ("刘洋", "2025年9月"),
            ("芳山镇", "2025年第3季度"),
            ("锦州市公安局", "2025年上半年"),
        },
    ),
    (
        {"overdue": False},
        {("王建国", "2025年10月"), ("李秀英", "2025年9月"), ("张伟", "2025年9月"), ("陈静", "2025年9月")},
    ),
    ({"regionCode": "210727"}, {("刘洋", "2025年9月"), ("陈静", "2025年9月")}),
    ({"regionCode": FANGSHAN, "matter": "report.month", "state": "EXEMPT"}, {("张伟", "2025年9月")}),
    ({"subject": "TOWNSHIP"}, {("芳山镇", "2025年第3季度")}),
    ({"subject": "UNIT"}, {("锦州市公安局", "2025年上半年")}),
    ({"dueFrom": "2025-10-01"}, {("王建国", "2025年10月")}),
    ({"dueTo": "2025-06-30"}, {("锦州市公安局", "2025年上半年")}),
]


@pytest.mark.parametrize(("narrowed", "seen"), NARROWED, ids=[str(list(given)) for given, _ in NARROWED])
async def test_occurrences_are_narrowed(
    api: Api, owed: Owed, narrowed: dict[str, Any], seen: set[tuple[str, str]]
) -> None:
    page = (await (await api.sign_in(owed.world, "city"))(OCCURRENCES, **narrowed))["dutyOccurrences"]

    assert {whose(node) for node in page["nodes"]} == seen
    assert page["totalCount"] == len(seen)


async def test_pages_go_on_where_the_last_one_ended_the_first_due_first(api: Api, owed: Owed) -> None:
    city = await api.sign_in(owed.world, "city")
    posting = global_id("Posting", owed.world.postings["王建国"])

    first = (await city(OCCURRENCES, postingId=posting, first=2))["dutyOccurrences"]
    rest = await city(OCCURRENCES, postingId=posting, first=2, after=first["pageInfo"]["endCursor"])

    assert [node["dueOn"] for node in first["nodes"]] == ["2025-09-30", "2025-09-30"]
    assert first["pageInfo"]["hasNextPage"] is True
    assert [node["period"] for node in rest["dutyOccurrences"]["nodes"]] == ["2025年10月"]
    assert rest["dutyOccurrences"]["pageInfo"]["hasNextPage"] is False


async def test_a_cadre_sees_what_is_due_now_and_what_is_still_open(api: Api, owed: Owed) -> None:
    """September's report and the summer's visits are overdue, October's report is due; what is done is done."""
    mine = {name: (await (await api.sign_in(owed.world, name))(MINE))["myDuties"] for name in ("王建国", "李秀英")}

    told = sorted((duty["rule"]["title"], duty["period"], duty["overdue"]) for duty in mine["王建国"])
    assert told == [
        ("每季度走访", "2025年第3季度", True),
        ("每月工作报告", "2025年10月", False),
        ("每月工作报告", "2025年9月", True),
    ]
    assert mine["李秀英"] == []


async def test_whoever_is_no_cadre_owes_nothing_oneself(api: Api, owed: Owed) -> None:
    assert (await (await api.sign_in(owed.world, "county"))(MINE))["myDuties"] == []


async def test_todays_state_comes_from_the_clock(api: Api, owed: Owed, clock: FixedClock) -> None:
    """On the last day of October the report is still in time, on the day after it is overdue."""
    question = '{ dutyOccurrences(dueFrom: "2025-10-31") { nodes { overdue } } }'
    told = []
    for day in (31, 32):
        clock.instant = datetime(2025, 10, 1, 23, 30, tzinfo=SHANGHAI) + timedelta(days=day - 1)
        cadre = await api.sign_in(owed.world, "王建国")
        told.append((await cadre(question))["dutyOccurrences"]["nodes"])

    assert told == [[{"overdue": False}], [{"overdue": True}]]
