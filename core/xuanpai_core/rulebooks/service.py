"""Bringing a plugin's rules into force, and reading what is in force where and when."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.plugins.in_force import StoredActivation
from xuanpai_core.rulebooks import repository
from xuanpai_core.rulebooks.errors import MatterClaimedTwice
from xuanpai_core.rulebooks.in_force import Rulebooks
from xuanpai_core.rulebooks.models import RuleInForce
from xuanpai_core.rulebooks.writing import Segment, WantedRule, rewriting, wanted_rules

_CACHE = "rulebooks.in_force"


async def rulebooks(work: Work) -> Rulebooks:
    """The tenant's rules, read at most once a transaction. Asks nobody's permission: rules are no secret."""
    info = work.transaction.info
    if _CACHE not in info:
        info[_CACHE] = Rulebooks(await repository.everything(work))
    found: Rulebooks = info[_CACHE]
    return found


async def bring_into_force(work: Work, activation: StoredActivation, segments: Sequence[Segment], since: date) -> int:
    """Make the stored rules of ``activation`` from ``since`` on what its ``segments`` lay down.

    Returns how many stored rules that ended, lengthened or added. Raises ``MatterClaimedTwice`` and ``PluginFailed``.
    """
    host = work.ports.plugins
    stored = await repository.of_activation(work, activation.id)
    change = rewriting(stored, wanted_rules(host, activation.plugin, segments), since)
    await _write_ends(work, change.ends)
    await _refuse_claimed(work, activation, change.missing)
    version = host.metadata(activation.plugin).version
    for rule in change.missing:
        work.session.add(_row(work, activation, rule, version))
    await work.session.flush()
    work.transaction.info.pop(_CACHE, None)
    return change.count


async def _write_ends(work: Work, ends: Sequence[tuple[RuleInForce, date | None]]) -> None:
    """What ends sooner first: at no moment are there two rules on one matter."""
    for sooner in (True, False):
        for row, valid_to in ends:
            if (valid_to is not None and (row.valid_to is None or valid_to < row.valid_to)) is sooner:
                row.valid_to = valid_to
        await work.session.flush()


async def _refuse_claimed(work: Work, activation: StoredActivation, missing: Sequence[WantedRule]) -> None:
    """Say whose the matter is, before the database refuses it without a name."""
    for rule in missing:
        period = func.daterange(RuleInForce.valid_from, RuleInForce.valid_to)
        other = await work.session.scalar(
            select(RuleInForce)
            .where(
                RuleInForce.tenant_id == work.tenant_id,
                RuleInForce.region_code == rule.region_code,
                RuleInForce.matter == rule.matter,
                RuleInForce.activation_id != activation.id,
                period.op("&&")(func.daterange(rule.valid_from, rule.valid_to)),
            )
            .limit(1)
        )
        if other is not None:
            raise MatterClaimedTwice(other.title, other.plugin, other.valid_from)


def _row(work: Work, activation: StoredActivation, rule: WantedRule, version: str) -> RuleInForce:
    clause = rule.clause
    return RuleInForce(
        tenant_id=work.tenant_id,
        id=new_id(),
        activation_id=activation.id,
        plugin=activation.plugin,
        plugin_version=version,
        region_code=rule.region_code,
        kind=rule.kind,
        matter=rule.matter,
        title=rule.title,
        document=clause.document if clause else None,
        words=clause.words if clause else None,
        reference=clause.reference if clause else None,
        content=rule.content,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
    )
