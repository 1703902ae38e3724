"""What an inspection contradicts: a signed sheet (JZ-10), both ends (FJ-04), living in the village (JZ-05)."""

from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from tests.acceptance.acts import activate_jinzhou, key, register_days
from tests.acceptance.documents import REGISTER_DAY, SEAL, SIGN, TOTAL_MONTH
from tests.acceptance.documents_inspections import BOTH_ENDS, CANCEL, LEADS
from tests.acceptance.inspecting import absent, ask, find, leads, planned, posting_of, present, publish, visited
from tests.acceptance.reporting import stand_on, world_of
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.session import Database

FIRST, TENTH = date(2025, 1, 1), date(2025, 5, 10)
MAY = {"township": FANGSHAN, "month": "2025-05"}
SIDES = """query($id: ID!) { lead(id: $id) {
  sheet { state signature { name valid } }
  findings { foundOn presence end posting { id } inspection { id } } } }"""
SEEN = "{ inspectionFindings { nodes { id end presence violation nightsAway } } }"


@pytest_asyncio.fixture
async def world(database: Database, clock: FixedClock) -> World:
    """A world whose people hold their offices since the beginning of the year."""
    return await world_of(database, clock, FIRST)


async def _month_of(clerk: Client, posting_id: str, month: date, days: int) -> None:
    """So many days on duty from the first of the month, and its sheet totalled."""
    await register_days(clerk, posting_id, month, days)
    await clerk(TOTAL_MONTH, township=FANGSHAN, month=month.strftime("%Y-%m"), key=key())


@pytest.mark.rule("JZ-10")
async def test_an_absence_on_10_may_against_a_signed_sheet_is_one_lead_against_the_signer(
    api: Api, world: World, clock: FixedClock
) -> None:
    stand_on(clock, TENTH)
    await activate_jinzhou(await api.sign_in(world, "admin"))
    wang = posting_of(world, "王建国")
    city = await api.sign_in(world, "city")
    inspection_id = await planned(city, TENTH)
    await find(city, inspection_id, absent(wang), present(posting_of(world, "李秀英")))
    stand_on(clock, date(2025, 6, 3))
    clerk, secretary, city, county = [
        await api.sign_in(world, name) for name in ("clerk", "secretary", "city", "county")
    ]
    await _month_of(clerk, wang, date(2025, 5, 1), 20)
    await secretary(SIGN, **MAY, key=key())
    before = [(await ask(one, LEADS))["leads"]["totalCount"] for one in (city, county)]

    await publish(city, inspection_id)
    (lead,) = await leads(city, "SIGNATURE_CONTRADICTED")
    await clerk(SEAL, **MAY, key=key())

    assert before == [0, 0]
    assert (lead["state"], lead["since"], lead["responsibleName"]) == ("OPEN", "2025-05-10", "secretary")
    assert lead["posting"]["id"] == wang
    assert lead["reason"] == (
        "2025年5月10日检查记录王建国不在岗,2025年5月考勤表由secretary签字认定当日在岗,两者不一致,是否属于“考勤不实”待核实。"
        "签字由签字人负责,请先听签字人说明。本线索只作提示,如何处理由有权机关决定。"
    )
    assert "绝不允许出现看关系、送人情、拉不下脸、随便签字等情况" in lead["clauses"][0]
    found = {"foundOn": "2025-05-10", "presence": "ABSENT", "end": "VILLAGE", "posting": {"id": wang}}
    assert (await county(SIDES, id=lead["id"]))["lead"] == {
        "sheet": {"state": "SEALED", "signature": {"name": "secretary", "valid": True}},
        "findings": [found | {"inspection": {"id": inspection_id}}],
    }
    # Once, also when the same signature is sealed; and nothing of it is said to the cadre or the township.
    assert await leads(county, "SIGNATURE_CONTRADICTED") == [lead]
    for name in ("secretary", "clerk", "王建国"):
        refusal = await ask(await api.sign_in(world, name), LEADS)
        assert refusal[0][1]["code"] == "FORBIDDEN", name


@pytest.mark.rule("JZ-10")
async def test_signing_what_a_published_visit_contradicts_makes_the_lead_too_and_each_signer_has_their_own(
    api: Api, world: World
) -> None:
    """The other way round, in another month: first the visits become known, then somebody signs."""
    await activate_jinzhou(await api.sign_in(world, "admin"))
    wang, li = posting_of(world, "王建国"), posting_of(world, "李秀英")
    city, clerk = await api.sign_in(world, "city"), await api.sign_in(world, "clerk")
    for day in (date(2025, 9, 3), date(2025, 9, 4)):
        await visited(city, date(2025, 10, 24), absent(wang, foundOn=day.isoformat()), absent(li, foundOn="2025-09-25"))
    await _month_of(clerk, wang, date(2025, 9, 1), 3)
    await _month_of(clerk, li, date(2025, 9, 1), 20)
    unsigned = await leads(city, "SIGNATURE_CONTRADICTED")

    await (await api.sign_in(world, "secretary"))(SIGN, township=FANGSHAN, month="2025-09", key=key())

    # 王建国 was on duty by the sheet on the 3rd and not on the 4th, 李秀英 not on the 25th.
    assert unsigned == []
    assert [lead["since"] for lead in await leads(city, "SIGNATURE_CONTRADICTED")] == ["2025-09-03"]


@pytest.mark.rule("JZ-10")
@pytest.mark.parametrize("instead", ["leave", "present", "unpublished", "cancelled"])
async def test_nothing_is_raised_where_nothing_contradicts(api: Api, world: World, instead: str) -> None:
    wang = posting_of(world, "王建国")
    city, clerk = await api.sign_in(world, "city"), await api.sign_in(world, "clerk")
    await register_days(clerk, wang, date(2025, 9, 1), 2 if instead == "leave" else 5)
    if instead == "leave":
        await clerk(REGISTER_DAY, input={"postingId": wang, "day": "2025-09-03", "status": "LEAVE"})
    await clerk(TOTAL_MONTH, township=FANGSHAN, month="2025-09", key=key())
    await (await api.sign_in(world, "secretary"))(SIGN, township=FANGSHAN, month="2025-09", key=key())

    inspection_id = await planned(city, date(2025, 10, 24))
    said = present if instead == "present" else absent
    await find(city, inspection_id, said(wang, foundOn="2025-09-03"))
    if instead == "cancelled":
        await city(CANCEL, id=inspection_id, key=key())
    elif instead != "unpublished":
        await publish(city, inspection_id)

    assert (await city(LEADS))["leads"]["totalCount"] == 0


@pytest.mark.rule("FJ-04")
async def test_neither_in_the_village_nor_at_the_unit_without_leave_is_nowhere(api: Api, world: World) -> None:
    city = await api.sign_in(world, "city")
    wang, day = posting_of(world, "王建国"), {"foundOn": "2025-10-22"}
    await visited(city, date(2025, 10, 24), absent(wang, **day))
    half = (await city(BOTH_ENDS, posting=wang, day="2025-10-22"))["bothEnds"]
    none_yet = await leads(city, "NOWHERE_SEEN")
    unit_id = await planned(city, date(2025, 10, 24), title="单位查岗")
    await find(city, unit_id, absent(wang, end="UNIT", **day))
    secret = [await (await api.sign_in(world, name))(BOTH_ENDS, posting=wang, day="2025-10-22") for name in PEOPLE]

    await publish(city, unit_id)

    whole = (await city(BOTH_ENDS, posting=wang, day="2025-10-22"))["bothEnds"]
    (lead,) = await leads(city, "NOWHERE_SEEN")
    assert (half["village"], half["unit"], half["whereabouts"]) == ("ABSENT", None, "HALF_LOOKED")
    assert "派出单位当日还没有查岗" in half["reason"]
    assert none_yet == []
    # What was found at the unit did not exist for those whom it concerns before it was published.
    assert secret == [{"bothEnds": half}] * len(PEOPLE)
    assert whole["whereabouts"] == "NOWHERE_SEEN"
    assert (lead["since"], lead["posting"]["id"]) == ("2025-10-22", wang)
    assert lead["reason"].startswith(
        "2025年10月22日村里和派出单位两处检查都没有见到王建国,也没有请假,是否属于“两头不见人”待核实。"
    )


PEOPLE = ("county", "secretary", "village", "unit", "王建国")


@pytest.mark.rule("FJ-04")
@pytest.mark.parametrize(
    ("unit", "leave", "whereabouts"),
    [("PRESENT", False, "SEEN"), ("ABSENT", True, "EXCUSED"), ("ON_LEAVE", False, "EXCUSED")],
)
async def test_seen_at_one_end_or_on_leave_is_not_nowhere(
    api: Api, world: World, unit: str, leave: bool, whereabouts: str
) -> None:
    """The same two ends in one visit, of another person."""
    city, clerk = await api.sign_in(world, "city"), await api.sign_in(world, "clerk")
    li = posting_of(world, "李秀英")
    if leave:
        await clerk(REGISTER_DAY, input={"postingId": li, "day": "2025-10-23", "status": "LEAVE"})
    at_unit: dict[str, Any] = {"postingId": li, "presence": unit, "end": "UNIT", "foundOn": "2025-10-23"}

    _, found = await visited(city, date(2025, 10, 24), absent(li, foundOn="2025-10-23"), at_unit)

    assert {(one["end"], one["presence"]) for one in found} == {("VILLAGE", "ABSENT"), ("UNIT", unit)}
    told = (await city(BOTH_ENDS, posting=li, day="2025-10-23"))["bothEnds"]
    assert (told["whereabouts"], told["onLeave"]) == (whereabouts, leave)
    assert await leads(city, "NOWHERE_SEEN") == []


@pytest.mark.rule("JZ-05")
async def test_there_by_day_and_away_for_several_nights_is_recorded_as_commuting(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    city, wang = await api.sign_in(world, "city"), posting_of(world, "王建国")
    inspection_id = await planned(city, date(2025, 10, 24), method="UNANNOUNCED")
    commuting = present(wang, violation="COMMUTING", nightsAway=3, households=["12号", "王大爷家"])
    (found,) = await find(city, inspection_id, commuting)
    unpublished = await leads(city, "VIOLATION_FOUND")

    await publish(city, inspection_id)

    assert (found["presence"], found["violation"], found["nightsAway"]) == ("PRESENT", "COMMUTING", 3)
    assert found["households"] == ["12号", "王大爷家"]
    assert unpublished == []
    (lead,) = await leads(city, "VIOLATION_FOUND")
    assert (lead["violation"], lead["posting"]["id"]) == ("COMMUTING", wang)
    assert lead["reason"].startswith("2025年10月24日检查发现王建国白天在岗,连续3夜不在村,检查人员记为“走读”。")
    assert "坚决杜绝选派干部出现“挂名”“走读”“两头跑”“两头空”现象" in lead["clauses"][0]


@pytest.mark.rule("JZ-05")
async def test_the_four_and_no_other(api: Api, world: World) -> None:
    city, wang = await api.sign_in(world, "city"), posting_of(world, "王建国")
    inspection_id = await planned(city, date(2025, 10, 24))

    with pytest.raises(Refused) as other:
        await find(city, inspection_id, absent(wang, violation="LAZY"))
    with pytest.raises(Refused) as place:
        await find(city, inspection_id, {"regionCode": FANGSHAN, "note": "情况", "violation": "NOWHERE"})
    nothing = (await city(SEEN))["inspectionFindings"]["nodes"]
    told = []
    for violation in ("IN_NAME_ONLY", "BETWEEN_TWO_PLACES", "NOWHERE"):
        (found,) = await find(city, inspection_id, absent(wang, violation=violation))
        told.append(found["violation"])

    assert other.value.codes == ["GRAPHQL_INVALID"]
    assert place.value.codes == ["INVALID_FINDINGS"]
    assert nothing == []
    assert told == ["IN_NAME_ONLY", "BETWEEN_TWO_PLACES", "NOWHERE"]
