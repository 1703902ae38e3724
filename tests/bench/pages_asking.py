"""Every query of the front end with what a page would ask of it: by which office, of which place, about whom."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, LiteralString
from uuid import UUID

import psycopg

from tests.bench.pages_population import OFFICES, UNIT, VILLAGE, Busy, numbered
from tests.bench.population import session_secret
from xuanpai_core.authz.actions import Action
from xuanpai_core.periods import Month, month_start
from xuanpai_graphql.context import Ticket
from xuanpai_graphql.documents.manifest import Documents
from xuanpai_graphql.lookahead.ids import global_id

CADRE: Final = "cadre"
_NAME: Final = re.compile(r"query (\w+)")
_DECLARED: Final = re.compile(r"\$(\w+): ([\w\[\]!]+)")
_PLAIN: Final[Mapping[str, object]] = {"Boolean!": False, "Int!": 50}
_NOBODY: Final = UUID(int=1)
_LEVELS: Final = {2: "CITY", 4: "COUNTY", 6: "TOWNSHIP", 9: "VILLAGE", 12: "VILLAGE"}
# A page leaves out what its reader may not see: the variable, and the permission that it goes by.
_ALLOWED: Final = {
    "approves": Action.LEAVE_APPROVE,
    "attendance": Action.ATTENDANCE_READ,
    "evidence": Action.EVIDENCE_READ,
    "leave": Action.LEAVE_READ,
    "leaves": Action.LEAVE_READ,
    "logs": Action.WORKLOG_READ,
    "sheets": Action.SHEET_READ,
}
_NAMES: Final = {"FindPlaces": "地方2101", "FindUnits": "单位", "FindCadres": "干部1", "FindPosted": "干部1"}
# What people set beside what a page asks for by itself.
_MORE: Final[Mapping[str, tuple[Mapping[str, Any], ...]]] = {
    "Accounts": ({"text": "干部19"}, {"role": "county_organiser"}, {"state": "DISABLED"}),
    "Approvals": ({"state": "PENDING"},),
    "AuditEvents": ({"filter": {"action": "leave:request"}}, {"filter": {"reason": "没有"}}),
    "Claims": ({"toDecide": False}, {"toDecide": False, "state": "APPROVED"}),
    "Conflicts": ({"toDecide": False},),
    "Inspections": ({"state": "PLANNED"}, {"method": "PHONE_CALL"}),
    "Leads": ({"state": "OPEN"}, {"kind": "LEAVE_LIMIT"}),
    "Leaves": ({"unreported": True}, {"state": "SUBMITTED"}, {"kind": "FAMILY"}),
    "Rectifications": ({"overdue": True}, {"state": "RETURNED"}),
    "Signals": ({"answered": False}, {"kind": "PHOTO_TIME"}, {"mine": True}),
}
_OPTIONAL: Final = frozenset({"state", "method", "filter", "text", "role", "after", "answered", "mine", "overdue"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Person ``number``, whom pages of one person show, and what there is of them."""

    number: int
    event_id: UUID
    inspection_id: UUID
    occurrence_id: UUID
    lead_id: UUID
    matter: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One document as somebody sends it."""

    office: str
    name: str
    text: str
    variables: Mapping[str, Any]


def ticket(people: Busy, subject: Subject, office: str) -> Ticket:
    """The session of the office, or of the person."""
    return Ticket(people.tenant_id, session_secret(subject.number) if office == CADRE else f"bench-{office}")


def documents() -> dict[str, str]:
    """The text of every query that the front end sends, by name."""
    found = ((_NAME.match(text), text) for _, text in Documents.shipped().items())
    return {name.group(1): text for name, text in found if name is not None}


def subject_of(admin_dsn: str, people: Busy, office: str) -> Subject:
    """Somebody whom the office has before it: of the village that is looked at, or of the unit."""
    unit = office == "unit"
    with psycopg.connect(admin_dsn) as admin:
        found = admin.execute(
            _SUBJECT_OF_UNIT if unit else _SUBJECT, {"tenant": people.tenant_id, "place": UNIT if unit else VILLAGE}
        ).fetchone()
        if found is None:
            raise RuntimeError(f"nobody to look at for {office}")
        posting_id, number = found
        event, inspection, occurrence, lead, matter = (
            _one(admin, statement, people.tenant_id, posting_id) for statement in _THEIRS
        )
    return Subject(number, event, inspection, occurrence, lead, matter)


def asked_by(office: str, people: Busy, subject: Subject, permissions: frozenset[str]) -> Iterator[Asked]:
    """Every query as this office asks it, some in several ways."""
    for name, text in documents().items():
        variables: dict[str, object] = {}
        for one, kind in _DECLARED.findall(text.partition("{")[0]):
            value = None if one in _OPTIONAL else _value(one, name, office, people, subject, permissions)
            if (given := _PLAIN.get(kind) if value is None else value) is not None:
                variables[one] = given
        for more in ({}, *_MORE.get(name, ())):
            yield Asked(office, name, text, {**variables, **more})


def place_of(office: str) -> str:
    """The place whose pages the office opens."""
    held = OFFICES.get(office)
    return (held and held.region_code) or VILLAGE


def _value(
    variable: str, name: str, office: str, people: Busy, subject: Subject, permissions: frozenset[str]
) -> object:
    if variable in _ALLOWED:
        return _ALLOWED[variable] in permissions
    place, today = place_of(office), people.today
    values: dict[str, object] = {
        "regionCode": place,
        "code": place,
        "under": place,
        "level": _LEVELS[len(place)],
        "cities": len(place) == 2,
        "month": str(people.month),
        "near": str(Month(month_start(today))),
        "before": str(Month(people.before)),
        "year": today.year,
        "day": (today - timedelta(days=35 if name == "BothEnds" else 1)).isoformat(),
        "on": today.isoformat(),
        "today": today.isoformat(),
        "activeOn": today.isoformat(),
        "from": people.month.start.isoformat(),
        "to": (today + timedelta(days=20)).isoformat() if "Preview" in name else today.isoformat(),
        "fromPart": "WHOLE",
        "toPart": "WHOLE",
        "toDecide": True,
        "nameStartsWith": _NAMES.get(name),
        "matter": subject.matter,
        "tenant": people.code,
    }
    if variable in values:
        return values[variable]
    if variable == "kind":
        return "PERSONAL" if name == "LeavePreview" else None
    return _id(variable, name, subject)


def _id(variable: str, name: str, subject: Subject) -> object:
    """The ids that a page has from another one."""
    number = subject.number
    finding = global_id("InspectionFinding", numbered("70", number, 1))
    if variable in {"posting", "postingId"}:
        return None if name in {"Leads", "Signals"} else global_id("Posting", numbered("b0", number))
    by_variable: dict[str, object] = {
        "eventId": global_id("MustAttendEvent", subject.event_id),
        "findingIds": [finding],
        "inspectionId": global_id("Inspection", subject.inspection_id),
        "leaveId": global_id("LeaveRequest", numbered("10", number, 0)),
        "occurrenceId": global_id("DutyOccurrence", subject.occurrence_id),
    }
    inspection, leave = by_variable["inspectionId"], global_id("LeaveRequest", numbered("10", number, 1))
    by_name: dict[str, object] = {
        "Account": global_id("Account", numbered("a0", number)),
        "FilesOfFinding": finding,
        "FindingsOfInspection": inspection,
        "Inspection": inspection,
        "LeaveDays": leave,
        "LeaveDetail": leave,
        "OneLead": global_id("Lead", subject.lead_id),
        "SeenOnTheSpot": inspection,
        "SheetHistory": global_id("MonthlySheet", numbered("a1", number, 1)),
        # Of these there are none: what is not there must be found out fast as well.
        "BulletinGrounds": global_id("Bulletin", _NOBODY),
        "DrawMembers": global_id("InspectionDraw", _NOBODY),
        "DrawPopulation": global_id("InspectionDraw", _NOBODY),
        "SheetDocument": global_id("SheetDocument", _NOBODY),
    }
    if variable == "id":
        return by_name.get(name) or global_id("Posting", numbered("b0", number))
    return by_variable.get(variable)


# ``Any``: an id, or the name of a matter.
def _one(admin: psycopg.Connection, statement: LiteralString, tenant_id: UUID, posting_id: UUID) -> Any:
    row = admin.execute(statement, {"tenant": tenant_id, "posting": posting_id}).fetchone()
    return _NOBODY if row is None else row[0]


_SUBJECT: Final = """
SELECT id, right(id::text, 12)::bigint FROM posting
 WHERE tenant_id = %(tenant)s AND region_code = %(place)s ORDER BY id LIMIT 1
"""
_SUBJECT_OF_UNIT: Final = """
SELECT id, right(id::text, 12)::bigint FROM posting
 WHERE tenant_id = %(tenant)s AND sending_unit_id = %(place)s ORDER BY id LIMIT 1
"""
_THEIRS: Final = (
    "SELECT event_id FROM event_attendance WHERE tenant_id = %(tenant)s AND posting_id = %(posting)s LIMIT 1",
    """
    SELECT inspection_id
      FROM inspection_finding f
      JOIN inspection i ON i.tenant_id = f.tenant_id AND i.id = f.inspection_id
     WHERE f.tenant_id = %(tenant)s AND posting_id = %(posting)s AND i.state = 'PUBLISHED' LIMIT 1
    """,
    "SELECT id FROM duty_occurrence WHERE tenant_id = %(tenant)s AND posting_id = %(posting)s LIMIT 1",
    """
    SELECT l.id FROM lead l JOIN posting p ON p.tenant_id = l.tenant_id AND p.id = %(posting)s
     WHERE l.tenant_id = %(tenant)s AND l.state = 'OPEN' AND left(l.region_code, 9) = left(p.region_code, 9) LIMIT 1
    """,
    "SELECT matter FROM duty_occurrence WHERE tenant_id = %(tenant)s AND posting_id = %(posting)s LIMIT 1",
)
