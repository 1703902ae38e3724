"""界牌集镇's projects: quantities by unit (DY-13), promised and arrived money (DY-14), matched funds (DY-15)."""

import pytest

from tests.acceptance.documents_villages import PROJECT, PROJECT_TOTAL, PROJECT_TOTALS, SPECIAL_FUNDS
from tests.acceptance.registering import put_in_force
from tests.acceptance.villaging import funding, pledge, receive, record_project
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused

WAN = 1_000_000
"""一万元 in 分."""


async def _clerk(api: Api, world: World) -> Client:
    await put_in_force(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN)
    return await api.sign_in(world, "clerk")


@pytest.mark.rule("DY-13")
async def test_roads_canals_ponds_and_bridges_are_totalled_each_in_its_unit(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    first, second, *_ = world.villages[FANGSHAN]
    await record_project(clerk, first, "道路整修", ("道路", "20", "km"), ("桥涵", "2", "座"))
    await record_project(
        clerk, second, "水利兴修", ("道路", "5", "公里"), ("渠道", "17", "公里"), ("当家塘", "4", "口")
    )

    totals = (await clerk(PROJECT_TOTALS, region=FANGSHAN))["projectTotals"]

    assert {(one["item"], one["unit"]): float(one["amount"]) for one in totals} == {
        ("道路", "公里"): 25,
        ("渠道", "公里"): 17,
        ("当家塘", "口"): 4,
        ("桥涵", "座"): 2,
    }
    assert float((await clerk(PROJECT_TOTAL, region=FANGSHAN, unit="km"))["projectTotal"]) == 42


@pytest.mark.rule("DY-13")
async def test_kilometres_and_ponds_are_never_one_figure(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    village = world.villages[FANGSHAN][0]
    await record_project(clerk, village, "水利兴修", ("渠道", "17", "公里"), ("当家塘", "4", "口"))

    with pytest.raises(Refused) as everything:
        await clerk(PROJECT_TOTAL, region=FANGSHAN)
    one = (await clerk(PROJECT_TOTAL, region=FANGSHAN, item="渠道"))["projectTotal"]

    assert everything.value.codes == ["UNIT_MIXED"]
    assert "公里" in everything.value.errors[0]["message"]
    assert float(one) == 17


@pytest.mark.rule("DY-14")
async def test_what_has_arrived_stands_apart_from_what_was_promised(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    village = world.villages[FANGSHAN][1]
    project_id = await record_project(
        clerk, village, "徐小村村室", ("村室", "580", "㎡"), kind="PUBLIC_SERVICE", costFen=79_500_000
    )
    bureau = await pledge(clerk, project_id, "市民政局", 31 * WAN)
    await pledge(clerk, project_id, "村筹", 48_500_000)
    await receive(clerk, bureau, 31 * WAN)

    money = await funding(clerk, project_id)

    assert (money["pledgedFen"], money["receivedFen"], money["gapFen"]) == (79_500_000, 31_000_000, 48_500_000)
    assert (money["receivedShare"], money["unitPriceFen"], money["unit"]) == ("38.99", 137_069, "平方米")
    sources = (await clerk(PROJECT, id=project_id))["project"]["sources"]
    arrived = {"receivedOn": "2025-06-01", "amountFen": 31 * WAN, "account": "镇财政账户", "isReversal": False}
    assert {source["giver"]: source["receipts"] for source in sources} == {"市民政局": [arrived], "村筹": []}


@pytest.mark.rule("DY-14")
async def test_more_than_was_promised_cannot_have_arrived(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    project_id = await record_project(clerk, world.villages[FANGSHAN][0], "德胜村村室", costFen=79_500_000)
    source_id = await pledge(clerk, project_id, "市民政局", 79_500_000)

    with pytest.raises(Refused) as refused:
        await receive(clerk, source_id, 80 * WAN)
    nothing = await funding(clerk, project_id)
    await receive(clerk, source_id, 79_500_000)

    assert refused.value.codes == ["RECEIVED_EXCEEDS"]
    assert (nothing["receivedFen"], nothing["receivedShare"]) == (0, "0.00")
    whole = await funding(clerk, project_id)
    assert (whole["receivedShare"], whole["gapFen"]) == ("100.00", 0)


@pytest.mark.rule("DY-14")
async def test_a_project_whose_cost_nobody_knows_is_measured_by_its_promises(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    project_id = await record_project(clerk, world.villages[FANGSHAN][0], "德胜村村室")
    await receive(clerk, await pledge(clerk, project_id, "县财政局", 55 * WAN), 11 * WAN)

    money = await funding(clerk, project_id)

    assert (money["costFen"], money["gapFen"], money["receivedShare"]) == (None, 44 * WAN, "20.00")


@pytest.mark.rule("DY-15")
async def test_a_special_fund_without_a_matching_record_is_not_secured(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    first, second, third, *_ = world.villages[FANGSHAN]
    projects = [await record_project(clerk, place, "发展项目", kind="INDUSTRY") for place in (first, second, third)]
    for project_id in projects:
        await pledge(clerk, project_id, "县委组织部", 5 * WAN, "SPECIAL_FUND")
    await pledge(clerk, projects[1], "界牌集镇", 2 * WAN, "TOWNSHIP_MATCH")
    for giver, kind in (("界牌集镇", "TOWNSHIP_MATCH"), ("村集体", "VILLAGE_MATCH")):
        await pledge(clerk, projects[2], giver, WAN, kind)

    funds = (await clerk(SPECIAL_FUNDS, region=FANGSHAN))["specialFunds"]

    matching = {fund["regionCode"]: fund["matching"] for fund in funds}
    assert {fund["specialFen"] for fund in matching.values()} == {5 * WAN}
    assert [matching[place]["state"] for place in (first, second, third)] == ["NONE", "PARTIAL", "SECURED"]
    assert "未落实" in matching[first]["reason"]
    assert matching[second]["missing"] == ["VILLAGE_MATCH"]
    assert matching[third]["matchedFen"] == 2 * WAN


@pytest.mark.rule("DY-15")
async def test_a_project_without_a_special_fund_needs_no_match(api: Api, world: World) -> None:
    clerk = await _clerk(api, world)
    project_id = await record_project(clerk, world.villages[FANGSHAN][0], "道路")
    await pledge(clerk, project_id, "县交通局", 5 * WAN)

    assert (await funding(clerk, project_id))["matching"]["state"] == "NOT_NEEDED"
    assert (await clerk(SPECIAL_FUNDS, region=FANGSHAN))["specialFunds"] == []
