"""The county in 福建's style groups its villages, and provides no cars (FJ-16, FJ-19)."""

from itertools import pairwise

import pytest

from tests.acceptance.documents_registers import GROUPING
from tests.acceptance.registering import add, counted, official, owed, posting_id, put_in_force, titles
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused

TEAM = {"kind": "GROUP"}


def _of(villages: list[str]) -> list[tuple[str, str]]:
    return [("village", village) for village in villages]


async def _neighbours(clerk: Client, *pairs: tuple[str, str]) -> None:
    for pair in pairs:
        await add(clerk, "neighbours", FANGSHAN, "相邻", *_of(list(pair)))


@pytest.mark.rule("FJ-16")
async def test_a_group_is_of_two_or_three_neighbouring_villages(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", "210726")
    clerk, villages = await api.sign_in(world, "clerk"), world.villages[FANGSHAN]
    first, second, third, fourth, far = villages[:5]
    await _neighbours(clerk, (first, second), (second, third), (third, fourth))

    for count in (1, 4):
        with pytest.raises(Refused) as refused:
            await add(clerk, "work_team", FANGSHAN, "小组", *_of(villages[:count]), content=TEAM)
        assert refused.value.codes == ["RULE_OBJECTION"]
        assert f"这里是{count}个村" in refused.value.errors[0]["message"]
    await add(clerk, "work_team", FANGSHAN, "第一小组", *_of([first, second]), content=TEAM)
    await add(clerk, "work_team", FANGSHAN, "三村小组", *_of([second, third, fourth]), content=TEAM)
    with pytest.raises(Refused) as apart:
        await add(clerk, "work_team", FANGSHAN, "不相邻小组", *_of([first, far]), content=TEAM)

    assert apart.value.codes == ["OBJECTION_NOT_ACCEPTED"]
    assert sorted(await titles(clerk, form="work_team")) == ["三村小组", "第一小组"]


@pytest.mark.rule("FJ-16")
async def test_seven_villages_make_three_groups_five_make_two_and_one_makes_none(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", "210726")
    clerk, villages = await api.sign_in(world, "clerk"), world.villages[FANGSHAN]

    async def advice(count: int) -> tuple[bool, list[int]]:
        found = (await clerk(GROUPING, villages=villages[:count]))["groupingAdvice"]
        return found["possible"], found["sizes"]

    assert await advice(7) == (True, [3, 2, 2])
    assert await advice(5) == (True, [3, 2])
    assert await advice(4) == (True, [2, 2])
    assert await advice(1) == (False, [])
    # Seven in a row along the river: the groups hang together.
    await _neighbours(clerk, *pairwise(villages[:7]))
    found = (await clerk(GROUPING, villages=villages[:7]))["groupingAdvice"]
    assert sorted(found["groups"]) == [villages[:3], villages[3:5], villages[5:7]]
    # What cannot be grouped is written down, with the reason.
    exception = await add(
        clerk,
        "grouping_exception",
        FANGSHAN,
        "单村无法编组",
        ("village", villages[0]),
        content={"because": "全镇只有1个派驻村"},
    )
    assert exception["content"] == {"because": "全镇只有1个派驻村"}


@pytest.mark.rule("FJ-16")
async def test_a_township_has_one_lead_and_each_cadre_a_leader(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", "210726")
    clerk = await api.sign_in(world, "clerk")
    wang, li = await posting_id(clerk, "王建国"), await posting_id(clerk, "李秀英")
    await add(clerk, "town_lead", FANGSHAN, "领队王建国", ("cadre", wang), ("township", FANGSHAN))
    with pytest.raises(Refused) as second:
        await add(clerk, "town_lead", FANGSHAN, "领队李秀英", ("cadre", li), ("township", FANGSHAN))
    mayor = await official(clerk, FANGSHAN, "郑镇长", "镇长")
    for name, cadre in (("王建国", wang), ("李秀英", li)):
        await add(clerk, "pairing.leader_cadre", FANGSHAN, f"郑镇长带{name}", ("leader", mayor), ("posting", cadre))

    assert second.value.codes == ["PARTY_TAKEN"]
    assert "“领队王建国”" in second.value.errors[0]["message"]
    assert [one["state"] for one in await owed(clerk, "town_lead", FANGSHAN)] == ["MET"]
    unled = await owed(clerk, "pairing.leader_cadre", FANGSHAN, "OPEN")
    assert [one["posting"]["cadre"]["name"] for one in unled] == ["张伟"]


@pytest.mark.rule("FJ-19")
async def test_a_car_of_ones_own_is_refused_unless_the_province_provides_them(api: Api, world: World) -> None:
    admin, clerk = await api.sign_in(world, "admin"), await api.sign_in(world, "clerk")
    await put_in_force(admin, "region_fujian_county", FANGSHAN)
    await put_in_force(admin, "region_fujian_county", "210727", vehicles_forbidden=False)
    wang, village = await posting_id(clerk, "王建国"), world.villages[FANGSHAN][0]

    with pytest.raises(Refused) as refused:
        await add(clerk, "support", village, "专用车", ("users", wang), content={"kind": "VEHICLE"})
    await add(clerk, "support", village, "自行车", ("users", wang), content={"kind": "BICYCLE"})

    assert refused.value.codes == ["RULE_OBJECTION"]
    assert "FJ-19" in refused.value.errors[0]["message"]
    assert await counted(clerk, "support", FANGSHAN, "kind") == {("自行车",): 1}
    # Where the rule is closed by its parameter, a vehicle is one more thing that is provided.
    other = await api.sign_in(world, "other_county")
    liu = await posting_id(other, "刘洋")
    await add(other, "support", "210727", "电动车", ("users", liu), content={"kind": "VEHICLE"})
    assert await counted(other, "support", "210727", "kind") == {("专用车辆",): 1}
