"""Collective income: one a village and year, corrected with a reason, classed by the scale of its place."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.core.villages.village import earn, under
from tests.factories.world import FANGSHAN, World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.errors import Conflict, Forbidden, Invalid, XuanpaiError
from xuanpai_core.villages.models import CollectiveIncome
from xuanpai_core.villages.service import IncomeClasses, income_classes


async def incomes(world: World) -> list[tuple[str, int, int, str | None]]:
    async with world.database.read(world.ctx("city")) as work:
        rows = await work.session.execute(
            select(
                CollectiveIncome.region_code,
                CollectiveIncome.year,
                CollectiveIncome.gross_fen,
                CollectiveIncome.corrected_because,
            )
            .where(CollectiveIncome.tenant_id == work.tenant_id)
            .order_by(CollectiveIncome.region_code, CollectiveIncome.year)
        )
        return [(row[0], row[1], row[2], row[3]) for row in rows]


async def classes(world: World, person: str, region_code: str, year: int) -> IncomeClasses:
    async with world.database.read(world.ctx(person)) as work:
        return await income_classes(work, region_code, year)


async def test_a_correction_needs_a_reason_and_leaves_a_trace(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await earn(world, "clerk", 2024, {village: (100, 0, 100)})

    with pytest.raises(Conflict) as refused:
        await earn(world, "clerk", 2024, {village: (200, 0, 100)})
    assert refused.value.error_code == "REASON_REQUIRED"
    assert await incomes(world) == [(village, 2024, 100, None)]

    await earn(world, "clerk", 2024, {village: (100, 0, 100)})
    await earn(world, "clerk", 2024, {village: (200, 0, 100)}, "漏记一笔")

    assert await incomes(world) == [(village, 2024, 200, "漏记一笔")]
    async with world.database.read(world.ctx("auditor")) as work:
        trace = (
            await work.session.scalars(
                select(AuditEvent).where(AuditEvent.tenant_id == work.tenant_id, AuditEvent.action == "village:correct")
            )
        ).one()
    assert trace.before is not None
    assert trace.after is not None
    assert (trace.before["gross_fen"], trace.after["gross_fen"], trace.reason) == (100, 200, "漏记一笔")


@pytest.mark.parametrize(
    ("person", "place", "year", "amounts", "code"),
    [
        ("clerk", 0, 2026, (1, 0, 0), "YEAR_IMPOSSIBLE"),
        ("clerk", 0, 1948, (1, 0, 0), "YEAR_IMPOSSIBLE"),
        ("clerk", 0, 2024, (-1, 0, 0), "INVALID_INCOME"),
        ("clerk", 0, 2024, (100, 60, 41), "INVALID_INCOME"),
        ("clerk", FANGSHAN, 2024, (1, 0, 0), "NOT_A_VILLAGE"),
        ("other_county", 0, 2024, (1, 0, 0), "FORBIDDEN"),
        ("village", 1, 2024, (1, 0, 0), "FORBIDDEN"),
        ("王建国", 0, 2024, (1, 0, 0), "FORBIDDEN"),
    ],
)
async def test_an_income_that_cannot_be_is_refused(
    world: World, person: str, place: int | str, year: int, amounts: tuple[int, int, int], code: str
) -> None:
    village = world.villages[FANGSHAN][place] if isinstance(place, int) else place

    with pytest.raises(XuanpaiError) as refused:
        await earn(world, person, year, {village: amounts})

    assert refused.value.error_code == code
    assert await incomes(world) == []


async def test_one_wrong_village_refuses_the_whole_batch(world: World) -> None:
    first, second, *_ = world.villages[FANGSHAN]

    with pytest.raises(Invalid) as refused:
        await earn(world, "clerk", 2024, {first: (1, 0, 0), second: (1, 1, 1)})

    assert [(problem.path, problem.code) for problem in refused.value.fields] == [("villages.1", "PARTS_EXCEED")]
    assert await incomes(world) == []


async def test_each_village_is_classed_by_the_scale_of_its_own_place(world: World) -> None:
    """The county has its own scale below the city's: there 3万 net and less than that is weak."""
    here, there = world.villages[FANGSHAN][0], next(code for code in world.villages if code.startswith("210727"))
    other = world.villages[there][0]
    await under(world, "region_jinzhou")
    await under(world, "region_fujian_county", "210727")
    await earn(world, "city", 2024, {here: (2_000_000, 0, 0), other: (2_000_000, 0, 0)})

    found = await classes(world, "city", "2107", 2024)
    hers = await classes(world, "county", "2107", 2024)

    members = {
        (count.scale.clause.reference, count.band.code): [one.region_code for one in count.members]
        for count in found.bands
    }
    assert members == {
        ("JZ-19", "HOLLOW"): [],
        ("JZ-19", "FIFTY_THOUSAND"): [],
        ("FJ-07", "HOLLOW"): [],
        ("FJ-07", "WEAK"): [other],
    }
    assert {count.scale.clause.reference for count in hers.bands} == {"JZ-19"}
    assert hers.recorded == 1
    assert (await classes(world, "other_county", "210726", 2024)).villages == 0


async def test_a_place_without_a_scale_is_said_to_have_none(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await earn(world, "clerk", 2024, {village: (0, 0, 0)})

    found = await classes(world, "clerk", FANGSHAN, 2024)

    assert (found.recorded, found.bands) == (1, ())
    assert found.without_scale == found.villages == len(world.villages[FANGSHAN])


async def test_nobody_without_the_permission_sees_classes(world: World) -> None:
    with pytest.raises(Forbidden):
        await classes(world, "security", "2107", 2024)


async def test_the_share_is_of_the_villages_recorded(world: World) -> None:
    await under(world, "region_hedong", "210726")
    villages = world.villages[FANGSHAN][:3]
    amounts = [(3_000_000, 0, 3_000_000), (3_000_001, 0, 3_000_001), (9_000_000, 6_000_000, 0)]
    await earn(world, "clerk", 2024, dict(zip(villages, amounts, strict=True)))

    (weak,) = (await classes(world, "clerk", FANGSHAN, 2024)).bands

    assert (weak.count, weak.recorded, weak.share) == (2, 3, Decimal("66.67"))
