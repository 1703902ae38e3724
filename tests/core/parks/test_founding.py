"""Who may found parks and projects, and with which introducers."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.parks.booking import Books, open_books
from tests.core.plugins.activating import fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.parks.models import IndustrialPark, ParkProject, ProjectIntroducer
from xuanpai_core.parks.service import NewPark, NewProject, create_park, create_project


async def found(world: World, new: NewPark, person: str = "county", key: str = "") -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await create_park(work, new, key or fresh_key())


async def stored(world: World) -> tuple[list[str], list[str]]:
    """The names of all parks and of all projects."""
    async with world.database.read(world.ctx("city")) as work:
        parks = await work.session.scalars(
            select(IndustrialPark.name).where(IndustrialPark.tenant_id == world.tenant_id)
        )
        projects = await work.session.scalars(select(ParkProject.name).where(ParkProject.tenant_id == world.tenant_id))
        return sorted(parks), sorted(projects)


async def test_a_county_and_its_city_found_parks_there(world: World) -> None:
    await found(world, NewPark("210726", " 第一书记产业园 "))
    await found(world, NewPark("210727", "义县产业园"), "city")

    assert (await stored(world))[0] == ["义县产业园", "第一书记产业园"]


@pytest.mark.parametrize(
    ("person", "new", "kind", "code"),
    [
        ("county", NewPark("210727", "产业园"), Forbidden, "FORBIDDEN"),
        ("county", NewPark("210726999", "产业园"), NotFound, "UNKNOWN_REGION"),
        ("county", NewPark(FANGSHAN, "产业园"), Invalid, "NOT_A_COUNTY"),
        ("city", NewPark("2107", "产业园"), Invalid, "NOT_A_COUNTY"),
        ("county", NewPark("210726;", "产业园"), Invalid, "INVALID_REGION_CODE"),
        ("county", NewPark("210726", ""), Invalid, "INVALID_TEXT"),
        ("clerk", NewPark("210726", "产业园"), Forbidden, "FORBIDDEN"),
        ("finance", NewPark("210726", "产业园"), Forbidden, "FORBIDDEN"),
        ("王建国", NewPark("210726", "产业园"), Forbidden, "FORBIDDEN"),
    ],
)
async def test_a_park_that_cannot_be_is_refused(
    world: World, person: str, new: NewPark, kind: type[XuanpaiError], code: str
) -> None:
    with pytest.raises(kind) as refused:
        await found(world, new, person)

    assert refused.value.error_code == code
    assert await stored(world) == ([], [])


async def test_a_county_has_one_park_of_a_name_even_when_two_found_it_at_once(world: World) -> None:
    new = NewPark("210726", "产业园")

    results = await asyncio.gather(found(world, new), found(world, new, "city"), return_exceptions=True)

    refusals = [result for result in results if isinstance(result, XuanpaiError)]
    assert [refusal.error_code for refusal in refusals] == ["PARK_NAME_TAKEN"]
    await found(world, NewPark("210727", "产业园"), "city")
    assert (await stored(world))[0] == ["产业园", "产业园"]


async def test_a_retry_founds_nothing_new(world: World) -> None:
    first = await found(world, NewPark("210726", "产业园"), key="same-key-1")

    assert await found(world, NewPark("210726", "产业园"), key="same-key-1") == first
    assert (await stored(world))[0] == ["产业园"]


async def test_a_project_keeps_who_brought_it_each_once(world: World) -> None:
    books = await open_books(world)

    project_id = await books.project("王建国", "张伟", "王建国")

    async with world.database.read(world.ctx("city")) as work:
        introducers = await work.session.scalars(
            select(ProjectIntroducer.posting_id).where(
                ProjectIntroducer.tenant_id == world.tenant_id, ProjectIntroducer.project_id == project_id
            )
        )
        assert set(introducers) == {world.postings["王建国"], world.postings["张伟"]}


async def test_a_project_needs_somebody_who_brought_it_unless_it_suits_a_village(world: World) -> None:
    books = await open_books(world)

    with pytest.raises(Invalid) as refused:
        await books.project()

    assert refused.value.error_code == "NO_INTRODUCER"
    assert (await stored(world))[1] == []
    await books.project(suits_village=True)
    assert (await stored(world))[1] == ["食用菌加工"]


async def test_a_county_cannot_name_cadres_beyond_it_but_its_city_can(world: World) -> None:
    books = await open_books(world)

    with pytest.raises(NotFound) as refused:
        await books.project("王建国", "刘洋")

    assert refused.value.error_code == "POSTING_NOT_FOUND"
    assert (await stored(world))[1] == []
    await books.project("王建国", "刘洋", person="city")
    assert (await stored(world))[1] == ["食用菌加工"]


@pytest.mark.parametrize(("person", "kind"), [("other_county", NotFound), ("finance", Forbidden), ("clerk", Forbidden)])
async def test_nobody_else_adds_projects_to_the_park(world: World, person: str, kind: type[XuanpaiError]) -> None:
    books = await open_books(world)

    with pytest.raises(kind):
        await books.project("王建国", person=person)

    assert (await stored(world))[1] == []


async def test_a_park_that_is_not_there_looks_like_one_out_of_reach(world: World, other_world: World) -> None:
    books = await open_books(world)
    nowhere = Books(world, new_id())

    codes = set()
    for attempt in (nowhere.project("王建国"), books.project("刘洋", person="other_county")):
        with pytest.raises(NotFound) as refused:
            await attempt
        codes.add((refused.value.error_code, refused.value.message))

    assert len(codes) == 1
    new = NewProject(books.park_id, "食用菌加工", True, ())
    with pytest.raises(NotFound):
        async with other_world.database.work(other_world.ctx("county")) as work:
            await create_project(work, new, fresh_key())
    assert await stored(other_world) == ([], [])


async def test_a_park_has_one_project_of_a_name(world: World) -> None:
    books = await open_books(world)
    await books.project("王建国")

    with pytest.raises(Conflict) as refused:
        await books.project("李秀英")

    assert refused.value.error_code == "PROJECT_NAME_TAKEN"
    assert (await stored(world))[1] == ["食用菌加工"]
