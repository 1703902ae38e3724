"""河东区: those sent by the district go by the month, those sent by a township by the week (HD-11, HD-12)."""

from datetime import date
from typing import Any

import pytest

from tests.acceptance.acts import register_days
from tests.acceptance.holding import posting_of
from tests.acceptance.presenting import days, set_day, there, verdicts
from tests.acceptance.registering import put_in_force
from tests.core.attendance.acts import change_posting
from tests.factories.world import World
from tests.fixtures.api import Api
from xuanpai_core.clock import FixedClock
from xuanpai_core.vocabulary import DispatchLevel

DISTRICT = "210726"


@pytest.fixture(autouse=True)
async def november(world: World, clock: FixedClock) -> None:
    """October is over; 李秀英 was sent by her township, 张伟 by the district, 王建国 by the city."""
    set_day(clock, "2025-11-05")
    await change_posting(world, "李秀英", dispatch_level=DispatchLevel.TOWNSHIP)


@pytest.mark.rule("HD-11")
@pytest.mark.parametrize(
    ("parameters", "count", "outcome", "required"),
    [({}, 19, "UNMET", 20), ({}, 20, "MET", 20), ({"min_days_month": 22}, 21, "UNMET", 22)],
)
async def test_the_districts_own_are_there_twenty_days_a_month(
    api: Api, world: World, parameters: dict[str, Any], count: int, outcome: str, required: int
) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_hedong", DISTRICT, **parameters)
    clerk = await api.sign_in(world, "clerk")
    await there(world, "张伟", days("2025-10-01", count))
    on = "2025-10-31"

    [month] = await verdicts(clerk, world, "张伟", "MONTH", on)

    assert (month["outcome"], month["required"], month["reference"]) == (outcome, required, "HD-11")
    assert await verdicts(clerk, world, "张伟", "WEEK", on) == []
    assert await verdicts(clerk, world, "王建国", "MONTH", on) == []


@pytest.mark.rule("HD-12")
async def test_a_townships_own_come_two_days_a_week_and_more_is_no_breach(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_hedong", DISTRICT)
    clerk, her = await api.sign_in(world, "clerk"), posting_of(world, "李秀英")
    for monday, count in (("2025-09-29", 1), ("2025-10-06", 2), ("2025-10-13", 3), ("2025-10-20", 5)):
        await register_days(clerk, her, date.fromisoformat(monday), count)

    weeks = await verdicts(clerk, world, "李秀英", "WEEK", on="2025-10-26", since="2025-09-29")

    assert [(week["outcome"], week["measured"], week["missing"]) for week in weeks] == [
        ("UNMET", "1", "1"),
        ("MET", "2", "0"),
        ("MET", "3", "0"),
        ("MET", "5", "0"),
    ]
    # The first of them lies in two months: an ISO week is one.
    assert weeks[0]["reason"] == "2025年第40周(9月29日至10月5日)到岗1天,要求不少于2天,还缺1天。"
    assert (weeks[0]["reference"], weeks[0]["words"]) == (
        "HD-12",
        "镇街(园区)选派干部可兼顾派出单位工作,每周到村工作 2-3 天",
    )
    assert await verdicts(clerk, world, "李秀英", "MONTH", "2025-10-26") == []


@pytest.mark.rule("HD-12")
async def test_the_first_week_with_two_days_left_is_not_judged_and_three_may_be_asked(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_hedong", DISTRICT, min_days_week=3)
    await change_posting(world, "李秀英", start_date=date(2025, 10, 18))  # a Saturday
    clerk, her = await api.sign_in(world, "clerk"), posting_of(world, "李秀英")
    await register_days(clerk, her, date(2025, 10, 20), 2)

    first, second = await verdicts(clerk, world, "李秀英", "WEEK", on="2025-10-26", since="2025-10-18")

    assert (first["outcome"], first["reason"]) == (
        "EXEMPT",
        "2025年第42周(10月13日至10月19日)在任2天,不足整周,按规定不作评定;到岗0天。",
    )
    assert (second["outcome"], second["required"], second["missing"]) == ("UNMET", 3, "1")
