"""Villages within the caller's reach: by place, or as the village in which one's own posting is."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Forbidden, NotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions import repository
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.known import known_region
from xuanpai_core.regions.repository import Node
from xuanpai_core.villages.errors import NotAVillage, YearImpossible

_HOLD = """
SELECT pg_advisory_xact_lock(hashtextextended('xuanpai.village:' || $1::text || ':' || held.code, 0))
  FROM (SELECT code FROM unnest($2::text[]) AS code ORDER BY code) held
"""
FIRST_YEAR = 1949


async def known_village(work: Work, action: Action, region_code: str) -> Node:
    """The village, for somebody who may do ``action`` there; raises ``Forbidden``, ``NotFound``, ``NotAVillage``."""
    place = await known_place(work, action, region_code)
    if place.level != RegionLevel.VILLAGE:
        raise NotAVillage(place.path_name)
    return place


async def known_villages(work: Work, action: Action, region_codes: Sequence[str]) -> list[Node]:
    """The villages in the order asked, for somebody who may do ``action`` in every one of them."""
    codes = [RegionCode.parse(code) for code in region_codes]
    reach = require(work.ctx, action)
    if not all(reach.covers_place(code) for code in codes):
        raise Forbidden("这个地方不在您的管辖范围内。")
    found = await repository.find(work, codes)
    for code in codes:
        if code not in found:
            raise NotFound(f"没有找到区划 {code},请核对代码。", code="UNKNOWN_REGION")
        if found[code].level != RegionLevel.VILLAGE:
            raise NotAVillage(found[code].path_name)
    return [found[code] for code in codes]


async def known_place(work: Work, action: Action, region_code: str) -> Node:
    """Any place, for somebody who may do ``action`` there."""
    code = RegionCode.parse(region_code)
    reach = require(work.ctx, action)
    if not reach.covers_place(code) and not await _posted_there(work, reach, code):
        raise Forbidden("这个地方不在您的管辖范围内。")
    return await known_region(work, code)


async def hold(work: Work, *region_codes: str) -> None:
    """Let no other transaction write about these villages until this one ends.

    They are taken in one order by everybody, so that two batches wait for each other rather than deadlock.
    """
    await work.driver.fetch(_HOLD, str(work.tenant_id), list(region_codes))


def check_year(work: Work, year: int) -> None:
    """Refuse a year that has not begun (``YearImpossible``)."""
    latest = today(work.clock).year
    if not FIRST_YEAR <= year <= latest:
        raise YearImpossible(latest)


def judged_day(work: Work, year: int) -> date:
    """The day whose rules judge a year: its last one, or today while it runs."""
    return min(date(year, 12, 31), today(work.clock))


async def _posted_there(work: Work, reach: Extent, region_code: str) -> bool:
    if reach.cadre_id is None:
        return False
    posting = select(Posting.id).where(
        Posting.tenant_id == work.tenant_id, Posting.cadre_id == reach.cadre_id, Posting.region_code == region_code
    )
    return await work.session.scalar(posting.limit(1)) is not None
