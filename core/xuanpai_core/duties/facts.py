"""What the duty engine knows, as plain data: subjects, rules over time, planned periods, deeds, excuses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from xuanpai_core.plugins.duties import Duty, Subject
from xuanpai_core.vocabulary import DispatchLevel, PostingRole, StaffingType

Span = tuple[date, date | None]
"""First and last day, both of them part of it; None: without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySubject:
    """Whoever may owe duties: ``first`` to ``last`` are the days of being there, ``planned_end`` the term's last day.

    ``token`` and ``others`` are whom deeds must name. ``tags`` and ``posts`` (levels of the postings held in a
    village) say since when and until when; the same may stand there more than once.
    """

    kind: Subject
    token: str
    region_code: str
    first: date
    last: date | None = None
    planned_end: date | None = None
    others: tuple[str, ...] = ()
    posting_id: UUID | None = None
    unit_id: UUID | None = None
    entry_id: UUID | None = None
    role: PostingRole | None = None
    dispatch_level: DispatchLevel | None = None
    staffing_type: StaffingType | None = None
    unit_level: int | None = None
    form: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    tags: tuple[tuple[str, Span], ...] = ()
    posts: tuple[tuple[DispatchLevel, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days over which one rule holds at a place on its matter; ``last`` None: until it is changed."""

    first: date
    last: date | None
    rule_id: UUID
    duty: Duty


@dataclass(frozen=True, slots=True)
class Planned:
    """One period of a duty as it ought to be stored.

    ``partial``: the subject, or the rule, was not there on every day of it, and that excuses.
    """

    subject: DutySubject
    rule_id: UUID
    duty: Duty
    period_start: date
    period_end: date | None
    due_on: date
    partial: bool = False

    @property
    def token(self) -> str:
        """Whose deeds count."""
        return self.subject.token

    @property
    def others(self) -> tuple[str, ...]:
        """Whom else they must name."""
        return self.subject.others


@dataclass(frozen=True, slots=True)
class Owed:
    """One period of a duty as it is stored: what judging needs of it."""

    id: UUID
    rule_id: UUID
    token: str
    others: tuple[str, ...]
    period_start: date
    period_end: date | None
    due_on: date
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A deed of the subject's; see ``duties.models.Deed``."""

    record_type: str
    record_key: str
    kind: str
    day: date
    until: date | None
    done_on: date
    parties: frozenset[str]
    features: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Excuse:
    """Days over which the subject is excused, and why; ``last`` None: until further notice."""

    first: date
    last: date | None
    reason: str
