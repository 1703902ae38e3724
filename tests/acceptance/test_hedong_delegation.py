"""河东区 hands the daily management to its streets and towns, and takes it back (HD-10); each sets its own (HD-19)."""

from datetime import date
from typing import Any

import pytest

from tests.acceptance.acts import key, postings, register_days, upload
from tests.acceptance.documents import ACTIVATE, IMPORT, PREPARE, RECORD_ACTIVITY, START_IMPORT, TOTAL_MONTH
from tests.acceptance.offices import first_organiser, open_province
from tests.core.roster.people import person, workbook
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.worker import run_worker
from xuanpai_core.roster.template import CONTENT_TYPE

HEDONG, XIANGGONG, TANGHE = "371312", "371312004", "371312104"
DAILY = ["attendance:register", "sheet:seal", "sheet:sign", "sheet:total"]
DELEGATE = """mutation($input: DelegateInput!) {
  delegate(input: $input) { id placeName actions validFrom validTo } }"""
REVOKE = """mutation($id: ID!, $reason: String!) {
  revokeDelegation(id: $id, reason: $reason) { validTo revokedBy revokeReason } }"""
DELEGATIONS = "{ delegations { nodes { placeName actions validTo revokeReason } } }"
DAYS = 'query($id: ID!) { posting(id: $id) { attendanceDays(month: "2025-10") { day } } }'
DEACTIVATE = """mutation($id: ID!, $on: Date!, $key: String!) {
  deactivatePlugin(id: $id, on: $on, idempotencyKey: $key) { validTo } }"""


async def _delegate(district: Client, place: str) -> dict[str, Any]:
    given = {
        "idempotencyKey": key(),
        "regionCode": place,
        "actions": DAILY,
        "validFrom": "2025-10-24",
        "reason": "委托镇街党(工)委负责日常管理、实绩考核",
    }
    handed: dict[str, Any] = (await district(DELEGATE, input=given))["delegate"]
    return handed


async def _import_two(database: Database, district: Client) -> None:
    """A first secretary in each of two townships."""
    changes = {"UNIT_NAME": "河东区财政局", "UNIT_REGION": HEDONG, "DISPATCH_LEVEL": "县派"}
    people = [
        person(0, NAME="周海", REGION_CODE="371312004202", REGION_NAME="相公一村村民委员会", **changes),
        person(1, NAME="吴敏", REGION_CODE="371312104236", REGION_NAME="禹屋村村民委员会", **changes),
    ]
    content = workbook(people)
    evidence_id = await upload(district, content, kind="ROSTER", name="名册.xlsx", content_type=CONTENT_TYPE)
    started = (await district(START_IMPORT, evidence=evidence_id, dryRun=False, key=key()))["startRosterImport"]
    await run_worker(database, database.settings, until_empty=True)
    imported = (await district(IMPORT, id=started["id"]))["rosterImport"]
    assert (imported["state"], imported["createdPostings"]) == ("SUCCEEDED", 2), imported


async def _days(client: Client, posting_id: str) -> list[str]:
    return [row["day"] for row in (await client(DAYS, id=posting_id))["posting"]["attendanceDays"]]


@pytest.mark.rule("HD-10")
async def test_once_the_district_takes_the_delegation_back_the_street_writes_nothing_more(
    api: Api, database: Database
) -> None:
    office, admin, security = await open_province(api, database, "37")
    province = await first_organiser(office, admin, security)
    district = await office.appoint(province, "hedong", "county_organiser", regionCode=HEDONG)
    street = await office.appoint(district, "xianggong", "township_clerk", regionCode=XIANGGONG)
    town = await office.appoint(district, "tanghe", "township_clerk", regionCode=TANGHE)
    await _import_two(database, district)
    seen = await postings(district)
    here, there = seen["周海"]["id"], seen["吴敏"]["id"]

    handed = await _delegate(district, XIANGGONG)
    await _delegate(district, TANGHE)
    await register_days(street, here, date(2025, 10, 20), 1)
    assert handed["placeName"] == "山东省临沂市河东区相公街道"
    assert (handed["actions"], handed["validFrom"], handed["validTo"]) == (DAILY, "2025-10-24", None)

    revoked = (await district(REVOKE, id=handed["id"], reason="区委组织部统一收回"))["revokeDelegation"]

    # The very next request of the same session writes nothing; reading goes on.
    for write in (
        register_days(street, here, date(2025, 10, 21), 1),
        street(TOTAL_MONTH, township=XIANGGONG, month="2025-09", key=key()),
    ):
        with pytest.raises(Refused) as refused:
            await write
        assert refused.value.codes == ["FORBIDDEN"]
    assert await _days(street, here) == ["2025-10-20"]
    assert (await district('{ sheets(month: "2025-09") { totalCount } }'))["sheets"] == {"totalCount": 0}
    assert (revoked["validTo"], revoked["revokedBy"], revoked["revokeReason"]) == (
        "2025-10-24",
        "hedong",
        "区委组织部统一收回",
    )

    # The other town, to which nothing was done, goes on.
    await register_days(town, there, date(2025, 10, 21), 1)
    assert await _days(town, there) == ["2025-10-21"]

    # And a new delegation lets the street go on, too.
    await _delegate(district, XIANGGONG)
    await register_days(street, here, date(2025, 10, 22), 1)
    assert await _days(street, here) == ["2025-10-20", "2025-10-22"]
    told = [(one["placeName"][-4:], one["validTo"]) for one in (await district(DELEGATIONS))["delegations"]["nodes"]]
    assert told == [("相公街道", None), ("区汤河镇", None), ("相公街道", "2025-10-24")]


@pytest.mark.rule("HD-10")
async def test_a_street_delegates_nothing_to_itself_and_takes_nothing_back(api: Api, world: World) -> None:
    county = await api.sign_in(world, "county")
    handed = await _delegate(county, FANGSHAN)

    for person_of_the_township in ("clerk", "secretary"):
        client = await api.sign_in(world, person_of_the_township)
        with pytest.raises(Refused) as refused:
            await client(REVOKE, id=handed["id"], reason="自行解除")
        assert refused.value.codes == ["FORBIDDEN"]
        with pytest.raises(Refused) as refused:
            await _delegate(client, FANGSHAN)
        assert refused.value.codes == ["FORBIDDEN"]

    [one] = (await county(DELEGATIONS))["delegations"]["nodes"]
    assert (one["validTo"], one["revokeReason"]) == (None, None)


async def _activate(admin: Client, place: str, fen: int, since: str = "2025-01-01") -> str:
    given = {
        "idempotencyKey": key(),
        "plugin": "region_jinzhou",
        "regionCode": place,
        "validFrom": since,
        "parameters": {"stipend_month_fen": fen},
    }
    activated: str = (await admin(ACTIVATE, input=given))["activatePlugin"]["id"]
    return activated


async def _amounts(api: Api, world: World, organiser: str, county_code: str) -> dict[str, list[int]]:
    """What each cadre of the county is paid for the third quarter, month by month."""
    county = await api.sign_in(world, organiser)
    meeting = {
        "idempotencyKey": key(),
        "kind": "DISPATCH_MEETING",
        "regionCode": county_code,
        "heldOn": "2025-09-26",
        "title": "三季度调度会",
        "topics": {"PROGRESS": "平稳。", "PROBLEMS": "无。", "NEXT_STEPS": "继续。"},
    }
    await county(RECORD_ACTIVITY, input=meeting)
    batch = (await county(PREPARE, county=county_code, quarter="2025Q3", key=key()))["prepareStipendBatch"]
    paid: dict[str, list[tuple[str, int]]] = {}
    for line in batch["lines"]["nodes"]:
        paid.setdefault(line["posting"]["cadre"]["name"], []).append((line["month"], line["amountFen"]))
    return {name: [fen for _, fen in sorted(told)] for name, told in paid.items()}


@pytest.mark.rule("HD-19")
async def test_each_township_has_its_own_parameters_and_touches_no_other(api: Api, world: World) -> None:
    admin = await api.sign_in(world, "admin")
    other = next(code for code in world.villages if code.startswith("210727"))
    await _activate(admin, "2107", 170_000)
    here = await _activate(admin, FANGSHAN, 150_000)
    await _activate(admin, other, 200_000)

    # One of the two gives its own figure up from September on; the other's stays.
    await admin(DEACTIVATE, id=here, on="2025-09-01", key=key())

    paid_here = await _amounts(api, world, "county", "210726")
    paid_there = await _amounts(api, world, "other_county", "210727")

    assert paid_here["王建国"] == [150_000, 150_000, 170_000]
    assert paid_there["刘洋"] == [200_000, 200_000, 200_000]
