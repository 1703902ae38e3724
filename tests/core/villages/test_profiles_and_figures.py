"""Profiles that are added to and never changed; stated totals that stay as inexact as they were stated."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.core.plugins.activating import fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.villages.models import StatedFigure, VillageProfile
from xuanpai_core.villages.service import (
    NewFigure,
    NewProfile,
    Precision,
    Ratio,
    record_profile,
    state_figure,
    stated_ratio,
)

PROFILE = NewProfile("", date(2025, 1, 1), 1200, 400, 30, Decimal("3500.5"), "以玉米种植为主。")
INVESTED = NewFigure(
    "210726", "INVESTMENT", "引资", 2006, 2010, Decimal(5850), "万元", Precision.AT_LEAST, "2006—2010年总结"
)
PROJECTS = replace(INVESTED, code="PROJECTS", title="项目", value=Decimal(370), unit="个")
POOR = replace(INVESTED, code="POOR", title="贫困村", value=Decimal(110), unit="个", precision=Precision.EXACT)
GOOD = replace(POOR, code="FIVE_GOOD", title="“五好”村", value=Decimal(80))


async def add_profile(world: World, new: NewProfile, person: str = "clerk") -> None:
    async with world.database.work(world.ctx(person)) as work:
        await record_profile(work, new, fresh_key())


async def state(world: World, *figures: NewFigure, person: str = "county") -> None:
    for figure in figures:
        async with world.database.work(world.ctx(person)) as work:
            await state_figure(work, figure, fresh_key())


async def ratio(world: World, of: str, per: str, person: str = "county") -> Ratio:
    async with world.database.read(world.ctx(person)) as work:
        return await stated_ratio(work, "210726", of, per, 2006, 2010)


async def test_profiles_are_kept_beside_each_other(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    first = replace(PROFILE, region_code=village)
    await add_profile(world, first)
    await add_profile(world, replace(first, as_of=date(2025, 7, 1), population=1190))
    await add_profile(world, replace(first, as_of=date(2025, 7, 1), population=1191), person="village")

    async with world.database.read(world.ctx("clerk")) as work:
        rows = await work.session.scalars(
            select(VillageProfile.population)
            .where(VillageProfile.tenant_id == work.tenant_id)
            .order_by(VillageProfile.as_of, VillageProfile.id)
        )
        assert list(rows) == [1200, 1190, 1191]


@pytest.mark.parametrize(
    ("person", "change", "code"),
    [
        ("clerk", replace(PROFILE, as_of=date(2025, 10, 25)), "DATE_IMPOSSIBLE"),
        ("clerk", replace(PROFILE, poor_households=401), "INVALID_NUMBER"),
        ("clerk", replace(PROFILE, population=-1), "INVALID_NUMBER"),
        ("clerk", replace(PROFILE, land_mu=Decimal("0.001")), "INVALID_NUMBER"),
        ("clerk", replace(PROFILE, description=" "), "INVALID_TEXT"),
        ("other_county", PROFILE, "FORBIDDEN"),
        ("王建国", PROFILE, "FORBIDDEN"),
    ],
)
async def test_a_profile_that_cannot_be_is_refused(world: World, person: str, change: NewProfile, code: str) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await add_profile(world, replace(change, region_code=world.villages[FANGSHAN][0]), person)

    assert refused.value.error_code == code
    async with world.database.read(world.ctx("clerk")) as work:
        there = select(VillageProfile.id).where(VillageProfile.tenant_id == work.tenant_id)
        assert (await work.session.scalars(there)).all() == []


async def test_an_average_of_floors_is_never_called_exact(world: World) -> None:
    await state(world, INVESTED, PROJECTS, replace(POOR, code="EXACT", unit="村"))

    average = await ratio(world, "INVESTMENT", "PROJECTS")
    half = await ratio(world, "INVESTMENT", "EXACT")

    assert (average.value, average.unit, average.exact) == (Decimal("15.81"), "万元/个", False)
    assert "不是精确平均数" in average.reason
    assert (half.value, half.exact) == (Decimal("53.18"), False)


async def test_a_share_is_known_only_where_the_whole_was_named(world: World) -> None:
    await state(world, POOR, GOOD)

    with pytest.raises(XuanpaiError) as undecided:
        await ratio(world, "FIVE_GOOD", "POOR")
    await state(world, replace(GOOD, code="KNOWN", part_of="POOR"))

    assert undecided.value.error_code == "SHARE_UNDECIDED"
    known = await ratio(world, "KNOWN", "POOR")
    assert (known.value, known.unit, known.exact) == (Decimal("72.73"), "%", True)


@pytest.mark.parametrize(
    ("person", "figure", "code"),
    [
        ("county", replace(INVESTED, from_year=2011), "YEAR_IMPOSSIBLE"),
        ("county", replace(INVESTED, value=Decimal(-1)), "INVALID_NUMBER"),
        ("county", replace(INVESTED, part_of="NOTHING"), "FIGURE_NOT_FOUND"),
        ("other_county", INVESTED, "FORBIDDEN"),
        ("clerk", INVESTED, "FORBIDDEN"),
    ],
)
async def test_a_figure_that_cannot_be_is_refused(world: World, person: str, figure: NewFigure, code: str) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await state(world, figure, person=person)

    assert refused.value.error_code == code
    async with world.database.read(world.ctx("county")) as work:
        there = select(StatedFigure.id).where(StatedFigure.tenant_id == work.tenant_id)
        assert (await work.session.scalars(there)).all() == []


async def test_nothing_is_stated_twice_and_nothing_is_divided_by_nothing(world: World) -> None:
    await state(world, INVESTED, replace(PROJECTS, value=Decimal(0)))

    with pytest.raises(XuanpaiError) as twice:
        await state(world, INVESTED)
    with pytest.raises(XuanpaiError) as nothing:
        await ratio(world, "INVESTMENT", "PROJECTS")
    with pytest.raises(XuanpaiError) as unknown:
        await ratio(world, "INVESTMENT", "ROADS")

    codes = [one.value.error_code for one in (twice, nothing, unknown)]
    assert codes == ["FIGURE_TAKEN", "DIVIDED_BY_ZERO", "FIGURE_NOT_FOUND"]
