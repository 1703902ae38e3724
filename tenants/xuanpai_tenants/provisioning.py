"""Opens a province: step by step, each in a transaction of its own that also records it.

A run that is killed goes on where it stopped when it is started again, and nothing is done twice. The three
administrators' passwords are made last, when everything else is there, and only their hashes are kept: a run that was
killed before a password was told makes another, as long as nobody has signed in with the account.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

import xuanpai_core.db.models  # noqa: F401 -- an account's foreign keys lead to tables of other rooms
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import PLATFORM_ROLES, ROLES
from xuanpai_core.calendars.service import seed_calendar
from xuanpai_core.clock import today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid
from xuanpai_core.idempotency.service import once
from xuanpai_core.identity.errors import AccountNotFound
from xuanpai_core.identity.models import Account
from xuanpai_core.identity.passwords import check_password_policy, hash_password, one_time_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account, renew_password
from xuanpai_core.regions.errors import ProvinceNotInPack
from xuanpai_core.regions.loading import load_province
from xuanpai_core.regions.pack import provinces
from xuanpai_core.units.models import OrgUnit, OrgUnitKind
from xuanpai_tenants import repository
from xuanpai_tenants.errors import TenantExists
from xuanpai_tenants.models import Tenant, TenantKind, TenantState
from xuanpai_tenants.operators import OPERATOR_ROLE, acting_in, require_operator, server_operator
from xuanpai_tenants.quotas import Quotas
from xuanpai_tenants.resolution import PLATFORM_CODE, PLATFORM_TENANT_ID

ADMINISTRATORS: Final = {"admin": "tenant_administrator", "security": "security_administrator", "audit": "auditor"}
"""The user names of every province's first three administrators (三员), and their roles."""
MONTHS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Province:
    """The province being opened: its two digits and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name in the records and to people, and what it does; the detail it returns is recorded."""

    name: str
    title: str
    act: Callable[[Work, Province], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class AdministratorCreated:
    """One of the three; ``one_time_password`` is told here and nowhere else, ``None`` once its holder has signed in."""

    username: str
    role: str
    title: str
    one_time_password: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class TenantCreated:
    """An open province with its system, security and audit administrators."""

    tenant_id: UUID
    code: str
    name: str
    administrators: tuple[AdministratorCreated, ...]

    def administrator(self, username: str) -> AdministratorCreated:
        """The administrator of that user name."""
        return next(one for one in self.administrators if one.username == username)


async def load_regions(work: Work, province: Province) -> dict[str, Any]:
    """The province's places, from the pack."""
    return {"regions": await load_province(work, province.code)}


async def add_department(work: Work, province: Province) -> dict[str, Any]:
    """The organisation department of the province's party committee, which manages all others."""
    committee = "委员会" if province.name.endswith("自治区") else "委"
    name = f"中共{province.name}{committee}组织部"
    unit = {"name": name, "kind": OrgUnitKind.ORGANISATION_DEPARTMENT, "region_code": province.code, "level": 1}
    await work.session.execute(insert(OrgUnit).values(tenant_id=work.tenant_id, id=new_id(), **unit))
    return {"unit": name}


async def add_administrators(work: Work, province: Province) -> dict[str, Any]:
    """The accounts of the three, with passwords that nobody knows yet.

    Who opens a province is nobody in it, so that no second person could agree: the three are the one exemption from
    the two-person rule. A province that was opened with a system administrator alone gets the other two.
    """
    for username, role in ADMINISTRATORS.items():
        if await _account(work, username) is None:
            name = f"{province.name}{ROLES[role].title.removeprefix('租户')}"
            new = NewAccount(username, name, NewAppointment(role, province.code))
            await add_account(work, new, hash_password(one_time_password()), must_change=True)
    return {"usernames": list(ADMINISTRATORS)}


async def make_months(work: Work, _province: Province) -> dict[str, Any]:
    """The partitions of this month and the next ones."""
    first = today(work.clock).replace(day=1)
    last = months_later(first, MONTHS_AHEAD)
    await make_partitions(work.driver, first, last)
    return {"first": first.isoformat(), "last": last.isoformat()}


async def add_calendar(work: Work, _province: Province) -> dict[str, Any]:
    """The years of holidays that the system brings along."""
    return {"years": await seed_calendar(work)}


STEPS: tuple[Step, ...] = (
    Step("regions", "导入区划", load_regions),
    Step("units", "建立组织部门", add_department),
    Step("administrators", "建立三员账号", add_administrators),
    Step("partitions", "准备月度分区", make_months),
    Step("calendar", "载入放假安排", add_calendar),
)


async def create_tenant(
    database: Database,
    ctx: RequestContext,
    province_code: str,
    quotas: Quotas,
    key: str,
    *,
    steps: Sequence[Step] = STEPS,
    say: Callable[[str], None] | None = None,
) -> TenantCreated:
    """Open the province, or go on opening it where an earlier run stopped; ``say`` hears each step as it begins.

    Asks for ``tenant:create``. The same ``key`` may be sent again until somebody has signed in, and each time makes
    another one-time password. Raises ``ProvinceNotInPack``, ``TenantExists``, and ``Conflict`` for a reused key.
    """
    require_operator(ctx, Action.TENANT_CREATE)
    province = _province(province_code)
    tenant_id = await _enter(database, ctx, province, quotas, key)
    inside = acting_in(ctx, tenant_id)
    for step in steps:
        async with database.work(inside) as work:
            await repository.lock_provisioning(work)
            if not await repository.step_done(work, step.name):
                if say is not None:
                    say(step.title)
                repository.note_step(work, step.name, await step.act(work, province))
    async with database.work(inside) as work:
        administrators = await _open(work)
    return TenantCreated(tenant_id, province.code, province.name, administrators)


async def bootstrap_platform(database: Database, username: str, password: str, role: str = OPERATOR_ROLE) -> bool:
    """Create the platform's own tenant and one of its people; returns whether the account was made just now.

    An account of that name is left as it is, with its password. It is for the server's shell: it asks nobody. Raises
    ``Invalid`` (``WEAK_PASSWORD``, ``UNKNOWN_ROLE``).
    """
    if role not in PLATFORM_ROLES:
        raise Invalid(f"平台没有“{role[:50]}”这个角色。", code="UNKNOWN_ROLE")
    check_password_policy(password, username, database.settings)
    async with database.work(server_operator()) as work:
        await repository.lock_provisioning(work)
        platform = Tenant(
            id=PLATFORM_TENANT_ID,
            code=PLATFORM_CODE,
            name="平台",
            kind=TenantKind.PLATFORM,
            state=TenantState.ACTIVE,
        )
        await repository.enter(work, platform)
        if await _account(work, username) is not None:
            return False
        new = NewAccount(username, ROLES[role].title, NewAppointment(role))
        account_id = await add_account(work, new, hash_password(password), must_change=False)
        record(work, Action.ACCOUNT_MANAGE, "account", account_id, username=username, role=role)
    return True


async def renew_administrator(database: Database, tenant_id: UUID, username: str, reason: str) -> str:
    """Give one of the tenant's accounts another one-time password, from the server's shell; returns it, once.

    Administrators cannot renew one another's, or one of them would be two. Raises ``AccountNotFound``.
    """
    async with database.work(acting_in(server_operator(), tenant_id)) as work:
        account = await _account(work, username)
        if account is None:
            raise AccountNotFound
        return await renew_password(work, account, reason)


def months_later(first: date, months: int) -> date:
    """The first day of the month that many months after ``first``'s."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _province(code: str) -> Province:
    for summary in provinces():
        if summary.code == code:
            return Province(str(summary.code), summary.name)
    raise ProvinceNotInPack(f"区划数据里没有代码为“{code[:20]}”的省份,请填写两位省级代码,例如 21。")


async def _enter(database: Database, ctx: RequestContext, province: Province, quotas: Quotas, key: str) -> UUID:
    """Put the province into the directory, or find it there half-way; returns its id."""
    limits = quotas.model_dump()
    async with database.work(ctx) as work:

        async def act() -> dict[str, Any]:
            new = Tenant(
                id=new_id(),
                code=province.code,
                name=province.name,
                kind=TenantKind.PROVINCE,
                state=TenantState.PROVISIONING,
            )
            tenant = await repository.enter(work, new)
            if tenant.state is not TenantState.PROVISIONING:
                raise TenantExists(f"{province.name}已经开通,不能重复开通。")
            await repository.write_quotas(work, tenant.id, limits)
            record(work, Action.TENANT_CREATE, "tenant", tenant.id, code=province.code, **limits)
            return {"tenant_id": str(tenant.id)}

        done = await once(work, "tenant.create", key, [province.code, limits], act)
    return UUID(done["tenant_id"])


async def _open(work: Work) -> tuple[AdministratorCreated, ...]:
    """Let people in, and give each of the three a password to sign in with, unless that has happened."""
    await repository.lock_provisioning(work)
    opened = await repository.write_state(work, work.tenant_id, TenantState.PROVISIONING, TenantState.ACTIVE)
    tenant = await repository.province(work, work.tenant_id)
    told = []
    for username, role in ADMINISTRATORS.items():
        account = await _account(work, username)
        password = None
        if tenant.state is TenantState.ACTIVE and account is not None and account.last_sign_in_at is None:
            password = await renew_password(work, account, "开通租户" if opened else "开通时的密码未送达")
        told.append(AdministratorCreated(username, role, ROLES[role].title, password))
    return tuple(told)


async def _account(work: Work, username: str) -> Account | None:
    found: Account | None = await work.session.scalar(
        select(Account)
        .where(Account.tenant_id == work.tenant_id, Account.username == username)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found
