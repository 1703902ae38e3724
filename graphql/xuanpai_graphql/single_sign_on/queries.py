"""Reading doors and links."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.single_sign_on import repository
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import ACCOUNT
from xuanpai_graphql.lookahead.execute import equals, fetch_list
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.permissions import Open, Reads
from xuanpai_graphql.single_sign_on.doors import is_open, start_address
from xuanpai_graphql.single_sign_on.types import ExternalIdentity, SignInDoor
from xuanpai_tenants.models import TenantState
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, find_tenant

MOST_LINKS = 20


@strawberry.type
class SingleSignOnQueries:
    """Root fields for the second door."""

    @strawberry.field(
        description="一个租户的统一身份认证入口;没有这个租户时为空列表", extensions=[Open("登录页要显示入口")]
    )
    async def sign_in_doors(self, info: Info, tenant: str) -> list[SignInDoor]:
        """The tenant's providers; none for an unknown or closed tenant."""
        database = info.context.application.database
        if not is_open(database.settings):
            return []
        async with database.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
            found = await find_tenant(transaction, tenant)
        if found is None or found.state is not TenantState.ACTIVE:
            return []
        async with database.transaction(found.id, read_only=True) as transaction:
            providers = await repository.providers(transaction)
        return [
            SignInDoor(
                id=strawberry.ID(global_id("OidcProvider", str(provider.id))),
                title=provider.title,
                url=start_address(found.code, provider.id),
            )
            for provider in providers
        ]

    @strawberry.field(description="一个账号的统一身份关联", extensions=[Reads(Action.ACCOUNT_MANAGE)])
    async def external_identities(self, info: Info, account_id: strawberry.ID) -> list[ExternalIdentity]:
        """Under which subjects the person of an account within reach is known."""
        where = {equals("account_id"): ACCOUNT(account_id)}
        return await fetch_list(info, ExternalIdentity, limit=MOST_LINKS, where=where)
