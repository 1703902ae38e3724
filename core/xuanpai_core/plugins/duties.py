"""Who must do what, how often, with which proof: the one sentence that most rules are.

A duty is plain data in a rulebook. What fulfils it are *deeds*: every record that counts for something tells the
core what was done, by or to whom, on which day, with which proof; so one record can fulfil several duties.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from xuanpai_core.plugins.decisions import Clause, Strictness
from xuanpai_core.vocabulary import DispatchLevel, PostingRole, StaffingType


class Cadence(StrEnum):
    """How often. A week is an ISO week; two months, quarters and half-years are those of the calendar year.

    TERM is once over the subject's whole term; STANDING holds on every day of it.
    """

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    BIMONTH = "BIMONTH"
    QUARTER = "QUARTER"
    HALF_YEAR = "HALF_YEAR"
    YEAR = "YEAR"
    TERM = "TERM"
    STANDING = "STANDING"


class Subject(StrEnum):
    """Who owes it. ENTRY is an entry of a register: a pairing, a work team, a leader, a household."""

    POSTING = "POSTING"
    UNIT = "UNIT"
    COUNTY = "COUNTY"
    TOWNSHIP = "TOWNSHIP"
    VILLAGE = "VILLAGE"
    ENTRY = "ENTRY"


class Distinct(StrEnum):
    """What is counted: deeds as they are, the days on which they fall, or the different values of a feature."""

    DEEDS = "DEEDS"
    DAYS = "DAYS"
    FEATURES = "FEATURES"


class Partial(StrEnum):
    """A period in which the subject, or the rule, was not there from its first to its last day."""

    EXEMPT = "EXEMPT"
    WHOLE = "WHOLE"


class Due(StrEnum):
    """From which day the grace runs: the period's last day, or its first (before coming into post; on leaving it)."""

    END = "END"
    START = "START"


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Which subjects of the kind; an empty field excludes nobody.

    ``tags``: villages that carry one of them, while they do. ``village_posts``: villages in which a posting of one
    of these levels is held, while it is. ``forms``: entries of these registers. ``where``: entries whose field has
    one of these values. ``unit_levels``: units of the region levels 1 (province) to 5.
    """

    roles: tuple[PostingRole, ...] = ()
    dispatch_levels: tuple[DispatchLevel, ...] = ()
    staffing_types: tuple[StaffingType, ...] = ()
    tags: tuple[str, ...] = ()
    village_posts: tuple[DispatchLevel, ...] = ()
    unit_levels: tuple[int, ...] = ()
    forms: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty. ``matter`` names it: the nearest place that rules on a matter wins there.

    ``fulfilled_by``: kinds of deeds, any of which counts. ``at_least`` and ``at_most``: how many a period.
    ``needs``: features that a deed must have gained within the period (``evidence``, ``notice``, ``topic:PROBLEMS``,
    ``recipient:SENDING_UNIT``); what lacks one does not count, and the verdict says so. ``feature``: with
    ``Distinct.FEATURES`` the prefix whose different values are counted (``kind`` counts ``kind:FUNDS``).
    ``grace_days``: how long after the period (or its start) it is still in time. ``early_days``: how long before the
    subject's start a deed may lie. ``after_end``: owed when a posting has ended, not before (TERM only).
    """

    matter: str
    title: str
    clause: Clause
    subject: Subject
    cadence: Cadence
    fulfilled_by: tuple[str, ...]
    at_least: int = 1
    at_most: int | None = None
    needs: tuple[str, ...] = ()
    distinct: Distinct = Distinct.DEEDS
    feature: str = ""
    who: Population = field(default_factory=Population)
    strictness: Strictness = Strictness.HARD
    partial: Partial = Partial.EXEMPT
    due: Due = Due.END
    grace_days: int = 0
    early_days: int = 0
    after_end: bool = False

    def __post_init__(self) -> None:
        """Refuse a duty that nobody could fulfil or judge."""
        if not (self.matter and self.title and self.fulfilled_by):
            raise ValueError("责任事项须写明事项代码、名称和以什么完成")
        if not 1 <= self.at_least <= 366 or (self.at_most is not None and self.at_most < self.at_least):
            raise ValueError(f"责任事项“{self.title}”的次数不对")
        if not (0 <= self.grace_days <= 366 and 0 <= self.early_days <= 3660):
            raise ValueError(f"责任事项“{self.title}”的宽限天数不对")
        if (self.distinct is Distinct.FEATURES) != bool(self.feature):
            raise ValueError(f"责任事项“{self.title}”按哪一项分别计数没有写明")
        if self.subject is Subject.ENTRY and not self.who.forms:
            raise ValueError(f"责任事项“{self.title}”没有写明哪一本登记簿")
        if self.after_end and self.cadence is not Cadence.TERM:
            raise ValueError(f"责任事项“{self.title}”只有按任期的才能在任职结束后履行")
