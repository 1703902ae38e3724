"""Writes the audit trail, in the transaction of the act itself: if it cannot be written, the act does not happen."""

from typing import Any

from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id


def record(work: Work, action: str, subject_type: str, subject_id: object, **detail: Any) -> None:
    """Add one event: this person did ``action`` to that subject; ``detail`` must be plain JSON without secrets."""
    work.session.add(
        AuditEvent(
            tenant_id=work.tenant_id,
            id=new_id(),
            account_id=work.ctx.actor.account_id,
            action=action,
            subject_type=subject_type,
            subject_id=str(subject_id),
            detail=detail,
            request_id=work.ctx.request_id,
            address=work.ctx.address,
        )
    )
