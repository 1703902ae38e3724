"""The statements of events that must be attended."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.dialects.postgresql import array

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.session import Work
from xuanpai_core.events.models import EventAttendance, MustAttendEvent
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import in_post, within_posting
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.models import Region


@dataclass(frozen=True, slots=True)
class ConcernedPosting:
    """A posting in force at the event's place on its day."""

    posting_id: UUID
    cadre_name: str
    region_code: str
    place_name: str


def concerns() -> ColumnElement[bool]:
    """Whether an event concerns a posting: in force on its day at its place or below; as SQL over both tables.

    Row-level security lets no index look for what is put together from another table's row: a statement over many
    events, or over one posting, needs a bound of its own beside this (``figures``, ``events_of``).
    """
    return and_(
        Posting.tenant_id == MustAttendEvent.tenant_id,
        Posting.region_code >= MustAttendEvent.region_code,
        Posting.region_code < MustAttendEvent.region_code.concat(":"),
        Posting.start_date <= MustAttendEvent.day,
        or_(Posting.end_date.is_(None), Posting.end_date >= MustAttendEvent.day),
    )


def around(*postings: ColumnElement[bool]) -> ColumnElement[str]:
    """Any of the places at which an event concerns these postings: their own, and those that it lies in.

    As a value that is known before the rows are looked for, an index finds them by it.
    """
    lengths = func.unnest(array([int(level.digits) for level in RegionLevel]))
    level = lengths.table_valued("digits", name="level").render_derived()
    both = Posting.__table__.join(level, true())
    places = select(func.left(Posting.region_code, level.c.digits)).select_from(both).where(*postings)
    return func.any(func.array(places.scalar_subquery()))


def near(work: Work, reach: Extent) -> ColumnElement[bool]:
    """Events at the places within reach, at those around them, or at those around the postings within reach.

    Whoever is concerned by an event and within reach is concerned by one of these.
    """
    outer = {place[: level.digits] for place in reach.places for level in RegionLevel}
    parts = [within(Extent(places=reach.places), region_code=MustAttendEvent.region_code)]
    parts.append(MustAttendEvent.region_code.in_(sorted(outer)))
    if reach.units or reach.cadre_id is not None:
        own = within_posting(Extent(units=reach.units, cadre_id=reach.cadre_id))
        parts.append(MustAttendEvent.region_code == around(Posting.tenant_id == work.tenant_id, own))
    return or_(*parts)


async def hold(work: Work, event_id: UUID, reach: Extent) -> MustAttendEvent | None:
    """The event at a place within reach, held until the transaction ends."""
    found: MustAttendEvent | None = await work.session.scalar(
        select(MustAttendEvent)
        .where(
            MustAttendEvent.tenant_id == work.tenant_id,
            MustAttendEvent.id == event_id,
            within(reach, region_code=MustAttendEvent.region_code),
        )
        .with_for_update()
    )
    return found


async def known(work: Work, event_id: UUID, reach: Extent) -> MustAttendEvent | None:
    """The event, for whom its place or one of those concerned is within reach."""
    one_concerned = exists().where(concerns(), Posting.tenant_id == work.tenant_id, within_posting(reach))
    found: MustAttendEvent | None = await work.session.scalar(
        select(MustAttendEvent).where(
            MustAttendEvent.tenant_id == work.tenant_id,
            MustAttendEvent.id == event_id,
            or_(within(reach, region_code=MustAttendEvent.region_code), one_concerned),
        )
    )
    return found


async def concerned(work: Work, event: MustAttendEvent, reach: Extent) -> list[ConcernedPosting]:
    """Those concerned who are within reach, by place and name."""
    low, high = RegionCode.stored(event.region_code).range()
    rows = await work.session.execute(
        select(Posting.id, Cadre.name, Posting.region_code, Region.path_name)
        .join(Cadre, and_(Cadre.tenant_id == Posting.tenant_id, Cadre.id == Posting.cadre_id))
        .join(Region, and_(Region.tenant_id == Posting.tenant_id, Region.code == Posting.region_code))
        .where(
            Posting.tenant_id == work.tenant_id,
            Cadre.tenant_id == work.tenant_id,
            Region.tenant_id == work.tenant_id,
            Posting.region_code >= low,
            Posting.region_code < high,
            in_post(event.day),
            within_posting(reach),
        )
        .order_by(Posting.region_code, Cadre.name, Posting.id)
    )
    return [ConcernedPosting(*row) for row in rows]


async def posting_known(work: Work, posting_id: UUID, reach: Extent) -> bool:
    """Whether there is such a posting within reach."""
    found = await work.session.scalar(
        select(Posting.id).where(Posting.tenant_id == work.tenant_id, Posting.id == posting_id, within_posting(reach))
    )
    return found is not None


async def events_of(work: Work, posting_id: UUID, first: date, after: date) -> Sequence[MustAttendEvent]:
    """The events, withdrawn ones left out, that concern the posting on these days, in order."""
    return (
        await work.session.scalars(
            select(MustAttendEvent)
            .join(Posting, concerns())
            .where(
                MustAttendEvent.tenant_id == work.tenant_id,
                Posting.tenant_id == work.tenant_id,
                Posting.id == posting_id,
                MustAttendEvent.region_code == around(Posting.tenant_id == work.tenant_id, Posting.id == posting_id),
                MustAttendEvent.withdrawn_at.is_(None),
                MustAttendEvent.day >= first,
                MustAttendEvent.day < after,
            )
            .order_by(MustAttendEvent.at, MustAttendEvent.id)
        )
    ).all()


async def recorded(
    work: Work, event_ids: Collection[UUID], posting_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], EventAttendance]:
    """What was recorded of these postings at these events, by event and posting."""
    rows = await work.session.scalars(
        select(EventAttendance).where(
            EventAttendance.tenant_id == work.tenant_id,
            EventAttendance.event_id.in_(event_ids),
            EventAttendance.posting_id.in_(posting_ids),
        )
    )
    return {(row.event_id, row.posting_id): row for row in rows}
