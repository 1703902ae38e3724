"""Cadres as other rooms need them: found by ID number, and added many at a time.

Nothing here asks who may: the verb that calls does so first.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuanpai_core.cadres import repository
from xuanpai_core.cadres.masks import mask
from xuanpai_core.cadres.models import Gender
from xuanpai_core.db.session import Work
from xuanpai_core.vocabulary import PartyStatus, StaffingType

# One statement carries this many rows, so that none comes near the statement timeout.
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class KnownCadre:
    """A cadre that is stored already."""

    cadre_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class NewCadre:
    """A person to be stored; the numbers are in clear here and sealed at rest."""

    cadre_id: UUID
    name: str
    gender: Gender
    birth_date: date
    id_number: str
    phone: str | None
    staffing_type: StaffingType
    party_status: PartyStatus
    home_unit_id: UUID


async def find_by_id_numbers(work: Work, id_numbers: Collection[str]) -> dict[str, KnownCadre]:
    """The stored cadres among ``id_numbers``, by ID number."""
    vault = work.ports.vault
    numbers = {digest: number for number in id_numbers for digest in vault.digests(work.tenant_id, number)}
    rows = await work.driver.fetch(repository.FIND, work.tenant_id, list(numbers))
    return {numbers[row["id_number_digest"]]: KnownCadre(row["id"], row["name"]) for row in rows}


async def count_cadres(work: Work) -> int:
    """How many cadres the tenant holds, whatever became of their postings."""
    count: int = await work.driver.fetchval(repository.COUNT, work.tenant_id)
    return count


async def add_cadres(work: Work, new: Sequence[NewCadre]) -> None:
    """Store ``new``; the database refuses an ID number that is there already."""
    for first in range(0, len(new), _BATCH):
        columns = zip(*(_sealed(work, cadre) for cadre in new[first : first + _BATCH]), strict=True)
        await work.driver.execute(repository.ADD, work.tenant_id, *columns)


def _sealed(work: Work, cadre: NewCadre) -> tuple[object, ...]:
    """The values of one row, in the order of ``repository.ADD``."""
    vault, tenant_id, phone = work.ports.vault, work.tenant_id, cadre.phone
    return (
        cadre.cadre_id,
        cadre.name,
        str(cadre.gender),
        cadre.birth_date,
        vault.seal(tenant_id, cadre.id_number),
        vault.digest(tenant_id, cadre.id_number),
        mask(cadre.id_number),
        vault.seal(tenant_id, phone) if phone else None,
        vault.digest(tenant_id, phone) if phone else None,
        mask(phone) if phone else None,
        str(cadre.staffing_type),
        str(cadre.party_status),
        cadre.home_unit_id,
    )
