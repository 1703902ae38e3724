"""What work logs give away: a text that was written before."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

import asyncpg

from xuanpai_core.db.session import Work
from xuanpai_core.plugins.presence import SignalRule
from xuanpai_core.signals import wording
from xuanpai_core.signals.copying import Sketch, similarity, sketch
from xuanpai_core.signals.entries import Slice
from xuanpai_core.signals.found import Found
from xuanpai_core.signals.models import SignalSubject
from xuanpai_core.signals.ruling import Ruling
from xuanpai_core.vocabulary import SignalKind

LogKey = tuple[UUID, date]
"""A log's posting and day."""
FIRST_LOG: LogKey = (UUID(int=0), date.min)
"""Before any log."""

# Between two statements the transaction idles while texts are read: for some hundred milliseconds.
PAGE = 1000
_NEAR = 40

_FRESH = """l.tenant_id = $1 AND l.updated_at > $2 AND l.updated_at <= $3 AND l.day >= $4 AND l.day <= $5"""
_TEXT = "concat_ws(chr(10), {0}.content, {0}.help_given, {0}.problems_heard)"

NEW_LOGS = f"""
SELECT l.posting_id, l.day, l.written_at, {_TEXT.format("l")} AS text
  FROM work_log l
 WHERE {_FRESH} AND (l.posting_id, l.day) > ($6::uuid, $7::date)
 ORDER BY l.posting_id, l.day
 LIMIT $8
"""  # noqa: S608 -- composed of constants

USE_PHOTOS = f"""
INSERT INTO photo_use (tenant_id, evidence_id, record_type, record_key, posting_id, day, at)
SELECT $1, k.evidence_id, 'work_log', k.record_key, l.posting_id, l.day, l.written_at
  FROM work_log l
  JOIN evidence_link k
    ON k.tenant_id = $1 AND k.record_type = 'work_log' AND k.record_key = l.posting_id || ':' || l.day
  JOIN evidence e ON e.tenant_id = $1 AND e.id = k.evidence_id AND e.kind = 'PHOTO'
 WHERE {_FRESH}
ON CONFLICT DO NOTHING
"""  # noqa: S608 -- composed of constants

# A log that was written anew is known by its new words alone.
FORGET = """
DELETE FROM log_print g
 USING unnest($2::uuid[], $3::date[]) AS short(posting_id, day)
 WHERE g.tenant_id = $1 AND g.posting_id = short.posting_id AND g.day = short.day
"""

PRINT = """
INSERT INTO log_print (tenant_id, posting_id, day, written_at, letters_hash, band_0, band_1, band_2, band_3)
SELECT $1, s.posting_id, s.day, s.written_at, s.letters_hash, s.band_0, s.band_1, s.band_2, s.band_3
  FROM unnest($2::uuid[], $3::date[], $4::timestamptz[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
              $9::bigint[]) AS s(posting_id, day, written_at, letters_hash, band_0, band_1, band_2, band_3)
ON CONFLICT (tenant_id, posting_id, day) DO UPDATE
   SET written_at = EXCLUDED.written_at, letters_hash = EXCLUDED.letters_hash, band_0 = EXCLUDED.band_0,
       band_1 = EXCLUDED.band_1, band_2 = EXCLUDED.band_2, band_3 = EXCLUDED.band_3
"""


_LIKE = """
        (SELECT g.posting_id, g.day, g.written_at, g.letters_hash
           FROM log_print g
          WHERE g.tenant_id = $1 AND g.{column} = f.{column} AND (g.posting_id, g.day) <> (f.posting_id, f.day)
          ORDER BY g.day
          LIMIT {limit})"""
_BY = ("letters_hash", "band_0", "band_1", "band_2", "band_3")
_ALIKE = " UNION ALL ".join(_LIKE.format(column=column, limit=_NEAR) for column in _BY)


# Two of one village on one day tell of the same thing in the same words, because they did it together.
CANDIDATES = f"""
SELECT f.posting_id, f.day, p.region_code,
       o.posting_id AS other_posting_id, o.day AS other_day, q.region_code AS other_region_code,
       o.letters_hash = f.letters_hash AS same,
       (o.day, o.written_at, o.posting_id) < (f.day, f.written_at, f.posting_id) AS is_earlier,
       {_TEXT.format("l")} AS other_text
  FROM unnest($2::uuid[], $3::date[]) AS asked(posting_id, day)
  JOIN log_print f ON f.tenant_id = $1 AND f.posting_id = asked.posting_id AND f.day = asked.day
  JOIN posting p ON p.tenant_id = $1 AND p.id = f.posting_id
 CROSS JOIN LATERAL (
    SELECT DISTINCT c.posting_id, c.day, c.written_at, c.letters_hash
      FROM ({_ALIKE}
      ) c
 ) o
  JOIN posting q ON q.tenant_id = $1 AND q.id = o.posting_id
  JOIN work_log l ON l.tenant_id = $1 AND l.posting_id = o.posting_id AND l.day = o.day
 WHERE o.day <> f.day OR q.region_code <> p.region_code
"""  # noqa: S608 -- composed of constants


class _Copy(NamedTuple):
    """A log, the earlier one that it repeats, how much of it in percent, and by which rule that is too much."""

    posting_id: UUID
    day: date
    other_posting_id: UUID
    other_day: date
    percent: int
    rule: SignalRule


async def look_at_logs(work: Work, part: Slice, after: LogKey, ruling: Ruling) -> tuple[list[Found], LogKey | None]:
    """Of a page of the logs written in ``part``, each that repeats another or is repeated by one; and their photos.

    With the last log of the page, if there may be more after it.
    """
    if after == FIRST_LOG:
        await work.driver.execute(USE_PHOTOS, work.tenant_id, *part.bounds)
    rows = await work.driver.fetch(NEW_LOGS, work.tenant_id, *part.bounds, *after, PAGE)
    found = await _compared(work, rows, ruling) if rows else []
    return found, (rows[-1]["posting_id"], rows[-1]["day"]) if len(rows) == PAGE else None


async def _compared(work: Work, rows: Sequence[asyncpg.Record], ruling: Ruling) -> list[Found]:
    texts = {(row["posting_id"], row["day"]): row["text"] for row in rows}
    known = [(row, made) for row in rows if (made := sketch(row["text"])) is not None]
    printed = {(row["posting_id"], row["day"]) for row, _ in known}
    short = [one for one in texts if one not in printed]
    await work.driver.execute(FORGET, work.tenant_id, [one[0] for one in short], [one[1] for one in short])
    await work.driver.execute(PRINT, work.tenant_id, *_columns(known))
    asked = ([one[0] for one in printed], [one[1] for one in printed])
    candidates = await work.driver.fetch(CANDIDATES, work.tenant_id, *asked)
    copies = [copy for row in candidates if (copy := _copy_of(row, texts, ruling)) is not None]
    # Of several earlier ones, the text that is most nearly the same is named.
    best: dict[tuple[UUID, date], _Copy] = {}
    for copy in sorted(copies, key=lambda one: (-one.percent, one.other_day, one.other_posting_id)):
        best.setdefault((copy.posting_id, copy.day), copy)
    return [_found(copy) for copy in best.values()]


def _columns(known: Sequence[tuple[asyncpg.Record, Sketch]]) -> list[list[object]]:
    named = ("posting_id", "day", "written_at")
    columns: list[list[object]] = [[row[name] for row, _ in known] for name in named]
    columns.append([made.letters for _, made in known])
    return columns + [[made.bands[number] for _, made in known] for number in range(4)]


def _copy_of(row: asyncpg.Record, texts: Mapping[tuple[UUID, date], str], ruling: Ruling) -> _Copy | None:
    one, other = (row["posting_id"], row["day"]), (row["other_posting_id"], row["other_day"])
    place = row["region_code"] if row["is_earlier"] else row["other_region_code"]
    rule = ruling.at(place, max(row["day"], row["other_day"]))
    percent = 100
    if not row["same"]:
        share = similarity(texts[one], row["other_text"])
        if share < rule.text_same_percent / 100:
            return None
        percent = min(99, int(share * 100))
    return _Copy(*one, *other, percent, rule) if row["is_earlier"] else _Copy(*other, *one, percent, rule)


def _found(copy: _Copy) -> Found:
    own = copy.posting_id == copy.other_posting_id
    return Found(
        kind=SignalKind.TEXT_COPIED,
        posting_id=copy.posting_id,
        day=copy.day,
        subject_type=SignalSubject.WORK_LOG,
        subject_key=f"{copy.posting_id}:{copy.day}",
        reason=wording.text_copied(copy.day, copy.other_day, copy.percent, copy.rule, own=own),
        facts={"own": own, "otherDay": copy.other_day, "percent": copy.percent},
        other_posting_id=None if own else copy.other_posting_id,
    )
