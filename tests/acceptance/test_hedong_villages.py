"""河东's villages: which are weak (HD-06), and what they aim at (HD-07 四个好, HD-08 四个新突破)."""

import pytest

from tests.acceptance.documents_villages import TAGS, TARGET_VERDICTS
from tests.acceptance.registering import put_in_force
from tests.acceptance.villaging import bands, earn, measure, members, set_tag, verdicts
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused

COUNTY = "210726"


async def _clerk(api: Api, world: World) -> Client:
    await put_in_force(await api.sign_in(world, "admin"), "region_hedong", COUNTY, "2022-01-01")
    return await api.sign_in(world, "clerk")


@pytest.mark.rule("HD-06")
async def test_operating_income_of_exactly_thirty_thousand_is_weak(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    exact, above, none, *_ = world.villages[FANGSHAN]
    await earn(
        clerk,
        2024,
        {
            exact: (9_000_000, 0, 3_000_000),
            above: (3_000_001, 0, 3_000_001),
            none: (50_000_000, 50_000_000, 0),
        },
    )

    weak = (await bands(clerk, FANGSHAN, 2024))["WEAK"]

    assert members(weak) == [exact, none]
    assert (weak["basis"], weak["comparison"], weak["lineFen"]) == ("OPERATING", "AT_MOST", 3_000_000)


@pytest.mark.rule("HD-06")
async def test_a_village_may_be_of_several_kinds_and_of_none_that_the_district_does_not_know(
    api: Api, world: World
) -> None:
    clerk = await _clerk(api, world)
    village = world.villages[FANGSHAN][0]
    for code in ("SERVICE_CENTRE", "MODEL_SECRETARY", "WEAK_ORGANISATION", "WEAK_ECONOMY"):
        await set_tag(clerk, village, code)

    with pytest.raises(Refused) as unknown:
        await set_tag(clerk, village, "WEAK_VILLAGE")

    carried = (await clerk(TAGS, region=village))["villageTags"]["nodes"]
    assert unknown.value.codes == ["UNKNOWN_TAG"]
    assert "综合服务中心建设任务村" in unknown.value.errors[0]["message"]
    assert {tag["code"] for tag in carried} == {
        "SERVICE_CENTRE",
        "MODEL_SECRETARY",
        "WEAK_ORGANISATION",
        "WEAK_ECONOMY",
    }


@pytest.mark.rule("HD-07")
async def test_thirty_percent_is_reached_at_thirty_and_four_staff_at_four(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    short, enough, *_ = world.villages[FANGSHAN]
    for village, organisations, staff, rate in ((short, "2", "3", "29.9"), (enough, "5", "4", "30")):
        await set_tag(clerk, village, "SERVICE_CENTRE", "2024-03-01")
        await measure(clerk, village, "organisations", 2024, organisations)
        await measure(clerk, village, "staff", 2024, staff)
        await measure(clerk, village, "community_rate", 2024, rate)

    missed, reached = await verdicts(clerk, short, 2024), await verdicts(clerk, enough, 2024)

    assert {one["outcome"] for one in missed.values()} == {"WARNED"}
    assert {code: one["outcome"] for code, one in reached.items()} == {
        "organisations": "MET",
        "staff": "MET",
        "community_rate": "MET",
    }
    assert missed["community_rate"]["reason"] == "“社区化率”2024年为29.9%,要求不少于30%,没有达到。"


@pytest.mark.rule("HD-07")
async def test_the_four_goods_are_asked_of_the_villages_that_they_are_for(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    model, plain, *_ = world.villages[FANGSHAN]
    await set_tag(clerk, model, "MODEL_SECRETARY", "2024-03-01")

    asked = (await clerk(TARGET_VERDICTS, region=model, year=2024))["targetVerdicts"]

    assert [(one["title"], one["clauseReference"]) for one in asked] == [("“四个好”", "HD-07")]
    assert {one["outcome"] for one in asked[0]["verdicts"]} == {"WARNED"}
    assert await verdicts(clerk, plain, 2024) == {}


@pytest.mark.rule("HD-08")
async def test_fifty_thousand_of_operating_income_is_a_breakthrough(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    reached, short, *_ = world.villages[FANGSHAN]
    for village in (reached, short):
        await set_tag(clerk, village, "WEAK_ECONOMY", "2024-03-01")
    await earn(clerk, 2024, {reached: (5_000_000, 0, 5_000_000), short: (9_000_000, 0, 4_999_999)})

    outcomes = [(await verdicts(clerk, village, 2024))["operating_income"]["outcome"] for village in (reached, short)]

    assert outcomes == ["MET", "WARNED"]


@pytest.mark.rule("HD-08")
async def test_growth_must_be_above_the_townships_average_not_at_it(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    at, above, *_ = world.villages[FANGSHAN]
    for village, growth in ((at, "8.0"), (above, "8.1")):
        await set_tag(clerk, village, "BACKWARD", "2024-03-01")
        await measure(clerk, village, "income_growth", 2024, growth)
    await measure(clerk, FANGSHAN, "income_growth", 2024, "8.0")

    found = [(await verdicts(clerk, village, 2024))["income_growth"] for village in (at, above)]

    assert [(one["outcome"], one["required"]) for one in found] == [("WARNED", "8.0000"), ("MET", "8.0000")]


@pytest.mark.rule("HD-08")
async def test_infrastructure_is_judged_year_by_year(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    village = world.villages[FANGSHAN][0]
    await set_tag(clerk, village, "WEAK_ORGANISATION", "2023-01-01")
    await measure(clerk, village, "infrastructure", 2023, "120000")
    await measure(clerk, village, "infrastructure", 2024, "0")

    found = {year: (await verdicts(clerk, village, year))["infrastructure"]["outcome"] for year in (2023, 2024, 2025)}

    assert found == {2023: "MET", 2024: "WARNED", 2025: "NOT_APPLICABLE"}
