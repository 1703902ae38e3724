"""Whose hand a township's month waits for: who holds the office today, or stands in for whoever does (JZ-09)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.identity.models import Account, AccountState, Appointment
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.regions.models import Region
from xuanpai_core.sheets.signing import SECRETARY, office_of

CLERK: Final = "township_clerk"
COUNTY: Final = "county_organiser"


class SheetStep(StrEnum):
    """What has to be done next: by the township's clerk, its secretary, the clerk again, the county."""

    TOTAL = "TOTAL"
    SIGN = "SIGN"
    SEAL = "SEAL"
    VERIFY = "VERIFY"


ROLE_OF: Final[Mapping[SheetStep, str]] = {
    SheetStep.TOTAL: CLERK,
    SheetStep.SIGN: SECRETARY,
    SheetStep.SEAL: CLERK,
    SheetStep.VERIFY: COUNTY,
}


@dataclass(frozen=True, slots=True)
class Hand:
    """One person whose turn it is: in which office, and for whom if standing in."""

    name: str
    office: str
    acting_for: str | None


Hands = Mapping[tuple[str, str], tuple[Hand, ...]]
"""Role and code of its place to whoever holds it there."""


async def hands_of(work: Work, township_codes: Collection[str]) -> Hands:
    """Who holds the offices that the townships' months go through, in person before standing in: one statement.

    Asks nobody's permission.
    """
    places = sorted({*township_codes, *(code[: RegionLevel.COUNTY.digits] for code in township_codes)})
    person, stood_in_for = aliased(Account), aliased(Account)
    tenant, day = work.tenant_id, today(work.clock)
    rows = await work.session.execute(
        select(Appointment.role, Region.code, Region.name, person.display_name, stood_in_for.display_name)
        .join(Region, (Region.tenant_id == tenant) & (Region.code == Appointment.region_code))
        .join(person, (person.tenant_id == tenant) & (person.id == Appointment.account_id))
        .outerjoin(stood_in_for, (stood_in_for.tenant_id == tenant) & (stood_in_for.id == Appointment.acting_for))
        .where(
            Appointment.tenant_id == tenant,
            Appointment.region_code.in_(places),
            Appointment.role.in_(sorted(set(ROLE_OF.values()))),
            Appointment.valid_from <= day,
            or_(Appointment.valid_to.is_(None), Appointment.valid_to > day),
            person.state == AccountState.ACTIVE,
            or_(person.valid_to.is_(None), person.valid_to > day),
        )
        .order_by(Appointment.acting_for.is_not(None), Appointment.id)
    )
    found: dict[tuple[str, str], tuple[Hand, ...]] = {}
    for role, code, place, name, acting_for in rows:
        hand = Hand(name, _office(role, place), acting_for)
        found[role, code] = (*found.get((role, code), ()), hand)
    return found


def hands_for(hands: Hands, step: SheetStep, township_code: str) -> tuple[Hand, ...]:
    """Whose turn ``step`` of the township is; nobody where the office is vacant."""
    role = ROLE_OF[step]
    place = township_code[: RegionLevel.COUNTY.digits] if role == COUNTY else township_code
    return hands.get((role, place), ())


def _office(role: str, place: str) -> str:
    if role == SECRETARY:
        return office_of(place)
    return f"{place}委组织部" if role == COUNTY else f"{place}经办人"
