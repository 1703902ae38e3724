"""河东区: a person responsible in each unit, four things in one, a pairing for each village (HD-20, 21, 22)."""

from typing import Any

import pytest

from tests.acceptance.acts import activate_jinzhou
from tests.acceptance.registering import add, official, owed, put_in_force, titles, unit_id, verdict
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused

WORDINGS = """query($region: String!) { rules(regionCode: $region, on: "2025-10-24", kind: WORDING) {
  matter title reference } }"""


@pytest.mark.rule("HD-20")
async def test_a_unit_without_a_person_responsible_is_reported(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_hedong", "210726")
    county = await api.sign_in(world, "county")
    water = unit_id(world, "黑山县水利局")
    secretary = await official(county, "210726", "赵书记", "县水利局党组书记", tier="COUNTY")

    open_ones = {one["unit"]["name"]: one for one in await owed(county, "unit_responsible", "210726", "OPEN")}
    said = await verdict(county, open_ones["黑山县水利局"])
    await add(county, "unit_responsible", "210726", "第一责任人", ("unit", water), ("official", secretary))

    assert (said["outcome"], said["missing"], said["reference"]) == ("UNMET", 1, "HD-20")
    still = {one["unit"]["name"] for one in await owed(county, "unit_responsible", "210726", "OPEN")}
    assert set(open_ones) - still == {"黑山县水利局"}
    # There is one person responsible, not two.
    other = await official(county, "210726", "钱局长", "县水利局局长", tier="COUNTY")
    with pytest.raises(Refused) as second:
        await add(county, "unit_responsible", "210726", "再一个", ("unit", water), ("official", other))
    assert second.value.codes == ["PARTY_TAKEN"]


@pytest.mark.rule("HD-21")
async def test_four_in_one_means_here_what_the_district_says(api: Api, world: World) -> None:
    admin = await api.sign_in(world, "admin")
    await put_in_force(admin, "region_hedong", "210726")
    county = await api.sign_in(world, "county")

    here, elsewhere = await _wordings(county, "210726"), await _wordings(county, "210727")

    title = "财政保障、干部任职、单位帮扶、强企结对“四位一体”工作机制"
    assert here["wording:four_in_one"] == {"matter": "wording:four_in_one", "title": title, "reference": "HD-21"}
    assert "wording:four_in_one" not in elsewhere


async def _wordings(client: Client, region: str) -> dict[str, dict[str, Any]]:
    return {rule["matter"]: rule for rule in (await client(WORDINGS, region=region))["rules"]}


@pytest.mark.rule("HD-21")
async def test_an_enterprise_joins_of_its_own_will_and_nobody_is_reported_without_one(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_hedong", "210726")
    county, village = await api.sign_in(world, "county"), world.villages[FANGSHAN][1]

    assert await titles(county, form="pairing.enterprise_village") == []
    assert await owed(county, "pairing.enterprise_village", "210726") == []
    firm = await add(county, "enterprise", "210726", "黑山县粮油公司", content={"business": "粮油加工"})
    await add(
        county, "pairing.enterprise_village", village, "强企结对", ("enterprise", firm["id"]), ("village", village)
    )
    assert await titles(county, form="pairing.enterprise_village", running=True) == ["强企结对"]


@pytest.mark.rule("HD-22")
async def test_a_village_of_the_districts_cadres_without_its_unit_at_its_side_is_reported(
    api: Api, world: World
) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_hedong", "210726")
    county = await api.sign_in(world, "county")
    # 张伟 alone was sent by the county; the city's cadre in the first village does not count.
    village = world.villages[FANGSHAN][1]
    [missing] = await owed(county, "pairing.unit_village", "210726")
    said = await verdict(county, missing)

    parties = (("unit", unit_id(world, "黑山县水利局")), ("village", village))
    await add(county, "pairing.unit_village", village, "水利局帮扶", *parties, content={"help": "资金、项目、政策"})

    assert (missing["regionCode"], missing["state"]) == (village, "OPEN")
    assert (said["outcome"], said["reference"]) == ("UNMET", "HD-22")
    assert [one["state"] for one in await owed(county, "pairing.unit_village", "210726")] == ["MET"]


@pytest.mark.rule("HD-21")
async def test_jinzhou_beside_it_has_its_own_sense_of_the_word(api: Api, world: World) -> None:
    """There the four are four levels of management (JZ-01), which is no wording but how reading is allotted."""
    admin = await api.sign_in(world, "admin")
    await activate_jinzhou(admin)
    await put_in_force(admin, "region_hedong", "210726")
    city = await api.sign_in(world, "city")

    assert "wording:four_in_one" in await _wordings(city, "210726")
    assert "wording:four_in_one" not in await _wordings(city, "210727")
