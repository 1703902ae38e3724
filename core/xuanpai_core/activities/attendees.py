"""Who must attend and did not: named, and told apart from who was on leave (DY-02)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from xuanpai_core.activities import repository
from xuanpai_core.activities.errors import LeaveNotRecorded
from xuanpai_core.db.session import Work
from xuanpai_core.parties.known import KnownParty
from xuanpai_core.parties.models import Attendance
from xuanpai_core.parties.tokens import of_posting
from xuanpai_core.plugins.forms import ActivityForm, Attendees, Party, PartyKind

PRESENT = frozenset({Attendance.NAMED, Attendance.ATTENDED})
_EVERYBODY = Party(code="attendee", title="应到人员", kind=PartyKind.POSTING, least=0, most=500)
_ANYBODY = tuple(
    Party(code=kind.lower(), title=title, kind=kind, least=0, most=100)
    for kind, title in (
        (PartyKind.POSTING, "选派干部"),
        (PartyKind.UNIT, "单位"),
        (PartyKind.COUNTY, "县(市、区)"),
        (PartyKind.TOWNSHIP, "乡镇"),
        (PartyKind.VILLAGE, "村"),
        (PartyKind.ENTRY, "登记簿中的人员、组织或事项"),
    )
)


def parts_of(form: ActivityForm | None) -> tuple[Party, ...]:
    """Who takes part: what the form names; without a form anybody may be named, under the kind in lower case.

    A form that everybody in post must attend, and that names no part for them, has the part ``attendee``.
    """
    if form is None:
        return _ANYBODY
    if form.must_attend is Attendees.POSTED and _attending(form) is _EVERYBODY:
        return (*form.parties, _EVERYBODY)
    return form.parties


def _attending(form: ActivityForm) -> Party:
    return next((part for part in form.parties if part.kind is PartyKind.POSTING), _EVERYBODY)


async def whole_attendance(
    work: Work, form: ActivityForm | None, parties: Sequence[KnownParty], region_code: str, on: date
) -> tuple[KnownParty, ...]:
    """``parties``, and everybody who had to attend and was not named as having done so.

    Who is named without more has attended. Absent is whoever has no leave recorded for the day; raises
    ``LeaveNotRecorded`` where the caller says otherwise.
    """
    if form is None or form.must_attend is not Attendees.POSTED:
        return tuple(parties)
    code = _attending(form).code
    said = [_attended(party) if party.code == code else party for party in parties]
    await _check_leave(work, [party for party in said if party.code == code], on)
    listed = {party.token for party in said if party.code == code}
    who = form.who
    rows = await work.driver.fetch(
        repository.IN_POST,
        work.tenant_id,
        region_code,
        on,
        [str(role) for role in who.roles],
        [str(level) for level in who.dispatch_levels],
        [str(staffing) for staffing in who.staffing_types],
    )
    missing = [
        KnownParty(
            code,
            PartyKind.POSTING,
            of_posting(row["id"]),
            row["region_code"],
            Attendance.ON_LEAVE if row["on_leave"] else Attendance.ABSENT,
            posting_id=row["id"],
            sending_unit_id=row["sending_unit_id"],
            cadre_id=row["cadre_id"],
        )
        for row in rows
        if of_posting(row["id"]) not in listed
    ]
    return (*said, *missing)


def _attended(party: KnownParty) -> KnownParty:
    return replace(party, attendance=Attendance.ATTENDED) if party.attendance is Attendance.NAMED else party


async def _check_leave(work: Work, listed: Sequence[KnownParty], on: date) -> None:
    """Only what the attendance of the day says makes a leave: nobody is excused by the minutes of a meeting."""
    said = [party for party in listed if party.attendance is Attendance.ON_LEAVE]
    if not said:
        return
    ids = [party.posting_id for party in said]
    rows = await work.driver.fetch(repository.ON_LEAVE, work.tenant_id, ids, on)
    if len(rows) != len(said):
        raise LeaveNotRecorded("parties", on)
