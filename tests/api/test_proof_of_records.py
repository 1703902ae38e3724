"""A file proves the one record that it was handed in with, and is shown with no other."""

from tests.acceptance.acts import key, photo, postings, upload
from tests.acceptance.documents import WRITE_LOG
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api

ANNOUNCE = "mutation($input: AnnounceEventInput!) { announceEvent(input: $input) { id concerned } }"
RECORD = """mutation($input: RecordEventAttendanceInput!) { recordEventAttendance(input: $input) {
  attendance { posting { cadre { name } } evidence { id } } } }"""
LOGS = (
    """query { postings(first: 10) { nodes { cadre { name } workLogs(month: "2025-10") { day evidence { id } } } } }"""
)


async def test_proof_of_one_persons_presence_is_shown_with_that_person_alone(api: Api, world: World) -> None:
    clerk = await api.sign_in(world, "clerk")
    proof = await upload(clerk, photo())
    event = {"kind": "EMERGENCY", "regionCode": FANGSHAN, "at": "2025-10-08T09:00:00+08:00", "title": "山洪转移"}
    announced = (await clerk(ANNOUNCE, input={"idempotencyKey": key(), **event}))["announceEvent"]
    assert announced["concerned"] == 3
    presences = [
        {"postingId": posting["id"], "state": "PRESENT", "evidenceIds": [proof] if name == "王建国" else []}
        for name, posting in (await postings(clerk)).items()
    ]
    given = {"idempotencyKey": key(), "eventId": announced["id"], "presences": presences}

    attendance = (await clerk(RECORD, input=given))["recordEventAttendance"]["attendance"]

    found = {one["posting"]["cadre"]["name"]: [file["id"] for file in one["evidence"]] for one in attendance}
    assert found == {"王建国": [proof], "李秀英": [], "张伟": []}


async def test_proof_of_one_log_is_shown_with_that_log_alone(api: Api, world: World) -> None:
    wang, li = await api.sign_in(world, "王建国"), await api.sign_in(world, "李秀英")
    proof = await upload(wang, photo())
    for client, day, photos in ((wang, "2025-10-22", [proof]), (wang, "2025-10-23", []), (li, "2025-10-22", [])):
        log = {"day": day, "content": "入户走访。", "householdsVisited": 1, "photoIds": photos}
        await client(WRITE_LOG, input={"idempotencyKey": key(), **log})

    seen = (await (await api.sign_in(world, "clerk"))(LOGS))["postings"]["nodes"]

    found = {
        (one["cadre"]["name"], log["day"]): [file["id"] for file in log["evidence"]]
        for one in seen
        for log in one["workLogs"]
    }
    assert found == {
        ("王建国", "2025-10-22"): [proof],
        ("王建国", "2025-10-23"): [],
        ("李秀英", "2025-10-22"): [],
    }
