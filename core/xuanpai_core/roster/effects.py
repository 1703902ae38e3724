"""What a sound roster makes: the units, cadres and postings that are not there yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuanpai_core.cadres.service import NewCadre, add_cadres
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.postings.service import NewPosting, add_postings
from xuanpai_core.roster.rows import RosterRow
from xuanpai_core.roster.validate import Known
from xuanpai_core.units.service import UnitKey, find_or_create_units, find_units


@dataclass(frozen=True, slots=True)
class Created:
    """How many of each a run makes, or would make."""

    cadres: int = 0
    units: int = 0
    postings: int = 0


async def count_effects(work: Work, rows: Sequence[RosterRow], known: Known) -> Created:
    """What ``write_rows`` would make of ``rows``, none of which has a problem."""
    wanted = {_unit_of(row) for row in rows}
    return Created(
        cadres=sum(row.id_number not in known.cadres for row in rows),
        units=len(wanted) - len(await find_units(work, wanted)),
        postings=len(rows),
    )


async def write_rows(work: Work, rows: Sequence[RosterRow], known: Known) -> None:
    """Write all of ``rows``, none of which has a problem; a cadre who is known already is kept as stored."""
    units = await find_or_create_units(work, {_unit_of(row) for row in rows})
    new_cadres: list[NewCadre] = []
    new_postings: list[NewPosting] = []
    for row in rows:
        unit_id = units[_unit_of(row)]
        cadre = known.cadres.get(row.id_number)
        cadre_id = cadre.cadre_id if cadre is not None else new_id()
        if cadre is None:
            new_cadres.append(
                NewCadre(
                    cadre_id,
                    row.name,
                    row.gender,
                    row.birth_date,
                    row.id_number,
                    row.phone,
                    row.staffing_type,
                    row.party_status,
                    unit_id,
                )
            )
        new_postings.append(
            NewPosting(
                new_id(),
                cadre_id,
                row.role,
                row.dispatch_level,
                unit_id,
                row.region_code,
                row.start_date,
                row.planned_end,
            )
        )
    await add_cadres(work, new_cadres)
    await add_postings(work, new_postings)


def _unit_of(row: RosterRow) -> UnitKey:
    return UnitKey(row.unit_region, row.unit_name)
