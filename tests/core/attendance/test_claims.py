"""补签: claimed by the cadre with a reason, decided by somebody else; entries that come too late are claims, whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.attendance.acts import TODAY, conflicts, days, entry, halves, lay, register, seal, totals
from tests.core.attendance.footprint import footprint, rows
from tests.core.attendance.test_nights_and_fences import draw
from tests.core.evidence.files import photo, upload
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus, BackfillRequest, ClaimState
from xuanpai_core.attendance.service import (
    CheckInEntry,
    EntryOutcome,
    NewClaim,
    Submitted,
    claim_day,
    decide_claim,
    submit_entries,
    withdraw_claim,
)
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.judgement.month import DayPart

WHO, OTHER = "王建国", "李秀英"
OLD = date(2025, 10, 10)


async def claim(world: World, person: str, day: date, part: DayPart = DayPart.WHOLE, **more: object) -> UUID:
    """Claim a day as ``person``."""
    new = NewClaim(day=day, reason="手机损坏", part=part, **more)  # type: ignore[arg-type]
    async with world.database.work(world.ctx(person)) as work:
        return await claim_day(work, new, str(new_id()))


async def settle(world: World, person: str, claim_id: UUID, *, approve: bool, reason: str | None = None) -> None:
    """Decide a claim as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        await decide_claim(work, claim_id, approve=approve, reason=reason)


async def claims(world: World) -> Sequence[BackfillRequest]:
    """All claims, by day and age."""
    async with world.database.read(world.ctx("admin")) as work:
        found = await work.session.scalars(
            select(BackfillRequest)
            .where(BackfillRequest.tenant_id == world.tenant_id)
            .order_by(BackfillRequest.day, BackfillRequest.id)
        )
        return found.all()


async def submit(world: World, person: str, *sent: CheckInEntry) -> list[Submitted]:
    """Send kept entries, each under its id as key."""
    ctx = world.ctx(person)
    return await submit_entries(lambda: world.database.work(ctx), [(one, f"key-{one.id}") for one in sent])


async def refused(world: World, act: object) -> str:
    """The code of a refusal that has left everything as it was."""
    before = await footprint(world)
    with pytest.raises(XuanpaiError) as refusal:
        await act  # type: ignore[misc]
    assert await footprint(world) == before
    return refusal.value.error_code


async def test_an_approved_claim_registers_the_day(world: World) -> None:
    photo_id = await upload(world, WHO, photo())
    whole = await claim(world, WHO, OLD, evidence_ids=(photo_id,))
    half = await claim(world, WHO, date(2025, 10, 11), DayPart.AFTERNOON)

    await settle(world, "secretary", whole, approve=True)
    await settle(world, "county", half, approve=True, reason="村干部证实")

    assert await halves(world, WHO) == {10: "OO", 11: "UO"}
    assert [row["registered"] for row in await rows(world, "attendance_day")] == [True, True]
    assert await totals(world, WHO) == 1.5
    assert [(one.state, one.decision_reason) for one in await claims(world)] == [
        (ClaimState.APPROVED, None),
        (ClaimState.APPROVED, "村干部证实"),
    ]
    assert [row["record_key"] for row in await rows(world, "evidence_link")] == [str(whole)]


async def test_a_claim_is_rejected_with_a_reason_or_withdrawn_and_may_be_made_again(world: World) -> None:
    first = await claim(world, WHO, OLD)
    assert await refused(world, claim(world, WHO, OLD, DayPart.MORNING)) == "CLAIM_OPEN"
    assert await refused(world, settle(world, "secretary", first, approve=False)) == "REASON_REQUIRED"
    await settle(world, "secretary", first, approve=False, reason="电话查岗不在村")
    assert await refused(world, settle(world, "secretary", first, approve=True)) == "CLAIM_CLOSED"

    second = await claim(world, WHO, OLD, DayPart.MORNING)
    third = await claim(world, WHO, OLD, DayPart.AFTERNOON)
    async with world.database.work(world.ctx(WHO)) as work:
        await withdraw_claim(work, second)
    assert await refused(world, settle(world, "secretary", second, approve=True)) == "CLAIM_CLOSED"

    assert {one.id: one.state for one in await claims(world)} == {
        first: ClaimState.REJECTED,
        second: ClaimState.WITHDRAWN,
        third: ClaimState.SUBMITTED,
    }
    assert await halves(world, WHO) == {}


async def test_a_decision_sent_twice_is_one_and_does_not_undo_what_came_after_it(world: World) -> None:
    approved, rejected, withdrawn = [await claim(world, WHO, date(2025, 10, day)) for day in (10, 11, 12)]
    await settle(world, "secretary", approved, approve=True)
    await settle(world, "secretary", rejected, approve=False, reason="电话查岗不在村")
    async with world.database.work(world.ctx(WHO)) as work:
        await withdraw_claim(work, withdrawn)
    await register(world, "clerk", WHO, OLD, AttendanceStatus.ABSENT, "走访核实不在村")
    before = await footprint(world)

    await settle(world, "secretary", approved, approve=True)
    await settle(world, "secretary", rejected, approve=False, reason="电话查岗不在村")
    async with world.database.work(world.ctx(WHO)) as work:
        await withdraw_claim(work, withdrawn)

    assert await footprint(world) == before
    assert await refused(world, settle(world, "county", approved, approve=True)) == "CLAIM_CLOSED"
    assert await refused(world, settle(world, "secretary", approved, approve=True, reason="在村")) == "CLAIM_CLOSED"
    assert await halves(world, WHO) == {10: "AA"}


async def test_a_claim_keeps_where_one_was_in_words_and_by_a_fix(world: World) -> None:
    await draw(world, name="村部", centre=(41.7, 122.1), radius_m=500)
    said = await claim(world, WHO, OLD, place="  三组护林点 ")
    fixed = await claim(world, WHO, TODAY, latitude=41.709, longitude=122.1, accuracy_m=20.0)
    (late,) = await submit(world, WHO, entry(date(2025, 10, 11), latitude=41.7, longitude=122.1))

    found = {one.id: (one.place, one.latitude, one.accuracy_m, one.distance_m) for one in await claims(world)}

    assert late.taken is not None
    assert found == {
        said: ("三组护林点", None, None, None),
        fixed: (None, 41.709, 20.0, 501),
        late.taken.claim_id: (None, 41.7, 12.5, 0),
    }
    impossible: list[dict[str, Any]] = [{"latitude": 91.0, "longitude": 1.0}, {"latitude": 41.7}, {"accuracy_m": -1.0}]
    for wrong in impossible:
        assert await refused(world, claim(world, WHO, date(2025, 10, 13), **wrong)) == "INVALID_PLACE"
    assert await refused(world, claim(world, WHO, date(2025, 10, 13), place="组" * 201)) == "INVALID_TEXT"


async def test_what_cannot_be_claimed_or_decided(world: World, other_world: World) -> None:
    mine = await claim(world, WHO, OLD)
    theirs = await claim(other_world, WHO, OLD)
    await seal(world, OTHER)

    assert await refused(world, claim(world, WHO, date(2025, 10, 25))) == "DAY_IN_FUTURE"
    assert await refused(world, claim(world, WHO, date(2024, 12, 31))) == "POSTING_NOT_IN_FORCE"
    assert await refused(world, claim(world, OTHER, OLD)) == "MONTH_SEALED"
    assert await refused(world, claim(world, WHO, TODAY, posting_id=world.postings[OTHER])) == "POSTING_NOT_FOUND"
    assert await refused(world, claim(world, "clerk", OLD)) == "FORBIDDEN"
    assert await refused(world, settle(world, WHO, mine, approve=True)) == "FORBIDDEN"
    assert await refused(world, settle(world, "clerk", mine, approve=True)) == "FORBIDDEN"
    assert await refused(world, settle(world, "other_county", mine, approve=True)) == "CLAIM_NOT_FOUND"
    assert await refused(world, settle(world, "secretary", theirs, approve=True)) == "CLAIM_NOT_FOUND"
    async with world.database.work(world.ctx(OTHER)) as work:
        with pytest.raises(XuanpaiError) as foreign:
            await withdraw_claim(work, mine)
    assert foreign.value.error_code == "CLAIM_NOT_FOUND"
    await seal(world, WHO)
    assert await refused(world, settle(world, "secretary", mine, approve=True)) == "MONTH_SEALED"


async def test_each_kept_entry_has_an_outcome_of_its_own(world: World) -> None:
    absent, away = days(22, 23)
    await register(world, "clerk", WHO, absent, AttendanceStatus.ABSENT)
    await lay(world, WHO, new_id(), [(away, DayPart.WHOLE)])
    good, again, old = entry(TODAY), entry(TODAY, hour=7), entry(OLD)
    sent = [
        good,
        again,
        good,
        entry(absent),
        entry(away),
        old,
        entry(OLD, hour=9),
        entry(date(2025, 10, 25)),
        replace(entry(TODAY), latitude=91.0),
        replace(entry(TODAY), posting_id=world.postings[OTHER]),
        replace(good, note="另一份"),
    ]

    answers = await submit(world, WHO, *sent)

    found = [(one.outcome, one.code) for one in answers]
    assert found == [
        (EntryOutcome.COUNTED, None),
        (EntryOutcome.KEPT, None),
        (EntryOutcome.DUPLICATE, None),
        (EntryOutcome.CONFLICT, None),
        (EntryOutcome.CONFLICT, None),
        (EntryOutcome.CLAIMED, None),
        (EntryOutcome.CLAIMED, None),
        (EntryOutcome.REFUSED, "CHECK_IN_IN_FUTURE"),
        (EntryOutcome.REFUSED, "INVALID_CHECK_IN"),
        (EntryOutcome.REFUSED, "POSTING_NOT_FOUND"),
        (EntryOutcome.REFUSED, "IDEMPOTENCY_KEY_REUSED"),
    ]
    assert all(one.message for one in answers if one.outcome is EntryOutcome.REFUSED)
    assert await halves(world, WHO) == {22: "AA", 23: "LL", 24: "OO"}
    assert {row["day"].day: row["late"] for row in await rows(world, "attendance_day")} == {
        22: True,
        23: True,
        24: False,
    }
    assert len(await conflicts(world, WHO)) == 2
    (claimed,) = await claims(world)
    assert (claimed.day, claimed.state, len(claimed.entries)) == (OLD, ClaimState.SUBMITTED, 2)
    kept = claimed.entries[0]
    assert (kept["id"], kept["latitude"], kept["longitude"]) == (str(old.id), 41.7, 122.1)
    assert datetime.fromisoformat(kept["at"]) == old.at

    assert [one.outcome for one in await submit(world, WHO, old)] == [EntryOutcome.CLAIMED]
    assert len((await claims(world))[0].entries) == 2
    await settle(world, "secretary", claimed.id, approve=True)
    assert (await halves(world, WHO))[10] == "OO"


async def test_an_entry_of_a_sealed_month_waits_as_a_claim(world: World, clock: FixedClock) -> None:
    clock.instant = datetime(2025, 11, 2, 9, 0, tzinfo=SHANGHAI)
    await seal(world, WHO)

    (answer,) = await submit(world, WHO, entry(date(2025, 10, 31)))

    assert answer.outcome is EntryOutcome.CLAIMED
    assert await halves(world, WHO) == {}
    assert await rows(world, "check_in") == []
    (claimed,) = await claims(world)
    assert await refused(world, settle(world, "secretary", claimed.id, approve=True)) == "MONTH_SEALED"
