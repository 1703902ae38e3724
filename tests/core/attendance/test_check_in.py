"""A cadre checks in: what counts, what is refused, and that a refusal leaves nothing behind."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.core.attendance.acts import (
    OCTOBER,
    TODAY,
    buckets,
    change_posting,
    days,
    entry,
    month_row,
    open_for_all,
    register,
    seal,
    send,
)
from tests.core.attendance.footprint import footprint, rows
from tests.core.evidence.files import photo, ready_photo, upload
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import CheckedIn, CheckInEntry
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.evidence.models import Evidence, EvidenceState


async def refused(world: World, person: str, sent: CheckInEntry, key: str | None = None) -> str:
    """The code of the refusal, which has left everything as it was."""
    before = await footprint(world)
    with pytest.raises(XuanpaiError) as refusal:
        await send(world, person, sent, key)
    assert await footprint(world) == before
    assert refusal.value.message
    return refusal.value.error_code


async def test_a_check_in_is_kept_counted_and_audited(world: World) -> None:
    sent = entry(note="走访三户", device={"model": "某手机"})

    answer = await send(world, "王建国", sent)

    posting_id = world.postings["王建国"]
    assert answer == CheckedIn(posting_id, TODAY, counted=True, on_duty_days=1)
    (kept,) = await rows(world, "check_in")
    assert kept == {
        "tenant_id": world.tenant_id,
        "posting_id": posting_id,
        "day": TODAY,
        "id": sent.id,
        "at": sent.at,
        "received_at": datetime(2025, 10, 24, 9, 0, tzinfo=SHANGHAI),
        "latitude": 41.7,
        "longitude": 122.1,
        "accuracy_m": 12.5,
        "photo_id": None,
        "note": "走访三户",
        "device": {"model": "某手机"},
        "distance_m": None,
    }
    (day,) = await rows(world, "attendance_day")
    assert (day["status"], day["first_check_in_at"], day["check_ins"]) == ("ON_DUTY", sent.at, 1)
    assert await month_row(world, "王建国") == (1, 0, TODAY)
    assert await buckets(world) == {("210726", "CITY", 1): 1}
    (event,) = await rows(world, "audit_event")
    assert (event["action"], event["subject_id"]) == ("attendance:check_in", str(sent.id))
    assert event["account_id"] == world.people["王建国"].account_id


@pytest.mark.parametrize("opened", [False, True])
async def test_three_acts_on_one_day_make_one_day(world: World, opened: bool) -> None:
    if opened:
        assert await open_for_all(world) == 5

    answers = [await send(world, "王建国", entry(hour=hour)) for hour in (8, 6, 7)]

    assert [(answer.counted, answer.on_duty_days) for answer in answers] == [(True, 1), (False, 1), (False, 1)]
    (day,) = await rows(world, "attendance_day")
    assert day["check_ins"] == 3
    assert day["first_check_in_at"] == datetime(2025, 10, 24, 6, 30, tzinfo=SHANGHAI)
    assert len(await rows(world, "check_in")) == 3


async def test_every_day_moves_the_posting_to_the_next_bucket_of_its_county(world: World) -> None:
    await open_for_all(world)
    assert await buckets(world) == {
        ("210726", "CITY", 0): 2,
        ("210726", "COUNTY", 0): 1,
        ("210727", "CITY", 0): 2,
    }

    for day in days(23, 21, 24):
        await send(world, "王建国", entry(day))
    await send(world, "张伟", entry())
    await send(world, "刘洋", entry())

    assert await buckets(world) == {
        ("210726", "CITY", 0): 1,
        ("210726", "CITY", 3): 1,
        ("210726", "COUNTY", 1): 1,
        ("210727", "CITY", 0): 1,
        ("210727", "CITY", 1): 1,
    }
    assert await month_row(world, "王建国") == (3, 0, TODAY)


async def test_place_photo_and_note_may_be_missing(world: World) -> None:
    answer = await send(world, "王建国", entry(latitude=None, longitude=None, accuracy_m=None))

    assert answer.counted


async def test_a_photo_is_bound_to_the_check_in(world: World) -> None:
    photo_id = await ready_photo(world, "王建国")
    sent = entry(photo_id=photo_id)

    await send(world, "王建国", sent)

    (link,) = await rows(world, "evidence_link")
    assert (link["record_type"], link["record_key"]) == ("check_in", str(sent.id))
    assert (link["evidence_id"], link["posting_id"]) == (photo_id, world.postings["王建国"])
    assert (await rows(world, "attendance_day"))[0]["photo_id"] == photo_id


async def test_an_entry_does_not_wait_for_its_photo(world: World) -> None:
    photo_id = await upload(world, "王建国", photo())

    assert (await send(world, "王建国", entry(photo_id=photo_id))).counted

    assert [row["evidence_id"] for row in await rows(world, "evidence_link")] == [photo_id]
    assert (await rows(world, "attendance_day"))[0]["photo_id"] == photo_id


@pytest.mark.parametrize("whose", ["another's", "refused", "unknown"])
async def test_a_photo_that_is_not_ones_own_or_was_refused_is_not_taken(world: World, whose: str) -> None:
    owner = "李秀英" if whose == "another's" else "王建国"
    photo_id = new_id() if whose == "unknown" else await ready_photo(world, owner)
    if whose == "refused":
        async with world.database.work(world.ctx("admin")) as work:
            await work.session.execute(
                update(Evidence)
                .where(Evidence.tenant_id == world.tenant_id, Evidence.id == photo_id)
                .values(state=EvidenceState.REJECTED)
            )
    sent = entry(photo_id=photo_id)

    assert await refused(world, "王建国", sent) == "EVIDENCE_NOT_FOUND"


async def test_a_check_in_dated_tomorrow_is_refused(world: World) -> None:
    assert await refused(world, "王建国", entry(TODAY + timedelta(days=1))) == "CHECK_IN_IN_FUTURE"


async def test_a_clock_may_be_ten_minutes_fast_and_no_more(world: World, clock: FixedClock) -> None:
    fast = clock.now() + timedelta(minutes=10)
    assert (await send(world, "王建国", entry(at=fast))).counted

    faster = entry(at=fast + timedelta(seconds=1))
    assert await refused(world, "王建国", faster) == "CHECK_IN_IN_FUTURE"


async def test_three_days_late_is_taken_and_four_are_not(world: World) -> None:
    assert (await send(world, "王建国", entry(date(2025, 10, 21)))).counted
    assert await refused(world, "王建国", entry(date(2025, 10, 20))) == "CHECK_IN_TOO_OLD"


async def test_before_and_after_the_posting_nothing_is_taken(world: World) -> None:
    await change_posting(world, "王建国", start_date=date(2025, 10, 24))
    assert await refused(world, "王建国", entry(date(2025, 10, 23))) == "POSTING_NOT_IN_FORCE"

    await change_posting(world, "李秀英", end_date=date(2025, 10, 22))
    assert await refused(world, "李秀英", entry(date(2025, 10, 23))) == "POSTING_NOT_IN_FORCE"
    assert (await send(world, "李秀英", entry(date(2025, 10, 22)))).counted
    assert (await send(world, "王建国", entry(date(2025, 10, 24)))).counted


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"latitude": 90.01}, ["latitude"]),
        ({"longitude": -180.01}, ["longitude"]),
        ({"latitude": None}, ["latitude"]),
        ({"latitude": float("nan"), "longitude": float("inf")}, ["latitude", "longitude"]),
        ({"accuracy_m": -1.0}, ["accuracyM"]),
        ({"accuracy_m": float("inf")}, ["accuracyM"]),
        ({"note": "长" * 501}, ["note"]),
        ({"note": "a\0"}, ["note"]),
        ({"device": {"model": "x" * 2000}}, ["device"]),
        ({"device": {"model": "\0"}}, ["device"]),
        ({"device": {"number": 2**70}}, ["device"]),
        ({"at": datetime(2025, 10, 23, 23, 59, tzinfo=SHANGHAI)}, ["day"]),
    ],
)
async def test_fields_that_cannot_be_right_are_named(world: World, changes: dict[str, Any], paths: list[str]) -> None:
    before = await footprint(world)

    with pytest.raises(XuanpaiError) as refusal:
        await send(world, "王建国", entry(**changes))

    assert refusal.value.error_code == "INVALID_CHECK_IN"
    assert [problem.path for problem in refusal.value.fields] == paths
    assert await footprint(world) == before


async def test_another_cadres_posting_looks_like_none(world: World) -> None:
    foreign = entry(posting_id=world.postings["李秀英"])
    unknown = entry(posting_id=new_id())

    assert await refused(world, "王建国", foreign) == "POSTING_NOT_FOUND"
    assert await refused(world, "王建国", unknown) == "POSTING_NOT_FOUND"


async def test_ones_own_posting_may_be_named(world: World) -> None:
    assert (await send(world, "王建国", entry(posting_id=world.postings["王建国"]))).counted


async def test_another_tenants_posting_and_photo_look_like_none(world: World, other_world: World) -> None:
    photo_id = await ready_photo(other_world, "王建国")
    before = await footprint(other_world)

    assert await refused(world, "王建国", entry(posting_id=other_world.postings["王建国"])) == "POSTING_NOT_FOUND"
    assert await refused(world, "王建国", entry(photo_id=photo_id)) == "EVIDENCE_NOT_FOUND"

    assert await footprint(other_world) == before


@pytest.mark.parametrize("person", ["village", "clerk", "secretary", "county", "unit", "admin"])
async def test_nobody_checks_in_for_a_cadre(world: World, person: str) -> None:
    assert await refused(world, person, entry(posting_id=world.postings["王建国"])) == "FORBIDDEN"


async def test_a_sealed_month_takes_no_check_in(world: World) -> None:
    await send(world, "王建国", entry())
    await seal(world, "王建国")

    assert await refused(world, "王建国", entry(date(2025, 10, 23))) == "MONTH_SEALED"
    assert await refused(world, "王建国", entry(hour=7)) == "MONTH_SEALED"
    assert (await send(world, "李秀英", entry())).counted


async def test_a_registered_leave_stands_and_the_act_is_kept(world: World) -> None:
    await register(world, "clerk", "王建国", TODAY, AttendanceStatus.LEAVE)

    answer = await send(world, "王建国", entry())

    assert answer == CheckedIn(world.postings["王建国"], TODAY, counted=False, on_duty_days=0, conflict=True)
    (day,) = await rows(world, "attendance_day")
    assert (day["status"], day["check_ins"]) == ("LEAVE", 1)
    assert len(await rows(world, "check_in")) == 1
    assert await buckets(world) == {("210726", "CITY", 0): 1}


async def test_a_month_without_storage_is_said_plainly(world: World, clock: FixedClock) -> None:
    clock.instant = datetime(2031, 5, 6, 9, 0, tzinfo=SHANGHAI)

    assert await refused(world, "王建国", entry(date(2031, 5, 6))) == "PARTITION_MISSING"


async def test_the_months_are_kept_apart(world: World, clock: FixedClock) -> None:
    clock.instant = datetime(2025, 11, 2, 9, 0, tzinfo=SHANGHAI)

    october = await send(world, "王建国", entry(date(2025, 10, 31)))
    november = await send(world, "王建国", entry(date(2025, 11, 1)))

    assert (october.on_duty_days, november.on_duty_days) == (1, 1)
    assert await month_row(world, "王建国", OCTOBER) == (1, 0, date(2025, 10, 31))
