"""Reading the rules of a place."""

from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause, func

from xuanpai_core.authz.actions import Action
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.rulebooks.models import RuleKind
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_graphql.conditions import one_of
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.execute import equals, fetch_list
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.rulebooks.types import Rule

_MOST = 1000


def _rules_over(row: FromClause, code: ColumnElement[str]) -> ColumnElement[bool]:
    """Rules of the place itself and of its ancestors that ever ruled."""
    ever = row.c.valid_to.is_(None) | (row.c.valid_to > row.c.valid_from)
    return func.starts_with(code, row.c.region_code) & ever


@strawberry.type
class RulebookQueries:
    """Root fields for rules."""

    @strawberry.field(
        description="某地某日生效的规则:每一事项以最近的一级所作规定为准;不限于本人管辖的地方",
        extensions=[Reads(Action.RULEBOOK_READ)],
    )
    async def rules(self, info: Info, region_code: str, on: date, kind: RuleKind | None = None) -> list[Rule]:
        """The rules in force at the place on the day, by matter."""
        async with info.context.exclusive() as work:
            in_force = (await rulebooks(work)).in_force(RegionCode.parse(region_code), on, kind)
        ids = sorted(rule.id for rule in in_force.values())
        return await fetch_list(info, Rule, limit=_MOST, where={one_of: ids})

    @strawberry.field(
        description="某地某一事项历来的规则,包括上级的,新的在前", extensions=[Reads(Action.RULEBOOK_READ)]
    )
    async def rule_history(self, info: Info, region_code: str, matter: str) -> list[Rule]:
        """What the place and its ancestors have ruled on the matter, whenever."""
        where = {_rules_over: str(RegionCode.parse(region_code)), equals("matter"): matter}
        order = [desc("valid_from"), desc("region_code")]
        return await fetch_list(info, Rule, limit=_MOST, where=where, order=order)
