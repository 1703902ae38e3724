"""All that a province of the demo will hold, as plain data: made without a database, the same for the same day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.periods import Month
from xuanpai_core.units.models import OrgUnitKind
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType
from xuanpai_tenants.demo.people import Person


class Rhythm(StrEnum):
    """How a cadre is present: living in the village, or coming two to three days a week (HD-12)."""

    RESIDENT = "RESIDENT"
    WEEKLY = "WEEKLY"


@dataclass(frozen=True, slots=True)
class Term:
    """First and planned last day of postings."""

    start: date
    planned_end: date


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A committee, department or institution."""

    id: UUID
    name: str
    kind: OrgUnitKind
    region_code: str


@dataclass(frozen=True, slots=True)
class PlannedCadre:
    """A person who is sent; ``number`` counts from 1 within the province."""

    id: UUID
    number: int
    person: Person
    staffing_type: StaffingType
    party_status: PartyStatus
    unit: PlannedUnit


@dataclass(frozen=True, slots=True)
class PlannedPosting:
    """One posting of one cadre; ``end_date`` is the last day served."""

    id: UUID
    cadre: PlannedCadre
    role: PostingRole
    dispatch_level: DispatchLevel
    region_code: str
    start_date: date
    planned_end: date
    end_date: date | None = None
    rhythm: Rhythm = Rhythm.RESIDENT

    @property
    def township_code(self) -> str:
        """The township whose sheets hold the posting."""
        return self.region_code[:9]

    def covers(self, month: Month) -> bool:
        """Whether the posting holds on every day of ``month``."""
        return self.start_date <= month.start and (self.end_date is None or self.end_date >= month.end)

    def holds_on(self, day: date) -> bool:
        """Whether the posting holds on ``day``."""
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)


@dataclass(frozen=True, slots=True)
class PlannedLogin:
    """An account with its one role; ``shown`` marks those worth telling a newcomer of."""

    id: UUID
    username: str
    name: str
    role: str
    since: date
    region_code: str | None = None
    unit: PlannedUnit | None = None
    cadre: PlannedCadre | None = None
    shown: bool = False


@dataclass(frozen=True, slots=True)
class PlannedPolicy:
    """One accident insurance policy of one cadre."""

    id: UUID
    cadre: PlannedCadre
    number: str
    sum_insured_fen: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """What one day of a posting was; a day on duty has a check-in."""

    posting_id: UUID
    day: date
    status: AttendanceStatus
    check_in_id: UUID | None = None
    checked_in_at: datetime | None = None
    photo_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlannedLog:
    """One day's work log."""

    posting_id: UUID
    day: date
    written_at: datetime
    content: str
    place: str
    companions: str | None = None
    households_visited: int = 0
    help_given: str | None = None
    problems_heard: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedPhoto:
    """A photo of a visit: it proves the day's log and the day's check-in."""

    id: UUID
    posting: PlannedPosting
    taken_at: datetime
    check_in_id: UUID


@dataclass(frozen=True, slots=True)
class Faults:
    """What is late and what is wrong in the last full month; all else is right.

    ``late`` has not totalled its month, ``unsigned`` waits for the secretary, ``unsealed`` for the seal. One cadre
    was there on 12 days (``short``), one wrote a log of a day without presence (``ghost``), one left two logs
    unwritten (``silent``), one tells of visits without a photo (``unproven``), and one who should come twice a week
    came once (``thin``), where cadres come by the week.
    """

    late: str
    unsigned: str
    unsealed: str
    short: UUID
    ghost: UUID
    silent: UUID
    unproven: UUID
    thin: UUID | None = None


@dataclass(frozen=True, slots=True)
class ProvincePlan:
    """A province of the demo on ``as_of``; ``months`` are those with attendance, the running one last."""

    code: str
    as_of: date
    months: tuple[Month, ...]
    path_names: dict[str, str]
    units: tuple[PlannedUnit, ...]
    cadres: tuple[PlannedCadre, ...]
    postings: tuple[PlannedPosting, ...]
    logins: tuple[PlannedLogin, ...]
    policies: tuple[PlannedPolicy, ...]
    days: tuple[PlannedDay, ...]
    logs: tuple[PlannedLog, ...]
    photos: tuple[PlannedPhoto, ...]
    faults: Faults

    @property
    def last_month(self) -> Month:
        """The last full month."""
        return self.months[-2]

    def login(self, username: str) -> PlannedLogin:
        """The account of that name."""
        return next(login for login in self.logins if login.username == username)

    def townships(self) -> list[str]:
        """Every township with cadres, by code."""
        return sorted({posting.township_code for posting in self.postings})
