"""The month through its hands: sealed after it was signed, verified, sent back, printed; each example of the rules."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.acceptance.acts import activate_jinzhou, key, postings, register_days
from tests.acceptance.documents import SEAL, SIGN, TOTAL_MONTH
from tests.acceptance.documents_sheets import (
    APPOINT_ACTING,
    DOCUMENT,
    DOCUMENT_LINK,
    MONTH_PAGE,
    PRINT,
    REOPEN,
    SHEETS,
    VERIFY,
)
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.identity.service import NewAppointment
from xuanpai_core.jobs.worker import run_worker
from xuanpai_graphql.lookahead.ids import global_id

SEPTEMBER = {"township": FANGSHAN, "month": "2025-09"}


async def _sheets(client: Client) -> dict[str, dict[str, Any]]:
    """September's sheets as the client sees them, by name."""
    nodes = (await client(SHEETS, month="2025-09"))["sheets"]["nodes"]
    return {node["posting"]["cadre"]["name"]: node for node in nodes}


async def _sealed(api: Api, world: World, days: int = 20) -> tuple[Client, Client, Client]:
    """September sealed with ``days`` days of 王建国's; the clerk, the secretary, the county."""
    clerk, secretary, county = [await api.sign_in(world, name) for name in ("clerk", "secretary", "county")]
    seen = await postings(clerk)
    await register_days(clerk, seen["王建国"]["id"], date(2025, 9, 1), days)
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    await secretary(SIGN, **SEPTEMBER, key=key())
    await clerk(SEAL, **SEPTEMBER, key=key())
    return clerk, secretary, county


def _reopening(*sheet_ids: str, reason: str = "9月21日漏登") -> dict[str, Any]:
    return {
        "idempotencyKey": key(),
        "townshipCode": FANGSHAN,
        "month": "2025-09",
        "sheetIds": list(sheet_ids),
        "reason": reason,
    }


@pytest.mark.rule("JZ-08")
async def test_the_county_reads_unsealed_in_place_of_the_data_and_cannot_verify(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    clerk, secretary, county = [await api.sign_in(world, name) for name in ("clerk", "secretary", "county")]
    await register_days(clerk, (await postings(clerk))["王建国"]["id"], date(2025, 9, 1), 20)
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    await secretary(SIGN, **SEPTEMBER, key=key())

    above = [await _sheets(await api.sign_in(world, name)) for name in ("county", "city", "province", "reader")]
    near = [
        await _sheets(await api.sign_in(world, name)) for name in ("clerk", "secretary", "village", "王建国", "unit")
    ]
    with pytest.raises(Refused) as refused:
        await county(VERIFY, **SEPTEMBER, key=key())
    await clerk(SEAL, **SEPTEMBER, key=key())
    afterwards = (await _sheets(county))["王建国"]

    data = ("days", "onDutyDays", "outcome", "reason", "contentHash")
    for sheets in above:
        assert {sheet["withheld"] for sheet in sheets.values()} == {"未盖章"}
        assert [sheet[name] for sheet in sheets.values() for name in data] == [None] * 5 * len(sheets)
        assert sheets["王建国"]["signature"]["hash"] is None
    for sheets in near:
        seen = sheets["王建国"]
        assert (seen["withheld"], seen["onDutyDays"], seen["outcome"], len(seen["days"])) == (None, "20", "MET", 20)
    assert refused.value.codes == ["SHEET_UNSEALED"]
    assert (afterwards["state"], afterwards["withheld"], afterwards["onDutyDays"]) == ("SEALED", None, "20")


@pytest.mark.rule("JZ-08")
@pytest.mark.rule("FJ-18")
async def test_a_sealed_day_changes_by_reopening_alone_which_is_on_record(api: Api, world: World) -> None:
    clerk, secretary, county = await _sealed(api, world, days=19)
    posting_id = (await postings(clerk))["王建国"]["id"]
    before = (await _sheets(county))["王建国"]
    await county(VERIFY, **SEPTEMBER, key=key())

    with pytest.raises(Refused) as locked:
        await register_days(clerk, posting_id, date(2025, 9, 21), 1)
    with pytest.raises(Refused) as not_theirs:
        await clerk(REOPEN, input=_reopening(before["id"]))
    unchanged = (await _sheets(county))["王建国"]
    done = (await county(REOPEN, input=_reopening(before["id"])))["reopenSheets"]
    reopened = (await _sheets(clerk))["王建国"]
    await register_days(clerk, posting_id, date(2025, 9, 21), 1)
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    await secretary(SIGN, **SEPTEMBER, key=key())
    await clerk(SEAL, **SEPTEMBER, key=key())

    assert (locked.value.codes, not_theirs.value.codes) == (["MONTH_SEALED"], ["FORBIDDEN"])
    assert (unchanged["state"], unchanged["onDutyDays"], unchanged["reopenings"]) == ("VERIFIED", "19", [])
    assert [sheet["state"] for sheet in done] == ["TOTALLED"]
    assert (reopened["state"], reopened["signature"]) == ("TOTALLED", None)
    assert reopened["reopenings"] == [
        {
            "reason": "9月21日漏登",
            "name": "county",
            "reopenedAt": "2025-10-24T09:00:00+08:00",
            "state": "VERIFIED",
            "hash": before["contentHash"],
            "signature": {"name": "secretary", "valid": False},
        }
    ]
    after = (await _sheets(county))["王建国"]
    assert (after["state"], after["onDutyDays"], after["signature"]["valid"]) == ("SEALED", "20", True)
    assert after["contentHash"] != before["contentHash"]


@pytest.mark.rule("JZ-09")
async def test_a_signature_says_whose_it_is_and_is_void_once_a_day_changes(api: Api, world: World) -> None:
    clerk, secretary = await api.sign_in(world, "clerk"), await api.sign_in(world, "secretary")
    posting_id = (await postings(clerk))["王建国"]["id"]
    await register_days(clerk, posting_id, date(2025, 9, 1), 12)
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    await secretary(SIGN, **SEPTEMBER, key=key())
    signed = await _sheets(clerk)
    await register_days(clerk, posting_id, date(2025, 9, 13), 1)

    changed = await _sheets(clerk)

    signature = signed["王建国"]["signature"]
    assert (signature["name"], signature["office"], signature["actingFor"]) == ("secretary", "芳山镇党委书记", None)
    assert (signature["hash"], signature["valid"]) == (signed["王建国"]["contentHash"], True)
    assert {name: sheet["signature"]["valid"] for name, sheet in changed.items()} == {
        "王建国": False,
        "李秀英": True,
        "张伟": True,
    }


@pytest.mark.rule("JZ-09")
async def test_a_deputy_signs_by_a_recorded_grant_only(api: Api, world: World) -> None:
    clerk = await api.sign_in(world, "clerk")
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    await appoint(world, "钱委员", NewAppointment("reader", FANGSHAN))
    deputy = await api.sign_in(world, "钱委员")

    with pytest.raises(Refused) as refused:
        await deputy(SIGN, **SEPTEMBER, key=key())
    unsigned = await _sheets(clerk)
    async with world.database.read(world.ctx("admin")) as work:
        lent: UUID = await work.driver.fetchval(
            "SELECT id FROM appointment WHERE tenant_id = $1 AND account_id = $2",
            world.tenant_id,
            world.people["secretary"].account_id,
        )
    acting = {
        "idempotencyKey": key(),
        "appointmentId": global_id("Appointment", lent),
        "username": "钱委员",
        "validFrom": "2025-10-24",
        "validTo": "2025-10-31",
        "reason": "书记外出学习",
    }
    await (await api.sign_in(world, "secretary"))(APPOINT_ACTING, input=acting)
    await deputy(SIGN, **SEPTEMBER, key=key())

    signature = (await _sheets(clerk))["王建国"]["signature"]
    assert refused.value.codes == ["FORBIDDEN"]
    assert {(sheet["state"], sheet["signature"]) for sheet in unsigned.values()} == {("TOTALLED", None)}
    assert (signature["name"], signature["actingFor"], signature["valid"]) == ("钱委员", "secretary", True)


@pytest.mark.rule("JZ-08")
async def test_the_organisers_month_says_who_is_waited_for(api: Api, world: World) -> None:
    clerk, secretary, county = [await api.sign_in(world, name) for name in ("clerk", "secretary", "county")]
    await register_days(clerk, (await postings(clerk))["王建国"]["id"], date(2025, 9, 1), 1)
    begun = (await county(MONTH_PAGE, region="2107", month="2025-09"))["monthPage"]
    sheets = (await clerk(TOTAL_MONTH, **SEPTEMBER, key=key()))["totalMonth"]
    one = {**SEPTEMBER, "key": key()}
    query = """mutation($township: String!, $month: String!, $key: String!, $ids: [ID!]) {
      signSheets(townshipCode: $township, month: $month, idempotencyKey: $key, sheetIds: $ids) { id } }"""
    await secretary(query, **one, ids=[sheets[0]["id"]])

    page = (await county(MONTH_PAGE, region="2107", month="2025-09"))["monthPage"]
    current = (await county(MONTH_PAGE, region="210726", month="2025-10"))["monthPage"]
    elsewhere = (await county(MONTH_PAGE, region="210727", month="2025-09"))["monthPage"]

    zero = dict.fromkeys(("unregistered", "registered", "totalled", "signed", "sealed", "verified", "overdue"), 0)
    assert begun["counts"] == zero | {"postings": 3, "unregistered": 2, "registered": 1, "overdue": 3}
    assert begun["waiting"] == [{"step": "TOTAL", "townshipName": "芳山镇", "sheets": 3, "overdue": True}]
    assert (page["dueOn"], page["counts"]) == (
        "2025-10-05",
        zero | {"postings": 3, "totalled": 2, "signed": 1, "overdue": 3},
    )
    assert page["waiting"] == [
        {"step": "SIGN", "townshipName": "芳山镇", "sheets": 2, "overdue": True},
        {"step": "SEAL", "townshipName": "芳山镇", "sheets": 1, "overdue": True},
    ]
    assert page["townships"] == [{"townshipCode": FANGSHAN, "counts": {"postings": 3, "sealed": 0}}]
    assert (current["counts"]["overdue"], current["waiting"][0]["overdue"]) == (0, False)
    assert elsewhere["counts"] == zero | {"postings": 0}


@pytest.mark.rule("JZ-08")
async def test_the_months_register_is_printed_for_whom_it_concerns(api: Api, world: World) -> None:
    clerk, _, _ = await _sealed(api, world)
    stranger = await api.sign_in(world, "other_county")
    wanted = {"idempotencyKey": key(), "month": "2025-09", "format": "XLSX", "regionCode": FANGSHAN}

    asked = (await clerk(PRINT, input=wanted))["printSheets"]
    with pytest.raises(Refused) as nothing:
        await stranger(PRINT, input=wanted | {"idempotencyKey": key()})
    await run_worker(world.database, world.database.settings, until_empty=True)

    assert asked["fileName"] == "芳山镇2025年9月选派干部考勤登记表.xlsx"
    assert nothing.value.codes == ["NOTHING_TO_PRINT"]
    assert (await clerk(DOCUMENT, id=asked["id"]))["sheetDocument"] == {
        "state": "READY",
        "rowCount": 3,
        "failure": None,
        "failureMessage": None,
    }
    assert (await clerk(DOCUMENT_LINK, id=asked["id"]))["sheetDocumentLink"].startswith("http")
    assert (await stranger(DOCUMENT, id=asked["id"]))["sheetDocument"] is None
    with pytest.raises(Refused) as unknown:
        await stranger(DOCUMENT_LINK, id=asked["id"])
    assert unknown.value.codes == ["DOCUMENT_NOT_FOUND"]
