"""What check-ins themselves give away: a made-up place, a wrong clock, too far off, too fast, one phone for several.

``device`` is what the client says of the phone, plain JSON: ``id`` is the installation's, ``mock`` true where the
system reports a made-up place, ``sentAt`` the phone's clock when it sent (RFC 3339), ``online`` true where the entry
was sent as it was made. All of it may be missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from xuanpai_core.clock import civil_date
from xuanpai_core.db.session import Work
from xuanpai_core.signals import wording
from xuanpai_core.signals.found import Found
from xuanpai_core.signals.models import SignalSubject
from xuanpai_core.signals.ruling import Ruling
from xuanpai_core.signals.thresholds import ACCURACY_AT_MOST_M, CLOCK_AHEAD, TRAVEL_LEAST_KM, TRAVEL_WITHIN
from xuanpai_core.vocabulary import SignalKind

# Entries of days longer past are claims on which a person decides.
_OLDEST = timedelta(days=92)
# Around a day, the days whose acts can be too near in time.
_AROUND = 2
# Shorter ids are no installation's: "phone", "unknown".
_LEAST_ID = 8

_FRESH = f"""
fresh AS MATERIALIZED (
    SELECT c.posting_id, c.day, c.id, c.at, c.received_at, c.latitude, c.longitude, c.photo_id, c.device, c.distance_m,
           LEAST(COALESCE(c.accuracy_m, 0), {ACCURACY_AT_MOST_M}) AS accuracy_m
      FROM check_in c
     WHERE c.tenant_id = $1 AND c.received_at > $2 AND c.received_at <= $3 AND c.day >= $4 AND c.day <= $5
)"""  # noqa: S608 -- composed of constants

# What says when the phone sent is any text: only what certainly is a moment is read as one.
SINGLE = f"""
WITH {_FRESH}, told AS (
    SELECT f.posting_id, f.day, f.id, f.device @> '{{"mock": true}}'::jsonb AS mock,
           GREATEST(f.distance_m - f.accuracy_m, 0)::integer AS beyond_m,
           extract(epoch FROM CASE
               WHEN f.at - f.received_at > $6 THEN f.at - f.received_at
               WHEN f.device->>'sentAt' ~ '^[12][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}T'
                    AND pg_input_is_valid(f.device->>'sentAt', 'timestamp with time zone')
               THEN (f.device->>'sentAt')::timestamptz - f.received_at
               WHEN f.device @> '{{"online": true}}'::jsonb THEN f.at - f.received_at
           END)::float8 AS ahead
      FROM fresh f
)
SELECT t.posting_id, p.region_code, t.day, t.id, t.mock, t.beyond_m, t.ahead
  FROM told t
  JOIN posting p ON p.tenant_id = $1 AND p.id = t.posting_id
 WHERE t.mock OR t.beyond_m > $8 OR t.ahead > extract(epoch FROM $6::interval)
    OR t.ahead < -extract(epoch FROM $7::interval)
"""  # noqa: S608 -- composed of constants

# Of each pair the later act is what was noticed, whichever of the two came in first; the fastest pair first.
TRAVEL = f"""
WITH {_FRESH}, pair AS (
    SELECT f.posting_id, LEAST(f.at, o.at) AS earlier, GREATEST(f.at, o.at) AS later,
           CASE WHEN (f.at, f.id) > (o.at, o.id) THEN f.id ELSE o.id END AS id,
           CASE WHEN (f.at, f.id) > (o.at, o.id) THEN f.day ELSE o.day END AS day,
           GREATEST(abs(extract(epoch FROM f.at - o.at)), 60)::float8 AS seconds,
           2 * 6371.0088 * asin(LEAST(1, sqrt(
               power(sin(radians(o.latitude - f.latitude) / 2), 2) + cos(radians(f.latitude))
               * cos(radians(o.latitude)) * power(sin(radians(o.longitude - f.longitude) / 2), 2)))) AS km,
           (f.accuracy_m + LEAST(COALESCE(o.accuracy_m, 0), {ACCURACY_AT_MOST_M})) / 1000 AS unsure_km
      FROM fresh f
      JOIN check_in o ON o.tenant_id = $1 AND o.posting_id = f.posting_id AND o.id <> f.id
       AND o.day BETWEEN f.day - {_AROUND} AND f.day + {_AROUND}
       AND o.day >= $4::date - {_AROUND} AND o.day <= $5::date + {_AROUND}
       AND o.at BETWEEN f.at - $6::interval AND f.at + $6::interval
     WHERE f.latitude IS NOT NULL AND o.latitude IS NOT NULL
)
SELECT q.posting_id, p.region_code, q.day, q.id, q.earlier, q.later, q.seconds, q.km, q.km - q.unsure_km AS sure_km
  FROM pair q
  JOIN posting p ON p.tenant_id = $1 AND p.id = q.posting_id
 WHERE q.km - q.unsure_km >= {TRAVEL_LEAST_KM} AND (q.km - q.unsure_km) * 3600 > $7 * q.seconds
 ORDER BY q.km / q.seconds DESC
"""  # noqa: S608 -- composed of constants

USE_DEVICES = f"""
WITH {_FRESH}, used AS (
    SELECT date_trunc('month', f.day)::date AS month, f.posting_id, min(f.day) AS first_day,
           encode(sha256(convert_to(f.device->>'id', 'UTF8')), 'hex') AS device
      FROM fresh f
     WHERE jsonb_typeof(f.device->'id') = 'string' AND length(f.device->>'id') >= {_LEAST_ID}
     GROUP BY 1, 2, 4
)
INSERT INTO device_use AS d (tenant_id, month, device, posting_id, cadre_id, first_day)
SELECT $1, u.month, u.device, u.posting_id, p.cadre_id, u.first_day
  FROM used u
  JOIN posting p ON p.tenant_id = $1 AND p.id = u.posting_id
 ORDER BY u.month, u.device, u.posting_id
ON CONFLICT (tenant_id, month, device, posting_id) DO UPDATE SET first_day = LEAST(d.first_day, EXCLUDED.first_day)
RETURNING d.month, d.device
"""  # noqa: S608 -- composed of constants

SHARED = """
WITH shared AS (
    SELECT d.month, d.device, count(DISTINCT d.cadre_id) AS people
      FROM (SELECT DISTINCT month, device FROM unnest($2::date[], $3::text[]) AS touched(month, device)) t
      JOIN device_use d ON d.tenant_id = $1 AND d.month = t.month AND d.device = t.device
     GROUP BY 1, 2
    HAVING count(DISTINCT d.cadre_id) > 1
)
SELECT d.posting_id, d.first_day, d.month, d.device, s.people,
       (SELECT o.posting_id FROM device_use o
         WHERE o.tenant_id = $1 AND o.month = d.month AND o.device = d.device AND o.cadre_id <> d.cadre_id
         ORDER BY o.first_day, o.posting_id LIMIT 1) AS other_posting_id
  FROM shared s
  JOIN device_use d ON d.tenant_id = $1 AND d.month = s.month AND d.device = s.device
"""

USE_PHOTOS = f"""
WITH {_FRESH}
INSERT INTO photo_use (tenant_id, evidence_id, record_type, record_key, posting_id, day, at, latitude, longitude,
                       accuracy_m)
SELECT $1, f.photo_id, 'check_in', f.id::text, f.posting_id, f.day, f.at, f.latitude, f.longitude, f.accuracy_m
  FROM fresh f
 WHERE f.photo_id IS NOT NULL
ON CONFLICT DO NOTHING
"""  # noqa: S608 -- composed of constants


@dataclass(frozen=True, slots=True)
class Slice:
    """What was received after one moment, up to another."""

    after: datetime
    until: datetime

    @property
    def bounds(self) -> tuple[datetime, datetime, date, date]:
        """The moments, and the days that such entries can be of."""
        return self.after, self.until, civil_date(self.after - _OLDEST), civil_date(self.until + timedelta(days=1))


async def look_at_check_ins(work: Work, part: Slice, ruling: Ruling) -> list[Found]:
    """Everything that the check-ins received in ``part`` give away, and note their photos for later."""
    driver, tenant_id, bounds = work.driver, work.tenant_id, part.bounds
    behind = timedelta(minutes=ruling.least(lambda rule: rule.clock_behind_minutes))
    far_m, speed = ruling.least(lambda rule: rule.far_m), ruling.least(lambda rule: rule.travel_km_per_hour)
    single = await driver.fetch(SINGLE, tenant_id, *bounds, CLOCK_AHEAD, behind, far_m)
    travel = await driver.fetch(TRAVEL, tenant_id, *bounds, TRAVEL_WITHIN, speed)
    devices = await driver.fetch(USE_DEVICES, tenant_id, *bounds)
    shared = await driver.fetch(
        SHARED, tenant_id, [one["month"] for one in devices], [one["device"] for one in devices]
    )
    await driver.execute(USE_PHOTOS, tenant_id, *bounds)
    found = [one for row in single for one in _single(row, ruling)]
    return [*found, *_travels(travel, ruling), *map(_shared, shared)]


def _single(row: asyncpg.Record, ruling: Ruling) -> Iterator[Found]:
    day, ahead, metres = row["day"], row["ahead"], row["beyond_m"]
    rule = ruling.at(row["region_code"], day)
    if row["mock"]:
        yield _of_act(row, SignalKind.MOCK_LOCATION, wording.mock_location(day), {})
    if ahead is not None and (ahead > CLOCK_AHEAD.total_seconds() or ahead < -60 * rule.clock_behind_minutes):
        yield _of_act(row, SignalKind.CLOCK_OFF, wording.clock_off(ahead, day, rule), {"aheadSeconds": round(ahead)})
    if metres is not None and metres > rule.far_m:
        yield _of_act(row, SignalKind.FAR_AWAY, wording.far_away(metres, day, rule), {"beyondM": metres})


def _travels(rows: Iterable[asyncpg.Record], ruling: Ruling) -> Iterator[Found]:
    """Each act once, by the fastest of its pairs."""
    seen: set[UUID] = set()
    for row in rows:
        rule = ruling.at(row["region_code"], row["day"])
        if row["id"] in seen or row["sure_km"] * 3600 <= rule.travel_km_per_hour * row["seconds"]:
            continue
        seen.add(row["id"])
        facts = {"km": round(row["km"], 1), "seconds": round(row["seconds"]), "earlier": row["earlier"]}
        reason = wording.impossible_travel(row["km"], row["seconds"], row["earlier"], row["later"], rule)
        yield _of_act(row, SignalKind.IMPOSSIBLE_TRAVEL, reason, facts)


def _of_act(row: asyncpg.Record, kind: SignalKind, reason: str, facts: Mapping[str, Any]) -> Found:
    return Found(
        kind=kind,
        posting_id=row["posting_id"],
        day=row["day"],
        subject_type=SignalSubject.CHECK_IN,
        subject_key=str(row["id"]),
        reason=reason,
        facts=facts,
    )


def _shared(row: asyncpg.Record) -> Found:
    month: date = row["month"]
    return Found(
        kind=SignalKind.DEVICE_SHARED,
        posting_id=row["posting_id"],
        day=row["first_day"],
        subject_type=SignalSubject.DEVICE,
        subject_key=f"{row['posting_id']}:{month:%Y-%m}:{row['device']}",
        reason=wording.device_shared(row["people"], month),
        facts={"people": row["people"], "month": f"{month:%Y-%m}"},
        other_posting_id=row["other_posting_id"],
    )
