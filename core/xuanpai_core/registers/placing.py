"""Where an entry belongs, whether the caller may write there, and whether its days are possible."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.authz.scope import Extent
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Forbidden
from xuanpai_core.periods import EARLIEST_YEAR
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region
from xuanpai_core.regions.repository import Node
from xuanpai_core.registers.errors import InvalidPeriod

_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Ground:
    """The place of an entry, and the posting that it belongs to, if it belongs to one."""

    region: Node
    posting_id: UUID | None


async def ground_of(work: Work, region_code: str, posting_id: UUID | None, reach: Extent) -> Ground:
    """The place, if one may write there: one's places, or as a cadre the place of one's own posting.

    Raises ``Forbidden``, ``PostingNotFound``, ``NotFound`` (``UNKNOWN_REGION``) and ``InvalidRegionCode``.
    """
    code = RegionCode.parse(region_code)
    own = False
    if posting_id is not None:
        own = await _owns(work, code, posting_id, reach)
    if not own and not reach.covers_place(code):
        raise Forbidden("这个地方不在您的管辖范围内。选派干部本人登记时,请选自己的任职和任职地。")
    return Ground(await known_region(work, code), posting_id)


async def _owns(work: Work, code: str, posting_id: UUID, reach: Extent) -> bool:
    """Whether the posting is the caller's own and at this very place; raises ``PostingNotFound`` out of reach."""
    posting = await work.session.scalar(
        select(Posting).where(Posting.tenant_id == work.tenant_id, Posting.id == posting_id)
    )
    if posting is None or not posting.region_code.startswith(code):
        raise PostingNotFound
    if not reach.covers_posting(posting.region_code, posting.sending_unit_id, posting.cadre_id):
        raise PostingNotFound
    return posting.cadre_id == reach.cadre_id and posting.region_code == code


def check_days(region: Node, first: date, last: date | None, now: date) -> None:
    """Refuse days that cannot be: beyond the calendar, in the wrong order, or when the place was not there."""
    if first.year < EARLIEST_YEAR or first > now + _AHEAD:
        raise InvalidPeriod("validFrom", f"开始日期须在 {EARLIEST_YEAR} 年之后、一年之内,请核对。")
    if last is not None and last < first:
        raise InvalidPeriod("lastDay", "结束日期不能早于开始日期,请核对。")
    if region.valid_from is not None and first < region.valid_from:
        raise InvalidPeriod("validFrom", f"{region.path_name}自{day_name(region.valid_from)}才设立,开始日期不能更早。")
    if region.valid_to is not None and first >= region.valid_to:
        raise InvalidPeriod("validFrom", f"{region.path_name}已于{day_name(region.valid_to)}撤销,请选择现在的区划。")
