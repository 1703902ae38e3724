"""How parameters look: what holds where, what was changed, and what a change would do."""

from datetime import date, datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, select
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.parameters import models
from xuanpai_core.parameters.preview import RuleEffect
from xuanpai_core.plugins.models import PluginActivation
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, computed, declared
from xuanpai_graphql.lookahead.sources import desc, public
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.outcomes import Outcome

strawberry.enum(RuleEffect, description="规则怎样变化:新增、改变、取消")


def _plugin(row: FromClause) -> ColumnElement[str | None]:
    activation = PluginActivation.__table__.alias()
    query = select(activation.c.plugin).where(
        activation.c.tenant_id == tenant(), activation.c.id == row.c.activation_id
    )
    return query.scalar_subquery()


@declared(
    models.ParameterChange.__table__,
    node="ParameterChange",
    scope=public("规则不涉密,本租户内人人可查"),
    requires=Action.RULEBOOK_READ,
    order=[desc("created_at")],
)
@strawberry.type(description="参数变更:两人办理后,一个地方的规则参数自某日起不同")
class ParameterChange(Node):
    """What a place has set or given back."""

    plugin: str | None = column(_plugin, description="插件代码")
    region_code: str = column(description="区划代码")
    place_name: str | None = column(place_name, description="地方全称")
    values: JSON = column(description="变更的参数和新值")
    dropped: list[str] = computed(
        lambda values, _: values["dropped"], needs=["dropped"], description="恢复上级规定的参数"
    )
    valid_from: date = column(description="起效之日")
    valid_to: date | None = column(description="失效之日(当天起不再有效);空为没有期限")
    decided_at: datetime = column("created_at", description="同意时间")


@strawberry.type(description="一个参数在某地的现值")
class HeldParameter:
    """One parameter as it holds at a place."""

    name: str = strawberry.field(description="参数代码")
    title: str = strawberry.field(description="名称")
    description: str = strawberry.field(description="说明")
    schema: JSON = strawberry.field(description="取值范围的 JSON Schema,供生成表单")
    value: JSON | None = strawberry.field(description="现值")
    set_at: str = strawberry.field(description="现值由哪里规定(区划代码)")
    settable_by: str | None = strawberry.field(description="可下放到哪一级自行规定;空为只在启用的地方统一规定")
    settable: bool = strawberry.field(description="本人是否可以为本地提出变更")


@strawberry.type(description="某地生效的一个插件的全部参数")
class HeldParameters:
    """The parameters of one activation that covers a place."""

    activation_id: strawberry.ID
    plugin: str = strawberry.field(description="插件代码")
    plugin_name: str = strawberry.field(description="插件名称")
    region_code: str = strawberry.field(description="启用范围的区划代码")
    parameters: list[HeldParameter]


@strawberry.type(description="将要变化的一条规则")
class AffectedRule:
    """A rule that would be another."""

    matter: str = strawberry.field(description="事项代码")
    title: str = strawberry.field(description="名称")
    effect: RuleEffect
    occurrences: int = strawberry.field(description="当地按这条规则尚未完成的责任期数")


@strawberry.type(description="将要变化的一个月度判定")
class AffectedVerdict:
    """A posting whose month would be judged otherwise."""

    posting_id: strawberry.ID
    cadre_name: str = strawberry.field(description="姓名")
    place_name: str = strawberry.field(description="任职地")
    outcome_before: Outcome
    outcome_after: Outcome
    required_before: int = strawberry.field(description="变更前应到岗天数")
    required_after: int = strawberry.field(description="变更后应到岗天数")
    reason_after: str = strawberry.field(description="变更后的判定理由")


@strawberry.type(description="参数变更的预览;不写入任何内容")
class ParameterPreview:
    """What a change means and would do."""

    summary: str = strawberry.field(description="变更内容")
    month: str = strawberry.field(description="预览判定的月份,形如 2025-10")
    rules: list[AffectedRule]
    verdict_count: int = strawberry.field(description="判定会变化的人数")
    complete: bool = strawberry.field(description="是否已逐人判定;人数过多时只判定一部分")
    verdicts: list[AffectedVerdict] = strawberry.field(description="前 100 个会变化的判定,限本人可查看的")
