"""Units as other rooms need them: found, or made, by place and name.

Nothing here asks who may: the verb that calls does so first.
"""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.units import repository


class UnitKey(NamedTuple):
    """What tells units apart: the region they belong to, and their name."""

    region_code: str
    name: str


async def find_units(work: Work, wanted: Collection[UnitKey]) -> dict[UnitKey, UUID]:
    """The units among ``wanted`` that exist; the name of a merged unit leads to the one that goes on in its place."""
    keys = list(wanted)
    rows = await work.driver.fetch(
        repository.FIND, work.tenant_id, [key.region_code for key in keys], [key.name for key in keys]
    )
    return {UnitKey(row["region_code"], row["name"]): row["id"] for row in rows}


async def find_or_create_units(work: Work, wanted: Collection[UnitKey]) -> dict[UnitKey, UUID]:
    """All of ``wanted``: those that are missing are made as sending units, of the level of their region.

    Every region must exist; a unit of an unknown region is absent from the answer.
    """
    found = await find_units(work, wanted)
    missing = [key for key in dict.fromkeys(wanted) if key not in found]
    if not missing:
        return found
    await work.driver.execute(
        repository.ADD_SENDING_UNITS,
        work.tenant_id,
        [new_id() for _ in missing],
        [key.region_code for key in missing],
        [key.name for key in missing],
    )
    # Read back rather than remembered: another transaction may have made one of them meanwhile.
    return found | await find_units(work, missing)
