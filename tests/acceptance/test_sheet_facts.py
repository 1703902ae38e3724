"""The month where nights count, where somebody leaves, and where it was totalled anew behind the signer's back."""

from datetime import date
from typing import Any

import pytest

from tests.acceptance.acts import activate_jinzhou, key, postings, register_days
from tests.acceptance.documents import SEAL, SIGN, TOTAL_MONTH
from tests.acceptance.documents_sheets import SHEETS, VERIFY
from tests.acceptance.holding import posting_of
from tests.acceptance.registering import put_in_force
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from tests.plugins.longshan import CODE

SEPTEMBER = {"township": FANGSHAN, "month": "2025-09"}
TOLD = """{ sheets(month: "2025-09") { nodes {
  id state nights nightsReason contentHash signature { valid } posting { cadre { name } } } } }"""
NIGHT = "mutation($input: RegisterNightInput!) { registerNight(input: $input) { night spent } }"
SIGN_SEEN = """mutation($township: String!, $month: String!, $key: String!, $seen: [String!]) {
  signSheets(townshipCode: $township, month: $month, idempotencyKey: $key, contentHashes: $seen) { id state } }"""
END = """mutation($id: ID!, $lastDay: Date!, $reason: String!, $key: String!) {
  endPosting(postingId: $id, lastDay: $lastDay, reason: $reason, idempotencyKey: $key) { id endDate } }"""
ENDED = 'query($id: ID!) { posting(id: $id) { endDate attendanceDays(month: "2025-10") { day } } }'


async def _told(client: Client) -> dict[str, dict[str, Any]]:
    nodes = (await client(TOLD))["sheets"]["nodes"]
    return {node["posting"]["cadre"]["name"]: node for node in nodes}


async def _sleep(client: Client, world: World, *days: int, name: str = "王建国") -> None:
    for day in days:
        given = {"postingId": posting_of(world, name), "night": f"2025-09-{day:02}", "spent": True}
        await client(NIGHT, input=given)


@pytest.mark.usefixtures("with_longshan")
async def test_nights_are_signed_with_the_days_where_the_place_counts_them(api: Api, world: World) -> None:
    """龙山: 每月宿村不少于10晚."""
    await put_in_force(await api.sign_in(world, "admin"), CODE, world.villages[FANGSHAN][0])
    clerk, secretary, county = [await api.sign_in(world, name) for name in ("clerk", "secretary", "county")]
    await _sleep(clerk, world, *range(1, 10))
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    await secretary(SIGN, **SEPTEMBER, key=key())
    signed, withheld = await _told(clerk), await _told(county)

    await _sleep(clerk, world, 20)
    void = await _told(clerk)
    with pytest.raises(Refused) as refused:
        await clerk(SEAL, **SEPTEMBER, key=key())
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    await secretary(SIGN, **SEPTEMBER, key=key())
    await clerk(SEAL, **SEPTEMBER, key=key())
    sealed = await _told(county)

    mine, plain = signed["王建国"], signed["李秀英"]
    assert mine["nights"] == [f"2025-09-{day:02}" for day in range(1, 10)]
    assert mine["nightsReason"] == "2025年9月夜宿9晚,要求不少于10晚,还缺1晚。"
    assert (mine["signature"], plain["signature"]) == ({"valid": True}, {"valid": True})
    assert (plain["nights"], plain["nightsReason"]) == (None, None)
    assert (withheld["王建国"]["nights"], withheld["王建国"]["nightsReason"]) == (None, None)
    assert {name: sheet["signature"]["valid"] for name, sheet in void.items()} == {
        "王建国": False,
        "李秀英": True,
        "张伟": True,
    }
    assert refused.value.codes == ["SIGNATURE_VOID"]
    assert sealed["王建国"]["nightsReason"] == "2025年9月夜宿10晚,达到不少于10晚的要求。"


@pytest.mark.rule("JZ-09")
async def test_the_secretary_signs_nothing_that_was_totalled_anew_unseen(api: Api, world: World) -> None:
    clerk, secretary = [await api.sign_in(world, name) for name in ("clerk", "secretary")]
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    seen = [sheet["contentHash"] for sheet in (await _told(secretary)).values()]
    await register_days(clerk, (await postings(clerk))["王建国"]["id"], date(2025, 9, 1), 3)
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    before = await _told(secretary)

    with pytest.raises(Refused) as refused:
        await secretary(SIGN_SEEN, **SEPTEMBER, key=key(), seen=seen)
    unchanged = await _told(secretary)
    now = [sheet["contentHash"] for sheet in unchanged.values()]
    signed = (await secretary(SIGN_SEEN, **SEPTEMBER, key=key(), seen=now))["signSheets"]

    assert refused.value.codes == ["SHEET_NOT_SEEN"]
    assert unchanged == before
    assert {sheet["state"] for sheet in before.values()} == {"TOTALLED"}
    assert [sheet["state"] for sheet in signed] == ["SIGNED"] * 3


@pytest.mark.rule("JZ-08")
async def test_nobody_is_taken_out_of_a_sealed_month_by_ending_the_posting(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    clerk, secretary, county = [await api.sign_in(world, name) for name in ("clerk", "secretary", "county")]
    posting = posting_of(world, "王建国")
    await register_days(clerk, posting, date(2025, 9, 1), 20)
    await register_days(clerk, posting, date(2025, 10, 8), 3)
    await clerk(TOTAL_MONTH, **SEPTEMBER, key=key())
    await secretary(SIGN, **SEPTEMBER, key=key())
    await clerk(SEAL, **SEPTEMBER, key=key())
    before = await clerk(SHEETS, month="2025-09"), await clerk(ENDED, id=posting)

    with pytest.raises(Refused) as refused:
        await county(END, id=posting, lastDay="2025-09-15", reason="调回", key=key())
    unchanged = await clerk(SHEETS, month="2025-09"), await clerk(ENDED, id=posting)
    await county(END, id=posting, lastDay="2025-10-09", reason="调回", key=key())
    ended = (await clerk(ENDED, id=posting))["posting"]
    verified = (await county(VERIFY, **SEPTEMBER, key=key()))["verifySheets"]

    assert refused.value.codes == ["MONTH_SEALED"]
    assert unchanged == before
    assert ended == {"endDate": "2025-10-09", "attendanceDays": [{"day": "2025-10-08"}, {"day": "2025-10-09"}]}
    assert [sheet["state"] for sheet in verified] == ["VERIFIED"] * 3
