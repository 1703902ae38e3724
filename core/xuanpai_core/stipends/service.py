"""A county's stipends of a quarter: prepared as often as needed, released once (JZ-29, JZ-30, JZ-31)."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuanpai_core.activities.service import dispatch_meetings
from xuanpai_core.attendance.service import judge
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, require_place
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Invalid, NotFound
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.periods import Month, quarter_end, quarter_label, quarter_months, quarter_start
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.decisions import StipendState
from xuanpai_core.plugins.errors import NoRuleInForce
from xuanpai_core.plugins.facts import MonthAttendance, StipendGateFacts
from xuanpai_core.plugins.in_force import RulesInForce
from xuanpai_core.plugins.service import rules_in_force, told_postings
from xuanpai_core.plugins.wording import day_name, quarter_name
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_county
from xuanpai_core.regions.repository import Node
from xuanpai_core.stipends import repository
from xuanpai_core.stipends.calculation import DueLine, due_lines, ruling_day
from xuanpai_core.stipends.models import BatchState, StipendBatch


@dataclass(frozen=True, slots=True)
class _Due:
    """What a county's quarter comes to as things stand now, and whether the gate is open."""

    plugin: str
    gate: dict[str, Any]
    lines: list[DueLine]

    def total(self, state: StipendState) -> int:
        return sum(due.line.amount_fen for due in self.lines if due.line.state is state)


async def prepare_batch(work: Work, county_code: str, quarter: date, key: str) -> UUID:
    """Calculate the county's quarter that begins on ``quarter``, again if need be; returns the batch's id.

    The batch is READY, or BLOCKED by the region's gate with its reason. Raises ``Forbidden``, ``NotFound``
    (``UNKNOWN_REGION``), ``Invalid`` (``INVALID_REGION_CODE``, ``NOT_A_COUNTY``, ``INVALID_QUARTER``,
    ``QUARTER_NOT_STARTED``), ``Conflict`` (``ALREADY_RELEASED``), ``NoRuleInForce``, ``PluginFailed``,
    ``UnknownPlugin``.
    """
    code = RegionCode.parse(county_code)
    require_place(work.ctx, Action.STIPEND_PREPARE, code)

    async def act() -> Outcome:
        return {"id": str(await _prepare(work, code, quarter))}

    content = {"county_code": code, "quarter": quarter}
    return UUID((await once(work, Action.STIPEND_PREPARE, key, content, act))["id"])


async def release_batch(work: Work, batch_id: UUID, key: str) -> UUID:
    """Declare a READY batch paid, for good; returns its id.

    What is paid is what the rules say now: if something has changed since the batch was prepared, it must be
    prepared again. Raises ``Forbidden``, ``NotFound`` (``BATCH_NOT_FOUND``) and ``Conflict`` (``ALREADY_RELEASED``,
    ``QUARTER_NOT_ENDED``, ``BATCH_BLOCKED``, ``BATCH_OUTDATED``).
    """
    reach = require(work.ctx, Action.STIPEND_RELEASE)

    async def act() -> Outcome:
        await repository.lock_quarter(work, (await _found(work, batch_id, reach)).quarter)
        await _release(work, await _found(work, batch_id, reach))
        return {"id": str(batch_id)}

    return UUID((await once(work, Action.STIPEND_RELEASE, key, {"batch_id": batch_id}, act))["id"])


async def released_months(work: Work, posting_ids: Collection[UUID], month: Month) -> set[UUID]:
    """Those of the postings whose ``month`` was paid, or judged in a batch that was; none is released meanwhile.

    Asks nobody's permission.
    """
    await repository.lock_quarter(work, quarter_start(month.start))
    return await repository.released_lines(work, posting_ids, month.start)


async def _prepare(work: Work, county_code: RegionCode, quarter: date) -> UUID:
    county = await known_county(work, county_code)
    if quarter != quarter_start(quarter):
        raise Invalid(f"{day_name(quarter)}不是一个季度的第一天,请改正。", code="INVALID_QUARTER")
    if quarter > today(work.clock):
        raise Invalid(f"{quarter_name(quarter)}还没有开始,不能生成补助批次。", code="QUARTER_NOT_STARTED")
    await repository.lock_quarter(work, quarter)
    batch = await repository.batch_of(work, county_code, quarter)
    if batch is not None and batch.state is BatchState.RELEASED:
        raise _already_released(batch)
    due = await _due(work, county, quarter)
    before = None if batch is None else _figures(batch)
    if batch is None:
        batch = StipendBatch(tenant_id=work.tenant_id, id=new_id(), county_code=county_code, quarter=quarter)
        work.session.add(batch)
    batch.state = BatchState.READY if due.gate["passed"] else BatchState.BLOCKED
    batch.payable_fen, batch.on_hold_fen = due.total(StipendState.PAYABLE), due.total(StipendState.ON_HOLD)
    batch.plugin, batch.gate = due.plugin, due.gate
    batch.prepared_by, batch.prepared_at = work.ctx.actor.account_id, work.clock.now()
    await work.session.flush()
    await repository.replace_lines(work, batch, due.lines)
    record(
        work,
        Action.STIPEND_PREPARE,
        "stipend_batch",
        batch.id,
        before=before,
        after=_figures(batch),
        county_code=county_code,
        quarter=quarter_label(quarter),
    )
    return batch.id


def _figures(batch: StipendBatch) -> dict[str, Any]:
    """Where the batch stands, for the trail."""
    return {"payable_fen": batch.payable_fen, "on_hold_fen": batch.on_hold_fen, "state": batch.state}


async def _found(work: Work, batch_id: UUID, reach: Extent) -> StipendBatch:
    batch = await repository.batch_within(work, batch_id, reach)
    if batch is None:
        raise NotFound("没有找到这个补助批次,或不在您的管辖范围内。", code="BATCH_NOT_FOUND")
    return batch


async def _release(work: Work, batch: StipendBatch) -> None:
    if batch.state is BatchState.RELEASED:
        raise _already_released(batch)
    end = quarter_end(batch.quarter)
    if today(work.clock) < end:
        raise Conflict(
            f"{quarter_name(batch.quarter)}还没有结束,补助须在{day_name(end)}以后发放。", code="QUARTER_NOT_ENDED"
        )
    if batch.state is BatchState.BLOCKED:
        raise Conflict(f"{batch.gate['reason']}办好后请重新生成批次。", code="BATCH_BLOCKED")
    due = await _due(work, await known_county(work, RegionCode.stored(batch.county_code)), batch.quarter)
    unchanged = {line.paid for line in due.lines} == await repository.stored_lines(work, batch.id)
    if not unchanged or not due.gate["passed"]:
        raise Conflict(
            "批次生成以后,任职、考勤或规定有了变化,金额已不准确。请重新生成批次,核对后再发放。", code="BATCH_OUTDATED"
        )
    before = _figures(batch)
    batch.state = BatchState.RELEASED
    batch.released_by, batch.released_at = work.ctx.actor.account_id, work.clock.now()
    await work.session.flush()
    record(work, Action.STIPEND_RELEASE, "stipend_batch", batch.id, before=before, after=_figures(batch))


async def _due(work: Work, county: Node, quarter: date) -> _Due:
    rules = await rules_in_force(work)
    days = [ruling_day(month) for month in quarter_months(quarter)]
    active = [found for day in days if (found := rules.active(hookspecs.stipend_for, county.code, day))]
    if not active:
        raise NoRuleInForce(county.path_name, days[-1], "生活补助")
    postings = await told_postings(work, repository.posted_in(county.code, quarter))
    attendance = await _attendance(work, [posting.posting_id for posting in postings], quarter)
    elsewhere = await repository.lines_elsewhere(work, county.code, quarter)
    lines = due_lines(rules, quarter, postings, attendance, elsewhere)
    return _Due(active[-1].code, await _gate(work, rules, county.code, quarter), lines)


async def _attendance(work: Work, posting_ids: list[UUID], quarter: date) -> dict[UUID, tuple[MonthAttendance, ...]]:
    """The verdicts of the months that are over, a posting; a month that still runs has none yet."""
    found: dict[UUID, tuple[MonthAttendance, ...]] = {}
    for month in map(Month, quarter_months(quarter)):
        if month.end <= today(work.clock):
            for posting_id, verdict in (await judge(work, posting_ids, month)).items():
                found[posting_id] = (*found.get(posting_id, ()), verdict.as_attendance())
    return found


async def _gate(work: Work, rules: RulesInForce, county_code: str, quarter: date) -> dict[str, Any]:
    """What the region's gate says, as it is stored: passed, reason, clause."""
    meetings = await dispatch_meetings(work, county_code, quarter)
    facts = StipendGateFacts(county_code=county_code, quarter_start=quarter, meetings=meetings)
    for month in reversed(quarter_months(quarter)):
        ruling = rules.ask(hookspecs.stipend_gate, county_code, ruling_day(month), facts)
        if ruling is not None:
            gate = ruling.decision
            return {"passed": gate.passed, "reason": gate.reason, "clause": asdict(gate.clause)}
    return {"passed": True, "reason": "本地没有规定发放前须满足的条件。", "clause": None}


def _already_released(batch: StipendBatch) -> Conflict:
    return Conflict(
        f"{quarter_name(batch.quarter)}的补助批次已经发放,不能再改,也不会重复发放。", code="ALREADY_RELEASED"
    )
