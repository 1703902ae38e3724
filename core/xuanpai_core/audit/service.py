"""Writes the audit trail, in the transaction of the act itself: if it cannot be written, the act does not happen."""

from collections.abc import Mapping
from typing import Any

from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id


def record(
    work: Work,
    action: str,
    subject_type: str,
    subject_id: object,
    *,
    before: Any = None,
    after: Any = None,
    reason: str | None = None,
    detail: Mapping[str, Any] | None = None,
    **more: Any,
) -> None:
    """Add one event: this person did ``action`` to that subject.

    ``before`` and ``after`` are the changed values, ``reason`` why, ``detail`` and further names whatever else is worth
    knowing; all of it plain JSON without secrets and without personal numbers in clear.
    """
    work.session.add(
        AuditEvent(
            tenant_id=work.tenant_id,
            id=new_id(),
            account_id=work.ctx.actor.account_id,
            action=action,
            subject_type=subject_type,
            subject_id=str(subject_id),
            detail={**(detail or {}), **more},
            before=before,
            after=after,
            reason=reason,
            request_id=work.ctx.request_id,
            address=work.ctx.address,
        )
    )
