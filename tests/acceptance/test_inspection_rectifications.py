"""Who puts right what an inspection found, and how much of it waits for whom."""

from datetime import date
from typing import Any

import pytest

from tests.acceptance.acts import key
from tests.acceptance.documents_inspections import DECIDE, RECTIFY
from tests.acceptance.inspecting import absent, ask, find, planned, posting_of, publish, visited
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client

TODAY = date(2025, 10, 24)
ASKED = {"demand": "补齐日志", "dueOn": "2025-10-31"}
WAITING = "{ rectificationsWaiting inspectionRectifications(forMe: true) { nodes { demand state reportedByMe } } }"
PEOPLE = ("city", "county", "other_county", "secretary", "clerk", "province")


async def waiting(api: Api, world: World) -> dict[str, int]:
    """How many wait for each, where any do; the list shows as many."""
    found = {}
    for name in PEOPLE:
        told = await (await api.sign_in(world, name))(WAITING)
        assert len(told["inspectionRectifications"]["nodes"]) == told["rectificationsWaiting"], name
        found[name] = told["rectificationsWaiting"]
    return {name: number for name, number in found.items() if number}


async def report(client: Client, finding_id: str) -> Any:
    """Say that it was put right; what came of it."""
    given = {"findingId": finding_id, "report": "已补。", "idempotencyKey": key()}
    return await ask(client, RECTIFY, input=given)


async def decide(client: Client, finding_id: str, *, accepted: bool) -> Any:
    """Judge it; what came of it."""
    given = {"findingId": finding_id, "accepted": accepted, "note": "看过", "idempotencyKey": key()}
    return await ask(client, DECIDE, input=given)


async def test_what_waits_is_counted_for_whoever_may_act_and_for_nobody_else(api: Api, world: World) -> None:
    city, clerk, secretary = [await api.sign_in(world, name) for name in ("city", "clerk", "secretary")]
    inspection_id = await planned(city, TODAY)
    found = await find(
        city,
        inspection_id,
        absent(posting_of(world, "王建国"), rectify=ASKED),
        absent(posting_of(world, "李秀英"), rectify=ASKED),
        absent(posting_of(world, "张伟")),
    )
    wang, li = [one["id"] for one in found if one["rectification"] is not None]
    secret = await waiting(api, world)

    await publish(city, inspection_id)
    demanded = await waiting(api, world)
    await report(clerk, wang)
    reported = await waiting(api, world)
    await decide(city, wang, accepted=False)
    await report(secretary, li)
    returned = await waiting(api, world)
    await report(clerk, wang)
    await decide(city, wang, accepted=True)
    await decide(city, li, accepted=True)

    assert secret == {}
    assert demanded == {"secretary": 2, "clerk": 2}
    # Whoever plans above the planner may judge it too.
    assert reported == {"city": 1, "province": 1, "secretary": 1, "clerk": 1}
    assert returned == {"city": 1, "province": 1, "secretary": 1, "clerk": 1}
    assert await waiting(api, world) == {}


async def test_nobody_waits_for_the_own_report_to_be_judged_by_oneself(api: Api, world: World) -> None:
    clerk = await api.sign_in(world, "clerk")
    _, (found,) = await visited(clerk, TODAY, absent(posting_of(world, "王建国"), rectify=ASKED))
    await report(clerk, found["id"])

    assert await waiting(api, world) == {"secretary": 1, "county": 1, "city": 1, "province": 1}
    (own,) = (await clerk("{ inspectionRectifications { nodes { reportedByMe } } }"))["inspectionRectifications"][
        "nodes"
    ]
    assert own == {"reportedByMe": True}


@pytest.mark.rule("JZ-12")
async def test_what_the_city_found_at_the_county_itself_is_put_right_by_the_county(api: Api, world: World) -> None:
    """A county answers for itself, not for its townships; and the cadre and the unit hand in nothing."""
    city, county, clerk = [await api.sign_in(world, name) for name in ("city", "county", "clerk")]
    at_the_county = {"regionCode": "210726", "note": "月度抽查没有记录。", "rectify": ASKED}
    at_the_township = {"regionCode": FANGSHAN, "note": "台账不全。", "rectify": ASKED}
    inspection_id = await planned(city, TODAY, "210726", method="SUPERVISION_TOUR", title="巡回督导")
    found = await find(city, inspection_id, at_the_county, at_the_township)
    await publish(city, inspection_id)
    of_county, of_township = [one["id"] for one in found]

    assert await waiting(api, world) == {"county": 1, "secretary": 1, "clerk": 1}
    codes = [
        (await report(who, what))[0][1]["code"]
        for who, what in (
            (county, of_township),
            (clerk, of_county),
            (await api.sign_in(world, "other_county"), of_county),
            (await api.sign_in(world, "王建国"), of_township),
            (await api.sign_in(world, "unit"), of_township),
        )
    ]
    assert codes == ["FINDING_NOT_FOUND"] * 3 + ["FORBIDDEN"] * 2
    assert (await report(county, of_county))["recordRectification"]["rectification"]["state"] == "REPORTED"
    assert (await report(clerk, of_township))["recordRectification"]["rectification"]["state"] == "REPORTED"
    assert await waiting(api, world) == {"city": 2, "province": 2}
