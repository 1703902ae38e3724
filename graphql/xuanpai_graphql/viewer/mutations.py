"""Signing in and out, one's own password, second factor and sessions."""

from dataclasses import replace
from datetime import datetime

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.errors import Forbidden, XuanpaiError
from xuanpai_core.identity import own_sessions, second_factor, sign_in_administration
from xuanpai_core.identity.password_change import change_password
from xuanpai_core.identity.proof import Proof, Session, prove
from xuanpai_core.identity.sessions import SignedIn as OpenedSession
from xuanpai_core.identity.sign_in import Attempt, Origin, refuse_nowhere, sign_in
from xuanpai_core.identity.step_up import require_step_up, step_up
from xuanpai_graphql.context import Context, Info, Ticket
from xuanpai_graphql.keys import ACCOUNT, SESSION
from xuanpai_graphql.permissions import Open, Proves, SignedIn, Writes
from xuanpai_graphql.viewer.queries import view
from xuanpai_graphql.viewer.types import SecondFactorKey, Viewer
from xuanpai_tenants.models import TenantState
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, find_tenant


@strawberry.type
class ViewerMutations:
    """Root fields about one's own session, and what administrators do to the sign-in of others."""

    @strawberry.mutation(
        description="登录;会话写入 Cookie。已绑定动态口令的人还要给出 code", extensions=[Open("登录之前没有会话")]
    )
    async def sign_in(self, info: Info, tenant: str, username: str, password: str, code: str | None = None) -> Viewer:
        """Open a session; raises what ``sign_in`` raises, or says that the tenant is not open."""
        context = info.context
        before = context.ticket
        context.ticket = await _open_session(context, tenant, Attempt(username, password, code))
        context.cookie = str(context.ticket)
        if before is not None and before.tenant_id != context.ticket.tenant_id:
            await own_sessions.sign_out(context.application.database, before.tenant_id, before.secret, _origin(context))
        async with context.writing():
            return await view(context)

    @strawberry.mutation(description="退出登录", extensions=[Open("没有会话时退出也算成功")])
    async def sign_out(self, info: Info) -> bool:
        """End the session, if there is one."""
        context = info.context
        context.cookie = ""
        if context.ticket is not None:
            ticket, database = context.ticket, context.application.database
            await own_sessions.sign_out(database, ticket.tenant_id, ticket.secret, _origin(context))
        return True

    @strawberry.mutation(description="修改自己的密码;修改后要重新登录", extensions=[Proves("只改自己的密码")])
    async def change_password(self, info: Info, old_password: str, new_password: str) -> bool:
        """Change one's own password; every session of the account ends."""
        context = info.context
        await change_password(context.application.database, await _session(context), old_password, new_password)
        context.cookie = ""
        return True

    @strawberry.mutation(
        description="重新验证身份;返回有效到何时。查看完整个人信息等操作需要先验证",
        extensions=[Proves("只验证自己的身份")],
    )
    async def step_up(self, info: Info, password: str, code: str | None = None) -> datetime:
        """Prove anew who one is, for the acts that ask for that."""
        context = info.context
        return await step_up(context.application.database, await _session(context), Proof(password, code))

    @strawberry.mutation(
        description="开始绑定动态口令:给出密码(已绑定的还要给出 code),或先重新验证身份",
        extensions=[Proves("只绑定自己的动态口令")],
    )
    async def begin_second_factor(
        self, info: Info, password: str | None = None, code: str | None = None
    ) -> SecondFactorKey:
        """Hand out a new key; the present one stays in force until the new one is confirmed."""
        context = info.context
        if password is not None:
            await prove(context.application.database, await _session(context), Proof(password, code))
        async with context.writing() as work:
            if password is None:
                require_step_up(work)
            key = await second_factor.begin_second_factor(work)
        return SecondFactorKey(secret=key.secret, uri=key.uri)

    @strawberry.mutation(
        description="确认绑定动态口令:输入身份验证器当前显示的 6 位数字",
        extensions=[SignedIn("只绑定自己的动态口令", writes=True)],
    )
    async def confirm_second_factor(self, info: Info, code: str) -> bool:
        """Put the key that was handed out in force."""
        await second_factor.confirm_second_factor(info.context.work, code)
        return True

    @strawberry.mutation(description="结束自己的一个登录会话", extensions=[SignedIn("只结束自己的会话", writes=True)])
    async def revoke_session(self, info: Info, id: strawberry.ID) -> bool:
        """End one of one's own sessions."""
        await own_sessions.revoke_own_session(info.context.work, SESSION(id))
        return True

    @strawberry.mutation(
        description="结束自己除当前以外的全部登录会话;返回结束了几个",
        extensions=[SignedIn("只结束自己的会话", writes=True)],
    )
    async def revoke_other_sessions(self, info: Info) -> int:
        """End all of one's own sessions but this one."""
        present = info.context.who.session_id
        if present is None:
            raise Forbidden("请登录后再办理。")
        return await own_sessions.revoke_other_sessions(info.context.work, present)

    @strawberry.mutation(
        description="结束一个账号的全部登录会话;返回结束了几个", extensions=[Writes(Action.SESSION_REVOKE)]
    )
    async def revoke_account_sessions(self, info: Info, account_id: strawberry.ID) -> int:
        """End every session of an account within reach."""
        return await sign_in_administration.revoke_account_sessions(info.context.work, ACCOUNT(account_id))

    @strawberry.mutation(
        description="重置一个账号的动态口令(如手机丢失);本人下次登录要重新绑定",
        extensions=[Writes(Action.ACCOUNT_MANAGE)],
    )
    async def reset_second_factor(self, info: Info, account_id: strawberry.ID) -> bool:
        """Take the second factor of an account within reach away."""
        await sign_in_administration.reset_second_factor(info.context.work, ACCOUNT(account_id))
        return True


async def _open_session(context: Context, code: str, attempt: Attempt) -> Ticket:
    database, before = context.application.database, context.ticket
    async with database.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        tenant = await find_tenant(transaction, code)
    attempt = replace(attempt, origin=_origin(context), device=context.device)
    if tenant is None:
        # Counted with the platform's own attempts, under a name that nobody can have there.
        raise await refuse_nowhere(
            database, PLATFORM_TENANT_ID, replace(attempt, username=f"{code}\n{attempt.username}")
        )
    if tenant.state is not TenantState.ACTIVE:
        raise XuanpaiError("该租户未开通或已停用,请联系平台运营方。", code="TENANT_NOT_ACTIVE")
    if before is not None and before.tenant_id == tenant.id:
        attempt = replace(attempt, replaces=before.secret)
    opened: OpenedSession = await sign_in(database, tenant.id, attempt)
    context.device_cookie = opened.device
    return Ticket(tenant.id, opened.secret)


async def _session(context: Context) -> Session:
    """The caller's session; raises ``SessionEnded``, or ``Forbidden`` for what is no person's session."""
    ctx = await context.identify()
    if context.who.session_id is None:
        raise Forbidden("请登录后再办理。")
    return Session(ctx, context.who.session_id)


def _origin(context: Context) -> Origin:
    return Origin(context.address, context.agent, context.request_id)
