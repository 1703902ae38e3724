"""Which places owe inspections this period and what they did: the facts for ``coverage``, and the answer (JZ-12)."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_place
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.duties.calendar import Period, period_of
from xuanpai_core.errors import Invalid
from xuanpai_core.inspections.coverage import CoverageVerdict, PlaceFacts, judge_coverage
from xuanpai_core.inspections.models import (
    DrawKind,
    DrawnMember,
    FindingEnd,
    Inspection,
    InspectionDraw,
    InspectionFinding,
    InspectionState,
)
from xuanpai_core.inspections.secrecy import planned_here
from xuanpai_core.plugins.duties import Population
from xuanpai_core.plugins.presence import InspectionRule
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import in_post
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.known import known_region
from xuanpai_core.regions.models import Region
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.vocabulary import DispatchLevel, PostingRole, StaffingType


class PlaceTooWide(Invalid):
    """A whole province cannot be looked over person by person."""

    code = "PLACE_TOO_WIDE"

    def __init__(self) -> None:
        super().__init__("范围太大,请按市、县或乡镇查看检查覆盖情况。")


@dataclass(frozen=True, slots=True)
class CoveredPlace:
    """One rule at one place in one period, with the names of those who are missing."""

    place_name: str
    verdict: CoverageVerdict
    missing_names: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class _Person:
    posting_id: UUID
    region_code: str
    name: str
    role: PostingRole
    dispatch_level: DispatchLevel
    staffing_type: StaffingType


class _People:
    """Whoever is in post on a day, by place: in a city a hundred places ask for theirs among thousands."""

    def __init__(self, people: Sequence[_Person]) -> None:
        self._people = sorted(people, key=lambda person: person.region_code)
        self._places = [person.region_code for person in self._people]
        self.ids = frozenset(person.posting_id for person in people)

    def below(self, place: str) -> Sequence[_Person]:
        """Those in post at the place and below it."""
        return self._people[bisect_left(self._places, place) : bisect_left(self._places, place + ":")]


async def coverage(work: Work, region_code: str, on: date | None = None) -> list[CoveredPlace]:
    """What each place from ``region_code`` down owes in the periods that hold ``on`` (default today), and did.

    Only inspections that the place itself planned count for it, and only those that the caller may know of are
    counted: what somebody above plans in secret changes no figure here. Places without a rule owe nothing. Raises
    ``Forbidden``, ``InvalidRegionCode``, ``NotFound`` (``UNKNOWN_REGION``), ``PlaceTooWide``.
    """
    code = RegionCode.parse(region_code)
    require_place(work.ctx, Action.INSPECTION_PLAN, code)
    if code.level is RegionLevel.PROVINCE:
        raise PlaceTooWide
    await known_region(work, code)
    now = today(work.clock)
    wanted = await _wanted(work, code, on or now)
    found: list[CoveredPlace] = []
    for period in sorted({period for *_, period in wanted}):
        people = await _in_post(work, code, min(period[1], now))
        looked = await _looked_at(work, code, period)
        drawn = await _drawn(work, code, period)
        for place, name, rule, its in wanted:
            if its != period:
                continue
            facts = _facts(place, rule, people, looked.get(place, frozenset()), drawn.get(place))
            verdict = judge_coverage(rule, period, facts, now)
            missing = tuple((posting_id, facts.in_post[posting_id]) for posting_id in verdict.missing)
            found.append(CoveredPlace(name, verdict, missing))
    return sorted(found, key=lambda one: (one.verdict.region_code, one.verdict.rule.matter))


async def _wanted(work: Work, code: RegionCode, on: date) -> list[tuple[str, str, InspectionRule, Period]]:
    """The places and rules in question; a place is asked only for what is ruled on its own level."""
    rules = await rulebooks(work)
    rows = await work.session.execute(
        select(Region.code, Region.path_name)
        .where(
            Region.tenant_id == work.tenant_id,
            Region.code >= code,
            Region.code < code + ":",
            Region.level <= RegionLevel.TOWNSHIP,
            or_(Region.valid_to.is_(None), Region.valid_to > on),
        )
        .order_by(Region.code)
    )
    return [
        (row.code, row.path_name, rule, period_of(rule.cadence, on))
        for row in rows
        for _, rule in rules.every(InspectionRule, row.code, on)
        if rule.level is RegionCode.stored(row.code).level
    ]


async def _in_post(work: Work, code: str, day: date) -> _People:
    rows = await work.session.execute(
        select(Posting.id, Posting.region_code, Cadre.name, Posting.role, Posting.dispatch_level, Cadre.staffing_type)
        .join(Cadre, and_(Cadre.tenant_id == work.tenant_id, Cadre.id == Posting.cadre_id))
        .where(
            Posting.tenant_id == work.tenant_id,
            Posting.region_code >= code,
            Posting.region_code < code + ":",
            in_post(day),
        )
        .order_by(Posting.id)
    )
    return _People([_Person(*row) for row in rows])


async def _looked_at(work: Work, code: str, period: Period) -> Mapping[str, frozenset[UUID]]:
    """By planner's place, whom its inspections looked at in the village in the period."""
    rows = await work.session.execute(
        select(Inspection.planner_region_code, InspectionFinding.posting_id)
        .join(
            InspectionFinding,
            and_(
                InspectionFinding.tenant_id == work.tenant_id,
                InspectionFinding.inspection_id == Inspection.id,
                InspectionFinding.posting_id.is_not(None),
                InspectionFinding.at_end == FindingEnd.VILLAGE,
                InspectionFinding.found_on.between(*period),
            ),
        )
        .where(*_counted(work, code))
    )
    return _gathered((row.planner_region_code, row.posting_id) for row in rows)


async def _drawn(work: Work, code: str, period: Period) -> Mapping[str, frozenset[UUID]]:
    """By planner's place, whom its samples for the period drew."""
    rows = await work.session.execute(
        select(Inspection.planner_region_code, DrawnMember.posting_id)
        .join(
            InspectionDraw,
            and_(
                InspectionDraw.tenant_id == work.tenant_id,
                InspectionDraw.inspection_id == Inspection.id,
                InspectionDraw.kind == DrawKind.CADRES,
                InspectionDraw.reckoned_on.between(*period),
            ),
        )
        .join(
            DrawnMember,
            and_(DrawnMember.tenant_id == work.tenant_id, DrawnMember.draw_id == InspectionDraw.id),
        )
        .where(*_counted(work, code))
    )
    return _gathered((row.planner_region_code, row.posting_id) for row in rows)


def _counted(work: Work, code: str) -> list[ColumnElement[bool]]:
    """Inspections that were not called off, planned at a place from ``code`` down, and known to the caller."""
    return [
        Inspection.tenant_id == work.tenant_id,
        Inspection.planner_region_code >= code,
        Inspection.planner_region_code < code + ":",
        Inspection.state != InspectionState.CANCELLED,
        or_(Inspection.state == InspectionState.PUBLISHED, planned_here(work.ctx)),
    ]


def _gathered(pairs: Iterable[tuple[str, UUID]]) -> Mapping[str, frozenset[UUID]]:
    found: dict[str, set[UUID]] = {}
    for place, posting_id in pairs:
        found.setdefault(place, set()).add(posting_id)
    return {place: frozenset(postings) for place, postings in found.items()}


def _facts(
    place: str,
    rule: InspectionRule,
    people: _People,
    looked_at: frozenset[UUID],
    drawn: frozenset[UUID] | None,
) -> PlaceFacts:
    present = {person.posting_id: person.name for person in people.below(place) if _belongs(person, rule.who)}
    if drawn is not None:
        # Whoever is in post and not meant by the rule is no part of its share.
        drawn = frozenset(one for one in drawn if one in present or one not in people.ids)
    return PlaceFacts(place, present, looked_at, drawn)


def _belongs(person: _Person, who: Population) -> bool:
    """Roles, dispatch levels and staffing types are asked; the other fields of a population are not."""
    return (
        (not who.roles or person.role in who.roles)
        and (not who.dispatch_levels or person.dispatch_level in who.dispatch_levels)
        and (not who.staffing_types or person.staffing_type in who.staffing_types)
    )
