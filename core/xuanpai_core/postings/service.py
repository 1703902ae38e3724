"""Postings as other rooms need them: who is posted already, many added at a time, and one brought to its end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.attendance.service import end_days
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, within
from xuanpai_core.db.session import Work
from xuanpai_core.duties.postings import tell_postings
from xuanpai_core.identity.appointments import end_own_appointments
from xuanpai_core.postings import repository
from xuanpai_core.postings.errors import EndBeforeStart, PostingAlreadyEnded, PostingNotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.vocabulary import DispatchLevel, PostingRole

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class HeldPosting:
    """A posting that a cadre holds or held; ``last_day`` is empty while it runs."""

    first_day: date
    last_day: date | None
    region_code: str
    region_path_name: str


@dataclass(frozen=True, slots=True)
class NewPosting:
    """A posting to be stored; ``planned_end`` is the last day of the term."""

    posting_id: UUID
    cadre_id: UUID
    role: PostingRole
    dispatch_level: DispatchLevel
    sending_unit_id: UUID
    region_code: str
    start_date: date
    planned_end: date | None


async def held_postings(work: Work, cadre_ids: Collection[UUID]) -> dict[UUID, list[HeldPosting]]:
    """Every posting of ``cadre_ids``, oldest first, without asking who may know of them."""
    held: dict[UUID, list[HeldPosting]] = {}
    for row in await work.driver.fetch(repository.HELD, work.tenant_id, list(cadre_ids)):
        posting = HeldPosting(row["start_date"], row["end_date"], row["region_code"], row["path_name"])
        held.setdefault(row["cadre_id"], []).append(posting)
    return held


async def add_postings(work: Work, new: Sequence[NewPosting]) -> None:
    """Store ``new``, without asking who may; the database refuses two postings of one cadre at a time."""
    for first in range(0, len(new), _BATCH):
        columns = zip(*map(_values, new[first : first + _BATCH]), strict=True)
        await work.driver.execute(repository.ADD, work.tenant_id, *columns)
    await tell_postings(work, [posting.posting_id for posting in new])


async def end_posting(work: Work, posting_id: UUID, last_day: date, *, action: Action = Action.ROSTER_IMPORT) -> None:
    """Bring a running posting to its end: ``last_day`` is the last day served.

    What the cadre may do over his own records ends the day after, unless another posting goes on. Who may do ``action``
    at the place may also end a posting there. Raises ``PostingNotFound`` (unknown and out of reach look the
    same), ``PostingAlreadyEnded``, ``EndBeforeStart``, ``MonthSealed`` (a sealed month has days after ``last_day``).
    """
    reach = require(work.ctx, action)
    posting = await work.session.scalar(
        select(Posting)
        .where(Posting.tenant_id == work.tenant_id, Posting.id == posting_id)
        .where(within(reach, region_code=Posting.region_code))
        .with_for_update()
    )
    if posting is None:
        raise PostingNotFound
    if posting.end_date is not None:
        raise PostingAlreadyEnded
    if last_day < posting.start_date:
        raise EndBeforeStart
    await end_days(work, posting_id, last_day)
    posting.end_date = last_day
    await tell_postings(work, [posting_id])
    record(work, "posting:end", "posting", posting_id, before={"end_date": None}, after={"end_date": last_day})
    await end_own_appointments(work, posting.cadre_id, last_day)


def _values(posting: NewPosting) -> tuple[object, ...]:
    """The values of one row, in the order of ``repository.ADD``."""
    return (
        posting.posting_id,
        posting.cadre_id,
        str(posting.role),
        str(posting.dispatch_level),
        posting.sending_unit_id,
        posting.region_code,
        posting.start_date,
        posting.planned_end,
    )
