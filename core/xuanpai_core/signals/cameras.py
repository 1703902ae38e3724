"""What a photo's own data says against the act that it is to prove: when it was taken, and where."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

import asyncpg

from xuanpai_core.clock import civil_date
from xuanpai_core.db.session import Work
from xuanpai_core.signals import wording
from xuanpai_core.signals.found import Found
from xuanpai_core.signals.models import SignalSubject
from xuanpai_core.signals.ruling import Ruling
from xuanpai_core.signals.thresholds import ACCURACY_AT_MOST_M
from xuanpai_core.vocabulary import SignalKind

# A log tells of a whole day: only a photo of another day contradicts it, and where on that day is its own matter.
AT_ODDS = f"""
WITH own AS (
    SELECT u.record_type, u.record_key, u.posting_id, u.day, u.at, COALESCE(f.taken_at, f.gps_at) AS taken_at,
           u.latitude, u.longitude, f.latitude AS photo_latitude, f.longitude AS photo_longitude,
           LEAST(COALESCE(u.accuracy_m, 0), {ACCURACY_AT_MOST_M}) AS accuracy_m
      FROM photo_use u
      JOIN photo_facts f ON f.tenant_id = $1 AND f.evidence_id = u.evidence_id
     WHERE u.tenant_id = $1 AND u.evidence_id = ANY ($2)
), told AS (
    SELECT o.record_type, o.record_key, o.posting_id, o.day, o.at, o.taken_at,
           -- LEAST leaves out what is unknown: both places must be known first.
           CASE WHEN o.record_type = 'check_in' AND o.latitude IS NOT NULL AND o.photo_latitude IS NOT NULL
                THEN 2 * 6371008.8 * asin(LEAST(1, sqrt(
               power(sin(radians(o.photo_latitude - o.latitude) / 2), 2) + cos(radians(o.latitude))
               * cos(radians(o.photo_latitude)) * power(sin(radians(o.photo_longitude - o.longitude) / 2), 2))))
               - o.accuracy_m END AS metres,
           CASE WHEN o.record_type = 'check_in' THEN abs(extract(epoch FROM o.taken_at - o.at)) > $3
                ELSE (o.taken_at AT TIME ZONE 'Asia/Shanghai')::date <> o.day END AS at_another_time
      FROM own o
)
SELECT t.record_type, t.record_key, t.posting_id, p.region_code, t.day, t.at, t.taken_at, t.metres, t.at_another_time
  FROM told t
  JOIN posting p ON p.tenant_id = $1 AND p.id = t.posting_id
 WHERE t.at_another_time OR t.metres > $4
"""  # noqa: S608 -- composed of constants


async def at_odds(work: Work, evidence_ids: Sequence[UUID], ruling: Ruling) -> list[Found]:
    """What the data in these photos contradicts."""
    seconds = 60 * ruling.least(lambda rule: rule.photo_minutes)
    metres = ruling.least(lambda rule: rule.photo_place_m)
    rows = await work.driver.fetch(AT_ODDS, work.tenant_id, evidence_ids, seconds, metres)
    return [one for row in rows for one in _of(row, ruling)]


def _of(row: asyncpg.Record, ruling: Ruling) -> Iterator[Found]:
    subject, key, day = SignalSubject(row["record_type"]), row["record_key"], row["day"]
    taken_at, metres = row["taken_at"], row["metres"]
    rule = ruling.at(row["region_code"], day)
    apart: timedelta | None = taken_at and taken_at - row["at"]
    seconds = apart.total_seconds() if apart is not None and subject is SignalSubject.CHECK_IN else None
    if row["at_another_time"] and (seconds is None or abs(seconds) > 60 * rule.photo_minutes):
        yield Found(
            kind=SignalKind.PHOTO_TIME,
            posting_id=row["posting_id"],
            day=day,
            subject_type=subject,
            subject_key=key,
            reason=wording.photo_time(day, taken_at, seconds, rule),
            facts={"takenAt": taken_at, "takenOn": civil_date(taken_at), "seconds": seconds and round(seconds)},
        )
    if metres is not None and metres > rule.photo_place_m:
        yield Found(
            kind=SignalKind.PHOTO_PLACE,
            posting_id=row["posting_id"],
            day=day,
            subject_type=subject,
            subject_key=key,
            reason=wording.photo_place(day, metres, rule),
            facts={"metres": round(metres)},
        )
