"""Parties of a record: as many as the form asks for, of its kinds, and within the caller's reach."""

import pytest

from tests.core.registers.writing import OFFICIAL, add, parties
from tests.factories.world import FANGSHAN, World
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import extent
from xuanpai_core.db.types import new_id
from xuanpai_core.parties.errors import PartyMisfit, UnknownParty
from xuanpai_core.parties.known import KnownParty, NamedParty
from xuanpai_core.parties.service import known_parties
from xuanpai_core.plugins.forms import Party, PartyKind

PARTS = (
    Party(code="cadre", title="选派干部", kind=PartyKind.POSTING, least=0, most=2),
    Party(code="unit", title="单位", kind=PartyKind.UNIT, least=0),
    Party(code="county", title="县", kind=PartyKind.COUNTY, least=0),
    Party(code="township", title="乡镇", kind=PartyKind.TOWNSHIP, least=0),
    Party(code="village", title="村", kind=PartyKind.VILLAGE, least=0, most=2),
    Party(code="leader", title="领导", kind=PartyKind.ENTRY, forms=("official",), least=0),
)


async def _known(
    world: World, person: str, named: tuple[NamedParty, ...], demanded: tuple[Party, ...] = PARTS
) -> tuple[KnownParty, ...]:
    async with world.database.read(world.ctx(person)) as work:
        return await known_parties(work, named, demanded, extent(work.ctx, Action.REGISTER_RECORD))


async def _codes(world: World, person: str, *named: tuple[str, object]) -> list[str]:
    return [party.code for party in await _known(world, person, parties(*named))]


async def test_a_clerk_names_what_is_his_and_the_places_above(world: World) -> None:
    village = world.villages[FANGSHAN][0]

    found = await _codes(
        world,
        "clerk",
        ("cadre", world.postings["王建国"]),
        ("unit", world.units["锦州市财政局"]),
        ("county", "210726"),
        ("township", FANGSHAN),
        ("village", village),
    )

    assert found == ["cadre", "unit", "county", "township", "village"]


@pytest.mark.parametrize("code", ["cadre", "unit", "leader"])
async def test_what_does_not_exist_is_unknown(world: World, code: str) -> None:
    for ref in (new_id(), "keine-id", ""):
        with pytest.raises(UnknownParty):
            await _codes(world, "clerk", (code, ref))


async def test_what_lies_beyond_reach_looks_like_what_does_not_exist(world: World) -> None:
    other_township = next(code for code in world.villages if code.startswith("210726") and code != FANGSHAN)
    beyond = (
        ("cadre", world.postings["刘洋"]),
        ("county", "210727"),
        ("township", other_township),
        ("village", world.villages[other_township][0]),
    )
    messages = {}
    for code, ref in beyond:
        with pytest.raises(UnknownParty) as there:
            await _codes(world, "clerk", (code, ref))
        with pytest.raises(UnknownParty) as nowhere:
            await _codes(world, "clerk", (code, "219999999999" if code == "village" else new_id()))
        messages[code] = there.value.message == nowhere.value.message

    assert set(messages.values()) == {True}


async def test_a_place_of_another_level_is_none(world: World) -> None:
    for code, ref in (("village", FANGSHAN), ("township", "210726"), ("county", "2107")):
        with pytest.raises(UnknownParty):
            await _codes(world, "city", (code, ref))


async def test_a_cadre_names_his_own_posting_and_the_places_around_it(world: World) -> None:
    village, other = world.villages[FANGSHAN][:2]

    assert await _codes(world, "王建国", ("cadre", world.postings["王建国"]), ("village", village)) == [
        "cadre",
        "village",
    ]
    assert await _codes(world, "王建国", ("township", FANGSHAN), ("county", "210726")) == ["township", "county"]
    for beyond in (("cadre", world.postings["李秀英"]), ("village", other), ("county", "210727")):
        with pytest.raises(UnknownParty):
            await _codes(world, "王建国", beyond)


async def test_an_entry_is_named_only_as_what_it_is(world: World) -> None:
    leader = await add(world)
    county_leader = await add(world, OFFICIAL, "county", region_code="210726")
    problem = await add(
        world,
        form="problem",
        content={"grade": "MINOR", "handled_level": "GROUP"},
        parties=parties(("village", world.villages[FANGSHAN][0])),
    )

    assert await _codes(world, "clerk", ("leader", leader)) == ["leader"]
    assert await _codes(world, "clerk", ("leader", county_leader)) == ["leader"]
    with pytest.raises(UnknownParty):
        await _codes(world, "clerk", ("leader", problem))
    with pytest.raises(UnknownParty):
        await _codes(world, "other_county", ("leader", leader))


async def test_too_few_too_many_the_wrong_part_and_the_same_twice_are_misfits(world: World) -> None:
    first, second, third = world.villages[FANGSHAN][:3]
    needed = (Party(code="village", title="村", kind=PartyKind.VILLAGE, least=2, most=2),)
    for named in (
        parties(("village", first), ("village", second), ("village", third)),
        parties(("village", first), ("village", first)),
        parties(("mayor", first)),
    ):
        with pytest.raises(PartyMisfit):
            await _known(world, "clerk", named)
    with pytest.raises(PartyMisfit) as few:
        await _known(world, "clerk", parties(("village", first)), needed)

    assert few.value.message == "“村”须有2个,现在是1个,请改正。"
    assert few.value.fields[0].path == "parties"


async def test_a_unit_that_was_merged_is_none_any_more(world: World) -> None:
    async with world.database.work(world.ctx("city")) as work:
        await work.driver.execute(
            "UPDATE org_unit SET merged_into = $3 WHERE tenant_id = $1 AND id = $2",
            world.tenant_id,
            world.units["锦州市公安局"],
            world.units["锦州市财政局"],
        )

    with pytest.raises(UnknownParty):
        await _codes(world, "clerk", ("unit", world.units["锦州市公安局"]))
