"""Accounts: made, closed and opened again, given a new password."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.identity import service
from xuanpai_core.identity.service import NewAccount
from xuanpai_graphql.accounts.inputs import CreateAccountInput, read_appointment
from xuanpai_graphql.accounts.queries import account_of
from xuanpai_graphql.accounts.types import Account
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import ACCOUNT, CADRE
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.permissions import Writes


@strawberry.type(description="新建的账号;初始密码只显示这一次")
class CreatedAccount:
    """The one-time password is told here and nowhere else; null when the same request is sent again."""

    id: strawberry.ID
    username: str
    one_time_password: str | None


@strawberry.type(description="重置后的一次性密码,只显示这一次,首次登录必须修改")
class PasswordReset:
    """Told here and nowhere else."""

    one_time_password: str


@strawberry.type
class AccountMutations:
    """Root fields for accounts."""

    @strawberry.mutation(
        description="新建账号;同时任命角色另需任命权限,管理员角色须两人办理", extensions=[Writes(Action.ACCOUNT_MANAGE)]
    )
    async def create_account(self, info: Info, input: CreateAccountInput) -> CreatedAccount:
        """Create the account with a one-time password."""
        appointment = None if input.role is None else read_appointment(input, input.role)
        cadre_id = None if input.cadre_id is None else CADRE(input.cadre_id)
        new = NewAccount(input.username, input.display_name, appointment, cadre_id)
        account_id, password = await service.create_account(info.context.work, new, input.idempotency_key)
        return CreatedAccount(
            id=strawberry.ID(global_id("Account", account_id)),
            username=input.username.strip(),
            one_time_password=password,
        )

    @strawberry.mutation(description="停用账号;其会话即刻失效", extensions=[Writes(Action.ACCOUNT_MANAGE)])
    async def disable_account(self, info: Info, id: strawberry.ID, reason: str) -> Account:
        """Let nobody sign in with it."""
        return await account_of(info, (await service.disable_account(info.context.work, ACCOUNT(id), reason)).id)

    @strawberry.mutation(description="恢复已停用的账号", extensions=[Writes(Action.ACCOUNT_MANAGE)])
    async def enable_account(self, info: Info, id: strawberry.ID, reason: str) -> Account:
        """Let its holder sign in again."""
        return await account_of(info, (await service.enable_account(info.context.work, ACCOUNT(id), reason)).id)

    @strawberry.mutation(
        description="重置密码;其会话即刻失效,管理员(三员)的密码除外", extensions=[Writes(Action.ACCOUNT_MANAGE)]
    )
    async def reset_password(self, info: Info, id: strawberry.ID, reason: str) -> PasswordReset:
        """Give the account a one-time password."""
        told = await service.reset_password(info.context.work, ACCOUNT(id), reason)
        return PasswordReset(one_time_password=told)
