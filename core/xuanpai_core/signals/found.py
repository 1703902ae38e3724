"""What was found in one look, and how it is kept: once each, however often one looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.plugins.presence import SignalRule
from xuanpai_core.signals.models import SignalSubject
from xuanpai_core.signals.ruling import Ruling
from xuanpai_core.signals.thresholds import weight_of
from xuanpai_core.vocabulary import SignalKind

_PLACES = "SELECT p.id, p.region_code FROM posting p WHERE p.tenant_id = $1 AND p.id = ANY ($2)"

_KEEP = """
INSERT INTO presence_signal (tenant_id, id, kind, posting_id, cadre_id, region_code, day, subject_type, subject_key,
                             other_posting_id, reason, facts, weight, raised_at)
SELECT $1, r.id, r.kind, r.posting_id, p.cadre_id, p.region_code, r.day, r.subject_type, r.subject_key,
       r.other_posting_id, r.reason, r.facts, r.weight, $3
  FROM jsonb_to_recordset($2::text::jsonb)
       AS r(id uuid, kind text, posting_id uuid, day date, subject_type text, subject_key text, other_posting_id uuid,
            reason text, facts jsonb, weight smallint)
  JOIN posting p ON p.tenant_id = $1 AND p.id = r.posting_id
 ORDER BY r.kind, r.subject_key
ON CONFLICT DO NOTHING
RETURNING kind, posting_id, day
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that was noticed; ``facts`` is plain JSON. It weighs what its kind does at its place on its day."""

    kind: SignalKind
    posting_id: UUID
    day: date
    subject_type: SignalSubject
    subject_key: str
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    other_posting_id: UUID | None = None
    weighs_at_most: int | None = None

    def row(self, rule: SignalRule) -> dict[str, Any]:
        """As the statement takes it."""
        weight = weight_of(self.kind, rule)
        return {
            "id": new_id(),
            "kind": self.kind,
            "posting_id": self.posting_id,
            "day": self.day,
            "subject_type": self.subject_type,
            "subject_key": self.subject_key,
            "other_posting_id": self.other_posting_id,
            "reason": self.reason,
            "facts": self.facts,
            "weight": weight if self.weighs_at_most is None else min(weight, self.weighs_at_most),
        }


async def keep(work: Work, found: Sequence[Found], ruling: Ruling) -> Sequence[asyncpg.Record]:
    """Store what is not known yet in one statement; returns kind, posting and day of what is new."""
    if not found:
        return []
    postings = sorted({one.posting_id for one in found})
    places = {row["id"]: row["region_code"] for row in await work.driver.fetch(_PLACES, work.tenant_id, postings)}
    rows = [one.row(ruling.at(places[one.posting_id], one.day)) for one in found]
    # The driver's own UUIDs are none that orjson knows.
    written = orjson.dumps(rows, default=str).decode()
    kept: Sequence[asyncpg.Record] = await work.driver.fetch(_KEEP, work.tenant_id, written, work.clock.now())
    return kept
