"""Queries of approval requests."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select, update

from xuanpai_core.approvals.models import ApprovalRequest, ApprovalState
from xuanpai_core.db.session import Work
from xuanpai_core.identity.models import Account, Appointment


async def held(work: Work, request_id: UUID) -> ApprovalRequest | None:
    """The request, held until the transaction ends, as it stands once nobody else holds it."""
    return await work.session.scalar(
        select(ApprovalRequest)
        .where(ApprovalRequest.tenant_id == work.tenant_id, ApprovalRequest.id == request_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def stood_in_for(work: Work, account_id: UUID, since: date, until: date) -> set[UUID]:
    """The accounts that ``account_id`` has stood in for on any day from ``since`` to ``until``, both included.

    A standing-in that was ended on ``since`` itself counts: it may have held when the proposal was made.
    """
    found = await work.session.scalars(
        select(Appointment.acting_for).where(
            Appointment.tenant_id == work.tenant_id,
            Appointment.account_id == account_id,
            Appointment.acting_for.is_not(None),
            Appointment.valid_from <= until,
            or_(Appointment.valid_to.is_(None), Appointment.valid_to >= since),
        )
    )
    return {acting_for for acting_for in found if acting_for is not None}


async def cadres_behind(work: Work, account_ids: Collection[UUID]) -> list[UUID]:
    """The cadres that the accounts belong to; a cadre with two of them appears twice."""
    found = await work.session.scalars(
        select(Account.cadre_id).where(
            Account.tenant_id == work.tenant_id, Account.id.in_(account_ids), Account.cadre_id.is_not(None)
        )
    )
    return [cadre_id for cadre_id in found if cadre_id is not None]


async def expire(work: Work, now: datetime) -> list[UUID]:
    """Write EXPIRED where the time is up; returns which ones those were."""
    stale = (
        update(ApprovalRequest)
        .where(
            ApprovalRequest.tenant_id == work.tenant_id,
            ApprovalRequest.state == ApprovalState.PENDING,
            ApprovalRequest.expires_at <= now,
        )
        .values(state=ApprovalState.EXPIRED, decided_at=now)
        .returning(ApprovalRequest.id)
    )
    return list(await work.session.scalars(stale))
