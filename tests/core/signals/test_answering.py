"""What a cadre says to a signal, and the leads that signals make."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.core.leads.leading import decide, leads
from tests.core.plugins.activating import fresh_key
from tests.core.signals.noticing import LI, TODAY, WANG, enter, look, moment, signal_of, signals
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.leads.models import LeadState
from xuanpai_core.signals.service import answer_signal

MOCK = {"mock": True}


async def answer(
    world: World, person: str, signal_id: UUID, words: str = "手机开了开发者选项,已关闭。", key: str = ""
) -> None:
    """Answer as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        await answer_signal(work, signal_id, words, key or fresh_key())


async def test_the_cadre_answers_once_and_the_signal_stays(world: World) -> None:
    await enter(world, device=MOCK)
    await look(world)
    signal = await signal_of(world, "MOCK_LOCATION")
    key = fresh_key()

    await answer(world, WANG, signal.id, key=key)
    await answer(world, WANG, signal.id, key=key)
    with pytest.raises(XuanpaiError) as refused:
        await answer(world, WANG, signal.id, "另有说法")

    assert refused.value.error_code == "SIGNAL_ANSWERED"
    now = await signal_of(world, "MOCK_LOCATION")
    assert (now.answer, now.answered_by) == ("手机开了开发者选项,已关闭。", world.people[WANG].account_id)
    assert (now.reason, now.weight, now.lead_id) == (signal.reason, signal.weight, signal.lead_id)


async def test_nobody_else_answers_and_an_empty_answer_is_none(world: World) -> None:
    await enter(world, device=MOCK)
    await look(world)
    signal = await signal_of(world, "MOCK_LOCATION")

    codes = {}
    for person in (LI, "county", "secretary", "village"):
        with pytest.raises(XuanpaiError) as refused:
            await answer(world, person, signal.id)
        codes[person] = refused.value.error_code
    with pytest.raises(XuanpaiError) as unknown:
        await answer(world, WANG, new_id())
    with pytest.raises(XuanpaiError) as empty:
        await answer(world, WANG, signal.id, "  ")

    assert codes == {LI: "SIGNAL_NOT_FOUND", "county": "FORBIDDEN", "secretary": "FORBIDDEN", "village": "FORBIDDEN"}
    assert (unknown.value.error_code, empty.value.error_code) == ("SIGNAL_NOT_FOUND", "INVALID_TEXT")
    assert (await signal_of(world, "MOCK_LOCATION")).answer is None


async def test_a_light_signal_makes_no_lead_and_weighs_with_what_follows_although_it_was_answered(
    world: World, clock: FixedClock
) -> None:
    for days in range(5):
        await enter(world, at=moment(TODAY - timedelta(days=days)), distance_m=5000)
    await look(world)
    assert await leads(world) == []
    for row in await signals(world):
        await answer(world, WANG, row["id"], "当天在镇里开会。")
    clock.advance(hours=1)
    await enter(world, at=moment(TODAY, 7), distance_m=4000)

    await look(world)

    (lead,) = await leads(world)
    assert (lead.kind, lead.state, lead.posting_id) == ("PRESENCE_DOUBT", "OPEN", world.postings[WANG])
    assert (lead.since, lead.until) == (TODAY - timedelta(days=4), TODAY)
    assert lead.reason.startswith("2025年10月有 6 条在岗疑点,合计 6 分,请核实:(1)2025年10月20日的签到地点在村外,")
    assert lead.facts == {"signals": 6, "weight": 6}
    assert {row["lead_id"] for row in await signals(world)} == {lead.id}


async def test_one_lead_a_month_gathers_what_follows_until_it_is_decided(world: World, clock: FixedClock) -> None:
    await enter(world, device=MOCK)
    await enter(world, LI, device=MOCK)
    await look(world)
    before = {lead.posting_id: lead for lead in await leads(world)}
    clock.advance(hours=1)
    await enter(world, at=moment(TODAY, 7), device=MOCK)
    await look(world)

    gathered = {lead.posting_id: lead for lead in await leads(world)}
    of_wang = gathered[world.postings[WANG]]
    assert len(before) == len(gathered) == 2
    assert of_wang.id == before[world.postings[WANG]].id
    assert of_wang.facts == {"signals": 2, "weight": 10}
    assert gathered[world.postings[LI]].reason == before[world.postings[LI]].reason

    await decide(world, "county", of_wang.id, LeadState.DISMISSED, "手机故障,已核实本人在村。")
    clock.advance(hours=1)
    await enter(world, at=moment(TODAY, 6), device=MOCK)
    await look(world)

    after = {lead.posting_id: lead for lead in await leads(world)}
    assert len(after) == 2
    assert (after[world.postings[WANG]].state, after[world.postings[WANG]].facts) == ("DISMISSED", of_wang.facts)
    in_lead = [row["lead_id"] is not None for row in await signals(world) if row["posting_id"] == world.postings[WANG]]
    assert sorted(in_lead) == [False, True, True]


async def test_the_next_month_is_another_lead(world: World, clock: FixedClock) -> None:
    await enter(world, device=MOCK)
    await look(world)
    clock.advance(days=10)
    await enter(world, at=clock.now(), device=MOCK)
    await look(world)

    assert sorted(lead.subject_key for lead in await leads(world)) == [
        f"{world.postings[WANG]}:2025-10",
        f"{world.postings[WANG]}:2025-11",
    ]
