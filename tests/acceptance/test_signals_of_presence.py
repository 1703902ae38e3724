"""What is noticed about presence: the cadre may explain it, organisers decide, and no day on duty changes for it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.acceptance.acts import check_in, key, postings, upload
from tests.core.leads.leading import lead_against
from tests.core.signals.noticing import TODAY, look, picture
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.identity.service import NewAppointment
from xuanpai_core.leads.models import LeadKind
from xuanpai_graphql.lookahead.ids import global_id

SIGNALS = """query($kind: SignalKind, $month: String, $answered: Boolean, $posting: ID) {
  signals(kind: $kind, month: $month, answered: $answered, postingId: $posting) {
    totalCount nodes { id kind day reason weight answer cadre { name } otherCadre { name } } } }"""
ANSWER = """mutation($id: ID!, $key: String!) {
  answerSignal(id: $id, answer: "手机是借用的,已更换。", idempotencyKey: $key) { id answer } }"""
LEADS = """query($state: LeadState, $kind: LeadKind, $month: String, $place: String) {
  leads(state: $state, kind: $kind, month: $month, regionCode: $place) {
    totalCount nodes { id kind state reason posting { cadre { name } } signals { nodes { kind } } } } }"""
ONE = "query($id: ID!) { lead(id: $id) { id } }"
NODE = "query($id: ID!) { node(id: $id) { id __typename } }"
ASK = """mutation($id: ID!, $key: String!) {
  askForAnswer(id: $id, question: "当天是谁核对的?", idempotencyKey: $key) { id askedName question } }"""
QUESTIONS = "{ leadQuestions { totalCount nodes { id kind reason question answer state } } }"
ANSWER_LEAD = """mutation($id: ID!, $key: String!) {
  answerLead(id: $id, answer: "由村党支部核对。", idempotencyKey: $key) { id answer } }"""
DECIDE = """mutation($id: ID!, $decision: LeadDecision!, $key: String!) {
  decideLead(id: $id, decision: $decision, note: "已入村核实。", idempotencyKey: $key) {
    id state decidedByName decisionNote } }"""
COUNTS = "{ leadCounts { kind open asked answered } }"
FIGURES = """query($place: String) { leadFigures(regionCode: $place) {
  regionCode placeName kind open asked answered } }"""
MINE = "query($mine: Boolean!) { signals(mine: $mine) { nodes { kind cadre { name } } } }"
PHOTOS = """{ signals { nodes { kind day otherDay postingId cadre { name }
  evidence { id } otherEvidence { id } } } }"""
DAYS = """query($id: ID!) { posting(id: $id) {
  attendanceDays(month: "2025-10") { day status } month(month: "2025-10") { onDutyDays }
  signals { totalCount nodes { kind } } } }"""


async def refusal(client: Client, document: str, **variables: Any) -> tuple[Any, ...]:
    """What the refusal says."""
    with pytest.raises(Refused) as refused:
        await client(document, **variables)
    return tuple((error["message"], error["extensions"]["code"]) for error in refused.value.errors)


async def with_a_copied_photo(api: Api, world: World) -> tuple[Client, Client]:
    """王建国 used one photo on two days, 李秀英 the same bytes on the second; each once from a made-up place."""
    wang, li = await api.sign_in(world, "王建国"), await api.sign_in(world, "李秀英")
    content = picture(1)
    for client, day, device in (
        (wang, TODAY - timedelta(days=1), {}),
        (wang, TODAY, {"mock": True}),
        (li, TODAY, {}),
    ):
        photo = await upload(client, content)
        await check_in(client, day, at=f"{day.isoformat()}T08:30:00+08:00", photoId=photo, device=device)
    await look(world)
    return wang, li


async def test_what_was_noticed_is_seen_by_whoever_answers_for_it_and_changes_no_day(api: Api, world: World) -> None:
    wang, li = await with_a_copied_photo(api, world)
    county = await api.sign_in(world, "county")
    posting_id = (await postings(county))["王建国"]["id"]

    seen = (await county(SIGNALS))["signals"]["nodes"]
    assert {(node["cadre"]["name"], node["kind"], (node["otherCadre"] or {}).get("name")) for node in seen} == {
        ("王建国", "PHOTO_SEEN_BEFORE", None),
        ("王建国", "MOCK_LOCATION", None),
        ("李秀英", "PHOTO_SEEN_BEFORE", "王建国"),
    }
    own = (await li(SIGNALS))["signals"]["nodes"]
    # His colleague's name is not hers to read.
    assert [(node["kind"], node["otherCadre"]) for node in own] == [("PHOTO_SEEN_BEFORE", None)]
    assert "王建国" not in own[0]["reason"]
    narrowed: dict[str, dict[str, Any]] = {
        "kind": {"kind": "MOCK_LOCATION"},
        "month": {"month": "2025-09"},
        "answered": {"answered": False},
        "posting": {"posting": posting_id},
    }
    counts = {name: (await county(SIGNALS, **given))["signals"]["totalCount"] for name, given in narrowed.items()}
    assert counts == {"kind": 1, "month": 0, "answered": 3, "posting": 2}
    other_county = await api.sign_in(world, "other_county")
    assert (await other_county(SIGNALS))["signals"] == {"totalCount": 0, "nodes": []}
    for person in ("village", "unit", "clerk"):
        assert (await refusal(await api.sign_in(world, person), SIGNALS))[0][1] == "FORBIDDEN"

    days = (await wang(DAYS, id=posting_id))["posting"]
    assert [day["status"] for day in days["attendanceDays"]] == ["ON_DUTY", "ON_DUTY"]
    assert (days["month"], days["signals"]["totalCount"]) == ({"onDutyDays": 2}, 2)


async def test_the_cadre_explains_and_only_of_himself(api: Api, world: World) -> None:
    wang, li = await with_a_copied_photo(api, world)
    county = await api.sign_in(world, "county")
    signal = (await wang(SIGNALS, kind="MOCK_LOCATION"))["signals"]["nodes"][0]

    nobodys = global_id("PresenceSignal", "0199f1a0-0000-7000-8000-000000000001")
    assert await refusal(li, ANSWER, id=signal["id"], key=key()) == await refusal(li, ANSWER, id=nobodys, key=key())
    assert (await refusal(county, ANSWER, id=signal["id"], key=key()))[0][1] == "FORBIDDEN"
    assert (await county(SIGNALS, answered=True))["signals"]["totalCount"] == 0
    answered = (await wang(ANSWER, id=signal["id"], key=key()))["answerSignal"]

    assert answered == {"id": signal["id"], "answer": "手机是借用的,已更换。"}
    assert [node["id"] for node in (await county(SIGNALS, answered=True))["signals"]["nodes"]] == [signal["id"]]


async def test_together_they_make_a_lead_that_the_county_decides_and_the_cadre_does_not_see(
    api: Api, world: World
) -> None:
    wang, _ = await with_a_copied_photo(api, world)
    await appoint(world, "督查", NewAppointment("inspector", "210726"))
    county, city, inspector = [await api.sign_in(world, name) for name in ("county", "city", "督查")]

    for client in (county, city, inspector):
        (lead,) = (await client(LEADS, state="OPEN", kind="PRESENCE_DOUBT", month="2025-10"))["leads"]["nodes"]
        assert lead["posting"] == {"cadre": {"name": "王建国"}}
        assert sorted(node["kind"] for node in lead["signals"]["nodes"]) == ["MOCK_LOCATION", "PHOTO_SEEN_BEFORE"]
        assert lead["reason"].startswith("2025年10月有 2 条在岗疑点,合计 9 分,请核实:(1)")
    assert await county(COUNTS) == {"leadCounts": [{"kind": "PRESENCE_DOUBT", "open": 1, "asked": 0, "answered": 0}]}
    assert (await county(LEADS, month="2025-11"))["leads"]["totalCount"] == 0
    assert (await county(LEADS, place="210727"))["leads"]["totalCount"] == 0
    other_county = await api.sign_in(world, "other_county")
    assert (await other_county(LEADS))["leads"] == {"totalCount": 0, "nodes": []}
    assert await other_county(ONE, id=lead["id"]) == {"lead": None}
    for person in ("王建国", "secretary", "clerk", "village", "unit", "reader"):
        client = await api.sign_in(world, person)
        assert (await refusal(client, LEADS))[0][1] == "FORBIDDEN", person
        assert await client(NODE, id=lead["id"]) == {"node": None}, person
        assert (await client(QUESTIONS))["leadQuestions"]["totalCount"] == 0, person
    assert (await refusal(inspector, DECIDE, id=lead["id"], decision="DISMISSED", key=key()))[0][1] == "FORBIDDEN"

    await county(ASK, id=lead["id"], key=key())
    (question,) = (await wang(QUESTIONS))["leadQuestions"]["nodes"]
    assert (question["question"], question["reason"]) == ("当天是谁核对的?", lead["reason"])
    await wang(ANSWER_LEAD, id=question["id"], key=key())
    decided = (await county(DECIDE, id=lead["id"], decision="DISMISSED", key=key()))["decideLead"]
    await look(world)

    assert decided == {
        "id": lead["id"],
        "state": "DISMISSED",
        "decidedByName": "county",
        "decisionNote": "已入村核实。",
    }
    assert (await refusal(city, DECIDE, id=lead["id"], decision="CONFIRMED", key=key()))[0][1] == "LEAD_DECIDED"
    assert (await county(LEADS, state="OPEN"))["leads"]["totalCount"] == 0
    assert await county(COUNTS) == {"leadCounts": []}


async def test_the_signer_sees_the_one_lead_about_which_he_is_asked(api: Api, world: World) -> None:
    asked_of, other = await lead_against(world), await lead_against(world)
    lead_id, hidden = global_id("Lead", asked_of), global_id("LeadQuestion", other)
    secretary, county, li = [await api.sign_in(world, name) for name in ("secretary", "county", "李秀英")]
    question_id = global_id("LeadQuestion", asked_of)
    before = [await client(QUESTIONS) for client in (secretary, li)]
    unasked = await refusal(secretary, ANSWER_LEAD, id=question_id, key=key())

    asked = (await county(ASK, id=lead_id, key=key()))["askForAnswer"]
    seen = (await secretary(QUESTIONS))["leadQuestions"]

    assert [page["leadQuestions"]["totalCount"] for page in before] == [0, 0]
    assert unasked[0][1] == "LEAD_NOT_FOUND"
    assert asked == {"id": lead_id, "askedName": "secretary", "question": "当天是谁核对的?"}
    assert [(node["id"], node["answer"]) for node in seen["nodes"]] == [(question_id, None)]
    assert (await secretary(NODE, id=question_id))["node"]["__typename"] == "LeadQuestion"
    assert await secretary(NODE, id=lead_id) == {"node": None}
    # Another lead against him, another person, nobody's: all the same.
    nobodys = global_id("LeadQuestion", "0199f1a0-0000-7000-8000-000000000001")
    refusals = {
        await refusal(secretary, ANSWER_LEAD, id=hidden, key=key()),
        await refusal(li, ANSWER_LEAD, id=question_id, key=key()),
        await refusal(li, ANSWER_LEAD, id=nobodys, key=key()),
    }
    assert len(refusals) == 1
    assert (await refusal(secretary, DECIDE, id=lead_id, decision="DISMISSED", key=key()))[0][1] == "FORBIDDEN"
    assert (await secretary(ANSWER_LEAD, id=question_id, key=key()))["answerLead"]["answer"] == "由村党支部核对。"
    decided = (await county(DECIDE, id=lead_id, decision="CONFIRMED", key=key()))["decideLead"]
    assert decided["state"] == "CONFIRMED"
    (node,) = (await secretary(QUESTIONS))["leadQuestions"]["nodes"]
    assert (node["state"], node["answer"]) == ("CONFIRMED", "由村党支部核对。")


async def test_photos_that_are_like_each_other_are_seen_side_by_side_by_whoever_may_see_them(
    api: Api, world: World
) -> None:
    wang, li = await api.sign_in(world, "王建国"), await api.sign_in(world, "李秀英")
    county = await api.sign_in(world, "county")
    days = (TODAY - timedelta(days=2), TODAY - timedelta(days=1), TODAY)
    photos = [await upload(client, picture(1, size)) for client, size in ((wang, (320, 240)), (li, (280, 210)))]
    again, other = await upload(wang, picture(1)), await upload(wang, picture(7))
    await check_in(wang, days[0], at=f"{days[0]}T08:30:00+08:00", photoId=photos[0])
    await check_in(li, days[1], at=f"{days[1]}T08:30:00+08:00", photoId=photos[1])
    await check_in(wang, days[1], at=f"{days[1]}T08:50:00+08:00", photoId=again)
    await check_in(wang, days[2], at=f"{days[2]}T08:30:00+08:00", photoId=other, device={"mock": True})
    await look(world)

    def shown(nodes: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[Any, ...]]:
        return {
            (node["cadre"]["name"], node["kind"]): (
                node["day"],
                node["otherDay"],
                [one["id"] for one in node["evidence"]],
                [one["id"] for one in node["otherEvidence"]],
            )
            for node in nodes
        }

    first, second, third = (day.isoformat() for day in days)
    seen = shown((await county(PHOTOS))["signals"]["nodes"])
    assert seen == {
        ("王建国", "PHOTO_SEEN_BEFORE"): (second, first, [again], [photos[0]]),
        ("李秀英", "PHOTO_LOOKS_ALIKE"): (second, first, [photos[1]], [photos[0]]),
        ("王建国", "PHOTO_LOOKS_ALIKE"): (second, second, [again], [photos[1]]),
        ("王建国", "MOCK_LOCATION"): (third, None, [other], []),
    }
    # Her own photo she sees, her colleague's is not hers to see.
    own = (await li(PHOTOS))["signals"]["nodes"]
    assert shown(own) == {("李秀英", "PHOTO_LOOKS_ALIKE"): (second, first, [photos[1]], [])}
    assert [node["postingId"] for node in own] == [(await postings(county))["李秀英"]["id"]]


async def test_one_who_organises_and_is_posted_tells_the_own_signals_from_the_others(api: Api, world: World) -> None:
    organiser = NewAppointment("county_organiser", "210726")
    await appoint(world, "兼任干部", organiser, NewAppointment("posted_cadre"), cadre_id=world.cadres["王建国"])
    await with_a_copied_photo(api, world)
    both = await api.sign_in(world, "兼任干部")
    county = await api.sign_in(world, "county")

    async def named(client: Client, *, mine: bool) -> set[str]:
        return {node["cadre"]["name"] for node in (await client(MINE, mine=mine))["signals"]["nodes"]}

    assert (await named(both, mine=True), await named(both, mine=False)) == ({"王建国"}, {"李秀英"})
    assert (await named(county, mine=True), await named(county, mine=False)) == (set(), {"王建国", "李秀英"})


async def test_leads_are_counted_by_the_place_next_below_for_whoever_may_know_of_them(api: Api, world: World) -> None:
    asked = await lead_against(world)
    await lead_against(world, kind=LeadKind.LEAVE_LIMIT, region_code="210726")
    county, city, other_county = [await api.sign_in(world, name) for name in ("county", "city", "other_county")]
    await county(ASK, id=global_id("Lead", asked), key=key())

    def counted(code: str, name: str, kind: str, *numbers: int) -> dict[str, Any]:
        return {"regionCode": code, "placeName": name, "kind": kind} | dict(
            zip(("open", "asked", "answered"), numbers, strict=True)
        )

    of_township = counted(FANGSHAN, "芳山镇", "SIGNATURE_CONTRADICTED", 1, 1, 0)
    assert (await county(FIGURES, place="210726"))["leadFigures"] == [
        counted("210726", "黑山县", "LEAVE_LIMIT", 1, 0, 0),
        of_township,
    ]
    assert (await city(FIGURES, place="2107"))["leadFigures"] == [
        counted("210726", "黑山县", "LEAVE_LIMIT", 1, 0, 0),
        counted("210726", "黑山县", "SIGNATURE_CONTRADICTED", 1, 1, 0),
    ]
    assert (await city(FIGURES))["leadFigures"] == (await city(FIGURES, place="2107"))["leadFigures"]
    assert (await other_county(FIGURES, place="210726"))["leadFigures"] == []
    for person in ("secretary", "clerk", "王建国"):
        assert (await refusal(await api.sign_in(world, person), FIGURES))[0][1] == "FORBIDDEN", person
