"""What follows of an inspection: the checklist 3+1 (DY-06), putting things right, and a bulletin (FJ-21)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from tests.acceptance.acts import activate_jinzhou, check_in, key, photo, register_days, upload
from tests.acceptance.documents import WRITE_LOG
from tests.acceptance.documents_inspections import CHECK, CHECKLIST, DECIDE, RECTIFICATIONS, RECTIFY, WORDS
from tests.acceptance.inspecting import absent, ask, find, planned, posting_of, present, publish, visited
from tests.acceptance.reporting import activate, save, stand_on, submit
from tests.acceptance.test_fujian_bulletins import DRAFT
from tests.acceptance.test_fujian_bulletins import PUBLISH as PUBLISH_BULLETIN
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.projects.models import Project, ProjectKind, ProjectQuantity, ProjectStatus
from xuanpai_core.worklogs.models import WorkLog
from xuanpai_graphql.lookahead.ids import global_id

TODAY = date(2025, 10, 24)


async def _lines(client: Client, inspection_id: str) -> dict[tuple[str, bool], tuple[bool | None, str]]:
    """What the checklist says, by item and whether it was computed."""
    found = (await client(CHECKLIST, id=inspection_id))["inspectionChecklist"]
    return {(one["item"], one["computed"]): (one["sound"], one["reason"]) for one in found}


async def _road(world: World, name: str, kilometres: str) -> None:
    """The ledger has a project of the cadre's that makes so many kilometres of road."""
    async with world.database.work(world.ctx("city")) as work:
        project_id = new_id()
        work.session.add(
            Project(
                tenant_id=world.tenant_id,
                id=project_id,
                region_code=world.villages[FANGSHAN][0],
                posting_id=world.postings[name],
                title=f"整修道路{kilometres}公里",
                kind=ProjectKind.INFRASTRUCTURE,
                status=ProjectStatus.COMPLETED,
                established_on=date(2025, 9, 10),
                recorded_by=work.ctx.actor.account_id,
            )
        )
        await work.session.flush()
        work.session.add(
            ProjectQuantity(
                tenant_id=world.tenant_id, project_id=project_id, item="道路", unit="公里", amount=Decimal(kilometres)
            )
        )


@pytest.mark.rule("DY-06")
async def test_the_checklist_finds_25_km_against_20_and_a_log_without_what_was_done(api: Api, world: World) -> None:
    await activate(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN, "2025-01-01")
    await _road(world, "王建国", "20")
    wang, cadre = posting_of(world, "王建国"), await api.sign_in(world, "王建国")
    for day in (22, 23, 24):
        await check_in(cadre, date(2025, 10, day))
    for day in (22, 23):
        log = {"idempotencyKey": key(), "day": f"2025-10-{day}", "content": "走访。"}
        await cadre(WRITE_LOG, input=log)
    # A log as an older system, or a paper one, was taken over.
    async with world.database.work(world.ctx("city")) as work:
        blank = update(WorkLog).where(WorkLog.tenant_id == world.tenant_id, WorkLog.day == date(2025, 10, 23))
        await work.session.execute(blank.values(content=" "))
    saved = await save(cadre, "report.bimonth", "2025-10-01", wang, content={"road": "25"}, reasons={"road": "捐建"})
    await submit(cadre, saved["id"], "TOWNSHIP")
    county = await api.sign_in(world, "county")
    inspection_id = await planned(county, TODAY)
    await find(county, inspection_id, present(wang))
    archives = {"idempotencyKey": key(), "inspectionId": inspection_id, "item": "ARCHIVES"}
    without_words = await ask(county, CHECK, input={**archives, "sound": False})
    await county(CHECK, input={**archives, "idempotencyKey": key(), "sound": False, "note": "民情台账未更新"})

    lines = await _lines(county, inspection_id)

    assert without_words[0][1]["code"] == "INVALID_TEXT"
    assert lines == {
        ("ON_POST", True): (True, "检查1人,没有无故不在岗的。"),
        ("LOGS", True): (False, "本月至检查日有工作日志2篇,1篇缺“工作内容”,1个在岗日没有日志,不完整。"),
        ("REPORTS", True): (False, f"已报送1份,{ROAD}。"),
        ("ARCHIVES", False): (False, "民情台账未更新"),
    }
    hidden = [
        await ask(await api.sign_in(world, name), CHECKLIST, id=inspection_id) for name in ("secretary", "王建国")
    ]
    nobody = await ask(cadre, CHECKLIST, id=global_id("Inspection", new_id()))
    assert hidden == [nobody, nobody]
    # What is published stands, whatever the records say afterwards.
    await publish(county, inspection_id)
    await _road(world, "王建国", "5")
    secretary = await api.sign_in(world, "secretary")
    await register_days(await api.sign_in(world, "clerk"), wang, date(2025, 10, 1), 2)
    assert await _lines(secretary, inspection_id) == lines
    assert (await ask(await api.sign_in(world, "other_county"), CHECKLIST, id=inspection_id)) == nobody


ROAD = "整修道路填报25公里、台账20公里,相差5公里"


@pytest.mark.rule("DY-06")
async def test_where_all_is_as_it_ought_to_be_the_checklist_says_so(api: Api, world: World) -> None:
    """Another person, 19.5 of 19.5 kilometres, a log for the one day; and nothing known where nobody looked yet."""
    await activate(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN, "2025-01-01")
    await _road(world, "李秀英", "19.5")
    li, cadre = posting_of(world, "李秀英"), await api.sign_in(world, "李秀英")
    await check_in(cadre, TODAY)
    await cadre(WRITE_LOG, input={"idempotencyKey": key(), "day": "2025-10-24", "content": "修路开工。"})
    saved = await save(cadre, "report.bimonth", "2025-10-01", li, content={"road": "19.5"})
    await submit(cadre, saved["id"], "TOWNSHIP")
    city = await api.sign_in(world, "city")
    inspection_id = await planned(city, TODAY)
    empty = await _lines(city, inspection_id)
    await find(city, inspection_id, absent(li))
    await city(CHECK, input={"idempotencyKey": key(), "inspectionId": inspection_id, "item": "ARCHIVES", "sound": True})

    lines = await _lines(city, inspection_id)

    assert {sound for sound, _ in empty.values()} == {None}
    assert {item: sound for (item, _), (sound, _) in lines.items()} == {
        "ON_POST": False,
        "LOGS": True,
        "REPORTS": True,
        "ARCHIVES": True,
    }
    assert lines["ON_POST", True][1] == "检查1人,1人不在岗。"


async def test_what_was_found_is_put_right_in_time_or_listed_as_overdue(
    api: Api, world: World, clock: FixedClock
) -> None:
    city, secretary, clerk = [await api.sign_in(world, name) for name in ("city", "secretary", "clerk")]
    wang = posting_of(world, "王建国")
    asked = {"demand": "立即到岗,补齐日志", "dueOn": "2025-10-31"}
    inspection_id = await planned(city, TODAY)
    with pytest.raises(Refused) as late_already:
        await find(city, inspection_id, absent(wang, rectify=asked | {"dueOn": "2025-10-23"}))
    (found,) = await find(city, inspection_id, absent(wang, rectify=asked))
    report: dict[str, Any] = {"findingId": found["id"], "report": "已到岗。"}
    nobodys = report | {"findingId": global_id("InspectionFinding", new_id())}
    hidden, unknown = [
        await ask(secretary, RECTIFY, input={**given, "idempotencyKey": key()}) for given in (report, nobodys)
    ]
    unseen = (await secretary(RECTIFICATIONS))["inspectionRectifications"]

    await publish(city, inspection_id)
    early = await ask(city, DECIDE, input={"findingId": found["id"], "accepted": True, "idempotencyKey": key()})
    proof = await upload(clerk, photo("blue"))
    first = (await clerk(RECTIFY, input={**report, "evidenceIds": [proof], "idempotencyKey": key()}))[
        "recordRectification"
    ]["rectification"]
    returned = (await city(DECIDE, input=_decision(found["id"], accepted=False, note="缺日志")))["decideRectification"]
    stand_on(clock, date(2025, 11, 2))
    city, secretary, county = [await api.sign_in(world, name) for name in ("city", "secretary", "county")]
    overdue = (await county(RECTIFICATIONS, overdue=True, region="210726"))["inspectionRectifications"]
    await secretary(RECTIFY, input={**report, "report": "日志已补。", "idempotencyKey": key()})
    accepted = (await city(DECIDE, input=_decision(found["id"], accepted=True)))["decideRectification"]["rectification"]

    assert late_already.value.codes == ["INVALID_FINDINGS"]
    assert found["rectification"] == {**asked, "state": "DEMANDED"}
    assert hidden == unknown
    assert hidden[0][1]["code"] == "FINDING_NOT_FOUND"
    assert unseen == {"totalCount": 0, "nodes": []}
    assert early[0][1]["code"] == "RECTIFICATION_NOT_REPORTED"
    assert first == {
        "state": "REPORTED",
        "report": "已到岗。",
        "reportedOn": "2025-10-24",
        "evidence": [{"id": proof}],
    }
    assert returned["rectification"] == {"state": "RETURNED", "decidedOn": "2025-10-24", "decisionNote": "缺日志"}
    assert overdue["nodes"] == [{**asked, "state": "RETURNED", "report": "已到岗。"}]
    assert accepted == {"state": "ACCEPTED", "decidedOn": "2025-11-02", "decisionNote": None}
    assert (await county(RECTIFICATIONS, overdue=True))["inspectionRectifications"]["totalCount"] == 0
    settled = await ask(secretary, RECTIFY, input={**report, "idempotencyKey": key()})
    assert settled[0][1]["code"] == "NOTHING_TO_RECTIFY"


def _decision(finding_id: str, *, accepted: bool, note: str = "") -> dict[str, Any]:
    return {"findingId": finding_id, "accepted": accepted, "note": note, "idempotencyKey": key()}


async def test_a_township_that_looks_at_itself_does_not_accept_its_own_report(api: Api, world: World) -> None:
    clerk, secretary = await api.sign_in(world, "clerk"), await api.sign_in(world, "secretary")
    asked = {"demand": "补日志", "dueOn": "2025-10-30"}
    _, (found,) = await visited(clerk, TODAY, absent(posting_of(world, "王建国"), rectify=asked))
    await clerk(RECTIFY, input={"findingId": found["id"], "report": "已补。", "idempotencyKey": key()})

    own = await ask(clerk, DECIDE, input=_decision(found["id"], accepted=True))
    other = await secretary(DECIDE, input=_decision(found["id"], accepted=True))

    assert own[0][1]["code"] == "OWN_RECTIFICATION"
    assert other["decideRectification"]["rectification"]["state"] == "ACCEPTED"


@pytest.mark.rule("FJ-21")
async def test_a_bulletin_about_a_person_or_a_unit_begins_with_what_was_found(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    city, unit, county = [await api.sign_in(world, name) for name in ("city", "unit", "county")]
    wang, liu = posting_of(world, "王建国"), posting_of(world, "刘洋")
    inspection_id = await planned(city, TODAY, "2107", method="UNANNOUNCED")
    found = await find(
        city, inspection_id, absent(wang, violation="IN_NAME_ONLY", note="村部上锁。"), absent(liu, end="UNIT")
    )
    by_posting = {one["posting"]["id"]: one["id"] for one in found}
    hidden = await ask(county, WORDS, findings=[by_posting[wang]])
    nobodys = await ask(county, WORDS, findings=[global_id("InspectionFinding", new_id())])

    person = (await city(WORDS, findings=[by_posting[wang]]))["bulletinWords"]
    both = (await city(WORDS, findings=list(by_posting.values())))["bulletinWords"]
    drafted = {"idempotencyKey": key(), "title": both["title"], "content": both["content"], "unitId": both["unitId"]}
    draft = (await city(DRAFT, input={**drafted, "findingIds": list(by_posting.values())}))["draftBulletin"]
    before = await unit("{ bulletins { totalCount } }")
    too_early = await ask(city, PUBLISH_BULLETIN, id=draft["id"], key=key())
    await publish(city, inspection_id)
    await city(PUBLISH_BULLETIN, id=draft["id"], key=key())

    assert hidden == nobodys
    assert (person["subject"], person["postingId"], person["unitId"]) == ("PERSON", wang, None)
    assert person["title"] == "关于王建国驻村工作情况的通报"
    assert person["content"].splitlines()[0] == "经暗访,发现以下情况:"
    assert person["content"].splitlines()[1].endswith("王建国不在岗,属“挂名”:村部上锁。")
    assert (both["subject"], both["unitId"], both["title"]) == (
        "UNIT",
        global_id("OrgUnit", world.units["锦州市公安局"]),
        "关于锦州市公安局驻村工作情况的通报",
    )
    assert "刘洋(派出单位查岗)不在岗。" in both["content"]
    assert before == {"bulletins": {"totalCount": 0}}
    assert too_early[0][1]["code"] == "GROUNDS_NOT_PUBLISHED"
    (seen,) = (await unit("{ bulletins { nodes { subject title grounds { presence } } } }"))["bulletins"]["nodes"]
    assert (seen["subject"], seen["title"], len(seen["grounds"])) == ("UNIT", both["title"], 2)
