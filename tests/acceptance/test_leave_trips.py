"""Official trips: duty where the rulebook says so, and only when they were approved (JZ-04)."""

from datetime import date

import pytest

from tests.acceptance.acts import activate_jinzhou, key, register_days
from tests.acceptance.documents import TOTAL_MONTH
from tests.acceptance.documents_leave import REQUEST
from tests.acceptance.holding import posting_of
from tests.acceptance.leaving import at, days, denied, give, request
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api
from xuanpai_core.clock import FixedClock

TRIP = {"kind": "OFFICIAL_TRIP", "purpose": "参加市里培训"}


async def _november(api: Api, world: World, clock: FixedClock, duty: int) -> dict[str, tuple[str, str]]:
    """So many days in the village, then three on a trip: approved (王建国), asked for (李秀英), registered (张伟)."""
    at(clock, "2025-11-26")
    clerk = await api.sign_in(world, "clerk")
    for person in ("王建国", "李秀英", "张伟"):
        await register_days(clerk, posting_of(world, person), date(2025, 11, 1), duty)
    await give(api, world, "2025-11-26", "2025-11-28", **TRIP)
    await request(await api.sign_in(world, "李秀英"), "2025-11-26", "2025-11-28", **TRIP)
    at(clock, "2025-12-08")
    clerk = await api.sign_in(world, "clerk")
    await register_days(clerk, posting_of(world, "张伟"), date(2025, 11, 26), 3, "OFFICIAL_TRIP")
    assert set((await days(clerk, world, "2025-11")).values()) == {"ON_DUTY", "OFFICIAL_TRIP"}
    totalled = (await clerk(TOTAL_MONTH, township=FANGSHAN, month="2025-11", key=key()))["totalMonth"]
    return {sheet["posting"]["cadre"]["name"]: (sheet["outcome"], sheet["reason"]) for sheet in totalled}


@pytest.mark.rule("JZ-04")
async def test_seventeen_days_and_three_approved_on_a_trip_make_twenty(
    api: Api, world: World, clock: FixedClock
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))

    found = await _november(api, world, clock, 17)

    assert found["王建国"][0] == "MET"
    assert "到岗20天" in found["王建国"][1]
    assert (found["李秀英"][0], found["张伟"][0]) == ("UNMET", "UNMET")
    assert "到岗17天" in found["李秀英"][1]
    assert "另有3天未经核实或批准,不计" in found["张伟"][1]


@pytest.mark.rule("JZ-04")
async def test_trips_that_do_not_count_leave_seventeen(api: Api, world: World, clock: FixedClock) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"), official_travel_counts=False)

    found = await _november(api, world, clock, 17)

    assert {name: found[name][0] for name in found} == {"王建国": "UNMET", "李秀英": "UNMET", "张伟": "UNMET"}
    assert "到岗17天" in found["王建国"][1]
    assert "已批因公外出3天,按规定不计到岗" in found["王建国"][1]


@pytest.mark.rule("JZ-04")
async def test_twenty_days_in_the_village_are_met_with_or_without_trips(
    api: Api, world: World, clock: FixedClock
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"), official_travel_counts=False)

    found = await _november(api, world, clock, 20)

    assert {name: found[name][0] for name in found} == {"王建国": "MET", "李秀英": "MET", "张伟": "MET"}


@pytest.mark.rule("JZ-04")
async def test_a_trip_says_what_for_and_leave_does_not(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    given = {"idempotencyKey": key(), "fromDay": "2025-10-27", "toDay": "2025-10-27", "reason": "培训"}

    codes = [
        await denied(cadre, cadre, REQUEST, input={**given, "kind": "OFFICIAL_TRIP"}),
        await denied(cadre, cadre, REQUEST, input={**given, "kind": "PERSONAL", "purpose": "培训"}),
    ]

    assert codes == [["PURPOSE_REQUIRED"]] * 2
