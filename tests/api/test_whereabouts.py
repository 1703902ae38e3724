"""Who was where on a day: each state, the figures that add up, and to whom it is told."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.acceptance.acts import activate_jinzhou, at_nine, check_in, key, photo, postings, register_days, upload
from tests.acceptance.documents import CHECK_IN, REGISTER_DAY
from tests.acceptance.documents_leave import APPROVE, REQUEST
from tests.api.personal_data import application
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import FixedClock
from xuanpai_core.identity.service import NewAppointment

# 24 October 2025 is a Friday; the 25th and 26th are the weekend after it.
TODAY = "2025-10-24"
COUNTS = "inPost conflict inVillage officialTrip leave claimed absent nothing dayOff"
FIGURES = f"""query($region: String, $day: Date) {{ whereaboutsFigures(regionCode: $region, day: $day) {{
  day kind holiday published readAt counts {{ {COUNTS} }} places {{ regionCode name counts {{ {COUNTS} }} }} }} }}"""
LIST = """query($region: String, $day: Date, $states: [WhereaboutsState!], $first: Int, $after: String) {
  whereabouts(regionCode: $region, day: $day, states: $states, first: $first, after: $after) { endCursor nodes {
    postingId cadreName regionCode placeName unitName state status afternoon registered approved late
    acts { count firstAt lastAt nearestM farthestM photos photosThere } night nightBefore
    away { kind state stretch approvedBy office waitsAt } claimedAt conflict
    norm { outcome measured required missing left running reachable reason reference } } } }"""
CLAIM = "mutation($input: ClaimDayInput!) { claimDay(input: $input) { id } }"
PLAN = "mutation($input: PlanInspectionInput!) { planInspection(input: $input) { id } }"
FIELD = {
    "CONFLICT": "conflict",
    "IN_VILLAGE": "inVillage",
    "OFFICIAL_TRIP": "officialTrip",
    "LEAVE": "leave",
    "CLAIMED": "claimed",
    "ABSENT": "absent",
    "NOTHING": "nothing",
    "DAY_OFF": "dayOff",
}


async def _lines(client: Client, **asked: Any) -> dict[str, dict[str, Any]]:
    """Every line, page by page, by name."""
    found: dict[str, dict[str, Any]] = {}
    after = None
    while True:
        page = (await client(LIST, after=after, **({"first": 2} | asked)))["whereabouts"]
        found |= {line["cadreName"]: line for line in page["nodes"]}
        after = page["endCursor"]
        if after is None:
            return found


async def _figures(client: Client, **asked: Any) -> dict[str, Any]:
    figures: dict[str, Any] = (await client(FIGURES, **asked))["whereaboutsFigures"]
    return figures


async def _take_leave(cadre: Client, approver: Client, kind: str, **more: str) -> None:
    asked = {"kind": kind, "fromDay": TODAY, "toDay": TODAY, "reason": "家里有事需要办理", "late": False, **more}
    leave = await cadre(REQUEST, input={**asked, "idempotencyKey": key()})
    await approver(APPROVE, id=leave["requestLeave"]["id"], key=key())


async def test_everybody_in_post_is_counted_once_with_what_is_known_of_the_day(api: Api, world: World) -> None:
    wang, li, county, secretary = [
        await api.sign_in(world, name) for name in ("王建国", "李秀英", "county", "secretary")
    ]
    picture = await upload(wang, photo())
    await check_in(wang, date(2025, 10, 24), photoId=picture)
    await _take_leave(li, secretary, "SICK")

    lines = await _lines(county, region="210726")
    figures = await _figures(county, region="210726")

    assert {name: line["state"] for name, line in lines.items()} == {
        "王建国": "IN_VILLAGE",
        "李秀英": "LEAVE",
        "张伟": "NOTHING",
    }
    assert lines["王建国"]["acts"] == {
        "count": 1,
        "firstAt": "2025-10-24T01:00:00+00:00",
        "lastAt": "2025-10-24T01:00:00+00:00",
        "nearestM": None,
        "farthestM": None,
        "photos": 1,
        "photosThere": 1,
    }
    assert lines["李秀英"]["away"] == {
        "kind": "SICK",
        "state": "APPROVED",
        "stretch": "2025年10月24日",
        "approvedBy": "secretary",
        "office": "乡镇党委书记",
        "waitsAt": None,
    }
    assert (lines["李秀英"]["status"], lines["李秀英"]["approved"], lines["张伟"]["status"]) == ("LEAVE", True, None)
    assert figures["counts"] == {
        "inPost": 3,
        "conflict": 0,
        "inVillage": 1,
        "officialTrip": 0,
        "leave": 1,
        "claimed": 0,
        "absent": 0,
        "nothing": 1,
        "dayOff": 0,
    }
    assert [(place["regionCode"], place["name"], place["counts"]) for place in figures["places"]] == [
        (FANGSHAN, "芳山镇", figures["counts"])
    ]
    assert (figures["day"], figures["kind"], figures["readAt"]) == (TODAY, "WORKDAY", "2025-10-24T01:00:00+00:00")


async def test_a_claim_an_absence_a_trip_and_a_contradiction_are_told_apart(api: Api, world: World) -> None:
    wang, zhang, li = [await api.sign_in(world, name) for name in ("王建国", "张伟", "李秀英")]
    clerk, secretary, county = [await api.sign_in(world, name) for name in ("clerk", "secretary", "county")]
    await wang(CLAIM, input={"day": TODAY, "reason": "手机没有信号", "idempotencyKey": key()})
    await clerk(REGISTER_DAY, input=_day(await _posting(clerk, "张伟"), "ABSENT"))

    first = await _lines(county, region="210726")
    await zhang(CHECK_IN, input=_acted())
    await _take_leave(li, secretary, "OFFICIAL_TRIP", purpose="到县里参加培训")
    second = await _lines(county, region="210726")

    assert {name: line["state"] for name, line in first.items()} == {
        "王建国": "CLAIMED",
        "张伟": "ABSENT",
        "李秀英": "NOTHING",
    }
    assert first["王建国"]["claimedAt"] == "2025-10-24T01:00:00+00:00"
    assert {name: line["state"] for name, line in second.items()} == {
        "王建国": "CLAIMED",
        "张伟": "CONFLICT",
        "李秀英": "OFFICIAL_TRIP",
    }
    assert second["张伟"]["conflict"] == "2025年10月24日已记为未到岗,当天又收到签到。裁定以前,仍按未到岗计。"
    assert second["李秀英"]["away"]["kind"] == "OFFICIAL_TRIP"


async def test_leave_that_nobody_has_approved_is_no_leave(api: Api, world: World) -> None:
    li, county = await api.sign_in(world, "李秀英"), await api.sign_in(world, "county")
    asked = {"kind": "PERSONAL", "fromDay": TODAY, "toDay": TODAY, "reason": "家里有事需要办理", "late": False}
    await li(REQUEST, input={**asked, "idempotencyKey": key()})

    line = (await _lines(county, region="210726"))["李秀英"]

    assert line["state"] == "NOTHING"
    assert (line["away"]["state"], line["away"]["waitsAt"], line["away"]["approvedBy"]) == ("SUBMITTED", "芳山镇", None)


async def test_the_months_norm_says_what_is_already_sure(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    clerk, county = await api.sign_in(world, "clerk"), await api.sign_in(world, "county")
    await register_days(clerk, await _posting(clerk, "王建国"), date(2025, 10, 1), 14)
    await register_days(clerk, await _posting(clerk, "李秀英"), date(2025, 10, 1), 5)

    lines = await _lines(county, region="210726")
    last = await _lines(county, region="210726", day="2025-09-30")

    kept = ("measured", "required", "missing", "left", "running", "reachable", "reference")
    assert [lines["王建国"]["norm"][name] for name in kept] == ["14", 20, "6", "8", True, True, "JZ-02"]
    assert [lines["李秀英"]["norm"][name] for name in kept] == ["5", 20, "15", "8", True, False, "JZ-02"]
    assert [last["王建国"]["norm"][name] for name in kept] == ["0", 20, "20", "0", False, False, "JZ-02"]


async def test_a_day_off_is_none_on_which_something_is_missing(api: Api, world: World, clock: FixedClock) -> None:
    clock.advance(days=1)
    county = await api.sign_in(world, "county")

    weekend = await _figures(county, region="210726")
    feast = await _figures(county, region="210726", day="2025-10-01")

    assert (weekend["day"], weekend["kind"], weekend["counts"]["dayOff"], weekend["counts"]["nothing"]) == (
        "2025-10-25",
        "WEEKEND",
        3,
        0,
    )
    # The year's arrangement has not been imported in this province: the week alone tells.
    assert (feast["kind"], feast["published"], feast["counts"]["nothing"]) == ("WORKDAY", False, 3)


async def test_only_those_in_post_on_the_day_are_counted_and_no_day_to_come(api: Api, world: World) -> None:
    county = await api.sign_in(world, "county")

    before = await _figures(county, region="210726", day="2024-12-31")
    with pytest.raises(Refused) as refusal:
        await _figures(county, region="210726", day="2025-10-25")

    assert (before["counts"]["inPost"], before["places"]) == (0, [])
    assert refusal.value.codes == ["DAY_IN_FUTURE"]


async def test_the_figures_are_a_recount_of_the_list_for_everybody(api: Api, world: World) -> None:
    """Whoever asks, of whichever place: each number is that of the lines behind it, and all add up."""
    await _fill(api, world)
    await appoint(world, "two_hats", NewAppointment("county_organiser", "210727"), NewAppointment("reader", FANGSHAN))
    sees = {
        "province": 5,
        "city": 5,
        "county": 3,
        "other_county": 2,
        "secretary": 3,
        "clerk": 3,
        "village": 1,
        "unit": 2,
        "reader": 3,
        "two_hats": 5,
        "王建国": 1,
        "李秀英": 1,
    }
    for person, number in sees.items():
        client = await api.sign_in(world, person)
        for region in (None, "21", "2107", "210726", FANGSHAN, "210727"):
            figures = await _figures(client, region=region)
            lines = await _lines(client, region=region)
            states = [line["state"] for line in lines.values()]
            recount = {field: states.count(state) for state, field in FIELD.items()}
            assert figures["counts"] == {"inPost": len(lines), **recount}, (person, region)
            for field in ("inPost", *FIELD.values()):
                assert sum(place["counts"][field] for place in figures["places"]) == figures["counts"][field]
            for state, field in FIELD.items():
                narrowed = await _lines(client, region=region, states=[state])
                assert len(narrowed) == figures["counts"][field], (person, region, state)
            if region is None:
                assert len(lines) == number, person


async def test_nobody_sees_more_than_their_part_and_unknown_places_look_like_forbidden_ones(
    api: Api, world: World
) -> None:
    await _fill(api, world)
    strangers = [await api.sign_in(world, name) for name in ("other_county", "刘洋")]

    for stranger in strangers:
        seen = [await _lines(stranger, region=place) for place in ("210726", FANGSHAN, "219999")]
        counted = [(await _figures(stranger, region=place))["places"] for place in ("210726", FANGSHAN, "219999")]
        assert (seen, counted) == ([{}] * 3, [[]] * 3)
    for person in ("finance", "admin", "auditor"):
        client = await api.sign_in(world, person)
        for document in (FIGURES, LIST):
            with pytest.raises(Refused) as refusal:
                await client(document, region="2107")
            assert refusal.value.codes == ["FORBIDDEN"]


@pytest.mark.rule("JZ-14")
async def test_an_inspection_that_nobody_announced_changes_nothing_on_the_page(api: Api, world: World) -> None:
    await _fill(api, world)
    those_concerned = [await api.sign_in(world, name) for name in ("county", "secretary", "clerk", "village", "王建国")]
    before = [(await _figures(client), await _lines(client)) for client in those_concerned]
    visit = {"method": "UNANNOUNCED", "title": "暗访", "regionCode": FANGSHAN, "plannedOn": TODAY}

    await (await api.sign_in(world, "city"))(PLAN, input=visit | {"idempotencyKey": key()})

    assert [(await _figures(client), await _lines(client)) for client in those_concerned] == before


async def test_names_are_masked_where_lists_mask_them(api: Api, world: World) -> None:
    await _fill(api, world)

    async with application(world, name_mask="given") as masked:
        secretary = await _lines(await masked.sign_in(world, "secretary"))
        county = await _lines(await masked.sign_in(world, "county"))

    assert sorted(secretary) == ["张*", "李*", "王*"]
    assert sorted(county) == ["张伟", "李秀英", "王建国"]


async def test_a_page_out_of_range_and_a_foreign_cursor_are_refused(api: Api, world: World) -> None:
    county = await api.sign_in(world, "county")
    codes = []
    for asked in ({"first": 0}, {"first": 101}, {"after": "x.y"}, {"region": "12345"}):
        with pytest.raises(Refused) as refusal:
            await county(LIST, **asked)
        codes += refusal.value.codes
    assert codes == ["PAGE_TOO_SMALL", "PAGE_TOO_LARGE", "BAD_CURSOR", "INVALID_REGION_CODE"]


async def _fill(api: Api, world: World) -> None:
    """王建国 checks in, 李秀英 is on leave, 张伟 claims; of 刘洋 and 陈静 nothing is known."""
    wang, li, zhang = [await api.sign_in(world, name) for name in ("王建国", "李秀英", "张伟")]
    await check_in(wang, date(2025, 10, 24))
    await _take_leave(li, await api.sign_in(world, "secretary"), "PERSONAL")
    await zhang(CLAIM, input={"day": TODAY, "reason": "手机没有信号", "idempotencyKey": key()})


async def _posting(client: Client, name: str) -> str:
    posting_id: str = (await postings(client))[name]["id"]
    return posting_id


def _day(posting_id: str, status: str) -> dict[str, str]:
    return {"postingId": posting_id, "day": TODAY, "status": status}


def _acted() -> dict[str, str]:
    return {"idempotencyKey": key(), "id": str(uuid4()), "day": TODAY, "at": at_nine(date(2025, 10, 24))}
