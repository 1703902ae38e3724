"""An unannounced visit does not exist for those whom it will visit, in whatever way they ask, until it is published."""

from typing import Any
from uuid import uuid4

import pytest

from tests.acceptance.acts import key, photo, postings, upload
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.identity.service import NewAppointment
from xuanpai_graphql.lookahead.ids import global_id

PLAN = """mutation($input: PlanInspectionInput!) {
  planInspection(input: $input) {
    id state withoutNotice withoutRoute straightToVillage randomHouseholds plannerRegionCode } }"""
RECORD = """mutation($input: RecordFindingsInput!) {
  recordFindings(input: $input) { id state findings { nodes { id presence evidence { id } } } } }"""
PUBLISH = """mutation($id: ID!, $key: String!) {
  publishInspection(id: $id, idempotencyKey: $key) { id state publishedAt } }"""
CANCEL = """mutation($id: ID!, $key: String!) {
  cancelInspection(id: $id, reason: "改期", idempotencyKey: $key) { id state } }"""
DRAFT = """mutation($finding: ID!, $key: String!) {
  draftBulletin(input: { title: "通报", content: "不在岗", regionCode: "210726101", findingIds: [$finding],
    idempotencyKey: $key }) { id } }"""
DOWNLOAD = "mutation($id: ID!) { evidenceLink(id: $id) }"
ONE = "query($id: ID!) { inspection(id: $id) { id } }"
NODE = "query($id: ID!) { node(id: $id) { id __typename } }"
SEEN = "{ inspections { totalCount nodes { id state title } } }"

# Every list that could tell, in every order, narrowed in every way; and the figures that could have counted it.
WAYS = (
    SEEN,
    "{ inspections(first: 1) { totalCount pageInfo { hasNextPage endCursor } edges { cursor } } }",
    '{ inspections(regionCode: "210726101") { totalCount nodes { id } } }',
    "{ inspections(method: UNANNOUNCED) { totalCount nodes { id } } }",
    "{ inspections(state: PLANNED) { totalCount } }",
    "{ inspections(state: CARRIED_OUT) { totalCount } }",
    '{ inspections(plannedFrom: "2025-10-27", plannedUntil: "2025-10-27") { totalCount nodes { id } } }',
    "{ inspectionFindings { totalCount nodes { id note evidence { id } } } }",
    "{ inspectionFindings(presence: ABSENT) { totalCount } }",
    '{ inspectionFindings(regionCode: "210726101") { totalCount } }',
    "{ bulletins { totalCount nodes { id grounds { id } } } }",
    '{ postings { totalCount nodes { id attendanceDays(month: "2025-10") { day } } } }',
    '{ postings { nodes { month(month: "2025-10") { onDutyDays } } } }',
    '{ sheets(month: "2025-10") { totalCount } }',
    "{ inspectionRectifications { totalCount nodes { id demand } } }",
    "{ inspectionRectifications(overdue: true) { totalCount } }",
    "{ inspectionRectifications(overdue: false, state: DEMANDED) { totalCount } }",
    "{ rectificationsWaiting inspectionRectifications(forMe: true) { totalCount } }",
    '{ inspectionCoverage(regionCode: "210726") { regionCode state required done missingCount reason sampleDrawn } }',
    '{ inspectionCoverage(regionCode: "210726101") { state required done missingCount reason sampleDrawn } }',
    "{ leads { totalCount nodes { id reason } } leadCounts { kind open } }",
    "{ leadQuestions { totalCount } }",
    "{ signals { totalCount } }",
    '{ countyFigures(regionCode: "2107", month: "2025-10") { countyCode postings onDutyDays } }',
)
CONCERNED = ("village", "clerk", "secretary", "county", "王建国", "unit")
BESIDE = ("other_county", "reader", "county_inspector", "李秀英")


async def ask(client: Client, document: str, **variables: Any) -> Any:
    """The answer, or what the refusal says."""
    try:
        return await client(document, **variables)
    except Refused as refused:
        return [(error["message"], error.get("extensions"), error.get("path")) for error in refused.errors]


async def everything(client: Client) -> list[Any]:
    """The answers to every way of asking."""
    return [await ask(client, document) for document in WAYS]


async def planned(client: Client, region_code: str = FANGSHAN) -> str:
    """Plan an unannounced visit; its id."""
    given = {
        "idempotencyKey": key(),
        "method": "UNANNOUNCED",
        "title": "十月暗访",
        "regionCode": region_code,
        "plannedOn": "2025-10-27",
    }
    plan = (await client(PLAN, input=given))["planInspection"]
    assert (plan["state"], plan["plannerRegionCode"]) == ("PLANNED", "2107")
    assert [plan[way] for way in ("withoutNotice", "withoutRoute", "straightToVillage", "randomHouseholds")] == [
        True
    ] * 4
    return str(plan["id"])


async def found_absent(client: Client, inspection_id: str) -> tuple[str, str]:
    """王建国 was not there, with a photo; the ids of the finding and of the photo."""
    evidence_id = await upload(client, photo("red"))
    posting_id = (await postings(client))["王建国"]["id"]
    asked = {"demand": "立即到岗", "dueOn": "2025-10-31"}
    finding = {
        "postingId": posting_id,
        "presence": "ABSENT",
        "note": "无人在村",
        "evidenceIds": [evidence_id],
        "violation": "IN_NAME_ONLY",
        "rectify": asked,
    }
    given = {"idempotencyKey": key(), "inspectionId": inspection_id, "findings": [finding]}
    recorded = (await client(RECORD, input=given))["recordFindings"]
    assert recorded["state"] == "CARRIED_OUT"
    return str(recorded["findings"]["nodes"][0]["id"]), evidence_id


async def people(api: Api, world: World) -> dict[str, Client]:
    """Everybody who must not know, signed in; a county's own inspector is one of them."""
    await appoint(world, "county_inspector", NewAppointment("inspector", "210726"))
    return {name: await api.sign_in(world, name) for name in (*CONCERNED, *BESIDE)}


@pytest.fixture(params=["city_organiser", "inspector"])
async def planner(request: pytest.FixtureRequest, api: Api, world: World) -> Client:
    """The city's organisers, and the city's inspectorate."""
    await appoint(world, "暗访组", NewAppointment(request.param, "2107"))
    return await api.sign_in(world, "暗访组")


@pytest.mark.rule("JZ-14")
async def test_a_planned_visit_does_not_exist_for_those_it_will_visit(
    api: Api, world: World, other_world: World, planner: Client
) -> None:
    clients = await people(api, world) | {"elsewhere": await api.sign_in(other_world, "province")}
    before = {name: await everything(client) for name, client in clients.items()}

    inspection_id = await planned(planner)

    assert {name: await everything(client) for name, client in clients.items()} == before
    for name, client in clients.items():
        assert (await client(SEEN))["inspections"] == {"totalCount": 0, "nodes": []}, name
        assert await client(ONE, id=inspection_id) == {"inspection": None}, name
        assert await client(NODE, id=inspection_id) == {"node": None}, name
    assert (await planner(SEEN))["inspections"]["totalCount"] == 1


@pytest.mark.rule("JZ-14")
async def test_what_was_found_does_not_exist_either_until_it_is_published(
    api: Api, world: World, planner: Client
) -> None:
    clients = await people(api, world)
    before = {name: await everything(client) for name, client in clients.items()}

    inspection_id = await planned(planner)
    finding_id, evidence_id = await found_absent(planner, inspection_id)

    assert {name: await everything(client) for name, client in clients.items()} == before
    nobodys = [global_id(node, uuid4()) for node in ("InspectionFinding", "Evidence")]
    for name, client in clients.items():
        for hidden, nobody in zip((finding_id, evidence_id), nobodys, strict=True):
            assert await client(NODE, id=hidden) == await client(NODE, id=nobody) == {"node": None}, name
        refusal = await ask(client, DOWNLOAD, id=evidence_id)
        assert refusal == await ask(client, DOWNLOAD, id=nobodys[1]), name
        assert refusal[0][1]["code"] in {"EVIDENCE_NOT_FOUND", "FORBIDDEN"}, name


@pytest.mark.rule("JZ-14")
async def test_acting_on_a_hidden_visit_fails_as_on_one_that_never_was(api: Api, world: World, planner: Client) -> None:
    clients = await people(api, world)
    inspection_id = await planned(planner)
    finding_id, _ = await found_absent(planner, inspection_id)

    codes: dict[str, set[str]] = {}
    for name, client in clients.items():
        nobody, no_finding = global_id("Inspection", uuid4()), global_id("InspectionFinding", uuid4())
        finding = {"regionCode": FANGSHAN, "note": "看过"}
        for document, hidden, unknown in (
            (PUBLISH, {"id": inspection_id, "key": key()}, {"id": nobody, "key": key()}),
            (CANCEL, {"id": inspection_id, "key": key()}, {"id": nobody, "key": key()}),
            (DRAFT, {"finding": finding_id, "key": key()}, {"finding": no_finding, "key": key()}),
            (
                RECORD,
                {"input": {"inspectionId": inspection_id, "findings": [finding], "idempotencyKey": key()}},
                {"input": {"inspectionId": nobody, "findings": [finding], "idempotencyKey": key()}},
            ),
        ):
            refusal = await ask(client, document, **hidden)
            assert refusal == await ask(client, document, **unknown), name
            codes.setdefault(name, set()).add(refusal[0][1]["code"])

    assert {name for name, seen in codes.items() if "FORBIDDEN" not in seen} == {
        "county",
        "other_county",
        "county_inspector",
    }
    assert codes["county"] == {"INSPECTION_NOT_FOUND", "FINDING_NOT_FOUND"}
    assert codes["other_county"] == {"INSPECTION_NOT_FOUND", "SUBJECT_NOT_FOUND"}
    assert (await planner(SEEN))["inspections"]["nodes"] == [
        {"id": inspection_id, "state": "CARRIED_OUT", "title": "十月暗访"}
    ]


@pytest.mark.rule("JZ-14")
async def test_once_published_those_concerned_see_it(api: Api, world: World, planner: Client) -> None:
    clients = await people(api, world)
    inspection_id = await planned(planner)
    finding_id, evidence_id = await found_absent(planner, inspection_id)

    assert (await planner(PUBLISH, id=inspection_id, key=key()))["publishInspection"]["state"] == "PUBLISHED"

    for name in (*CONCERNED, "reader", "county_inspector"):
        seen = await clients[name](SEEN)
        assert [node["id"] for node in seen["inspections"]["nodes"]] == [inspection_id], name
        findings = (await clients[name]("{ inspectionFindings { nodes { id presence note evidence { id } } } }"))[
            "inspectionFindings"
        ]
        assert findings["nodes"] == [
            {"id": finding_id, "presence": "ABSENT", "note": "无人在村", "evidence": [{"id": evidence_id}]}
        ], name
        if name != "reader":
            assert (await clients[name](DOWNLOAD, id=evidence_id))["evidenceLink"].startswith("http"), name
    for name in ("other_county", "李秀英"):
        assert (await clients[name](SEEN))["inspections"] == {"totalCount": 0, "nodes": []}, name
        assert await clients[name](NODE, id=finding_id) == {"node": None}, name


@pytest.mark.rule("JZ-14")
async def test_a_cancelled_visit_never_becomes_known(api: Api, world: World, planner: Client) -> None:
    clients = await people(api, world)
    before = {name: await everything(client) for name, client in clients.items()}
    inspection_id = await planned(planner)
    await found_absent(planner, inspection_id)

    await planner(CANCEL, id=inspection_id, key=key())

    assert {name: await everything(client) for name, client in clients.items()} == before


@pytest.mark.rule("JZ-14")
async def test_the_province_knows_the_citys_plan_and_a_county_may_inspect_itself(api: Api, world: World) -> None:
    city, county, province = [await api.sign_in(world, name) for name in ("city", "county", "province")]
    of_city = await planned(city)
    given = {
        "idempotencyKey": key(),
        "method": "SPOT_CHECK",
        "title": "县抽查",
        "regionCode": "210726",
        "plannedOn": "2025-10-24",
    }
    of_county = (await county(PLAN, input=given))["planInspection"]["id"]

    seen = {
        name: {node["id"] for node in (await client(SEEN))["inspections"]["nodes"]}
        for name, client in (("city", city), ("county", county), ("province", province))
    }

    assert seen == {"city": {of_city, of_county}, "county": {of_county}, "province": {of_city, of_county}}


@pytest.mark.rule("JZ-14")
async def test_an_organiser_of_the_city_who_is_concerned_himself_does_not_know(api: Api, world: World) -> None:
    """An office in the township, a cadre of one's unit in the village, or oneself posted there."""
    unit_id, cadre_id = world.units["锦州市公安局"], world.cadres["王建国"]
    organiser = NewAppointment("city_organiser", "2107")
    await appoint(world, "兼书记", organiser, NewAppointment("township_secretary", FANGSHAN))
    await appoint(world, "兼派出", organiser, NewAppointment("unit_leader", unit_id=unit_id))
    await appoint(world, "本人", organiser, cadre_id=cadre_id)
    city = await api.sign_in(world, "city")
    here, there = await planned(city), await planned(city, "210727")

    seen = {}
    for name in ("兼书记", "兼派出", "本人", "city"):
        nodes = (await (await api.sign_in(world, name))(SEEN))["inspections"]["nodes"]
        seen[name] = {node["id"] for node in nodes}

    # The unit's other cadre is posted in the other county.
    assert seen == {"兼书记": {there}, "兼派出": set(), "本人": {there}, "city": {here, there}}
