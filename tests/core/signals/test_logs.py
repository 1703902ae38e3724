"""Logs that repeat a text."""

from datetime import date, timedelta

import pytest

from tests.core.signals.noticing import LI, LIU, TEXT, TODAY, WANG, look, signals, subjects, write
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.context import system_context
from xuanpai_core.signals import logs
from xuanpai_core.signals.service import look as look_once

OTHER = "上午参加镇里召开的防汛会议,传达上级精神;下午查看河堤和排水沟,组织党员清理垃圾,慰问两名老党员。"
LIMIT = "界限为 80%,依据系统默认规则。"


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


async def test_a_text_copied_from_day_to_day_is_noticed_on_the_later_day(world: World) -> None:
    await write(world, day=ago(3))
    await write(world, day=ago(2), text=OTHER)
    exact = await write(world, day=ago(1), text=TEXT.replace("四户", "12 户,四户").replace("12 户,", " 30!"))
    nearly = await write(world, day=TODAY, text=TEXT.replace("张家", "李家"))

    assert await look(world) == 2

    found = {row["subject_key"]: (row["reason"], row["facts"]["percent"]) for row in await signals(world)}
    assert found[exact] == ("2025年10月23日的日志与本人2025年10月21日的日志完全相同(不计数字和标点)。" + LIMIT, 100)
    reason, percent = found[nearly]
    assert 80 <= percent < 100
    assert reason == f"2025年10月24日的日志与本人2025年10月21日的日志有 {percent}% 相同(不计数字和标点)。" + LIMIT


async def test_a_text_of_somebody_else_is_noticed_and_names_nobody(world: World) -> None:
    await write(world, WANG, ago(1))
    of_liu = await write(world, LIU, TODAY)

    await look(world)

    (found,) = await signals(world)
    assert (found["kind"], found["subject_key"], found["other_posting_id"]) == (
        "TEXT_COPIED",
        of_liu,
        world.postings[WANG],
    )
    assert found["reason"] == "2025年10月24日的日志与另一名干部2025年10月23日的日志完全相同(不计数字和标点)。" + LIMIT


async def test_what_two_did_together_a_short_text_and_another_text_are_nothing(world: World) -> None:
    # 李秀英 and 张伟 are posted to one village, and wrote the same of one day.
    await write(world, LI, TODAY)
    await write(world, "张伟", TODAY)
    await write(world, WANG, ago(1), text="入户走访,了解情况,帮助劳动。")
    await write(world, WANG, TODAY, text="入户走访,了解情况,帮助劳动。")
    await write(world, LIU, TODAY, text=OTHER)

    assert await look(world) == 0


async def test_another_tenants_text_is_not_compared(world: World, other_world: World) -> None:
    await write(other_world, WANG, ago(1))
    await look(other_world)
    await write(world, LI, TODAY)

    assert await look(world) == 0


async def test_a_log_written_anew_is_known_by_its_new_words(world: World, clock: FixedClock) -> None:
    await write(world, WANG, ago(2))
    await look(world)
    clock.advance(minutes=30)
    await write(world, WANG, ago(2), text="请假。")
    await look(world)
    clock.advance(minutes=30)
    await write(world, LIU, TODAY)

    await look(world)

    assert await subjects(world) == set()


async def test_logs_that_came_in_together_are_looked_at_page_by_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "PAGE", 2)
    assert await look(world) == 0
    keys = {await write(world, day=ago(days)) for days in range(4, -1, -1)}
    assert len(keys) == 5

    async with world.database.work(system_context(world.tenant_id, "signals.sweep")) as work:
        looked = await look_once(work)

    # The look is cut off after two of five; the next one begins the stretch again and leaves none out.
    assert (looked.raised, looked.more, looked.rest is not None) == (1, True, True)
    assert await look(world) == 3
    assert len(await subjects(world)) == 4
    assert await look(world) == 0
