"""Reading the list of access tokens, and what a new one could be given."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.titles import title_of
from xuanpai_core.tokens.rights import grantable
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import fetch_connection
from xuanpai_graphql.permissions import Reads, SignedIn
from xuanpai_graphql.tokens.types import ApiToken, TokenScope


@strawberry.type
class TokenQueries:
    """Root fields for access tokens."""

    @strawberry.field(
        description="访问令牌:自己的;租户的管理员能看到全部", extensions=[SignedIn("每个人都能看到自己的访问令牌")]
    )
    async def api_tokens(self, info: Info, first: int | None = None, after: str | None = None) -> Connection[ApiToken]:
        """One's own tokens, latest first; an administrator's list holds everybody's."""
        return await fetch_connection(info, ApiToken, first=first, after=after)

    @strawberry.field(description="本人可以交给令牌的权限,按代码排序", extensions=[Reads(Action.TOKEN_MANAGE)])
    async def token_scopes(self, info: Info) -> list[TokenScope]:
        """What the caller may do and a token may do for them."""
        return [
            TokenScope(action=action, title=title_of(action)) for action in sorted(grantable(info.context.work.ctx))
        ]
