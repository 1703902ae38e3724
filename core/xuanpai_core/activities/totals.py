"""How often, with how many people, and how many different ones: figures of the activities below a place.

人次 and 人 are never mixed: ``person_times`` is what was written down of whoever came, ``times`` counts cadres as often
as they are named, ``persons`` counts each of them once (JZ-35, DY-19, LX-15).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xuanpai_core.activities.errors import UnknownField
from xuanpai_core.activities.recording import known_form
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_place
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.plugins.forms import ActivityForm
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.vocabulary import ActivityKind, DispatchLevel


class Breakdown(StrEnum):
    """By what figures are broken down: not at all, or by one thing."""

    WHOLE = "WHOLE"
    FORM = "FORM"
    KIND = "KIND"
    FIELD = "FIELD"
    DISPATCH_LEVEL = "DISPATCH_LEVEL"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which activities: below a place, of a form or a kind, from the first to the last day (both included)."""

    region_code: str
    form: str | None = None
    kind: ActivityKind | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """One line: how many activities, 人次 as written down, cadres' 人次 and 人, and different register entries."""

    key: str
    title: str
    activities: int = 0
    person_times: int = 0
    times: int = 0
    persons: int = 0
    entries: int = 0


_SELECTED = """
SELECT a.id, a.person_times, a.form, a.kind, a.content ->> $7::text AS said
  FROM activity a
 WHERE a.tenant_id = $1 AND a.region_code >= $2 AND a.region_code < $2 || ':' AND a.withdrawn_at IS NULL
   AND ($3::text IS NULL OR a.form = $3) AND ($4::text IS NULL OR a.kind = $4)
   AND ($5::date IS NULL OR a.held_on >= $5) AND ($6::date IS NULL OR a.held_on <= $6)
"""

_TAKING_PART = """
SELECT r.record_id, r.entry_id, p.cadre_id, p.dispatch_level
  FROM selected s
  JOIN record_party r ON r.tenant_id = $1 AND r.record_type = 'activity' AND r.record_id = s.id
  LEFT JOIN posting p ON p.tenant_id = $1 AND p.id = r.posting_id
 WHERE r.attendance IN ('NAMED', 'ATTENDED')
"""

_OF_ACTIVITIES = "SELECT s.id, s.person_times, {key} AS key FROM selected s"
_OF_CADRES = """
SELECT DISTINCT s.id, s.person_times, t.dispatch_level AS key
  FROM selected s JOIN taking t ON t.record_id = s.id
 WHERE t.dispatch_level IS NOT NULL
"""

_LINES: Mapping[Breakdown, str] = {
    Breakdown.WHOLE: _OF_ACTIVITIES.format(key="''"),
    Breakdown.FORM: _OF_ACTIVITIES.format(key="coalesce(s.form, '')"),
    Breakdown.KIND: _OF_ACTIVITIES.format(key="s.kind"),
    Breakdown.FIELD: _OF_ACTIVITIES.format(key="coalesce(s.said, '')"),
    Breakdown.DISPATCH_LEVEL: _OF_CADRES,
}

_TOTALS = """
WITH selected AS MATERIALIZED ({selected}), taking AS MATERIALIZED ({taking}), line AS MATERIALIZED ({lines}),
held AS (
    SELECT l.key, count(*) AS activities, coalesce(sum(l.person_times), 0)::bigint AS person_times
      FROM line l
     GROUP BY l.key
), took AS (
    SELECT l.key, count(t.cadre_id) AS times, count(DISTINCT t.cadre_id) AS persons,
           count(DISTINCT t.entry_id) AS entries
      FROM line l
      JOIN taking t ON t.record_id = l.id AND (NOT $8 OR t.dispatch_level = l.key)
     GROUP BY l.key
)
SELECT h.key, h.activities, h.person_times, coalesce(t.times, 0) AS times, coalesce(t.persons, 0) AS persons,
       coalesce(t.entries, 0) AS entries
  FROM held h
  LEFT JOIN took t ON t.key = h.key
 ORDER BY h.key COLLATE "C"
"""

KIND_TITLES: Mapping[ActivityKind, str] = {
    ActivityKind.DISPATCH_MEETING: "调度会",
    ActivityKind.MEETING: "会议",
    ActivityKind.STUDY: "学习",
    ActivityKind.TALK: "谈心谈话",
    ActivityKind.VISIT: "走访",
    ActivityKind.TRAINING: "培训",
    ActivityKind.PUBLICITY: "宣传",
    ActivityKind.NEWSLETTER: "简报",
    ActivityKind.OUTREACH: "宣讲",
    ActivityKind.DELIVERY: "送服务",
    ActivityKind.OBSERVATION: "观摩",
    ActivityKind.CHECK: "检查",
    ActivityKind.NOTE: "记事",
}
LEVEL_TITLES: Mapping[DispatchLevel, str] = {
    DispatchLevel.PROVINCE: "省派",
    DispatchLevel.CITY: "市派",
    DispatchLevel.COUNTY: "县派",
    DispatchLevel.TOWNSHIP: "乡镇派",
}
_UNSAID = "未填写"


async def activity_totals(work: Work, wanted: Selection, by: Breakdown, field: str | None = None) -> list[Total]:
    """The figures of what was held, one line for each value of what they are broken down by.

    Every dispatch level and every choice of a field has its line, held or not: what is missing shows as 0 (LX-05). By
    dispatch level an activity counts in the line of each level of which a cadre is named. ``field``: a field's code,
    of the form that is in force on the last day. Raises ``Forbidden``, ``UnknownForm``, ``UnknownField``.
    """
    region_code = RegionCode.parse(wanted.region_code)
    require_place(work.ctx, Action.ACTIVITY_READ, region_code)
    named = await _titles(work, wanted, by, field)
    await work.transaction.flush()
    rows = await work.driver.fetch(
        _TOTALS.format(selected=_SELECTED, taking=_TAKING_PART, lines=_LINES[by]),
        work.tenant_id,
        region_code,
        wanted.form,
        wanted.kind,
        wanted.first,
        wanted.last,
        field,
        by is Breakdown.DISPATCH_LEVEL,
    )
    found = {row["key"]: Total(title=named.get(row["key"], row["key"] or _UNSAID), **dict(row)) for row in rows}
    first = [found.pop(key, Total(key, title)) for key, title in named.items()]
    return [*first, *found.values()]


async def _titles(work: Work, wanted: Selection, by: Breakdown, field: str | None) -> dict[str, str]:
    """The lines that are there whatever was held, in their order, with their titles."""
    match by:
        case Breakdown.WHOLE:
            return {"": "合计"}
        case Breakdown.DISPATCH_LEVEL:
            return {level.value: title for level, title in LEVEL_TITLES.items()}
        case Breakdown.KIND:
            return {kind.value: title for kind, title in KIND_TITLES.items()} if wanted.kind is None else {}
        case Breakdown.FORM:
            forms = (await rulebooks(work)).every(ActivityForm, wanted.region_code, wanted.last or today(work.clock))
            return {form.code: form.title for _, form in forms if wanted.form in (None, form.code)}
        case Breakdown.FIELD:
            return dict(await _choices(work, wanted, field))


async def _choices(work: Work, wanted: Selection, field: str | None) -> Sequence[tuple[str, str]]:
    """The choices of the field; a field of any other kind has none."""
    books = await rulebooks(work)
    form = known_form(books, wanted.form or "", wanted.region_code, wanted.last or today(work.clock))
    found = next((one for one in form.fields if one.code == field), None)
    if found is None:
        raise UnknownField(field or "", [(one.code, one.title) for one in form.fields])
    return found.choices
