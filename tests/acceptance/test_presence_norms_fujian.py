"""福建式县: 250 days a year and 22 a month besides holidays, judged together (FJ-01, FJ-02, FJ-03)."""

from datetime import date

import pytest

from tests.acceptance.acts import register_days
from tests.acceptance.holding import posting_of
from tests.acceptance.presenting import days, publish, set_day, there, verdicts
from tests.acceptance.registering import put_in_force
from tests.factories.world import World
from tests.fixtures.api import Api
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import FixedClock

COUNTY = "210726"
MONTHS = [date(2025, month, 1) for month in range(1, 13)]


@pytest.fixture(autouse=True)
async def january(world: World, clock: FixedClock) -> None:
    """2025 is over, and its holidays are known."""
    set_day(clock, "2026-01-05")
    await publish(world)


@pytest.mark.rule("FJ-01")
async def test_the_two_hundred_and_fiftieth_day_meets_the_year(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", COUNTY)
    clerk = await api.sign_in(world, "clerk")
    await there(world, "王建国", days("2025-01-01", 249))
    await there(world, "李秀英", days("2025-01-01", 200))
    await there(world, "李秀英", days("2025-08-01", 60), AttendanceStatus.OFFICIAL_TRIP)
    on = "2025-12-31"

    [short] = await verdicts(clerk, world, "王建国", "YEAR", on)
    await register_days(clerk, posting_of(world, "王建国"), date(2025, 12, 6), 1)  # a Saturday
    [met] = await verdicts(clerk, world, "王建国", "YEAR", on)
    [with_trips] = await verdicts(clerk, world, "李秀英", "YEAR", on)

    year = "任期第1年(2025年1月1日至2025年12月31日)"
    weekends = "其间只有248个工作日,其余须在周末或节假日到岗。"
    assert (short["outcome"], short["missing"], short["reference"]) == ("UNMET", "1", "FJ-01")
    assert short["reason"] == f"{year}到岗249天,要求不少于250天,还缺1天。{weekends}"
    assert (met["outcome"], met["reason"]) == ("MET", f"{year}到岗250天,达到不少于250天的要求。{weekends}")
    assert (with_trips["outcome"], with_trips["measured"]) == ("MET", "260")


@pytest.mark.rule("FJ-01")
async def test_a_county_that_asks_for_260_days_judges_by_260(api: Api, world: World) -> None:
    admin = await api.sign_in(world, "admin")
    await put_in_force(admin, "region_fujian_county", COUNTY, min_days_year=260, official_travel_counts=False)
    await there(world, "王建国", days("2025-01-01", 255))
    await there(world, "王建国", days("2025-12-01", 10), AttendanceStatus.OFFICIAL_TRIP)

    [year] = await verdicts(await api.sign_in(world, "county"), world, "王建国", "YEAR", "2025-06-01")

    assert (year["outcome"], year["measured"], year["required"], year["missing"]) == ("UNMET", "255", 260, "5")
    assert "已批因公外出10天(12月1日至10日),按规定不计到岗。" in year["reason"]


@pytest.mark.rule("FJ-02")
async def test_holidays_in_the_village_do_not_count_and_short_months_are_hints(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", COUNTY)
    clerk = await api.sign_in(world, "clerk")
    await there(world, "王建国", [*days("2025-10-01", 3), *days("2025-10-09", 19)])
    await there(world, "王建国", days("2025-09-01", 21))
    await there(world, "李秀英", days("2025-09-01", 22))

    [october] = await verdicts(clerk, world, "王建国", "MONTH", "2025-10-31")
    [september] = await verdicts(clerk, world, "王建国", "MONTH", "2025-09-30")
    [met] = await verdicts(clerk, world, "李秀英", "MONTH", "2025-09-30")

    assert (october["outcome"], october["measured"], october["missing"]) == ("WARNED", "19", "3")
    assert october["notCounted"] == [
        {
            "days": ["2025-10-01", "2025-10-02", "2025-10-03"],
            "reason": "国庆节在村3天(10月1日至3日)属节假日,按规定不计。",
        }
    ]
    assert (september["outcome"], september["soft"], september["reference"]) == ("WARNED", True, "FJ-02")
    assert september["reason"].startswith("2025年9月到岗21天,少于一般要求的22天,差1天,仅作提示。")
    assert met["outcome"] == "MET"


@pytest.mark.rule("FJ-02")
async def test_a_month_of_fewer_workdays_asks_for_fewer_where_the_county_says_so(api: Api, world: World) -> None:
    admin = await api.sign_in(world, "admin")
    await put_in_force(admin, "region_fujian_county", COUNTY, cap_to_workdays=True)
    county = await api.sign_in(world, "county")
    await there(world, "王建国", days("2025-02-05", 19))
    await there(world, "李秀英", days("2025-02-05", 18))

    [met] = await verdicts(county, world, "王建国", "MONTH", "2025-02-28")
    [short] = await verdicts(county, world, "李秀英", "MONTH", "2025-02-28")

    assert (met["outcome"], met["required"]) == ("MET", 19)
    assert (short["outcome"], short["missing"]) == ("WARNED", "1")
    assert short["reason"].endswith("其间只有19个工作日,按规定只要求19天。")


@pytest.mark.rule("FJ-03")
async def test_month_and_year_are_judged_together_and_neither_makes_up_for_the_other(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", COUNTY, holidays_count=True)
    county = await api.sign_in(world, "county")
    await there(world, "王建国", [day for month in MONTHS for day in days(month.isoformat(), 21)])
    await there(world, "李秀英", [day for month in MONTHS[2:] for day in days(month.isoformat(), 25)])
    whole = {"on": "2025-12-31", "since": "2025-01-01"}

    steady = {cadence: await verdicts(county, world, "王建国", cadence, **whole) for cadence in ("MONTH", "YEAR")}
    lumpy = {cadence: await verdicts(county, world, "李秀英", cadence, **whole) for cadence in ("MONTH", "YEAR")}

    assert [(found["outcome"], found["measured"]) for found in steady["YEAR"]] == [("MET", "252")]
    assert [(found["outcome"], found["missing"]) for found in steady["MONTH"]] == [("WARNED", "1")] * 12
    assert [(found["outcome"], found["measured"]) for found in lumpy["YEAR"]] == [("MET", "250")]
    assert [found["outcome"] for found in lumpy["MONTH"]] == ["WARNED"] * 2 + ["MET"] * 10
    assert [(found["period"], found["missing"]) for found in lumpy["MONTH"][:2]] == [
        ("2025年1月", "22"),
        ("2025年2月", "22"),
    ]
