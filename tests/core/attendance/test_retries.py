"""The same check-in sent again: one effect a key and an id, whatever the order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.attendance.acts import TODAY, corrections, days, entry, open_for_all, register, seal, send
from tests.core.attendance.footprint import footprint, rows
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.places import Datum
from xuanpai_core.attendance.service import CheckedIn
from xuanpai_core.clock import FixedClock
from xuanpai_core.errors import XuanpaiError


async def test_a_retry_gets_the_first_answer_and_changes_nothing(world: World) -> None:
    sent = entry()
    first = await send(world, "王建国", sent, "key-of-today")
    for day in days(22, 23):
        await send(world, "王建国", entry(day))
    before = await footprint(world)

    again = await send(world, "王建国", sent, "key-of-today")

    assert again == first == CheckedIn(world.postings["王建国"], TODAY, counted=True, on_duty_days=1)
    assert await footprint(world) == before


async def test_a_retry_is_answered_when_it_would_be_too_late_for_a_first_time(world: World, clock: FixedClock) -> None:
    sent = entry()
    first = await send(world, "王建国", sent)
    await seal(world, "王建国")
    clock.advance(days=9)

    assert await send(world, "王建国", sent) == first


async def test_a_retry_may_say_that_it_was_sent_at_another_time(world: World) -> None:
    sent = replace(entry(), device={"id": "a-phone-of-ours", "sentAt": "2025-10-24T09:00:00+08:00", "online": True})
    first = await send(world, "王建国", sent, "key-of-today")
    before = await footprint(world)

    later = replace(sent, device={"id": "a-phone-of-ours", "sentAt": "2025-10-24T09:05:00+08:00", "online": False})
    again = await send(world, "王建国", later, "key-of-today")

    assert again == first
    assert await footprint(world) == before


async def test_a_retry_from_another_phone_is_another_content(world: World) -> None:
    sent = replace(entry(), device={"id": "a-phone-of-ours"})
    await send(world, "王建国", sent, "key-of-today")
    before = await footprint(world)

    with pytest.raises(XuanpaiError) as refused:
        await send(world, "王建国", replace(sent, device={"id": "another-phone"}), "key-of-today")

    assert refused.value.error_code == "IDEMPOTENCY_KEY_REUSED"
    assert await footprint(world) == before


async def test_the_same_key_with_other_content_is_refused(world: World) -> None:
    sent = entry()
    await send(world, "王建国", sent, "key-of-today")
    before = await footprint(world)

    for other in (replace(sent, note="另一份"), entry(), entry(TODAY - timedelta(days=1))):
        with pytest.raises(XuanpaiError) as refused:
            await send(world, "王建国", other, "key-of-today")
        assert refused.value.error_code == "IDEMPOTENCY_KEY_REUSED"

    assert await footprint(world) == before


async def test_a_key_belongs_to_one_person(world: World) -> None:
    await send(world, "王建国", entry(), "key-of-today")

    assert (await send(world, "李秀英", entry(), "key-of-today")).counted


async def test_the_same_act_under_another_key_counts_once(world: World) -> None:
    sent = entry()
    await send(world, "王建国", sent, "first-key")
    before = await footprint(world)

    again = await send(world, "王建国", sent, "second-key")

    assert again == CheckedIn(world.postings["王建国"], TODAY, counted=False, on_duty_days=1)
    assert await footprint(world) == before


@pytest.mark.parametrize("back", [0, 1])
async def test_the_same_id_for_another_act_is_refused(world: World, back: int) -> None:
    sent = entry()
    await send(world, "王建国", sent, "first-key")
    before = await footprint(world)

    other = replace(entry(TODAY - timedelta(days=back), hour=7), id=sent.id)
    with pytest.raises(XuanpaiError) as refused:
        await send(world, "王建国", other, "second-key")

    assert refused.value.error_code == "CHECK_IN_ID_REUSED"
    assert await footprint(world) == before


@pytest.mark.parametrize("other", [{"note": "另一份"}, {"latitude": 41.8}, {"accuracy_m": None}, {"note": ""}])
async def test_the_same_id_under_another_key_with_other_content_is_refused(
    world: World, other: dict[str, object]
) -> None:
    sent = entry(note="在村部")
    await send(world, "王建国", sent, "first-key")
    before = await footprint(world)

    with pytest.raises(XuanpaiError) as refused:
        await send(world, "王建国", replace(sent, **other), "second-key")  # type: ignore[arg-type]

    assert refused.value.error_code == "CHECK_IN_ID_REUSED"
    assert await footprint(world) == before


async def test_a_place_told_in_the_datum_of_phones_is_the_same_act_again(world: World) -> None:
    sent = entry(datum=Datum.GCJ02)
    await send(world, "王建国", sent, "first-key")

    assert (await send(world, "王建国", sent, "second-key")).repeated


@pytest.mark.parametrize("key", ["", "short", "x" * 129, "with-a\0zero"])
async def test_a_key_must_be_one(world: World, key: str) -> None:
    before = await footprint(world)

    with pytest.raises(XuanpaiError) as refused:
        await send(world, "王建国", entry(), key or " ")

    assert refused.value.error_code == "INVALID_IDEMPOTENCY_KEY"
    assert await footprint(world) == before


async def test_stored_entries_sent_twice_and_shuffled_have_one_effect(world: World) -> None:
    await open_for_all(world)
    await register(world, "clerk", "王建国", TODAY - timedelta(days=1), AttendanceStatus.ABSENT)
    kept = [entry(day, hour) for day in days(21, 22, 23, 24) for hour in (7, 8)]

    for sent in (*kept[::-1], *kept[::2], *kept[1::2]):
        await send(world, "王建国", sent)

    assert len(await rows(world, "check_in")) == 8
    assert {row["day"].day: row["status"] for row in await rows(world, "attendance_day")} == {
        21: "ON_DUTY",
        22: "ON_DUTY",
        23: "ABSENT",
        24: "ON_DUTY",
    }
    assert await corrections(world) == (0, 0)
