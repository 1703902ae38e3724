"""Whoever is held to account by a bulletin sees it once it is published, and nothing of it before (FJ-21)."""

from typing import Any
from uuid import uuid4

import pytest

from tests.acceptance.acts import key, postings
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.identity.service import NewAppointment
from xuanpai_graphql.lookahead.ids import global_id

DRAFT = """mutation($input: DraftBulletinInput!) {
  draftBulletin(input: $input) { id subject publishedAt regionCode grounds { id } } }"""
PUBLISH = "mutation($id: ID!, $key: String!) { publishBulletin(id: $id, idempotencyKey: $key) { id publishedAt } }"
SEEN = "{ bulletins { totalCount nodes { id title content } } }"
ONE = "query($id: ID!) { bulletin(id: $id) { id title } }"
NODE = "query($id: ID!) { node(id: $id) { id } }"
WAYS = (
    SEEN,
    "{ bulletins(published: false) { totalCount } }",
    "{ bulletins(published: true) { totalCount nodes { id } } }",
    "{ bulletins(subject: UNIT) { totalCount } }",
    "{ bulletins(subject: PERSON) { totalCount } }",
    '{ bulletins(regionCode: "21") { totalCount pageInfo { hasNextPage } } }',
)
PLAN = "mutation($input: PlanInspectionInput!) { planInspection(input: $input) { id } }"
RECORD = "mutation($input: RecordFindingsInput!) { recordFindings(input: $input) { findings { nodes { id } } } }"
MAKE_KNOWN = "mutation($id: ID!, $key: String!) { publishInspection(id: $id, idempotencyKey: $key) { state } }"
GROUNDS = "{ bulletins { nodes { id grounds { id presence } } } }"

EVERYBODY = ("province", "city", "county", "other_county", "secretary", "clerk", "village", "unit", "王建国", "李秀英")


async def sign_all_in(api: Api, world: World) -> dict[str, Client]:
    return {name: await api.sign_in(world, name) for name in EVERYBODY}


async def draft(client: Client, **about: Any) -> str:
    """Draft a bulletin; its id."""
    given = {"idempotencyKey": key(), "title": "关于驻村工作不实的通报", "content": "经查,不在岗。", **about}
    made = (await client(DRAFT, input=given))["draftBulletin"]
    assert made["publishedAt"] is None
    return str(made["id"])


async def ask(client: Client, document: str, **variables: Any) -> Any:
    """The answer, or what the refusal says."""
    try:
        return await client(document, **variables)
    except Refused as refused:
        return [(error["message"], error.get("extensions"), error.get("path")) for error in refused.errors]


async def seeing(clients: dict[str, Client], bulletin_id: str) -> set[str]:
    """Who finds the bulletin: by the list, by the count, by its id and as a node, always the same people."""
    found: dict[str, set[str]] = {"list": set(), "count": set(), "one": set(), "node": set()}
    for name, client in clients.items():
        page = (await client(SEEN))["bulletins"]
        found["list"] |= {name} if bulletin_id in [node["id"] for node in page["nodes"]] else set()
        found["count"] |= {name} if page["totalCount"] else set()
        found["one"] |= {name} if (await client(ONE, id=bulletin_id))["bulletin"] else set()
        found["node"] |= {name} if (await client(NODE, id=bulletin_id))["node"] else set()
    assert found["list"] == found["count"] == found["one"] == found["node"]
    return found["list"]


@pytest.mark.rule("FJ-21")
async def test_a_unit_sees_the_bulletin_about_it_once_it_is_published(api: Api, world: World) -> None:
    clients = await sign_all_in(api, world)
    unit_id = global_id("OrgUnit", world.units["锦州市公安局"])
    before = await _everything(clients)

    bulletin_id = await draft(clients["city"], unitId=unit_id)

    assert await seeing(clients, bulletin_id) == {"province", "city"}
    after = await _everything(clients)
    assert {name for name in clients if after[name] != before[name]} == {"province", "city"}

    published = (await clients["city"](PUBLISH, id=bulletin_id, key=key()))["publishBulletin"]

    assert published["publishedAt"].startswith("2025-10-24T")
    assert await seeing(clients, bulletin_id) == {"province", "city", "unit"}


@pytest.mark.rule("FJ-21")
async def test_a_person_the_sending_unit_and_the_place_see_the_bulletin_about_the_person(
    api: Api, world: World
) -> None:
    clients = await sign_all_in(api, world)
    posting_id = (await postings(clients["county"]))["王建国"]["id"]

    bulletin_id = await draft(clients["county"], postingId=posting_id)

    assert await seeing(clients, bulletin_id) == {"province", "city", "county"}
    await clients["county"](PUBLISH, id=bulletin_id, key=key())
    everybody_but = set(EVERYBODY) - {"other_county", "李秀英"}
    assert await seeing(clients, bulletin_id) == everybody_but


@pytest.mark.rule("FJ-21")
async def test_a_place_sees_the_bulletin_about_it_and_its_neighbour_does_not(api: Api, world: World) -> None:
    clients = await sign_all_in(api, world)

    bulletin_id = await draft(clients["city"], regionCode=FANGSHAN)

    assert await seeing(clients, bulletin_id) == {"province", "city"}
    await clients["city"](PUBLISH, id=bulletin_id, key=key())
    assert await seeing(clients, bulletin_id) == {"province", "city", "county", "secretary", "clerk"}


@pytest.mark.rule("FJ-21")
async def test_publishing_a_hidden_draft_fails_as_on_one_that_never_was(
    api: Api, world: World, other_world: World
) -> None:
    clients = await sign_all_in(api, world) | {"elsewhere": await api.sign_in(other_world, "province")}
    bulletin_id = await draft(clients["city"], regionCode=FANGSHAN)

    codes = {}
    for name in ("county", "other_county", "secretary", "unit", "王建国", "elsewhere"):
        refusal = await ask(clients[name], PUBLISH, id=bulletin_id, key=key())
        assert refusal == await ask(clients[name], PUBLISH, id=global_id("Bulletin", uuid4()), key=key()), name
        codes[name] = refusal[0][1]["code"]

    hidden, forbidden = "BULLETIN_NOT_FOUND", "FORBIDDEN"
    assert codes == {
        "county": hidden,
        "other_county": hidden,
        "secretary": forbidden,
        "unit": forbidden,
        "王建国": forbidden,
        "elsewhere": hidden,
    }
    assert await seeing(clients, bulletin_id) == {"province", "city"}


@pytest.mark.rule("FJ-21")
async def test_a_bulletin_rests_on_findings_and_waits_until_they_are_published(api: Api, world: World) -> None:
    await appoint(world, "督查", NewAppointment("inspector", "2107"))
    clients = await sign_all_in(api, world)
    inspector = await api.sign_in(world, "督查")
    posting_id = (await postings(inspector))["王建国"]["id"]
    plan = {"method": "UNANNOUNCED", "title": "暗访", "regionCode": FANGSHAN, "plannedOn": "2025-10-24"}
    inspection_id = (await inspector(PLAN, input=plan | {"idempotencyKey": key()}))["planInspection"]["id"]
    finding = {"postingId": posting_id, "presence": "ABSENT"}
    given = {"inspectionId": inspection_id, "findings": [finding], "idempotencyKey": key()}
    (found,) = (await inspector(RECORD, input=given))["recordFindings"]["findings"]["nodes"]
    bulletin_id = await draft(inspector, postingId=posting_id, findingIds=[found["id"]])

    with pytest.raises(Refused) as refused:
        await inspector(PUBLISH, id=bulletin_id, key=key())

    assert refused.value.codes == ["GROUNDS_NOT_PUBLISHED"]
    assert await seeing(clients, bulletin_id) == {"province", "city"}
    await inspector(MAKE_KNOWN, id=inspection_id, key=key())
    await inspector(PUBLISH, id=bulletin_id, key=key())
    grounds = (await clients["王建国"](GROUNDS))["bulletins"]["nodes"]
    assert grounds == [{"id": bulletin_id, "grounds": [{"id": found["id"], "presence": "ABSENT"}]}]

    groundless = await draft(inspector, regionCode=FANGSHAN)
    told = (await inspector(GROUNDS))["bulletins"]["nodes"]
    assert {one["id"]: len(one["grounds"]) for one in told} == {bulletin_id: 1, groundless: 0}


async def _everything(clients: dict[str, Client]) -> dict[str, list[Any]]:
    return {name: [await ask(client, document) for document in WAYS] for name, client in clients.items()}
