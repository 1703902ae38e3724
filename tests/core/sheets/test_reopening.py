"""A month is sent back by one recorded act: the signature is void, the days may change, money that was paid stays."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.core.attendance.acts import buckets, corrections, month_row, register
from tests.core.attendance.footprint import rows
from tests.core.sheets.test_override import _agree, _propose
from tests.core.sheets.test_sheets import (
    OCTOBER,
    ON_DUTY,
    november,
    refused,
    seal,
    sheet_of,
    sign,
    states,
    total,
    under_jinzhou,
)
from tests.factories.world import FANGSHAN, World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.db.types import new_id
from xuanpai_core.periods import Month
from xuanpai_core.sheets.service import Sheets, reopen_sheets, verify_sheets
from xuanpai_core.stipends.models import BatchState, StipendBatch, StipendLine

__all__ = ["november"]

WHY = "王建国10月5日漏登,乡镇申请更正"
FIFTH = date(2025, 10, 5)


async def reopen(
    world: World,
    *sheet_ids: UUID,
    person: str = "county",
    place: str = FANGSHAN,
    month: Month = OCTOBER,
    reason: str = WHY,
    key: str | None = None,
) -> Sheets:
    """Send the sheets back as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await reopen_sheets(work, place, month, sheet_ids, reason, key or str(new_id()))


async def verify(
    world: World, person: str = "county", place: str = FANGSHAN, month: Month = OCTOBER, **rest: Any
) -> Sheets:
    """Verify as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await verify_sheets(work, place, month, rest.pop("key", str(new_id())), **rest)


async def sealed(world: World) -> UUID:
    """October, signed and sealed; the id of 王建国's sheet."""
    await total(world)
    await sign(world)
    await seal(world)
    sheet_id: UUID = (await sheet_of(world, "王建国"))["id"]
    return sheet_id


async def stipend(world: World, state: BatchState, month: date = date(2025, 10, 1)) -> None:
    """A batch of the county's quarter in which 王建国's month stands."""
    async with world.database.work(world.ctx("county")) as work:
        account = work.ctx.actor.account_id
        batch = StipendBatch(
            tenant_id=work.tenant_id,
            id=new_id(),
            county_code="210726",
            quarter=date(2025, 10, 1),
            state=state,
            payable_fen=170_000,
            on_hold_fen=0,
            plugin="region_jinzhou",
            gate={"passed": True},
            prepared_by=account,
            prepared_at=work.clock.now(),
        )
        work.session.add(batch)
        await work.session.flush()
        work.session.add(
            StipendLine(
                tenant_id=work.tenant_id,
                batch_id=batch.id,
                posting_id=world.postings["王建国"],
                month=month,
                amount_fen=170_000,
                state="PAYABLE",
                reason="满勤",
                clause={},
            )
        )


async def test_a_reopened_sheet_is_as_if_never_signed_and_what_was_sealed_is_kept(world: World, november: None) -> None:
    sheet_id = await sealed(world)
    before = await sheet_of(world, "王建国")

    done = await reopen(world, sheet_id)

    after = await sheet_of(world, "王建国")
    assert (done.sheet_ids, done.voided) == ((sheet_id,), 1)
    assert (after["state"], after["reopenings"], after["content_hash"]) == ("TOTALLED", 1, before["content_hash"])
    gone = ("signed_by", "signed_at", "signed_hash", "signature_id", "sealed_by", "sealed_at", "verified_at")
    assert [after[name] for name in gone] == [None] * len(gone)
    [kept] = await rows(world, "sheet_reopening")
    assert (kept["sheet_id"], kept["reason"], kept["name"], kept["state"]) == (sheet_id, WHY, "county", "SEALED")
    assert kept["reopened_by"] == world.people["county"].account_id
    assert kept["reopened_at"] == datetime(2025, 11, 1, 0, 0, tzinfo=SHANGHAI)
    assert (kept["content_hash"], kept["days"]) == (before["content_hash"], before["days"])
    assert (kept["signed_by"], kept["signature_id"]) == (before["signed_by"], before["signature_id"])
    event = next(row for row in await rows(world, "audit_event") if row["action"] == "sheet:reopen")
    assert (event["subject_id"], event["reason"]) == (str(sheet_id), WHY)
    assert (event["before"]["state"], event["after"]["state"]) == ("SEALED", "TOTALLED")


async def test_the_days_of_a_reopened_sheet_change_and_those_of_the_others_do_not(world: World, november: None) -> None:
    sheet_id = await sealed(world)
    await corrections(world)
    assert await refused(world, register, "clerk", "王建国", FIFTH, ON_DUTY) == "MONTH_SEALED"

    await reopen(world, sheet_id)
    await register(world, "clerk", "王建国", FIFTH, ON_DUTY)

    assert await refused(world, register, "clerk", "李秀英", FIFTH, ON_DUTY) == "MONTH_SEALED"
    assert await month_row(world, "王建国") == (1, 0, FIFTH)
    assert await corrections(world) == (0, 0)
    assert (await buckets(world))["210726", "CITY", 1] == 1
    assert await refused(world, sign) == "SHEET_CHANGED"
    assert (await total(world)).sheet_ids == (sheet_id,)
    await sign(world)
    await seal(world)
    assert await states(world) == {"SEALED"}
    assert (await sheet_of(world, "王建国"))["on_duty_days"] == 1
    assert await refused(world, register, "clerk", "王建国", FIFTH, AttendanceStatus.ABSENT, "又改") == "MONTH_SEALED"


async def test_a_signed_and_a_verified_sheet_are_sent_back_too_a_totalled_one_need_not_be(
    world: World, november: None
) -> None:
    first, second, third = (await total(world)).sheet_ids
    await sign(world, sheet_ids=[first, second])
    await seal(world, sheet_ids=[first])
    await verify(world, sheet_ids=[first])

    assert await refused(world, reopen, first, second, third) == "SHEET_NOT_CLOSED"
    await reopen(world, first, second)

    assert await states(world) == {"TOTALLED"}
    assert sorted(row["state"] for row in await rows(world, "sheet_reopening")) == ["SIGNED", "VERIFIED"]


@pytest.mark.parametrize("person", ["clerk", "secretary", "village", "city", "province", "admin", "unit", "王建国"])
async def test_nobody_but_the_county_reopens_and_verifies(world: World, november: None, person: str) -> None:
    sheet_id = await sealed(world)

    assert await refused(world, reopen, sheet_id, person=person) == "FORBIDDEN"
    assert await refused(world, verify, person) == "FORBIDDEN"
    assert await rows(world, "sheet_reopening") == []


async def test_another_county_and_an_unknown_sheet_reopen_nothing(world: World, november: None) -> None:
    sheet_id = await sealed(world)

    assert await refused(world, reopen, sheet_id, person="other_county") == "FORBIDDEN"
    assert await refused(world, reopen, sheet_id, new_id()) == "SHEET_NOT_FOUND"
    assert await refused(world, reopen, sheet_id, month=Month(date(2025, 9, 1))) == "SHEET_NOT_FOUND"
    assert await refused(world, reopen, sheet_id, reason="  ") == "INVALID_TEXT"
    assert await refused(world, reopen, sheet_id, place="210726") == "NOT_A_TOWNSHIP"
    assert await states(world) == {"SEALED"}


async def test_what_was_paid_by_is_not_reopened(world: World, november: None) -> None:
    sheet_id = await sealed(world)
    await stipend(world, BatchState.RELEASED)

    assert await refused(world, reopen, sheet_id) == "STIPEND_RELEASED"
    assert await rows(world, "sheet_reopening") == []
    await reopen(world, (await sheet_of(world, "李秀英"))["id"])
    assert await refused(world, register, "clerk", "王建国", FIFTH, ON_DUTY) == "MONTH_SEALED"


@pytest.mark.parametrize("state", [BatchState.READY, BatchState.BLOCKED])
async def test_a_batch_that_was_not_released_stays_as_it_was(world: World, november: None, state: BatchState) -> None:
    sheet_id = await sealed(world)
    await stipend(world, state)
    before = (await rows(world, "stipend_batch"), await rows(world, "stipend_line"))

    await reopen(world, sheet_id)

    assert (await rows(world, "stipend_batch"), await rows(world, "stipend_line")) == before


async def test_a_retry_reopens_once(world: World, november: None) -> None:
    sheet_id = await sealed(world)
    first = await reopen(world, sheet_id, key="reopen-october")

    again = await reopen(world, sheet_id, key="reopen-october")

    assert (again.sheet_ids, (await sheet_of(world, "王建国"))["reopenings"]) == (first.sheet_ids, 1)
    assert len(await rows(world, "sheet_reopening")) == 1
    refusal = await refused(world, reopen, sheet_id, key="reopen-october", reason="另一个理由")
    assert refusal == "IDEMPOTENCY_KEY_REUSED"


async def test_a_correction_of_what_was_sealed_does_not_outlive_it(world: World, november: None) -> None:
    await under_jinzhou(world)
    sheet_id = await sealed(world)
    await _agree(world, await _propose(world, sheet_id, on_duty_days=20))

    await reopen(world, sheet_id)
    await total(world)
    await sign(world)
    await seal(world)
    await _agree(world, await _propose(world, sheet_id, on_duty_days=3))

    stored = [(row["before"], row["after"], row["reopenings"]) for row in await rows(world, "sheet_override")]
    assert sorted(stored) == [("0", "20", 0), ("0", "3", 1)]


async def test_the_county_verifies_what_is_sealed_once(world: World, november: None) -> None:
    made = (await total(world)).sheet_ids
    assert await refused(world, verify) == "SHEET_UNSEALED"
    await sign(world)
    await seal(world, sheet_ids=made[:2])
    assert await refused(world, verify) == "SHEET_UNSEALED"

    done = await verify(world, sheet_ids=made[:2])

    assert sorted(done.sheet_ids) == sorted(made[:2])
    stored = {row["id"]: row for row in await rows(world, "monthly_sheet")}
    assert [stored[one]["state"] for one in made] == ["VERIFIED", "VERIFIED", "SIGNED"]
    assert stored[made[0]]["verified_by"] == world.people["county"].account_id
    assert (await verify(world, sheet_ids=made[:2])).sheet_ids == ()
    assert (await total(world)).sheet_ids == ()


async def test_a_sealed_sheet_that_was_tampered_with_is_not_verified(world: World, november: None) -> None:
    await sealed(world)
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(
            "UPDATE monthly_sheet SET verdict = jsonb_set(verdict, '{outcome}', '\"MET\"') WHERE tenant_id = $1",
            world.tenant_id,
        )

    assert await refused(world, verify) == "SIGNATURE_VOID"
