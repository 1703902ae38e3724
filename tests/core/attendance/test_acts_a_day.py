"""How many acts make a day: one, unless the place's rule asks for more."""

from datetime import date

from tests.api.owed import lay_down
from tests.core.attendance.acts import OCTOBER, TODAY, entry, lay, lift, send
from tests.core.attendance.footprint import rows
from tests.factories.world import FANGSHAN, World
from xuanpai_core.attendance.months import Corrections
from xuanpai_core.attendance.service import open_month, recount
from xuanpai_core.db.types import new_id
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import CheckInRule

WHO = "王建国"
CLAUSE = Clause(document="《芳山镇驻村签到办法》", words="每天早晚各签到一次。", reference="第三条")


async def ask(world: World, acts: int, *, place: str = FANGSHAN, since: date = date(2025, 1, 1)) -> None:
    """Let the rule of ``place`` ask for so many acts a day."""
    async with world.database.work(world.ctx("admin")) as work:
        lay_down(work, place, [CheckInRule(clause=CLAUSE, acts_a_day=acts)], since)


async def said(world: World) -> tuple[str, str | None, int]:
    """What the day of ``WHO`` says: its halves and its acts."""
    [day] = await rows(world, "attendance_day")
    return day["status"], day["afternoon"], day["check_ins"]


async def test_without_a_rule_the_first_act_makes_the_day(world: World) -> None:
    first, second = await send(world, WHO, entry(hour=7)), await send(world, WHO, entry())

    assert (first.counted, first.on_duty_days) == (True, 1)
    assert (second.counted, second.on_duty_days) == (False, 1)
    assert await said(world) == ("ON_DUTY", None, 2)


async def test_where_two_are_asked_the_second_makes_the_day_and_the_first_contradicts_nothing(world: World) -> None:
    await ask(world, 2)
    async with world.database.work(world.ctx("admin")) as work:
        await open_month(work, OCTOBER)
    morning, evening = entry(hour=6), entry(hour=7)

    first = await send(world, WHO, morning)
    assert (first.counted, first.on_duty_days, first.conflict) == (False, 0, False)
    assert await said(world) == ("UNRECORDED", None, 1)
    # Sent again it is the same act.
    assert await send(world, WHO, morning) == first
    assert await said(world) == ("UNRECORDED", None, 1)

    second = await send(world, WHO, evening)
    assert (second.counted, second.on_duty_days, second.conflict) == (True, 1, False)
    third = await send(world, WHO, entry())
    assert (third.counted, third.on_duty_days) == (False, 1)
    assert await said(world) == ("ON_DUTY", None, 3)
    assert await rows(world, "attendance_conflict") == []
    async with world.database.work(world.ctx("county")) as work:
        assert await recount(work, OCTOBER) == Corrections(0, 0)


async def test_the_nearest_rule_asks_and_another_day_has_another_rule(world: World) -> None:
    await ask(world, 4, place="210726")
    await ask(world, 2, since=date(2025, 10, 23))

    early = await send(world, WHO, entry(date(2025, 10, 22)))
    await send(world, WHO, entry(date(2025, 10, 22), 9))
    today = await send(world, WHO, entry(hour=7))
    assert (early.counted, today.counted) == (False, False)
    assert (await send(world, WHO, entry())).counted

    status = {row["day"]: row["status"] for row in await rows(world, "attendance_day")}
    assert status == {date(2025, 10, 22): "UNRECORDED", TODAY: "ON_DUTY"}


async def test_half_a_day_of_leave_leaves_the_other_half_to_as_many_acts_as_are_asked(world: World) -> None:
    await ask(world, 2)
    leave_id, slots = new_id(), [(TODAY, DayPart.AFTERNOON)]
    assert await lay(world, WHO, leave_id, slots) == []

    first = await send(world, WHO, entry(hour=7))
    assert (first.counted, first.conflict) == (False, False)
    assert await said(world) == ("UNRECORDED", "LEAVE", 1)
    # Taken back before the second act, the day still lacks one.
    await lift(world, WHO, leave_id, slots)
    assert await said(world) == ("UNRECORDED", None, 1)

    assert (await send(world, WHO, entry(hour=8))).counted
    assert await said(world) == ("ON_DUTY", None, 2)
