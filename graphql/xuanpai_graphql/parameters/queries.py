"""Reading parameters, and looking ahead at a change of them."""

from datetime import date

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.cadres.unmasking import shown_name
from xuanpai_core.parameters import preview as previews
from xuanpai_core.parameters import service
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, fetch_connection
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.parameters.inputs import ParameterChangeInput
from xuanpai_graphql.parameters.types import (
    AffectedRule,
    AffectedVerdict,
    HeldParameter,
    HeldParameters,
    ParameterChange,
    ParameterPreview,
)
from xuanpai_graphql.permissions import Reads


@strawberry.type
class ParameterQueries:
    """Root fields for parameters."""

    @strawberry.field(
        description="某地某日生效的规则参数:值、由哪里规定、谁可以变更", extensions=[Reads(Action.RULEBOOK_READ)]
    )
    async def parameters(self, info: Info, region_code: str, on: date) -> list[HeldParameters]:
        """The parameters that hold at the place on the day, of the nearest activation first."""
        async with info.context.exclusive() as work:
            return [_held(one) for one in await service.parameters_at(work, region_code, on)]

    @strawberry.field(description="已同意的参数变更,新的在前", extensions=[Reads(Action.RULEBOOK_READ)])
    async def parameter_changes(
        self, info: Info, region_code: str | None = None, first: int | None = None, after: str | None = None
    ) -> Connection[ParameterChange]:
        """Changes under the place, past ones too."""
        where: Where = {within_region: region_code}
        return await fetch_connection(info, ParameterChange, first=first, after=after, where=where)

    @strawberry.field(
        description="预览参数变更:本月哪些判定、哪些责任事项会变化",
        extensions=[Reads(Action.RULEBOOK_READ)],
        directives=[AGGREGATE],
    )
    async def preview_parameter_change(self, info: Info, input: ParameterChangeInput) -> ParameterPreview:
        """What the change would do; for those who may propose or decide it."""
        async with info.context.exclusive() as work:
            seen = await previews.preview(work, input.wish())
            return ParameterPreview(
                summary=seen.summary,
                month=str(seen.month),
                rules=[
                    AffectedRule(matter=rule.matter, title=rule.title, effect=rule.effect, occurrences=rule.occurrences)
                    for rule in seen.rules
                ],
                verdict_count=seen.verdict_count,
                complete=seen.complete,
                verdicts=[_verdict(one, shown_name(work, one.cadre_name)) for one in seen.verdicts],
            )


def _held(held: service.HeldParameters) -> HeldParameters:
    return HeldParameters(
        activation_id=strawberry.ID(global_id("PluginActivation", str(held.activation_id))),
        plugin=held.plugin,
        plugin_name=held.plugin_name,
        region_code=held.region_code,
        parameters=[
            HeldParameter(
                name=one.name,
                title=one.title,
                description=one.description,
                schema=JSON(one.schema),
                value=None if one.value is None else JSON(one.value),
                set_at=one.set_at,
                settable_by=None if one.settable_by is None else one.settable_by.name,
                settable=one.settable,
            )
            for one in held.parameters
        ],
    )


def _verdict(one: previews.AffectedVerdict, cadre_name: str) -> AffectedVerdict:
    return AffectedVerdict(
        posting_id=strawberry.ID(global_id("Posting", str(one.posting_id))),
        cadre_name=cadre_name,
        place_name=one.place_name,
        outcome_before=one.before.outcome,
        outcome_after=one.after.outcome,
        required_before=one.before.required,
        required_after=one.after.required,
        reason_after=one.after.reason,
    )
