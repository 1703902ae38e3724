"""Opening a province through the API, and letting its first people in: nobody does it alone."""

from dataclasses import dataclass
from typing import Any

from tests.acceptance.acts import key
from tests.factories.world import PASSWORD
from tests.fixtures.api import SIGN_IN, Api, Client
from xuanpai_core.db.session import Database
from xuanpai_tenants.provisioning import bootstrap_platform

OPERATOR = "Right-Opens-7"
CREATE_TENANT = """mutation($province: String!, $key: String!) {
  createTenant(provinceCode: $province, idempotencyKey: $key) {
    code name administrators { username role oneTimePassword } } }"""
CREATE_ACCOUNT = """mutation($input: CreateAccountInput!) {
  createAccount(input: $input) { id username oneTimePassword } }"""
APPOINT = "mutation($input: AppointInput!) { appoint(input: $input) { role validFrom } }"
CHANGE_PASSWORD = "mutation($old: String!, $new: String!) { changePassword(oldPassword: $old, newPassword: $new) }"


@dataclass(slots=True)
class Office:
    """Signs people in, through their first-login change of password, and remembers the tenant."""

    api: Api
    tenant: str

    async def first_sign_in(self, username: str, one_time: str) -> Client:
        """Sign in with the one-time password, change it, sign in again."""
        client = self.api.browser()
        await client(SIGN_IN, tenant=self.tenant, username=username, password=one_time)
        await client(CHANGE_PASSWORD, old=one_time, new=PASSWORD)
        await client(SIGN_IN, tenant=self.tenant, username=username, password=PASSWORD)
        return client

    async def appoint(self, by: Client, username: str, role: str, **place: Any) -> Client:
        """Create an account and sign in with it."""
        given = {"username": username, "displayName": username, "role": role, **place}
        made = (await by(CREATE_ACCOUNT, input=given))["createAccount"]
        return await self.first_sign_in(username, made["oneTimePassword"])


async def open_province(api: Api, database: Database, code: str) -> tuple[Office, Client, Client]:
    """The platform's operator opens a province through the API; its system and security administrators sign in."""
    await bootstrap_platform(database, "operator", OPERATOR)
    operator = api.browser()
    await operator(SIGN_IN, tenant="platform", username="operator", password=OPERATOR)
    opened = (await operator(CREATE_TENANT, province=code, key=key()))["createTenant"]
    office = Office(api, opened["code"])
    told = {one["role"]: (one["username"], one["oneTimePassword"]) for one in opened["administrators"]}
    admin, security = told["tenant_administrator"], told["security_administrator"]
    return office, await office.first_sign_in(*admin), await office.first_sign_in(*security)


async def first_organiser(office: Office, admin: Client, security: Client) -> Client:
    """The system administrator makes the account, the security administrator grants the role: neither does both."""
    made = (await admin(CREATE_ACCOUNT, input={"username": "sheng", "displayName": "sheng"}))["createAccount"]
    role = {"role": "province_organiser", "regionCode": office.tenant}
    given = {"idempotencyKey": key(), "accountId": made["id"], "appointment": role, "reason": "开通首个组织部账号"}
    granted = (await security(APPOINT, input=given))["appoint"]
    assert granted == {"role": "province_organiser", "validFrom": "2025-10-24"}
    return await office.first_sign_in("sheng", made["oneTimePassword"])
