"""Accounts and roles over the API: who sees whom, and that rights end at the very next request, on their day."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.acceptance.acts import key
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import SHANGHAI, FixedClock

ACCOUNTS = """query($text: String, $region: String, $role: String, $state: AccountState) {
  accounts(first: 50, text: $text, regionCode: $region, role: $role, state: $state) {
    totalCount nodes { id username displayName state lastSignInAt
      appointments { id role title regionCode placeName unitName validFrom validTo actingFor } } } }"""
CREATE = "mutation($input: CreateAccountInput!) { createAccount(input: $input) { id username oneTimePassword } }"
APPOINT = "mutation($input: AppointInput!) { appoint(input: $input) { id role validTo grantedBy } }"
TRANSFER = "mutation($input: TransferAccountInput!) { transferAccount(input: $input) { role regionCode validFrom } }"
END = 'mutation($id: ID!, $on: Date!) { endAppointment(id: $id, on: $on, reason: "调整") { validTo } }'
ACT = "mutation($input: AppointActingInput!) { appointActing(input: $input) { id validFrom validTo } }"
DISABLE = 'mutation($id: ID!) { disableAccount(id: $id, reason: "离岗") { state } }'
ENABLE = 'mutation($id: ID!) { enableAccount(id: $id, reason: "返岗") { state } }'
RESET = 'mutation($id: ID!) { resetPassword(id: $id, reason: "忘记密码") { oneTimePassword } }'
PROPOSE = """mutation($input: ProposeAdministrationInput!) {
  proposeAdministration(input: $input) { id title summary state } }"""
DECIDE = """mutation($id: ID!, $key: String!) {
  decideApproval(id: $id, approve: true, idempotencyKey: $key) { state } }"""
SIGN_SHEETS = """mutation($key: String!) {
  signSheets(townshipCode: "210726101", month: "2025-09", idempotencyKey: $key) { id } }"""
MINE = "{ viewer { permissions } }"


async def people(client: Client, **given: Any) -> dict[str, dict[str, Any]]:
    """The accounts that ``client`` sees, by user name."""
    found = (await client(ACCOUNTS, **given))["accounts"]
    assert found["totalCount"] == len(found["nodes"])
    return {node["username"]: node for node in found["nodes"]}


async def may(client: Client, action: str) -> bool:
    return action in (await client(MINE))["viewer"]["permissions"]


async def appointment_id(client: Client, username: str) -> str:
    found: str = (await people(client, text=username))[username]["appointments"][0]["id"]
    return found


SEEN = {
    "admin": {
        *("city", "county", "other_county", "secretary", "clerk", "province", "admin", "finance", "security"),
        *("auditor", "reader", "village", "unit", "王建国", "李秀英", "张伟", "刘洋", "陈静"),
    },
    "county": {"county", "secretary", "clerk", "reader", "village", "王建国", "李秀英", "张伟"},
    "other_county": {"other_county", "刘洋", "陈静"},
}


@pytest.mark.parametrize("person", list(SEEN))
async def test_each_sees_the_accounts_of_their_own_place(api: Api, world: World, person: str) -> None:
    assert set(await people(await api.sign_in(world, person))) == SEEN[person]


@pytest.mark.parametrize("person", ["clerk", "secretary", "unit", "王建国", "auditor", "finance"])
async def test_who_manages_no_accounts_sees_none(api: Api, world: World, person: str) -> None:
    client = await api.sign_in(world, person)

    with pytest.raises(Refused) as refused:
        await people(client)

    assert refused.value.codes == ["FORBIDDEN"]


async def test_an_account_out_of_reach_cannot_be_fetched_by_its_id(api: Api, world: World, other_world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    stranger = await api.sign_in(other_world, "admin")
    everybody = await people(admin)

    for client, username in ((county, "city"), (county, "刘洋"), (stranger, "clerk")):
        account = everybody[username]
        for global_id in (account["id"], account["appointments"][0]["id"]):
            assert await client("query($id: ID!) { node(id: $id) { id } }", id=global_id) == {"node": None}
        assert await client("query($id: ID!) { account(id: $id) { id } }", id=account["id"]) == {"account": None}


async def test_a_role_held_elsewhere_is_not_told(api: Api, world: World) -> None:
    city = await api.sign_in(world, "city")
    clerk = (await people(city, text="clerk"))["clerk"]["id"]
    elsewhere = {"role": "reader", "regionCode": "210727"}
    given = {"idempotencyKey": key(), "accountId": clerk, "appointment": elsewhere, "reason": "兼职"}
    await city(APPOINT, input=given)

    told_city = (await people(city, text="clerk"))["clerk"]["appointments"]
    told_county = (await people(await api.sign_in(world, "county"), text="clerk"))["clerk"]["appointments"]

    assert {one["role"] for one in told_city} == {"reader", "township_clerk"}
    assert [(one["title"], one["placeName"]) for one in told_county] == [("乡镇经办人", "辽宁省锦州市黑山县芳山镇")]


async def test_accounts_are_found_by_name_place_role_and_state(api: Api, world: World) -> None:
    admin = await api.sign_in(world, "admin")
    await admin(DISABLE, id=(await people(admin, text="reader"))["reader"]["id"])

    assert set(await people(admin, text="count")) == {"county", "other_county"}
    assert set(await people(admin, text="%")) == set()
    assert set(await people(admin, region=FANGSHAN)) == {"secretary", "clerk", "village"}
    assert set(await people(admin, role="county_organiser")) == {"county", "other_county"}
    assert set(await people(admin, role="county_organiser", region="210726")) == {"county"}
    assert set(await people(admin, state="DISABLED")) == {"reader"}
    with pytest.raises(Refused) as refused:
        await people(admin, role="emperor")
    assert refused.value.codes == ["UNKNOWN_ROLE"]


async def test_system_and_security_administrator_together_let_somebody_in(api: Api, world: World) -> None:
    admin, security = await api.sign_in(world, "admin"), await api.sign_in(world, "security")
    made = (await admin(CREATE, input={"username": "zhao", "displayName": "赵一"}))["createAccount"]
    role = {"role": "city_organiser", "regionCode": "2107"}
    given = {"idempotencyKey": key(), "accountId": made["id"], "appointment": role, "reason": "到岗"}

    with pytest.raises(Refused) as refused:
        await admin(APPOINT, input=given)
    granted = (await security(APPOINT, input=given))["appoint"]
    again = (await security(APPOINT, input=given))["appoint"]

    assert refused.value.codes == ["FORBIDDEN"]
    assert (granted["role"], granted["grantedBy"]) == ("city_organiser", "security")
    assert again == granted
    assert len(made["oneTimePassword"]) == 12


async def test_an_administrator_takes_two(api: Api, world: World) -> None:
    admin, security = await api.sign_in(world, "admin"), await api.sign_in(world, "security")
    made = (await admin(CREATE, input={"username": "zhao", "displayName": "赵一"}))["createAccount"]
    role = {"role": "auditor", "regionCode": "21"}
    given = {"idempotencyKey": key(), "accountId": made["id"], "reason": "轮岗"}

    with pytest.raises(Refused) as alone:
        await security(APPOINT, input={**given, "appointment": role})
    proposed = (await security(PROPOSE, input={**given, **role}))["proposeAdministration"]
    with pytest.raises(Refused) as same:
        await security(DECIDE, id=proposed["id"], key=key())
    before = (await people(admin, text="zhao"))["zhao"]["appointments"]
    decided = (await admin(DECIDE, id=proposed["id"], key=key()))["decideApproval"]

    assert alone.value.codes == ["NEEDS_APPROVAL"]
    assert same.value.codes == ["SAME_PERSON"]
    assert proposed["summary"] == "由赵一(账号 zhao)自即日起担任租户审计管理员。"
    assert before == []
    assert decided == {"state": "APPROVED"}
    assert [one["role"] for one in (await people(admin, text="zhao"))["zhao"]["appointments"]] == ["auditor"]


async def test_a_disabled_person_is_out_at_the_next_request(api: Api, world: World) -> None:
    county, clerk = await api.sign_in(world, "county"), await api.sign_in(world, "clerk")
    target = (await people(county, text="clerk"))["clerk"]["id"]
    assert await may(clerk, "attendance:register")

    closed = (await county(DISABLE, id=target))["disableAccount"]
    after = await clerk(MINE)
    await county(ENABLE, id=target)

    assert closed == {"state": "DISABLED"}
    assert after == {"viewer": None}
    assert await clerk(MINE) == {"viewer": None}
    assert await may(await api.sign_in(world, "clerk"), "attendance:register")


async def test_a_reset_password_ends_sessions_and_must_be_changed(api: Api, world: World) -> None:
    county, clerk = await api.sign_in(world, "county"), await api.sign_in(world, "clerk")
    target = (await people(county, text="clerk"))["clerk"]["id"]

    told = (await county(RESET, id=target))["resetPassword"]["oneTimePassword"]
    browser = api.browser()
    query = """mutation($tenant: String!, $password: String!) {
      signIn(tenant: $tenant, username: "clerk", password: $password) { mustChangePassword permissions } }"""
    entered = (await browser(query, tenant=world.tenant_code, password=told))["signIn"]

    assert await clerk(MINE) == {"viewer": None}
    assert entered == {"mustChangePassword": True, "permissions": []}


async def test_a_role_that_ends_today_is_gone_at_the_next_request(api: Api, world: World) -> None:
    county, clerk = await api.sign_in(world, "county"), await api.sign_in(world, "clerk")
    assert await may(clerk, "attendance:register")

    ended = (await county(END, id=await appointment_id(county, "clerk"), on="2025-10-24"))["endAppointment"]

    assert ended == {"validTo": "2025-10-24"}
    assert await may(clerk, "attendance:register") is False


async def test_a_role_that_ends_tomorrow_is_gone_at_midnight_in_shanghai(
    api: Api, world: World, clock: FixedClock
) -> None:
    county = await api.sign_in(world, "county")
    await county(END, id=await appointment_id(county, "clerk"), on="2025-10-25")
    clock.instant = datetime(2025, 10, 24, 23, 59, 59, tzinfo=SHANGHAI).astimezone(UTC)
    clerk = await api.sign_in(world, "clerk")
    last_second = await may(clerk, "attendance:register")

    clock.advance(seconds=1)

    assert last_second is True
    assert await may(clerk, "attendance:register") is False


async def test_a_transferred_person_changes_places_at_midnight(api: Api, world: World, clock: FixedClock) -> None:
    city = await api.sign_in(world, "city")
    other = next(code for code in world.villages if code.startswith("210727"))
    given = {
        "idempotencyKey": key(),
        "accountId": (await people(city, text="clerk"))["clerk"]["id"],
        "on": "2025-10-25",
        "to": {"role": "township_clerk", "regionCode": other},
        "reason": "交流任职",
    }
    moved = (await city(TRANSFER, input=given))["transferAccount"]
    held = "{ viewer { roles { role regionCode } } }"
    clock.instant = datetime(2025, 10, 24, 23, 50, tzinfo=SHANGHAI).astimezone(UTC)
    clerk = await api.sign_in(world, "clerk")

    before = (await clerk(held))["viewer"]["roles"]
    clock.advance(minutes=10)
    after = (await clerk(held))["viewer"]["roles"]

    assert moved == {"role": "township_clerk", "regionCode": other, "validFrom": "2025-10-25"}
    assert before == [{"role": "township_clerk", "regionCode": FANGSHAN}]
    assert after == [{"role": "township_clerk", "regionCode": other}]


async def test_whoever_stands_in_signs_until_the_day_and_not_on_it(api: Api, world: World, clock: FixedClock) -> None:
    county, secretary = await api.sign_in(world, "county"), await api.sign_in(world, "secretary")
    clerk = await api.sign_in(world, "clerk")
    given = {
        "idempotencyKey": key(),
        "appointmentId": await appointment_id(county, "secretary"),
        "username": "clerk",
        "validFrom": "2025-10-24",
        "validTo": "2025-10-26",
        "reason": "外出学习",
    }
    assert await may(clerk, "sheet:sign") is False

    lent = (await secretary(ACT, input=given))["appointActing"]
    meanwhile = await may(clerk, "sheet:sign")
    told = (await people(county, text="clerk"))["clerk"]["appointments"]
    clock.instant = datetime(2025, 10, 26, tzinfo=SHANGHAI).astimezone(UTC)
    later = await api.sign_in(world, "clerk")

    assert (lent["validFrom"], lent["validTo"]) == ("2025-10-24", "2025-10-26")
    assert meanwhile is True
    assert [one["actingFor"] for one in told if one["role"] == "township_secretary"] == ["secretary"]
    assert await may(later, "sheet:sign") is False
    with pytest.raises(Refused) as refused:
        await later(SIGN_SHEETS, key=key())
    assert refused.value.codes == ["FORBIDDEN"]


async def test_the_person_stood_in_for_takes_it_back_at_once(api: Api, world: World) -> None:
    county, secretary = await api.sign_in(world, "county"), await api.sign_in(world, "secretary")
    clerk, village = await api.sign_in(world, "clerk"), await api.sign_in(world, "village")
    given = {
        "idempotencyKey": key(),
        "appointmentId": await appointment_id(county, "secretary"),
        "username": "clerk",
        "validFrom": "2025-10-24",
        "validTo": "2026-01-22",
        "reason": "外出学习",
    }
    lent = (await secretary(ACT, input=given))["appointActing"]

    with pytest.raises(Refused) as refused:
        await village(END, id=lent["id"], on="2025-10-24")
    meanwhile = await may(clerk, "sheet:sign")
    await secretary(END, id=lent["id"], on="2025-10-24")

    assert refused.value.codes == ["APPOINTMENT_NOT_FOUND"]
    assert meanwhile is True
    assert await may(clerk, "sheet:sign") is False
