"""What is overdue below a place and how far duties were met there: each one statement, whatever lies behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, func, literal_column, or_, select, true

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, within
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.duties.models import DutyOccurrence, OccurrenceState
from xuanpai_core.percent import percent
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.models import Region
from xuanpai_core.rulebooks.models import RuleInForce

_OWED = DutyOccurrence.__table__.alias("o")
_RULE = RuleInForce.__table__.alias("r")
_PLACE = Region.__table__.alias("p")


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many periods of one duty are overdue in one place; ``hints`` are those of soft duties, counted apart."""

    region_code: str
    place_name: str
    matter: str
    title: str
    document: str | None
    words: str | None
    reference: str | None
    overdue: int
    hints: int
    since: date


@dataclass(frozen=True, slots=True)
class DutyRate:
    """How far one duty was met in one place.

    ``due`` leaves out what was ``exempt``; ``met`` includes what was met ``late``; what is neither met nor overdue
    may still be met.
    """

    region_code: str
    place_name: str
    due: int
    met: int
    late: int
    exempt: int
    overdue: int

    @property
    def rate(self) -> Decimal | None:
        """``met`` of ``due`` in percent with two digits, a half rounded up; None where nothing was due."""
        return percent(self.met, self.due) if self.due else None


async def overdue_duties(work: Work, region_code: str | None) -> list[Overdue]:
    """What is overdue today within ``region_code`` and the caller's reach: one entry a place next below and rule.

    Without a place it is everything within the caller's reach, by county.
    """
    reach = require(work.ctx, Action.DUTY_READ)
    place, owed = _next_below(region_code), _OWED.c
    counted = (
        select(
            place.label("place"),
            owed.rule_id,
            func.count().filter(~owed.soft).label("overdue"),
            func.count().filter(owed.soft).label("hints"),
            func.min(owed.due_on).label("since"),
        )
        .where(owed.tenant_id == work.tenant_id, *_below(region_code), reached(_OWED, reach, region_code, work))
        .where(owed.state == OccurrenceState.OPEN, owed.due_on < today(work.clock))
        .group_by(place, owed.rule_id)
        .subquery()
    )
    rule = _RULE.c
    shown: list[ColumnElement[Any]] = [
        counted.c.place,
        func.coalesce(_PLACE.c.name, counted.c.place),
        *(rule.matter, rule.title, rule.document, rule.words, rule.reference),
        *(counted.c.overdue, counted.c.hints, counted.c.since),
    ]
    rows = await work.session.execute(
        select(*shown)
        .join(_RULE, and_(rule.tenant_id == work.tenant_id, rule.id == counted.c.rule_id))
        .outerjoin(_PLACE, and_(_PLACE.c.tenant_id == work.tenant_id, _PLACE.c.code == counted.c.place))
        .order_by(counted.c.place, rule.matter, rule.valid_from)
    )
    return [Overdue(*row) for row in rows]


async def duty_rates(work: Work, region_code: str, matter: str, first: date, last: date) -> list[DutyRate]:
    """How far ``matter`` was met in the periods that share a day with ``first`` to ``last``, one entry a place below.

    Only what lies within the caller's reach is counted.
    """
    reach = require(work.ctx, Action.DUTY_READ)
    place, owed = _next_below(region_code), _OWED.c
    is_met = owed.state == OccurrenceState.MET
    counted = (
        select(
            place.label("place"),
            func.count().filter(owed.state != OccurrenceState.EXEMPT).label("due"),
            func.count().filter(is_met).label("met"),
            func.count().filter(is_met, owed.met_on > owed.due_on).label("late"),
            func.count().filter(owed.state == OccurrenceState.EXEMPT).label("exempt"),
            func.count().filter(owed.state == OccurrenceState.OPEN, owed.due_on < today(work.clock)).label("overdue"),
        )
        .where(owed.tenant_id == work.tenant_id, *_below(region_code), reached(_OWED, reach, region_code, work))
        .where(owed.matter == matter, owed.period_start <= last)
        .where(or_(owed.period_end.is_(None), owed.period_end >= first))
        .group_by(place)
        .subquery()
    )
    rows = await work.session.execute(
        select(counted.c.place, func.coalesce(_PLACE.c.name, counted.c.place), *list(counted.c)[1:])
        .outerjoin(_PLACE, and_(_PLACE.c.tenant_id == work.tenant_id, _PLACE.c.code == counted.c.place))
        .order_by(counted.c.place)
    )
    return [DutyRate(*row) for row in rows]


def reached(owed: FromClause, reach: Extent, region_code: str | None, work: Work) -> ColumnElement[bool]:
    """Occurrences within ``reach``, of those below ``region_code``: by place, by unit, or through the posting."""
    if region_code is not None and reach.covers_place(region_code):
        return true()
    parts = [within(reach, region_code=owed.c.region_code, unit_id=owed.c.unit_id)]
    if reach.units or reach.cadre_id is not None:
        held = Posting.__table__.alias()
        own = within(reach, unit_id=held.c.sending_unit_id, cadre_id=held.c.cadre_id)
        parts.append(exists().where(held.c.tenant_id == work.tenant_id, held.c.id == owed.c.posting_id, own))
    return or_(*parts)


def _next_below(region_code: str | None) -> ColumnElement[str]:
    """The place one level below ``region_code`` in which a row lies; what is the place's own stays with it."""
    digits = RegionLevel.COUNTY.digits
    if region_code is not None:
        length = len(RegionCode.parse(region_code))
        digits = next((level.digits for level in RegionLevel if level.digits > length), length)
    # Written out: a parameter here would be another one in GROUP BY to whoever sends the statement otherwise.
    return func.substr(_OWED.c.region_code, literal_column("1"), literal_column(str(int(digits))))


def _below(region_code: str | None) -> list[ColumnElement[bool]]:
    if region_code is None:
        return []
    return [_OWED.c.region_code >= region_code, _OWED.c.region_code < region_code + ":"]
