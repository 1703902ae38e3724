"""Seeds the demo: five provinces, opened as any province is, filled with a plan, brought to life through the services.

A run that is killed goes on where it stopped, with the day it began with; a second run changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from time import monotonic

from xuanpai_core.authz.policies import default_policy
from xuanpai_core.authz.roles import ROLES
from xuanpai_core.context import Actor, RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.identity.passwords import check_password_policy, hash_password, verify_password
from xuanpai_tenants import repository
from xuanpai_tenants.demo import jinzhou
from xuanpai_tenants.demo.accounts import DemoAccount, renew_password, set_password, told_accounts
from xuanpai_tenants.demo.photos import store_photos
from xuanpai_tenants.demo.plan import ProvincePlan
from xuanpai_tenants.demo.presence import live
from xuanpai_tenants.demo.provinces import anhui, fujian, hunan, liaoning, shandong
from xuanpai_tenants.demo.records import write_records
from xuanpai_tenants.demo.sheets import close_months
from xuanpai_tenants.demo.stage import Stage
from xuanpai_tenants.models import ProvisioningStep
from xuanpai_tenants.operators import OPERATOR_ROLE, SERVER_ACCOUNT_ID, acting_in, server_operator
from xuanpai_tenants.provisioning import bootstrap_platform, create_tenant
from xuanpai_tenants.quotas import Quotas
from xuanpai_tenants.resolution import PLATFORM_CODE, PLATFORM_TENANT_ID, find_tenant

OPERATOR = "demo_operator"
PLATFORM_PEOPLE = {OPERATOR: OPERATOR_ROLE, "demo_security": "platform_security", "demo_auditor": "platform_auditor"}
RECORDS, DONE = "demo:records", "demo"
"""Steps of a tenant's provisioning: the plan is written; all is there."""

Progress = Callable[[str], None]
Scene = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class DemoProvince:
    """One province of the demo; ``rules`` runs before the months are closed, ``business`` after it."""

    code: str
    name: str
    plan: Callable[[date], ProvincePlan]
    rules: Scene | None = None
    business: Scene | None = None


PROVINCES = (
    DemoProvince("21", "辽宁省", liaoning.plan, jinzhou.put_rules_in_force, jinzhou.do_business),
    DemoProvince("34", "安徽省", anhui.plan),
    DemoProvince("35", "福建省", fujian.plan),
    DemoProvince("37", "山东省", shandong.plan),
    DemoProvince("43", "湖南省", hunan.plan),
)


class _Password:
    """The one password of all accounts of the demo; hashed and compared as seldom as can be, for each takes a while."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._matches: dict[str, bool] = {}

    @cached_property
    def hash(self) -> str:
        """Its hash, the same for all accounts."""
        return hash_password(self.text)

    def matches(self, password_hash: str) -> bool:
        """Whether it is the one hashed."""
        if password_hash not in self._matches:
            self._matches[password_hash] = verify_password(password_hash, self.text)
        return self._matches[password_hash]


async def seed_demo(
    database: Database,
    as_of: date,
    password: str,
    progress: Progress,
    provinces: Sequence[DemoProvince] = PROVINCES,
) -> list[DemoAccount]:
    """Seed what is missing and return every account of the demo; all of them sign in with ``password``.

    ``password`` must meet the password policy and should be kept with the data: another one replaces it for all who
    have not chosen their own. Raises ``TenantExists`` when a province was opened otherwise, ``Invalid``
    (``WEAK_PASSWORD``), ``UnknownPlugin`` without 锦州's plugin, ``Unavailable``.
    """
    check_password_policy(password, OPERATOR, database.settings)
    seeder = _Seeder(database, as_of, _Password(password), progress)
    accounts = await seeder.platform()
    for province in provinces:
        accounts += await seeder.province(province)
    return accounts


class _Seeder:
    """One run: where, for which day, with which password, and who hears of it."""

    def __init__(self, database: Database, as_of: date, password: _Password, progress: Progress) -> None:
        self.database = database
        self.as_of = as_of
        self.password = password
        self.progress = progress
        self.server = RequestContext(PLATFORM_TENANT_ID, Actor(SERVER_ACCOUNT_ID, "演示数据"), address="server")
        self._plans: dict[str, ProvincePlan] = {}

    @cached_property
    def permissions(self) -> Mapping[str, frozenset[str]]:
        """The default policy: compiling it takes a while, and a second run needs none."""
        return default_policy()

    @cached_property
    def operator(self) -> RequestContext:
        """Who opens provinces."""
        return server_operator()

    async def platform(self) -> list[DemoAccount]:
        """The platform's three administrators, remembered like a province's people."""
        if not await self._done(self.server, DONE):
            for username, role in PLATFORM_PEOPLE.items():
                await bootstrap_platform(self.database, username, self.password.text, role)
        async with self.database.work(self.server) as work:
            await repository.lock_provisioning(work)
            step = await work.session.get(ProvisioningStep, (work.tenant_id, DONE))
            if step is None:
                for username in PLATFORM_PEOPLE:
                    await set_password(work, username, self.password.hash)
                repository.note_step(work, DONE, {"password_hash": self.password.hash})
            else:
                await self._keep_password(work, step)
        return [
            DemoAccount(PLATFORM_CODE, username, self.password.text, role, None, None, ROLES[role].title, shown=True)
            for username, role in PLATFORM_PEOPLE.items()
        ]

    async def province(self, province: DemoProvince) -> list[DemoAccount]:
        """A province's accounts; what it lacks is made first."""
        began = monotonic()
        async with self.database.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
            tenant = await find_tenant(transaction, province.code)
        ctx = None if tenant is None else acting_in(self.server, tenant.id)
        if ctx is None or not await self._done(ctx, RECORDS):
            ctx = await self._write(province)
        if not await self._done(ctx, DONE):
            await self._play(ctx, province)
            self.progress(f"{province.name}:完成,用时{monotonic() - began:.1f}秒")
        async with self.database.work(ctx) as work:
            step = await work.session.get_one(ProvisioningStep, (work.tenant_id, DONE))
            await self._keep_password(work, step)
            password = self.password.text
            return [DemoAccount(tenant=province.code, password=password, **told) for told in step.detail["accounts"]]

    async def _write(self, province: DemoProvince) -> RequestContext:
        """Open the province and write its plan; returns the context of the one who does so."""
        self.progress(f"{province.name}:开通租户,装入行政区划……")
        key = f"demo:tenant:{province.code}"
        opened = await create_tenant(self.database, self.operator, province.code, Quotas(), key)
        plan = await self._plan(province, self.as_of)
        written = f"{len(plan.cadres)}名选派干部、{len(plan.days)}天考勤、{len(plan.logs)}篇日志"
        self.progress(f"{province.name}:写入{written}……")
        photos = await store_photos(self.database.ports.objects, opened.tenant_id, plan.photos)
        ctx = acting_in(self.server, opened.tenant_id)
        async with self.database.work(ctx) as work:
            await repository.lock_provisioning(work)
            if not await repository.step_done(work, RECORDS):
                await write_records(work, plan, photos, self.password.hash)
                detail = {"as_of": self.as_of.isoformat(), "password_hash": self.password.hash}
                repository.note_step(work, RECORDS, detail)
        return ctx

    async def _play(self, ctx: RequestContext, province: DemoProvince) -> None:
        """Let the plan's people act; each act has its own key, so that one that was done is not done again."""
        async with self.database.read(ctx) as work:
            detail = (await work.session.get_one(ProvisioningStep, (work.tenant_id, RECORDS))).detail
        plan = await self._plan(province, date.fromisoformat(detail["as_of"]))
        stage = Stage(self.database, ctx.tenant_id, plan, self.permissions)
        if province.rules is not None:
            await province.rules(stage)
        self.progress(f"{province.name}:统计、签字、盖章{len(plan.townships())}个乡镇的月考勤表……")
        await close_months(stage)
        await live(stage)
        if province.business is not None:
            self.progress(f"{province.name}:登记调度会,生成补助批次,记入产业园收益……")
            await province.business(stage)
        async with self.database.work(ctx) as work:
            await repository.lock_provisioning(work)
            if not await repository.step_done(work, DONE):
                repository.note_step(work, DONE, {**detail, "accounts": told_accounts(plan)})

    async def _plan(self, province: DemoProvince, as_of: date) -> ProvincePlan:
        """The province's plan; a run that was killed goes on with the day it began with."""
        plan = self._plans.pop(province.code, None)
        if plan is None or plan.as_of != as_of:
            plan = await asyncio.to_thread(province.plan, as_of)
        self._plans[province.code] = plan
        return plan

    async def _done(self, ctx: RequestContext, step: str) -> bool:
        async with self.database.read(ctx) as work:
            return await repository.step_done(work, step)

    async def _keep_password(self, work: Work, step: ProvisioningStep) -> None:
        if not self.password.matches(step.detail["password_hash"]):
            await renew_password(work, step, self.password.hash)
