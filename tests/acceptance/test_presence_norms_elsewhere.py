"""锦州's month against the workdays, 青海's year, 龙山's nights; who sees whose verdicts, and whose calendar it is."""

from datetime import date
from typing import Any

import pytest

from tests.acceptance.acts import activate_jinzhou, key
from tests.acceptance.holding import posting_of
from tests.acceptance.presenting import POSTING_PRESENCE, PRESENCE, days, publish, set_day, there, verdicts
from tests.acceptance.registering import put_in_force
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from tests.plugins.longshan import CODE
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.nights import register_night
from xuanpai_core.clock import FixedClock

CALENDAR = "query($year: Int!) { calendar(year: $year) { published document publishedOn workdays days { day kind } } }"
IMPORT = """mutation($input: ImportCalendarInput!) {
  importCalendar(input: $input) { year published document workdays } }"""
NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"


@pytest.fixture(autouse=True)
def january(clock: FixedClock) -> None:
    """2025 is over."""
    set_day(clock, "2026-01-05")


@pytest.mark.rule("JZ-02")
@pytest.mark.parametrize(("cap", "outcome", "required"), [(False, "UNMET", 20), (True, "MET", 18)])
async def test_the_eighteen_workdays_of_october_2025(
    api: Api, world: World, cap: bool, outcome: str, required: int
) -> None:
    await publish(world)
    await activate_jinzhou(await api.sign_in(world, "admin"), cap_to_workdays=cap)
    await there(world, "王建国", [*days("2025-10-09", 3), *days("2025-10-13", 5), *days("2025-10-20", 5)])
    await there(world, "王建国", days("2025-10-27", 5))

    [october] = await verdicts(await api.sign_in(world, "王建国"), world, "王建国", "MONTH", "2025-10-31")

    assert (october["outcome"], october["measured"], october["required"]) == (outcome, "18", required)
    said = "按规定只要求18天。" if cap else "其余须在周末或节假日到岗。"
    assert october["reason"].endswith(f"其间只有18个工作日,{said}")


@pytest.mark.parametrize(("present", "outcome", "missing"), [(179, "UNMET", "1"), (180, "MET", "0")])
async def test_qinghai_asks_for_two_hundred_days_of_which_approved_trips_are_some(
    api: Api, world: World, present: int, outcome: str, missing: str
) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_qinghai", FANGSHAN)
    await there(world, "王建国", days("2025-01-01", present))
    await there(world, "王建国", days("2025-09-01", 20), AttendanceStatus.OFFICIAL_TRIP)

    [year] = await verdicts(await api.sign_in(world, "county"), world, "王建国", "YEAR", "2025-12-31")

    assert (year["outcome"], year["missing"], year["required"]) == (outcome, missing, 200)


@pytest.mark.usefixtures("with_longshan")
async def test_longshan_asks_for_days_and_for_nights(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), CODE, FANGSHAN)
    await there(world, "王建国", days("2025-12-01", 20))
    async with world.database.work(world.ctx("clerk")) as work:
        for night in [*days("2025-12-01", 8), date(2025, 12, 31), date(2026, 1, 1)]:
            await register_night(work, world.postings["王建国"], night)
    clerk = await api.sign_in(world, "clerk")

    by_day, by_night = await verdicts(clerk, world, "王建国", "MONTH", "2025-12-31")

    assert (by_day["measure"], by_day["outcome"]) == ("DAYS", "MET")
    # The night at New Year is December's.
    assert (by_night["measure"], by_night["outcome"], by_night["reason"]) == (
        "NIGHTS",
        "UNMET",
        "2025年12月夜宿9晚,要求不少于10晚,还缺1晚。",
    )


async def _listed(client: Client, **given: Any) -> tuple[list[tuple[str, list[str]]], str | None]:
    page = (await client(PRESENCE, **given))["presence"]
    found = [(node["cadreName"], [said["outcome"] for said in node["verdicts"]]) for node in page["nodes"]]
    return found, page["endCursor"]


async def test_an_organiser_sees_who_falls_short_below_and_nobody_elses_people(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    for name, count in (("王建国", 20), ("李秀英", 19), ("刘洋", 3)):
        await there(world, name, days("2025-09-01", count))
    county, city = await api.sign_in(world, "county"), await api.sign_in(world, "city")
    september = {"on": "2025-09-30"}

    short, end = await _listed(county, region="2107", only=["UNMET", "WARNED"], **september)
    first, after = await _listed(city, region="2107", first=2, **september)
    second, last = await _listed(city, region="2107", first=3, after=after, **september)
    running, _ = await _listed(city, region="2107", running=True, **september)

    assert (short, end) == ([("李秀英", ["UNMET"]), ("张伟", ["UNMET"])], None)
    assert (len(first), len(second)) == (2, 3)
    assert sorted([*first, *second]) == sorted(
        [("王建国", ["MET"]), ("李秀英", ["UNMET"]), ("张伟", ["UNMET"]), ("刘洋", ["UNMET"]), ("陈静", ["UNMET"])]
    )
    assert last is None or await _listed(city, region="2107", first=1, after=last, **september) == ([], None)
    assert running == []


async def test_verdicts_on_somebody_out_of_reach_are_those_on_nobody(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    answers = []
    for person, name in (("other_county", "王建国"), ("王建国", "李秀英"), ("unit", "李秀英")):
        client = await api.sign_in(world, person)
        with pytest.raises(Refused) as refused:
            await client(POSTING_PRESENCE, posting=posting_of(world, name))
        answers.append(refused.value.codes)
    with pytest.raises(Refused) as finance:
        await (await api.sign_in(world, "finance"))(PRESENCE, region="2107")
    with pytest.raises(Refused) as tomorrow:
        await (await api.sign_in(world, "county"))(PRESENCE, region="210726", on="2026-01-06")

    assert answers == [["POSTING_NOT_FOUND"]] * 3
    assert (finance.value.codes, tomorrow.value.codes) == (["FORBIDDEN"], ["DAY_IN_FUTURE"])


async def test_the_province_imports_next_year_and_everybody_sees_whether_it_is_known(api: Api, world: World) -> None:
    province, cadre = await api.sign_in(world, "province"), await api.sign_in(world, "王建国")
    given = {
        "idempotencyKey": key(),
        "year": 2027,
        "document": NOTICE,
        "publishedOn": "2026-11-04",
        "holidays": [{"day": "2027-01-01", "name": "元旦"}],
        "shiftedWorkdays": [{"day": "2027-01-04", "name": "元旦"}],
    }

    unknown = (await cadre(CALENDAR, year=2027))["calendar"]
    with pytest.raises(Refused) as weekday:
        await province(IMPORT, input=given)
    given["shiftedWorkdays"] = [{"day": "2027-01-10", "name": "元旦"}]
    with pytest.raises(Refused) as county:
        await (await api.sign_in(world, "county"))(IMPORT, input=given)
    still = (await cadre(CALENDAR, year=2027))["calendar"]
    taken = (await province(IMPORT, input={**given, "idempotencyKey": key()}))["importCalendar"]
    known = (await cadre(CALENDAR, year=2027))["calendar"]

    assert (unknown["published"], unknown["workdays"], unknown["days"]) == (False, None, [])
    assert (weekday.value.codes, county.value.codes) == (["CALENDAR_CONTRADICTS"], ["FORBIDDEN"])
    assert still == unknown
    assert taken == {"year": 2027, "published": True, "document": NOTICE, "workdays": 261}
    assert [(row["day"], row["kind"]) for row in known["days"]] == [
        ("2027-01-01", "HOLIDAY"),
        ("2027-01-10", "WORKDAY_SHIFT"),
    ]


async def test_a_day_is_judged_beside_its_week_month_year_and_term(api: Api, world: World) -> None:
    await publish(world)
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", FANGSHAN)
    await there(world, "王建国", days("2025-10-01", 3))
    cadre = await api.sign_in(world, "王建国")
    asked = """query($posting: ID!, $on: Date) {
      postingPresence(postingId: $posting, on: $on) { day { day counted reason } verdicts { cadence } } }"""

    found = {
        day: (await cadre(asked, posting=posting_of(world, "王建国"), on=day))["postingPresence"]
        for day in ("2025-10-02", "2025-10-09")
    }

    assert found["2025-10-02"]["day"] == {
        "day": "2025-10-02",
        "counted": "0",
        "reason": "2025年10月2日到岗,计0天。国庆节属节假日,按规定不计。",
    }
    assert found["2025-10-09"]["day"]["reason"] == "2025年10月9日未登记,计0天。"
    assert {verdict["cadence"] for verdict in found["2025-10-02"]["verdicts"]} == {"MONTH", "YEAR"}
