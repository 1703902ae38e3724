"""What a plugin is told: plain, frozen facts. Days are civil dates of Asia/Shanghai, money is int 分."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from xuanpai_core.errors import Invalid
from xuanpai_core.periods import Month
from xuanpai_core.vocabulary import DispatchLevel, Outcome, PostingRole, StaffingType


class MeetingTopic(StrEnum):
    """What a quarterly dispatch meeting (调度会) must hear."""

    PROGRESS = "PROGRESS"
    PROBLEMS = "PROBLEMS"
    NEXT_STEPS = "NEXT_STEPS"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingFacts:
    """One posting: this post, at this place, sent by that unit (its name), over these days.

    ``end_date`` is the last day served, None while it runs; ``planned_end`` is the last day of the term.
    """

    role: PostingRole
    dispatch_level: DispatchLevel
    region_code: str
    start_date: date
    end_date: date | None = None
    planned_end: date | None = None
    staffing_type: StaffingType | None = None
    sending_unit: str = ""

    def serves(self, day: date) -> bool:
        """Whether the cadre is in this post on ``day``."""
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)

    def days_in(self, month: Month) -> int:
        """On how many days of ``month`` the cadre is in this post."""
        first = max(self.start_date, month.start).toordinal()
        after = month.end.toordinal()
        if self.end_date is not None:
            after = min(after, self.end_date.toordinal() + 1)
        return max(0, after - first)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceNormFacts:
    """For ``attendance_norm``: which posting, in which month."""

    month: Month
    posting: PostingFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthAttendance:
    """What was judged of one month's attendance; ``outcome`` None: no verdict yet. Days may be halves."""

    month: Month
    outcome: Outcome | None
    measured: Decimal = Decimal(0)
    required: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StipendFacts:
    """For ``stipend_for``: one posting over the quarter that begins on ``quarter_start``.

    ``attendance`` holds at most one entry a month, in any order; a month without one has no verdict yet.
    """

    quarter_start: date
    posting: PostingFacts
    attendance: tuple[MonthAttendance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchMeeting:
    """One dispatch meeting (调度会) that was held, and what it heard."""

    held_on: date
    topics: frozenset[MeetingTopic]


@dataclass(frozen=True, slots=True, kw_only=True)
class StipendGateFacts:
    """For ``stipend_gate``: a county's quarter and the county's dispatch meetings, in any order."""

    county_code: str
    quarter_start: date
    meetings: tuple[DispatchMeeting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceFacts:
    """For ``insurance_requirement``: which posting."""

    posting: PostingFacts


class Beneficiary(StrEnum):
    """Who receives a part of a park's revenue."""

    PARK = "PARK"
    TOWNSHIP = "TOWNSHIP"
    VILLAGE = "VILLAGE"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueAllocation:
    """One line of a split: so much for the park (no ``region_code``), or for this township or village."""

    beneficiary: Beneficiary
    region_code: str | None
    amount_fen: int

    def __post_init__(self) -> None:
        """Refuse anything but whole 分, and a place without a code."""
        if type(self.amount_fen) is not int:
            raise ValueError(f"分配金额须是整数分,得到 {self.amount_fen!r}")
        if (self.beneficiary == Beneficiary.PARK) != (self.region_code is None):
            raise ValueError("分给乡、村须写区划代码,分给园区不写")


@dataclass(frozen=True, slots=True, kw_only=True)
class Introducer:
    """A cadre who brought the project in: in which post, at which place."""

    role: PostingRole
    region_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueFacts:
    """For ``split_revenue``: one entry of income of a project in a park.

    ``suits_village``: the project could stand in a village, so nothing is shared. ``reversal_of``: the lines of
    the entry that this one takes back in full (红冲), empty if that one was not shared; None: no reversal.
    Raises ``Invalid`` with ``NO_INTRODUCER`` or ``REVERSAL_MISMATCH``.
    """

    amount_fen: int
    suits_village: bool
    introducers: tuple[Introducer, ...]
    reversal_of: tuple[RevenueAllocation, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse an entry that nobody could share out."""
        if self.reversal_of:
            original = sum(line.amount_fen for line in self.reversal_of)
            if self.amount_fen != -original:
                raise Invalid("红冲金额须与原入账金额相等、正负相反,请按原凭证填写。", code="REVERSAL_MISMATCH")
        elif self.reversal_of is None and not self.introducers and not self.suits_village:
            raise Invalid("项目没有登记引进干部,收益分不到村,请先补登引进干部。", code="NO_INTRODUCER")
