"""Who sees what a sheet says before it is sealed: those who make it and whom it is about, nobody above (JZ-08)."""

from typing import Final
from uuid import UUID

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import allows
from xuanpai_core.context import RequestContext
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.sheets.models import SheetState

UNSEALED: Final = "未盖章"
"""What the county and those above read in place of a sheet that is not sealed."""
SEALED: Final = frozenset({SheetState.SEALED, SheetState.VERIFIED})


def near_places(ctx: RequestContext) -> list[str]:
    """The townships and villages in which the caller reads sheets whatever their state."""
    return [
        grant.region_code
        for grant in ctx.actor.grants
        if grant.region_code is not None
        and len(grant.region_code) >= RegionLevel.TOWNSHIP.digits
        and allows(ctx, grant, Action.SHEET_READ)
    ]


def near_units(ctx: RequestContext) -> list[UUID]:
    """The sending units whose cadres' sheets the caller reads whatever their state."""
    return [
        grant.unit_id
        for grant in ctx.actor.grants
        if grant.unit_id is not None and allows(ctx, grant, Action.SHEET_READ)
    ]


def is_near(ctx: RequestContext, region_code: str, unit_id: UUID, cadre_id: UUID) -> bool:
    """Whether the caller sees the content of this posting's sheets before they are sealed."""
    return (
        region_code.startswith(tuple(near_places(ctx))) or unit_id in near_units(ctx) or cadre_id == ctx.actor.cadre_id
    )
