"""Places that the tenant knows: what other rooms ask before they bind a record to one."""

from xuanpai_core.db.session import Work
from xuanpai_core.errors import Invalid, NotFound
from xuanpai_core.regions import repository
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.repository import Node


async def known_region(work: Work, code: RegionCode) -> Node:
    """The region of this code, in force or not; raises ``NotFound`` (``UNKNOWN_REGION``)."""
    found = (await repository.find(work, [code])).get(code)
    if found is None:
        raise NotFound(f"没有找到区划 {code},请核对代码。", code="UNKNOWN_REGION")
    return found


async def known_county(work: Work, code: RegionCode) -> Node:
    """The county of this code; raises ``NotFound`` (``UNKNOWN_REGION``) and ``Invalid`` (``NOT_A_COUNTY``)."""
    region = await known_region(work, code)
    if region.level != RegionLevel.COUNTY:
        raise Invalid(f"{region.path_name}不是县(市、区),请选择县级区划。", code="NOT_A_COUNTY")
    return region
