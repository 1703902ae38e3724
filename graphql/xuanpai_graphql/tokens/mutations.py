"""Making and revoking access tokens."""

from datetime import datetime

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.tokens import service
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import TOKEN
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.permissions import SignedIn, Writes


@strawberry.input(description="新访问令牌")
class CreateApiTokenInput:
    """What the program is to be given."""

    name: str = strawberry.field(description="名称,说明给哪个程序用")
    scopes: list[str] = strawberry.field(description="可用的权限,形如 posting:read;不能超出本人的权限")
    expires_in_days: int = strawberry.field(description="有效天数,1 到 366")


@strawberry.type(description="新建的访问令牌;令牌原文只显示这一次")
class CreatedApiToken:
    """The token is told here and nowhere else."""

    id: strawberry.ID
    token: str = strawberry.field(description="令牌原文,放在请求头 Authorization: Bearer 之后")
    expires_at: datetime


@strawberry.type
class TokenMutations:
    """Root fields for access tokens."""

    @strawberry.mutation(
        description="给程序新建一个访问令牌,它借用本人的权限;需要先重新验证身份",
        extensions=[Writes(Action.TOKEN_MANAGE)],
    )
    async def create_api_token(self, info: Info, input: CreateApiTokenInput) -> CreatedApiToken:
        """Make a token of one's own."""
        new = service.NewToken(input.name, tuple(input.scopes), input.expires_in_days)
        created = await service.create_token(info.context.work, new)
        return CreatedApiToken(
            id=strawberry.ID(global_id("ApiToken", str(created.token_id))),
            token=created.text,
            expires_at=created.expires_at,
        )

    @strawberry.mutation(
        description="吊销访问令牌,即刻生效:自己的,或作为租户的管理员吊销他人的",
        extensions=[SignedIn("每个人都能吊销自己的访问令牌", writes=True)],
    )
    async def revoke_api_token(self, info: Info, id: strawberry.ID) -> bool:
        """End a token at once."""
        await service.revoke_token(info.context.work, TOKEN(id))
        return True
