"""Exports of cadres through the API: asked for, written, fetched, and decided by a second person when large."""

import pytest

from tests.api.personal_data import application
from tests.factories.world import World
from tests.fixtures.api import Api, Refused
from xuanpai_core.jobs.worker import run_worker


async def test_an_export_is_asked_for_written_and_fetched(api: Api, world: World) -> None:
    county, city = await api.sign_in(world, "county"), await api.sign_in(world, "city")
    asked = (
        await county(
            'mutation($reason: String!) { exportCadres(reason: $reason, idempotencyKey: "export-01") '
            "{ exportId approvalId } }",
            reason="年度考核需要核对名单",
        )
    )["exportCadres"]
    await run_worker(world.database, world.database.settings, until_empty=True)
    look = "query($id: ID!) { cadreExport(id: $id) { state rowCount failure } }"
    fetch = "mutation($id: ID!) { cadreExportLink(id: $id) }"

    seen = await county(look, id=asked["exportId"])
    link = (await county(fetch, id=asked["exportId"]))["cadreExportLink"]
    others = await city(look, id=asked["exportId"])
    with pytest.raises(Refused) as refused:
        await city(fetch, id=asked["exportId"])

    assert asked["approvalId"] is None
    assert seen == {"cadreExport": {"state": "READY", "rowCount": 3, "failure": None}}
    assert "/exports/" in link
    assert others == {"cadreExport": None}
    assert refused.value.codes == ["EXPORT_NOT_FOUND"]


async def test_a_large_export_becomes_a_request_that_a_second_person_decides(world: World) -> None:
    async with application(world, export_free_rows=2) as api:
        county, city = await api.sign_in(world, "county"), await api.sign_in(world, "city")
        asked = (
            await county(
                'mutation($reason: String!) { exportCadres(reason: $reason, idempotencyKey: "export-01") '
                "{ exportId approvalId } }",
                reason="年度考核需要核对名单",
            )
        )["exportCadres"]
        decided = await city(
            'mutation($id: ID!) { decideApproval(id: $id, approve: true, idempotencyKey: "decide-01") '
            "{ matter state } }",
            id=asked["approvalId"],
        )
        mine = await county("{ cadreExports { nodes { approved state } } }")

    assert asked["exportId"] is None
    assert decided == {"decideApproval": {"matter": "BULK_EXPORT", "state": "APPROVED"}}
    assert mine == {"cadreExports": {"nodes": [{"approved": True, "state": "QUEUED"}]}}
