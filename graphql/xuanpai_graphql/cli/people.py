"""Who can sign in to a system that was just started on one machine."""

import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from xuanpai_core.authz.roles import ROLES
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.db.session import Database
from xuanpai_core.identity.passwords import one_time_password
from xuanpai_core.stack.folder import DataFolder, write_private
from xuanpai_core.stack.supervisor import Supervisor
from xuanpai_tenants.demo.accounts import DemoAccount
from xuanpai_tenants.demo.seed import seed_demo
from xuanpai_tenants.provisioning import bootstrap_platform

People = Callable[[Supervisor, Database, DataFolder], Awaitable[list[str]]]

_PLATFORM_PEOPLE = {
    "operator": "platform_operator",
    "security": "platform_security",
    "auditor": "platform_auditor",
}
_SHOWN_ROLES = (
    "platform_operator",
    "tenant_administrator",
    "security_administrator",
    "auditor",
    "city_organiser",
    "county_organiser",
    "township_clerk",
    "township_secretary",
    "unit_leader",
    "posted_cadre",
    "team_member",
)


async def platform_only(_supervisor: Supervisor, database: Database, folder: DataFolder) -> list[str]:
    """The platform's three administrators alone, with passwords made once and kept in the data folder."""
    kept = folder.path / "platform.json"
    if not kept.exists():
        people = [
            {"tenant": "platform", "username": username, "role": role, "password": _first_password(folder, username)}
            for username, role in _PLATFORM_PEOPLE.items()
        ]
        write_private(kept, json.dumps(people, ensure_ascii=False, indent=1) + "\n")
    people = json.loads(kept.read_text(encoding="utf-8"))
    for person in people:
        await bootstrap_platform(database, person["username"], person["password"], person["role"])
    lines = [f"  {ROLES[person['role']].title}:用户名 {person['username']}" for person in people]
    return [f"平台的三名管理员(租户 platform),初始密码见 {kept}:", *lines]


def _first_password(folder: DataFolder, username: str) -> str:
    """A password of its own for each; an operator from before there were three keeps the one that was told."""
    before = folder.path / "operator.json"
    if username == "operator" and before.exists():
        told: str = json.loads(before.read_text(encoding="utf-8"))["password"]
        return told
    return one_time_password()


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
