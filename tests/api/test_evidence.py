"""Files through the API: the entry first and the file later, parts, thumbnails, what the camera wrote, holds."""

import asyncio
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from tests.acceptance.acts import key
from tests.acceptance.documents import WRITE_LOG
from tests.api.test_command_line import _run
from tests.core.attendance.footprint import rows
from tests.core.evidence.cameras import shot
from tests.core.evidence.files import PAGE, objects, photo, ready_photo, stored
from tests.core.evidence.test_links import bind
from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused
from tests.fixtures.cluster import Cluster
from xuanpai_core.clock import FixedClock
from xuanpai_graphql.keys import EVIDENCE
from xuanpai_graphql.lookahead.ids import global_id

BEGIN = """mutation($input: BeginUploadInput!) {
  beginUpload(input: $input) { evidenceId url fields { name value } state } }"""
COMPLETE = "mutation($ids: [ID!]!) { completeUploads(ids: $ids) { id ready code message retryable } }"
SHOWN = "query($id: ID!) { node(id: $id) { ... on Evidence { state notice facts { make latitude } } } }"
HOLD = "mutation($id: ID!, $why: String!) { holdEvidence(id: $id, reason: $why) { held holdReason } }"
RELEASE = "mutation($id: ID!, $why: String!) { releaseEvidence(id: $id, reason: $why) { held holdReason } }"
THUMBNAILS = "mutation($ids: [ID!]!) { evidenceThumbnails(ids: $ids) { id url } }"
PARTS = """mutation($input: BeginUploadInput!) {
  beginLargeUpload(input: $input) { evidenceId state parts { number size arrived url } } }"""
RESUME = "mutation($id: ID!) { resumeUpload(id: $id) { parts { number arrived url } } }"


def announced(content: bytes, **more: Any) -> dict[str, Any]:
    return {"kind": "PHOTO", "fileName": "现场.jpg", "contentType": "image/jpeg", "size": len(content)} | more


async def post(begun: dict[str, Any], content: bytes) -> None:
    form = {field["name"]: field["value"] for field in begun["fields"]}
    async with httpx2.AsyncClient() as http:
        answer = await http.post(begun["url"], data=form, files={"file": ("现场.jpg", content, "image/jpeg")})
    assert answer.status_code == 204, answer.text


async def log(client: Client, *photo_ids: str) -> list[dict[str, Any]]:
    """Write today's log with these photos; how it shows them."""
    day = date(2025, 10, 24).isoformat()
    entry = {"day": day, "content": "走访三户", "householdsVisited": 3, "photoIds": list(photo_ids)}
    document = WRITE_LOG.replace("evidence { id sha256 }", "evidence { id state notice }")
    written = (await client(document, input=entry | {"idempotencyKey": key()}))["writeLog"]
    shown: list[dict[str, Any]] = written["evidence"]
    return sorted(shown, key=lambda one: one["id"])


async def test_an_entry_is_there_before_its_photos_and_shows_how_each_stands(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    wanted = {uuid4(): content for content in (photo(), PAGE, photo(colour=4))}
    begun = {
        own: (await cadre(BEGIN, input=announced(content, id=str(own))))["beginUpload"]
        for own, content in wanted.items()
    }
    ids = [global_id("Evidence", str(own)) for own in wanted]
    assert [one["evidenceId"] for one in begun.values()] == ids

    before = await log(cadre, *ids)
    for own, content in list(wanted.items())[:2]:
        await post(begun[own], content)
    ended = (await cadre(COMPLETE, ids=ids))["completeUploads"]
    after = {one["id"]: one for one in await log(cadre, ids[0], ids[2])}

    assert [(one["state"], one["notice"]) for one in before] == [("PENDING", "照片未到")] * 3
    assert [(one["id"], one["ready"], one["code"], one["retryable"]) for one in ended] == [
        (ids[0], True, None, False),
        (ids[1], False, "NOT_AN_IMAGE", False),
        (ids[2], False, "UPLOAD_MISSING", True),
    ]
    assert (after[ids[0]]["state"], after[ids[0]]["notice"]) == ("READY", None)
    assert after[ids[2]]["notice"] == "照片未到"
    refused = (await cadre(SHOWN, id=ids[1]))["node"]
    assert (refused["state"], refused["notice"]) == ("REJECTED", ended[1]["message"])


async def test_what_was_altered_on_the_way_is_sent_again(api: Api, world: World) -> None:
    cadre = await api.sign_in(world, "王建国")
    told = announced(photo(), id=str(uuid4()), sha256=sha256(photo()).hexdigest())
    with pytest.raises(Refused) as shapeless:
        await cadre(BEGIN, input=told | {"sha256": "ABC"})
    begun = (await cadre(BEGIN, input=told))["beginUpload"]
    altered = photo()[:-1] + b"?"

    ended = []
    for content in (altered, photo()):
        await post(begun, content)
        ended += (await cadre(COMPLETE, ids=[begun["evidenceId"]]))["completeUploads"]

    assert shapeless.value.codes == ["INVALID_SHA256"]
    assert [(one["ready"], one["code"], one["retryable"]) for one in ended] == [
        (False, "UPLOAD_ALTERED", True),
        (True, None, False),
    ]


async def test_a_visit_with_nothing_but_a_refused_photo_is_a_visit_without_evidence(api: Api, world: World) -> None:
    cadre, county = await api.sign_in(world, "王建国"), await api.sign_in(world, "county")
    told = """{ postings { nodes { workLogs(month: "2025-10") { evidenceMissing evidence { state } } } } }"""
    own = uuid4()
    begun = (await cadre(BEGIN, input=announced(PAGE, id=str(own))))["beginUpload"]
    await log(cadre, begun["evidenceId"])
    seen = [one for node in (await county(told))["postings"]["nodes"] for one in node["workLogs"]]
    await post(begun, PAGE)
    (ended,) = (await cadre(COMPLETE, ids=[begun["evidenceId"]]))["completeUploads"]

    refused = [one for node in (await county(told))["postings"]["nodes"] for one in node["workLogs"]]

    assert ended["code"] == "NOT_AN_IMAGE"
    assert seen == [{"evidenceMissing": False, "evidence": [{"state": "PENDING"}]}]
    assert refused == [{"evidenceMissing": True, "evidence": [{"state": "REJECTED"}]}]


async def test_a_file_comes_in_parts(api: Api, world: World) -> None:
    cadre, content = await api.sign_in(world, "王建国"), photo()
    begun = (await cadre(PARTS, input=announced(content)))["beginLargeUpload"]
    assert [(part["number"], part["size"], part["arrived"]) for part in begun["parts"]] == [(1, len(content), False)]

    async with httpx2.AsyncClient() as http:
        assert (await http.put(begun["parts"][0]["url"], content=content)).status_code == 200
    resumed = (await cadre(RESUME, id=begun["evidenceId"]))["resumeUpload"]
    ended = (await cadre(COMPLETE, ids=[begun["evidenceId"]]))["completeUploads"]

    assert resumed["parts"] == [{"number": 1, "arrived": True, "url": None}]
    assert [one["ready"] for one in ended] == [True]


async def test_what_the_camera_wrote_is_for_those_who_judge_presence_there_and_on_record(
    api: Api, world: World
) -> None:
    cadre = await api.sign_in(world, "王建国")
    begun = (await cadre(BEGIN, input=announced(shot())))["beginUpload"]
    await post(begun, shot())
    await cadre(COMPLETE, ids=[begun["evidenceId"]])
    evidence_id = begun["evidenceId"]
    unbound = (await cadre(SHOWN, id=evidence_id))["node"]
    await log(cadre, evidence_id)

    seen = {}
    for person in ("王建国", "secretary", "county"):
        client = await api.sign_in(world, person)
        seen[person] = (await client(SHOWN, id=evidence_id))["node"]["facts"]
    clerk = await api.sign_in(world, "clerk")
    with pytest.raises(Refused):
        await clerk(SHOWN, id=evidence_id)
    elsewhere = (await (await api.sign_in(world, "other_county"))(SHOWN, id=evidence_id))["node"]
    [thumbnail] = (await clerk(THUMBNAILS, ids=[evidence_id]))["evidenceThumbnails"]

    assert unbound["facts"] is None
    facts = {"make": "HUAWEI", "latitude": 41.67}
    assert seen == {"王建国": facts, "secretary": facts, "county": facts}
    assert elsewhere is None
    async with httpx2.AsyncClient() as http:
        small = await http.get(thumbnail["url"])
    assert (small.status_code, small.headers["content-type"]) == (200, "image/jpeg")
    assert b"HUAWEI" not in small.content
    read = [row for row in await rows(world, "audit_event") if row["subject_id"] == str(EVIDENCE(evidence_id))]
    people = {row["account_id"] for row in read if "latitude" in str(row["detail"])}
    assert people == {world.people[person].account_id for person in ("王建国", "secretary", "county")}


async def test_the_county_holds_and_releases_and_the_cadre_cannot(api: Api, world: World) -> None:
    own = await ready_photo(world, "王建国")
    await bind(world, "王建国", own)
    evidence_id = global_id("Evidence", str(own))
    county, cadre = await api.sign_in(world, "county"), await api.sign_in(world, "王建国")

    held = (await county(HOLD, id=evidence_id, why="核查出勤"))["holdEvidence"]
    for document in (HOLD, RELEASE):
        with pytest.raises(Refused) as refused:
            await cadre(document, id=evidence_id, why="不想让人看")
        assert refused.value.codes == ["FORBIDDEN"]
    assert (await cadre("query($id: ID!) { node(id: $id) { ... on Evidence { held } } }", id=evidence_id)) == {
        "node": {"held": True}
    }
    released = (await county(RELEASE, id=evidence_id, why="核查结束"))["releaseEvidence"]

    assert held == {"held": True, "holdReason": "核查出勤"}
    assert released == {"held": False, "holdReason": None}


async def test_the_commands_name_what_is_broken_and_what_has_no_record(
    cluster: Cluster, world: World, clock: FixedClock
) -> None:
    evidence_id = await ready_photo(world, "王建国")
    tenant = ("--tenant", world.tenant_code)
    sound = await asyncio.to_thread(_run, cluster, "evidence", "verify", *tenant)
    row = await stored(world, evidence_id)
    store = world.database.ports.objects
    await store.put(row.object_key, photo(colour=7), "image/jpeg")
    await store.put(f"quarantine/{world.tenant_id}/2025/10/stray", b"x", "image/jpeg")

    broken = await asyncio.to_thread(_run, cluster, "evidence", "verify", *tenant)
    listed = await asyncio.to_thread(_run, cluster, "evidence", "sweep", "--dry-run", *tenant)
    left = await objects(world, "quarantine")
    done = await asyncio.to_thread(_run, cluster, "evidence", "sweep", *tenant)

    assert sound.returncode == 0, sound.stderr
    assert "核对了 1 份佐证" in sound.stdout
    assert "完整,没有发现改动。" in sound.stdout
    assert broken.returncode == 1
    assert f"原处出现了另一个版本(REPLACED):{evidence_id} {row.object_key}" in broken.stdout
    assert "仅列出,没有清理。" in listed.stdout
    assert "隔离区遗留文件 1 个" in listed.stdout
    assert len(left) == 1
    assert done.returncode == 0, done.stderr
    assert await objects(world, "quarantine") == []
