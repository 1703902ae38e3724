"""One log a posting and date, its evidence, and the days that have none (JZ-07)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.core.attendance.acts import (
    OCTOBER,
    TODAY,
    buckets,
    change_posting,
    corrections,
    days,
    month_row,
    open_for_all,
    register,
    seal,
)
from tests.core.attendance.footprint import footprint, rows
from tests.core.evidence.files import ready_photo
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.worklogs.service import LogEntry, Replaced, WrittenLog, missing_logs, write_log


def log(day: date = TODAY, **changes: Any) -> LogEntry:
    """A log of that day, with changes."""
    return replace(LogEntry(day, "上午走访两户,下午研究大棚项目。", place="徐家村"), **changes)


async def write(world: World, person: str, entry: LogEntry, key: str | None = None) -> WrittenLog:
    """Write as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await write_log(work, entry, key or str(new_id()))


async def refused(world: World, person: str, entry: LogEntry, key: str | None = None) -> XuanpaiError:
    """The refusal, which has left everything as it was."""
    before = await footprint(world)
    with pytest.raises(XuanpaiError) as refusal:
        await write(world, person, entry, key)
    assert await footprint(world) == before
    return refusal.value


async def missing(world: World, person: str, cadre: str = "王建国") -> list[date]:
    """The days without a log, as ``person`` sees them."""
    async with world.database.read(world.ctx(person)) as work:
        return await missing_logs(work, world.postings[cadre], OCTOBER)


async def test_a_log_is_kept_counted_and_audited(world: World) -> None:
    answer = await write(world, "王建国", log())

    posting_id = world.postings["王建国"]
    assert answer == WrittenLog(posting_id, TODAY, new=True, evidence_missing=False)
    (kept,) = await rows(world, "work_log")
    assert (kept["content"], kept["place"], kept["households_visited"]) == (log().content, "徐家村", 0)
    assert await month_row(world, "王建国") == (0, 1, None)
    assert await buckets(world) == {("210726", "CITY", 0): 1}
    (event,) = await rows(world, "audit_event")
    assert (event["action"], event["subject_id"]) == ("worklog:write", f"{posting_id}:2025-10-24")


async def test_writing_the_same_day_again_rewrites_it(world: World, clock: FixedClock) -> None:
    await open_for_all(world)
    await write(world, "王建国", log())
    clock.advance(hours=2)

    again = await write(world, "王建国", log(content="改写后的日志"))

    assert (again.new, await month_row(world, "王建国")) == (False, (0, 1, None))
    (kept,) = await rows(world, "work_log")
    assert kept["content"] == "改写后的日志"
    assert kept["updated_at"] - kept["written_at"] == timedelta(hours=2)
    assert await corrections(world) == (0, 0)


async def test_a_log_that_comes_late_does_not_take_the_place_of_one_it_knew_nothing_of(
    world: World, clock: FixedClock
) -> None:
    first = log(content="手机上写的", replaces=Replaced(None))
    await write(world, "王建国", first, "log-from-the-phone")
    [seen] = [row["updated_at"] for row in await rows(world, "work_log")]
    clock.advance(hours=2)
    await write(world, "王建国", log(content="电脑上写的", replaces=Replaced(seen)))

    for knew in (None, seen):
        late = await refused(world, "王建国", log(content="又一篇", replaces=Replaced(knew)))
        assert late.error_code == "LOG_CHANGED"
    # A retry of what is in is no other log, and whoever asks for no care gets none.
    assert (await write(world, "王建国", replace(first, replaces=Replaced(seen)), "log-from-the-phone")).new
    assert [row["content"] for row in await rows(world, "work_log")] == ["电脑上写的"]
    await write(world, "王建国", log(content="照写"))
    assert [row["content"] for row in await rows(world, "work_log")] == ["照写"]


async def test_a_log_whose_forerunner_is_not_there_is_refused(world: World) -> None:
    gone = log(replaces=Replaced(datetime(2025, 10, 23, tzinfo=UTC)))

    assert (await refused(world, "王建国", gone)).error_code == "LOG_CHANGED"


@pytest.mark.parametrize("claim", [{"households_visited": 2}, {"help_given": "协调贷款"}])
async def test_visits_and_help_without_evidence_are_taken_and_shown_as_such(
    world: World, claim: dict[str, Any]
) -> None:
    assert (await write(world, "王建国", log(**claim))).evidence_missing

    photo_id = await ready_photo(world, "王建国")
    assert not (await write(world, "王建国", log(**claim, photo_ids=(photo_id,)))).evidence_missing


async def test_evidence_is_bound_to_the_log_and_taken_off_when_left_out(world: World) -> None:
    first, second = await ready_photo(world, "王建国"), await ready_photo(world, "王建国", colour=5)
    await write(world, "王建国", log(photo_ids=(first, second, first)))
    links = await rows(world, "evidence_link")
    key = f"{world.postings['王建国']}:2025-10-24"
    assert {(row["record_type"], row["record_key"], row["evidence_id"]) for row in links} == {
        ("work_log", key, first),
        ("work_log", key, second),
    }

    await write(world, "王建国", log(photo_ids=(second,)))

    assert [row["evidence_id"] for row in await rows(world, "evidence_link")] == [second]


async def test_another_persons_photo_is_refused(world: World) -> None:
    photo_id = await ready_photo(world, "李秀英")

    assert (await refused(world, "王建国", log(photo_ids=(photo_id,)))).error_code == "EVIDENCE_NOT_FOUND"


async def test_twenty_days_and_eighteen_logs_leave_two_dates(world: World) -> None:
    for day in days(*range(1, 21)):
        await register(world, "clerk", "王建国", day, AttendanceStatus.ON_DUTY)
        if day.day not in {7, 15}:
            await write(world, "王建国", log(day))
    await register(world, "clerk", "王建国", date(2025, 10, 21), AttendanceStatus.LEAVE)

    assert await missing(world, "clerk") == [date(2025, 10, 7), date(2025, 10, 15)]
    assert await month_row(world, "王建国") == (20, 18, date(2025, 10, 20))


@pytest.mark.parametrize("person", ["王建国", "village", "secretary", "county", "city", "unit"])
async def test_whoever_may_read_logs_sees_which_are_missing(world: World, person: str) -> None:
    await register(world, "clerk", "王建国", TODAY, AttendanceStatus.ON_DUTY)

    assert await missing(world, person) == [TODAY]


@pytest.mark.parametrize("person", ["李秀英", "other_county"])
async def test_nobody_else_learns_of_them(world: World, person: str) -> None:
    with pytest.raises(XuanpaiError) as refusal:
        await missing(world, person)

    assert refusal.value.error_code == "POSTING_NOT_FOUND"


async def test_another_tenants_posting_looks_like_none(world: World, other_world: World) -> None:
    world.postings["外省"] = other_world.postings["王建国"]

    with pytest.raises(XuanpaiError) as refusal:
        await missing(world, "province", "外省")
    assert refusal.value.error_code == "POSTING_NOT_FOUND"
    named = log(posting_id=other_world.postings["王建国"])
    assert (await refused(world, "王建国", named)).error_code == "POSTING_NOT_FOUND"
    assert await rows(other_world, "work_log") == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"content": " \n"}, "content"),
        ({"content": "长" * 5001}, "content"),
        ({"content": "a\0b"}, "content"),
        ({"place": "长" * 1001}, "place"),
        ({"help_given": "\0"}, "content"),
        ({"households_visited": -1}, "householdsVisited"),
        ({"households_visited": 1001}, "householdsVisited"),
    ],
)
async def test_fields_that_cannot_be_right_are_named(world: World, changes: dict[str, Any], path: str) -> None:
    refusal = await refused(world, "王建国", log(**changes))

    assert refusal.error_code == "INVALID_WORK_LOG"
    assert [problem.path for problem in refusal.fields] == [path]


async def test_a_day_that_has_not_come_or_lies_outside_the_posting_is_refused(world: World) -> None:
    await change_posting(world, "王建国", start_date=date(2025, 10, 10))

    assert (await refused(world, "王建国", log(date(2025, 10, 25)))).error_code == "DAY_IN_FUTURE"
    assert (await refused(world, "王建国", log(date(2025, 10, 9)))).error_code == "POSTING_NOT_IN_FORCE"
    assert (await write(world, "王建国", log(date(2025, 10, 10)))).new


async def test_a_sealed_month_takes_no_log(world: World) -> None:
    await write(world, "王建国", log())
    await seal(world, "王建国")

    assert (await refused(world, "王建国", log(content="改写"))).error_code == "MONTH_SEALED"
    assert (await refused(world, "王建国", log(date(2025, 10, 3)))).error_code == "MONTH_SEALED"


async def test_another_cadres_posting_looks_like_none(world: World) -> None:
    foreign = log(posting_id=world.postings["李秀英"])

    assert (await refused(world, "王建国", foreign)).error_code == "POSTING_NOT_FOUND"


@pytest.mark.parametrize("person", ["village", "clerk", "secretary", "county", "unit"])
async def test_nobody_writes_for_a_cadre(world: World, person: str) -> None:
    assert (await refused(world, person, log())).error_code == "FORBIDDEN"


async def test_a_retry_gets_the_first_answer_and_other_content_is_refused(world: World) -> None:
    first = await write(world, "王建国", log(), "key-of-today")
    await write(world, "王建国", log(content="后来改写"))
    before = await footprint(world)

    assert await write(world, "王建国", log(), "key-of-today") == first

    assert await footprint(world) == before
    other = await refused(world, "王建国", log(content="另一份"), "key-of-today")
    assert other.error_code == "IDEMPOTENCY_KEY_REUSED"


async def test_a_month_without_storage_is_said_plainly(world: World, clock: FixedClock) -> None:
    clock.advance(days=3000)

    assert (await refused(world, "王建国", log(date(2031, 5, 6)))).error_code == "PARTITION_MISSING"
