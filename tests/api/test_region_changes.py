"""Regions change by date, and an old posting still shows the place as it was called then."""

from datetime import date

from tests.acceptance.acts import key, postings
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api
from xuanpai_core.postings.service import end_posting

RENAME = """mutation($code: String!, $name: String!, $decree: DecreeInput!) {
  renameRegion(code: $code, newName: $name, decree: $decree) { code name pathName } }"""
PLACE = "query($id: ID!) { posting(id: $id) { placeName region { pathName } } }"


async def test_an_ended_posting_shows_the_old_name_and_a_running_one_the_new(api: Api, world: World) -> None:
    async with world.database.work(world.ctx("county")) as work:
        await end_posting(work, world.postings["李秀英"], date(2025, 6, 30))
    province = await api.sign_in(world, "province")
    seen = await postings(province)
    decree = {"idempotencyKey": key(), "effectiveOn": "2025-09-01", "document": "黑政发〔2025〕8号"}

    renamed = (await province(RENAME, code=FANGSHAN, name="新芳山镇", decree=decree))["renameRegion"]
    ended = (await province(PLACE, id=seen["李秀英"]["id"]))["posting"]
    running = (await province(PLACE, id=seen["张伟"]["id"]))["posting"]

    assert renamed["pathName"] == "辽宁省锦州市黑山县新芳山镇"
    assert ended["placeName"].startswith("辽宁省锦州市黑山县芳山镇")
    assert ended["region"]["pathName"].startswith("辽宁省锦州市黑山县新芳山镇")
    assert running["placeName"] == running["region"]["pathName"]
    assert running["placeName"].startswith("辽宁省锦州市黑山县新芳山镇")
