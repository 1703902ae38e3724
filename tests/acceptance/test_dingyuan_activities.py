"""界牌集镇 meets, visits, talks, studies and lectures (DY-01, 02, 09, 10, 16, 19)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.acceptance.acts import key, photo, postings, upload
from tests.acceptance.documents import REGISTER_DAY
from tests.acceptance.holding import (
    hold,
    listed,
    names,
    periods,
    posting_of,
    refused,
    totals,
    verdict,
    withdraw,
)
from tests.acceptance.registering import add, official, put_in_force
from tests.core.attendance.crowd import add_crowd
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client

TOPICS = {"PROGRESS": "各村工作平稳。", "NEXT_STEPS": "下月走访全覆盖。"}


@dataclass(frozen=True, slots=True)
class Town:
    """The town under Dingyuan's rules, on 24 October 2025, a Friday."""

    world: World
    clerk: Client
    first: str
    second: str


@pytest_asyncio.fixture
async def town(api: Api, world: World) -> AsyncIterator[Town]:
    await put_in_force(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN)
    first, second, *_ = world.villages[FANGSHAN]
    yield Town(world, await api.sign_in(world, "clerk"), first, second)


@pytest.mark.rule("DY-01")
async def test_a_quarter_without_the_leading_group_lacks_its_meeting(town: Town) -> None:
    await hold(town.clerk, "meeting.leading_group", FANGSHAN, "2025-04-01")
    await hold(town.clerk, "meeting.leading_group", FANGSHAN, "2025-09-30")

    quarters = await periods(town.clerk, "meeting.leading_group", FANGSHAN)

    states = {name: (one["state"], one["overdue"]) for name, one in quarters.items()}
    assert states == {
        "2025年第1季度": ("OPEN", True),
        "2025年第2季度": ("MET", False),
        "2025年第3季度": ("MET", False),
        "2025年第4季度": ("OPEN", False),
    }
    said = await verdict(town.clerk, quarters["2025年第1季度"])
    assert (said["outcome"], said["measured"], said["required"], said["missing"]) == ("UNMET", 0, 1, 1)
    assert said["reference"] == "DY-01"
    assert "每季度开展一次会议" in said["words"]


@pytest.mark.rule("DY-01")
async def test_a_meeting_that_was_taken_back_leaves_its_quarter_open(town: Town) -> None:
    meeting = await hold(town.clerk, "meeting.leading_group", FANGSHAN, "2025-05-20")

    taken = await withdraw(town.clerk, meeting["id"], "日期填错")

    assert (taken["withdrawnReason"], taken["withdrawnAt"]) == ("日期填错", "2025-10-24T09:00:00+08:00")
    assert (await periods(town.clerk, "meeting.leading_group", FANGSHAN))["2025年第2季度"]["state"] == "OPEN"
    assert await listed(town.clerk) == []
    assert await listed(town.clerk, withdrawn=True) == [meeting["id"]]


@pytest.mark.rule("DY-02")
async def test_of_six_cadres_five_came_and_the_sixth_is_named_as_absent(town: Town) -> None:
    crowd = await add_crowd(town.world, 3)
    came = ["王建国", "李秀英", *crowd]
    named = [("cadre", posting_of(town.world, name)) for name in came]

    meeting = await hold(town.clerk, "meeting.monthly", FANGSHAN, "2025-10-08", *named, topics=TOPICS)

    assert (meeting["absent"]["totalCount"], names(meeting["absent"])) == (1, ["张伟"])
    attended = [node for node in meeting["parties"]["nodes"] if node["attendance"] == "ATTENDED"]
    assert (meeting["parties"]["totalCount"], len(attended)) == (6, 5)
    assert (meeting["formTitle"], meeting["missingTopics"]) == ("选派工作例会", [])
    assert (await periods(town.clerk, "meeting.monthly", FANGSHAN))["2025年10月"]["state"] == "MET"


@pytest.mark.rule("DY-02")
async def test_who_is_on_leave_is_not_absent(town: Town) -> None:
    wang, li, zhang = (posting_of(town.world, name) for name in ("王建国", "李秀英", "张伟"))
    leave = {"postingId": zhang, "day": "2025-10-08", "status": "LEAVE"}
    await town.clerk(REGISTER_DAY, input=leave)

    meeting = await hold(town.clerk, "meeting.monthly", FANGSHAN, "2025-10-08", ("cadre", wang))
    next_day = await hold(town.clerk, "meeting.monthly", FANGSHAN, "2025-10-09", ("cadre", wang), ("cadre", li))

    assert names(meeting["absent"]) == ["李秀英"]
    states = {node["posting"]["cadre"]["name"]: node["attendance"] for node in meeting["parties"]["nodes"]}
    assert states == {"王建国": "ATTENDED", "李秀英": "ABSENT", "张伟": "ON_LEAVE"}
    assert names(next_day["absent"]) == ["张伟"]


@pytest.mark.rule("DY-02")
async def test_a_meeting_that_said_nothing_of_next_month_is_kept_and_said_to_be_incomplete(town: Town) -> None:
    topics = {"PROGRESS": "平稳。", "NEXT_STEPS": "  "}

    meeting = await hold(town.clerk, "meeting.monthly", FANGSHAN, "2025-10-08", topics=topics)

    assert meeting["topics"] == {"PROGRESS": "平稳。"}
    assert meeting["missingTopics"] == ["NEXT_STEPS"]
    assert meeting["incompleteBecause"] == "没有听取:下一个月选派工作"


@pytest.mark.rule("DY-02")
async def test_nobody_is_excused_without_leave_and_no_neighbour_is_named(town: Town) -> None:
    zhang = {"code": "cadre", "postingId": posting_of(town.world, "张伟"), "attendance": "ON_LEAVE"}
    held = (town.clerk, "meeting.monthly", FANGSHAN, "2025-10-08")

    excused = await refused(*held, parties=[zhang])
    neighbour = await refused(*held, ("cadre", posting_of(town.world, "刘洋")))

    assert excused.codes == ["LEAVE_NOT_RECORDED"]
    assert neighbour.codes == ["UNKNOWN_PARTY"]
    assert "2025年10月8日没有登记这名干部请假" in excused.errors[0]["message"]


async def _leader_of(town: Town, name: str, village: str) -> str:
    leader = await official(town.clerk, FANGSHAN, name, "镇党政主要负责人")
    pair = (("leader", leader), ("village", village))
    await add(town.clerk, "pairing.leader_village", village, f"{name}联系村", *pair, valid_from="2025-09-29")
    return leader


@pytest.mark.rule("DY-09")
async def test_each_leader_visits_twice_a_week_and_two_visits_on_one_day_are_one(town: Town) -> None:
    zhao, qian = await _leader_of(town, "赵书记", town.first), await _leader_of(town, "钱镇长", town.second)
    for day in ("2025-10-13", "2025-10-16"):
        await hold(town.clerk, "visit.leader", FANGSHAN, day, ("leader", zhao), ("village", town.first))
    for day in ("2025-10-14", "2025-10-14"):
        await hold(town.clerk, "visit.leader", FANGSHAN, day, ("leader", qian), ("village", town.second))
    # In another village, or in another week, it is no visit to his own in this one.
    await hold(town.clerk, "visit.leader", FANGSHAN, "2025-10-15", ("leader", qian), ("village", town.first))
    await hold(town.clerk, "visit.leader", FANGSHAN, "2025-10-20", ("leader", qian), ("village", town.second))

    week = "2025年10月13日至10月19日这一周"
    first = (await periods(town.clerk, "visit.leader", town.first))[week]
    second = (await periods(town.clerk, "visit.leader", town.second))[week]

    assert (first["state"], first["done"], first["required"]) == ("MET", 2, 2)
    assert (second["state"], second["done"], second["overdue"]) == ("OPEN", 1, True)
    said = await verdict(town.clerk, second)
    assert (said["outcome"], said["missing"], said["reference"]) == ("UNMET", 1, "DY-09")
    assert ("2025-10-14", "同一天已计入一次") in [(one["day"], one["reason"]) for one in said["notCounted"]]


@pytest.mark.rule("DY-09")
async def test_where_the_town_counts_visits_two_on_one_day_are_two(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN, visit_count="visits")
    village = world.villages[FANGSHAN][0]
    town = Town(world, await api.sign_in(world, "clerk"), village, village)
    leader = await _leader_of(town, "赵书记", village)
    for _ in range(2):
        await hold(town.clerk, "visit.leader", FANGSHAN, "2025-10-14", ("leader", leader), ("village", village))

    week = (await periods(town.clerk, "visit.leader", village))["2025年10月13日至10月19日这一周"]
    before = (await periods(town.clerk, "visit.leader", village))["2025年10月6日至10月12日这一周"]

    assert (week["state"], week["done"]) == ("MET", 2)
    assert (before["state"], before["done"], before["overdue"]) == ("OPEN", 0, True)


@pytest.mark.rule("DY-10")
async def test_of_two_cadres_only_one_was_talked_with(town: Town) -> None:
    leader = await official(town.clerk, FANGSHAN, "赵书记", "镇党委书记")
    for name, village in (("王建国", town.first), ("李秀英", town.second)):
        pair = (("leader", leader), ("posting", posting_of(town.world, name)))
        await add(town.clerk, "pairing.leader_cadre", village, f"导师与{name}", *pair, valid_from="2025-09-01")
    wang, li = posting_of(town.world, "王建国"), posting_of(town.world, "李秀英")
    await hold(town.clerk, "talk.mentor", FANGSHAN, "2025-10-09", ("leader", leader), ("cadre", wang))
    for cadre in (wang, li):
        await hold(town.clerk, "talk.mentor", FANGSHAN, "2025-09-30", ("leader", leader), ("cadre", cadre))

    first, second = [await periods(town.clerk, "talk.mentor", village) for village in (town.first, town.second)]

    assert [(first[month]["state"], second[month]["state"]) for month in ("2025年9月", "2025年10月")] == [
        ("MET", "MET"),
        ("MET", "OPEN"),
    ]
    assert (await verdict(town.clerk, second["2025年10月"]))["missing"] == 1
    assert (second["2025年10月"]["overdue"], second["2025年10月"]["dueOn"]) == (False, "2025-10-31")


@pytest.mark.rule("DY-16")
async def test_each_village_with_cadres_studies_every_week(town: Town) -> None:
    for day in ("2025-10-07", "2025-10-14"):
        await hold(town.clerk, "study.weekly", town.first, day, ("village", town.first))
    await hold(town.clerk, "study.weekly", town.second, "2025-10-19", ("village", town.second))

    first = await periods(town.clerk, "study.weekly", town.first)
    second = await periods(town.clerk, "study.weekly", town.second)
    third = await periods(town.clerk, "study.weekly", town.world.villages[FANGSHAN][2])

    weeks = ("2025年10月6日至10月12日这一周", "2025年10月13日至10月19日这一周")
    assert [first[week]["state"] for week in weeks] == ["MET", "MET"]
    assert [(second[week]["state"], second[week]["overdue"]) for week in weeks] == [("OPEN", True), ("MET", False)]
    # Nobody is posted there.
    assert third == {}


@pytest.mark.rule("DY-16")
async def test_a_cadre_records_the_study_of_his_own_village_and_of_no_other(api: Api, town: Town) -> None:
    wang = await api.sign_in(town.world, "王建国")
    evidence = await upload(wang, photo())

    study = await hold(wang, "study.weekly", town.first, "2025-10-20", ("village", town.first), evidenceIds=[evidence])
    elsewhere = await refused(wang, "study.weekly", town.second, "2025-10-20", ("village", town.second))

    assert study["posting"]["id"] == posting_of(town.world, "王建国")
    assert [file["id"] for file in study["evidence"]] == [evidence]
    assert elsewhere.codes == ["FORBIDDEN"]
    assert await listed(wang) == await listed(town.clerk) == [study["id"]]
    assert await listed(await api.sign_in(town.world, "李秀英")) == []
    assert (await periods(town.clerk, "study.weekly", town.first))["2025年10月20日至10月26日这一周"]["state"] == "MET"


@pytest.mark.rule("DY-19")
async def test_seven_sessions_of_three_teams_add_up_to_their_person_times(town: Town) -> None:
    sessions = [("一团", 120), ("一团", 95), ("二团", 80), ("二团", 76), ("二团", 88), ("三团", 101), ("三团", 62)]
    for number, (team, heard) in enumerate(sessions):
        day, told = f"2025-10-{number + 1:02}", {"team": team}
        await hold(town.clerk, "outreach.session", FANGSHAN, day, content=told, personTimes=heard)

    [whole] = await totals(town.clerk, FANGSHAN, form="outreach.session")
    teams = await totals(town.clerk, FANGSHAN, form="outreach.session", by="FIELD", field="team")

    assert (whole["activities"], whole["personTimes"]) == (7, 622)
    assert {one["title"]: (one["activities"], one["personTimes"]) for one in teams} == {
        "一团": (2, 215),
        "二团": (3, 244),
        "三团": (2, 163),
    }


@pytest.mark.rule("DY-19")
async def test_a_session_names_its_team_and_its_hearers_are_no_less_than_none(town: Town) -> None:
    session = (town.clerk, "outreach.session", FANGSHAN, "2025-10-20")
    await hold(*session, content={"team": "一团"}, personTimes=0)
    await hold(*session, content={"team": "一团"}, personTimes=599)

    nameless = await refused(*session, personTimes=10)
    fewer = await refused(*session, content={"team": "一团"}, personTimes=-1)

    assert nameless.codes == ["INVALID_CONTENT"]
    assert nameless.errors[0]["message"] == "请填写宣讲团。"
    assert fewer.codes == ["INVALID_PERSON_TIMES"]
    assert [one["personTimes"] for one in await totals(town.clerk, "210726101")] == [599]


async def test_what_the_town_has_never_heard_of_is_refused_with_what_it_has(town: Town) -> None:
    unknown = await refused(town.clerk, "meeting.yearly", FANGSHAN, "2025-10-20")

    assert unknown.codes == ["UNKNOWN_FORM"]
    assert "meeting.monthly(选派工作例会)" in unknown.errors[0]["message"]


async def test_the_same_key_records_one_activity(town: Town) -> None:
    again = {"idempotencyKey": key()}
    first = await hold(town.clerk, "meeting.leading_group", FANGSHAN, "2025-10-20", **again)
    second = await hold(town.clerk, "meeting.leading_group", FANGSHAN, "2025-10-20", **again)

    assert first["id"] == second["id"]
    assert await listed(town.clerk) == [first["id"]]
    assert set(await postings(town.clerk)) == {"王建国", "李秀英", "张伟"}
