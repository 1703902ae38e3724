"""The trail over HTTP: reads of personal data are written down, and only the audit administrator looks into it."""

import asyncio
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import httpx2
import pytest
from python_calamine import CalamineWorkbook

from tests.core.audit.trail import act, checked, owner
from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import FixedClock
from xuanpai_graphql.lookahead.ids import global_id

EVENTS = """query Search($filter: AuditFilter, $first: Int, $after: String) {
  auditEvents(filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id at kind person accountId capacity action subjectType subjectId before after reason detail address lane seq hash
    }
  }
}"""
CADRES = "query People { cadres(first: 50) { nodes { id name birthDate } } }"
EXPORT = "mutation ($reason: String!, $filter: AuditFilter) { exportAuditEvents(reason: $reason, filter: $filter) }"


async def reads(world: World) -> list[dict[str, Any]]:
    """The READ events, in the order in which they were written."""
    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.driver.fetch(
            "SELECT * FROM audit_event WHERE tenant_id = $1 AND kind = 'READ' ORDER BY id", world.tenant_id
        )
    return [dict(row) for row in rows]


async def search(client: Client, first: int | None = None, after: str | None = None, **narrow: Any) -> Any:
    """A page of the trail."""
    return (await client(EVENTS, filter=narrow, first=first, after=after))["auditEvents"]


async def test_reading_birth_dates_is_one_event_with_operation_fields_and_people(api: Api, world: World) -> None:
    county = await api.sign_in(world, "county")

    found = (await county(CADRES))["cadres"]["nodes"]

    (event,) = await reads(world)
    assert [set(node) for node in found] == [{"id", "name", "birthDate"}] * 3
    assert (event["action"], event["subject_type"], event["subject_id"]) == ("cadre:read", "cadre", "*")
    assert event["account_id"] == world.people["county"].account_id
    assert event["capacity"] == ["county_organiser@210726"]
    assert event["lane"] >= 16
    subjects = event["detail"].pop("subjects")
    assert set(subjects) == {str(world.cadres[name]) for name in ("王建国", "李秀英", "张伟")}
    assert event["detail"] == {"operation": "People", "fields": ["Cadre.birthDate"], "rows": 3}
    assert (await checked(world)).breaks == []


@pytest.mark.parametrize(
    "query",
    [
        "{ cadres(first: 5) { nodes { id name idNumber phone staffingType } totalCount } }",
        "{ postings(first: 5) { nodes { role cadre { name } } } }",
        "{ viewer { username } }",
    ],
)
async def test_names_and_masked_numbers_are_no_event(api: Api, world: World, query: str) -> None:
    county = await api.sign_in(world, "county")

    await county(query)

    assert await reads(world) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("{ postings(first: 50) { nodes { cadre { who: gender } } } }", "Cadre.gender"),
        (
            "{ postings(first: 50) { edges { node { cadre { ...P } } } } } fragment P on Cadre { partyStatus }",
            "Cadre.partyStatus",
        ),
    ],
)
async def test_a_nested_aliased_or_fragmented_field_is_an_event_too(
    api: Api, world: World, query: str, field: str
) -> None:
    county = await api.sign_in(world, "county")

    answer = await county(query)

    (event,) = await reads(world)
    assert (event["detail"]["fields"], event["detail"]["rows"], event["detail"]["operation"]) == ([field], 3, None)
    assert " subject" not in str(answer)


async def test_the_object_by_its_id_is_an_event_about_that_one(api: Api, world: World) -> None:
    county = await api.sign_in(world, "county")
    person = str(world.cadres["王建国"])

    await county("query ($id: ID!) { node(id: $id) { ... on Cadre { birthDate } } }", id=global_id("Cadre", person))

    (event,) = await reads(world)
    assert event["subject_id"] == person


async def test_ones_own_record_and_an_empty_answer_are_no_event(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    county = await api.sign_in(world, "county")

    own = await cadre(CADRES)
    unknown = await county(
        "query ($id: ID!) { node(id: $id) { ... on Cadre { birthDate } } }",
        id=global_id("Cadre", str(world.cadres["刘洋"])),
    )

    assert [node["birthDate"] for node in own["cadres"]["nodes"]] == ["1980-01-01"]
    assert unknown == {"node": None}
    assert await reads(world) == []


async def test_a_read_that_cannot_be_written_down_is_not_answered(api: Api, world: World) -> None:
    county = await api.sign_in(world, "county")
    async with owner(world) as connection:
        await connection.execute("REVOKE INSERT ON audit_event FROM xuanpai_app")
    try:
        with pytest.raises(Refused) as refused:
            await county(CADRES)
        plain = await county("{ cadres(first: 1) { totalCount } }")
    finally:
        async with owner(world) as connection:
            await connection.execute("GRANT INSERT ON audit_event TO xuanpai_app")

    assert (refused.value.codes, refused.value.data) == (["AUDIT_UNAVAILABLE"], None)
    assert plain["cadres"]["totalCount"] == 3
    assert await reads(world) == []


async def test_readers_at_once_share_commits_and_each_has_an_event(api: Api, world: World) -> None:
    county = await api.sign_in(world, "county")

    await asyncio.gather(*(county(CADRES) for _ in range(12)))

    events = await reads(world)
    assert len(events) == 12
    assert len({event["request_id"] for event in events}) == 12
    assert (await checked(world)).breaks == []


async def test_the_audit_administrator_finds_who_did_what(api: Api, world: World) -> None:
    await act(world, 3)
    auditor = await api.sign_in(world, "auditor")

    page = await search(auditor, accountId=str(world.people["clerk"].account_id))

    assert page["totalCount"] == 3
    newest = page["nodes"][0]
    assert (newest["action"], newest["person"], newest["capacity"]) == (
        "paper:file",
        "clerk",
        ["township_clerk@210726101"],
    )
    assert (newest["before"], newest["after"], newest["kind"]) == ({"shelf": None}, {"shelf": 2}, "WRITE")
    assert [node["after"]["shelf"] for node in page["nodes"]] == [2, 1, 0]
    assert len(newest["hash"]) == 64


async def test_every_filter_narrows(api: Api, world: World, clock: FixedClock) -> None:
    await act(world, 2)
    clock.advance(minutes=5)
    await act(world, 1, "county", first=7)
    await (await api.sign_in(world, "county"))(CADRES)
    auditor = await api.sign_in(world, "auditor")
    person = str(world.cadres["王建国"])
    later = datetime(2025, 10, 24, 1, 3, tzinfo=UTC).isoformat()

    async def count(**narrow: Any) -> int:
        found: int = (await search(auditor, **narrow))["totalCount"]
        return found

    assert await count(action="paper:file") == 3
    assert await count(action="paper") == 3
    assert await count(action="pape") == 0
    assert await count(action="paper", since=later) == 1
    assert await count(action="paper", until=later) == 2
    assert await count(action="paper", subject="7") == 1
    assert await count(subjectType="paper", subject="7", kind="READ") == 0
    assert await count(subject=global_id("Cadre", person), kind="READ") == 1
    assert await count(subject=person) == 1
    assert await count(reason="核对") == 0


async def test_pages_go_on_without_gap_or_repetition(api: Api, world: World) -> None:
    await act(world, 7)
    auditor = await api.sign_in(world, "auditor")

    seen: list[str] = []
    after = None
    while True:
        page = await search(auditor, first=3, after=after, action="paper")
        seen += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert len(seen) == len(set(seen)) == 7


async def test_searching_the_trail_is_itself_in_it(api: Api, world: World) -> None:
    await act(world, 2)
    auditor = await api.sign_in(world, "auditor")

    await search(auditor, action="paper:file")
    await search(auditor, action="nothing:such")

    found, nothing = await reads(world)
    assert (found["action"], found["subject_type"]) == ("audit:read", "audit_event")
    assert found["account_id"] == world.people["auditor"].account_id
    assert (found["detail"]["rows"], found["detail"]["search"]) == (2, {"action": "paper:file"})
    assert (nothing["detail"]["rows"], nothing["detail"]["search"]) == (0, {"action": "nothing:such"})


@pytest.mark.parametrize(
    "person", ["province", "admin", "city", "county", "clerk", "secretary", "finance", "unit", "village", "王建国"]
)
async def test_nobody_else_sees_anything_by_any_path(api: Api, world: World, person: str) -> None:
    (event_id, *_) = await act(world, 1)
    client = await api.sign_in(world, person)

    with pytest.raises(Refused) as listed:
        await search(client)
    with pytest.raises(Refused) as counted:
        await client("{ auditEvents { totalCount } }")
    with pytest.raises(Refused) as exported:
        await client(EXPORT, reason="看看")
    node = await client(
        "query ($id: ID!) { node(id: $id) { id ... on AuditEvent { action } } }",
        id=global_id("AuditEvent", str(event_id)),
    )

    assert [refused.value.codes for refused in (listed, counted, exported)] == [["FORBIDDEN"]] * 3
    assert node == {"node": None}
    assert await reads(world) == []


async def test_an_auditor_sees_no_other_tenants_trail(api: Api, world: World, other_world: World) -> None:
    (event_id,) = await act(other_world, 1)
    auditor = await api.sign_in(world, "auditor")

    page = await search(auditor, action="paper")
    node = await auditor("query ($id: ID!) { node(id: $id) { id } }", id=global_id("AuditEvent", str(event_id)))

    assert (page["totalCount"], page["nodes"], node) == (0, [], {"node": None})


async def test_an_export_is_a_marked_workbook_without_formulas_and_is_written_down(api: Api, world: World) -> None:
    await act(world, 2)
    await act(world, 1, first=9)
    auditor = await api.sign_in(world, "auditor")

    url = (await auditor(EXPORT, reason="=季度审计", filter={"action": "paper"}))["exportAuditEvents"]
    again = (await auditor(EXPORT, reason="复核", filter={"action": "audit:export"}))["exportAuditEvents"]

    rows = await sheet(url)
    assert rows[0][0].startswith(f"auditor(账号 {world.people['auditor'].account_id})于 2025-10-24 09:00:00 导出")
    assert [row[5] for row in rows[2:]] == ["paper:file"] * 3
    assert [row[8] for row in (await sheet(again))[2:]] == ["'=季度审计"]
    first, _ = await reads(world)
    assert (first["action"], first["reason"]) == ("audit:export", "=季度审计")
    assert (first["detail"]["filter"], first["detail"]["events"]) == ({"action": "paper"}, 3)


async def sheet(url: str) -> list[list[Any]]:
    """The rows of the workbook behind a link."""
    async with httpx2.AsyncClient() as http:
        answer = await http.get(url)
    assert answer.status_code == 200
    with ZipFile(BytesIO(answer.content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(
    ("reason", "narrow", "code"),
    [(" ", {}, "REASON_REQUIRED"), ("核对", {"action": "nothing:such"}, "NOTHING_TO_EXPORT")],
)
async def test_an_export_without_reason_or_rows_is_refused(
    api: Api, world: World, reason: str, narrow: dict[str, str], code: str
) -> None:
    auditor = await api.sign_in(world, "auditor")

    with pytest.raises(Refused) as refused:
        await auditor(EXPORT, reason=reason, filter=narrow)

    assert refused.value.codes == [code]
    assert await reads(world) == []
