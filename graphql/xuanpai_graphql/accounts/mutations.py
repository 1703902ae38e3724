"""Accounts and the roles they hold."""

from datetime import date

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.identity.service import NewAccount, NewAppointment, create_account
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import CADRE, UNIT
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="新账号")
class CreateAccountInput:
    """A person who is to sign in, and the first role."""

    username: str
    display_name: str
    role: str
    region_code: str | None = None
    unit_id: strawberry.ID | None = None
    cadre_id: strawberry.ID | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@strawberry.type(description="新建的账号;初始密码只显示这一次")
class CreatedAccount:
    """The one-time password is told here and nowhere else."""

    username: str
    one_time_password: str


@strawberry.type
class AccountMutations:
    """Root fields for accounts."""

    @strawberry.mutation(description="新建账号并任命角色", extensions=[Writes(Action.ACCOUNT_MANAGE)])
    async def create_account(self, info: Info, input: CreateAccountInput) -> CreatedAccount:
        """Create the account with a one-time password."""
        appointment = NewAppointment(
            role=input.role,
            region_code=input.region_code,
            unit_id=None if input.unit_id is None else UNIT(input.unit_id),
            valid_from=input.valid_from,
            valid_to=input.valid_to,
        )
        cadre_id = None if input.cadre_id is None else CADRE(input.cadre_id)
        new = NewAccount(input.username, input.display_name, appointment, cadre_id)
        _, password = await create_account(info.context.work, new)
        return CreatedAccount(username=input.username, one_time_password=password)
