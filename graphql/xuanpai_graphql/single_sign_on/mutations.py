"""Linking people to their subjects at a provider."""

from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.single_sign_on import service
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import ACCOUNT, IDENTITY, PROVIDER
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.single_sign_on.types import ExternalIdentity


@strawberry.input(description="统一身份关联")
class LinkExternalIdentityInput:
    """Who somebody is at a provider."""

    account_id: strawberry.ID
    provider_id: strawberry.ID = strawberry.field(description="认证入口的编号,见 signInDoors")
    subject: str = strawberry.field(description="在认证平台上的编号(sub),登录被拒时页面会显示")


@strawberry.type
class SingleSignOnMutations:
    """Root fields for the second door."""

    @strawberry.mutation(
        description="把统一身份关联到一个账号;管理员账号只能由服务器运维人员关联",
        extensions=[Writes(Action.ACCOUNT_MANAGE)],
    )
    async def link_external_identity(self, info: Info, input: LinkExternalIdentityInput) -> ExternalIdentity:
        """Register that the subject is the person of the account."""
        account_id, provider_id = ACCOUNT(input.account_id), PROVIDER(input.provider_id)
        link_id = await service.link_identity(info.context.work, account_id, provider_id, input.subject)
        return cast("ExternalIdentity", await fetch_one(info, ExternalIdentity, where={equals("id"): link_id}))

    @strawberry.mutation(description="解除统一身份关联,即刻生效", extensions=[Writes(Action.ACCOUNT_MANAGE)])
    async def unlink_external_identity(self, info: Info, id: strawberry.ID) -> bool:
        """Close the second door to that person."""
        await service.unlink_identity(info.context.work, IDENTITY(id))
        return True
