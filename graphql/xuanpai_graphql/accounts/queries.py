"""Reading accounts."""

from typing import Any, cast
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Date, FromClause, func, or_, select
from sqlalchemy import cast as sql_cast

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES
from xuanpai_core.clock import today
from xuanpai_core.errors import Invalid
from xuanpai_core.identity import models
from xuanpai_core.identity.models import AccountState
from xuanpai_core.regions.code import RegionCode
from xuanpai_graphql.accounts.types import Account, Appointment
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import ACCOUNT
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads


def _named_like(row: FromClause, text: ColumnElement[str]) -> ColumnElement[bool]:
    """Accounts whose user name or name holds the text."""
    return or_(func.strpos(row.c.username, text) > 0, func.strpos(row.c.display_name, text) > 0)


def _holds_role(row: FromClause, role_and_day: ColumnElement[str]) -> ColumnElement[bool]:
    """Accounts that hold the role on the day: ``role day``."""
    role, day = _two(role_and_day)
    held = models.Appointment.__table__.alias()
    return row.c.id.in_(_held_on(held, day).where(held.c.role == role))


def _holds_place(row: FromClause, place_and_day: ColumnElement[str]) -> ColumnElement[bool]:
    """Accounts that hold a role over a place in the subtree on the day: ``code day``."""
    place, day = _two(place_and_day)
    held = models.Appointment.__table__.alias()
    inside = (held.c.region_code >= place) & (held.c.region_code < place.concat(":"))
    return row.c.id.in_(_held_on(held, day).where(inside))


@strawberry.type
class AccountQueries:
    """Root fields for accounts."""

    @strawberry.field(
        description="查账号:按用户名或姓名、现任角色、现任所在地、状态", extensions=[Reads(Action.ACCOUNT_READ)]
    )
    async def accounts(
        self,
        info: Info,
        text: str | None = None,
        region_code: str | None = None,
        role: str | None = None,
        state: AccountState | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Account]:
        """Accounts within the caller's reach, by user name."""
        day = today(info.context.work.clock).isoformat()
        if role is not None and role not in ROLES:
            raise Invalid(f"没有“{role[:50]}”这个角色。", code="UNKNOWN_ROLE")
        where: Where = {
            _named_like: text or None,
            _holds_role: None if role is None else f"{role} {day}",
            _holds_place: None if region_code is None else f"{RegionCode.parse(region_code)} {day}",
            equals("state"): state,
        }
        return await fetch_connection(info, Account, first=first, after=after, where=where)

    @strawberry.field(description="按编号查一个账号", extensions=[Reads(Action.ACCOUNT_READ)])
    async def account(self, info: Info, id: strawberry.ID) -> Account | None:
        """The account with that id."""
        return await fetch_one(info, Account, where={equals("id"): ACCOUNT(id)})


async def account_of(info: Info, account_id: UUID) -> Account:
    """The account just changed, as its mutation answers."""
    return cast("Account", await fetch_one(info, Account, where={equals("id"): account_id}))


async def appointment_of(info: Info, appointment_id: UUID) -> Appointment:
    """The appointment just granted, as its mutation answers."""
    return cast("Appointment", await fetch_one(info, Appointment, where={equals("id"): appointment_id}))


def _two(pair: ColumnElement[str]) -> tuple[ColumnElement[str], ColumnElement[Any]]:
    return func.split_part(pair, " ", 1), sql_cast(func.split_part(pair, " ", 2), Date)


# ``Any``: a selection's rows are the statement's business.
def _held_on(held: FromClause, day: ColumnElement[Any]) -> Any:
    return select(held.c.account_id).where(
        held.c.tenant_id == tenant(),
        held.c.valid_from <= day,
        or_(held.c.valid_to.is_(None), held.c.valid_to > day),
    )
