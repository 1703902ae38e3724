"""Bringing the periods of whole places up to date, page by page, and of single subjects that have changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.duties import repository, subjects
from xuanpai_core.duties.keeping import Kept, keep
from xuanpai_core.duties.planning import Horizon
from xuanpai_core.duties.subjects import FIRST, Cursor, Demanded, Page
from xuanpai_core.duties.timelines import PlaceRules
from xuanpai_core.parties.tokens import of_unit
from xuanpai_core.periods import month_start, next_month
from xuanpai_core.plugins.duties import Cadence, Duty, Subject
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.rulebooks.in_force import Rulebooks
from xuanpai_core.rulebooks.models import RuleKind
from xuanpai_core.rulebooks.service import rulebooks

_ONE_DAY = timedelta(days=1)
_CACHE = "duties.rules"
_PAGE_PERIODS = 24_000
"""About how many periods are held in memory at once."""
_FEW = 0.1
"""Which share of villages carry a mark, or have a posting."""
_A_MONTH = {
    Cadence.DAY: 31.0,
    Cadence.WEEK: 4.5,
    Cadence.MONTH: 1.0,
    Cadence.BIMONTH: 0.5,
    Cadence.QUARTER: 0.34,
    Cadence.HALF_YEAR: 0.17,
    Cadence.YEAR: 0.09,
}
LEVEL_KINDS: Mapping[int, Subject] = {3: Subject.COUNTY, 4: Subject.TOWNSHIP, 5: Subject.VILLAGE}


@dataclass(frozen=True, slots=True)
class DutyRules:
    """The duties of a tenant: by place, and what they ask of subjects."""

    books: Rulebooks
    places: PlaceRules
    demanded: Demanded
    roots: tuple[str, ...]
    """The outermost places that rule."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where a walk over places stands: the place, the kind of subject, and the last one done."""

    region_code: str
    kind: Subject
    after: Cursor = FIRST


def ahead(day: date) -> date:
    """Until when periods are made: the last day of the next month."""
    return next_month(next_month(month_start(day))) - _ONE_DAY


def nightly(day: date, until: date) -> Horizon:
    """This month's periods, whatever has no end, and what begins by ``until``."""
    return Horizon(month_start(day), until, day)


async def tonight(work: Work) -> Horizon:
    """What is looked at this night: whatever has no end, and next month.

    This month too on Sundays, lest anything was recorded in the very moment in which its period was made, and when
    no night made it.
    """
    day = today(work.clock)
    whole = nightly(day, ahead(day))
    if day.isoweekday() == 7 or not await repository.any_since(work, whole.since):
        return whole
    return replace(whole, since=next_month(whole.since))


async def duty_rules(work: Work) -> DutyRules:
    """The tenant's duties, read at most once a transaction, and anew when the rules were."""
    books = await rulebooks(work)
    known: DutyRules | None = work.transaction.info.get(_CACHE)
    if known is None or known.books is not books:
        known = _duty_rules(books)
        work.transaction.info[_CACHE] = known
    return known


def _duty_rules(books: Rulebooks) -> DutyRules:
    stored = [row for row in books.everything() if row.kind is RuleKind.DUTY]
    duties = [row.rule for row in stored if isinstance(row.rule, Duty)]
    places = {row.region_code for row in stored}
    roots = tuple(
        sorted(place for place in places if not any(other != place and place.startswith(other) for other in places))
    )
    demanded = Demanded(
        kinds=frozenset(duty.subject for duty in duties),
        forms=frozenset(form for duty in duties for form in duty.who.forms),
        tags=any(duty.who.tags for duty in duties),
        posts=any(duty.who.village_posts for duty in duties),
    )
    # A matter may be ruled by something else nearer by: every place that rules at all may end a duty.
    return DutyRules(books, PlaceRules(books, {row.region_code for row in books.everything()}), demanded, roots)


def steps(rules: DutyRules, region_code: str) -> list[Step]:
    """The walk over everybody below the place who may owe something."""
    below = [root for root in rules.roots if root.startswith(region_code)]
    above = [root for root in rules.roots if region_code.startswith(root)]
    places = [region_code] if above else below
    return [Step(place, kind) for place in places for kind in Subject if kind in rules.demanded.kinds]


def months_of(rules: DutyRules, horizon: Horizon) -> int:
    """About how many months have periods at all between the days of the horizon."""
    begins = [row.valid_from for row in rules.books.everything() if row.kind is RuleKind.DUTY]
    first = max(horizon.since, min(begins, default=horizon.until))
    return max(1, (horizon.until.year - first.year) * 12 + horizon.until.month - first.month + 1)


def periods_expected(rules: DutyRules, horizon: Horizon, counted: Mapping[str, int]) -> float:
    """About how many periods these many subjects of each kind have within the horizon."""
    months = months_of(rules, horizon)
    duties = [row.rule for row in rules.books.everything() if row.kind is RuleKind.DUTY]
    expected = 0.0
    for duty in duties:
        if isinstance(duty, Duty):
            share = _FEW if duty.who.tags or duty.who.village_posts else 1.0
            expected += counted.get(duty.subject, 0) * share * max(1.0, months * _A_MONTH.get(duty.cadence, 0.0))
    return expected


def page_size(months: int) -> int:
    """How many subjects fit into one page when the periods of so many months are made."""
    return max(50, min(500, _PAGE_PERIODS // (6 * months)))


async def advance(work: Work, step: Step, horizon: Horizon) -> tuple[Kept, Step | None]:
    """Bring one page up to date; returns what was done, and the step after it, None when the kind is through."""
    rules = await duty_rules(work)
    size = page_size(months_of(rules, horizon))
    found: Page = await subjects.page(
        work, step.kind, step.region_code, horizon.gone_since, rules.demanded, rules.books, step.after, size
    )
    kept = await keep(work, found.subjects, rules.places, horizon)
    return kept, None if found.after is None else replace(step, after=found.after)


async def walk(work: Work, region_code: str, horizon: Horizon) -> Kept:
    """Bring everybody below the place up to date, in this one transaction."""
    await work.session.flush()
    kept = Kept()
    for first in steps(await duty_rules(work), region_code):
        step: Step | None = first
        while step is not None:
            done, step = await advance(work, step, horizon)
            kept += done
    return kept


async def refresh(
    work: Work,
    *,
    postings: Collection[UUID] = (),
    units: Collection[UUID] = (),
    entries: Collection[UUID] = (),
    places: Collection[str] = (),
) -> Kept:
    """Bring all periods, past and to come, of these subjects up to date; a unit that was merged has none any more."""
    await work.session.flush()
    rules = await duty_rules(work)
    if not rules.demanded.kinds:
        return Kept()
    by_kind: dict[Subject, Sequence[UUID] | Sequence[str]] = {
        Subject.POSTING: list(postings),
        Subject.UNIT: list(units),
        Subject.ENTRY: list(entries),
    }
    for code in places:
        kind = LEVEL_KINDS.get(int(RegionCode.stored(code).level))
        if kind is not None:
            by_kind[kind] = [*by_kind.get(kind, ()), code]
    day = today(work.clock)
    horizon = Horizon(date.min, ahead(day), day)
    found = [
        subject
        for kind, keys in by_kind.items()
        if kind in rules.demanded.kinds
        for subject in await subjects.named(work, kind, keys, rules.demanded, rules.books)
    ]
    kept = await keep(work, found, rules.places, horizon)
    there = {subject.unit_id for subject in found}
    await repository.remove_of(work, [of_unit(unit_id) for unit_id in units if unit_id not in there])
    return kept


async def rebuild(work: Work, region_code: str) -> Kept:
    """Forget every period below the place, and make them all again from what they follow from."""
    await work.session.flush()
    await work.driver.execute(repository.REMOVE_BELOW, work.tenant_id, region_code)
    day = today(work.clock)
    return await walk(work, region_code, Horizon(date.min, ahead(day), day))
