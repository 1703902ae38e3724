"""What waits for whoever decides on days: each claim with its own proof, each contradiction with the leave in it."""

from datetime import date
from typing import Any

from tests.acceptance.acts import check_in, key, photo, postings, upload
from tests.acceptance.documents import REGISTER_DAY
from tests.acceptance.documents_leave import APPROVE, REQUEST
from tests.factories.world import World
from tests.fixtures.api import Api, Client

CLAIM = "mutation($input: ClaimDayInput!) { claimDay(input: $input) { id } }"
DECIDE = 'mutation($id: ID!) { decideClaim(id: $id, approve: false, reason: "查无此事") { state decidedByName } }'
CLAIMS = """query($state: ClaimState) { backfillRequests(state: $state) {
  nodes { day decidedByName posting { cadre { name } } evidence { id } } } }"""
CONFLICTS = """{ attendanceConflicts { nodes { id day standing claimed decidedByName
  leave { kind reason steps { decidedBy } } } } }"""
DECIDE_CONFLICT = """mutation($id: ID!) {
  decideConflict(id: $id, decision: PRESENCE, reason: "村干部证实") { decidedByName leave { kind } } }"""
ADD_FENCE = """mutation($input: FenceInput!) {
  addFence(input: $input) { id placeName posting { cadre { name } } } }"""
FENCES = "{ fences { nodes { name placeName posting { cadre { name } } } } }"


async def claimed(client: Client, day: date, *proofs: str) -> str:
    """Claim a day with these files; returns the claim's id."""
    given = {"idempotencyKey": key(), "day": day.isoformat(), "reason": "没有信号", "evidenceIds": list(proofs)}
    return str((await client(CLAIM, input=given))["claimDay"]["id"])


async def shown(client: Client, **asked: Any) -> list[tuple[str, str, int]]:
    """The claims that the client sees: day, whose, and how many files."""
    found = (await client(CLAIMS, **asked))["backfillRequests"]["nodes"]
    return [(one["day"], one["posting"]["cadre"]["name"], len(one["evidence"])) for one in found]


async def test_a_claim_shows_its_own_proof_and_that_of_no_other(api: Api, world: World) -> None:
    wang, li = await api.sign_in(world, "王建国"), await api.sign_in(world, "李秀英")
    secretary = await api.sign_in(world, "secretary")
    proofs = [await upload(wang, photo("green")), await upload(wang, photo("red"))]
    await claimed(wang, date(2025, 10, 13), *proofs)
    await claimed(wang, date(2025, 10, 15))
    await claimed(li, date(2025, 10, 14), await upload(li, photo("blue")))

    assert await shown(secretary) == [
        ("2025-10-15", "王建国", 0),
        ("2025-10-14", "李秀英", 1),
        ("2025-10-13", "王建国", 2),
    ]
    assert await shown(li) == [("2025-10-14", "李秀英", 1)]
    mine = (await wang("{ myPosting { backfillRequests { day evidence { id } } } }"))["myPosting"]["backfillRequests"]
    assert {one["day"]: {file["id"] for file in one["evidence"]} for one in mine} == {
        "2025-10-13": set(proofs),
        "2025-10-15": set(),
    }


async def test_what_waits_comes_by_its_day_and_what_is_over_says_who_decided(api: Api, world: World) -> None:
    wang, secretary = await api.sign_in(world, "王建国"), await api.sign_in(world, "secretary")
    later = await claimed(wang, date(2025, 10, 15))
    await claimed(wang, date(2025, 10, 13))
    await claimed(wang, date(2025, 10, 14))

    assert [day for day, _, _ in await shown(secretary, state="SUBMITTED")] == [
        "2025-10-13",
        "2025-10-14",
        "2025-10-15",
    ]
    assert (await secretary(DECIDE, id=later))["decideClaim"] == {"state": "REJECTED", "decidedByName": "secretary"}
    assert [day for day, _, _ in await shown(secretary)] == ["2025-10-15", "2025-10-14", "2025-10-13"]
    (rejected,) = (await wang(CLAIMS, state="REJECTED"))["backfillRequests"]["nodes"]
    assert rejected["decidedByName"] == "secretary"


async def test_a_contradiction_says_which_leave_it_is_about_and_who_decided_it(api: Api, world: World) -> None:
    wang, li = await api.sign_in(world, "王建国"), await api.sign_in(world, "李秀英")
    clerk, secretary = await api.sign_in(world, "clerk"), await api.sign_in(world, "secretary")
    await check_in(wang, date(2025, 10, 24))
    asked = {"kind": "SICK", "fromDay": "2025-10-24", "toDay": "2025-10-24", "reason": "看病", "late": True}
    leave = (await wang(REQUEST, input={**asked, "idempotencyKey": key()}))["requestLeave"]
    await secretary(APPROVE, id=leave["id"], key=key())
    absent = {"postingId": (await postings(clerk))["李秀英"]["id"], "day": "2025-10-24", "status": "ABSENT"}
    await clerk(REGISTER_DAY, input=absent)
    await check_in(li, date(2025, 10, 24))

    found = {one["claimed"]: one for one in (await secretary(CONFLICTS))["attendanceConflicts"]["nodes"]}
    assert found["LEAVE"]["leave"] == {"kind": "SICK", "reason": "看病", "steps": [{"decidedBy": "secretary"}]}
    assert (found["ON_DUTY"]["standing"], found["ON_DUTY"]["leave"]) == ("ABSENT", None)
    assert found["LEAVE"]["decidedByName"] is None
    decided = (await secretary(DECIDE_CONFLICT, id=found["LEAVE"]["id"]))["decideConflict"]
    assert decided == {"decidedByName": "secretary", "leave": {"kind": "SICK"}}
    assert (await (await api.sign_in(world, "other_county"))(CONFLICTS))["attendanceConflicts"]["nodes"] == []


async def test_a_fence_says_whose_dwelling_it_is_around(api: Api, world: World) -> None:
    clerk = await api.sign_in(world, "clerk")
    posting = (await postings(clerk))["王建国"]
    drawn: dict[str, Any] = {
        "kind": "RADIUS",
        "validFrom": "2025-01-01",
        "centre": {"latitude": 41.7, "longitude": 122.1},
        "regionCode": posting["regionCode"],
        "radiusM": 200,
    }
    await clerk(ADD_FENCE, input={**drawn, "name": "村部", "idempotencyKey": key()})
    own = {**drawn, "name": "住处", "postingId": posting["id"], "idempotencyKey": key()}
    added = (await clerk(ADD_FENCE, input=own))["addFence"]

    assert added["posting"] == {"cadre": {"name": "王建国"}}
    assert "芳山镇" in added["placeName"]
    listed = (await clerk(FENCES))["fences"]["nodes"]
    assert {one["name"]: one["posting"] for one in listed} == {"村部": None, "住处": {"cadre": {"name": "王建国"}}}
    assert (await (await api.sign_in(world, "other_county"))(FENCES))["fences"]["nodes"] == []
