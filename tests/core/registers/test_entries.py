"""Entries of registers: written, ended, corrected, by whom and where; what was refused changes nothing."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.core.evidence.files import ready_photo
from tests.core.plugins.activating import activate_on, fresh_key, work_with
from tests.core.registers.writing import SEPTEMBER, add, correct, count, deeds, end, events, parties, stored
from tests.factories.world import FANGSHAN, World
from tests.plugins.sample_region import CLAUSE, region_with
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.parties.errors import UnknownParty
from xuanpai_core.parties.tokens import of_entry, of_posting, of_region, of_unit
from xuanpai_core.plugins.forms import RegisterForm
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.rulebook import Rulebook
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.registers.errors import (
    EntryEnded,
    EntryInUse,
    EntryNotFound,
    EvidenceRequired,
    InvalidPeriod,
    PartyEnded,
    PartyTaken,
    UnknownForm,
)
from xuanpai_core.registers.service import NewEntry, add_entry

LATER = date(2025, 10, 20)


def _binding(world: World, **changes: Any) -> NewEntry:
    wang = world.postings["王建国"]
    return NewEntry(
        "binding",
        world.villages[FANGSHAN][0],
        "责任捆绑",
        SEPTEMBER,
        {"kind": "RESPONSIBILITY"},
        parties(("unit", world.units["锦州市公安局"]), ("posting", wang)),
        posting_id=wang,
        **changes,
    )


async def test_an_entry_counts_for_itself_its_parties_its_posting_and_its_place(world: World) -> None:
    entry_id = await add(world, _binding(world))

    told = await deeds(world, entry_id)
    wanted = {
        of_entry(entry_id),
        of_posting(world.postings["王建国"]),
        of_unit(world.units["锦州市公安局"]),
        of_region(world.villages[FANGSHAN][0]),
    }
    assert set(told) == wanted
    assert all(one == (SEPTEMBER, None, {"kind:RESPONSIBILITY": "2025-09-01"}) for one in told.values())
    [event] = await events(world, entry_id)
    assert event.action == "register:record"
    assert event.after is not None
    assert event.after["content"] == {"kind": "RESPONSIBILITY"}


async def test_a_retry_writes_nothing_twice_and_other_content_under_the_key_is_refused(world: World) -> None:
    key = fresh_key()

    first, again = await add(world, key=key), await add(world, key=key)
    with pytest.raises(Conflict) as other:
        await add(world, key=key, title="另一位")

    assert first == again
    assert other.value.error_code == "IDEMPOTENCY_KEY_REUSED"
    assert await count(world) == 1


@pytest.mark.parametrize(
    ("person", "changes", "error"),
    [
        ("other_county", {}, Forbidden),
        ("reader", {}, Forbidden),
        ("secretary", {}, Forbidden),
        ("unit", {}, Forbidden),
        ("admin", {}, Forbidden),
        ("王建国", {}, Forbidden),
        ("village", {}, Forbidden),
        ("clerk", {"region_code": "210726"}, Forbidden),
        ("clerk", {"region_code": "210726102"}, Forbidden),
        ("city", {"region_code": "2107"}, None),
    ],
)
async def test_who_may_write_where(
    world: World, person: str, changes: Mapping[str, Any], error: type[XuanpaiError] | None
) -> None:
    if error is None:
        await add(world, person=person, **changes)
        assert await count(world) == 1
        return
    with pytest.raises(error):
        await add(world, person=person, **changes)
    assert await count(world) == 0


async def test_a_cadre_writes_for_his_own_posting_at_his_own_village_alone(world: World) -> None:
    village, other = world.villages[FANGSHAN][:2]
    own = NewEntry("reserve_cadre", village, "甲某", SEPTEMBER, {"name": "甲某"}, parties(("village", village)))
    wang, li = world.postings["王建国"], world.postings["李秀英"]

    with pytest.raises(PostingNotFound):
        await add(world, own, "王建国", posting_id=li, region_code=other)
    with pytest.raises(PostingNotFound):
        await add(world, own, "王建国", posting_id=wang, region_code=other)
    with pytest.raises(Forbidden):
        await add(world, own, "王建国", posting_id=wang, region_code=FANGSHAN)
    with pytest.raises(UnknownParty):
        await add(world, own, "王建国", posting_id=wang, parties=parties(("village", other)))
    assert await count(world) == 0
    entry_id = await add(world, own, "王建国", posting_id=wang)

    with pytest.raises(EntryNotFound):
        await end(world, entry_id, LATER, "李秀英")
    await end(world, entry_id, LATER, "王建国")
    assert (await stored(world, entry_id)).valid_to == LATER


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"form": "no_such_form"}, UnknownForm),
        ({"region_code": "21072610"}, Invalid),
        ({"title": "  "}, Invalid),
        ({"content": {"name": "周书记"}}, Invalid),
        ({"content": {"name": "周书记", "post": "书记", "tier": "GALAXY"}}, Invalid),
        ({"valid_from": date(1900, 1, 1)}, InvalidPeriod),
        ({"valid_from": date(2027, 1, 1)}, InvalidPeriod),
        ({"last_day": date(2025, 8, 31)}, InvalidPeriod),
        ({"posting_id": new_id()}, PostingNotFound),
        ({"parties": parties(("nobody", "x"))}, Invalid),
        ({"evidence_ids": (new_id(),)}, NotFound),
    ],
)
async def test_what_cannot_be_right_is_refused(
    world: World, changes: Mapping[str, Any], error: type[XuanpaiError]
) -> None:
    with pytest.raises(error):
        await add(world, **changes)

    assert await count(world) == 0


async def test_a_place_has_no_registers_before_it_was_founded_or_after_it_was_abolished(world: World) -> None:
    async with world.database.work(world.ctx("city")) as work:
        await work.driver.execute(
            "UPDATE region SET valid_from = '2020-01-01', valid_to = '2025-09-01' WHERE tenant_id = $1 AND code = $2",
            world.tenant_id,
            FANGSHAN,
        )

    for day in (date(2019, 12, 31), date(2025, 9, 1)):
        with pytest.raises(InvalidPeriod) as refused:
            await add(world, valid_from=day)
        assert "芳山镇" in refused.value.message
    await add(world, valid_from=date(2025, 8, 31))
    assert await count(world) == 1


async def test_of_two_who_take_the_same_mentor_at_once_one_is_told(world: World) -> None:
    mentor = await add(world)

    def pairing(name: str) -> NewEntry:
        named = parties(("mentor", mentor), ("posting", world.postings[name]))
        return NewEntry("pairing.mentor", FANGSHAN, f"帮带{name}", SEPTEMBER, {}, named)

    answers = await asyncio.gather(add(world, pairing("王建国")), add(world, pairing("李秀英")), return_exceptions=True)

    assert sorted(isinstance(answer, PartyTaken) for answer in answers) == [False, True]
    assert await count(world) == 2


async def test_the_other_pairing_is_not_named_to_whoever_may_not_know_of_it(world: World) -> None:
    mentor = await add(world, person="county", region_code="210726")
    far = parties(("mentor", mentor), ("posting", world.postings["王建国"]))
    await add(world, NewEntry("pairing.mentor", "210726", "县里的帮带", SEPTEMBER, {}, far), "county")

    near = parties(("mentor", mentor), ("posting", world.postings["李秀英"]))
    with pytest.raises(PartyTaken) as told:
        await add(world, NewEntry("pairing.mentor", FANGSHAN, "镇里的帮带", SEPTEMBER, {}, near))

    assert "县里的帮带" not in told.value.message
    assert "不在您的管辖范围内" in told.value.message


async def test_what_ended_before_is_no_hindrance(world: World) -> None:
    mentor, wang = await add(world), world.postings["王建国"]
    named = parties(("mentor", mentor), ("posting", wang))
    early = NewEntry("pairing.mentor", FANGSHAN, "夏", date(2025, 6, 1), {}, named, last_day=date(2025, 8, 31))

    await add(world, early)
    await add(world, NewEntry("pairing.mentor", FANGSHAN, "秋", SEPTEMBER, {}, named))
    with pytest.raises(PartyTaken):
        await add(world, NewEntry("pairing.mentor", FANGSHAN, "重叠", date(2025, 8, 31), {}, named))

    assert await count(world) == 3


async def test_an_entry_ends_once_and_not_before_it_began(world: World) -> None:
    entry_id = await add(world, _binding(world))

    with pytest.raises(InvalidPeriod):
        await end(world, entry_id, date(2025, 8, 31))
    with pytest.raises(EntryNotFound):
        await end(world, entry_id, LATER, "other_county")
    with pytest.raises(EntryNotFound):
        await end(world, new_id(), LATER)
    assert (await stored(world, entry_id)).valid_to is None
    await end(world, entry_id, LATER)
    with pytest.raises(EntryEnded):
        await end(world, entry_id, date(2025, 10, 19))

    ended = await stored(world, entry_id)
    assert (ended.valid_to, ended.ended_because) == (LATER, "工作调整")
    assert {told[:2] for told in (await deeds(world, entry_id)).values()} == {(SEPTEMBER, LATER)}
    assert [event.action for event in await events(world, entry_id)] == ["register:record", "register:end"]


async def test_what_others_are_built_on_does_not_end_before_them(world: World) -> None:
    mentor = await add(world)
    named = parties(("mentor", mentor), ("posting", world.postings["王建国"]))
    pair = await add(world, NewEntry("pairing.mentor", FANGSHAN, "帮带", SEPTEMBER, {}, named))

    with pytest.raises(EntryInUse) as used:
        await end(world, mentor, LATER)
    assert "“帮带”" in used.value.message
    await end(world, pair, LATER)
    await end(world, mentor, LATER)

    assert (await stored(world, mentor)).valid_to == LATER


async def test_whoever_has_left_the_books_is_paired_with_nobody_from_then_on(world: World) -> None:
    mentor = await add(world)
    await end(world, mentor, LATER)
    named = parties(("mentor", mentor), ("posting", world.postings["王建国"]))
    pairing = NewEntry("pairing.mentor", FANGSHAN, "帮带", date(2025, 10, 21), {}, named)

    with pytest.raises(PartyEnded) as late:
        await add(world, pairing)
    assert "2025年10月20日" in late.value.message
    assert await count(world) == 1
    # What was true while he was there may still be written down.
    await add(world, pairing, valid_from=SEPTEMBER, last_day=LATER)
    assert await count(world) == 2


async def test_a_correction_keeps_what_stood_there_and_when_each_feature_was_gained(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    said: dict[str, object] = {"pledge": "修路", "counter_pledge": "养护"}
    new = NewEntry("pledge", village, "承诺", SEPTEMBER, said | {"done": False}, parties(("village", village)))
    entry_id = await add(world, new)

    with pytest.raises(EntryNotFound):
        await correct(world, entry_id, said, "other_county")
    with pytest.raises(Invalid):
        await correct(world, entry_id, {"pledge": "修路"})
    assert (await stored(world, entry_id)).features == {"done:false": "2025-09-01"}
    await correct(world, entry_id, said | {"done": True})

    entry, trail = await stored(world, entry_id), await events(world, entry_id)
    assert entry.content == said | {"done": True}
    assert entry.features == {"done:true": "2025-10-24"}
    assert (trail[-1].action, trail[-1].before, trail[-1].reason) == (
        "register:correct",
        said | {"done": False},
        "登记有误",
    )


async def test_a_form_that_demands_proof_takes_none_without(world: World) -> None:
    form = RegisterForm(code="proved", title="须有佐证的登记", proof=True, clause=CLAUSE)
    host = PluginHost.of({"region_a": region_with("region_a", rulebook=lambda parameters: Rulebook(registers=(form,)))})
    await activate_on(world, host, "region_a", FANGSHAN)
    photo = await ready_photo(world, "clerk")
    new = NewEntry("proved", FANGSHAN, "登记", SEPTEMBER)

    async with work_with(world, "clerk", host) as work:
        with pytest.raises(EvidenceRequired):
            await add_entry(work, new, fresh_key())
    async with work_with(world, "clerk", host) as work:
        entry_id = await add_entry(
            work, NewEntry("proved", FANGSHAN, "登记", SEPTEMBER, evidence_ids=(photo,)), fresh_key()
        )

    assert (await stored(world, entry_id)).features == {"evidence": "2025-10-24"}
    assert await count(world) == 1


async def test_an_old_version_ends_on_the_day_before_the_new_one_and_only_within_reach(world: World) -> None:
    content = {"level": "COUNTY", "kind": "SYSTEM", "version": "1"}
    old = await add(world, NewEntry("policy_document", "210726", "办法", SEPTEMBER, content), "county")
    newer = NewEntry("policy_document", FANGSHAN, "新办法", LATER, content, parties(("replaces", old)))

    with pytest.raises(EntryNotFound):
        await add(world, newer)
    with pytest.raises(Conflict) as too_early:
        await add(world, newer, "county", valid_from=SEPTEMBER)
    assert (await stored(world, old)).valid_to is None
    await add(world, newer, "county")
    with pytest.raises(Conflict):
        await add(world, newer, "county")

    assert too_early.value.error_code == "CANNOT_REPLACE"
    assert (await stored(world, old)).valid_to == date(2025, 10, 19)
    assert await count(world) == 2
