"""Who may sign a township's month: its secretary of that day, or whoever is recorded as standing in (JZ-09)."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import allows
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.models import Account, Appointment
from xuanpai_core.regions.repository import Node
from xuanpai_core.sheets.errors import SignerNotSecretary
from xuanpai_core.sheets.models import MonthlySheet, SheetSignature, SheetState

SECRETARY: Final = "township_secretary"


@dataclass(frozen=True, slots=True)
class Signer:
    """In which capacity the caller signs: the office, and the recorded grant by which it is held.

    ``acting_for`` and ``acting_for_name`` say whom the caller stands in for, if anybody.
    """

    name: str
    office: str
    region_code: str
    appointment_id: UUID
    acting_for: UUID | None
    acting_for_name: str | None


async def signer(work: Work, township: Node) -> Signer:
    """The capacity in which the caller may sign today; in person before standing in.

    Raises ``SignerNotSecretary`` where no appointment to the secretary's office of this very township is on record
    and in force, whatever else may allow the caller to sign.
    """
    row = await _recorded(work, township)
    if row is None:
        raise SignerNotSecretary
    appointment, stood_in_for = row
    return Signer(
        work.ctx.actor.name,
        office_of(township.name),
        township.code,
        appointment.id,
        appointment.acting_for,
        stood_in_for or None,
    )


def office_of(township_name: str) -> str:
    """What the secretary's office of the township is called."""
    return f"{township_name}{'党工委' if township_name.endswith('街道') else '党委'}书记"


def sign(work: Work, sheet: MonthlySheet, by: Signer) -> SheetSignature:
    """Put the signature under the sheet as it stands."""
    signature = SheetSignature(
        tenant_id=work.tenant_id,
        id=new_id(),
        sheet_id=sheet.id,
        signed_by=work.ctx.actor.account_id,
        name=by.name,
        office=by.office,
        region_code=by.region_code,
        appointment_id=by.appointment_id,
        acting_for=by.acting_for,
        acting_for_name=by.acting_for_name,
        content_hash=sheet.content_hash,
        signed_at=work.clock.now(),
    )
    work.session.add(signature)
    sheet.state, sheet.signed_hash, sheet.signature_id = SheetState.SIGNED, sheet.content_hash, signature.id
    sheet.signed_by, sheet.signed_at = signature.signed_by, signature.signed_at
    return signature


def void(sheet: MonthlySheet) -> None:
    """Take the signature from under the sheet, and what came after it; the record of it stays."""
    sheet.state = SheetState.TOTALLED
    sheet.signed_by = sheet.signed_at = sheet.signed_hash = sheet.signature_id = None
    sheet.sealed_by = sheet.sealed_at = sheet.verified_by = sheet.verified_at = None


async def _recorded(work: Work, township: Node) -> tuple[Appointment, str | None] | None:
    held = [
        grant
        for grant in work.ctx.actor.grants
        if grant.role == SECRETARY and grant.region_code == township.code and allows(work.ctx, grant, Action.SHEET_SIGN)
    ]
    if not held:
        return None
    stood_in_for = aliased(Account)
    day = today(work.clock)
    rows = await work.session.execute(
        select(Appointment, stood_in_for.display_name)
        .outerjoin(
            stood_in_for,
            (stood_in_for.tenant_id == work.tenant_id) & (stood_in_for.id == Appointment.acting_for),
        )
        .where(
            Appointment.tenant_id == work.tenant_id,
            Appointment.account_id == work.ctx.actor.account_id,
            Appointment.role == SECRETARY,
            Appointment.region_code == township.code,
            Appointment.valid_from <= day,
            or_(Appointment.valid_to.is_(None), Appointment.valid_to > day),
        )
        .order_by(Appointment.acting_for.is_not(None), Appointment.id)
        .limit(1)
    )
    row = rows.first()
    return None if row is None else (row[0], row[1])
