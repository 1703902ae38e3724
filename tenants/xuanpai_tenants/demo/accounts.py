"""Who may sign in to the demo, as it is told to a newcomer and remembered in the tenant."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import update

from xuanpai_core.authz.roles import ROLES, Axis
from xuanpai_core.db.session import Work
from xuanpai_core.identity.models import Account
from xuanpai_tenants.demo.plan import PlannedLogin, ProvincePlan
from xuanpai_tenants.models import ProvisioningStep


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account: ``tenant`` is the code to sign in with, ``role`` a role's code, ``region`` its place in full.

    A cadre's place and unit are those of the posting. ``shown`` marks the few that tell most of the demo.
    """

    tenant: str
    username: str
    password: str = field(repr=False)
    role: str
    region: str | None
    unit: str | None
    name: str
    region_code: str | None = None
    shown: bool = False


def told_accounts(plan: ProvincePlan) -> list[dict[str, Any]]:
    """The plan's accounts without password, as plain JSON: those to be shown first, cadres last."""
    by_start = sorted(plan.postings, key=lambda posting: posting.start_date)
    places = {posting.cadre.id: posting.region_code for posting in by_start}
    told = [_told(plan, login, places) for login in plan.logins]
    return sorted(told, key=lambda account: (not account["shown"], ROLES[account["role"]].axis is Axis.SELF))


def _told(plan: ProvincePlan, login: PlannedLogin, places: dict[UUID, str]) -> dict[str, Any]:
    cadre = login.cadre
    region_code = login.region_code if cadre is None else places[cadre.id]
    unit = login.unit if cadre is None else cadre.unit
    return {
        "username": login.username,
        "role": login.role,
        "region": region_code and plan.path_names[region_code],
        "unit": unit and unit.name,
        "name": login.name,
        "region_code": region_code,
        "shown": login.shown,
    }


async def set_password(work: Work, username: str, password_hash: str) -> None:
    """Let ``username`` sign in with the password of that hash."""
    await work.session.execute(
        update(Account)
        .where(Account.tenant_id == work.tenant_id, Account.username == username)
        .values(password_hash=password_hash, must_change_password=False)
    )


async def renew_password(work: Work, step: ProvisioningStep, password_hash: str) -> None:
    """Give the demo's new password to all who still have the demo's old one; who chose another keeps it."""
    await work.session.execute(
        update(Account)
        .where(Account.tenant_id == work.tenant_id, Account.password_hash == step.detail["password_hash"])
        .values(password_hash=password_hash)
    )
    step.detail = {**step.detail, "password_hash": password_hash}
