"""What a region rules on presence beyond the month's days: other periods, nights, checking in, leave, being checked,
events that must be attended, and from where on something is doubtful."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from xuanpai_core.plugins.decisions import Clause, Strictness
from xuanpai_core.plugins.duties import Cadence, Population
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.vocabulary import SignalKind


class Measure(StrEnum):
    """What is counted: days (or halves) in the village, or nights spent there (夜宿)."""

    DAYS = "DAYS"
    NIGHTS = "NIGHTS"


class Shortened(StrEnum):
    """How a period is judged that the posting did not serve whole: not at all, by the days served, or as if whole."""

    EXEMPT = "EXEMPT"
    PRORATE_CEIL = "PRORATE_CEIL"
    WHOLE = "WHOLE"


class YearOf(StrEnum):
    """Which year: that of the term, from the posting's first day, or the calendar's."""

    TERM = "TERM"
    CALENDAR = "CALENDAR"


_PERIODS = (Cadence.WEEK, Cadence.MONTH, Cadence.YEAR, Cadence.TERM)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceNorm:
    """How many days or nights of a period are to be spent in the village (FJ-01, HD-12); days may be halves.

    Weeks are ISO weeks. ``holidays_count``: whether presence on a statutory holiday counts (FJ-02).
    ``cap_to_workdays``: never more is asked than the period has workdays. ``who``: roles, dispatch levels and
    staffing types; the other fields of a population are not asked.
    """

    matter: str
    title: str
    clause: Clause
    cadence: Cadence
    at_least: int
    measure: Measure = Measure.DAYS
    who: Population = field(default_factory=Population)
    strictness: Strictness = Strictness.HARD
    shortened: Shortened = Shortened.EXEMPT
    year_of: YearOf = YearOf.TERM
    official_travel_counts: bool = True
    holidays_count: bool = True
    cap_to_workdays: bool = False

    def __post_init__(self) -> None:
        """Refuse a norm that nobody could keep or judge."""
        if self.cadence not in _PERIODS:
            raise ValueError(f"“{self.title}”只能按周、月、年或任期规定")
        longest = {Cadence.WEEK: 7, Cadence.MONTH: 31, Cadence.YEAR: 366, Cadence.TERM: 3660}[self.cadence]
        if not 1 <= self.at_least <= longest:
            raise ValueError(f"“{self.title}”须在 1 到 {longest} 之间")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRule:
    """How one checks in: ``acts_a_day`` make a day (default one), how late an entry still counts by itself, nights.

    ``counts_within_days``: an entry that arrives later is a claim that a person decides. ``night_from``, ``night_to``:
    the hours, in Asia/Shanghai, in which an act shows a night spent there.
    """

    clause: Clause
    acts_a_day: int = 1
    counts_within_days: int = 3
    night_from: int = 20
    night_to: int = 6
    matter: str = "check_in"
    title: str = "到岗签到"

    def __post_init__(self) -> None:
        """Refuse what would make a nuisance of checking in, or lose entries."""
        if not 1 <= self.acts_a_day <= 4 or not 0 <= self.counts_within_days <= 31:
            raise ValueError("签到次数须在 1 到 4 次、补传天数须在 0 到 31 天之间")
        if not (12 <= self.night_from <= 23 and 0 <= self.night_to <= 12):
            raise ValueError("夜宿时段须从 12 点以后开始、到次日 12 点以前结束")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveTier:
    """Leave of up to so many days (halves allowed; None: any length) needs these steps, in this order.

    Each step is taken by whoever approves leave at that level of the place's ancestors.
    """

    steps: tuple[RegionLevel, ...]
    up_to_days: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRule:
    """Who approves how much leave, and what follows too much of it (JZ-11; 青海 5 days; 白水 three steps; 白河 30).

    ``tiers`` from the shortest to the longest; the last has no bound. ``yearly_limit_days``: more than this in a
    calendar year makes a lead, official trips apart. ``trip_tiers``: for official trips; none: as for leave.
    """

    clause: Clause
    tiers: tuple[LeaveTier, ...]
    trip_tiers: tuple[LeaveTier, ...] = ()
    yearly_limit_days: int | None = None
    matter: str = "leave"
    title: str = "请假审批"

    def __post_init__(self) -> None:
        """Refuse a chain with a gap, a turn back or no end."""
        for tiers in (self.tiers, self.trip_tiers or self.tiers):
            bounds = [tier.up_to_days for tier in tiers]
            known = [bound for bound in bounds[:-1] if bound is not None]
            if not tiers or bounds[-1] is not None or len(known) != len(bounds) - 1 or known != sorted(set(known)):
                raise ValueError("请假审批须按天数由少到多写明,最后一档不设上限")
            for tier in tiers:
                levels = [level.value for level in tier.steps]
                # Up the tree, step by step: whoever comes later stands higher.
                if not levels or levels != sorted(set(levels), reverse=True):
                    raise ValueError("审批须由下级到上级逐级进行,每一级只写一次")
        if self.yearly_limit_days is not None and not 1 <= self.yearly_limit_days <= 366:
            raise ValueError("全年累计请假的上限须在 1 到 366 天之间")


class Coverage(StrEnum):
    """Everyone, or a sample drawn at random."""

    EVERYONE = "EVERYONE"
    SAMPLE = "SAMPLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRule:
    """Which level looks at how many of the cadres of each of its places in every period (JZ-12).

    ``sample_percent``: of a sample, rounded up; at least one.
    """

    matter: str
    title: str
    clause: Clause
    level: RegionLevel
    cadence: Cadence
    coverage: Coverage
    sample_percent: Decimal = Decimal(10)
    who: Population = field(default_factory=Population)
    strictness: Strictness = Strictness.HARD

    def __post_init__(self) -> None:
        """Refuse a sample of nobody, or of more than all."""
        if not 0 < self.sample_percent <= 100:
            raise ValueError(f"“{self.title}”的抽样比例须大于 0、不超过 100")
        if self.cadence not in {Cadence.WEEK, Cadence.MONTH, Cadence.BIMONTH, Cadence.QUARTER, Cadence.HALF_YEAR}:
            raise ValueError(f"“{self.title}”须按周、月、双月、季度或半年规定")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule:
    """Events that everybody in post must attend (五必到, JZ-06): whether approved leave or an approved trip excuses."""

    clause: Clause
    leave_excuses: bool = True
    matter: str = "must_attend_events"
    title: str = "五必到"


_SIGNAL_BOUNDS = {
    "far_m": (200, 100_000),
    "photo_place_m": (200, 100_000),
    "photo_minutes": (5, 1440),
    "travel_km_per_hour": (60, 1000),
    "clock_behind_minutes": (1, 1440),
    "text_same_percent": (70, 100),
    "strong": (1, 99),
    "together": (1, 99),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRule:
    """From where on something about a presence is noticed, and when what was noticed is worth a person's time.

    What a county on the plain would find strange is everyday life in the mountains or on the steppe. ``weights``: the
    kinds that weigh otherwise than usual, 0 to 9; 0 is noticed and counts for nothing. A signal that weighs ``strong``
    makes a lead alone; others do when those of 30 days weigh ``together``.
    """

    clause: Clause
    # Beyond the fence by so much is another village.
    far_m: int = 2000
    # The valley next door is another place; the phone's own error is not.
    photo_place_m: int = 2000
    # The photo is taken with the check-in; the walk to where there is a signal is not half an hour.
    photo_minutes: int = 30
    # Door to door, as the crow flies, nobody gets on faster: not by rail, not by air with its ways to the airports.
    travel_km_per_hour: int = 200
    # Behind may also be the village's line: the same entry sent again and again.
    clock_behind_minutes: int = 10
    # Of the triples of letters that either text has, the part that both have.
    text_same_percent: int = 80
    weights: tuple[tuple[SignalKind, int], ...] = ()
    strong: int = 5
    # Two that cannot easily be chance, or a habit.
    together: int = 6
    matter: str = "signals"
    title: str = "在岗疑点"

    def __post_init__(self) -> None:
        """Refuse a figure by which everything, or nothing, would be noticed."""
        for name, (least, most) in _SIGNAL_BOUNDS.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"在岗疑点的 {name} 须在 {least} 到 {most} 之间")
        kinds = [kind for kind, _ in self.weights]
        if len(set(kinds)) != len(kinds) or any(not 0 <= weight <= 9 for _, weight in self.weights):
            raise ValueError("在岗疑点的分值须在 0 到 9 分之间,每一种只写一次")
