"""Finding a party: a posting, a unit, a place, an entry of a register."""

from uuid import UUID

from sqlalchemy import select

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.parties.known import KnownParty
from xuanpai_core.parties.models import Attendance
from xuanpai_core.parties.tokens import of_entry, of_posting, of_region, of_unit
from xuanpai_core.plugins.forms import PartyKind
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.regions.models import Region
from xuanpai_core.registers.models import RegisterEntry
from xuanpai_core.units.models import OrgUnit

_LEVELS = {
    PartyKind.COUNTY: RegionLevel.COUNTY,
    PartyKind.TOWNSHIP: RegionLevel.TOWNSHIP,
    PartyKind.VILLAGE: RegionLevel.VILLAGE,
}


async def posted_at(work: Work, reach: Extent) -> list[str]:
    """The places at which the cadres within reach of a unit, or oneself, are or were posted."""
    if not reach.units and reach.cadre_id is None:
        return []
    own = within(reach, unit_id=Posting.sending_unit_id, cadre_id=Posting.cadre_id)
    found = select(Posting.region_code).distinct().where(Posting.tenant_id == work.tenant_id, own)
    return list((await work.session.scalars(found)).all())


def _id(ref: str) -> UUID | None:
    try:
        return UUID(ref)
    except ValueError:
        return None


async def posting(work: Work, code: str, ref: str, attendance: Attendance) -> KnownParty | None:
    """The posting of that id."""
    row = (
        await work.session.execute(
            select(Posting.id, Posting.region_code, Posting.sending_unit_id, Posting.cadre_id, Posting.end_date).where(
                Posting.tenant_id == work.tenant_id, Posting.id == _id(ref)
            )
        )
    ).one_or_none()
    if row is None:
        return None
    return KnownParty(
        code,
        PartyKind.POSTING,
        of_posting(row.id),
        row.region_code,
        attendance,
        posting_id=row.id,
        sending_unit_id=row.sending_unit_id,
        cadre_id=row.cadre_id,
        last_day=row.end_date,
    )


async def unit(work: Work, code: str, ref: str, attendance: Attendance) -> KnownParty | None:
    """The unit of that id; one that was merged into another is none any more."""
    row = (
        await work.session.execute(
            select(OrgUnit.id, OrgUnit.region_code).where(
                OrgUnit.tenant_id == work.tenant_id, OrgUnit.id == _id(ref), OrgUnit.merged_into.is_(None)
            )
        )
    ).one_or_none()
    if row is None:
        return None
    return KnownParty(code, PartyKind.UNIT, of_unit(row.id), row.region_code, attendance, unit_id=row.id)


async def place(work: Work, kind: PartyKind, code: str, ref: str, attendance: Attendance) -> KnownParty | None:
    """The place of that code, if it is of the level."""
    if len(ref) != _LEVELS[kind].digits:
        return None
    found = await work.session.scalar(select(Region.code).where(Region.tenant_id == work.tenant_id, Region.code == ref))
    return None if found is None else KnownParty(code, kind, of_region(found), found, attendance, place=found)


async def entry(work: Work, code: str, ref: str, attendance: Attendance, forms: tuple[str, ...]) -> KnownParty | None:
    """The entry of that id, if it is of one of the registers."""
    row = (
        await work.session.execute(
            select(RegisterEntry.id, RegisterEntry.region_code, RegisterEntry.form, RegisterEntry.valid_to).where(
                RegisterEntry.tenant_id == work.tenant_id, RegisterEntry.id == _id(ref)
            )
        )
    ).one_or_none()
    if row is None or (forms and row.form not in forms):
        return None
    return KnownParty(
        code,
        PartyKind.ENTRY,
        of_entry(row.id),
        row.region_code,
        attendance,
        entry_id=row.id,
        form=row.form,
        last_day=row.valid_to,
    )
