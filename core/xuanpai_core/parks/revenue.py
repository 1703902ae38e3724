"""Income of a park's projects: booked once, divided by the region's rule to the 分, taken back line by line."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Invalid, NotFound
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.parks import repository
from xuanpai_core.parks.models import RevenueAllocation, RevenueEntry
from xuanpai_core.parks.repository import ProjectOfPark
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.decisions import RevenueSplit
from xuanpai_core.plugins.errors import NoRuleInForce, PluginFailed
from xuanpai_core.plugins.facts import RevenueAllocation as Share
from xuanpai_core.plugins.facts import RevenueFacts
from xuanpai_core.plugins.resolution import Ruling
from xuanpai_core.plugins.service import rules_in_force
from xuanpai_core.texts import one_line

MOST_FEN = 10**15
"""Ten trillion 元: beyond it, somebody's finger slipped."""

_HOOK = hookspecs.split_revenue


@dataclass(frozen=True, slots=True)
class NewRevenue:
    """Income that arrived on a day, in 分; negative when some of it went back."""

    project_id: UUID
    received_on: date
    amount_fen: int
    note: str


@dataclass(frozen=True, slots=True)
class _Division:
    """How an entry is divided, by whose rule, and why; without shares it is not divided at all."""

    plugin: str
    reason: str
    clause: dict[str, Any]
    shares: tuple[Share, ...]


async def record_revenue(work: Work, new: NewRevenue, key: str) -> UUID:
    """Book income and divide it by the rule in force on its day at the park's county; returns the entry's id.

    Raises ``Forbidden``, ``NotFound`` (``PROJECT_NOT_FOUND``), ``Invalid`` (``RECEIVED_IN_FUTURE``,
    ``INVALID_AMOUNT``, ``INVALID_TEXT``, ``NO_INTRODUCER``), ``NoRuleInForce``, ``PluginFailed``, ``UnknownPlugin``.
    """
    reach = require(work.ctx, Action.REVENUE_RECORD)
    checked = _checked(work, new)

    async def act() -> Outcome:
        project = await repository.project_within(work, new.project_id, reach)
        if project is None:
            raise NotFound("没有找到这个项目,或不在您的管辖范围内。", code="PROJECT_NOT_FOUND")
        return {"id": str(await _book(work, checked, project))}

    return UUID((await once(work, Action.REVENUE_RECORD, key, asdict(checked), act))["id"])


async def reverse_revenue(work: Work, entry_id: UUID, note: str, key: str) -> UUID:
    """Take an entry back today, each share by its own opposite (JZ-22); returns the new entry's id.

    Raises ``Forbidden``, ``NotFound`` (``ENTRY_NOT_FOUND``), ``Invalid`` (``INVALID_TEXT``), ``PluginFailed``,
    ``UnknownPlugin`` and ``Conflict`` (``ALREADY_REVERSED``, ``REVERSAL_NOT_REVERSIBLE``).
    """
    reach = require(work.ctx, Action.REVENUE_RECORD)
    why = one_line(note, path="note", title="红冲原因", limit=200)

    async def act() -> Outcome:
        entry = await repository.entry_of(work, entry_id)
        project = await repository.project_within(work, entry.project_id, reach) if entry else None
        if entry is None or project is None:
            raise NotFound("没有找到这笔入账,或不在您的管辖范围内。", code="ENTRY_NOT_FOUND")
        return {"id": str(await _reverse(work, entry, project, why))}

    return UUID((await once(work, "revenue:reverse", key, {"entry_id": entry_id, "note": why}, act))["id"])


def _checked(work: Work, new: NewRevenue) -> NewRevenue:
    """What can be told wrong before anything is read."""
    if new.received_on > today(work.clock):
        raise Invalid("入账日期不能晚于今天,请在到账之后再登记。", code="RECEIVED_IN_FUTURE")
    if abs(new.amount_fen) > MOST_FEN:
        raise Invalid("金额过大,请核对:金额以分为单位,1000元写作100000。", code="INVALID_AMOUNT")
    return replace(new, note=one_line(new.note, path="note", title="摘要", limit=200))


async def _book(work: Work, new: NewRevenue, project: ProjectOfPark) -> UUID:
    facts = RevenueFacts(
        amount_fen=new.amount_fen,
        suits_village=project.suits_village,
        introducers=await repository.introducers_of(work, project.project_id),
    )
    ruling = (await rules_in_force(work)).ask(_HOOK, project.county_code, new.received_on, facts)
    if ruling is None:
        raise NoRuleInForce(project.county_name, new.received_on, "产业园收益分配")
    division = _division(ruling)
    places = {share.region_code for share in division.shares if share.region_code is not None}
    unknown = await repository.unknown_regions(work, places)
    if unknown:
        raise PluginFailed(division.plugin, _HOOK.__name__, f"把收益分给了不存在的区划 {unknown[0]}")
    entry_id = new_id()
    values = {
        "id": entry_id,
        "project_id": project.project_id,
        "received_on": new.received_on,
        "amount_fen": new.amount_fen,
        "note": new.note,
    }
    await _store(work, values, division)
    after = {"amount_fen": new.amount_fen, "received_on": new.received_on, "project_id": project.project_id}
    record(work, Action.REVENUE_RECORD, "revenue_entry", entry_id, after=after)
    return entry_id


async def _reverse(work: Work, entry: RevenueEntry, project: ProjectOfPark, note: str) -> UUID:
    if entry.reverses_id is not None:
        raise Conflict("这笔本身就是红冲,不能再红冲。如确需入账,请另行登记。", code="REVERSAL_NOT_REVERSIBLE")
    reversal_id = new_id()
    values = {
        "id": reversal_id,
        "project_id": entry.project_id,
        "received_on": today(work.clock),
        "amount_fen": -entry.amount_fen,
        "note": note,
        "reverses_id": entry.id,
    }
    if not await _store(work, values, await _mirrored(work, entry, project)):
        raise Conflict("这笔入账已经红冲过,没有重复红冲。", code="ALREADY_REVERSED")
    after = {"reverses": entry.id, "amount_fen": -entry.amount_fen}
    record(work, "revenue:reverse", "revenue_entry", reversal_id, after=after, reason=note)
    return reversal_id


async def _mirrored(work: Work, entry: RevenueEntry, project: ProjectOfPark) -> _Division:
    """The opposite of each share, with the words of the rule that made them, if that rule still stands."""
    shares = tuple(
        Share(beneficiary=line.beneficiary, region_code=line.region_code, amount_fen=line.amount_fen)
        for line in await repository.allocations_of(work, entry.id)
    )
    opposites = tuple(replace(share, amount_fen=-share.amount_fen) for share in shares)
    facts = RevenueFacts(
        amount_fen=-entry.amount_fen,
        suits_village=project.suits_village,
        introducers=await repository.introducers_of(work, project.project_id),
        reversal_of=shares,
    )
    ruling = (await rules_in_force(work)).ask(_HOOK, project.county_code, entry.received_on, facts)
    if ruling is None:
        return _Division(entry.plugin, "红冲:按原分配逐笔冲回。", entry.clause, opposites)
    division = _division(ruling)
    if set(division.shares) != set(opposites):
        raise PluginFailed(division.plugin, _HOOK.__name__, "没有按原分配逐笔冲回")
    return replace(division, shares=opposites)


def _division(ruling: Ruling[RevenueSplit]) -> _Division:
    split = ruling.decision
    return _Division(ruling.activation.plugin, split.reason, asdict(split.clause), split.lines)


async def _store(work: Work, values: dict[str, object], division: _Division) -> bool:
    """Write the entry and its shares; nothing, and False, when it reverses what is reversed already."""
    why = {"reason": division.reason, "clause": division.clause}
    booked = {**values, **why, "plugin": division.plugin, "recorded_by": work.ctx.actor.account_id}
    if not await repository.add_unless_there(work, RevenueEntry, booked):
        return False
    rows = [
        {"tenant_id": work.tenant_id, "entry_id": values["id"], "line": number, **asdict(share), **why}
        for number, share in enumerate(division.shares, 1)
    ]
    if rows:
        await work.session.execute(insert(RevenueAllocation), rows)
    return True
