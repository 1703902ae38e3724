"""锦州's money, to the 分: stipends by the quarter, the 500,000 元 cover, and the park's income half and half."""

from datetime import date
from typing import Any

import pytest

from tests.acceptance.acts import activate_jinzhou, key, postings, register_days
from tests.acceptance.documents import (
    CREATE_PARK,
    CREATE_PROJECT,
    GAPS,
    PREPARE,
    RECORD_ACTIVITY,
    RECORD_POLICY,
    RECORD_REVENUE,
    RELEASE,
    REVERSE,
)
from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused

Q3 = {"county": "210726", "quarter": "2025Q3"}
TOPICS = {"PROGRESS": "总体平稳。", "PROBLEMS": "两村缺项目。", "NEXT_STEPS": "下季度逐村会商。"}


async def _full_months(api: Api, world: World, *names: str) -> None:
    """Register twenty days of each month of the third quarter for each name."""
    clerk = await api.sign_in(world, "clerk")
    seen = await postings(clerk)
    for name in names:
        for month in (7, 8, 9):
            await register_days(clerk, seen[name]["id"], date(2025, month, 1), 20)


async def _hold_meeting(county: Client, **changes: Any) -> None:
    meeting = {
        "idempotencyKey": key(),
        "kind": "DISPATCH_MEETING",
        "regionCode": "210726",
        "heldOn": "2025-09-26",
        "title": "三季度驻乡村干部工作调度会",
        "topics": TOPICS,
    }
    await county(RECORD_ACTIVITY, input=meeting | changes)


def _by_name(batch: dict[str, Any]) -> dict[str, list[tuple[str, int, str]]]:
    lines: dict[str, list[tuple[str, int, str]]] = {}
    for line in batch["lines"]["nodes"]:
        told = (line["month"], line["amountFen"], line["state"])
        lines.setdefault(line["posting"]["cadre"]["name"], []).append(told)
    return {name: sorted(told) for name, told in lines.items()}


@pytest.mark.rule("JZ-29")
async def test_a_full_quarter_is_5100_yuan_for_city_sent_cadres_and_nothing_for_county_sent(
    api: Api, world: World
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    await _full_months(api, world, "王建国", "李秀英", "张伟")
    county = await api.sign_in(world, "county")
    await _hold_meeting(county)

    batch = (await county(PREPARE, **Q3, key=key()))["prepareStipendBatch"]

    months = ["2025-07-01", "2025-08-01", "2025-09-01"]
    lines = _by_name(batch)
    assert (batch["state"], batch["payableFen"], batch["onHoldFen"]) == ("READY", 1_020_000, 0)
    assert lines["王建国"] == [(month, 170_000, "PAYABLE") for month in months]
    assert lines["李秀英"] == [(month, 170_000, "PAYABLE") for month in months]
    assert {(amount, state) for _, amount, state in lines["张伟"]} == {(0, "NOT_ENTITLED")}


@pytest.mark.rule("JZ-29")
@pytest.mark.rule("JZ-24")
async def test_without_the_quarters_meeting_nothing_is_paid(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    await _full_months(api, world, "王建国")
    county = await api.sign_in(world, "county")

    batch = (await county(PREPARE, **Q3, key=key()))["prepareStipendBatch"]
    with pytest.raises(Refused) as refused:
        await county(RELEASE, id=batch["id"], key=key())

    assert batch["state"] == "BLOCKED"
    assert "调度会" in batch["gateReason"]
    assert refused.value.codes == ["BATCH_BLOCKED"]


@pytest.mark.rule("JZ-24")
async def test_a_meeting_that_did_not_hear_the_problems_does_not_open_the_gate(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    county = await api.sign_in(world, "county")
    await _hold_meeting(county, topics={"PROGRESS": "平稳。", "NEXT_STEPS": "会商。"})

    batch = (await county(PREPARE, **Q3, key=key()))["prepareStipendBatch"]

    assert batch["state"] == "BLOCKED"
    assert "存在的问题" in batch["gateReason"]


@pytest.mark.rule("JZ-29")
async def test_preparing_twice_pays_once_and_what_is_released_stays(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    await _full_months(api, world, "王建国")
    county = await api.sign_in(world, "county")
    await _hold_meeting(county)

    first = (await county(PREPARE, **Q3, key=key()))["prepareStipendBatch"]
    second = (await county(PREPARE, **Q3, key=key()))["prepareStipendBatch"]
    released = (await county(RELEASE, id=first["id"], key=key()))["releaseStipendBatch"]
    with pytest.raises(Refused) as again:
        await county(PREPARE, **Q3, key=key())

    assert second["id"] == first["id"]
    assert len(second["lines"]["nodes"]) == len(first["lines"]["nodes"]) == 9
    assert released["state"] == "RELEASED"
    assert again.value.codes == ["ALREADY_RELEASED"]


@pytest.mark.rule("JZ-31")
async def test_a_month_below_the_norm_is_held_for_the_county_to_decide(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    clerk = await api.sign_in(world, "clerk")
    wang = (await postings(clerk))["王建国"]["id"]
    await register_days(clerk, wang, date(2025, 7, 1), 20)
    await register_days(clerk, wang, date(2025, 8, 1), 19)
    await register_days(clerk, wang, date(2025, 9, 1), 20)
    county = await api.sign_in(world, "county")
    await _hold_meeting(county)

    batch = (await county(PREPARE, **Q3, key=key()))["prepareStipendBatch"]

    assert _by_name(batch)["王建国"] == [
        ("2025-07-01", 170_000, "PAYABLE"),
        ("2025-08-01", 170_000, "ON_HOLD"),
        ("2025-09-01", 170_000, "PAYABLE"),
    ]


@pytest.mark.rule("JZ-31")
async def test_where_absence_does_not_matter_the_month_is_paid(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"), stipend_absence="none")
    county = await api.sign_in(world, "county")
    await _hold_meeting(county)

    batch = (await county(PREPARE, **Q3, key=key()))["prepareStipendBatch"]

    assert [amount for _, amount, _ in _by_name(batch)["王建国"]] == [170_000] * 3
    assert {state for _, _, state in _by_name(batch)["王建国"]} == {"PAYABLE"}


async def _policy(county: Client, cadre_id: str, **changes: Any) -> None:
    policy = {
        "idempotencyKey": key(),
        "cadreId": cadre_id,
        "insurer": "人保财险锦州分公司",
        "policyNumber": f"PZ{key()[:8]}",
        "sumInsuredFen": 50_000_000,
        "startsOn": "2025-01-01",
        "endsOn": "2027-12-31",
    }
    await county(RECORD_POLICY, input=policy | changes)


@pytest.mark.rule("JZ-32")
async def test_who_lacks_the_cover_and_for_which_days(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    city = await api.sign_in(world, "city")
    seen = await postings(city)
    await _policy(city, seen["王建国"]["cadre"]["id"])
    await _policy(city, seen["李秀英"]["cadre"]["id"], sumInsuredFen=49_999_999)
    await _policy(city, seen["刘洋"]["cadre"]["id"], endsOn="2027-09-30")

    gaps = {gap["cadreName"]: gap for gap in (await city(GAPS, region="2107"))["insuranceGaps"]}

    assert set(gaps) == {"李秀英", "刘洋", "陈静"}
    assert gaps["刘洋"]["periods"] == [{"firstDay": "2027-10-01", "lastDay": "2027-12-31", "days": 92}]
    assert gaps["刘洋"]["requiredFen"] == 50_000_000
    assert gaps["李秀英"]["missingDays"] == 1095
    assert gaps["陈静"]["clauseReference"] == "JZ-32"


async def _project(city: Client, *introducers: str, suits_village: bool = False) -> str:
    seen = await postings(city)
    park = (await city(CREATE_PARK, county="210726", name="黑山第一书记产业园", key=key()))["createPark"]
    project = {
        "idempotencyKey": key(),
        "parkId": park["id"],
        "name": "花生深加工",
        "suitsVillage": suits_village,
        "introducerIds": [seen[name]["id"] for name in introducers],
    }
    created: str = (await city(CREATE_PROJECT, input=project))["createParkProject"]["id"]
    return created


async def _revenue(city: Client, project_id: str, amount_fen: int) -> dict[str, Any]:
    entry = {
        "idempotencyKey": key(),
        "projectId": project_id,
        "receivedOn": "2025-09-30",
        "amountFen": amount_fen,
        "note": "三季度收益",
    }
    booked: dict[str, Any] = (await city(RECORD_REVENUE, input=entry))["recordRevenue"]
    return booked


def _shares(entry: dict[str, Any]) -> list[tuple[str, str | None, int]]:
    return [(share["beneficiary"], share["regionCode"], share["amountFen"]) for share in entry["allocations"]]


@pytest.mark.rule("JZ-20")
@pytest.mark.parametrize(
    ("amount", "park", "village"),
    [(100_000, 50_000, 50_000), (100_001, 50_000, 50_001), (1, 0, 1), (7_654_321, 3_827_160, 3_827_161)],
)
async def test_income_is_divided_in_halves_and_the_odd_fen_is_the_villages(
    api: Api, world: World, amount: int, park: int, village: int
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    city = await api.sign_in(world, "city")

    entry = await _revenue(city, await _project(city, "王建国"), amount)

    place = (await postings(city))["王建国"]["regionCode"]
    shares = {who: (where, fen) for who, where, fen in _shares(entry)}
    assert shares == {"PARK": (None, park), "VILLAGE": (place, village)}


@pytest.mark.rule("JZ-20")
async def test_the_township_receives_where_its_first_deputy_brought_the_project(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    city = await api.sign_in(world, "city")

    entry = await _revenue(city, await _project(city, "陈静"), 100_001)

    place = (await postings(city))["陈静"]["regionCode"]
    assert sorted(_shares(entry)) == [("PARK", None, 50_000), ("TOWNSHIP", place, 50_001)]


@pytest.mark.rule("JZ-20")
async def test_a_project_that_suits_a_village_is_not_divided(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    city = await api.sign_in(world, "city")

    entry = await _revenue(city, await _project(city, "王建国", suits_village=True), 100_001)

    assert (entry["amountFen"], entry["allocations"]) == (100_001, [])


@pytest.mark.rule("JZ-21")
async def test_three_introducers_villages_share_their_half_by_largest_remainder(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    city = await api.sign_in(world, "city")
    seen = await postings(city)

    entry = await _revenue(city, await _project(city, "王建国", "李秀英", "刘洋"), 100_000)

    villages = sorted(seen[name]["regionCode"] for name in ("王建国", "李秀英", "刘洋"))
    assert sorted(_shares(entry)) == [
        ("PARK", None, 50_000),
        ("VILLAGE", villages[0], 16_667),
        ("VILLAGE", villages[1], 16_667),
        ("VILLAGE", villages[2], 16_666),
    ]


@pytest.mark.rule("JZ-22")
async def test_a_reversal_mirrors_every_line_and_happens_once(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    city = await api.sign_in(world, "city")
    entry = await _revenue(city, await _project(city, "王建国"), 100_001)

    reversal = (await city(REVERSE, id=entry["id"], note="退款", key=key()))["reverseRevenue"]
    with pytest.raises(Refused) as again:
        await city(REVERSE, id=entry["id"], note="退款", key=key())

    mirrored = [(who, where, -fen) for who, where, fen in _shares(entry)]
    assert (reversal["amountFen"], reversal["isReversal"]) == (-100_001, True)
    assert _shares(reversal) == mirrored
    assert again.value.codes == ["ALREADY_REVERSED"]
