"""Reading what is installed and what is in force."""

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import fetch_connection
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.plugins.types import InstalledPlugin, PluginActivation


@strawberry.type
class PluginQueries:
    """Root fields for plugins."""

    @strawberry.field(description="已安装的插件", extensions=[Reads(Action.PLUGIN_READ)])
    async def installed_plugins(self, info: Info) -> list[InstalledPlugin]:
        """What this installation carries."""
        host = info.context.work.ports.plugins
        return [
            InstalledPlugin(
                code=plugin.code,
                name=plugin.name,
                version=plugin.version,
                description=plugin.description,
                parameters_schema=JSON(host.parameter_schema(plugin.code)),
                failures=host.failures(plugin.code),
            )
            for plugin in host.installed()
        ]

    @strawberry.field(description="启用中的和曾经启用的插件", extensions=[Reads(Action.PLUGIN_READ)])
    async def plugin_activations(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[PluginActivation]:
        """Activations of this tenant."""
        return await fetch_connection(info, PluginActivation, first=first, after=after)
