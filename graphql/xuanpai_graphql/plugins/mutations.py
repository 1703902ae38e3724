"""Putting plugins in force, and out of it."""

from datetime import date
from typing import cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.plugins.service import NewActivation, activate, deactivate
from xuanpai_graphql.context import Info
from xuanpai_graphql.inputs import json_object
from xuanpai_graphql.keys import ACTIVATION
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.plugins.types import PluginActivation


@strawberry.input(description="启用插件")
class ActivatePluginInput:
    """A plugin over a subtree from a day; parameters left out take the plugin's defaults."""

    idempotency_key: str
    plugin: str
    region_code: str
    valid_from: date
    valid_to: date | None = None
    parameters: JSON | None = None


@strawberry.type
class PluginMutations:
    """Root fields for plugins."""

    @strawberry.mutation(description="在某地启用插件", extensions=[Writes(Action.PLUGIN_ACTIVATE)])
    async def activate_plugin(self, info: Info, input: ActivatePluginInput) -> PluginActivation:
        """Put the plugin in force."""
        parameters = json_object(input.parameters, "parameters")
        new = NewActivation(input.plugin, input.region_code, input.valid_from, input.valid_to, parameters)
        return await _activation(info, await activate(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(description="停用插件;数据保留", extensions=[Writes(Action.PLUGIN_ACTIVATE)])
    async def deactivate_plugin(
        self,
        info: Info,
        id: strawberry.ID,
        on: date,
        idempotency_key: str,
    ) -> PluginActivation:
        """End the activation on that day."""
        ended = await deactivate(info.context.work, ACTIVATION(id), on, idempotency_key)
        return await _activation(info, ended)


async def _activation(info: Info, activation_id: UUID) -> PluginActivation:
    row = await fetch_one(info, PluginActivation, where={equals("id"): activation_id})
    return cast("PluginActivation", row)
