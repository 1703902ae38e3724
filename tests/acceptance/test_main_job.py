"""The main job, end to end, through the API alone: a province is opened, and its people work."""

from datetime import date
from typing import Any

import httpx2
import pytest

from tests.acceptance.acts import activate_jinzhou, check_in, key, photo, post_file, postings, register_days, upload
from tests.acceptance.documents import (
    COMPLETE_UPLOAD,
    COUNTY_FIGURES,
    GAPS,
    IMPORT,
    PREPARE,
    RECORD_ACTIVITY,
    SEAL,
    SIGN,
    START_IMPORT,
    TOTAL_MONTH,
    WRITE_LOG,
)
from tests.acceptance.offices import OPERATOR, first_organiser, open_province
from tests.core.roster.people import Person, person, workbook
from tests.factories.world import World
from tests.fixtures.api import SIGN_IN, Api, Client, Refused
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.worker import run_worker
from xuanpai_core.roster.template import CONTENT_TYPE
from xuanpai_tenants.provisioning import bootstrap_platform

FANGSHAN = "210726101"
TENANTS = """query($after: String) {
  tenants(first: 100, after: $after) { nodes { code } pageInfo { endCursor hasNextPage } } }"""


async def _import(database: Database, organiser: Client, evidence_id: str, *, dry_run: bool) -> dict[str, Any]:
    """Start an import, let the real worker run it, and read how it ended."""
    started = (await organiser(START_IMPORT, evidence=evidence_id, dryRun=dry_run, key=key()))["startRosterImport"]
    await run_worker(database, database.settings, until_empty=True)
    ended: dict[str, Any] = (await organiser(IMPORT, id=started["id"]))["rosterImport"]
    return ended


def _roster() -> list[Person]:
    village = {"REGION_CODE": "210726101205", "REGION_NAME": "芳山镇东孟屯村"}
    return [
        person(0, NAME="周海"),
        person(1, NAME="吴敏", **village),
        person(2, NAME="郑强", DISPATCH_LEVEL="县派", UNIT_NAME="黑山县水利局", UNIT_REGION="210726", ROLE="工作队员"),
    ]


async def _upload_roster(organiser: Client, people: list[Person]) -> str:
    return await upload(organiser, workbook(people), kind="ROSTER", name="名册.xlsx", content_type=CONTENT_TYPE)


async def test_a_province_is_opened_and_its_people_work(api: Api, database: Database, clock: FixedClock) -> None:
    office, admin, security = await open_province(api, database, "21")
    activated = await activate_jinzhou(admin)
    province = await first_organiser(office, admin, security)

    # An organiser imports a roster: first a dry run that reports every faulty row, then the real one.
    faulty = [*_roster(), person(9, REGION_CODE="210726101999"), person(8, ID_NUMBER="210726197005010001")]
    rehearsal = await _import(database, province, await _upload_roster(province, faulty), dry_run=True)
    imported = await _import(database, province, await _upload_roster(province, _roster()), dry_run=False)
    assert activated["plugin"] == "region_jinzhou"
    assert (rehearsal["state"], rehearsal["createdPostings"]) == ("FAILED", 0)
    assert {(problem["row"], problem["code"]) for problem in rehearsal["problems"]} == {
        (5, "UNKNOWN_REGION"),
        (6, "ID_CHECK_DIGIT"),
    }
    assert (imported["state"], imported["createdCadres"], imported["createdPostings"]) == ("SUCCEEDED", 3, 3)

    # A cadre signs in, uploads a photo, checks in, writes the day's log with the photo as evidence.
    seen = await postings(province)
    zhou = await office.appoint(province, "zhouhai", "posted_cadre", cadreId=seen["周海"]["cadre"]["id"])
    evidence_id = await upload(zhou, photo())
    day = await check_in(zhou, date(2025, 10, 24), photoId=evidence_id, latitude=41.7, longitude=122.1)
    entry = {"idempotencyKey": key(), "day": "2025-10-24", "content": "走访三户。", "householdsVisited": 3}
    log = (await zhou(WRITE_LOG, input={**entry, "photoIds": [evidence_id]}))["writeLog"]
    assert (day["status"], day["photo"]["id"]) == ("ON_DUTY", evidence_id)
    assert (log["evidenceMissing"], [item["id"] for item in log["evidence"]]) == (False, [evidence_id])

    # The township registers and totals; secretary and clerk sign and seal.
    clerk = await office.appoint(province, "clerk", "township_clerk", regionCode=FANGSHAN)
    secretary = await office.appoint(province, "secretary", "township_secretary", regionCode=FANGSHAN)
    for month in (7, 8, 9):
        await register_days(clerk, seen["周海"]["id"], date(2025, month, 1), 20)
        await register_days(clerk, seen["吴敏"]["id"], date(2025, month, 1), 20 if month != 8 else 18)
        closed = {"township": FANGSHAN, "month": f"2025-{month:02d}"}
        await clerk(TOTAL_MONTH, **closed, key=key())
        await secretary(SIGN, **closed, key=key())
        sealed = (await clerk(SEAL, **closed, key=key()))["sealSheets"]
        assert [sheet["state"] for sheet in sealed] == ["SEALED"] * 3

    # The quarter's stipend comes from the plugin, and so does who lacks the cover.
    county = await office.appoint(province, "heishan", "county_organiser", regionCode="210726")
    topics = {"PROGRESS": "平稳。", "PROBLEMS": "缺项目。", "NEXT_STEPS": "会商。"}
    meeting = {"kind": "DISPATCH_MEETING", "regionCode": "210726", "heldOn": "2025-09-28", "title": "三季度调度会"}
    await county(RECORD_ACTIVITY, input={"idempotencyKey": key(), **meeting, "topics": topics})
    batch = (await county(PREPARE, county="210726", quarter="2025Q3", key=key()))["prepareStipendBatch"]
    gaps = (await county(GAPS, region="210726"))["insuranceGaps"]
    assert (batch["state"], batch["payableFen"], batch["onHoldFen"]) == ("READY", 850_000, 170_000)
    assert {gap["cadreName"] for gap in gaps} == {"周海", "吴敏"}

    # Each level reads its own figures.
    figures = (await county(COUNTY_FIGURES, region="210726", month="2025-08"))["countyFigures"]
    assert [(row["postings"], row["met"], row["belowNorm"], row["requiredDays"]) for row in figures] == [(3, 1, 2, 20)]


async def test_the_operator_sees_the_directory_and_no_provinces_rows(
    api: Api, database: Database, world: World
) -> None:
    await bootstrap_platform(database, "operator", OPERATOR)
    operator = api.browser()
    await operator(SIGN_IN, tenant="platform", username="operator", password=OPERATOR)

    codes, after, more = set[str](), None, True
    while more:
        page = (await operator(TENANTS, after=after))["tenants"]
        codes |= {tenant["code"] for tenant in page["nodes"]}
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    with pytest.raises(Refused) as refused:
        await operator("{ postings { nodes { id } } }")

    assert {"platform", world.tenant_code} <= codes
    assert refused.value.codes == ["FORBIDDEN"]


async def test_a_photo_that_is_an_html_file_is_refused_and_removed(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    page = b"<!doctype html><script>alert(1)</script>" * 10

    evidence_id, stored = await post_file(cadre, page, name="现场.jpg")
    with pytest.raises(Refused) as refused:
        await cadre(COMPLETE_UPLOAD, id=evidence_id)

    node = (await cadre("query($id: ID!) { node(id: $id) { ... on Evidence { state } } }", id=evidence_id))["node"]
    assert stored.status_code == 204
    assert refused.value.codes == ["NOT_AN_IMAGE"]
    assert node == {"state": "REJECTED"}


async def test_a_photo_over_the_limit_is_refused_before_a_byte_is_sent(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")

    with pytest.raises(Refused) as refused:
        await post_file(cadre, b"x" * (10 * 1024 * 1024 + 1))

    assert refused.value.codes == ["UPLOAD_TOO_LARGE"]


async def test_the_store_itself_refuses_a_file_larger_than_announced(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    announced = {"kind": "PHOTO", "fileName": "a.jpg", "contentType": "image/jpeg", "size": 100}
    document = "mutation($i: BeginUploadInput!) { beginUpload(input: $i) { url fields { name value } } }"
    begun = (await cadre(document, i=announced))["beginUpload"]

    async with httpx2.AsyncClient() as http:
        form = {field["name"]: field["value"] for field in begun["fields"]}
        answer = await http.post(begun["url"], data=form, files={"file": ("a.jpg", photo() * 5, "image/jpeg")})

    assert answer.status_code in {400, 403}


async def test_a_check_in_dated_tomorrow_leaves_nothing(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")

    with pytest.raises(Refused) as refused:
        await check_in(cadre, date(2025, 10, 25))

    mine = (await cadre('{ myPosting { attendanceDays(month: "2025-10") { day } } }'))["myPosting"]
    assert refused.value.codes == ["CHECK_IN_IN_FUTURE"]
    assert mine == {"attendanceDays": []}


async def test_a_retry_with_the_same_key_has_one_effect_and_other_content_is_refused(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    same = {"idempotencyKey": key(), "id": "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"}

    first = await check_in(cadre, date(2025, 10, 24), **same)
    second = await check_in(cadre, date(2025, 10, 24), **same)
    with pytest.raises(Refused) as refused:
        await check_in(cadre, date(2025, 10, 24), **same, note="另一份内容")

    assert first == second
    assert first["checkIns"] == 1
    assert refused.value.codes == ["IDEMPOTENCY_KEY_REUSED"]


async def test_the_same_roster_twice_has_one_effect(api: Api, world: World, database: Database) -> None:
    county = await api.sign_in(world, "county")
    # One file: a workbook made anew would hold another time, and so be another file.
    file = workbook(_roster())
    announced = {"kind": "ROSTER", "name": "名册.xlsx", "content_type": CONTENT_TYPE}

    first = await _import(database, county, await upload(county, file, **announced), dry_run=False)
    second = await _import(database, county, await upload(county, file, **announced), dry_run=False)

    assert (first["state"], first["createdPostings"]) == ("SUCCEEDED", 3)
    assert (second["state"], [problem["code"] for problem in second["problems"]]) == (
        "FAILED",
        ["FILE_ALREADY_IMPORTED"],
    )
    assert len(await postings(county)) == 6
