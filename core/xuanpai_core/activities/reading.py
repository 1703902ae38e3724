"""Which forms of activities a place has."""

from datetime import date

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_permission
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.plugins.forms import ActivityForm
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.rulebooks.service import rulebooks


async def forms_for(work: Work, region_code: str, on: date | None = None) -> list[ActivityForm]:
    """The place's own forms on the day (default today), by code: rules are no secret.

    Raises ``Forbidden`` and ``InvalidRegionCode``.
    """
    require_permission(work.ctx, Action.ACTIVITY_READ)
    books = await rulebooks(work)
    return [form for _, form in books.every(ActivityForm, RegionCode.parse(region_code), on or today(work.clock))]
