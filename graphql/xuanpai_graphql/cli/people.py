"""Who can sign in to a system that was just started on one machine."""

import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from xuanpai_core.clock import SystemClock, today
from xuanpai_core.db.session import Database
from xuanpai_core.identity.passwords import one_time_password
from xuanpai_core.stack.folder import DataFolder, write_private
from xuanpai_core.stack.supervisor import Supervisor
from xuanpai_tenants.demo.accounts import DemoAccount
from xuanpai_tenants.demo.seed import seed_demo
from xuanpai_tenants.provisioning import bootstrap_platform

People = Callable[[Supervisor, Database, DataFolder], Awaitable[list[str]]]

_SHOWN_ROLES = (
    "platform_operator",
    "tenant_administrator",
    "city_organiser",
    "county_organiser",
    "township_clerk",
    "township_secretary",
    "unit_leader",
    "posted_cadre",
)


async def operator_only(_supervisor: Supervisor, database: Database, folder: DataFolder) -> list[str]:
    """The platform's operator alone, with a password made once and kept in the data folder."""
    kept = folder.path / "operator.json"
    if not kept.exists():
        write_private(kept, json.dumps({"tenant": "platform", "username": "operator", "password": one_time_password()}))
    account = json.loads(kept.read_text(encoding="utf-8"))
    await bootstrap_platform(database, account["username"], account["password"])
    return [f"平台运营员:租户 platform,用户名 operator,初始密码见 {kept}"]


async def demo_people(supervisor: Supervisor, database: Database, folder: DataFolder) -> list[str]:
    """Five provinces with people of every level; their accounts are written to ``accounts.json``."""
    kept = folder.path / "accounts.json"
    password = json.loads(kept.read_text(encoding="utf-8"))[0]["password"] if kept.exists() else _demo_password()
    accounts = await seed_demo(database, today(SystemClock()), password, supervisor.say)
    write_private(kept, json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=1) + "\n")
    shown = [_line(account) for account in _examples(accounts)]
    return [f"演示账号 {len(accounts)} 个,密码都是 {password},全部在 {kept};例如:", *shown]


def _demo_password() -> str:
    return f"Demo-{secrets.token_hex(4)}"


def _examples(accounts: list[DemoAccount]) -> list[DemoAccount]:
    """The first account of each role worth trying, in 辽宁 where it is."""
    preferred = sorted(accounts, key=lambda account: account.tenant not in {"21", "platform"})
    first: dict[str, DemoAccount] = {}
    for account in preferred:
        first.setdefault(account.role, account)
    return [first[role] for role in _SHOWN_ROLES if role in first]


def _line(account: DemoAccount) -> str:
    place = account.region or account.unit or ""
    return f"  租户 {account.tenant:<9} 用户名 {account.username:<24} {account.role:<22} {place}"
