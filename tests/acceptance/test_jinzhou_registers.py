"""锦州 writes down who is paired with whom, what units are bound by, and where cadres live (JZ-17, 28, 33, 37)."""

import pytest

from tests.acceptance.acts import activate_jinzhou
from tests.acceptance.registering import add, end, official, owed, posting_id, titles, unit_id, verdict
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused


async def _open(client: Client, matter: str, region: str) -> list[str]:
    """Whose duty is not met, by name."""
    return sorted(one["posting"]["cadre"]["name"] for one in await owed(client, matter, region, "OPEN"))


@pytest.mark.rule("JZ-17")
async def test_a_first_deputy_without_a_weak_village_is_reported_until_there_is_one(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"), pairing_grace_days=0)
    county = await api.sign_in(world, "other_county")
    [missing] = await owed(county, "pairing.weak_village", "210727")
    said = await verdict(county, missing)
    deputy, township = await posting_id(county, "陈静"), next(code for code in world.villages if code[:6] == "210727")
    village, other = world.villages[township][:2]

    await add(county, "pairing.weak_village", township, "陈静包扶", ("posting", deputy), ("village", village))

    assert (missing["posting"]["cadre"]["name"], missing["state"]) == ("陈静", "OPEN")
    assert (said["outcome"], said["missing"], said["reference"]) == ("UNMET", 1, "JZ-17")
    assert [one["state"] for one in await owed(county, "pairing.weak_village", "210727")] == ["MET"]
    # At least one: a second does no harm, and when the first ends the second still counts.
    second = await add(county, "pairing.weak_village", township, "陈静再包扶", ("posting", deputy), ("village", other))
    [met] = await owed(county, "pairing.weak_village", "210727")
    assert (met["state"], met["done"]) == ("MET", 2)
    await end(county, second["id"], "2025-10-23")
    [met] = await owed(county, "pairing.weak_village", "210727")
    assert (met["state"], met["done"]) == ("MET", 1)


@pytest.mark.rule("JZ-28")
async def test_cadres_without_a_township_leader_are_listed(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"), pairing_grace_days=0)
    clerk = await api.sign_in(world, "clerk")
    leader = await official(clerk, FANGSHAN, "孙副镇长", "副镇长")
    wang = await posting_id(clerk, "王建国")

    assert await _open(clerk, "pairing.township_leader", FANGSHAN) == ["张伟", "李秀英", "王建国"]
    pair = await add(clerk, "pairing.township_leader", FANGSHAN, "结对", ("leader", leader), ("posting", wang))
    assert await _open(clerk, "pairing.township_leader", FANGSHAN) == ["张伟", "李秀英"]
    # One leader may help several cadres.
    li = await posting_id(clerk, "李秀英")
    await add(clerk, "pairing.township_leader", FANGSHAN, "结对", ("leader", leader), ("posting", li))
    assert await _open(clerk, "pairing.township_leader", FANGSHAN) == ["张伟"]
    await end(clerk, pair["id"], "2025-10-23", "领导调离")
    assert await _open(clerk, "pairing.township_leader", FANGSHAN) == ["张伟", "王建国"]


@pytest.mark.rule("JZ-33")
async def test_two_bindings_of_three_are_not_complete(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"), pairing_grace_days=0)
    county = await api.sign_in(world, "county")
    wang, police = await posting_id(county, "王建国"), unit_id(world, "锦州市公安局")
    village = world.villages[FANGSHAN][0]

    async def bind(kind: str) -> None:
        parties = (("unit", police), ("posting", wang))
        await add(county, "binding", village, "捆绑", *parties, content={"kind": kind}, postingId=wang)

    await bind("RESPONSIBILITY")
    await bind("PROJECT")
    await bind("PROJECT")
    [two] = await owed(county, "binding", village)
    said = await verdict(county, two)
    await bind("FUNDS")
    [three] = await owed(county, "binding", village)

    # A second project is no third binding.
    assert (two["state"], two["done"], two["required"], said["missing"]) == ("OPEN", 2, 3, 1)
    assert said["reference"] == "JZ-33"
    assert (three["state"], three["done"]) == ("MET", 3)
    # The unit sees what it is bound by; the neighbouring unit's cadre sees nothing of it.
    assert await titles(await api.sign_in(world, "unit"), form="binding") == ["捆绑"] * 4
    assert await titles(await api.sign_in(world, "李秀英"), form="binding") == []


@pytest.mark.rule("JZ-37")
async def test_cadres_of_villages_that_do_not_touch_lodge_together_only_with_a_reason(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    clerk = await api.sign_in(world, "clerk")
    members = [("members", await posting_id(clerk, name)) for name in ("王建国", "李秀英", "张伟")]
    kind = {"kind": "VILLAGE_OFFICE"}

    with pytest.raises(Refused) as hinted:
        await add(clerk, "lodging", FANGSHAN, "集中居住点", *members, content=kind)
    assert hinted.value.codes == ["OBJECTION_NOT_ACCEPTED"]
    assert "JZ-37" in hinted.value.errors[0]["message"]
    assert await titles(clerk, form="lodging") == []

    accepted = [{"code": "NOT_NEIGHBOURS", "reason": "村部正在翻修,先集中住在镇上"}]
    kept = await add(clerk, "lodging", FANGSHAN, "集中居住点", *members, content=kind, accepted=accepted)
    assert [(one["code"], one["accepted_because"]) for one in kept["accepted"]] == [
        ("NOT_NEIGHBOURS", "村部正在翻修,先集中住在镇上")
    ]


@pytest.mark.rule("JZ-37")
async def test_cadres_of_neighbouring_villages_lodge_together_without_a_word(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    clerk = await api.sign_in(world, "clerk")
    first, second, *_ = world.villages[FANGSHAN]
    await add(clerk, "neighbours", FANGSHAN, "两村相邻", ("village", first), ("village", second))
    members = [("members", await posting_id(clerk, name)) for name in ("王建国", "李秀英", "张伟")]

    lodging = await add(clerk, "lodging", FANGSHAN, "教师宿舍", *members, content={"kind": "TEACHER_DORMITORY"})
    alone = await add(clerk, "lodging", first, "村部", members[0], content={"kind": "VILLAGE_OFFICE"})

    assert lodging["accepted"] == alone["accepted"] == []
    with pytest.raises(Refused) as hotel:
        await add(clerk, "lodging", first, "宾馆", members[0], content={"kind": "HOTEL"})
    assert hotel.value.codes == ["INVALID_CONTENT"]
