"""How plugins look: what is installed, and what is in force where and when."""

from datetime import date

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.plugins import models
from xuanpai_graphql.lookahead.declare import Node, column, declared, one
from xuanpai_graphql.lookahead.sources import asc, public
from xuanpai_graphql.regions.types import Region


@declared(
    models.PluginActivation.__table__,
    node="PluginActivation",
    scope=public("规则对本租户内管理人员公开:被谁管,就该知道按什么规则管"),
    requires=Action.PLUGIN_READ,
    order=[asc("region_code"), asc("valid_from")],
)
@strawberry.type(description="插件启用")
class PluginActivation(Node):
    """A plugin in force over a subtree."""

    plugin: str = column(description="插件代码")
    region_code: str = column(description="启用范围的区划代码")
    valid_from: date = column(description="起效之日")
    valid_to: date | None = column(description="失效之日(当天起不再有效)")
    parameters: JSON = column(description="参数")
    region: Region = one(lambda row, region: region.c.code == row.c.region_code, description="启用范围")


@strawberry.type(description="已安装的插件")
class InstalledPlugin:
    """A plugin that this installation carries; it rules nowhere until it is activated."""

    code: str
    name: str
    version: str
    description: str
    parameters_schema: JSON = strawberry.field(description="参数的 JSON Schema,供生成表单")
    failures: int = strawberry.field(description="本进程启动以来出错或超时的次数")
