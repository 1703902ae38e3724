"""A county in the style of 福建: villages below 3万 once subsidies are taken off are weak (FJ-07)."""

import pytest

from tests.acceptance.registering import put_in_force
from tests.acceptance.villaging import bands, earn, members
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Refused

COUNTY = "210726"


@pytest.mark.rule("FJ-07")
async def test_forty_one_of_ninety_two_villages_are_weak(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", COUNTY, "2024-01-01")
    county = await api.sign_in(world, "county")
    villages = sorted(code for town, codes in world.villages.items() if town.startswith(COUNTY) for code in codes)[:92]
    weak, hollow, strong = (5_000_000, 2_500_000, 0), (2_500_000, 2_500_000, 0), (5_500_000, 2_500_000, 0)
    await earn(
        county,
        2024,
        {code: hollow if at < 6 else weak if at < 41 else strong for at, code in enumerate(villages)},
    )

    found = await bands(county, COUNTY, 2024)

    assert (found["WEAK"]["count"], found["WEAK"]["recorded"], found["WEAK"]["share"]) == (41, 92, "44.57")
    assert members(found["WEAK"]) == villages[:41]
    assert (members(found["HOLLOW"]), found["HOLLOW"]["share"]) == (villages[:6], "6.52")


@pytest.mark.rule("FJ-07")
async def test_net_of_subsidies_exactly_thirty_thousand_is_not_weak(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", COUNTY, "2024-01-01")
    clerk = await api.sign_in(world, "clerk")
    exact, below, nothing, *_ = world.villages[FANGSHAN]
    await earn(
        clerk,
        2024,
        {exact: (5_500_000, 2_500_000, 0), below: (5_499_999, 2_500_000, 0), nothing: (900_000, 900_000, 0)},
    )

    found = await bands(clerk, FANGSHAN, 2024)

    assert members(found["WEAK"]) == [below, nothing]
    assert members(found["HOLLOW"]) == [nothing]
    assert (found["WEAK"]["basis"], found["WEAK"]["comparison"]) == ("NET_OF_SUBSIDIES", "BELOW")
    assert [village["measuredFen"] for village in found["WEAK"]["villages"]] == [2_999_999, 0]


@pytest.mark.rule("FJ-07")
async def test_subsidies_are_no_more_than_what_came_in(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", COUNTY, "2024-01-01")
    clerk = await api.sign_in(world, "clerk")
    village = world.villages[FANGSHAN][0]

    with pytest.raises(Refused) as refused:
        await earn(clerk, 2024, {village: (2_500_000, 2_500_001, 0)})

    assert refused.value.codes == ["INVALID_INCOME"]
    assert (await bands(clerk, FANGSHAN, 2024))["WEAK"]["recorded"] == 0
