"""One negative test for every path by which data leaves: across scope within a tenant, and across tenants.

The strangers are the organiser of the neighbouring county, a cadre of the same township, the sending unit of others,
and the organiser of another province; what they may not see is what happens around 王建国 in 芳山镇.
"""

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from tests.acceptance.acts import key, register_days
from tests.acceptance.documents import CREATE_PARK, RECORD_ACTIVITY, TOTAL_MONTH
from tests.api.leaks.documents import document, minimal, roots, schema
from tests.api.leaks.stage import STRANGERS, WORDS, Stage, ask, ask_everything, ids_in, stage
from tests.core.exports.exporting import names, stored
from tests.factories.fingerprint import fingerprint
from tests.factories.world import FANGSHAN
from tests.fixtures.api import Api
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.exports.matters import EXPORT_TASK
from xuanpai_core.exports.models import ExportState
from xuanpai_core.exports.run import run_export
from xuanpai_core.jobs.queue import enqueue
from xuanpai_core.jobs.worker import run_worker
from xuanpai_graphql.lookahead.ids import global_id

__all__ = ["stage"]

POSTING = """query($id: ID!) { posting(id: $id) {
  regionCode cadre { name idNumber } sendingUnit { name } attendanceDays(month: "2025-10") { day }
  workLogs(month: "2025-10") { content evidence { id } } } }"""
NODE = "query($id: ID!) { node(id: $id) { id __typename } }"
LINK = "mutation($id: ID!) { evidenceLink(id: $id) }"
EXPORT = 'mutation($key: String!) { exportCadres(reason: "年度核对名单用", idempotencyKey: $key) { exportId } }'
EXPORT_LINK = "mutation($id: ID!) { cadreExportLink(id: $id) }"
PLAN = "mutation($input: PlanInspectionInput!) { planInspection(input: $input) { id } }"
DRAFT = "mutation($input: DraftBulletinInput!) { draftBulletin(input: $input) { id } }"
ACTS = (
    'mutation($id: ID!) { registerDay(input: { postingId: $id, day: "2025-10-23", status: ON_DUTY }) { day } }',
    """mutation($id: ID!, $key: String!) { checkIn(input: { postingId: $id, day: "2025-10-24",
      id: "0199f1a0-0000-7000-8000-000000000001", at: "2025-10-24T08:00:00+08:00", idempotencyKey: $key }) { day } }""",
    'query($id: ID!) { missingLogs(postingId: $id, month: "2025-10") }',
    """mutation($id: ID!, $key: String!) { draftBulletin(input: { title: "通报", content: "内容", postingId: $id,
      idempotencyKey: $key }) { id } }""",
)


async def test_field(stage: Stage) -> None:
    answers = {name: await ask(client, POSTING, id=stage.posting_id) for name, client in stage.strangers.items()}

    assert {name for name, answer in answers.items() if answer != {"posting": None}} == set()
    assert set(answers) == set(STRANGERS)


async def test_field_that_asks_for_more_than_its_object(api: Api, stage: Stage) -> None:
    """Finance sees the posting, but may not read the log in it: the whole question is refused, not answered in part."""
    finance = await api.sign_in(stage.world, "finance")
    seen = await finance("query($id: ID!) { posting(id: $id) { regionCode } }", id=stage.posting_id)

    refusal = await ask(finance, POSTING, id=stage.posting_id)

    assert seen["posting"]["regionCode"].startswith(FANGSHAN)
    assert refusal[0][1]["code"] == "FORBIDDEN"
    assert WORDS not in json.dumps(refusal, ensure_ascii=False)


async def test_nested_object_and_every_list(stage: Stage, admin: asyncpg.Connection) -> None:
    """Whatever a query brings, as deep as it goes: no row of his, no row of the other tenant, none of his words."""
    own = await admin.fetch(
        "SELECT id::text AS id FROM evidence WHERE tenant_id = $1 UNION SELECT id::text FROM check_in "
        "WHERE tenant_id = $1 UNION SELECT $2::text UNION SELECT $3::text",
        stage.world.tenant_id,
        str(stage.world.postings["王建国"]),
        str(stage.world.cadres["王建国"]),
    )
    secret = {row["id"] for row in own}

    seen = {name: await ask_everything(client) for name, client in stage.strangers.items()}

    for name, answers in seen.items():
        text = json.dumps(answers, ensure_ascii=False)
        assert len([answer for answer in answers.values() if isinstance(answer, dict)]) > 8, name
        assert "GRAPHQL_INVALID" not in text, name
        assert secret.isdisjoint(ids_in(answers)), name
        assert [hidden for hidden in secret if hidden in text] == [], name
        assert WORDS not in text, name
    mine = {str(row["id"]) for row in await _ids(admin, stage.world.tenant_id)}
    assert mine.isdisjoint(ids_in(seen["elsewhere"]))


async def test_node(stage: Stage) -> None:
    hidden = (stage.posting_id, stage.evidence_id, global_id("Cadre", stage.world.cadres["王建国"]))

    answers = [await client(NODE, id=one) for client in stage.strangers.values() for one in hidden]

    assert answers == [{"node": None}] * (3 * len(stage.strangers))


async def test_connection_and_count(stage: Stage) -> None:
    question = "{ postings { totalCount nodes { id } pageInfo { hasNextPage } } cadres { totalCount nodes { id } } }"

    counts = {}
    for name, client in stage.strangers.items():
        answer = await client(question)
        counts[name] = (answer["postings"]["totalCount"], answer["cadres"]["totalCount"])
        assert stage.posting_id not in [node["id"] for node in answer["postings"]["nodes"]]
        assert [len(answer[page]["nodes"]) for page in ("postings", "cadres")] == list(counts[name])

    assert counts == {
        "other_county": (2, 2),
        "李秀英": (1, 1),
        "刘洋": (1, 1),
        "finance_unit": (2, 2),
        "elsewhere": (5, 5),
    }


async def test_search(api: Api, stage: Stage) -> None:
    """By the beginning of the name and by the exact ID number: found by his county, by no stranger."""
    question = """query($name: String, $number: String) {
      named: cadres(nameStartsWith: $name) { totalCount nodes { id } }
      numbered: cadres(idNumber: $number) { totalCount nodes { id } } }"""
    given = {"name": "王建", "number": "210700198001010000"}
    found = await (await api.sign_in(stage.world, "county"))(question, **given)

    answers = {}
    for name, client in stage.strangers.items():
        asked = await client(question, **given)
        answers[name] = [page["totalCount"] for page in asked.values()]
        assert stage.world.cadres["王建国"] not in {UUID(one) for one in ids_in(asked)}

    assert [page["totalCount"] for page in found.values()] == [1, 1]
    # The other province has a 王建国 of its own.
    assert answers == {name: [1, 1] if name == "elsewhere" else [0, 0] for name in stage.strangers}


async def test_sort_and_filter_oracle(api: Api, stage: Stage) -> None:
    """Narrowing to the hidden row, or going on from its cursor, brings and counts nothing of it."""
    question = """query($unit: ID, $place: String, $after: String) {
      sent: postings(sendingUnitId: $unit, regionCode: $place) { totalCount nodes { id } pageInfo { hasNextPage } }
      after: postings(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }"""
    county = await api.sign_in(stage.world, "county")
    page = await county("{ postings(first: 1) { pageInfo { endCursor } } }")
    unit_id = global_id("OrgUnit", stage.world.units["锦州市公安局"])
    given = {"unit": unit_id, "place": FANGSHAN, "after": page["postings"]["pageInfo"]["endCursor"]}
    insider = await county(question, **given)

    for name, client in stage.strangers.items():
        answer = await client(question, **given)
        assert answer["sent"] == {"totalCount": 0, "nodes": [], "pageInfo": {"hasNextPage": False}}, name
        assert stage.posting_id not in [node["id"] for node in answer["after"]["nodes"]], name
    assert [node["id"] for node in insider["sent"]["nodes"]] == [stage.posting_id]


async def test_error_text(stage: Stage, admin: asyncpg.Connection) -> None:
    """Acting on his posting reads like acting on one that never was, and changes nothing."""
    before = await fingerprint(admin, stage.tenants, ("session", "allowance_use"))
    codes = set()
    for client in stage.strangers.values():
        for text in ACTS:
            more = {"key": key()} if "$key" in text else {}
            hidden = await ask(client, text, id=stage.posting_id, **more)
            nobodys = await ask(client, text, id=global_id("Posting", uuid4()), **more)
            assert hidden == nobodys
            codes.add(hidden[0][1]["code"])

    assert codes == {"FORBIDDEN", "POSTING_NOT_FOUND", "SUBJECT_NOT_FOUND"}
    assert await fingerprint(admin, stage.tenants, ("session", "allowance_use")) == before


async def test_export(stage: Stage) -> None:
    """A file holds what its asker may see; another's file is nobody's."""
    world, other = stage.world, stage.other
    mine = (await stage.strangers["other_county"](EXPORT, key=key()))["exportCadres"]["exportId"]
    theirs = (await stage.strangers["elsewhere"](EXPORT, key=key()))["exportCadres"]["exportId"]
    await run_worker(world.database, world.database.settings, until_empty=True)

    export = await stored(world, UUID(next(ids_in(mine))))
    refusals = [
        await ask(stage.strangers[name], EXPORT_LINK, id=one)
        for name, one in (("other_county", theirs), ("elsewhere", mine))
    ]

    assert await names(world, export) == {"刘洋", "陈静"}
    nobodys = await ask(stage.strangers["elsewhere"], EXPORT_LINK, id=global_id("CadreExport", uuid4()))
    assert refusals == [nobodys, nobodys]
    assert (await stored(other, UUID(next(ids_in(theirs))))).state is ExportState.READY


async def test_evidence_link(stage: Stage, admin: asyncpg.Connection) -> None:
    before = await fingerprint(admin, stage.tenants, ("session", "allowance_use"))

    for name, client in stage.strangers.items():
        refusal = await ask(client, LINK, id=stage.evidence_id)
        assert refusal == await ask(client, LINK, id=global_id("Evidence", uuid4())), name
        assert refusal[0][1]["code"] == "EVIDENCE_NOT_FOUND", name

    assert await fingerprint(admin, stage.tenants, ("session", "allowance_use")) == before


def test_subscription() -> None:
    """There is none: nothing is pushed to anybody."""
    assert schema().subscription_type is None
    assert "Subscription" not in schema().type_map


async def test_background_job(stage: Stage) -> None:
    """A job runs with its asker's rights over its asker's tenant; with another tenant's record it finds nothing."""
    world, other = stage.world, stage.other
    asked = (await stage.strangers["other_county"](EXPORT, key=key()))["exportCadres"]["exportId"]
    export_id = UUID(next(ids_in(asked)))
    async with other.database.work(other.ctx("province")) as work:
        await enqueue(work, EXPORT_TASK, export_id=str(export_id))

    await run_export(other.database, other.tenant_id, export_id)

    assert (await stored(world, export_id)).state is ExportState.QUEUED
    await run_worker(world.database, world.database.settings, until_empty=True)
    export = await stored(world, export_id)
    assert export.state is ExportState.READY
    assert await names(world, export) == {"刘洋", "陈静"}


async def test_audit(api: Api, stage: Stage) -> None:
    """The trail is the audit administrator's alone, each tenant's its own."""
    fields = [root for root in roots("query") if root.action == Action.AUDIT_READ]
    assert fields
    keepers = {role for role, allowed in default_policy().items() if allowed & {Action.AUDIT_READ, Action.AUDIT_EXPORT}}
    assert keepers == {"auditor", "platform_auditor"}

    for root in fields:
        text = document("query", root, minimal(root), whole=True)
        for person in ("province", "city", "county", "admin", "security", "reader", "王建国"):
            refusal = await ask(await api.sign_in(stage.world, person), text, **minimal(root))
            assert refusal[0][1]["code"] == "FORBIDDEN", (root.name, person)
        theirs = await (await api.sign_in(stage.other, "auditor"))(text, **minimal(root))
        told = json.dumps(theirs, ensure_ascii=False)
        accounts = [str(actor.account_id) for actor in stage.world.people.values()]
        assert [account for account in accounts if account in told] == []
        assert str(stage.world.postings["王建国"]) not in told


async def test_statistics(api: Api, stage: Stage) -> None:
    """No figure of a stranger's moves, whatever is done in 芳山镇."""
    before = {name: await ask_everything(client) for name, client in stage.strangers.items()}
    city, county, clerk = [await api.sign_in(stage.world, name) for name in ("city", "county", "clerk")]

    await register_days(clerk, stage.posting_id, date(2025, 9, 1), 20)
    await clerk(TOTAL_MONTH, township=FANGSHAN, month="2025-09", key=key())
    await register_days(clerk, stage.posting_id, date(2025, 10, 1), 3)
    await county(CREATE_PARK, county="210726", name="黑山园", key=key())
    meeting = {"kind": "DISPATCH_MEETING", "regionCode": "210726", "heldOn": "2025-10-20", "title": "会", "topics": {}}
    await county(RECORD_ACTIVITY, input=meeting | {"idempotencyKey": key()})
    visit = {"method": "UNANNOUNCED", "title": "暗访", "regionCode": FANGSHAN, "plannedOn": "2025-10-27"}
    await city(PLAN, input=visit | {"idempotencyKey": key()})
    words = {"title": "通报", "content": "内容", "regionCode": FANGSHAN, "idempotencyKey": key()}
    await city(DRAFT, input=words)

    after = {name: await ask_everything(client) for name, client in stage.strangers.items()}
    # The township's month holds 李秀英's own sheet too, which she and her sending unit may see.
    own = [("李秀英", "sheets"), ("finance_unit", "sheets")]
    assert _differing(before, after) == own
    assert [after[name]["sheets"]["sheets"]["totalCount"] for name, _ in own] == [1, 1]
    insider = await county(
        '{ countyFigures(regionCode: "210726", month: "2025-10") { onDutyDays } sheetFigures(regionCode: "210726", '
        'month: "2025-09") { __typename } activities { totalCount } parks { totalCount } }'
    )
    assert insider["countyFigures"] == [{"onDutyDays": 4}]
    assert (insider["activities"]["totalCount"], insider["parks"]["totalCount"]) == (1, 1)
    assert len(insider["sheetFigures"]) == 1


def _differing(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """Who sees which query answer otherwise than before; one's own sessions go on by themselves."""
    own = {"viewer", "mySessions"}
    return [
        (name, field)
        for name, answers in after.items()
        for field, answer in answers.items()
        if field not in own and answer != before[name][field]
    ]


async def _ids(admin: asyncpg.Connection, tenant_id: UUID) -> list[asyncpg.Record]:
    return list(
        await admin.fetch(
            "SELECT id FROM cadre WHERE tenant_id = $1 UNION SELECT id FROM posting WHERE tenant_id = $1 "
            "UNION SELECT id FROM org_unit WHERE tenant_id = $1 UNION SELECT id FROM account WHERE tenant_id = $1",
            tenant_id,
        )
    )
