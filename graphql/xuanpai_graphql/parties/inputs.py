"""How a caller names the parties of a record."""

from collections.abc import Sequence

import strawberry

from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.parties.known import NamedParty
from xuanpai_core.parties.models import Attendance
from xuanpai_graphql.keys import POSTING, REGISTER_ENTRY, UNIT

__all__ = ["Attendance", "PartyInput", "named_parties"]

# Whoever shows it imports it from here, so that it is an enum of the schema before a field of its type is made.
strawberry.enum(Attendance, description="参加情况:只列名、到会、缺席、请假")


@strawberry.input(
    description="记录的一方:code 是它在表单中的位置;任职、单位、地方、登记条目四者填一;rank 只用于评比的名次"
)
class PartyInput:
    """One party of a record."""

    code: str
    posting_id: strawberry.ID | None = None
    unit_id: strawberry.ID | None = None
    region_code: str | None = None
    entry_id: strawberry.ID | None = None
    attendance: Attendance = Attendance.NAMED
    rank: int | None = None


def named_parties(given: Sequence[PartyInput]) -> tuple[NamedParty, ...]:
    """The parties as services take them; raises ``Invalid`` (``ONE_OF_FOUR``, ``BAD_ID``)."""
    return tuple(_named(party, f"parties.{number}") for number, party in enumerate(given))


def _named(party: PartyInput, path: str) -> NamedParty:
    refs = [
        None if party.posting_id is None else str(POSTING(party.posting_id)),
        None if party.unit_id is None else str(UNIT(party.unit_id)),
        party.region_code,
        None if party.entry_id is None else str(REGISTER_ENTRY(party.entry_id)),
    ]
    given = [ref for ref in refs if ref is not None]
    if len(given) != 1:
        message = "每一方须填写任职、单位、地方、登记条目中的一项,也只能填一项。"
        raise Invalid(message, code="ONE_OF_FOUR", fields=[FieldProblem(path, "ONE_OF_FOUR", message)])
    return NamedParty(party.code, given[0], party.attendance, party.rank)
