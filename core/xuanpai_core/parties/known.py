"""Parties as a caller names them, and as they are once found."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuanpai_core.parties.models import Attendance
from xuanpai_core.plugins.forms import PartyKind


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party as a caller names it: its part in the form, and an id (posting, unit, entry) or a region code.

    ``rank`` is its place where the parties were ranked.
    """

    code: str
    ref: str
    attendance: Attendance = Attendance.NAMED
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A party that exists: where it is, and for a posting whose it is and who sent it.

    ``last_day`` is the last day of a posting or an entry that has one.
    """

    code: str
    kind: PartyKind
    token: str
    region_code: str
    attendance: Attendance
    posting_id: UUID | None = None
    unit_id: UUID | None = None
    entry_id: UUID | None = None
    place: str | None = None
    sending_unit_id: UUID | None = None
    cadre_id: UUID | None = None
    form: str | None = None
    rank: int | None = None
    last_day: date | None = None
