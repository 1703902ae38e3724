"""Which place looked at whom (JZ-12), by a lot that anyone can draw again, and who covers which county (JZ-13)."""

from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from tests.acceptance.acts import activate_jinzhou, key
from tests.acceptance.documents_inspections import COVERAGE, DRAW, DRAWS, PATROLS
from tests.acceptance.inspecting import absent, ask, draw, find, planned, posting_of, present, publish
from tests.acceptance.registering import add, unit_id
from tests.acceptance.reporting import stand_on
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.cadres.models import Cadre, Gender
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.models import Region
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType
from xuanpai_graphql.lookahead.ids import global_id, parse_global_id

TODAY = date(2025, 10, 24)


async def _post(world: World, count: int, region_code: str) -> list[str]:
    """So many more people in post at a place; their postings' global ids."""
    made = []
    async with world.database.work(world.ctx("city")) as work:
        for number in range(count):
            cadre_id, posting_id = new_id(), new_id()
            id_number = f"21070019850101{number:03d}1"
            work.session.add(
                Cadre(
                    tenant_id=world.tenant_id,
                    id=cadre_id,
                    name=f"队员{number + 1}",
                    gender=Gender.FEMALE,
                    birth_date=date(1985, 1, 1),
                    id_number_sealed=b"sealed",
                    id_number_digest=sha256(id_number.encode()).digest(),
                    id_number_masked="210***",
                    staffing_type=StaffingType.CIVIL_SERVICE,
                    party_status=PartyStatus.FULL_MEMBER,
                    home_unit_id=world.units["锦州市财政局"],
                )
            )
            await work.session.flush()
            work.session.add(
                Posting(
                    tenant_id=world.tenant_id,
                    id=posting_id,
                    cadre_id=cadre_id,
                    role=PostingRole.TEAM_MEMBER,
                    dispatch_level=DispatchLevel.COUNTY,
                    sending_unit_id=world.units["锦州市财政局"],
                    region_code=region_code,
                    start_date=date(2025, 1, 1),
                )
            )
            await work.session.flush()
            made.append(global_id("Posting", posting_id))
    return made


async def _covered(client: Client, region: str, matter: str, **more: Any) -> dict[str, dict[str, Any]]:
    """What is said of each place by that rule."""
    found = (await client(COVERAGE, region=region, **more))["inspectionCoverage"]
    return {one["regionCode"]: one for one in found if one["matter"] == f"inspection.{matter}"}


@pytest.mark.rule("JZ-12")
async def test_a_township_with_eight_cadres_that_looked_at_seven_lacks_one_who_is_named(
    api: Api, world: World, clock: FixedClock
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    five = await _post(world, 5, world.villages[FANGSHAN][3])
    clerk, county, city = [await api.sign_in(world, name) for name in ("clerk", "county", "city")]
    own = [posting_of(world, name) for name in ("王建国", "李秀英")]
    inspection_id = await planned(clerk, TODAY)
    await find(clerk, inspection_id, *(present(one) for one in (*five, *own)))
    # What the county and the city do does not count for the township.
    other = await planned(city, TODAY)
    await find(city, other, absent(posting_of(world, "张伟")))

    (told,) = [(await _covered(client, FANGSHAN, "township"))[FANGSHAN] for client in (clerk,)]
    below = await _covered(county, "210726", "township")

    assert (told["state"], told["population"], told["required"], told["done"]) == ("OPEN", 8, 8, 7)
    assert told["missing"] == [{"postingId": posting_of(world, "张伟"), "name": "张伟"}]
    assert told["reason"] == (
        "2025年10月“乡镇党委每月检查出勤”应检查在任全体8人,已检查7人,还差1人:张伟,2025年10月31日前完成。"
    )
    assert (told["words"], told["reference"]) == ("乡镇党委每月检查选派干部出勤情况", "JZ-12")
    assert below[FANGSHAN] == told
    assert {one["state"] for code, one in below.items() if code != FANGSHAN} == {"NOBODY"}
    stand_on(clock, date(2025, 11, 2))
    clerk = await api.sign_in(world, "clerk")
    late = (await _covered(clerk, FANGSHAN, "township", on="2025-10-15"))[FANGSHAN]
    assert (late["state"], late["overdueDays"], late["missingCount"]) == ("OVERDUE", 2, 1)
    await publish(clerk, inspection_id)
    again = await planned(clerk, date(2025, 11, 2), title="补查")
    await find(clerk, again, present(posting_of(world, "张伟"), foundOn="2025-10-31"))
    done = (await _covered(clerk, FANGSHAN, "township", on="2025-10-15"))[FANGSHAN]
    assert (done["state"], done["done"], done["missing"]) == ("DONE", 8, [])


@pytest.mark.rule("JZ-12")
async def test_a_county_draws_ten_percent_of_37_which_are_four_and_anyone_draws_them_again(
    api: Api, world: World, clock: FixedClock
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    await _post(world, 34, world.villages[FANGSHAN][3])
    county = await api.sign_in(world, "county")
    nothing = (await _covered(county, "210726", "county"))["210726"]
    inspection_id = await planned(county, TODAY, "210726")
    await draw(county, inspection_id, "CADRES", percent="10")
    with pytest.raises(Refused) as again:
        await draw(county, inspection_id, "CADRES", percent="10")

    (drawn,) = (await county(DRAWS))["inspections"]["nodes"][0]["draws"]["nodes"]

    assert (nothing["state"], nothing["required"], nothing["done"]) == ("OPEN", 4, 0)
    assert again.value.codes == ["ALREADY_DRAWN"]
    assert (drawn["size"], len(drawn["population"]), drawn["algorithm"]) == (4, 37, "SHA256-1")
    assert (drawn["seedGiven"], len(drawn["seed"]), drawn["percent"]) == (False, 64, "10")
    # Anyone, with nothing but the seed, the frozen population and SHA-256.
    by_hand = sorted(drawn["population"], key=lambda one: sha256((drawn["seed"] + one).encode()).hexdigest())[:4]
    assert [member["key"] for member in drawn["members"]["nodes"]] == by_hand == drawn["recomputed"]
    assert [member["rank"] for member in drawn["members"]["nodes"]] == [1, 2, 3, 4]
    chosen = [member["posting"]["id"] for member in drawn["members"]["nodes"]]
    assert [parse_global_id(one).key[0] for one in chosen] == by_hand

    await find(county, inspection_id, *(present(one) for one in chosen[:3]))
    part = (await _covered(county, "210726", "county"))["210726"]
    assert (part["state"], part["done"], [one["postingId"] for one in part["missing"]]) == ("OPEN", 3, chosen[3:])
    stand_on(clock, date(2025, 11, 5))
    county = await api.sign_in(world, "county")
    late = (await _covered(county, "210726", "county", on="2025-10-31"))["210726"]
    assert (late["state"], late["overdueDays"], late["sampleDrawn"]) == ("OVERDUE", 5, True)
    fresh = (await _covered(county, "210726", "county"))["210726"]
    assert (fresh["state"], fresh["done"], fresh["sampleDrawn"]) == ("OPEN", 0, False)


@pytest.mark.rule("JZ-12")
async def test_a_county_without_one_finding_is_overdue_after_its_month_and_the_share_is_a_parameter(
    api: Api, world: World
) -> None:
    """3 of 黑山县 at 50 % are 2; the inspectorate has all its quarter."""
    await activate_jinzhou(await api.sign_in(world, "admin"), inspection_sample_percent=50)
    city = await api.sign_in(world, "city")

    september = await _covered(city, "2107", "county", on="2025-09-30")
    supervision = await _covered(city, "2107", "supervision")

    assert {code: (one["state"], one["required"], one["overdueDays"]) for code, one in september.items()} == {
        "210726": ("OVERDUE", 2, 24),
        "210727": ("OVERDUE", 1, 24),
    }
    assert september["210726"]["reason"].startswith(
        "2025年9月“县(市、区)委组织部每月抽查出勤”在任3人,按50%应抽查2人,已检查0人,还差2人(没有随机抽样),"
    )
    assert (supervision["2107"]["state"], supervision["2107"]["periodEnd"]) == ("OPEN", "2025-12-31")
    with pytest.raises(Refused) as wide:
        await (await api.sign_in(world, "province"))(COVERAGE, region="21")
    assert wide.value.codes == ["PLACE_TOO_WIDE"]


@pytest.mark.rule("JZ-14")
async def test_the_city_s_sample_and_its_seed_do_not_exist_for_the_county_until_it_is_published(
    api: Api, world: World
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    city, county, secretary = [await api.sign_in(world, name) for name in ("city", "county", "secretary")]
    question = {"region": "210726"}
    before = [await ask(one, DRAWS) for one in (county, secretary)], await ask(county, COVERAGE, **question)
    inspection_id = await planned(city, date(2025, 10, 27), method="UNANNOUNCED")
    draw_id = await draw(city, inspection_id, "CADRES", number=2, seed="2025年10月".encode().hex())
    await draw(city, inspection_id, "VILLAGES", number=3)
    await find(city, inspection_id, absent(posting_of(world, "王建国")))
    drawing = {"idempotencyKey": key(), "inspectionId": inspection_id, "kind": "CADRES", "number": 1}
    nobodys = drawing | {"inspectionId": global_id("Inspection", new_id())}
    hidden, unknown = [
        [await ask(one, DRAW, input=given) for one in (county, secretary)] for given in (drawing, nobodys)
    ]
    node = "query($id: ID!) { node(id: $id) { id } }"
    seen = [await one(node, id=draw_id) for one in (county, secretary)]

    after = [await ask(one, DRAWS) for one in (county, secretary)], await ask(county, COVERAGE, **question)

    assert after == before
    assert hidden == unknown
    assert [refusal[0][1]["code"] for refusal in hidden] == ["INSPECTION_NOT_FOUND"] * 2
    assert seen == [{"node": None}] * 2
    await publish(city, inspection_id)
    (inspection,) = (await secretary(DRAWS))["inspections"]["nodes"]
    cadres, villages = inspection["draws"]["nodes"]
    assert (cadres["seed"], cadres["seedGiven"], cadres["size"]) == ("2025年10月".encode().hex(), True, 2)
    assert [member["key"] for member in cadres["members"]["nodes"]] == cadres["recomputed"]
    assert sorted(villages["route"]) == sorted(member["key"] for member in villages["members"]["nodes"])
    assert len(villages["population"]) == len(world.villages[FANGSHAN])
    assert all(name.startswith("辽宁省锦州市黑山县芳山镇") for name in villages["routeNames"])
    assert len(villages["routeNames"]) == 3


@pytest.mark.rule("JZ-14")
async def test_households_are_drawn_from_the_register_or_else_by_number(api: Api, world: World) -> None:
    city, clerk = await api.sign_in(world, "city"), await api.sign_in(world, "clerk")
    numbered, registered = world.villages[FANGSHAN][:2]
    for number in range(5):
        content = {"head": f"户主{number}", "members": 3}
        await add(clerk, "household", registered, f"第{number}户", ("village", registered), content=content)
    inspection_id = await planned(city, TODAY, method="UNANNOUNCED")
    with pytest.raises(Refused) as unknown:
        await draw(city, inspection_id, "HOUSEHOLDS", number=3, regionCode=numbered)

    await draw(city, inspection_id, "HOUSEHOLDS", number=3, regionCode=numbered, households=120)
    await draw(city, inspection_id, "HOUSEHOLDS", percent="30", regionCode=registered)

    by_number, by_entry = (await city(DRAWS))["inspections"]["nodes"][0]["draws"]["nodes"]
    assert unknown.value.codes == ["INVALID_DRAW"]
    assert by_number["population"] == [str(number) for number in range(1, 121)]
    assert {int(member["key"]) for member in by_number["members"]["nodes"]} <= set(range(1, 121))
    assert (by_number["size"], by_number["route"]) == (3, [numbered])
    assert (by_entry["size"], len(by_entry["population"])) == (2, 5)


async def _city_of_seven(world: World) -> list[str]:
    """锦州市 with seven counties; their codes."""
    codes = ["210726", "210727"] + [f"21078{number}" for number in range(1, 6)]
    async with world.database.work(world.ctx("city")) as work:
        work.session.add_all(
            Region(
                tenant_id=world.tenant_id,
                code=code,
                parent_code="2107",
                level=3,
                name=f"第{code[-1]}区",
                path_name=f"辽宁省锦州市第{code[-1]}区",
            )
            for code in codes[2:]
        )
    return codes


@pytest.mark.rule("JZ-13")
async def test_three_leaders_of_two_counties_each_leave_one_of_seven_uncovered(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    codes = await _city_of_seven(world)
    city = await api.sign_in(world, "city")
    body = {"tier": "CITY", "post": "副部长", "leading_body": True}
    members = [
        (await add(city, "official", "2107", name, content={**body, "name": name}))["id"] for name in ("赵", "钱", "孙")
    ]
    entries = [
        await add(city, "patrol", "2107", "承包", ("member", member), ("county", code))
        for number, member in enumerate(members)
        for code in codes[2 * number : 2 * number + 2]
    ]

    six = (await city(PATROLS, city="2107"))["patrols"]
    await city(
        'mutation($id: ID!, $key: String!) { endRegisterEntry(id: $id, lastDay: "2025-10-20", reason: "调整", '
        "idempotencyKey: $key) { id } }",
        id=entries[-1]["id"],
        key=key(),
    )
    five = (await city(PATROLS, city="2107"))["patrols"]

    assert (six["required"], six["reference"], len(six["covered"])) == (2, "JZ-13", 6)
    assert [one["name"] for one in six["uncovered"]] == ["第5区"]
    assert [(one["name"], len(one["counties"]), one["lacking"]) for one in six["members"]] == [
        ("赵", 2, 0),
        ("钱", 2, 0),
        ("孙", 2, 0),
    ]
    assert six["warning"] == "7个县(市、区)已覆盖6个,未覆盖1个:第5区。"
    assert five["warning"] == "7个县(市、区)已覆盖5个,未覆盖2个:第4区、第5区;孙承包1个,不足2个。"
    assert [one["lacking"] for one in five["members"]] == [0, 0, 1]


@pytest.mark.rule("JZ-13")
async def test_one_leader_with_one_of_two_counties_and_who_may_ask(api: Api, world: World) -> None:
    """Without a rule two are natural; with the parameter at one, one is enough."""
    city = await api.sign_in(world, "city")
    content = {"tier": "CITY", "post": "部长", "name": "李", "leading_body": True}
    leader = await add(city, "official", "2107", "李", ("unit", unit_id(world, "中共锦州市委组织部")), content=content)
    await add(city, "patrol", "2107", "承包", ("member", leader["id"]), ("county", "210726"))

    naturally = (await city(PATROLS, city="2107"))["patrols"]
    await activate_jinzhou(await api.sign_in(world, "admin"), patrol_counties=1)
    ruled = (await city(PATROLS, city="2107"))["patrols"]

    assert (naturally["required"], naturally["members"][0]["reason"]) == (2, "承包1个,不足2个")
    assert naturally["reference"] is None
    assert (ruled["required"], ruled["members"][0]["lacking"]) == (1, 0)
    assert [one["name"] for one in ruled["uncovered"]] == ["义县"]
    refusals = [await ask(await api.sign_in(world, name), PATROLS, city="2107") for name in ("county", "secretary")]
    assert [refusal[0][1]["code"] for refusal in refusals] == ["FORBIDDEN"] * 2
    assert (await ask(city, PATROLS, city="210726"))[0][1]["code"] == "NOT_A_CITY"
