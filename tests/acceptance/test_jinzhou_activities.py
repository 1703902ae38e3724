"""锦州's work teams keep their rhythm, its cadres are in the papers, and 义县 holds symposia (JZ-24, 34, 35, 36)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.acceptance.acts import activate_jinzhou
from tests.acceptance.documents_activities import FORMS
from tests.acceptance.holding import hold, names, periods, posting_of, refused, totals, verdict, withdraw
from tests.acceptance.registering import add, put_in_force
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client

SEPTEMBER_LAST_WEEK = "2025年9月29日至10月5日这一周"
WEEK, NEXT_WEEK = "2025年10月6日至10月12日这一周", "2025年10月13日至10月19日这一周"


@dataclass(frozen=True, slots=True)
class City:
    """锦州 under its rules, on 24 October 2025."""

    world: World
    admin: Client
    clerk: Client
    county: Client


@pytest_asyncio.fixture
async def city(api: Api, world: World) -> AsyncIterator[City]:
    admin = await api.sign_in(world, "admin")
    await activate_jinzhou(admin)
    yield City(world, admin, await api.sign_in(world, "clerk"), await api.sign_in(world, "county"))


async def _team(city: City, rhythm: str, village: str, valid_from: str = "2025-09-29") -> str:
    members = [("members", posting_of(city.world, name)) for name in ("王建国", "李秀英")]
    content = {"kind": "TEAM", "rhythm": rhythm}
    team = await add(city.clerk, "work_team", village, "芳山镇工作组", *members, content=content, valid_from=valid_from)
    team_id: str = team["id"]
    return team_id


@pytest.mark.rule("JZ-34")
async def test_a_week_without_an_exchange_and_a_month_without_a_newsletter_are_missing(city: City) -> None:
    team = await _team(city, "ON", FANGSHAN, "2025-09-01")
    await hold(city.clerk, "group.weekly", FANGSHAN, "2025-10-08", ("team", team))
    await hold(city.clerk, "newsletter.monthly", FANGSHAN, "2025-10-23", ("team", team))
    await hold(city.clerk, "group.daily", FANGSHAN, "2025-10-22", ("team", team))

    weeks = await periods(city.clerk, "group.weekly", FANGSHAN)
    months = await periods(city.clerk, "newsletter.monthly", FANGSHAN)
    days = await periods(city.clerk, "group.daily", FANGSHAN)

    assert [(weeks[week]["state"], weeks[week]["overdue"]) for week in (WEEK, NEXT_WEEK)] == [
        ("MET", False),
        ("OPEN", True),
    ]
    assert [(months[month]["state"], months[month]["overdue"]) for month in ("2025年9月", "2025年10月")] == [
        ("OPEN", True),
        ("MET", False),
    ]
    assert [days[f"2025年10月{day}日"]["state"] for day in (21, 22, 23)] == ["OPEN", "MET", "OPEN"]
    said = await verdict(city.clerk, weeks[NEXT_WEEK])
    assert (said["outcome"], said["missing"], said["reference"]) == ("UNMET", 1, "JZ-34")
    assert (await verdict(city.clerk, months["2025年9月"]))["missing"] == 1


@pytest.mark.rule("JZ-34")
async def test_a_team_that_has_not_adopted_the_rhythm_owes_nothing(city: City) -> None:
    first, second, *_ = city.world.villages[FANGSHAN]
    adopted, other = await _team(city, "ON", first), await _team(city, "OFF", second)
    await hold(city.clerk, "group.weekly", FANGSHAN, "2025-10-08", ("team", other))

    owed = await periods(city.clerk, "group.weekly", first)

    # Another team's exchange is not this one's.
    assert [owed[week]["state"] for week in (SEPTEMBER_LAST_WEEK, WEEK)] == ["OPEN", "OPEN"]
    for matter in ("group.daily", "group.weekly", "newsletter.monthly"):
        assert await periods(city.clerk, matter, second) == {}
    nameless = await refused(city.clerk, "group.weekly", FANGSHAN, "2025-10-09")
    assert nameless.codes == ["PARTY_MISFIT"]
    assert adopted != other


@pytest.mark.rule("JZ-35")
async def test_the_same_person_three_times_is_three_times_and_one_person(city: City) -> None:
    for day, channel in (("2025-10-01", "COLUMN"), ("2025-10-02", "WECHAT"), ("2025-10-02", "BRIEF")):
        wang = ("cadre", posting_of(city.world, "王建国"))
        await hold(city.clerk, "publicity.feature", FANGSHAN, day, wang, content={"channel": channel})

    [whole] = await totals(city.clerk, FANGSHAN, form="publicity.feature")

    assert (whole["activities"], whole["times"], whole["persons"]) == (3, 3, 1)


@pytest.mark.rule("JZ-35")
async def test_persons_and_times_by_channel_in_the_county_and_over_days(city: City) -> None:
    wang, li, zhang = (("cadre", posting_of(city.world, name)) for name in ("王建国", "李秀英", "张伟"))
    column = {"content": {"channel": "COLUMN"}}
    await hold(city.county, "publicity.feature", "210726", "2025-09-30", wang, li, zhang, **column)
    await hold(city.clerk, "publicity.feature", FANGSHAN, "2025-10-01", wang, **column)
    wrong = await hold(city.clerk, "publicity.feature", FANGSHAN, "2025-10-01", wang, **column)
    await hold(city.clerk, "publicity.feature", FANGSHAN, "2025-10-02", li, content={"channel": "GROUP"})
    await withdraw(city.clerk, wrong["id"])

    asked = {"form": "publicity.feature", "by": "FIELD", "field": "channel"}
    channels = await totals(city.county, "210726", **asked)
    october = await totals(city.county, "210726", **{"from": "2025-10-01", "to": "2025-10-31"}, **asked)

    assert [(one["title"], one["times"], one["persons"]) for one in channels] == [
        ("“我在乡村振兴第一线”专栏", 4, 3),
        ("工作简报", 0, 0),
        ("微信公众号", 0, 0),
        ("微信群、QQ群", 1, 1),
    ]
    assert [one["times"] for one in october] == [1, 0, 0, 1]


@pytest.mark.rule("JZ-36")
async def test_symposia_are_held_in_yixian_and_nowhere_else(api: Api, city: City) -> None:
    await put_in_force(city.admin, "region_yixian", "210727")
    yixian = await api.sign_in(city.world, "other_county")
    topics = {"PLANS": "按计划推进。", "DIFFICULTIES": "住宿紧张。"}
    liu = ("attendee", posting_of(city.world, "刘洋"))

    symposium = await hold(yixian, "meeting.symposium", "210727", "2025-08-15", liu, topics=topics)
    elsewhere = await refused(city.county, "meeting.symposium", "210726", "2025-08-15", topics=topics)

    assert names(symposium["absent"]) == ["陈静"]
    assert symposium["missingTopics"] == []
    quarters = await periods(yixian, "meeting.symposium", "210727")
    assert [(quarters[f"2025年第{number}季度"]["state"]) for number in (1, 2, 3, 4)] == ["OPEN", "OPEN", "MET", "OPEN"]
    assert elsewhere.codes == ["UNKNOWN_FORM"]
    assert await periods(city.county, "meeting.symposium", "210726") == {}
    # What the city rules on goes on below.
    known = {form["code"] for form in (await yixian(FORMS, region="210727"))["activityForms"]}
    assert {"meeting.symposium", "publicity.feature", "group.weekly"} <= known
    neighbours = {form["code"] for form in (await city.county(FORMS, region="210726"))["activityForms"]}
    assert known - neighbours == {"meeting.symposium"}


@pytest.mark.rule("JZ-36")
async def test_how_often_a_symposium_is_due_is_yixians_to_say(api: Api, city: City) -> None:
    await put_in_force(city.admin, "region_yixian", "210727", symposium="half_year")
    yixian = await api.sign_in(city.world, "other_county")
    await hold(yixian, "meeting.symposium", "210727", "2025-06-30")

    halves = await periods(yixian, "meeting.symposium", "210727")

    assert {name: one["state"] for name, one in halves.items()} == {"2025年上半年": "MET", "2025年下半年": "OPEN"}


@pytest.mark.rule("JZ-24")
async def test_a_dispatch_meeting_meets_the_duty_of_its_quarter_when_it_heard_all_three(city: City) -> None:
    whole = {"PROGRESS": "平稳。", "PROBLEMS": "缺项目。", "NEXT_STEPS": "会商。"}
    kind, lacking = "DISPATCH_MEETING", whole | {"PROBLEMS": ""}
    held = await hold(city.county, None, "210726", "2025-08-20", kind=kind, topics=whole)
    part = await hold(city.county, None, "210726", "2025-05-20", kind=kind, topics=lacking)

    quarters = await periods(city.county, "meeting.dispatch", "210726")

    assert (held["missingTopics"], part["missingTopics"]) == ([], ["PROBLEMS"])
    assert part["incompleteBecause"] == "没有听取:存在的问题"
    assert [quarters[f"2025年第{number}季度"]["state"] for number in (1, 2, 3)] == ["OPEN", "OPEN", "MET"]
    said = await verdict(city.county, quarters["2025年第2季度"])
    assert [one["reason"] for one in said["notCounted"] if one["day"] == "2025-05-20"] == [
        "没有涉及规定的议题(PROBLEMS)"
    ]
