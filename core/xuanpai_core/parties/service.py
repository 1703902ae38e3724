"""Reading, checking and storing the parties of a record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import delete, insert

from xuanpai_core.authz.scope import Extent
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.parties import repository
from xuanpai_core.parties.errors import PartyMisfit, UnknownParty
from xuanpai_core.parties.known import KnownParty, NamedParty
from xuanpai_core.parties.models import RecordParty
from xuanpai_core.plugins.forms import Party, PartyKind


async def known_parties(
    work: Work, named: Sequence[NamedParty], demanded: Sequence[Party], reach: Extent
) -> tuple[KnownParty, ...]:
    """The parties that the form demands, each found and within ``reach``; units are known to everybody.

    Whoever reaches no place but cadres (a unit, a cadre) reaches the places where these are or were posted. Raises
    ``PartyMisfit`` (wrong part, too few, too many, the same twice) and ``UnknownParty``.
    """
    parts = {part.code: part for part in demanded}
    _demand_counts(named, parts)
    ground = (*reach.places, *await repository.posted_at(work, reach))
    found: list[KnownParty] = []
    for number, party in enumerate(named):
        part, path = parts[party.code], f"parties.{number}"
        known = await _known(work, party, part)
        if known is None or not _within(known, reach, ground):
            raise UnknownParty(path, part.title)
        if any((other.code, other.token) == (known.code, known.token) for other in found):
            raise PartyMisfit(path, f"“{part.title}”里同一个对象填了两次,请去掉一个。")
        found.append(replace(known, rank=party.rank))
    return tuple(found)


def _demand_counts(named: Sequence[NamedParty], parts: Mapping[str, Party]) -> None:
    for number, party in enumerate(named):
        if party.code not in parts:
            listed = "、".join(f"{part.code}({part.title})" for part in parts.values()) or "无"
            raise PartyMisfit(f"parties.{number}", f"没有“{party.code}”这一方,本表的各方是:{listed}。")
    for part in parts.values():
        count = sum(party.code == part.code for party in named)
        if not part.least <= count <= part.most:
            wanted = str(part.least) if part.least == part.most else f"{part.least}到{part.most}"
            raise PartyMisfit("parties", f"“{part.title}”须有{wanted}个,现在是{count}个,请改正。")


def _within(known: KnownParty, reach: Extent, ground: Sequence[str]) -> bool:
    if known.kind is PartyKind.UNIT:
        return True
    if known.sending_unit_id is not None and known.cadre_id is not None:
        return reach.covers_posting(known.region_code, known.sending_unit_id, known.cadre_id)
    # Whoever holds a village's records may name the township and county that it lies in.
    return any(known.region_code.startswith(place) or place.startswith(known.region_code) for place in ground)


async def _known(work: Work, party: NamedParty, part: Party) -> KnownParty | None:
    match part.kind:
        case PartyKind.POSTING:
            return await repository.posting(work, party.code, party.ref, party.attendance)
        case PartyKind.UNIT:
            return await repository.unit(work, party.code, party.ref, party.attendance)
        case PartyKind.ENTRY:
            return await repository.entry(work, party.code, party.ref, party.attendance, part.forms)
        case _:
            return await repository.place(work, part.kind, party.code, party.ref, party.attendance)


async def store_parties(work: Work, record_type: str, record_id: UUID, parties: Sequence[KnownParty]) -> None:
    """Make ``parties`` those of the record, in place of any that it had."""
    await work.session.execute(
        delete(RecordParty).where(
            RecordParty.tenant_id == work.tenant_id,
            RecordParty.record_type == record_type,
            RecordParty.record_id == record_id,
        )
    )
    rows = [
        {
            "tenant_id": work.tenant_id,
            "id": new_id(),
            "record_type": record_type,
            "record_id": record_id,
            "code": party.code,
            "token": party.token,
            "posting_id": party.posting_id,
            "unit_id": party.unit_id,
            "region_code": party.place,
            "entry_id": party.entry_id,
            "attendance": party.attendance,
            "rank": party.rank,
        }
        for party in parties
    ]
    if rows:
        await work.session.execute(insert(RecordParty), rows)
