"""Entries that a phone kept while it had no network: each has an outcome of its own, whatever becomes of others."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from xuanpai_core.attendance.checking import CheckedIn, check_in
from xuanpai_core.attendance.entries import CheckInEntry
from xuanpai_core.attendance.errors import CheckInTooOld, MonthSealed
from xuanpai_core.attendance.late_entries import claim_entry
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Unavailable, XuanpaiError

MOST_ENTRIES = 100
OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class EntryOutcome(StrEnum):
    """What became of one entry.

    COUNTED made more of its day a day on duty; KEPT is in, and the day had been on duty already; DUPLICATE was in
    before; CLAIMED came too late and waits, whole, as a claim; CONFLICT is in and contradicts what is recorded, which
    a person decides; REFUSED is not in.
    """

    COUNTED = "COUNTED"
    KEPT = "KEPT"
    DUPLICATE = "DUPLICATE"
    CLAIMED = "CLAIMED"
    CONFLICT = "CONFLICT"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class Submitted:
    """One entry's outcome. Of a refusal the code and what to do; ``try_again``: the same may be taken later."""

    entry_id: UUID | None
    outcome: EntryOutcome
    code: str | None = None
    message: str | None = None
    try_again: bool = False
    taken: CheckedIn | None = None


async def submit_entry(open_work: OpenWork, entry: CheckInEntry, key: str) -> Submitted:
    """Take one entry in transactions of its own; a refusal is an outcome, and leaves nothing behind."""
    try:
        taken = await _in_or_claimed(open_work, entry, key)
    except XuanpaiError as refusal:
        return refused(entry.id, refusal)
    return Submitted(entry.id, _outcome(taken), taken=taken)


async def submit_entries(open_work: OpenWork, entries: Sequence[tuple[CheckInEntry, str]]) -> list[Submitted]:
    """Take each entry, in the order sent; sent again in any order, there is still one effect of each."""
    return [await submit_entry(open_work, entry, key) for entry, key in entries]


def refused(entry_id: UUID | None, refusal: XuanpaiError) -> Submitted:
    """The outcome of an entry that is not in."""
    return Submitted(
        entry_id,
        EntryOutcome.REFUSED,
        refusal.error_code,
        refusal.message,
        try_again=isinstance(refusal, Unavailable),
    )


async def _in_or_claimed(open_work: OpenWork, entry: CheckInEntry, key: str) -> CheckedIn:
    try:
        async with open_work() as work:
            return await check_in(work, entry, key)
    except (CheckInTooOld, MonthSealed):
        # What that began is rolled back; the claim is made afresh.
        async with open_work() as work:
            return await claim_entry(work, entry, key)


def _outcome(taken: CheckedIn) -> EntryOutcome:
    if taken.claim_id is not None:
        return EntryOutcome.CLAIMED
    if taken.repeated:
        return EntryOutcome.DUPLICATE
    if taken.conflict:
        return EntryOutcome.CONFLICT
    return EntryOutcome.COUNTED if taken.counted else EntryOutcome.KEPT
