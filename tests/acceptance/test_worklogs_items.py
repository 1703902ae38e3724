"""A log a day through the API: what it lacks, what it leaves to be done, and what it may start from."""

from datetime import date, timedelta

import pytest

from tests.acceptance.acts import key, photo, register_days, upload
from tests.acceptance.inspecting import ask, posting_of
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Refused
from xuanpai_core.clock import FixedClock

WRITE = """mutation($input: WriteLogInput!) { writeLog(input: $input) {
  day content incomplete evidenceMissing evidence { sha256 }
  openedItems { id text state } settledItems { text state outcome settledOn } } }"""
STAMPED = "mutation($input: WriteLogInput!) { writeLog(input: $input) { content updatedAt } }"
MISSING = """query($id: ID!, $month: String!) { missingLogs(postingId: $id, month: $month) }"""
OPEN = """query($day: Date) { myOpenItems(day: $day) { nodes { id text openedOn } } }"""
ITEMS = """query($state: WorkLogItemState) { workLogItems(state: $state) { nodes { text } } }"""
ADD = """mutation($input: AddLogTemplateInput!) { addLogTemplate(input: $input) { id title content placeName } }"""
RETIRE = """mutation($id: ID!, $key: String!) { retireLogTemplate(id: $id, idempotencyKey: $key) { retiredAt } }"""
TEMPLATES = """query($place: String) { workLogTemplates(regionCode: $place) { nodes { title content } } }"""
SKELETON = "工作内容:\n走访情况:"


@pytest.mark.rule("JZ-07")
async def test_twenty_days_on_duty_and_eighteen_logs_lack_two_and_say_which(api: Api, world: World) -> None:
    clerk, cadre, wang = (
        await api.sign_in(world, "clerk"),
        await api.sign_in(world, "王建国"),
        posting_of(world, "王建国"),
    )
    first = date(2025, 9, 1)
    await register_days(clerk, wang, first, 20)
    for offset in set(range(20)) - {4, 16}:
        day = (first + timedelta(days=offset)).isoformat()
        await cadre(WRITE, input={"idempotencyKey": key(), "day": day, "content": "走访。"})
    proof = await upload(cadre, photo("red"))
    visited = {"day": "2025-09-01", "content": "走访三户。", "householdsVisited": 3}
    bare = (await cadre(WRITE, input={"idempotencyKey": key(), **visited}))["writeLog"]
    proved = (await cadre(WRITE, input={"idempotencyKey": key(), **visited, "photoIds": [proof]}))["writeLog"]

    missing = (await cadre(MISSING, id=wang, month="2025-09"))["missingLogs"]

    assert missing == ["2025-09-05", "2025-09-17"]
    assert (bare["evidenceMissing"], proved["evidenceMissing"], len(proved["evidence"])) == (True, False, 1)
    assert len(proved["evidence"][0]["sha256"]) == 64


@pytest.mark.rule("JZ-07")
async def test_a_log_that_waited_on_a_phone_does_not_overwrite_what_was_written_meanwhile(
    api: Api, world: World, clock: FixedClock
) -> None:
    phone, office = await api.sign_in(world, "王建国"), await api.sign_in(world, "王建国")
    day = {"day": "2025-10-24", "content": "手机上写的。"}
    late = {"idempotencyKey": key(), **day, "replaces": None}
    written = (await office(STAMPED, input={"idempotencyKey": key(), **day, "content": "电脑上写的。"}))["writeLog"]
    clock.advance(minutes=5)

    with pytest.raises(Refused) as refused:
        await phone(STAMPED, input=late)
    mended = {**late, "content": "两篇合成一篇。", "replaces": written["updatedAt"]}
    after = (await phone(STAMPED, input=mended))["writeLog"]
    again = (await phone(STAMPED, input=mended))["writeLog"]

    assert refused.value.codes == ["LOG_CHANGED"]
    assert after["content"] == "两篇合成一篇。"
    assert again == after


@pytest.mark.rule("DY-06")
async def test_a_log_whose_skeleton_was_not_filled_in_is_incomplete(api: Api, world: World) -> None:
    clerk, cadre = await api.sign_in(world, "clerk"), await api.sign_in(world, "王建国")
    village = world.villages[FANGSHAN][0]
    given = {"regionCode": FANGSHAN, "title": "镇模板", "content": SKELETON}
    added = (await clerk(ADD, input={"idempotencyKey": key(), **given}))["addLogTemplate"]
    (offered,) = (await cadre(TEMPLATES, place=village))["workLogTemplates"]["nodes"]
    neighbours = await api.sign_in(world, "刘洋")
    hidden = (await neighbours(TEMPLATES))["workLogTemplates"]["nodes"]
    denied = await ask(neighbours, RETIRE, id=added["id"], key=key())
    log = {"day": "2025-10-24", "place": "徐家村"}

    empty = (await cadre(WRITE, input={"idempotencyKey": key(), **log, "content": offered["content"]}))["writeLog"]
    filled = SKELETON.replace("内容:", "内容:组织秋收")
    whole = (await cadre(WRITE, input={"idempotencyKey": key(), **log, "content": filled}))["writeLog"]
    nowhere = {"idempotencyKey": key(), **log, "content": "组织秋收", "place": None}
    without_place = (await cadre(WRITE, input=nowhere))["writeLog"]
    await clerk(RETIRE, id=added["id"], key=key())

    assert offered == {"title": "镇模板", "content": SKELETON}
    assert (hidden, denied[0][1]["code"]) == ([], "LOG_TEMPLATE_NOT_FOUND")
    assert [one["incomplete"] for one in (empty, whole, without_place)] == [["CONTENT"], [], ["PLACE"]]
    assert (await cadre(TEMPLATES))["workLogTemplates"]["nodes"] == []


async def test_what_was_heard_yesterday_is_offered_today_and_settled_by_todays_log(api: Api, world: World) -> None:
    cadre, other = await api.sign_in(world, "王建国"), await api.sign_in(world, "李秀英")
    yesterday = {"day": "2025-10-23", "content": "走访。", "openItems": ["修渠", "路灯"]}
    written = (await cadre(WRITE, input={"idempotencyKey": key(), **yesterday}))["writeLog"]
    offered = (await cadre(OPEN))["myOpenItems"]["nodes"]
    by_text = {one["text"]: one["id"] for one in offered}
    today = {
        "day": "2025-10-24",
        "content": "修渠。",
        "openItems": ["水井"],
        "settledItems": [{"id": by_text["修渠"], "outcome": "已通水"}],
    }
    foreign = await ask(other, WRITE, input={"idempotencyKey": key(), **today})

    settled = (await cadre(WRITE, input={"idempotencyKey": key(), **today}))["writeLog"]

    assert [(one["text"], one["state"]) for one in written["openedItems"]] == [("修渠", "OPEN"), ("路灯", "OPEN")]
    assert [(one["text"], one["openedOn"]) for one in offered] == [("修渠", "2025-10-23"), ("路灯", "2025-10-23")]
    assert foreign[0][1]["code"] == "LOG_ITEM_NOT_FOUND"
    assert settled["settledItems"] == [
        {"text": "修渠", "state": "DONE", "outcome": "已通水", "settledOn": "2025-10-24"}
    ]
    assert [one["text"] for one in (await cadre(OPEN))["myOpenItems"]["nodes"]] == ["路灯"]
    later = (await cadre(OPEN, day="2025-10-25"))["myOpenItems"]["nodes"]
    assert [one["text"] for one in later] == ["水井", "路灯"]
    county, elsewhere = await api.sign_in(world, "county"), await api.sign_in(world, "other_county")
    assert [one["text"] for one in (await county(ITEMS, state="DONE"))["workLogItems"]["nodes"]] == ["修渠"]
    assert [(await client(ITEMS))["workLogItems"]["nodes"] for client in (other, elsewhere)] == [[], []]
    assert (await county(OPEN))["myOpenItems"]["nodes"] == []
