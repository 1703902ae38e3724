"""What is stored about the places and people of a roster: a few statements, however many rows."""

from collections.abc import Sequence

from xuanpai_core.cadres.service import find_by_id_numbers
from xuanpai_core.db.session import Work
from xuanpai_core.postings.service import held_postings
from xuanpai_core.roster import repository
from xuanpai_core.roster.rows import RosterRow
from xuanpai_core.roster.validate import Known, KnownRegion


async def look_up(work: Work, rows: Sequence[RosterRow]) -> Known:
    """Fetch what ``validate.judge`` needs to know."""
    codes = {code for row in rows for code in (row.unit_region, row.region_code)}
    found = await work.driver.fetch(repository.REGIONS, work.tenant_id, sorted(codes))
    regions = {row["code"]: KnownRegion(row["level"], row["name"], row["path_name"], row["valid_to"]) for row in found}
    cadres = await find_by_id_numbers(work, {row.id_number for row in rows if row.id_number})
    postings = await held_postings(work, [cadre.cadre_id for cadre in cadres.values()])
    return Known(regions, cadres, postings)
