"""Signing in and out, and one's own password."""

import strawberry

from xuanpai_core.errors import XuanpaiError
from xuanpai_core.identity import sessions
from xuanpai_core.identity.errors import SignInRefused
from xuanpai_core.identity.service import change_password
from xuanpai_graphql.context import Context, Info, Ticket
from xuanpai_graphql.permissions import Open, SignedIn
from xuanpai_graphql.viewer.queries import view
from xuanpai_graphql.viewer.types import Viewer
from xuanpai_tenants.models import TenantState
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, find_tenant


@strawberry.type
class ViewerMutations:
    """Root fields about one's own session."""

    @strawberry.mutation(description="登录;会话写入 Cookie", extensions=[Open("登录之前没有会话")])
    async def sign_in(self, info: Info, tenant: str, username: str, password: str) -> Viewer:
        """Open a session; raises ``SignInRefused``, ``AccountLocked``, or says that the tenant is not open."""
        context = info.context
        context.ticket = await _open_session(context, tenant, username, password)
        context.cookie = str(context.ticket)
        async with context.writing():
            return await view(context)

    @strawberry.mutation(description="退出登录", extensions=[Open("没有会话时退出也算成功")])
    async def sign_out(self, info: Info) -> bool:
        """End the session, if there is one."""
        context = info.context
        context.cookie = ""
        if context.ticket is not None:
            database = context.application.database
            async with database.transaction(context.ticket.tenant_id) as transaction:
                await sessions.sign_out(transaction, database.clock.now(), context.ticket.secret)
        return True

    @strawberry.mutation(
        description="修改自己的密码;修改后要重新登录", extensions=[SignedIn("只改自己的密码", writes=True)]
    )
    async def change_password(self, info: Info, old_password: str, new_password: str) -> bool:
        """Change one's own password; every session of the account ends."""
        await change_password(info.context.work, old_password, new_password)
        info.context.cookie = ""
        return True


async def _open_session(context: Context, code: str, username: str, password: str) -> Ticket:
    database, settings = context.application.database, context.application.settings
    async with database.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        tenant = await find_tenant(transaction, code)
    if tenant is None:
        raise SignInRefused
    if tenant.state is not TenantState.ACTIVE:
        raise XuanpaiError("该租户未开通或已停用,请联系平台运营方。", code="TENANT_NOT_ACTIVE")
    async with database.transaction(tenant.id) as transaction:
        outcome = await sessions.sign_in(
            transaction,
            database.clock.now(),
            settings,
            username=username,
            password=password,
            address=context.address,
            agent=context.agent,
        )
    if isinstance(outcome, Exception):
        raise outcome
    return Ticket(tenant.id, outcome.secret)
