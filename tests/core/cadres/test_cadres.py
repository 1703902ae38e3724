"""Cadres found by the exact ID number, within one tenant."""

from datetime import date

import asyncpg
import pytest

from tests.factories.world import World
from xuanpai_core.cadres.models import Gender
from xuanpai_core.cadres.service import KnownCadre, NewCadre, add_cadres, count_cadres, find_by_id_numbers
from xuanpai_core.db.types import new_id
from xuanpai_core.vocabulary import PartyStatus, StaffingType

KNOWN = "210700198001010000"


def new_cadre(world: World, id_number: str) -> NewCadre:
    """郑一, born 1980-01-01, of 锦州市公安局."""
    return NewCadre(
        new_id(),
        "郑一",
        Gender.MALE,
        date(1980, 1, 1),
        id_number,
        "13800000000",
        StaffingType.CIVIL_SERVICE,
        PartyStatus.FULL_MEMBER,
        world.units["锦州市公安局"],
    )


async def test_a_cadre_is_found_by_the_exact_number_and_no_other(world: World) -> None:
    async with world.database.read(world.ctx("county")) as work:
        found = await find_by_id_numbers(work, [KNOWN, KNOWN[:-1] + "1", "210700"])

    assert found == {KNOWN: KnownCadre(world.cadres["王建国"], "王建国")}


async def test_the_other_tenants_cadre_is_not_found(world: World, other_world: World) -> None:
    cadre = new_cadre(other_world, "21070019800101999X")
    async with world.database.work(other_world.ctx("county")) as work:
        await add_cadres(work, [cadre])

    async with world.database.read(world.ctx("county")) as work:
        assert await find_by_id_numbers(work, [cadre.id_number]) == {}
        assert await count_cadres(work) == len(world.cadres)


async def test_a_number_that_is_stored_is_not_stored_again(world: World) -> None:
    with pytest.raises(asyncpg.UniqueViolationError):
        async with world.database.work(world.ctx("county")) as work:
            await add_cadres(work, [new_cadre(world, "21070019800101999X"), new_cadre(world, KNOWN)])

    async with world.database.read(world.ctx("county")) as work:
        assert await count_cadres(work) == len(world.cadres)
