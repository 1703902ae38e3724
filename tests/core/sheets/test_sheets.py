"""The township's month: totalled, signed, sealed, and what each step refuses (JZ-08, JZ-09)."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
import pytest

from tests.core.attendance.acts import TODAY, change_posting, days, entry, month_row, register, send
from tests.core.attendance.footprint import footprint, rows
from tests.factories.world import FANGSHAN, World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.periods import Month
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.sheets.models import SheetState
from xuanpai_core.sheets.service import Sheets, seal_sheets, sign_sheets, total_month

OCTOBER = Month(date(2025, 10, 1))
ON_DUTY, ABSENT = AttendanceStatus.ON_DUTY, AttendanceStatus.ABSENT


@pytest.fixture
def november(clock: FixedClock) -> None:
    """October is over."""
    clock.instant = datetime(2025, 11, 1, 0, 0, tzinfo=SHANGHAI)


async def total(
    world: World, person: str = "clerk", place: str = FANGSHAN, month: Month = OCTOBER, key: str | None = None
) -> Sheets:
    """Total as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await total_month(work, place, month, key or str(new_id()))


async def sign(
    world: World, person: str = "secretary", place: str = FANGSHAN, month: Month = OCTOBER, **rest: Any
) -> Sheets:
    """Sign as ``person``."""
    key = rest.pop("key", str(new_id()))
    async with world.database.work(world.ctx(person)) as work:
        return await sign_sheets(work, place, month, key, **rest)


async def seal(
    world: World, person: str = "clerk", place: str = FANGSHAN, month: Month = OCTOBER, **rest: Any
) -> Sheets:
    """Seal as ``person``."""
    key = rest.pop("key", str(new_id()))
    async with world.database.work(world.ctx(person)) as work:
        return await seal_sheets(work, place, month, key, **rest)


async def everything(world: World) -> dict[str, Any]:
    """All that the month may leave behind, sheets included."""
    return {**await footprint(world), "monthly_sheet": await rows(world, "monthly_sheet")}


async def refused(world: World, act: Any, *args: Any, **rest: Any) -> str:
    """The code of the refusal, which has left everything as it was."""
    before = await everything(world)
    with pytest.raises(XuanpaiError) as refusal:
        await act(world, *args, **rest)
    assert await everything(world) == before
    assert refusal.value.message
    return refusal.value.error_code


async def sheet_of(world: World, cadre: str) -> dict[str, Any]:
    """The stored sheet of one cadre."""
    stored = await rows(world, "monthly_sheet")
    return next(row for row in stored if row["posting_id"] == world.postings[cadre])


async def states(world: World) -> set[str]:
    """The states of all sheets."""
    return {row["state"] for row in await rows(world, "monthly_sheet")}


async def under_jinzhou(world: World) -> None:
    """Put 锦州's plugin in force."""
    async with world.database.work(world.ctx("admin")) as work:
        await activate(work, NewActivation("region_jinzhou", "2107", date(2025, 1, 1)), "activate-jinzhou")


async def test_every_posting_of_the_township_gets_its_sheet(world: World, november: None) -> None:
    await under_jinzhou(world)
    for day in days(*range(1, 21)):
        await register(world, "clerk", "王建国", day, ON_DUTY)
    await register(world, "clerk", "王建国", date(2025, 10, 21), ABSENT)
    await register(world, "clerk", "李秀英", date(2025, 10, 1), ON_DUTY)

    made = await total(world)

    assert len(made.sheet_ids) == 3
    stored = await rows(world, "monthly_sheet")
    assert {row["posting_id"] for row in stored} == {world.postings[name] for name in ("王建国", "李秀英", "张伟")}
    sheet = await sheet_of(world, "王建国")
    assert (sheet["on_duty_days"], len(sheet["days"]), sheet["state"]) == (20, 21, "TOTALLED")
    assert sheet["days"][20] == {"day": "2025-10-21", "status": "ABSENT", "first_check_in_at": None}
    assert (sheet["verdict"]["outcome"], sheet["verdict"]["measured"]) == ("MET", "20")
    assert sheet["verdict"]["clause"]["reference"] == "JZ-02"
    assert (await sheet_of(world, "李秀英"))["verdict"]["missing"] == "19"
    assert sheet["totalled_by"] == world.people["clerk"].account_id


async def test_the_hash_is_over_the_canonical_content(world: World, clock: FixedClock) -> None:
    sent = entry()
    await send(world, "王建国", sent)
    clock.instant = datetime(2025, 11, 3, 9, 0, tzinfo=SHANGHAI)
    await total(world)

    sheet = await sheet_of(world, "王建国")

    content = {
        "posting_id": str(world.postings["王建国"]),
        "month": "2025-10-01",
        "days": [
            {"day": "2025-10-24", "status": "ON_DUTY", "first_check_in_at": "2025-10-24T00:30:00+00:00"},
        ],
        "on_duty_days": 1,
        "verdict": sheet["verdict"],
    }
    assert sheet["content_hash"] == sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).digest()


async def test_only_those_in_post_that_month_are_totalled(world: World, november: None) -> None:
    await change_posting(world, "王建国", end_date=date(2025, 9, 30))
    await change_posting(world, "李秀英", end_date=date(2025, 10, 1))

    await total(world)

    stored = await rows(world, "monthly_sheet")
    assert {row["posting_id"] for row in stored} == {world.postings["李秀英"], world.postings["张伟"]}


async def test_totalling_again_refreshes_in_place(world: World, november: None) -> None:
    first = await total(world)
    await register(world, "clerk", "王建国", date(2025, 10, 5), ON_DUTY)

    second = await total(world)

    assert second.sheet_ids == first.sheet_ids
    assert (await sheet_of(world, "王建国"))["on_duty_days"] == 1


async def test_a_retry_totals_nothing_anew(world: World, november: None) -> None:
    first = await total(world, key="total-october")
    await register(world, "clerk", "王建国", date(2025, 10, 5), ON_DUTY)
    before = await everything(world)

    assert await total(world, key="total-october") == first

    assert await everything(world) == before
    assert await refused(world, total, month=Month(date(2025, 9, 1)), key="total-october") == "IDEMPOTENCY_KEY_REUSED"


async def test_a_running_month_is_totalled_but_not_signed_and_a_coming_one_not_at_all(
    world: World, clock: FixedClock
) -> None:
    assert len((await total(world)).sheet_ids) == 3
    assert await refused(world, sign) == "MONTH_NOT_ENDED"
    clock.instant = datetime(2025, 10, 31, 23, 59, tzinfo=SHANGHAI)
    assert await refused(world, sign) == "MONTH_NOT_ENDED"
    assert await refused(world, total, month=Month(date(2025, 11, 1))) == "MONTH_NOT_STARTED"


async def test_the_secretary_signs_what_was_totalled(world: World, november: None) -> None:
    made = await total(world)

    signed = await sign(world)

    assert sorted(signed.sheet_ids) == sorted(made.sheet_ids)
    sheet = await sheet_of(world, "王建国")
    assert (sheet["state"], sheet["signed_hash"]) == ("SIGNED", sheet["content_hash"])
    assert sheet["signed_by"] == world.people["secretary"].account_id
    assert sheet["signed_at"] == datetime(2025, 11, 1, 0, 0, tzinfo=SHANGHAI)
    assert (await sign(world)).sheet_ids == ()


@pytest.mark.parametrize("person", ["clerk", "village", "county", "city", "admin", "王建国", "unit"])
async def test_nobody_but_a_secretary_signs(world: World, november: None, person: str) -> None:
    await total(world)

    assert await refused(world, sign, person) == "FORBIDDEN"


async def test_a_secretary_signs_for_no_other_township(world: World, november: None) -> None:
    neighbour = next(code for code in sorted(world.villages) if code != FANGSHAN)

    assert await refused(world, sign, "secretary", neighbour) == "FORBIDDEN"
    assert await refused(world, total, "clerk", neighbour) == "FORBIDDEN"
    assert await refused(world, seal, "clerk", neighbour) == "FORBIDDEN"


@pytest.mark.parametrize("person", ["secretary", "village", "county", "王建国", "unit"])
async def test_nobody_but_a_clerk_totals_and_seals(world: World, november: None, person: str) -> None:
    await total(world)
    await sign(world)

    assert await refused(world, total, person) == "FORBIDDEN"
    assert await refused(world, seal, person) == "FORBIDDEN"


async def test_what_changed_after_totalling_is_not_signed(world: World, november: None) -> None:
    await total(world)
    await register(world, "clerk", "王建国", date(2025, 10, 5), ON_DUTY)

    assert await refused(world, sign) == "SHEET_CHANGED"

    await total(world)
    assert len((await sign(world)).sheet_ids) == 3


async def test_nothing_is_signed_or_sealed_that_was_not_totalled(world: World, november: None) -> None:
    assert await refused(world, sign) == "SHEET_NOT_FOUND"
    assert await refused(world, seal) == "SHEET_NOT_FOUND"


async def test_an_unsigned_sheet_is_not_sealed(world: World, november: None) -> None:
    made = await total(world)
    assert await refused(world, seal) == "SHEET_NOT_SIGNED"

    await sign(world, sheet_ids=made.sheet_ids[:2])

    assert await refused(world, seal) == "SHEET_NOT_SIGNED"
    assert await states(world) == {"SIGNED", "TOTALLED"}


async def test_a_sealed_month_is_locked(world: World, november: None) -> None:
    await total(world)
    await sign(world)

    sealed = await seal(world)

    assert len(sealed.sheet_ids) == 3
    assert await states(world) == {"SEALED"}
    sheet = await sheet_of(world, "王建国")
    assert sheet["sealed_by"] == world.people["clerk"].account_id
    assert await refused(world, register, "clerk", "王建国", date(2025, 10, 5), ON_DUTY) == "MONTH_SEALED"
    assert await refused(world, send, "王建国", entry(date(2025, 10, 31))) == "MONTH_SEALED"
    assert (await total(world)).sheet_ids == ()
    assert (await sign(world)).sheet_ids == ()
    assert (await seal(world)).sheet_ids == ()
    assert await sheet_of(world, "王建国") == sheet


async def test_a_signature_is_void_when_the_days_differ(world: World, november: None) -> None:
    await total(world)
    await sign(world)
    await register(world, "clerk", "王建国", date(2025, 10, 5), ON_DUTY)

    assert await refused(world, seal) == "SIGNATURE_VOID"

    again = await total(world)
    assert (len(again.sheet_ids), again.voided) == (1, 1)
    sheet = await sheet_of(world, "王建国")
    assert (sheet["state"], sheet["signed_by"], sheet["signed_hash"]) == ("TOTALLED", None, None)
    void = [row for row in await rows(world, "audit_event") if row["action"] == "sheet:void"]
    assert [row["detail"] for row in void] == [{"signed_by": str(world.people["secretary"].account_id)}]
    await sign(world)
    assert len((await seal(world)).sheet_ids) == 3


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE monthly_sheet SET verdict = jsonb_set(verdict, '{outcome}', '\"MET\"') WHERE tenant_id = $1",
        "UPDATE monthly_sheet SET days = '[]' WHERE tenant_id = $1",
        "UPDATE monthly_sheet SET signed_hash = '\\x00' WHERE tenant_id = $1",
    ],
)
async def test_a_signature_is_void_when_the_sheet_was_tampered_with(world: World, november: None, forgery: str) -> None:
    await register(world, "clerk", "王建国", date(2025, 10, 5), ON_DUTY)
    await total(world)
    await sign(world)
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(forgery, world.tenant_id)

    assert await refused(world, seal) == "SIGNATURE_VOID"


async def test_a_signature_outlives_rules_that_change_later(world: World, november: None) -> None:
    await total(world)
    await sign(world)
    await under_jinzhou(world)

    assert (await total(world)).sheet_ids == ()

    assert len((await seal(world)).sheet_ids) == 3
    assert (await sheet_of(world, "王建国"))["verdict"]["outcome"] == "NOT_APPLICABLE"


async def test_chosen_sheets_are_signed_and_sealed_alone(world: World, november: None) -> None:
    chosen: tuple[UUID, ...] = ((await total(world)).sheet_ids[0],)

    assert (await sign(world, sheet_ids=chosen)).sheet_ids == chosen
    assert (await seal(world, sheet_ids=chosen)).sheet_ids == chosen

    stored = {row["id"]: row["state"] for row in await rows(world, "monthly_sheet")}
    assert sorted(stored.values()) == ["SEALED", "TOTALLED", "TOTALLED"]
    assert stored[chosen[0]] == SheetState.SEALED
    assert await refused(world, sign, sheet_ids=[new_id()]) == "SHEET_NOT_FOUND"


async def test_sealing_opens_the_months_of_those_who_never_came(world: World, november: None) -> None:
    await total(world)
    await sign(world)
    assert await month_row(world, "王建国") is None

    await seal(world)

    assert await month_row(world, "王建国") == (0, 0, None)


async def test_places_that_are_no_township_are_refused(world: World, november: None) -> None:
    village = world.villages[FANGSHAN][0]

    assert await refused(world, total, "clerk", village) == "NOT_A_TOWNSHIP"
    assert await refused(world, total, "clerk", FANGSHAN + "999") == "UNKNOWN_REGION"
    assert await refused(world, total, "clerk", "210726") == "FORBIDDEN"


async def test_the_same_township_of_another_tenant_is_untouched(
    world: World, other_world: World, november: None
) -> None:
    await register(other_world, "clerk", "王建国", TODAY, ON_DUTY)
    before = await everything(other_world)
    made = await total(world)
    await sign(world)
    await seal(world)

    assert await everything(other_world) == before
    assert await refused(other_world, sign, sheet_ids=made.sheet_ids) == "SHEET_NOT_FOUND"
