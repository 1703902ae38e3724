"""When signals together are worth a person's time: the rule as a pure function, and the leads that follow of it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import select

from xuanpai_core.db.session import Work
from xuanpai_core.leads.models import Lead, LeadKind, LeadState
from xuanpai_core.leads.service import NewLead, gather_into, raise_lead
from xuanpai_core.periods import month_start
from xuanpai_core.plugins.presence import SignalRule
from xuanpai_core.signals.ruling import Ruling
from xuanpai_core.signals.thresholds import WITHIN_DAYS
from xuanpai_core.signals.wording import gathered

SUBJECT_TYPE = "posting_month"

_OPEN_SIGNALS = """
SELECT s.id, s.posting_id, s.day, s.weight, p.region_code
  FROM presence_signal s
  JOIN posting p ON p.tenant_id = $1 AND p.id = s.posting_id
 WHERE s.tenant_id = $1 AND s.posting_id = ANY ($2) AND s.lead_id IS NULL AND s.day >= $3
 ORDER BY s.posting_id, s.day, s.id
"""

_GATHER = "UPDATE presence_signal s SET lead_id = $3 WHERE s.tenant_id = $1 AND s.id = ANY ($2) AND s.lead_id IS NULL"

_OF_LEAD = """
SELECT s.day, s.reason, s.weight
  FROM presence_signal s
 WHERE s.tenant_id = $1 AND s.lead_id = $2
 ORDER BY s.day, s.kind, s.id
"""

_BY_IDS = """
SELECT s.day, s.reason, s.weight
  FROM presence_signal s
 WHERE s.tenant_id = $1 AND s.id = ANY ($2)
 ORDER BY s.day, s.kind, s.id
"""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A signal as the rule sees it. That it was answered does not lighten it: the answer is for whoever decides."""

    id: UUID
    day: date
    weight: int


def worth_a_lead(signals: Sequence[Weighed], month: date, rule_on: Callable[[date], SignalRule]) -> list[Weighed]:
    """Which of one posting's signals make a lead of ``month`` (its first day): none, or the month's and those before.

    A lead is made by one signal of the month that is strong alone, or by one with which those of the last
    ``WITHIN_DAYS`` days weigh enough together, by the rule of its day; what weighed in from the month before belongs
    to it.
    """
    own = [signal for signal in signals if month_start(signal.day) == month]
    chosen: dict[UUID, Weighed] = {}
    for last in own:
        first = last.day - timedelta(days=WITHIN_DAYS - 1)
        window = [signal for signal in signals if first <= signal.day <= last.day]
        rule = rule_on(last.day)
        if last.weight >= rule.strong or sum(signal.weight for signal in window) >= rule.together:
            together = window if last.weight < rule.strong else own
            chosen |= {signal.id: signal for signal in (*together, *own)}
    return sorted(chosen.values(), key=lambda signal: (signal.day, signal.id))


async def follow_up(work: Work, new: Iterable[asyncpg.Record], ruling: Ruling) -> None:
    """Raise what new signals (``posting_id``, ``day``) make worth a lead, or let the month's open lead gather them.

    A lead that was decided gathers no more, and is not raised again.
    """
    touched = list(new)
    if not touched:
        return
    postings = {row["posting_id"] for row in touched}
    since = min(row["day"] for row in touched) - timedelta(days=WITHIN_DAYS)
    rows = await work.driver.fetch(_OPEN_SIGNALS, work.tenant_id, sorted(postings), since)
    of_posting: dict[UUID, list[Weighed]] = {}
    places: dict[UUID, str] = {}
    for row in rows:
        of_posting.setdefault(row["posting_id"], []).append(Weighed(row["id"], row["day"], row["weight"]))
        places[row["posting_id"]] = row["region_code"]
    leads = await _leads_of(work, postings)
    for posting_id, signals in of_posting.items():
        await _follow_one(work, posting_id, places[posting_id], signals, leads, ruling)


async def _follow_one(
    work: Work, posting_id: UUID, place: str, signals: list[Weighed], leads: dict[str, Lead], ruling: Ruling
) -> None:
    left = signals
    for month in sorted({month_start(signal.day) for signal in signals}):
        key = f"{posting_id}:{month:%Y-%m}"
        lead = leads.get(key)
        if lead is None:
            chosen = worth_a_lead(left, month, partial(ruling.at, place))
            raised = await _raise(work, posting_id, place, key, month, chosen) if chosen else None
            taken = chosen if raised is not None else []
        else:
            chosen = [signal for signal in left if month_start(signal.day) == month]
            taken = chosen if lead.state is LeadState.OPEN and await _add(work, lead, month, chosen) else []
        gone = {signal.id for signal in taken}
        left = [signal for signal in left if signal.id not in gone]


async def _raise(
    work: Work, posting_id: UUID, place: str, key: str, month: date, chosen: Sequence[Weighed]
) -> UUID | None:
    ids = [signal.id for signal in chosen]
    rows = await work.driver.fetch(_BY_IDS, work.tenant_id, ids)
    new = NewLead(
        kind=LeadKind.PRESENCE_DOUBT,
        region_code=place,
        subject_type=SUBJECT_TYPE,
        subject_key=key,
        since=chosen[0].day,
        until=chosen[-1].day,
        reason=gathered(list(rows), month),
        posting_id=posting_id,
        facts=_facts(rows),
    )
    lead_id = await raise_lead(work, new)
    if lead_id is not None:
        await work.driver.execute(_GATHER, work.tenant_id, ids, lead_id)
    return lead_id


async def _add(work: Work, lead: Lead, month: date, chosen: Sequence[Weighed]) -> bool:
    if not chosen:
        return False
    await work.driver.execute(_GATHER, work.tenant_id, [signal.id for signal in chosen], lead.id)
    rows = await work.driver.fetch(_OF_LEAD, work.tenant_id, lead.id)
    gather_into(work, lead, rows[0]["day"], rows[-1]["day"], gathered(list(rows), month), _facts(rows))
    return True


def _facts(rows: Sequence[asyncpg.Record]) -> dict[str, Any]:
    return {"signals": len(rows), "weight": sum(row["weight"] for row in rows)}


async def _leads_of(work: Work, postings: Collection[UUID]) -> dict[str, Lead]:
    """The leads that signals of these postings made, held until the transaction ends, by subject."""
    found = await work.session.scalars(
        select(Lead)
        .where(
            Lead.tenant_id == work.tenant_id,
            Lead.kind == LeadKind.PRESENCE_DOUBT,
            Lead.posting_id.in_(postings),
        )
        .order_by(Lead.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {lead.subject_key: lead for lead in found}
