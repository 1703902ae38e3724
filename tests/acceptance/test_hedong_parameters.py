"""河东区 leaves what its streets and towns give their own cadres to them: each sets its own (HD-19)."""

from typing import Any

import pytest

from tests.acceptance.acts import key, upload
from tests.acceptance.documents import ACTIVATE, IMPORT, PREPARE, START_IMPORT
from tests.api.test_approvals import decide
from tests.api.test_parameters import PARAMETERS, PREVIEW, PROPOSE
from tests.core.roster.people import person, workbook
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.identity.service import NewAppointment
from xuanpai_core.jobs.worker import run_worker
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region
from xuanpai_core.roster.template import CONTENT_TYPE

DISTRICT = "210726"


class Hedong:
    """The district's people: its organiser, and the secretaries of a street and a town, which lies at ``there``."""

    def __init__(self, district: Client, street: Client, town: Client, there: str, activation: str) -> None:
        self.district, self.street, self.town, self.there = district, street, town, there
        self.activation = activation

    async def propose(self, by: Client, place: str, since: str, **values: Any) -> dict[str, Any]:
        change = {"activationId": self.activation, "regionCode": place, "validFrom": since, "values": values}
        given = {"idempotencyKey": key(), "change": change, "reason": "镇街党(工)委研究确定"}
        proposed: dict[str, Any] = (await by(PROPOSE, input=given))["proposeParameterChange"]
        return proposed

    async def sets(self, by: Client, place: str, since: str, fen: int) -> None:
        """The place sets what it gives, and the district agrees."""
        proposed = await self.propose(by, place, since, allowance_month_fen=fen)
        await decide(self.district, proposed["id"])

    async def held(self, place: str, name: str, on: str = "2025-10-24") -> tuple[Any, str]:
        [one] = (await self.district(PARAMETERS, region=place, on=on))["parameters"]
        [found] = [parameter for parameter in one["parameters"] if parameter["name"] == name]
        return found["value"], found["setAt"]

    async def paid(self) -> dict[str, list[int]]:
        """What each cadre is paid for the third quarter, month by month; nothing where no rule says so."""
        batch = (await self.district(PREPARE, county=DISTRICT, quarter="2025Q3", key=key()))["prepareStipendBatch"]
        paid: dict[str, list[tuple[str, int]]] = {}
        for line in batch["lines"]["nodes"]:
            paid.setdefault(line["posting"]["cadre"]["name"], []).append((line["month"], line["amountFen"]))
        return {name: [fen for _, fen in sorted(told)] for name, told in paid.items()}


async def _hedong(api: Api, world: World) -> Hedong:
    """河东's rules over 黑山县, with a cadre sent by each of two of its townships."""
    other = next(code for code in world.villages if code.startswith(DISTRICT) and code != FANGSHAN)
    await appoint(world, "town", NewAppointment("township_secretary", other))
    admin, district = await api.sign_in(world, "admin"), await api.sign_in(world, "county")
    street, town = await api.sign_in(world, "secretary"), await api.sign_in(world, "town")
    sent = {"UNIT_NAME": "黑山县水利局", "UNIT_REGION": DISTRICT, "DISPATCH_LEVEL": "乡派"}
    village = world.villages[other][0]
    people = [
        person(0, NAME="周海", **sent),
        person(1, NAME="吴敏", REGION_CODE=village, REGION_NAME=await _name(world, village), **sent),
    ]
    evidence = await upload(district, workbook(people), kind="ROSTER", name="名册.xlsx", content_type=CONTENT_TYPE)
    started = (await district(START_IMPORT, evidence=evidence, dryRun=False, key=key()))["startRosterImport"]
    await run_worker(world.database, world.database.settings, until_empty=True)
    imported = (await district(IMPORT, id=started["id"]))["rosterImport"]
    assert (imported["state"], imported["createdPostings"]) == ("SUCCEEDED", 2), imported
    given = {"idempotencyKey": key(), "plugin": "region_hedong", "regionCode": DISTRICT, "validFrom": "2025-01-01"}
    activation = (await admin(ACTIVATE, input=given))["activatePlugin"]["id"]
    return Hedong(district, street, town, other, activation)


async def _name(world: World, village: str) -> str:
    async with world.database.read(world.ctx("county")) as work:
        return (await known_region(work, RegionCode.parse(village))).name


@pytest.mark.rule("HD-19")
async def test_two_townships_set_different_figures_and_neither_touches_the_other(api: Api, world: World) -> None:
    hedong = await _hedong(api, world)
    await hedong.sets(hedong.street, FANGSHAN, "2025-07-01", 100_000)
    await hedong.sets(hedong.town, hedong.there, "2025-07-01", 150_000)

    assert await hedong.paid() == {"周海": [100_000, 100_000, 100_000], "吴敏": [150_000, 150_000, 150_000]}
    assert await hedong.held(FANGSHAN, "allowance_month_fen") == (100_000, FANGSHAN)
    assert await hedong.held(hedong.there, "allowance_month_fen") == (150_000, hedong.there)
    assert await hedong.held(DISTRICT, "allowance_month_fen") == (0, DISTRICT)


@pytest.mark.rule("HD-19")
async def test_a_figure_changes_from_its_own_month_on_and_only_at_home(api: Api, world: World) -> None:
    hedong = await _hedong(api, world)
    await hedong.sets(hedong.street, FANGSHAN, "2025-07-01", 100_000)
    await hedong.sets(hedong.town, hedong.there, "2025-07-01", 150_000)

    await hedong.sets(hedong.street, FANGSHAN, "2025-09-01", 120_000)

    assert await hedong.paid() == {"周海": [100_000, 100_000, 120_000], "吴敏": [150_000, 150_000, 150_000]}
    assert await hedong.held(FANGSHAN, "allowance_month_fen", "2025-08-31") == (100_000, FANGSHAN)


@pytest.mark.rule("HD-19")
async def test_a_township_that_sets_nothing_gives_nothing_of_its_own(api: Api, world: World) -> None:
    hedong = await _hedong(api, world)
    await hedong.sets(hedong.street, FANGSHAN, "2025-07-01", 100_000)

    assert await hedong.paid() == {"周海": [100_000, 100_000, 100_000]}


@pytest.mark.rule("HD-19")
async def test_a_township_sets_only_what_the_district_leaves_open_and_only_for_itself(api: Api, world: World) -> None:
    hedong = await _hedong(api, world)

    for place, values, code in (
        (FANGSHAN, {"min_days_month": 22}, "PARAMETER_NOT_HANDED_DOWN"),
        (hedong.there, {"allowance_month_fen": 100_000}, "FORBIDDEN"),
        (DISTRICT, {"allowance_month_fen": 100_000}, "FORBIDDEN"),
        (FANGSHAN, {"allowance_month_fen": 1_000_001}, "INVALID_PLUGIN_PARAMETERS"),
        (FANGSHAN, {"allowance_month_fen": -1}, "INVALID_PLUGIN_PARAMETERS"),
    ):
        with pytest.raises(Refused) as refused:
            await hedong.propose(hedong.street, place, "2025-07-01", **values)
        assert refused.value.codes == [code]

    assert await hedong.held(FANGSHAN, "min_days_month") == (20, DISTRICT)
    assert await hedong.held(FANGSHAN, "allowance_month_fen") == (0, DISTRICT)
    assert (await hedong.district("{ approvalRequests { totalCount } }"))["approvalRequests"] == {"totalCount": 0}
    # The district itself may change its own figure, and sees beforehand whom it touches: whom it has sent itself.
    change = {"activationId": hedong.activation, "regionCode": DISTRICT, "validFrom": "2025-10-01"}
    shown = await hedong.district(PREVIEW, input={**change, "values": {"min_days_month": 22}})
    assert [one["cadreName"] for one in shown["previewParameterChange"]["verdicts"]] == ["张伟"]
    assert shown["previewParameterChange"]["verdictCount"] == 1
    assert "“区直干部每月到岗天数”由20改为22" in shown["previewParameterChange"]["summary"]
