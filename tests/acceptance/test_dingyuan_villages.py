"""界牌集镇 knows its villages by a dated profile, and keeps each one that it wrote (村情民情台账)."""

from tests.acceptance.acts import key
from tests.acceptance.documents_villages import PROFILES, RECORD_PROFILE
from tests.acceptance.registering import put_in_force
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api


async def test_the_latest_profile_is_current_and_the_earlier_ones_stay(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN)
    clerk, village = await api.sign_in(world, "clerk"), world.villages[FANGSHAN][0]
    for as_of, population in (("2025-07-01", 1190), ("2025-01-01", 1200), ("2025-07-01", 1191)):
        given = {"regionCode": village, "asOf": as_of, "population": population, "households": 400}
        more = {"poorHouseholds": 30, "landMu": "3500.5", "description": "以玉米种植为主。"}
        await clerk(RECORD_PROFILE, input={"idempotencyKey": key(), **given, **more})

    cadre, stranger = await api.sign_in(world, "王建国"), await api.sign_in(world, "李秀英")
    found = await cadre(PROFILES, region=village)

    assert (found["villageProfile"]["asOf"], found["villageProfile"]["population"]) == ("2025-07-01", 1191)
    assert [one["population"] for one in found["villageProfiles"]["nodes"]] == [1191, 1190, 1200]
    assert await stranger(PROFILES, region=village) == {"villageProfile": None, "villageProfiles": {"nodes": []}}
