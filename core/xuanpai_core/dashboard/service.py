"""The county table: who was where, and which sheets wait for which signature."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import SQLColumnExpression, func, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, within
from xuanpai_core.db.session import Work
from xuanpai_core.periods import Month
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.decisions import AttendanceNorm
from xuanpai_core.plugins.facts import AttendanceNormFacts, PostingFacts
from xuanpai_core.plugins.in_force import RulesInForce
from xuanpai_core.plugins.service import rules_in_force
from xuanpai_core.sheets.models import MonthlySheet, SheetState
from xuanpai_core.vocabulary import DispatchLevel, PostingRole

_COUNTY_MONTHS = """
SELECT c.county_code, r.name, c.dispatch_level, array_agg(c.on_duty_days), array_agg(c.postings)
  FROM county_month c
  JOIN region r ON r.tenant_id = $1 AND r.code = c.county_code
 WHERE c.tenant_id = $1 AND c.month = $2 AND c.postings > 0
   AND c.county_code >= $3 AND c.county_code < $3 || ':'
   AND EXISTS (SELECT FROM unnest($4::text[]) place WHERE c.county_code >= place AND c.county_code < place || ':')
 GROUP BY c.county_code, r.name, c.dispatch_level
 ORDER BY c.county_code, c.dispatch_level
"""

Buckets = list[tuple[int, int]]
"""On-duty days, and how many postings stand at them."""


@dataclass(frozen=True, slots=True)
class CountyFigures:
    """A county's month by the days alone; a part of a month is judged on its sheet (JZ-03).

    ``met`` and ``below_norm`` are ``None`` when no rule is in force there.
    """

    county_code: str
    county_name: str
    postings: int
    on_duty_days: int
    required_days: int | None
    met: int | None
    below_norm: int | None
    clause: str | None

    @property
    def average_days(self) -> float:
        """On-duty days a posting, for display."""
        return round(self.on_duty_days / self.postings, 1) if self.postings else 0.0


@dataclass(frozen=True, slots=True)
class SheetFigures:
    """How many monthly sheets of a county stand where."""

    county_code: str
    totalled: int
    signed: int
    sealed: int


async def county_figures(work: Work, region_code: str, month: Month) -> list[CountyFigures]:
    """One entry a county within ``region_code`` and the caller's places, by county code.

    Reads at most 128 roll-up rows a county, whatever the number of postings and days behind them.
    """
    places = list(require(work.ctx, Action.ATTENDANCE_READ).places)
    await work.transaction.flush()
    rows = await work.driver.fetch(_COUNTY_MONTHS, work.tenant_id, month.start, region_code, places)
    counties: dict[tuple[str, str], dict[DispatchLevel, Buckets]] = defaultdict(dict)
    for code, name, level, days, postings in rows:
        counties[code, name][DispatchLevel(level)] = list(zip(days, postings, strict=True))
    rules = await rules_in_force(work)
    return [_figures(rules, code, name, month, counted) for (code, name), counted in counties.items()]


def _figures(
    rules: RulesInForce, code: str, name: str, month: Month, counted: Mapping[DispatchLevel, Buckets]
) -> CountyFigures:
    norms = {level: norm for level in counted if (norm := _norm(rules, code, month, level))}
    judged = [(norm.min_days, bucket) for level, norm in norms.items() for bucket in counted[level]]
    first = next(iter(norms.values()), None)
    return CountyFigures(
        county_code=code,
        county_name=name,
        postings=sum(postings for buckets in counted.values() for _, postings in buckets),
        on_duty_days=sum(days * postings for buckets in counted.values() for days, postings in buckets),
        required_days=first.min_days if first else None,
        met=sum(postings for least, (days, postings) in judged if days >= least) if first else None,
        below_norm=sum(postings for least, (days, postings) in judged if days < least) if first else None,
        clause=first.clause.words if first else None,
    )


def _norm(rules: RulesInForce, county_code: str, month: Month, level: DispatchLevel) -> AttendanceNorm | None:
    """The norm for a first secretary of that level who serves the whole month."""
    posting = PostingFacts(
        role=PostingRole.FIRST_SECRETARY, dispatch_level=level, region_code=county_code, start_date=month.start
    )
    facts = AttendanceNormFacts(month=month, posting=posting)
    ruling = rules.ask(hookspecs.attendance_norm, county_code, month.end - timedelta(days=1), facts)
    return ruling.decision if ruling else None


async def sheet_figures(work: Work, region_code: str, month: Month) -> list[SheetFigures]:
    """How far the month's sheets are, one entry a county within ``region_code`` and the caller's places."""
    reach = require(work.ctx, Action.SHEET_READ)
    county = func.substr(MonthlySheet.region_code, 1, 6)
    rows = await work.session.execute(
        select(county, MonthlySheet.state, func.count())
        .where(MonthlySheet.tenant_id == work.tenant_id, MonthlySheet.month == month.start)
        .where(_below(MonthlySheet.region_code, region_code), within(reach, region_code=MonthlySheet.region_code))
        .group_by(county, MonthlySheet.state)
        .order_by(county)
    )
    counts: dict[str, dict[SheetState, int]] = defaultdict(dict)
    for code, state, number in rows:
        counts[code][state] = number
    return [
        SheetFigures(
            county_code=code,
            totalled=states.get(SheetState.TOTALLED, 0),
            signed=states.get(SheetState.SIGNED, 0),
            sealed=states.get(SheetState.SEALED, 0) + states.get(SheetState.VERIFIED, 0),
        )
        for code, states in counts.items()
    ]


def _below(column: SQLColumnExpression[str], region_code: str) -> Any:
    return (column >= region_code) & (column < region_code + ":")
