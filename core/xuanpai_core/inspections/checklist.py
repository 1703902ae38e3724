"""The inspector's 3+1: in post, logs complete, reports true, archives sound; computed where records tell (DY-06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import extent, require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.inspections import repository
from xuanpai_core.inspections.errors import InspectionNotFound
from xuanpai_core.inspections.models import (
    ChecklistItem,
    FindingEnd,
    Inspection,
    InspectionCheck,
    InspectionFinding,
    Presence,
)
from xuanpai_core.inspections.opening import open_inspection
from xuanpai_core.periods import month_start
from xuanpai_core.texts import paragraphs

LOOK_BACK = timedelta(days=62)
"""A report every two months that ended so long ago is still the one to look at."""
TITLES = {
    ChecklistItem.ON_POST: "在岗履职",
    ChecklistItem.LOGS: "工作日志内容完整",
    ChecklistItem.REPORTS: "双月报表内容真实",
    ChecklistItem.ARCHIVES: "软件资料、档案台帐健全",
}

_LOGS = """
SELECT count(*) FILTER (WHERE l.posting_id IS NOT NULL) AS written,
       count(*) FILTER (WHERE btrim(l.content) = '') AS incomplete,
       count(*) FILTER (WHERE l.posting_id IS NULL) AS missing
  FROM (SELECT d.posting_id, d.day FROM attendance_day d
         WHERE d.tenant_id = $1 AND d.posting_id = ANY($2::uuid[]) AND d.day BETWEEN $3 AND $4
           AND (d.status = 'ON_DUTY' OR d.afternoon = 'ON_DUTY')
         UNION
        SELECT w.posting_id, w.day FROM work_log w
         WHERE w.tenant_id = $1 AND w.posting_id = ANY($2::uuid[]) AND w.day BETWEEN $3 AND $4) days
  LEFT JOIN work_log l
    ON l.tenant_id = $1 AND l.posting_id = days.posting_id AND l.day = days.day AND l.day BETWEEN $3 AND $4
"""
_REPORTS = """
SELECT r.id AS report_id, l.title, l.unit, l.value, l.recorded, l.difference
  FROM report r
  LEFT JOIN report_line l ON l.tenant_id = $1 AND l.report_id = r.id AND l.difference <> 0
 WHERE r.tenant_id = $1 AND r.posting_id = ANY($2::uuid[]) AND r.state = 'SUBMITTED'
   AND r.period_end >= $3 AND r.period_start <= $4
 ORDER BY r.period_start, r.id, l.number
"""


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One point: ``sound`` None where nobody can tell yet; ``computed``: it is what records say, not what one saw."""

    item: ChecklistItem
    sound: bool | None
    reason: str
    computed: bool

    @property
    def title(self) -> str:
        """What the point is called."""
        return TITLES[self.item]


async def checklist(work: Work, inspection_id: UUID) -> list[ChecklistLine]:
    """The checklist: as it stands, for one who plans the inspection; as it was, once it is published.

    Then it is shown to whoever may read inspections of the whole place, for it tells of all who were looked at.
    Raises ``InspectionNotFound``, ``Forbidden``.
    """
    reach = require(work.ctx, Action.INSPECTION_READ)
    inspection = await repository.planned(work, inspection_id, hold=False)
    if inspection is None:
        inspection = await repository.published_within(work, inspection_id, reach)
    if inspection is None:
        raise InspectionNotFound
    if inspection.checklist is not None:
        return [_kept(line) for line in inspection.checklist]
    return await checklist_of(work, inspection, await repository.findings_of(work, inspection_id))


async def record_check(
    work: Work, inspection_id: UUID, item: ChecklistItem, *, sound: bool, note: str | None, key: str
) -> UUID:
    """Note what was seen of one point, or correct it; what is not sound needs words.

    Raises ``InspectionNotFound``, ``InspectionPublished``, ``InspectionCancelled``, ``Invalid`` (``INVALID_TEXT``),
    ``Forbidden``.
    """
    require(work.ctx, Action.INSPECTION_PLAN)
    words = None
    if not sound or (note or "").strip():
        words = paragraphs(note or "", path="note", title="检查情况", limit=1000)

    async def act() -> Outcome:
        await open_inspection(work, inspection_id)
        row = {
            "tenant_id": work.tenant_id,
            "inspection_id": inspection_id,
            "item": item,
            "sound": sound,
            "note": words,
            "recorded_by": work.ctx.actor.account_id,
        }
        stored = insert(InspectionCheck).values(row)
        await work.session.execute(
            stored.on_conflict_do_update(
                index_elements=["tenant_id", "inspection_id", "item"],
                set_={name: row[name] for name in ("sound", "note", "recorded_by")},
            )
        )
        after = {"item": item, "sound": sound, "note": words}
        record(work, "inspection:check", "inspection", inspection_id, after=after)
        return {}

    await once(work, "inspection:check", key, [inspection_id, item, sound, words], act)
    return inspection_id


async def checklist_of(
    work: Work, inspection: Inspection, findings: Sequence[InspectionFinding]
) -> list[ChecklistLine]:
    """What records and inspectors say of each point, what records say first."""
    day = inspection.carried_out_on or min(today(work.clock), inspection.planned_on)
    postings = sorted({finding.posting_id for finding in findings if finding.posting_id is not None})
    lines = [_on_post(findings)]
    if extent(work.ctx, Action.WORKLOG_READ).covers_place(inspection.region_code):
        lines.append(await _logs(work, postings, month_start(day), day))
    if extent(work.ctx, Action.REPORT_READ).covers_place(inspection.region_code):
        lines.append(await _reports(work, postings, day))
    rows = await work.session.scalars(
        select(InspectionCheck).where(
            InspectionCheck.tenant_id == work.tenant_id, InspectionCheck.inspection_id == inspection.id
        )
    )
    seen = {row.item: row for row in rows}
    if ChecklistItem.ARCHIVES not in seen:
        lines.append(ChecklistLine(ChecklistItem.ARCHIVES, None, "还没有登记查看情况。", computed=False))
    lines += [
        ChecklistLine(item, seen[item].sound, seen[item].note or "检查人员查看,未发现问题。", computed=False)
        for item in ChecklistItem
        if item in seen
    ]
    order = list(ChecklistItem)
    return sorted(lines, key=lambda line: (order.index(line.item), not line.computed))


def told_checklist(lines: Sequence[ChecklistLine]) -> list[dict[str, Any]]:
    """The lines as an inspection keeps them: numbers, no names."""
    return [
        {
            "item": str(line.item),
            "sound": line.sound,
            "reason": line.reason,
            "computed": line.computed,
        }
        for line in lines
    ]


def _kept(line: dict[str, Any]) -> ChecklistLine:
    return ChecklistLine(ChecklistItem(line["item"]), line["sound"], line["reason"], line["computed"])


def _on_post(findings: Sequence[InspectionFinding]) -> ChecklistLine:
    looked = [one for one in findings if one.posting_id is not None and one.at_end is FindingEnd.VILLAGE]
    if not looked:
        return ChecklistLine(ChecklistItem.ON_POST, None, "还没有登记在岗情况。", computed=True)
    absent = sum(one.presence is Presence.ABSENT for one in looked)
    said = f"检查{len(looked)}人,{absent}人不在岗。" if absent else f"检查{len(looked)}人,没有无故不在岗的。"
    return ChecklistLine(ChecklistItem.ON_POST, absent == 0, said, computed=True)


async def _logs(work: Work, postings: Sequence[UUID], first: date, last: date) -> ChecklistLine:
    await work.transaction.flush()
    row = await work.driver.fetchrow(_LOGS, work.tenant_id, postings, first, last)
    written, incomplete, missing = row["written"], row["incomplete"], row["missing"]
    if not written and not missing:
        return ChecklistLine(ChecklistItem.LOGS, None, "本月没有在岗日,也没有工作日志。", computed=True)
    parts = [f"本月至检查日有工作日志{written}篇"]
    parts += [f"{incomplete}篇缺“工作内容”"] if incomplete else []
    parts += [f"{missing}个在岗日没有日志"] if missing else []
    sound = not incomplete and not missing
    return ChecklistLine(
        ChecklistItem.LOGS, sound, ",".join((*parts, "完整" if sound else "不完整")) + "。", computed=True
    )


async def _reports(work: Work, postings: Sequence[UUID], day: date) -> ChecklistLine:
    rows = await work.driver.fetch(_REPORTS, work.tenant_id, postings, day - LOOK_BACK, day)
    if not rows:
        return ChecklistLine(ChecklistItem.REPORTS, None, "近两个月没有报送的报表。", computed=True)
    reports = len({row["report_id"] for row in rows})
    differing = [row for row in rows if row["title"] is not None]
    if not differing:
        return ChecklistLine(ChecklistItem.REPORTS, True, f"已报送{reports}份,与台账一致。", computed=True)
    told = "、".join(
        f"{row['title']}填报{_figure(row['value'])}{row['unit']}、台账{_figure(row['recorded'])}{row['unit']},"
        f"相差{_figure(abs(row['difference']))}{row['unit']}"
        for row in differing[:5]
    )
    more = f"等{len(differing)}项" if len(differing) > 5 else ""
    return ChecklistLine(ChecklistItem.REPORTS, False, f"已报送{reports}份,{told}{more}。", computed=True)


def _figure(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
