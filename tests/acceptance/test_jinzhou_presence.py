"""锦州's rules of presence: twenty days, a log a day, and the sheet that is totalled, signed and sealed."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from tests.acceptance.acts import activate_jinzhou, check_in, key, photo, postings, register_days, upload
from tests.acceptance.documents import SEAL, SIGN, TOTAL_MONTH, WRITE_LOG
from tests.core.evidence.files import get, stored
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Refused
from xuanpai_core.clock import FixedClock
from xuanpai_core.evidence.verification import Fault, Finding, verify_evidence
from xuanpai_graphql.keys import EVIDENCE

SEPTEMBER = {"township": FANGSHAN, "month": "2025-09"}


async def _totalled(api: Api, world: World) -> dict[str, dict[str, object]]:
    clerk = await api.sign_in(world, "clerk")
    sheets = (await clerk(TOTAL_MONTH, **SEPTEMBER, key=key()))["totalMonth"]
    return {sheet["posting"]["cadre"]["name"]: sheet for sheet in sheets}


@pytest.mark.rule("JZ-02")
async def test_twenty_days_meet_the_month_and_nineteen_miss_it_by_one(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    clerk = await api.sign_in(world, "clerk")
    seen = await postings(clerk)
    await register_days(clerk, seen["王建国"]["id"], date(2025, 9, 1), 20)
    await register_days(clerk, seen["李秀英"]["id"], date(2025, 9, 1), 19)

    sheets = await _totalled(api, world)

    assert (sheets["王建国"]["onDutyDays"], sheets["王建国"]["outcome"]) == ("20", "MET")
    assert (sheets["李秀英"]["onDutyDays"], sheets["李秀英"]["outcome"]) == ("19", "UNMET")
    assert "还缺1天" in str(sheets["李秀英"]["reason"])
    assert "每月到岗率不少于20天" in str(sheets["王建国"]["clause"])


@pytest.mark.rule("JZ-02")
async def test_three_check_ins_on_one_day_count_one_day(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    today = date(2025, 10, 24)

    taken = [await check_in(cadre, today) for _ in range(3)]

    month = 'month(month: "2025-10") { onDutyDays }'
    mine = (await cadre("{ myPosting { " + month + " } }"))["myPosting"]
    assert [act["checkIns"] for act in taken] == [1, 2, 3]
    assert mine["month"]["onDutyDays"] == 1


@pytest.mark.rule("JZ-02")
async def test_weekends_in_the_village_count(api: Api, world: World, clock: FixedClock) -> None:
    cadre = await api.sign_in(world, "王建国")
    clock.advance(days=1)  # Saturday, 25 October 2025

    taken = await check_in(await api.sign_in(world, "王建国"), date(2025, 10, 25))

    assert cadre is not None
    assert (taken["day"], taken["status"]) == ("2025-10-25", "ON_DUTY")


@pytest.mark.rule("JZ-07")
async def test_days_on_duty_without_a_log_are_listed(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    days = [date(2025, 10, 22) + timedelta(days=offset) for offset in range(3)]
    for day in days:
        await check_in(cadre, day)
    entry = {"idempotencyKey": key(), "day": "2025-10-23", "content": "走访脱贫户,了解秋收情况。"}
    await cadre(WRITE_LOG, input=entry)
    posting_id = (await postings(cadre))["王建国"]["id"]

    missing = await cadre(
        "query($id: ID!, $month: String!) { missingLogs(postingId: $id, month: $month) }",
        id=posting_id,
        month="2025-10",
    )

    assert missing == {"missingLogs": ["2025-10-22", "2025-10-24"]}


@pytest.mark.rule("JZ-07")
async def test_a_visit_without_evidence_is_shown_and_with_a_photo_it_is_proved(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    await check_in(cadre, date(2025, 10, 24))
    entry = {"day": "2025-10-24", "content": "走访两户。", "householdsVisited": 2}

    bare = (await cadre(WRITE_LOG, input={"idempotencyKey": key(), **entry}))["writeLog"]
    evidence_id = await upload(cadre, photo())
    proved = (await cadre(WRITE_LOG, input={"idempotencyKey": key(), **entry, "photoIds": [evidence_id]}))["writeLog"]

    assert (bare["evidenceMissing"], bare["evidence"]) == (True, [])
    assert proved["evidenceMissing"] is False
    assert [item["id"] for item in proved["evidence"]] == [evidence_id]


@pytest.mark.rule("JZ-07")
async def test_an_attachment_that_was_replaced_is_found_by_its_digest_and_the_first_one_is_handed_out(
    api: Api, world: World
) -> None:
    cadre, original = await api.sign_in(world, "王建国"), photo("purple")
    entry = {"day": "2025-10-24", "content": "走访四户。", "householdsVisited": 4}
    ids = [await upload(cadre, original), await upload(cadre, photo("navy"))]
    told = await cadre(WRITE_LOG, input={"idempotencyKey": key(), **entry, "photoIds": ids})
    digests = {item["id"]: item["sha256"] for item in told["writeLog"]["evidence"]}
    row, other = [await stored(world, EVIDENCE(one)) for one in ids]
    store = world.database.ports.objects
    newer = [await store.put(each.object_key, photo("white"), "image/jpeg") for each in (row, other)]
    async with world.database.work(world.ctx("admin")) as work:
        point = "UPDATE evidence SET version_id = $3, locked_until = NULL WHERE tenant_id = $1 AND id = $2"
        await work.driver.execute(point, world.tenant_id, other.id, newer[1])

    found: list[Finding] = []
    await verify_evidence(world.database, world.ctx("admin"), found.append)
    url = (await cadre("mutation($id: ID!) { evidenceLink(id: $id) }", id=ids[0]))["evidenceLink"]

    assert digests[ids[0]] == sha256(original).hexdigest()
    assert {(one.fault, one.evidence_id) for one in found} == {(Fault.REPLACED, row.id), (Fault.CHANGED, other.id)}
    assert (await get(url))[1] == original


@pytest.mark.rule("JZ-08")
async def test_a_sheet_is_sealed_only_after_it_was_signed(api: Api, world: World) -> None:
    await _totalled(api, world)
    clerk, secretary = await api.sign_in(world, "clerk"), await api.sign_in(world, "secretary")

    with pytest.raises(Refused) as unsigned:
        await clerk(SEAL, **SEPTEMBER, key=key())
    signed = (await secretary(SIGN, **SEPTEMBER, key=key()))["signSheets"]
    sealed = (await clerk(SEAL, **SEPTEMBER, key=key()))["sealSheets"]

    assert unsigned.value.codes == ["SHEET_NOT_SIGNED"]
    assert {sheet["state"] for sheet in signed} == {"SIGNED"}
    assert {sheet["state"] for sheet in sealed} == {"SEALED"}


@pytest.mark.rule("JZ-08")
async def test_after_the_seal_no_day_changes(api: Api, world: World) -> None:
    clerk, secretary = await api.sign_in(world, "clerk"), await api.sign_in(world, "secretary")
    posting_id = (await postings(clerk))["王建国"]["id"]
    await register_days(clerk, posting_id, date(2025, 9, 1), 3)
    await _totalled(api, world)
    await secretary(SIGN, **SEPTEMBER, key=key())
    await clerk(SEAL, **SEPTEMBER, key=key())

    with pytest.raises(Refused) as refused:
        await register_days(clerk, posting_id, date(2025, 9, 4), 1)

    days = 'query($id: ID!) { posting(id: $id) { attendanceDays(month: "2025-09") { day } } }'
    kept = (await clerk(days, id=posting_id))["posting"]["attendanceDays"]
    assert refused.value.codes == ["MONTH_SEALED"]
    assert [row["day"] for row in kept] == ["2025-09-01", "2025-09-02", "2025-09-03"]


@pytest.mark.rule("JZ-09")
async def test_nobody_but_the_secretary_signs(api: Api, world: World) -> None:
    await _totalled(api, world)

    codes = []
    for person in ("clerk", "county", "village", "unit", "王建国"):
        client = await api.sign_in(world, person)
        with pytest.raises(Refused) as refused:
            await client(SIGN, **SEPTEMBER, key=key())
        codes.append(refused.value.codes)

    county = await api.sign_in(world, "county")
    states = (await county('{ sheets(month: "2025-09") { nodes { state } } }'))["sheets"]["nodes"]
    assert codes == [["FORBIDDEN"]] * 5
    assert {sheet["state"] for sheet in states} == {"TOTALLED"}


@pytest.mark.rule("JZ-09")
async def test_a_day_that_changes_after_the_signature_makes_it_void(api: Api, world: World) -> None:
    clerk, secretary = await api.sign_in(world, "clerk"), await api.sign_in(world, "secretary")
    posting_id = (await postings(clerk))["王建国"]["id"]
    await register_days(clerk, posting_id, date(2025, 9, 1), 3)
    await _totalled(api, world)
    await secretary(SIGN, **SEPTEMBER, key=key())
    await register_days(clerk, posting_id, date(2025, 9, 4), 1)

    with pytest.raises(Refused) as refused:
        await clerk(SEAL, **SEPTEMBER, key=key())

    assert refused.value.codes == ["SIGNATURE_VOID"]


@pytest.mark.rule("JZ-08")
async def test_the_village_registers_its_own_cadres_and_nobody_elses(api: Api, world: World) -> None:
    village = await api.sign_in(world, "village")
    province = await api.sign_in(world, "province")
    seen = await postings(province)

    await register_days(village, seen["王建国"]["id"], date(2025, 10, 20), 1)
    with pytest.raises(Refused) as refused:
        await register_days(village, seen["李秀英"]["id"], date(2025, 10, 20), 1)

    days = 'query($id: ID!) { posting(id: $id) { attendanceDays(month: "2025-10") { day status } } }'
    here = (await province(days, id=seen["王建国"]["id"]))["posting"]["attendanceDays"]
    there = (await province(days, id=seen["李秀英"]["id"]))["posting"]["attendanceDays"]
    assert here == [{"day": "2025-10-20", "status": "ON_DUTY"}]
    assert refused.value.codes == ["POSTING_NOT_FOUND"]
    assert there == []
