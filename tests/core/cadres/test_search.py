"""Finding a cadre by an exact number, which tells nothing of people beyond one's reach and is no way to guess."""

import pytest

from tests.core.cadres.personal import BANK_ACCOUNT, PHONE, give_contact
from tests.factories.world import World
from xuanpai_core.cadres.errors import SearchLimit
from xuanpai_core.cadres.search import ExactNumbers, count_misses, find_exact
from xuanpai_core.clock import FixedClock

WANG, LIU = "210700198001010000", "210700198001010030"


async def find(world: World, person: str, exact: ExactNumbers) -> list[str]:
    async with world.database.read(world.ctx(person)) as work:
        found = await find_exact(work, exact)
    names = {cadre_id: name for name, cadre_id in world.cadres.items()}
    return [names[cadre_id] for cadre_id in found]


async def test_each_number_finds_its_cadre(world: World) -> None:
    await give_contact(world)

    assert await find(world, "county", ExactNumbers(id_number=WANG)) == ["王建国"]
    assert await find(world, "county", ExactNumbers(phone="138 1234 1234")) == ["王建国"]
    assert await find(world, "county", ExactNumbers(bank_account=BANK_ACCOUNT)) == ["王建国"]
    assert await find(world, "county", ExactNumbers(id_number=WANG, phone=PHONE)) == ["王建国"]
    assert await find(world, "county", ExactNumbers(id_number=WANG, phone="13900005678")) == []


async def test_part_of_a_number_finds_nobody(world: World) -> None:
    await give_contact(world)

    assert await find(world, "county", ExactNumbers(phone="1381234")) == []
    assert await find(world, "county", ExactNumbers(phone="")) == []


@pytest.mark.parametrize(
    ("person", "found"),
    [
        ("county", []),
        ("other_county", ["刘洋"]),
        ("city", ["刘洋"]),
        ("unit", ["刘洋"]),
        ("刘洋", ["刘洋"]),
        ("王建国", []),
    ],
)
async def test_only_people_within_reach_are_found(world: World, person: str, found: list[str]) -> None:
    assert await find(world, person, ExactNumbers(id_number=LIU)) == found


async def test_the_other_tenants_people_are_not_found(world: World, other_world: World) -> None:
    await give_contact(other_world)

    assert await find(world, "province", ExactNumbers(phone=PHONE)) == []


async def test_thirty_searches_in_vain_within_an_hour_end_it(world: World, clock: FixedClock) -> None:
    async with world.database.work(world.ctx("county")) as work:
        await count_misses(work, 29)
    assert await find(world, "county", ExactNumbers(id_number=WANG)) == ["王建国"]
    async with world.database.work(world.ctx("county")) as work:
        await count_misses(work, 1)

    with pytest.raises(SearchLimit):
        await find(world, "county", ExactNumbers(id_number=WANG))

    assert await find(world, "city", ExactNumbers(id_number=WANG)) == ["王建国"]
    clock.advance(hours=1)
    assert await find(world, "county", ExactNumbers(id_number=WANG)) == ["王建国"]
