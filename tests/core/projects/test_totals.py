"""Quantities add up by unit, and only by unit."""

from datetime import date
from decimal import Decimal

import pytest

from tests.core.plugins.activating import fresh_key
from tests.core.projects.building import project, quantity
from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import Invalid
from xuanpai_core.projects.models import ProjectStatus
from xuanpai_core.projects.service import ProjectChange, change_project, project_total, project_totals


async def build(world: World) -> None:
    """Roads in two villages, a pond, a bridge, a road of last year, and one that was never built."""
    first, second, *_ = world.villages[FANGSHAN]
    await project(
        world, place=first, title="甲", quantities=(quantity("道路", "20", "km"), quantity("当家塘", "4", "口"))
    )
    await project(world, place=second, title="乙", quantities=(quantity("道路", "5.5", "公里"),))
    await project(world, place=first, title="丙", quantities=(quantity("桥涵", "2", "座"), quantity("道路", "3", "处")))
    last_year = date(2024, 5, 6)
    await project(world, place=first, title="丁", established_on=last_year, quantities=(quantity("道路", "9", "km"),))
    never = await project(world, place=first, title="戊", quantities=(quantity("道路", "100", "km"),))
    async with world.database.work(world.ctx("clerk")) as work:
        await change_project(work, ProjectChange(never, "没有资金", ProjectStatus.CANCELLED), fresh_key())


async def totals(world: World, person: str, region_code: str, *days: date) -> list[tuple[str, str, Decimal, int]]:
    async with world.database.read(world.ctx(person)) as work:
        found = await project_totals(work, region_code, *days)
        return [(one.item, one.unit, one.amount, one.projects) for one in found]


async def total(world: World, item: str | None, unit: str | None) -> Decimal:
    async with world.database.read(world.ctx("clerk")) as work:
        return await project_total(work, FANGSHAN, item, unit, date(2025, 1, 1))


async def test_each_thing_adds_up_in_its_own_unit(world: World) -> None:
    await build(world)

    assert sorted(await totals(world, "clerk", FANGSHAN, date(2025, 1, 1), date(2025, 12, 31))) == [
        ("当家塘", "口", Decimal(4), 1),
        ("桥涵", "座", Decimal(2), 1),
        ("道路", "公里", Decimal("25.5"), 2),
        ("道路", "处", Decimal(3), 1),
    ]
    whole = {(item, unit): amount for item, unit, amount, _ in await totals(world, "clerk", FANGSHAN)}
    assert whole["道路", "公里"] == Decimal("34.5")


async def test_one_figure_is_of_one_unit(world: World) -> None:
    await build(world)

    assert await total(world, "道路", "km") == Decimal("25.5")
    assert await total(world, None, "口") == Decimal(4)
    assert await total(world, "渠道", None) == Decimal(0)
    for item in ("道路", None):
        with pytest.raises(Invalid) as refused:
            await total(world, item, None)
        assert refused.value.error_code == "UNIT_MIXED"
    assert "公里" in refused.value.message


async def test_totals_stop_where_ones_reach_stops(world: World) -> None:
    await build(world)
    await project(
        world, "王建国", title="己", posting_id=world.postings["王建国"], quantities=(quantity("渠道", "17", "km"),)
    )

    assert await totals(world, "other_county", "2107") == []
    assert await totals(world, "王建国", "2107") == [("渠道", "公里", Decimal(17), 1)]
    assert await totals(world, "unit", "2107") == [("渠道", "公里", Decimal(17), 1)]
