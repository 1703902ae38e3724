"""How much was built: by unit, and as one figure only where the unit is one (DY-13)."""

from datetime import date
from decimal import Decimal

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.projects import repository
from xuanpai_core.projects.errors import UnitMixed
from xuanpai_core.projects.repository import UnitTotal
from xuanpai_core.projects.units import spelled
from xuanpai_core.regions.code import RegionCode


async def project_totals(
    work: Work, region_code: str, first: date | None = None, last: date | None = None
) -> list[UnitTotal]:
    """What the projects below the place and within reach make, by item and unit; the cancelled aside."""
    reach = require(work.ctx, Action.PROJECT_READ)
    where = [repository.below(RegionCode.parse(region_code)), repository.reached_by(work, reach)]
    return await repository.totals(work, where, first, last)


async def project_total(
    work: Work,
    region_code: str,
    item: str | None = None,
    unit: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Decimal:
    """One figure: the sum of an item, or of a unit; raises ``UnitMixed`` where it would add different units."""
    wanted = unit and spelled(unit)
    found = [
        total
        for total in await project_totals(work, region_code, first, last)
        if item in (None, total.item) and wanted in (None, total.unit)
    ]
    units = sorted({total.unit for total in found})
    if len(units) > 1:
        raise UnitMixed(units)
    return sum((total.amount for total in found), Decimal(0))
