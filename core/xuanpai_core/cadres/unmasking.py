"""Showing personal data in clear: to few, for a reason, seldom, after a renewed proof of identity, and on record."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record_read
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import permits, require
from xuanpai_core.cadres import repository
from xuanpai_core.cadres.allowance import use
from xuanpai_core.cadres.errors import CadreNotFound, UnmaskLimit
from xuanpai_core.cadres.masks import mask_name
from xuanpai_core.cadres.models import Allowance, Cadre
from xuanpai_core.clock import today
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Work
from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.identity.step_up import require_step_up
from xuanpai_core.texts import one_line

# The last month's stipend and insurance are settled after a posting has ended.
_SETTLING: Final = timedelta(days=92)
_SHORTEST_REASON: Final = 5


class PersonalField(StrEnum):
    """What can be shown in clear."""

    ADDRESS = "ADDRESS"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    ID_NUMBER = "ID_NUMBER"
    NAME = "NAME"
    PHONE = "PHONE"


async def unmask(
    work: Work, cadre_id: UUID, fields: Collection[PersonalField], reason: str
) -> dict[PersonalField, str | None]:
    """The asked fields of one cadre in clear; ``None`` for what is not stored.

    One call is one use, however many fields. The event is written as the transaction commits: the caller must hand
    out nothing before that. Raises ``Forbidden``, ``StepUpRequired``, ``Invalid``
    (``INVALID_TEXT``, ``NO_FIELDS``), ``CadreNotFound`` (unknown and out of reach look the same), ``UnmaskLimit``.
    """
    reach = require(work.ctx, Action.CADRE_UNMASK)
    require_step_up(work)
    reason = checked_reason(reason)
    wanted = sorted(set(fields))
    if not wanted:
        raise Invalid("请选择要查看的项目。", code="NO_FIELDS")
    cadre = await work.session.scalar(
        select(Cadre)
        .where(Cadre.tenant_id == work.tenant_id, Cadre.id == cadre_id)
        .where(repository.reachable(reach, settled_since=settled_since(work)))
    )
    if cadre is None:
        raise CadreNotFound
    limit = work.ports.settings.unmask_per_hour
    if not await use(work, Allowance.UNMASK, limit):
        raise UnmaskLimit(limit)
    shown = {field: _clear(work, cadre, field) for field in wanted}
    record_read(work, Action.CADRE_UNMASK, "cadre", [cadre_id], [str(field) for field in wanted], reason=reason)
    return shown


def shows_full_names(ctx: RequestContext, settings: Settings) -> bool:
    """Whether lists show this person whole names."""
    return settings.name_mask == "none" or permits(ctx, Action.CADRE_UNMASK)


def shown_name(work: Work, name: str) -> str:
    """A cadre's name as lists show it to the caller."""
    return name if shows_full_names(work.ctx, work.ports.settings) else mask_name(name)


def settled_since(work: Work) -> date:
    """Whoever has no posting within reach that ended on this day or later is no longer in the reach's charge."""
    return today(work.clock) - _SETTLING


def checked_reason(reason: str) -> str:
    """A reason of 5 to 200 signs; raises ``Invalid`` (``INVALID_TEXT``)."""
    text = one_line(reason, path="reason", title="原因", limit=200)
    if len(text) < _SHORTEST_REASON:
        message = f"请写明原因,至少 {_SHORTEST_REASON} 个字。"
        raise Invalid(message, code="INVALID_TEXT", fields=[FieldProblem("reason", "TOO_SHORT", message)])
    return text


def _clear(work: Work, cadre: Cadre, field: PersonalField) -> str | None:
    if field is PersonalField.NAME:
        return cadre.name
    sealed: bytes | None = getattr(cadre, f"{field.value.lower()}_sealed")
    return None if sealed is None else work.ports.vault.open(work.tenant_id, sealed)
