"""锦州's villages: income by band (JZ-19) and weak villages that lose their mark with proof (JZ-38)."""

import pytest

from tests.acceptance.acts import key, photo, upload
from tests.acceptance.documents_villages import DELIST, TAGS
from tests.acceptance.registering import put_in_force
from tests.acceptance.villaging import bands, earn, members, set_tag
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Refused


@pytest.mark.rule("JZ-19")
async def test_a_hollow_village_that_earns_one_fen_makes_one_fewer(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_jinzhou", "2107", "2024-01-01")
    clerk = await api.sign_in(world, "clerk")
    first, second, third, fourth, *_ = world.villages[FANGSHAN]
    await earn(clerk, 2023, {first: (0, 0, 0), second: (0, 0, 0), third: (1, 0, 1), fourth: (5_000_000, 0, 0)})
    await earn(clerk, 2024, {first: (1, 0, 1), second: (0, 0, 0), third: (0, 0, 0), fourth: (5_000_000, 0, 0)})

    hollow = (await bands(clerk, FANGSHAN, 2024))["HOLLOW"]
    await earn(clerk, 2024, {third: (1, 0, 1)}, reason="漏记经营收入")
    corrected = (await bands(clerk, FANGSHAN, 2024))["HOLLOW"]

    assert (hollow["title"], members(hollow)) == ("空壳村", [second, third])
    assert (hollow["count"], hollow["countBefore"], hollow["change"]) == (2, 2, 0)
    assert (hollow["left"], hollow["entered"], hollow["share"]) == (1, 1, "50.00")
    assert (corrected["count"], corrected["countBefore"], corrected["change"]) == (1, 2, -1)


@pytest.mark.rule("JZ-19")
async def test_fifty_thousand_counts_and_one_fen_less_does_not(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_jinzhou", "2107", "2024-01-01")
    clerk, city = await api.sign_in(world, "clerk"), await api.sign_in(world, "city")
    first, second, third, *_ = world.villages[FANGSHAN]
    await earn(clerk, 2024, {first: (5_000_000, 0, 0), second: (4_999_999, 0, 0), third: (8_000_000, 0, 0)})

    rich = (await bands(city, "2107", 2024))["FIFTY_THOUSAND"]

    assert members(rich) == [first, third]
    assert (rich["count"], rich["recorded"], rich["share"], rich["clauseReference"]) == (2, 3, "66.67", "JZ-19")


@pytest.mark.rule("JZ-38")
async def test_a_weak_village_loses_its_mark_only_with_proof_and_its_history_stays(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_jinzhou", "2107")
    county, reader = await api.sign_in(world, "county"), await api.sign_in(world, "reader")
    village = world.villages[FANGSHAN][0]
    tag_id = await set_tag(county, village, "WEAK_VILLAGE", "2025-02-01")
    done = {"tagId": tag_id, "delistedOn": "2025-10-01", "ground": "年集体收入连续两年超过5万元"}

    with pytest.raises(Refused) as unproved:
        await county(DELIST, input={"idempotencyKey": key(), **done})
    standing = (await reader(TAGS, region=village, current=True))["villageTags"]["nodes"]
    evidence = await upload(county, photo("blue"))
    await county(DELIST, input={"idempotencyKey": key(), **done, "evidenceIds": [evidence]})

    assert unproved.value.codes == ["EVIDENCE_REQUIRED"]
    assert [(tag["code"], tag["validTo"]) for tag in standing] == [("WEAK_VILLAGE", None)]
    assert (await reader(TAGS, region=village, current=True))["villageTags"]["nodes"] == []
    (past,) = (await reader(TAGS, region=village))["villageTags"]["nodes"]
    assert (past["validFrom"], past["validTo"]) == ("2025-02-01", "2025-09-30")
    assert (past["endedBecause"], past["evidence"]) == (done["ground"], [{"id": evidence}])


@pytest.mark.rule("JZ-38")
async def test_a_village_that_falls_back_is_marked_again_and_never_twice_at_once(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_jinzhou", "2107")
    county = await api.sign_in(world, "county")
    village = world.villages[FANGSHAN][1]
    tag_id = await set_tag(county, village, "WEAK_VILLAGE", "2025-02-01")
    with pytest.raises(Refused) as twice:
        await set_tag(county, village, "WEAK_VILLAGE", "2025-01-01")
    evidence = await upload(county, photo("red"))
    done = {"tagId": tag_id, "delistedOn": "2025-06-01", "ground": "通过验收", "evidenceIds": [evidence]}
    await county(DELIST, input={"idempotencyKey": key(), **done})

    await set_tag(county, village, "WEAK_VILLAGE", "2025-09-01")

    history = (await county(TAGS, region=village, code="WEAK_VILLAGE"))["villageTags"]["nodes"]
    assert twice.value.codes == ["TAG_OVERLAPS"]
    assert [(tag["validFrom"], tag["validTo"]) for tag in history] == [
        ("2025-09-01", None),
        ("2025-02-01", "2025-05-31"),
    ]
