"""Parameters over HTTP: proposed by one, decided by another, looked at beforehand, refused with the reason."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import update

from tests.acceptance.acts import key, postings, register_days
from tests.acceptance.documents import ACTIVATE, SEAL, SIGN, TOTAL_MONTH
from tests.api.test_approvals import decide
from tests.core.parameters.paper_region import PAPER, paper
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.session import Database
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.regions.models import Region

PROPOSE = """mutation($input: ProposeParameterChangeInput!) {
  proposeParameterChange(input: $input) { id matter title summary state regionCode } }"""
PARAMETERS = """query($region: String!, $on: Date!) { parameters(regionCode: $region, on: $on) {
  activationId plugin regionCode parameters { name title value setAt settableBy settable schema } } }"""
CHANGES = """query($region: String) { parameterChanges(regionCode: $region) { nodes {
  plugin regionCode placeName values dropped validFrom validTo } } }"""
PREVIEW = """query($input: ParameterChangeInput!) { previewParameterChange(input: $input) {
  summary month verdictCount complete rules { matter title effect occurrences }
  verdicts { cadreName placeName outcomeBefore outcomeAfter requiredBefore requiredAfter } } }"""
RULES = """query($region: String!, $on: Date!) { rules(regionCode: $region, on: $on, kind: DUTY) {
  matter regionCode content } }"""
DEACTIVATE = """mutation($id: ID!, $on: Date!, $key: String!) {
  deactivatePlugin(id: $id, on: $on, idempotencyKey: $key) { validTo } }"""


@pytest_asyncio.fixture
async def api(database: Database, api: Api) -> Api:
    """The application with two plugins that exist only in the test, and claim the same matters."""
    other = paper("region_paper_two")
    database.ports = replace(database.ports, plugins=PluginHost.of({PAPER: paper(), "region_paper_two": other}))
    return api


async def activate(admin: Client, place: str = "2107", plugin: str = PAPER, **more: Any) -> str:
    given = {"idempotencyKey": key(), "plugin": plugin, "regionCode": place, "validFrom": "2025-01-01", **more}
    activated: str = (await admin(ACTIVATE, input=given))["activatePlugin"]["id"]
    return activated


def change(activation: str, place: str = FANGSHAN, valid_from: str = "2025-10-01", **more: Any) -> dict[str, Any]:
    return {"activationId": activation, "regionCode": place, "validFrom": valid_from, **more}


async def propose(client: Client, wanted: dict[str, Any]) -> dict[str, Any]:
    given = {"idempotencyKey": key(), "change": wanted, "reason": "结合本镇实际"}
    proposed: dict[str, Any] = (await client(PROPOSE, input=given))["proposeParameterChange"]
    return proposed


async def refusal(client: Client, document: str, **given: Any) -> dict[str, Any]:
    with pytest.raises(Refused) as refused:
        await client(document, **given)
    [error] = refused.value.errors
    return {"code": error["extensions"]["code"], "message": error["message"], **error["extensions"]}


async def refused_change(client: Client, wanted: dict[str, Any]) -> dict[str, Any]:
    return await refusal(client, PROPOSE, input={"idempotencyKey": key(), "change": wanted, "reason": "结合本镇实际"})


async def held(client: Client, place: str, on: str = "2025-10-24") -> dict[str, Any]:
    [one] = (await client(PARAMETERS, region=place, on=on))["parameters"]
    return {parameter["name"]: parameter for parameter in one["parameters"]}


async def visits(client: Client, place: str, on: str) -> tuple[str, int]:
    rules = {rule["matter"]: rule for rule in (await client(RULES, region=place, on=on))["rules"]}
    return rules["paper.visits"]["regionCode"], rules["paper.visits"]["content"]["at_least"]


async def test_a_township_changes_what_is_handed_down_and_its_county_agrees(api: Api, world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    secretary = await api.sign_in(world, "secretary")
    activation = await activate(admin)

    proposed = await propose(secretary, change(activation, values={"visits": 3}))
    waiting = await visits(secretary, FANGSHAN, "2025-10-24")
    decided = await decide(county, proposed["id"])

    assert {**proposed, "id": ""} == {
        "id": "",
        "matter": "CHANGE_PARAMETERS",
        "title": "变更规则参数",
        "summary": "辽宁省锦州市黑山县芳山镇自2025年10月1日起变更“样例办法”的参数:“每月走访次数”由2改为3。",
        "state": "PENDING",
        "regionCode": FANGSHAN,
    }
    assert waiting == ("2107", 2)
    assert decided["state"] == "APPROVED"
    neighbour = next(code for code in world.villages if code.startswith("210726") and code != FANGSHAN)
    assert await visits(secretary, world.villages[FANGSHAN][0], "2025-10-01") == (FANGSHAN, 3)
    assert await visits(secretary, FANGSHAN, "2025-09-30") == ("2107", 2)
    assert await visits(secretary, neighbour, "2025-10-01") == ("2107", 2)
    assert (await county(CHANGES, region="210726"))["parameterChanges"]["nodes"] == [
        {
            "plugin": PAPER,
            "regionCode": FANGSHAN,
            "placeName": "辽宁省锦州市黑山县芳山镇",
            "values": {"visits": 3},
            "dropped": [],
            "validFrom": "2025-10-01",
            "validTo": None,
        }
    ]


async def test_a_parameter_says_its_value_whence_it_comes_and_who_may_set_it(api: Api, world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    secretary = await api.sign_in(world, "secretary")
    activation = await activate(admin)
    await decide(admin, (await propose(county, change(activation, "210726", values={"weekly": False})))["id"])

    seen = await held(secretary, FANGSHAN)
    by_county = await held(county, "210726")

    told = {name: (one["value"], one["setAt"], one["settableBy"], one["settable"]) for name, one in seen.items()}
    assert told == {
        "min_days": (20, "2107", "TOWNSHIP", True),
        "visits": (2, "2107", "TOWNSHIP", True),
        "weekly": (False, "210726", "COUNTY", False),
        "tone": ("plain", "2107", None, False),
    }
    assert (by_county["weekly"]["settable"], by_county["tone"]["settable"]) == (True, False)
    assert (seen["visits"]["schema"]["minimum"], seen["visits"]["schema"]["settable_by"]) == (1, "TOWNSHIP")
    assert seen["tone"]["schema"]["oneOf"][1] == {"const": "formal", "title": "正式"}
    # The county has left the weekly report out; the city still owes it.
    matters = {place: (await admin(RULES, region=place, on="2025-10-24"))["rules"] for place in ("2107", FANGSHAN)}
    assert [rule["matter"] for rule in matters["2107"]] == ["paper.report", "paper.study", "paper.visits"]
    assert [rule["matter"] for rule in matters[FANGSHAN]] == ["paper.study", "paper.visits"]


async def test_what_is_given_back_holds_again_as_above(api: Api, world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    secretary = await api.sign_in(world, "secretary")
    activation = await activate(admin)
    await decide(county, (await propose(secretary, change(activation, values={"visits": 3})))["id"])

    given_back = await propose(secretary, change(activation, valid_from="2025-11-01", dropped=["visits"]))
    await decide(county, given_back["id"])

    assert "“每月走访次数”由3恢复为上级规定的2" in given_back["summary"]
    assert await visits(county, FANGSHAN, "2025-10-31") == (FANGSHAN, 3)
    assert await visits(county, FANGSHAN, "2025-11-01") == ("2107", 2)


@pytest.mark.parametrize(
    ("person", "place", "values", "code"),
    [
        ("secretary", FANGSHAN, {"weekly": False}, "PARAMETER_NOT_HANDED_DOWN"),
        ("county", "210726", {"tone": "formal"}, "PARAMETER_NOT_HANDED_DOWN"),
        ("secretary", "210726", {"visits": 3}, "FORBIDDEN"),
        ("secretary", "210726102", {"visits": 3}, "FORBIDDEN"),
        ("clerk", FANGSHAN, {"visits": 3}, "FORBIDDEN"),
        ("province", FANGSHAN, {"visits": 3}, "FORBIDDEN"),
        ("secretary", FANGSHAN, {"visits": 11}, "INVALID_PLUGIN_PARAMETERS"),
        ("secretary", FANGSHAN, {"visits": 0}, "INVALID_PLUGIN_PARAMETERS"),
        ("secretary", FANGSHAN, {"visits": "3"}, "INVALID_PLUGIN_PARAMETERS"),
        ("secretary", FANGSHAN, {"colour": "red"}, "INVALID_PLUGIN_PARAMETERS"),
        ("secretary", FANGSHAN, {}, "INVALID_PARAMETER_CHANGE"),
        ("admin", "2107", {"visits": 2}, "PARAMETER_UNCHANGED"),
        ("admin", "2101", {"visits": 3}, "PLACE_OUTSIDE_ACTIVATION"),
        ("admin", "2107ab", {"visits": 3}, "INVALID_REGION_CODE"),
        ("admin", "210799", {"visits": 3}, "UNKNOWN_REGION"),
    ],
)
async def test_what_a_place_may_not_set_is_refused_and_nothing_waits(
    api: Api, world: World, person: str, place: str, values: dict[str, Any], code: str
) -> None:
    admin = await api.sign_in(world, "admin")
    activation = await activate(admin)

    refused = await refused_change(await api.sign_in(world, person), change(activation, place, values=values))

    assert refused["code"] == code
    assert (await admin("{ approvalRequests { totalCount } }"))["approvalRequests"]["totalCount"] == 0
    assert (await held(admin, FANGSHAN))["visits"]["value"] == 2


async def test_a_parameter_out_of_bounds_is_named_with_its_bound(api: Api, world: World) -> None:
    activation = await activate(await api.sign_in(world, "admin"))

    refused = await refused_change(await api.sign_in(world, "secretary"), change(activation, values={"visits": 11}))

    assert refused["fields"] == [{"path": "visits", "code": "TOO_LARGE", "message": "每月走访次数:不能大于10。"}]


async def test_nobody_decides_what_he_proposed_himself_and_nothing_changes(api: Api, world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    activation = await activate(admin)
    proposed = await propose(county, change(activation, "210726", values={"visits": 3}))

    with pytest.raises(Refused) as refused:
        await decide(county, proposed["id"])
    with pytest.raises(Refused) as elsewhere:
        await decide(await api.sign_in(world, "other_county"), proposed["id"])

    assert refused.value.codes == ["SAME_PERSON"]
    assert elsewhere.value.codes == ["APPROVAL_NOT_FOUND"]
    assert (await held(county, "210726"))["visits"]["value"] == 2


async def test_a_second_request_for_the_same_waits_for_the_first(api: Api, world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    secretary = await api.sign_in(world, "secretary")
    activation = await activate(admin)
    first = await propose(secretary, change(activation, values={"visits": 3}, validTo="2025-12-01"))

    same = change(activation, valid_from="2025-11-01", values={"visits": 4, "min_days": 21})
    refused = await refused_change(county, same)
    # Another parameter, and another time, do not touch it.
    await propose(secretary, change(activation, values={"min_days": 21}))
    await propose(secretary, change(activation, valid_from="2025-12-01", values={"visits": 4}))
    await decide(county, first["id"], approve=False, note="再议")
    again = await propose(secretary, change(activation, values={"visits": 5}, validTo="2025-12-01"))

    assert refused["code"] == "PARAMETER_CHANGE_PENDING"
    assert "每月走访次数" in refused["message"]
    assert again["state"] == "PENDING"


async def test_what_was_agreed_to_on_other_figures_no_longer_stands(api: Api, world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    secretary = await api.sign_in(world, "secretary")
    activation = await activate(admin)
    here = await propose(secretary, change(activation, values={"visits": 3}))
    above = await propose(county, change(activation, "210726", values={"visits": 4}))
    await decide(admin, above["id"])

    with pytest.raises(Refused) as refused:
        await decide(county, here["id"])

    assert refused.value.codes == ["PARAMETERS_CHANGED_SINCE"]
    assert (await held(county, FANGSHAN))["visits"]["value"] == 4


async def test_the_preview_shows_who_would_be_judged_otherwise_and_writes_nothing(api: Api, world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    clerk, secretary = await api.sign_in(world, "clerk"), await api.sign_in(world, "secretary")
    activation = await activate(admin, parameters={"min_days": 10})
    seen = await postings(county)
    await register_days(clerk, seen["王建国"]["id"], date(2025, 10, 1), 12)
    await register_days(clerk, seen["李秀英"]["id"], date(2025, 10, 1), 5)

    wanted = change(activation, values={"min_days": 15, "visits": 3})
    shown = (await secretary(PREVIEW, input=wanted))["previewParameterChange"]
    by_admin = (await admin(PREVIEW, input=wanted))["previewParameterChange"]

    assert (shown["month"], shown["verdictCount"], shown["complete"]) == ("2025-10", 3, True)
    verdicts = {one["cadreName"]: one for one in shown["verdicts"]}
    assert {**verdicts["王建国"], "placeName": ""} == {
        "cadreName": "王建国",
        "placeName": "",
        "outcomeBefore": "MET",
        "outcomeAfter": "UNMET",
        "requiredBefore": 10,
        "requiredAfter": 15,
    }
    assert (verdicts["李秀英"]["outcomeBefore"], verdicts["李秀英"]["outcomeAfter"]) == ("UNMET", "UNMET")
    # Three cadres owe it this month and the next: their open periods are counted, those of other townships are not.
    assert shown["rules"] == [{"matter": "paper.visits", "title": "走访", "effect": "CHANGED", "occurrences": 6}]
    # The system administrator reads no attendance: only the count.
    assert (by_admin["verdictCount"], by_admin["verdicts"]) == (3, [])
    assert (await held(admin, FANGSHAN))["min_days"]["value"] == 10
    assert (await admin(CHANGES))["parameterChanges"]["nodes"] == []


async def test_the_preview_names_duties_that_would_be_added_or_dropped(api: Api, world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    activation = await activate(admin)
    without = change(activation, "210726", values={"weekly": False})

    dropped = (await county(PREVIEW, input=without))["previewParameterChange"]
    await decide(admin, (await propose(county, without))["id"])
    back = change(activation, "210726", valid_from="2025-11-01", values={"weekly": True})
    added = (await county(PREVIEW, input=back))["previewParameterChange"]

    assert [(rule["title"], rule["effect"]) for rule in dropped["rules"]] == [("每周报告", "DROPPED")]
    assert [(rule["title"], rule["effect"]) for rule in added["rules"]] == [("每周报告", "ADDED")]
    assert (dropped["verdictCount"], dropped["verdicts"]) == (0, [])


@pytest.mark.parametrize("person", ["clerk", "other_county", "finance", "王建国"])
async def test_only_those_who_propose_or_decide_look_ahead(api: Api, world: World, person: str) -> None:
    activation = await activate(await api.sign_in(world, "admin"))

    refused = await refusal(
        await api.sign_in(world, person), PREVIEW, input=change(activation, values={"min_days": 15})
    )

    assert refused["code"] == "FORBIDDEN"


async def test_another_province_knows_nothing_of_it(api: Api, world: World, other_world: World) -> None:
    activation = await activate(await api.sign_in(world, "admin"))
    stranger = await api.sign_in(other_world, "admin")

    assert (await refused_change(stranger, change(activation, values={"visits": 3})))["code"] == "ACTIVATION_NOT_FOUND"
    assert (await refusal(stranger, PREVIEW, input=change(activation)))["code"] == "ACTIVATION_NOT_FOUND"
    assert (await stranger(PARAMETERS, region=FANGSHAN, on="2025-10-24"))["parameters"] == []


async def _seal_october(api: Api, world: World, clock: FixedClock) -> None:
    clock.instant = datetime(2025, 11, 2, 9, 0, tzinfo=SHANGHAI)
    clerk, secretary = await api.sign_in(world, "clerk"), await api.sign_in(world, "secretary")
    given = {"township": FANGSHAN, "month": "2025-10"}
    await clerk(TOTAL_MONTH, **given, key=key())
    await secretary(SIGN, **given, key=key())
    await clerk(SEAL, **given, key=key())


async def test_no_change_touches_a_closed_month(api: Api, world: World, clock: FixedClock) -> None:
    activation = await activate(await api.sign_in(world, "admin"))
    await _seal_october(api, world, clock)
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    secretary = await api.sign_in(world, "secretary")
    late = {"idempotencyKey": key(), "plugin": "region_paper_two", "regionCode": "21", "validFrom": "2025-10-31"}

    refused = [
        await refused_change(secretary, change(activation, valid_from="2025-10-31", values={"visits": 3})),
        await refused_change(county, change(activation, "210726", valid_from="2025-10-31", values={"visits": 3})),
        await refusal(admin, ACTIVATE, input=late),
        await refusal(admin, DEACTIVATE, id=activation, on="2025-10-31", key=key()),
    ]

    assert {(one["code"], one["message"].partition("。")[2]) for one in refused} == {
        ("CLOSED_MONTH", "最早可自2025年11月1日起,请改填日期。")
    }
    assert await visits(admin, FANGSHAN, "2025-10-31") == ("2107", 2)
    # From the first open day on, and beside the sealed township, everything may change.
    await propose(secretary, change(activation, valid_from="2025-11-01", values={"visits": 3}))
    other = next(code for code in world.villages if code.startswith("210727"))
    await propose(admin, change(activation, other, valid_from="2025-10-31", values={"visits": 3}))
    assert (await admin(DEACTIVATE, id=activation, on="2025-11-01", key=key()))["deactivatePlugin"] == {
        "validTo": "2025-11-01"
    }


async def test_no_rule_begins_before_its_place_did(api: Api, world: World) -> None:
    admin, secretary = await api.sign_in(world, "admin"), await api.sign_in(world, "secretary")
    activation = await activate(admin)
    async with world.database.work(world.ctx("admin")) as work:
        young = update(Region).where(Region.tenant_id == world.tenant_id, Region.code == FANGSHAN)
        await work.session.execute(young.values(valid_from=date(2025, 10, 10)))
    given = {"idempotencyKey": key(), "plugin": "region_paper_two", "regionCode": FANGSHAN, "validFrom": "2025-10-09"}

    early = await refused_change(secretary, change(activation, valid_from="2025-10-09", values={"visits": 3}))
    activated = await refusal(admin, ACTIVATE, input=given)
    await propose(secretary, change(activation, valid_from="2025-10-10", values={"visits": 3}))

    assert (early["code"], activated["code"]) == ("REGION_NOT_YET", "REGION_NOT_YET")
    assert "2025年10月10日起才设立" in early["message"]


async def test_two_plugins_do_not_claim_one_matter_at_one_place(api: Api, world: World) -> None:
    admin = await api.sign_in(world, "admin")
    await activate(admin)
    given = {"idempotencyKey": key(), "plugin": "region_paper_two", "validFrom": "2025-10-01"}

    refused = await refusal(admin, ACTIVATE, input={**given, "regionCode": "2107"})
    nearer = await activate(admin, "210726", "region_paper_two", validFrom="2025-10-01")

    assert refused["code"] == "MATTER_CLAIMED_TWICE"
    # The first that both claim is a question that plugins answer themselves.
    assert refused["message"].startswith(f"“到岗天数标准”在这里已由插件 {PAPER} 规定(自2025年1月1日起)")
    assert nearer
    activations = (await admin("{ pluginActivations { nodes { plugin regionCode } } }"))["pluginActivations"]["nodes"]
    assert [(one["plugin"], one["regionCode"]) for one in activations] == [
        (PAPER, "2107"),
        ("region_paper_two", "210726"),
    ]


async def test_a_parameter_of_the_city_does_not_go_before_a_plugin_of_the_county(api: Api, world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    secretary = await api.sign_in(world, "secretary")
    activation = await activate(admin)
    await activate(admin, "210726", "region_paper_two", parameters={"visits": 7})

    await decide(county, (await propose(secretary, change(activation, values={"visits": 3})))["id"])

    assert await visits(admin, FANGSHAN, "2025-10-24") == ("210726", 7)
