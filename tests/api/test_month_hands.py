"""Whose hand a month waits for, since when, and whose hands it went through."""

from datetime import date
from typing import Any

import pytest

from tests.acceptance.acts import key, postings, register_days
from tests.acceptance.documents import SEAL, SIGN, TOTAL_MONTH
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client
from xuanpai_core.identity.models import Account, AccountState
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account

SEPTEMBER = {"township": FANGSHAN, "month": "2025-09"}
WAITING = """query($region: String!, $month: String!) { monthPage(regionCode: $region, month: $month) {
  waiting { step since hands { name office actingFor } } } }"""
THROUGH = """query { sheets(month: "2025-09") { nodes {
  totalledBy sealedBy verifiedBy posting { cadre { name } attendanceDays(month: "2025-09") { registeredBy } } } } }"""


async def _waiting(client: Client, month: str = "2025-09") -> list[dict[str, Any]]:
    page: dict[str, Any] = (await client(WAITING, region="210726", month=month))["monthPage"]
    waiting: list[dict[str, Any]] = page["waiting"]
    return waiting


@pytest.mark.rule("JZ-08")
async def test_each_step_waits_for_whoever_holds_the_office_since_the_step_before(api: Api, world: World) -> None:
    clerk, secretary, county = [await api.sign_in(world, name) for name in ("clerk", "secretary", "county")]
    await register_days(clerk, (await postings(clerk))["王建国"]["id"], date(2025, 9, 1), 2)

    running = await _waiting(county, "2025-10")
    begun = await _waiting(county)
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    totalled = await _waiting(county)
    await secretary(SIGN, **SEPTEMBER, key=key())
    await clerk(SEAL, **SEPTEMBER, key=key())
    sealed = await _waiting(county)

    by_clerk = [{"name": "clerk", "office": "芳山镇经办人", "actingFor": None}]
    assert running == [{"step": "TOTAL", "since": None, "hands": by_clerk}]
    assert begun == [{"step": "TOTAL", "since": "2025-10-01", "hands": by_clerk}]
    assert totalled == [
        {
            "step": "SIGN",
            "since": "2025-10-24",
            "hands": [{"name": "secretary", "office": "芳山镇党委书记", "actingFor": None}],
        }
    ]
    assert sealed == [
        {
            "step": "VERIFY",
            "since": "2025-10-24",
            "hands": [{"name": "county", "office": "黑山县委组织部", "actingFor": None}],
        }
    ]


async def test_who_may_no_longer_sign_in_is_nobodys_hand(api: Api, world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        held = NewAppointment("township_clerk", FANGSHAN)
        left = await add_account(work, NewAccount("left", "离任的人", held), "x", must_change=False)
        account = await work.session.get_one(Account, (work.tenant_id, left))
        account.state = AccountState.DISABLED

    [waiting] = await _waiting(await api.sign_in(world, "county"))

    assert [hand["name"] for hand in waiting["hands"]] == ["clerk"]


async def test_a_sheet_names_who_totalled_and_sealed_it_and_a_day_who_registered_it(api: Api, world: World) -> None:
    clerk, secretary, county = [await api.sign_in(world, name) for name in ("clerk", "secretary", "county")]
    await register_days(clerk, (await postings(clerk))["王建国"]["id"], date(2025, 9, 1), 2)
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    await secretary(SIGN, **SEPTEMBER, key=key())
    await clerk(SEAL, **SEPTEMBER, key=key())

    nodes = (await county(THROUGH))["sheets"]["nodes"]

    sheets = {node["posting"]["cadre"]["name"]: node for node in nodes}
    wang = sheets["王建国"]
    assert (wang["totalledBy"], wang["sealedBy"], wang["verifiedBy"]) == ("clerk", "clerk", None)
    assert wang["posting"]["attendanceDays"] == [{"registeredBy": "clerk"}, {"registeredBy": "clerk"}]
