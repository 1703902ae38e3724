"""Each matter over HTTP, from the proposal to what others then read."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.api.test_approvals import decide
from tests.core.attendance.acts import register
from tests.core.sheets.test_sheets import ON_DUTY, seal, sign, total, under_jinzhou
from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id

MERGE = """mutation($input: ProposeUnitMergeInput!) { proposeUnitMerge(input: $input) { id regionCode title } }"""
OVERRIDE = """mutation($input: ProposeSheetOverrideInput!) { proposeSheetOverride(input: $input) { id title } }"""
RETENTION = """mutation($input: ProposeRetentionChangeInput!) {
  proposeRetentionChange(input: $input) { id summary }
}"""
UNITS = """query($merged: Boolean!) {
  units(kind: SENDING_UNIT, includeMerged: $merged) { totalCount nodes { id name merged mergedInto { name } } }
}"""
POSTINGS = "{ postings(first: 50) { nodes { cadre { name } sendingUnit { name } } } }"
SHEETS = """{ sheets(month: "2025-10") { nodes {
  id onDutyDays sealedOnDutyDays outcome sealedOutcome contentHash
  overrides { figure before after reason } posting { cadre { name } } } } }"""
PERIODS = "{ retentionPeriods { subject months usualMonths leastMonths mostMonths purged reason } }"


def _given(**fields: Any) -> dict[str, Any]:
    return {"idempotencyKey": str(new_id()), "reason": "机构改革", **fields}


async def _unit_ids(client: Client) -> dict[str, str]:
    return {node["name"]: node["id"] for node in (await client(UNITS, merged=True))["units"]["nodes"]}


async def test_a_merged_unit_is_no_longer_offered_and_its_people_are_the_others(api: Api, world: World) -> None:
    city, province = await api.sign_in(world, "city"), await api.sign_in(world, "province")
    unit = await api.sign_in(world, "unit")
    ids = await _unit_ids(city)

    proposed = await city(MERGE, input=_given(unitId=ids["锦州市公安局"], intoId=ids["锦州市财政局"]))
    await decide(province, proposed["proposeUnitMerge"]["id"])

    offered = (await city(UNITS, merged=False))["units"]
    known = {node["name"]: node for node in (await city(UNITS, merged=True))["units"]["nodes"]}
    assert {node["name"] for node in offered["nodes"]} == {"锦州市财政局", "黑山县水利局"}
    assert offered["totalCount"] == 2
    assert known["锦州市公安局"]["merged"] is True
    assert known["锦州市公安局"]["mergedInto"] == {"name": "锦州市财政局"}
    assert known["锦州市财政局"]["mergedInto"] is None
    # The former unit's leader now sees the people of the unit that goes on.
    seen = {node["cadre"]["name"]: node["sendingUnit"]["name"] for node in (await unit(POSTINGS))["postings"]["nodes"]}
    assert seen == dict.fromkeys(("王建国", "刘洋", "李秀英", "陈静"), "锦州市财政局")


async def test_a_merge_out_of_reach_is_refused(api: Api, world: World) -> None:
    ids = await _unit_ids(await api.sign_in(world, "city"))
    county = await api.sign_in(world, "county")

    with pytest.raises(Refused) as refused:
        await county(MERGE, input=_given(unitId=ids["黑山县水利局"], intoId=ids["锦州市财政局"]))

    assert refused.value.codes == ["UNIT_NOT_FOUND"]


async def test_a_corrected_sheet_shows_what_holds_and_what_was_sealed(
    api: Api, world: World, clock: FixedClock
) -> None:
    clock.instant = datetime(2025, 11, 1, 0, 0, tzinfo=SHANGHAI)
    await under_jinzhou(world)
    await register(world, "clerk", "王建国", date(2025, 10, 20), ON_DUTY)
    await total(world)
    await sign(world)
    await seal(world)
    county, city = await api.sign_in(world, "county"), await api.sign_in(world, "city")
    own = await api.sign_in(world, "王建国")
    before = (await own(SHEETS))["sheets"]["nodes"][0]

    given = _given(sheetId=before["id"], onDutyDays="20", outcome="MET")
    proposed = await county(OVERRIDE, input=given)
    waiting = (await own(SHEETS))["sheets"]["nodes"][0]
    await decide(city, proposed["proposeSheetOverride"]["id"])

    assert waiting == before
    assert (before["onDutyDays"], before["outcome"], before["overrides"]) == ("1", "UNMET", [])
    assert (await own(SHEETS))["sheets"]["nodes"] == [
        {
            **before,
            "onDutyDays": "20",
            "outcome": "MET",
            "overrides": [
                {"figure": "ON_DUTY_DAYS", "before": "1", "after": "20", "reason": "机构改革"},
                {"figure": "OUTCOME", "before": "UNMET", "after": "MET", "reason": "机构改革"},
            ],
        }
    ]
    others = {node["posting"]["cadre"]["name"]: node for node in (await city(SHEETS))["sheets"]["nodes"]}
    assert (others["李秀英"]["onDutyDays"], others["李秀英"]["overrides"]) == ("0", [])


async def test_a_period_of_retention_changes_after_a_second_person_agreed(api: Api, world: World) -> None:
    security, admin = await api.sign_in(world, "security"), await api.sign_in(world, "admin")

    proposed = await security(RETENTION, input=_given(subject="AUDIT", months=60))
    await decide(admin, proposed["proposeRetentionChange"]["id"])
    with pytest.raises(Refused) as refused:
        await security(RETENTION, input=_given(subject="AUDIT", months=5))

    periods = {row["subject"]: row for row in (await security(PERIODS))["retentionPeriods"]}
    assert refused.value.codes == ["RETENTION_TOO_SHORT"]
    assert periods["AUDIT"] == {
        "subject": "AUDIT",
        "months": 60,
        "usualMonths": 36,
        "leastMonths": 6,
        "mostMonths": 600,
        "purged": False,
        "reason": "机构改革",
    }
    assert (periods["SESSIONS"]["months"], periods["SESSIONS"]["reason"]) == (6, None)
