"""Activities over the API: who sees them, their files and their parties, and what is refused at the edge."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.acceptance.acts import activate_jinzhou, key, photo, upload
from tests.acceptance.documents_activities import ACTIVITIES, ACTIVITY, HOLD
from tests.acceptance.holding import hold, listed, periods, posting_of, totals, withdraw
from tests.acceptance.registering import put_in_force, unit_id
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Refused
from xuanpai_core.activities.models import Activity
from xuanpai_core.db.types import new_id
from xuanpai_core.vocabulary import ActivityKind
from xuanpai_graphql.lookahead.ids import global_id

FILE = "mutation($id: ID!) { evidenceLink(id: $id) }"
STORED = "{ activities(kind: DISPATCH_MEETING) { nodes { id missingTopics incompleteBecause formTitle content } } }"


async def _meeting(api: Api, world: World, *names: str, **more: Any) -> dict[str, Any]:
    await put_in_force(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN)
    named = [("cadre", posting_of(world, name)) for name in names]
    clerk = await api.sign_in(world, "clerk")
    return await hold(clerk, "meeting.monthly", FANGSHAN, "2025-10-08", *named, **more)


async def test_those_above_and_those_named_see_a_meeting_and_nobody_else(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN)
    clerk = await api.sign_in(world, "clerk")
    wang = ("posting", posting_of(world, "王建国"))
    talk = await hold(clerk, None, FANGSHAN, "2025-10-08", wang, kind="TALK")

    seen = {}
    for person in ("county", "city", "province", "secretary", "王建国", "李秀英", "other_county", "village"):
        client = await api.sign_in(world, person)
        found = (await client(ACTIVITY, id=talk["id"]))["activity"]
        seen[person] = (len(await listed(client)), found is not None)

    assert seen == {
        **dict.fromkeys(("county", "city", "province", "secretary", "王建国"), (1, True)),
        **dict.fromkeys(("李秀英", "other_county", "village"), (0, False)),
    }


async def test_a_cadre_does_not_learn_who_else_was_there(api: Api, world: World) -> None:
    meeting = await _meeting(api, world, "王建国", "李秀英")
    wang = await api.sign_in(world, "王建国")

    parties = (await wang(ACTIVITY, id=meeting["id"]))["activity"]["parties"]["nodes"]

    shown = [node["posting"] and node["posting"]["cadre"]["name"] for node in parties]
    assert sorted(shown, key=str) == [None, None, "王建国"]


async def test_another_province_sees_nothing(api: Api, world: World, other_world: World) -> None:
    meeting = await _meeting(api, world, "王建国")
    stranger = await api.sign_in(other_world, "city")

    assert (await stranger(ACTIVITY, id=meeting["id"]))["activity"] is None
    assert await listed(stranger) == []
    assert [one["activities"] for one in await totals(stranger, "2107")] == [0]


async def test_the_file_of_a_meeting_is_for_those_who_reach_its_place(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN)
    clerk, county = await api.sign_in(world, "clerk"), await api.sign_in(world, "county")
    evidence = await upload(clerk, photo())

    meeting = await hold(clerk, "meeting.leading_group", FANGSHAN, "2025-10-08", evidenceIds=[evidence])

    assert [file["id"] for file in meeting["evidence"]] == [evidence]
    assert (await county(FILE, id=evidence))["evidenceLink"].startswith("http")
    for person in ("other_county", "王建国"):
        with pytest.raises(Refused) as refused:
            await (await api.sign_in(world, person))(FILE, id=evidence)
        assert refused.value.codes == ["EVIDENCE_NOT_FOUND"]


async def test_another_persons_file_proves_nothing(api: Api, world: World) -> None:
    evidence = await upload(await api.sign_in(world, "county"), photo())
    clerk = await api.sign_in(world, "clerk")

    with pytest.raises(Refused) as refused:
        await hold(clerk, None, FANGSHAN, "2025-10-08", kind="MEETING", evidenceIds=[evidence])

    assert refused.value.codes == ["EVIDENCE_NOT_FOUND"]
    assert await listed(clerk) == []


async def test_activities_are_found_by_form_kind_place_days_and_cadre(api: Api, world: World) -> None:
    meeting = await _meeting(api, world, "王建国")
    clerk = await api.sign_in(world, "clerk")
    parties = (("unit", unit_id(world, "锦州市公安局")), ("village", world.villages[FANGSHAN][0]))
    visit = await hold(clerk, None, FANGSHAN, "2025-10-09", *parties, kind="VISIT")

    asked: list[tuple[dict[str, Any], list[str]]] = [
        ({}, [visit["id"], meeting["id"]]),
        ({"form": "meeting.monthly"}, [meeting["id"]]),
        ({"kind": "VISIT"}, [visit["id"]]),
        ({"from": "2025-10-09"}, [visit["id"]]),
        ({"to": "2025-10-08"}, [meeting["id"]]),
        ({"from": "2025-10-08", "to": "2025-10-09", "region": "210726"}, [visit["id"], meeting["id"]]),
        ({"region": "210727"}, []),
        ({"posting": posting_of(world, "王建国")}, [meeting["id"]]),
    ]
    assert [(given, await listed(clerk, **given)) for given, _ in asked] == asked
    assert visit["parties"]["nodes"][0]["name"] == "锦州市公安局"


async def test_what_was_withdrawn_shows_only_on_request(api: Api, world: World) -> None:
    meeting = await _meeting(api, world)
    clerk = await api.sign_in(world, "clerk")

    await withdraw(clerk, meeting["id"], "重复登记")
    with pytest.raises(Refused) as again:
        await withdraw(clerk, meeting["id"])
    with pytest.raises(Refused) as stranger:
        await withdraw(await api.sign_in(world, "other_county"), meeting["id"])

    assert await listed(clerk) == []
    [node] = (await clerk(ACTIVITIES, withdrawn=True))["activities"]["nodes"]
    assert (node["id"], node["withdrawnReason"]) == (meeting["id"], "重复登记")
    assert (again.value.codes, stranger.value.codes) == (["ACTIVITY_WITHDRAWN"], ["ACTIVITY_NOT_FOUND"])


async def _meeting_of_before(world: World, held_on: date, **topics: str) -> Activity:
    """A dispatch meeting as the release before duties stored it."""
    async with world.database.work(world.ctx("county")) as work:
        old = Activity(
            tenant_id=world.tenant_id,
            id=new_id(),
            kind=ActivityKind.DISPATCH_MEETING,
            region_code="210726",
            held_on=held_on,
            title="调度会",
            topics=topics,
            recorded_by=world.people["county"].account_id,
        )
        work.session.add(old)
    return old


async def test_a_meeting_of_an_earlier_release_lacks_the_topics_of_its_kind(api: Api, world: World) -> None:
    old = await _meeting_of_before(world, date(2025, 8, 20), PROGRESS="平稳")

    [node] = (await (await api.sign_in(world, "county"))(STORED))["activities"]["nodes"]

    assert node == {
        "id": global_id("Activity", old.id),
        "missingTopics": ["PROBLEMS", "NEXT_STEPS"],
        "incompleteBecause": "没有听取:存在的问题、下一步工作计划",
        "formTitle": None,
        "content": {},
    }


async def test_a_meeting_of_an_earlier_release_meets_the_duty_that_came_later(api: Api, world: World) -> None:
    await _meeting_of_before(world, date(2025, 8, 20), PROGRESS="平稳", PROBLEMS="缺项目", NEXT_STEPS="会商")
    await _meeting_of_before(world, date(2025, 5, 20), PROGRESS="平稳", PROBLEMS=" ", NEXT_STEPS="会商")

    await activate_jinzhou(await api.sign_in(world, "admin"))

    county = await api.sign_in(world, "county")
    quarters = await periods(county, "meeting.dispatch", "210726")
    assert [quarters[f"2025年第{number}季度"]["state"] for number in (1, 2, 3)] == ["OPEN", "OPEN", "MET"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"topics": []}, "NOT_AN_OBJECT"),
        ({"topics": {"PROGRESS": 1}}, "INVALID_TEXT"),
        ({"content": "x"}, "NOT_AN_OBJECT"),
        ({"content": {"x": 1}}, "INVALID_CONTENT"),
        ({"parties": [{"code": "posting"}]}, "ONE_OF_FOUR"),
        ({"parties": [{"code": "county", "regionCode": "黑山县"}]}, "UNKNOWN_PARTY"),
        ({"parties": [{"code": "county", "regionCode": "210727"}]}, "UNKNOWN_PARTY"),
        ({"parties": [{"code": "nobody", "regionCode": "210726"}]}, "PARTY_MISFIT"),
        ({"postingId": global_id("Posting", UUID(int=1))}, "POSTING_NOT_FOUND"),
        ({"kind": None}, "WRONG_KIND"),
        ({"form": "meeting.monthly", "kind": None}, "UNKNOWN_FORM"),
        ({"heldOn": "1900-01-01"}, "HELD_TOO_EARLY"),
        ({"regionCode": "219999"}, "FORBIDDEN"),
    ],
)
async def test_what_cannot_be_recorded_is_refused_with_its_reason_and_leaves_nothing(
    api: Api, world: World, changes: dict[str, Any], code: str
) -> None:
    county = await api.sign_in(world, "county")
    given = {"kind": "MEETING", "regionCode": "210726", "heldOn": "2025-10-08", "title": "会议"}

    with pytest.raises(Refused) as refused:
        await county(HOLD, input=given | {"idempotencyKey": key()} | changes)

    assert refused.value.codes == [code]
    assert await listed(county) == []
