"""What logs leave to be done: opened by one day's log, settled by another's, and skeletons to start from."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.core.attendance.footprint import footprint, rows
from tests.core.worklogs.test_work_logs import log, write
from tests.factories.world import FANGSHAN, World
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.worklogs.items import SettledItem
from xuanpai_core.worklogs.service import LogEntry
from xuanpai_core.worklogs.templates import NewTemplate, add_template, retire_template

MONDAY, TUESDAY, WEDNESDAY = date(2025, 10, 20), date(2025, 10, 21), date(2025, 10, 22)


async def items(world: World) -> dict[str, tuple[str, date, date | None, str | None]]:
    """Every item: state, opened on, settled on, outcome, by its words."""
    found = await rows(world, "work_log_item")
    return {row["text"]: (row["state"], row["opened_on"], row["settled_on"], row["outcome"]) for row in found}


async def ids(world: World) -> dict[str, UUID]:
    """The items by their words."""
    return {row["text"]: row["id"] for row in await rows(world, "work_log_item")}


async def refused(world: World, entry: LogEntry, person: str = "王建国") -> str:
    """The refusal's code; logs, items and the trail are as they were."""
    before = (await footprint(world), await items(world))
    with pytest.raises(XuanpaiError) as refusal:
        await write(world, person, entry)
    assert (await footprint(world), await items(world)) == before
    return refusal.value.error_code


async def test_what_was_heard_on_monday_is_settled_on_tuesday_and_on_wednesday(world: World) -> None:
    await write(world, "王建国", log(MONDAY, open_items=(" 修渠 ", "张家低保", "路灯")))
    known = await ids(world)

    await write(
        world, "王建国", log(TUESDAY, settled_items=(SettledItem(known["修渠"], "已通水"),), open_items=("桥",))
    )
    dropped = SettledItem(known["路灯"], "村里自行解决", dropped=True)
    await write(world, "王建国", log(WEDNESDAY, settled_items=(dropped,)))

    assert await items(world) == {
        "修渠": ("DONE", MONDAY, TUESDAY, "已通水"),
        "张家低保": ("OPEN", MONDAY, None, None),
        "路灯": ("DROPPED", MONDAY, WEDNESDAY, "村里自行解决"),
        "桥": ("OPEN", TUESDAY, None, None),
    }


async def test_a_log_written_anew_replaces_only_what_it_opened_itself(world: World) -> None:
    await write(world, "王建国", log(MONDAY, open_items=("修渠", "张家低保", "路灯")))
    known = await ids(world)
    done = (SettledItem(known["修渠"], "已通水"),)
    await write(world, "王建国", log(TUESDAY, open_items=("桥",), settled_items=done))

    # It says nothing of items; then it names them anew: one stays itself, one goes, one comes, the settled one stays.
    await write(world, "王建国", log(MONDAY, content="改写"))
    untouched = set(await items(world))
    await write(world, "王建国", log(MONDAY, open_items=("路灯", "水井")))

    after = await items(world)
    assert untouched == {"修渠", "张家低保", "路灯", "桥"}
    assert set(after) == {"修渠", "路灯", "水井", "桥"}
    assert after["修渠"] == ("DONE", MONDAY, TUESDAY, "已通水")
    assert (await ids(world))["路灯"] == known["路灯"]
    # Tuesday's log takes back what it settled.
    await write(world, "王建国", log(TUESDAY, settled_items=()))
    assert (await items(world))["修渠"] == ("OPEN", MONDAY, None, None)


async def test_a_retry_opens_and_settles_once(world: World) -> None:
    entry = log(MONDAY, open_items=("修渠",))
    await write(world, "王建国", entry, "log-of-monday")
    await write(world, "王建国", log(TUESDAY, settled_items=(SettledItem((await ids(world))["修渠"], "已通水"),)))
    before = await items(world)

    await write(world, "王建国", entry, "log-of-monday")

    assert await items(world) == before
    with pytest.raises(XuanpaiError) as reused:
        await write(world, "王建国", log(MONDAY, open_items=("别的",)), "log-of-monday")
    assert reused.value.error_code == "IDEMPOTENCY_KEY_REUSED"
    assert await items(world) == before


async def test_what_is_not_ones_own_or_is_settled_or_comes_later_is_refused_whole(world: World) -> None:
    await write(world, "王建国", log(TUESDAY, open_items=("修渠", "路灯")))
    await write(world, "李秀英", log(MONDAY, open_items=("桥",)))
    known = await ids(world)
    await write(world, "王建国", log(WEDNESDAY, settled_items=(SettledItem(known["修渠"], "已通水"),)))

    def settle(item_id: UUID, day: date = date(2025, 10, 23)) -> LogEntry:
        return log(day, open_items=("新的",), settled_items=(SettledItem(item_id, "已办"),))

    assert [
        await refused(world, settle(known["桥"])),
        await refused(world, settle(new_id())),
        await refused(world, settle(known["路灯"], MONDAY)),
        await refused(world, settle(known["修渠"])),
    ] == ["LOG_ITEM_NOT_FOUND", "LOG_ITEM_NOT_FOUND", "LOG_ITEM_NOT_FOUND", "LOG_ITEM_SETTLED"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"open_items": ("修渠", "修渠 ")}, "INVALID_WORK_LOG"),
        ({"open_items": tuple(f"第{number}件" for number in range(21))}, "INVALID_WORK_LOG"),
        ({"open_items": (" ",)}, "INVALID_TEXT"),
        ({"open_items": ("长" * 301,)}, "INVALID_TEXT"),
        ({"settled_items": (SettledItem(new_id(), ""),)}, "INVALID_TEXT"),
    ],
)
async def test_items_that_cannot_be_right_are_refused(world: World, changes: dict[str, Any], code: str) -> None:
    assert await refused(world, log(**changes)) == code


async def _template(world: World, person: str, place: str) -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await add_template(work, NewTemplate(place, "日志", "工作内容:\n走访情况:"), str(uuid4()))


async def _retire(world: World, person: str, template_id: UUID) -> None:
    async with world.database.work(world.ctx(person)) as work:
        await retire_template(work, template_id, str(uuid4()))


async def test_templates_are_laid_down_and_retired_by_the_offices_of_their_place(world: World) -> None:
    own = await _template(world, "clerk", FANGSHAN)
    above = await _template(world, "city", "2107")

    codes = []
    for person, template_id in (("clerk", above), ("village", own), ("other_county", own), ("王建国", own)):
        with pytest.raises(XuanpaiError) as refusal:
            await _retire(world, person, template_id)
        codes.append(refusal.value.error_code)
    for person, place in (("clerk", "210726"), ("王建国", world.villages[FANGSHAN][0]), ("reader", "210726")):
        with pytest.raises(XuanpaiError) as refusal:
            await _template(world, person, place)
        codes.append(refusal.value.error_code)

    kept = await rows(world, "work_log_template")
    assert codes == ["LOG_TEMPLATE_NOT_FOUND"] * 4 + ["FORBIDDEN"] * 3
    assert [row["retired_at"] for row in kept] == [None, None]
    await _retire(world, "county", own)
    assert {row["id"]: row["retired_at"] is None for row in await rows(world, "work_log_template")} == {
        own: False,
        above: True,
    }
