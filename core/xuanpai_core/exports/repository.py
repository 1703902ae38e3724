"""The statements of the export room."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from xuanpai_core.authz.scope import Extent
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.session import Work
from xuanpai_core.exports.models import CadreExport, ExportState
from xuanpai_core.exports.selection import Selection
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting
from xuanpai_core.regions.models import Region
from xuanpai_core.units.models import OrgUnit

_DAY = timedelta(hours=24)

# One person's requests are counted one after the other.
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended('export:' || $1::text, 0))"


class Line(NamedTuple):
    """One cadre with the latest posting within the requester's reach; numbers in their masked form."""

    cadre_id: UUID
    name: str
    gender: str
    id_number: str
    phone: str | None
    bank_account: str | None
    address: str | None
    party_status: str
    staffing_type: str
    unit: str
    dispatch_level: str
    role: str
    place: str
    start_date: Any
    planned_end: Any
    end_date: Any


async def count_cadres(work: Work, reach: Extent, selection: Selection) -> int:
    """How many cadres the selection holds within ``reach``."""
    chosen = select(func.count(Posting.cadre_id.distinct())).where(*_conditions(work, reach, selection))
    return await work.session.scalar(chosen) or 0


async def lines(work: Work, reach: Extent, selection: Selection, after: UUID | None, limit: int) -> Sequence[Line]:
    """The next cadres in the order of their ids."""
    query = _lines(work, reach, selection).limit(limit)
    if after is not None:
        query = query.where(Posting.cadre_id > after)
    return [Line(*row) for row in await work.session.execute(query)]


async def exported_unapproved(work: Work) -> int:
    """How many rows the caller has asked for within a day without a second person."""
    asked = select(func.coalesce(func.sum(CadreExport.row_count), 0)).where(
        CadreExport.tenant_id == work.tenant_id,
        CadreExport.requested_by == work.ctx.actor.account_id,
        CadreExport.approved.is_(False),
        CadreExport.state != ExportState.FAILED,
        CadreExport.created_at > work.clock.now() - _DAY,
    )
    return await work.session.scalar(asked) or 0


def _lines(work: Work, reach: Extent, selection: Selection) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Cadre.id,
            Cadre.name,
            Cadre.gender,
            Cadre.id_number_masked,
            Cadre.phone_masked,
            Cadre.bank_account_masked,
            Cadre.address_masked,
            Cadre.party_status,
            Cadre.staffing_type,
            OrgUnit.name,
            Posting.dispatch_level,
            Posting.role,
            Region.path_name,
            Posting.start_date,
            Posting.planned_end,
            Posting.end_date,
        )
        .select_from(Posting)
        .join(Cadre, (Cadre.tenant_id == work.tenant_id) & (Cadre.id == Posting.cadre_id))
        .join(OrgUnit, (OrgUnit.tenant_id == work.tenant_id) & (OrgUnit.id == Posting.sending_unit_id))
        .join(Region, (Region.tenant_id == work.tenant_id) & (Region.code == Posting.region_code))
        .where(*_conditions(work, reach, selection))
        .ext(distinct_on(Posting.cadre_id))
        .order_by(Posting.cadre_id, Posting.start_date.desc())
    )


def _conditions(work: Work, reach: Extent, selection: Selection) -> list[ColumnElement[bool]]:
    """Postings of the selection within reach; one that the requester may not know of adds nothing."""
    conditions = [
        Posting.tenant_id == work.tenant_id,
        within_posting(reach),
    ]
    if selection.region_code is not None:
        conditions += [
            Posting.region_code >= selection.region_code,
            Posting.region_code < selection.region_code + ":",
        ]
    if selection.sending_unit_id is not None:
        conditions.append(Posting.sending_unit_id == selection.sending_unit_id)
    if selection.active_on is not None:
        conditions.append(Posting.start_date <= selection.active_on)
        conditions.append(or_(Posting.end_date.is_(None), Posting.end_date >= selection.active_on))
    return conditions
