"""What a sheet tells beside its days: nights where the place counts them, and how much of the month was served."""

from datetime import date

import pytest

from tests.core.attendance.acts import register
from tests.core.attendance.footprint import rows
from tests.core.sheets.test_printing import ask, cells, work_off
from tests.core.sheets.test_reopening import verify
from tests.core.sheets.test_sheets import OCTOBER, ON_DUTY, november, refused, seal, sheet_of, sign, states, total
from tests.factories.world import FANGSHAN, World
from tests.plugins.longshan import CODE
from xuanpai_core.attendance.nights import register_night
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import extent
from xuanpai_core.db.types import new_id
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.postings.appointing import dismiss
from xuanpai_core.sheets.page import page
from xuanpai_core.sheets.register import read_register
from xuanpai_core.sheets.workbook import HEADER_ROWS

__all__ = ["november"]

WHO, OTHER, COUNTY = "王建国", "李秀英", "张伟"

pytestmark = pytest.mark.usefixtures("with_longshan")


async def nights_count(world: World) -> None:
    """Put 龙山's ten nights in force in 王建国's village."""
    village = world.villages[FANGSHAN][0]
    async with world.database.work(world.ctx("admin")) as work:
        await activate(work, NewActivation(CODE, village, date(2025, 1, 1)), "activate-longshan")


async def sleep(world: World, *days: int, spent: bool = True, person: str = WHO) -> None:
    """Register nights of October."""
    async with world.database.work(world.ctx("clerk")) as work:
        for day in days:
            night = date(2025, 10, day)
            await register_night(work, world.postings[person], night, spent=spent, reason="经核实")


async def leave(world: World, last_day: date, person: str = WHO) -> None:
    """Dismiss one."""
    async with world.database.work(world.ctx("county")) as work:
        await dismiss(work, world.postings[person], last_day, "调回原单位", str(new_id()))


async def test_nights_stand_on_the_sheet_and_on_the_paper_where_the_place_counts_them(
    world: World, november: None
) -> None:
    await nights_count(world)
    for day in (1, 2):
        await register(world, "clerk", WHO, date(2025, 10, day), ON_DUTY)
    await sleep(world, 2, 3, 31)
    await total(world)
    await sign(world)
    document = await ask(world)

    await work_off(world)

    sheet, beside = await sheet_of(world, WHO), await sheet_of(world, COUNTY)
    assert (sheet["facts"], beside["facts"]) == ({"nights": ["2025-10-02", "2025-10-03", "2025-10-31"]}, {})
    assert sheet["verdict"]["nights"]["outcome"] == "UNMET"
    assert "nights" not in beside["verdict"]
    table = await cells(world, document)
    assert table[3][36:42] == ["到岗", "因公", "请假", "缺勤", "夜宿", "判定"]
    line, plain = (next(row for row in table[HEADER_ROWS:] if row[1] == name) for name in (WHO, COUNTY))
    assert line[5:36] == ["√", "√*", "*", *[""] * 27, "*"]
    assert (line[36], line[40], plain[40]) == ("2", "3", "")
    below = "\n".join(row[0] for row in table[HEADER_ROWS + 3 :])
    assert "* 当晚在村夜宿" in below
    assert "王建国:2025年10月夜宿3晚,要求不少于10晚,还缺7晚。" in below
    assert "依据:公开报道的龙山县规定(2019):“每月驻村不少于20天且宿村不少于10晚”(LS-驻村)" in below


async def test_the_page_has_a_column_of_nights_only_where_they_are_counted(world: World, november: None) -> None:
    ctx = world.ctx("clerk")
    await sleep(world, 2)
    await total(world)
    async with world.database.read(ctx) as work:
        without = await read_register(work, extent(ctx, Action.SHEET_READ), FANGSHAN, OCTOBER, None)
    await nights_count(world)
    await total(world)
    async with world.database.read(ctx) as work:
        counted = await read_register(work, extent(ctx, Action.SHEET_READ), FANGSHAN, OCTOBER, None)

    assert (without.by_night, counted.by_night) == (False, True)
    assert [line.nights for line in counted.lines] == [1, None, None]
    printed, plain = page(counted, "", ""), page(without, "", "")
    assert ">夜宿</th>" in printed
    assert "夜宿" not in plain
    assert printed.count('<td class="day">*</td>') == 1


async def test_a_night_that_changes_after_the_signature_makes_it_void(world: World, november: None) -> None:
    await nights_count(world)
    await sleep(world, 2)
    await total(world)
    await sign(world)
    await sleep(world, 3)

    assert await refused(world, seal) == "SIGNATURE_VOID"
    again = await total(world)

    assert again.voided == 1
    assert (await sheet_of(world, WHO))["facts"] == {"nights": ["2025-10-02", "2025-10-03"]}
    assert (await sheet_of(world, OTHER))["state"] == "SIGNED"


async def test_a_rule_on_nights_that_comes_after_the_signature_makes_none_void(world: World, november: None) -> None:
    await sleep(world, 2)
    await total(world)
    await sign(world)

    await nights_count(world)
    await sleep(world, 3)
    again = await total(world)
    await seal(world)

    assert (again.sheet_ids, again.voided) == ((), 0)
    assert (await sheet_of(world, WHO))["facts"] == {}
    assert await states(world) == {"SEALED"}


async def test_whoever_leaves_in_the_middle_of_a_signed_month_is_totalled_and_signed_anew(
    world: World, november: None
) -> None:
    await register(world, "clerk", WHO, date(2025, 10, 8), ON_DUTY)
    await total(world)
    await sign(world)

    await leave(world, date(2025, 10, 15))

    assert await refused(world, seal) == "SIGNATURE_VOID"
    assert (await total(world)).voided == 1
    await sign(world)
    await seal(world)
    assert (await sheet_of(world, WHO))["facts"] == {"last": "2025-10-15"}
    assert await states(world) == {"SEALED"}


async def test_whoever_had_left_before_the_month_does_not_hold_up_the_township(world: World, november: None) -> None:
    await register(world, "clerk", WHO, date(2025, 10, 8), ON_DUTY)
    await total(world)
    await leave(world, date(2025, 9, 30))

    assert await refused(world, sign) == "SHEET_CHANGED"
    await total(world)
    await sign(world)
    await seal(world)
    await verify(world)

    sheet = await sheet_of(world, WHO)
    assert (sheet["state"], sheet["days"], sheet["facts"]) == ("VERIFIED", [], {"last": "2025-09-30"})
    assert sheet["verdict"]["reason"] == "2025年10月当月不在任,不作评定。"


async def test_what_was_sealed_is_printed_as_it_was_sealed_whatever_becomes_of_the_posting(
    world: World, november: None
) -> None:
    await total(world)
    await sign(world)
    await seal(world)

    for last in (date(2025, 9, 30), date(2025, 10, 20)):
        assert await refused(world, leave, last) == "MONTH_SEALED"
    await leave(world, date(2025, 10, 31))

    ctx = world.ctx("clerk")
    async with world.database.read(ctx) as work:
        printed = await read_register(work, extent(ctx, Action.SHEET_READ), FANGSHAN, OCTOBER, None)
    assert printed.lines[0].cells == ("",) * 31


@pytest.mark.parametrize("again", [True, False])
async def test_a_sheet_that_was_totalled_anew_is_not_signed_unseen(world: World, november: None, again: bool) -> None:
    await total(world)
    seen = [row["content_hash"].hex() for row in await rows(world, "monthly_sheet")]
    if again:
        await register(world, "clerk", WHO, date(2025, 10, 1), ON_DUTY)
        await total(world)
        assert await refused(world, sign, content_hashes=seen) == "SHEET_NOT_SEEN"
        seen = [row["content_hash"].hex() for row in await rows(world, "monthly_sheet")]

    signed = await sign(world, content_hashes=seen)

    assert len(signed.sheet_ids) == 3


async def test_the_county_verifies_what_it_has_seen(world: World, november: None) -> None:
    await total(world)
    await sign(world)
    await seal(world)
    seen = [row["content_hash"].hex() for row in await rows(world, "monthly_sheet")]

    assert await refused(world, verify, content_hashes=seen[:2]) == "SHEET_NOT_SEEN"
    done = await verify(world, content_hashes=seen)

    assert len(done.sheet_ids) == 3
