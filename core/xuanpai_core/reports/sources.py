"""Where the figures of a report come from: what is recorded of a posting, or of a place, over a period.

A source is named ``code`` or ``code:argument:…`` in the rulebook (``project.quantity:道路:公里``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from xuanpai_core.db.session import Work
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.reports.errors import UnknownSource

WORDS_LIMIT = 4_000
"""No more of what the logs say is put into a report; whoever writes it shortens it anyway."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose records: a posting's, or those of a place and all below it."""

    region_code: str
    posting_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A recorded figure, or recorded words: its title, its unit, its statement, and the names of its arguments.

    The statement's parameters: $1 the tenant, $2 the posting or NULL, $3 the place, $4 and $5 the first and the last
    day, then the arguments. It answers ``value`` and ``records``; one of words rows of ``day`` and ``words``.
    """

    title: str
    unit: str
    statement: str
    arguments: tuple[str, ...] = ()
    words: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a source says: a figure or words, from so many records."""

    title: str
    value: Decimal | None
    words: str | None
    records: int


_ATTENDANCE_DAYS = """
SELECT trim_scale(count(*) - count(*) FILTER (WHERE d.afternoon <> d.status) / 2.0) AS value, count(*) AS records
  FROM attendance_day d
 WHERE d.tenant_id = $1 AND d.day BETWEEN $4::date AND $5::date AND 'ON_DUTY' IN (d.status, d.afternoon)
   AND d.posting_id IN (
       SELECT p.id FROM posting p
        WHERE p.tenant_id = $1
          AND (p.id = $2 OR ($2::uuid IS NULL AND p.region_code >= $3::text AND p.region_code < $3::text || ':')))
"""

_LOGS = """
SELECT count(*) AS value, count(*) AS records
  FROM work_log l
 WHERE l.tenant_id = $1 AND l.day BETWEEN $4::date AND $5::date
   AND l.posting_id IN (
       SELECT p.id FROM posting p
        WHERE p.tenant_id = $1
          AND (p.id = $2 OR ($2::uuid IS NULL AND p.region_code >= $3::text AND p.region_code < $3::text || ':')))
"""

_HOUSEHOLDS = """
SELECT coalesce(sum(l.households_visited), 0) AS value, count(*) FILTER (WHERE l.households_visited > 0) AS records
  FROM work_log l
 WHERE l.tenant_id = $1 AND l.day BETWEEN $4::date AND $5::date
   AND l.posting_id IN (
       SELECT p.id FROM posting p
        WHERE p.tenant_id = $1
          AND (p.id = $2 OR ($2::uuid IS NULL AND p.region_code >= $3::text AND p.region_code < $3::text || ':')))
"""

_HELP = """
SELECT l.day, l.help_given AS words
  FROM work_log l
 WHERE l.tenant_id = $1 AND l.day BETWEEN $4::date AND $5::date AND btrim(l.help_given) <> ''
   AND l.posting_id IN (
       SELECT p.id FROM posting p
        WHERE p.tenant_id = $1
          AND (p.id = $2 OR ($2::uuid IS NULL AND p.region_code >= $3::text AND p.region_code < $3::text || ':')))
 ORDER BY l.day, l.posting_id
 LIMIT 400
"""

_PROBLEMS = """
SELECT l.day, l.problems_heard AS words
  FROM work_log l
 WHERE l.tenant_id = $1 AND l.day BETWEEN $4::date AND $5::date AND btrim(l.problems_heard) <> ''
   AND l.posting_id IN (
       SELECT p.id FROM posting p
        WHERE p.tenant_id = $1
          AND (p.id = $2 OR ($2::uuid IS NULL AND p.region_code >= $3::text AND p.region_code < $3::text || ':')))
 ORDER BY l.day, l.posting_id
 LIMIT 400
"""

_PROJECTS = """
SELECT count(*) AS value, count(*) AS records
  FROM project j
 WHERE j.tenant_id = $1 AND j.established_on BETWEEN $4::date AND $5::date AND j.status <> 'CANCELLED'
   AND (j.posting_id = $2
        OR ($2::uuid IS NULL AND j.region_code >= $3::text AND j.region_code < $3::text || ':'))
"""

_QUANTITY = """
SELECT coalesce(sum(q.amount), 0) AS value, count(*) AS records
  FROM project j
  JOIN project_quantity q ON q.tenant_id = $1 AND q.project_id = j.id AND q.item = $6 AND q.unit = $7
 WHERE j.tenant_id = $1 AND j.established_on BETWEEN $4::date AND $5::date AND j.status <> 'CANCELLED'
   AND (j.posting_id = $2
        OR ($2::uuid IS NULL AND j.region_code >= $3::text AND j.region_code < $3::text || ':'))
"""

_ENTRIES = """
SELECT count(*) AS value, count(*) AS records
  FROM register_entry e
 WHERE e.tenant_id = $1 AND e.form = $6 AND e.valid_from <= $5::date
   AND (e.valid_to IS NULL OR e.valid_to >= $4::date)
   AND (e.posting_id = $2
        OR ($2::uuid IS NULL AND e.region_code >= $3::text AND e.region_code < $3::text || ':')
        OR EXISTS (SELECT FROM record_party r
                    WHERE r.tenant_id = $1 AND r.record_type = 'register_entry' AND r.record_id = e.id
                      AND r.posting_id = $2))
"""

_OPERATING_INCOME = """
-- What the village took in, whoever reports it: the posting ($2) decides nothing.
SELECT coalesce(sum(c.operating_fen), 0) AS value, count(*) AS records
  FROM collective_income c
 WHERE c.tenant_id = $1 AND c.year BETWEEN extract(year FROM $4::date) AND extract(year FROM $5::date)
   AND c.region_code >= $3::text AND c.region_code < $3::text || ':' AND $2::uuid IS NOT DISTINCT FROM $2::uuid
"""

_GROSS_INCOME = """
-- What the village took in, whoever reports it: the posting ($2) decides nothing.
SELECT coalesce(sum(c.gross_fen), 0) AS value, count(*) AS records
  FROM collective_income c
 WHERE c.tenant_id = $1 AND c.year BETWEEN extract(year FROM $4::date) AND extract(year FROM $5::date)
   AND c.region_code >= $3::text AND c.region_code < $3::text || ':' AND $2::uuid IS NOT DISTINCT FROM $2::uuid
"""

_VISITS = """
SELECT count(*) AS value, count(*) AS records
  FROM activity a
 WHERE a.tenant_id = $1 AND a.held_on BETWEEN $4::date AND $5::date AND a.kind = 'VISIT'
   AND a.withdrawn_at IS NULL
   AND (a.posting_id = $2
        OR ($2::uuid IS NULL AND a.region_code >= $3::text AND a.region_code < $3::text || ':')
        OR EXISTS (SELECT FROM record_party r
                    WHERE r.tenant_id = $1 AND r.record_type = 'activity' AND r.record_id = a.id
                      AND r.posting_id = $2 AND r.attendance IN ('NAMED', 'ATTENDED')))
"""

_ACTIVITIES = """
SELECT count(*) AS value, count(*) AS records
  FROM activity a
 WHERE a.tenant_id = $1 AND a.held_on BETWEEN $4::date AND $5::date AND $6::text IN (a.kind, a.form)
   AND a.withdrawn_at IS NULL
   AND (a.posting_id = $2
        OR ($2::uuid IS NULL AND a.region_code >= $3::text AND a.region_code < $3::text || ':')
        OR EXISTS (SELECT FROM record_party r
                    WHERE r.tenant_id = $1 AND r.record_type = 'activity' AND r.record_id = a.id
                      AND r.posting_id = $2 AND r.attendance IN ('NAMED', 'ATTENDED')))
"""

SOURCES: Mapping[str, Source] = {
    "attendance.days": Source("考勤记录的到岗天数", "天", _ATTENDANCE_DAYS),
    "worklog.count": Source("工作日志篇数", "篇", _LOGS),
    "worklog.households": Source("工作日志记录的走访户数", "户", _HOUSEHOLDS),
    "worklog.help": Source("工作日志记录的帮扶情况", "", _HELP, words=True),
    "worklog.problems": Source("工作日志记录的了解到的问题", "", _PROBLEMS, words=True),
    "visit.count": Source("登记的走访次数", "次", _VISITS),
    "activity.count": Source("登记的活动次数", "次", _ACTIVITIES, ("活动类别或表名",)),
    "project.count": Source("项目台账的项目个数", "个", _PROJECTS),
    "project.quantity": Source("项目台账的建设数量", "", _QUANTITY, ("建设内容", "计量单位")),
    "register.count": Source("登记簿的条数", "条", _ENTRIES, ("登记簿",)),
    "income.operating": Source("当年村集体经营性收入", "分", _OPERATING_INCOME),
    "income.gross": Source("当年村集体总收入", "分", _GROSS_INCOME),
}
"""What reports can be filled from and are checked against."""


def find_source(named: str) -> tuple[Source, tuple[str, ...]]:
    """The source and its arguments; raises ``UnknownSource``."""
    code, *arguments = named.split(":")
    source = SOURCES.get(code)
    if source is None or len(arguments) != len(source.arguments) or not all(arguments):
        raise UnknownSource(named)
    return source, tuple(arguments)


async def recorded(work: Work, named: str, subject: Subject, first: date, last: date) -> Recorded:
    """What the source says of the subject from ``first`` to ``last``; raises ``UnknownSource``."""
    source, arguments = find_source(named)
    await work.transaction.flush()
    asked = (work.tenant_id, subject.posting_id, subject.region_code, first, last, *arguments)
    if not source.words:
        row = await work.driver.fetchrow(source.statement, *asked)
        return Recorded(_title(source, arguments), Decimal(row["value"]), None, row["records"])
    rows = await work.driver.fetch(source.statement, *asked)
    words = "\n".join(f"{day_name(row['day'])}:{row['words'].strip()}" for row in rows)
    return Recorded(source.title, None, words[:WORDS_LIMIT] or None, len(rows))


def _title(source: Source, arguments: tuple[str, ...]) -> str:
    return f"{source.title}({' '.join(arguments)})" if arguments else source.title
