"""After an upgrade: what the installed version of a plugin lays down, from today on, is what is stored."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from xuanpai_core.audit.service import record
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.plugins.models import PluginActivation
from xuanpai_core.plugins.service import hold_activation, lay_down, rules_in_force
from xuanpai_core.rulebooks import repository
from xuanpai_core.sheets.closing import first_open_day


async def running_activations(work: Work) -> Sequence[UUID]:
    """The activations that are in force today or will be."""
    found = await work.session.scalars(
        select(PluginActivation.id)
        .where(
            PluginActivation.tenant_id == work.tenant_id,
            or_(PluginActivation.valid_to.is_(None), PluginActivation.valid_to > today(work.clock)),
        )
        .order_by(PluginActivation.region_code, PluginActivation.id)
    )
    return found.all()


async def refresh(work: Work, activation_id: UUID) -> int:
    """Lay the activation's rules down as the installed plugin says; returns how many stored rules that changes.

    From today on, so that no past day is judged otherwise; an activation of which nothing is stored yet is laid down
    from its own first day. A closed month is left alone in either case. A job; running it again changes nothing.

    Raises ``UnknownPlugin``, ``PluginFailed``, ``InvalidPluginParameters``, ``MatterClaimedTwice``.
    """
    await hold_activation(work, activation_id)
    activation = (await rules_in_force(work)).activation(activation_id)
    since = today(work.clock) if await repository.of_activation(work, activation_id) else activation.valid_from
    since = max(since, await first_open_day(work, activation.region_code) or since)
    changed = await lay_down(work, activation_id, since)
    if changed:
        version = work.ports.plugins.metadata(activation.plugin).version
        detail = {"plugin": activation.plugin, "version": version, "since": since.isoformat(), "rules": changed}
        record(work, "rulebook:refresh", "plugin_activation", activation_id, detail=detail)
    return changed
