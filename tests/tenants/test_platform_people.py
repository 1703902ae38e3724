"""The platform's own three administrators exclude one another, and are made by two persons."""

from uuid import UUID

import pytest

from tests.tenants.directory import signed_in
from xuanpai_core.approvals.service import decide, propose
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden, Invalid
from xuanpai_core.identity.appointments import NewAppointment, appoint
from xuanpai_core.identity.errors import AdministrationsExclude, NeedsApproval
from xuanpai_core.identity.matters import GRANT_ADMINISTRATION, administration_payload
from xuanpai_core.identity.service import NewAccount, create_account
from xuanpai_tenants.provisioning import bootstrap_platform
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID

PASSWORD = "Right-12345"
MATTERS = {GRANT_ADMINISTRATION.name: GRANT_ADMINISTRATION}
HELD = "SELECT role FROM appointment WHERE tenant_id = $1 AND account_id = $2 ORDER BY id"


async def person(home: Database, role: str) -> RequestContext:
    """Somebody of the platform, signed in."""
    name = f"p-{new_id().hex[-12:]}"
    await bootstrap_platform(home, name, PASSWORD, role)
    return await signed_in(home, PLATFORM_TENANT_ID, name, PASSWORD)


async def newcomer(home: Database, by: RequestContext) -> UUID:
    async with home.work(by) as work:
        name = f"n-{new_id().hex[-12:]}"
        account_id, _ = await create_account(work, NewAccount(name, name))
    return account_id


async def held(home: Database, account_id: UUID) -> list[str]:
    async with home.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        return [row["role"] for row in await transaction.driver.fetch(HELD, PLATFORM_TENANT_ID, account_id)]


async def ask(home: Database, by: RequestContext, account_id: UUID, role: str) -> UUID:
    async with home.work(by) as work:
        payload = administration_payload(account_id, NewAppointment(role))
        return await propose(work, GRANT_ADMINISTRATION, payload, "轮岗", str(new_id()))


async def test_the_operator_makes_the_account_security_proposes_the_operator_agrees(home: Database) -> None:
    operator, security = await person(home, "platform_operator"), await person(home, "platform_security")
    account_id = await newcomer(home, operator)

    request_id = await ask(home, security, account_id, "platform_auditor")
    async with home.work(operator) as work:
        await decide(work, request_id, MATTERS, approve=True, note=None, key=str(new_id()))

    assert await held(home, account_id) == ["platform_auditor"]
    for role in ("platform_operator", "platform_security"):
        with pytest.raises(AdministrationsExclude):
            await ask(home, security, account_id, role)


async def test_nobody_of_the_platform_is_made_by_one_person_or_holds_a_provinces_role(home: Database) -> None:
    operator, security = await person(home, "platform_operator"), await person(home, "platform_security")
    account_id = await newcomer(home, operator)

    for ctx, role, refusal in (
        (security, "platform_auditor", NeedsApproval),
        (operator, "platform_auditor", Forbidden),
        (security, "province_organiser", Invalid),
    ):
        with pytest.raises(refusal):
            async with home.work(ctx) as work:
                await appoint(work, account_id, NewAppointment(role), "越权", str(new_id()))

    assert await held(home, account_id) == []
