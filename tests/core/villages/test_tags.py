"""Marks of villages: known to the rulebook, never twice at once, taken off with proof."""

import asyncio
from datetime import date
from uuid import UUID

import pytest

from tests.core.evidence.files import ready_photo
from tests.core.plugins.activating import fresh_key
from tests.core.villages.village import tag, tags, under
from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.villages.service import Delisting, delist


async def take_off(world: World, person: str, tag_id: UUID, on: date, *evidence: UUID) -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await delist(work, Delisting(tag_id, on, "通过市级验收", evidence), fresh_key())


async def test_only_marks_of_the_rulebook_exist_and_they_are_listed(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_jinzhou")

    with pytest.raises(Invalid) as unknown:
        await tag(world, "county", village, "POOR")

    assert unknown.value.error_code == "UNKNOWN_TAG"
    assert "WEAK_VILLAGE(集体经济薄弱村)" in unknown.value.message
    assert await tags(world) == []


async def test_without_a_rulebook_no_village_is_marked(world: World) -> None:
    with pytest.raises(Invalid) as unknown:
        await tag(world, "county", world.villages[FANGSHAN][0], "WEAK_VILLAGE")

    assert unknown.value.error_code == "UNKNOWN_TAG"
    assert "请先启用相应的地区插件" in unknown.value.message
    assert await tags(world) == []


@pytest.mark.parametrize(
    ("person", "place", "kind", "code"),
    [
        ("other_county", 0, Forbidden, "FORBIDDEN"),
        ("village", 1, Forbidden, "FORBIDDEN"),
        ("王建国", 0, Forbidden, "FORBIDDEN"),
        ("reader", 0, Forbidden, "FORBIDDEN"),
        ("county", FANGSHAN, Invalid, "NOT_A_VILLAGE"),
        ("county", "210726101999", NotFound, "UNKNOWN_REGION"),
    ],
)
async def test_a_mark_that_may_not_be_set_is_refused(
    world: World, person: str, place: int | str, kind: type[XuanpaiError], code: str
) -> None:
    await under(world, "region_jinzhou")
    village = world.villages[FANGSHAN][place] if isinstance(place, int) else place

    with pytest.raises(kind) as refused:
        await tag(world, person, village, "WEAK_VILLAGE")

    assert refused.value.error_code == code
    assert await tags(world) == []


async def test_the_same_mark_is_not_set_over_itself(world: World) -> None:
    village, other, *_ = world.villages[FANGSHAN]
    await under(world, "region_jinzhou")
    await tag(world, "county", village, "WEAK_VILLAGE")

    with pytest.raises(Conflict) as twice:
        await tag(world, "county", village, "WEAK_VILLAGE", date(2025, 1, 1))
    await tag(world, "county", village, "POOR_TOWNSHIP")
    await tag(world, "county", other, "WEAK_VILLAGE")

    assert twice.value.error_code == "TAG_OVERLAPS"
    assert "自2025年3月1日起" in twice.value.message
    assert len(await tags(world)) == 3


async def test_two_clerks_who_mark_at_once_make_one_mark(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_jinzhou")

    done = await asyncio.gather(
        *(tag(world, person, village, "WEAK_VILLAGE") for person in ("county", "clerk")), return_exceptions=True
    )

    assert sorted(type(one).__name__ for one in done) == ["TagOverlaps", "UUID"]
    assert await tags(world) == [(village, "WEAK_VILLAGE", None)]


async def test_a_mark_comes_off_with_proof_and_may_be_set_again(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_jinzhou")
    tag_id = await tag(world, "county", village, "WEAK_VILLAGE")
    evidence = await ready_photo(world, "county")

    await take_off(world, "county", tag_id, date(2025, 9, 30), evidence)
    await tag(world, "county", village, "WEAK_VILLAGE", date(2025, 9, 30))

    assert await tags(world) == [
        (village, "WEAK_VILLAGE", date(2025, 9, 29)),
        (village, "WEAK_VILLAGE", None),
    ]


async def test_without_proof_it_stays_on(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_jinzhou")
    tag_id = await tag(world, "county", village, "WEAK_VILLAGE")

    with pytest.raises(Invalid) as refused:
        await take_off(world, "county", tag_id, date(2025, 9, 30))

    assert refused.value.error_code == "EVIDENCE_REQUIRED"
    assert await tags(world) == [(village, "WEAK_VILLAGE", None)]


async def test_a_mark_whose_rule_asks_for_no_proof_comes_off_without(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_luxi")
    tag_id = await tag(world, "county", village, "MIGRANT")

    await take_off(world, "county", tag_id, date(2025, 9, 30))

    assert await tags(world) == [(village, "MIGRANT", date(2025, 9, 29))]


@pytest.mark.parametrize(
    ("person", "on", "code"),
    [
        ("other_county", date(2025, 9, 30), "TAG_NOT_FOUND"),
        ("county", date(2025, 3, 1), "DATE_IMPOSSIBLE"),
        ("county", date(2025, 10, 25), "DATE_IMPOSSIBLE"),
    ],
)
async def test_a_delisting_that_cannot_be_changes_nothing(world: World, person: str, on: date, code: str) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_jinzhou")
    tag_id = await tag(world, "county", village, "WEAK_VILLAGE")
    evidence = await ready_photo(world, person)

    with pytest.raises(XuanpaiError) as refused:
        await take_off(world, person, tag_id, on, evidence)

    assert refused.value.error_code == code
    assert await tags(world) == [(village, "WEAK_VILLAGE", None)]


async def test_what_is_off_does_not_come_off_again(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_luxi")
    tag_id = await tag(world, "county", village, "MIGRANT")
    await take_off(world, "county", tag_id, date(2025, 9, 30))

    with pytest.raises(Conflict) as refused:
        await take_off(world, "county", tag_id, date(2025, 10, 1))

    assert refused.value.error_code == "TAG_ENDED"
    assert await tags(world) == [(village, "MIGRANT", date(2025, 9, 29))]
