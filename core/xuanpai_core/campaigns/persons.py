"""Whom a unit proposes: somebody who is known already, or a person who is entered for the first time."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuanpai_core.cadres.models import Gender
from xuanpai_core.cadres.service import NewCadre, add_cadres, find_by_id_numbers
from xuanpai_core.campaigns.errors import BadPerson, PersonMismatch
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.quotas.service import QuotaKind, require_room
from xuanpai_core.texts import one_line
from xuanpai_core.vocabulary import PartyStatus, StaffingType

_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
# The library that the roster's worker uses for this takes more memory than a web process has to spare.
_CHECK_SIGNS = "10X98765432"
_PHONE = re.compile(r"1[3-9][0-9]{9}")
_FIRST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person as a unit proposes one; gender and day of birth are those of the ID number."""

    name: str
    id_number: str
    party_status: PartyStatus
    staffing_type: StaffingType
    phone: str | None = None


async def known_or_added(work: Work, person: NewPerson, home_unit_id: UUID) -> UUID:
    """The cadre of that ID number, added if there was none; asks nobody's permission.

    Raises ``BadPerson``, ``PersonMismatch`` and ``QuotaExceeded``.
    """
    name = one_line(person.name, path="person.name", title="姓名", limit=50)
    number = _checked_number(work, person.id_number)
    phone = person.phone or None
    if phone is not None and not _PHONE.fullmatch(phone):
        raise BadPerson("person.phone", "手机号应为 11 位数字、以 1 开头,请核对后重填。")
    known = (await find_by_id_numbers(work, [number])).get(number)
    if known is not None:
        if known.name != name:
            raise PersonMismatch
        return known.cadre_id
    await require_room(work, QuotaKind.CADRES)
    gender = Gender.MALE if int(number[16]) % 2 else Gender.FEMALE
    new = NewCadre(
        new_id(),
        name,
        gender,
        _born(number),
        number,
        phone,
        person.staffing_type,
        person.party_status,
        home_unit_id,
    )
    await add_cadres(work, [new])
    return new.cadre_id


def _checked_number(work: Work, text: str) -> str:
    """The ID number, checked by itself (GB 11643)."""
    number = text.strip().upper()
    if not _ID_NUMBER.fullmatch(number):
        raise BadPerson("person.idNumber", "身份证号应为 18 位(最后一位可为 X),请核对后重填。")
    if _check_sign(number) != number[-1]:
        raise BadPerson("person.idNumber", "身份证号的校验码不对,一定有数字填错了,请对照身份证重填。")
    try:
        plausible = _FIRST_BIRTH <= _born(number) <= today(work.clock)
    except ValueError:
        plausible = False
    if not plausible:
        raise BadPerson("person.idNumber", "身份证号中的出生日期不存在,请对照身份证重填。")
    return number


def _check_sign(number: str) -> str:
    """The last sign that the first seventeen demand (ISO 7064, MOD 11-2)."""
    return _CHECK_SIGNS[sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17])) % 11]


def _born(number: str) -> date:
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
