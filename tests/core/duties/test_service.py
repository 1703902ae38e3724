"""Occurrences as they are stored: made when rules come, kept up to date with deeds and postings, explained, excused."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.core.duties.given import duty, in_force, working
from tests.factories.world import FANGSHAN, World
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.duties.errors import InvalidExemption, OccurrenceNotFound
from xuanpai_core.duties.service import exempt, explain, generate, rebuild
from xuanpai_core.errors import Forbidden, Invalid
from xuanpai_core.parties.tokens import of_posting, of_region, of_unit
from xuanpai_core.plugins.duties import Cadence, Population, Subject
from xuanpai_core.plugins.service import deactivate
from xuanpai_core.postings.service import NewPosting, add_postings, end_posting
from xuanpai_core.vocabulary import DispatchLevel, Outcome, PostingRole

WANG, LIU, POLICE = "王建国", "刘洋", "锦州市公安局"
MONTHLY = duty("monthly", title="每月小结", cadence=Cadence.MONTH, grace_days=3)
POSTED = duty(
    "posted", title="有干部任职", subject=Subject.VILLAGE, cadence=Cadence.STANDING, fulfilled_by=("posting",)
)
_ROWS = """
SELECT o.id, o.matter, o.subject, o.token, o.others, o.posting_id, o.unit_id, o.entry_id, o.region_code, o.rule_id,
       o.period_start, o.period_end, o.due_on, o.soft, o.required, o.done, o.met_on, o.state
  FROM duty_occurrence o
 WHERE o.tenant_id = $1 AND o.token = ANY($2)
 ORDER BY o.token, o.matter, o.period_start
"""


async def rows(world: World, *tokens: str) -> list[Any]:
    """What is stored for these subjects."""
    async with world.database.work(world.ctx("admin")) as work:
        found: list[Any] = await work.driver.fetch(_ROWS, world.tenant_id, list(tokens))
    return found


def short(found: list[Any]) -> list[tuple[str, str, int]]:
    """First day, state and count of each."""
    return [(str(row["period_start"]), row["state"], row["done"]) for row in found]


async def report(world: World, day: date | None, key: str = "r1", posting: str = WANG) -> None:
    """Tell of a report of this day, or of none any more."""
    token = of_posting(world.postings[posting])
    deeds = [] if day is None else [Deed.of_day("report", frozenset({token}), day)]
    async with world.database.work(world.ctx("county")) as work:
        await tell(work, "activity", key, deeds)


async def test_duties_are_there_as_soon_as_the_rules_are(world: World) -> None:
    await in_force(world, MONTHLY, since=date(2025, 9, 1))

    found = await rows(world, of_posting(world.postings[WANG]))

    assert short(found) == [
        ("2025-09-01", "OPEN", 0),
        ("2025-10-01", "OPEN", 0),
        ("2025-11-01", "OPEN", 0),
    ]
    assert [str(row["due_on"]) for row in found] == ["2025-10-03", "2025-11-03", "2025-12-03"]
    assert found[0]["region_code"] == world.villages[FANGSHAN][0]


async def test_a_record_meets_its_period_and_taking_it_back_opens_it(world: World) -> None:
    await in_force(world, MONTHLY, since=date(2025, 9, 1))
    token = of_posting(world.postings[WANG])

    await report(world, date(2025, 9, 30))
    met = await rows(world, token)
    await report(world, date(2025, 10, 5))
    moved = await rows(world, token)
    await report(world, None)

    assert short(met)[:2] == [("2025-09-01", "MET", 1), ("2025-10-01", "OPEN", 0)]
    assert short(moved)[:2] == [("2025-09-01", "OPEN", 0), ("2025-10-01", "MET", 1)]
    assert [state for _, state, _ in short(await rows(world, token))] == ["OPEN", "OPEN", "OPEN"]
    assert [state for _, state, _ in short(await rows(world, of_posting(world.postings[LIU])))] == ["OPEN"] * 3


async def test_one_record_fulfils_several_duties(world: World) -> None:
    await in_force(world, MONTHLY, duty("quarterly"), since=date(2025, 7, 1))

    await report(world, date(2025, 9, 30))

    found = await rows(world, of_posting(world.postings[WANG]))
    assert [(row["matter"], str(row["period_start"])) for row in found if row["state"] == "MET"] == [
        ("monthly", "2025-09-01"),
        ("quarterly", "2025-07-01"),
    ]


async def test_a_new_posting_owes_at_once_and_covers_its_village(world: World) -> None:
    await in_force(world, MONTHLY, POSTED, place=FANGSHAN, since=date(2025, 9, 1))
    village = world.villages[FANGSHAN][3]
    new = NewPosting(
        new_id(),
        world.cadres["陈静"],
        PostingRole.FIRST_SECRETARY,
        DispatchLevel.CITY,
        world.units[POLICE],
        village,
        date(2025, 10, 1),
        None,
    )
    before = await rows(world, of_region(village))
    async with world.database.work(world.ctx("county")) as work:
        await work.driver.execute(
            "UPDATE posting SET end_date = '2025-09-30' WHERE tenant_id = $1 AND cadre_id = $2",
            world.tenant_id,
            new.cadre_id,
        )
        await add_postings(work, [new])

    after = await rows(world, of_region(village))
    own = await rows(world, of_posting(new.posting_id))

    assert (short(before), short(after)) == ([("2025-09-01", "OPEN", 0)], [("2025-09-01", "MET", 1)])
    assert str(after[0]["met_on"]) == "2025-10-01"
    assert short(own) == [("2025-10-01", "OPEN", 0), ("2025-11-01", "OPEN", 0)]


async def test_a_posting_that_ends_owes_no_more_and_the_started_month_is_exempt(world: World) -> None:
    await in_force(world, MONTHLY, POSTED, place=FANGSHAN, since=date(2025, 9, 1))
    async with world.database.work(world.ctx("county")) as work:
        await add_postings(work, [])
        await end_posting(work, world.postings[WANG], date(2025, 10, 20))

    assert short(await rows(world, of_posting(world.postings[WANG]))) == [
        ("2025-09-01", "OPEN", 0),
        ("2025-10-01", "EXEMPT", 0),
    ]
    village = await rows(world, of_region(world.villages[FANGSHAN][0]))
    assert short(village) == [("2025-09-01", "OPEN", 0)]


async def test_the_sending_unit_has_its_postings_counted(world: World) -> None:
    sends = duty(
        "sends",
        subject=Subject.UNIT,
        cadence=Cadence.STANDING,
        fulfilled_by=("posting",),
        at_least=1,
        needs=("role:FIRST_SECRETARY",),
    )
    await in_force(world, sends, since=date(2025, 9, 1))
    async with world.database.work(world.ctx("county")) as work:
        await end_posting(work, world.postings[WANG], date(2025, 12, 31))

    [found] = await rows(world, of_unit(world.units[POLICE]))

    assert (found["state"], found["done"], found["unit_id"]) == ("MET", 2, world.units[POLICE])


async def test_a_rule_that_ends_leaves_what_is_past(world: World) -> None:
    activation = await in_force(world, MONTHLY, POSTED, place="210726", since=date(2025, 8, 1))
    token = of_posting(world.postings[WANG])
    await report(world, date(2025, 8, 20))
    before = await rows(world, token)
    async with working(world, "admin", MONTHLY, POSTED) as work:
        await deactivate(work, activation, date(2025, 10, 15), new_id().hex)

    after = await rows(world, token)

    assert after[:2] == before[:2]
    assert short(after) == [("2025-08-01", "MET", 1), ("2025-09-01", "OPEN", 0), ("2025-10-01", "EXEMPT", 0)]
    [village] = await rows(world, of_region(world.villages[FANGSHAN][0]))
    assert (str(village["period_start"]), str(village["period_end"])) == ("2025-08-01", "2025-10-14")


async def test_a_nearer_place_rules_instead(world: World) -> None:
    await in_force(world, MONTHLY, since=date(2025, 9, 1))
    await in_force(world, duty("monthly", cadence=Cadence.MONTH, at_least=2), place="210726", since=date(2025, 10, 1))

    found = {name: await rows(world, of_posting(world.postings[name])) for name in (WANG, LIU)}

    assert [row["required"] for row in found[WANG]] == [1, 2, 2]
    assert [row["required"] for row in found[LIU]] == [1, 1, 1]


async def test_generating_goes_on_to_the_end_of_next_month(world: World, clock: FixedClock) -> None:
    await in_force(world, MONTHLY, since=date(2025, 9, 1))
    token = of_posting(world.postings[WANG])
    clock.advance(days=10)
    async with world.database.work(world.ctx("admin")) as work:
        made = await generate(work, "21", date(2025, 12, 31))
        again = await generate(work, "21", date(2025, 12, 31))

    assert (made.added, made.changed, made.removed) == (5, 0, 0)
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    assert short(await rows(world, token))[-1] == ("2025-12-01", "OPEN", 0)


async def test_rebuilding_gives_the_same_rows(world: World) -> None:
    await in_force(world, MONTHLY, POSTED, duty("quarterly"), place="210726", since=date(2025, 5, 1))
    await report(world, date(2025, 9, 30))
    tokens = [of_posting(world.postings[WANG]), of_region(world.villages[FANGSHAN][0])]
    before = await rows(world, *tokens)
    async with world.database.work(world.ctx("admin")) as work:
        await rebuild(work, "210726")

    after = await rows(world, *tokens)

    assert [tuple(row)[1:] for row in after] == [tuple(row)[1:] for row in before]
    assert len(after) > 8


async def test_it_says_what_counts_and_what_does_not(world: World) -> None:
    await in_force(world, duty("proved", cadence=Cadence.MONTH, needs=("evidence",)), since=date(2025, 9, 1))
    await report(world, date(2025, 9, 30))
    await report(world, date(2025, 8, 31), "r0")
    [september, *_] = await rows(world, of_posting(world.postings[WANG]))
    async with world.database.work(world.ctx("clerk")) as work:
        told = await explain(work, september["id"])

    assert (told.verdict.outcome, told.verdict.measured, told.verdict.missing) == (Outcome.UNMET, 0, 1)
    assert told.verdict.overdue_days == 24
    assert told.verdict.clause.reference == "样例-02"
    assert [(one.fact.record_key, one.reason) for one in told.verdict.uncounted] == [
        ("r0", "日期2025年8月31日不在本期内"),
        ("r1", "没有佐证材料"),
    ]


@pytest.mark.parametrize("person", ["other_county", "刘洋"])
async def test_nobody_learns_of_a_period_out_of_reach(world: World, other_world: World, person: str) -> None:
    await in_force(world, MONTHLY, since=date(2025, 9, 1))
    [found, *_] = await rows(world, of_posting(world.postings[WANG]))

    for stranger in (world.ctx(person), other_world.ctx("city")):
        async with world.database.work(stranger) as work:
            with pytest.raises(OccurrenceNotFound):
                await explain(work, found["id"])
    async with world.database.work(world.ctx("admin")) as work:
        with pytest.raises(Forbidden):
            await explain(work, found["id"])


async def test_whose_duty_it_is_and_who_sent_him_learn_of_it(world: World) -> None:
    await in_force(world, MONTHLY, since=date(2025, 9, 1))
    [found, *_] = await rows(world, of_posting(world.postings[WANG]))

    for person in (WANG, "unit", "village", "city"):
        async with world.database.work(world.ctx(person)) as work:
            assert (await explain(work, found["id"])).occurrence_id == found["id"]


async def _exempt(world: World, person: str, occurrence_id: UUID, key: str, **days: date) -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await exempt(work, occurrence_id, "住院治疗", key, **days)


async def test_an_exemption_takes_effect_once_and_is_said(world: World) -> None:
    await in_force(world, MONTHLY, since=date(2025, 9, 1))
    token = of_posting(world.postings[WANG])
    [september, *_] = await rows(world, token)
    key = new_id().hex

    first = await _exempt(world, "county", september["id"], key)
    assert await _exempt(world, "county", september["id"], key) == first

    async with world.database.work(world.ctx("county")) as work:
        told = await explain(work, september["id"])
        [count] = await work.driver.fetch("SELECT count(*) FROM duty_exemption WHERE tenant_id = $1", world.tenant_id)
        [event] = await work.driver.fetch(
            "SELECT reason, subject_id FROM audit_event WHERE tenant_id = $1 AND action = 'duty:exempt'",
            world.tenant_id,
        )
    assert short(await rows(world, token)) == [
        ("2025-09-01", "EXEMPT", 0),
        ("2025-10-01", "OPEN", 0),
        ("2025-11-01", "OPEN", 0),
    ]
    assert (told.verdict.outcome, told.verdict.reason) == (Outcome.EXEMPT, "2025年9月“每月小结”已免除:住院治疗。")
    assert (count[0], tuple(event)) == (1, ("住院治疗", str(first)))


async def test_an_exemption_out_of_reach_or_order_is_refused_and_changes_nothing(world: World) -> None:
    await in_force(world, MONTHLY, since=date(2025, 9, 1))
    token = of_posting(world.postings[WANG])
    before = await rows(world, token)

    with pytest.raises(OccurrenceNotFound):
        await _exempt(world, "other_county", before[0]["id"], new_id().hex)
    with pytest.raises(Forbidden):
        await _exempt(world, WANG, before[0]["id"], new_id().hex)
    with pytest.raises(InvalidExemption):
        await _exempt(world, "county", before[0]["id"], new_id().hex, first=date(2025, 10, 2))
    async with world.database.work(world.ctx("county")) as work:
        with pytest.raises(Invalid):
            await exempt(work, before[0]["id"], " ", new_id().hex)

    assert await rows(world, token) == before


async def test_a_village_left_out_for_a_reason_is_exempt_until_further_notice(world: World) -> None:
    """FJ-06."""
    covered = duty(
        "covered",
        subject=Subject.VILLAGE,
        cadence=Cadence.STANDING,
        fulfilled_by=("posting",),
        who=Population(tags=("old_area",)),
    )
    await in_force(world, covered, since=date(2025, 9, 1))
    village = world.villages[FANGSHAN][5]
    async with world.database.work(world.ctx("county")) as work:
        await work.driver.execute(
            "INSERT INTO village_tag (tenant_id, id, region_code, code, title, valid_from, reason, recorded_by)"
            " VALUES ($1, $2, $3, 'old_area', '老区村', '2025-10-01', '省里认定', $2)",
            world.tenant_id,
            new_id(),
            village,
        )
        await generate(work, village, date(2025, 11, 30))
    [found] = await rows(world, of_region(village))

    await _exempt(world, "county", found["id"], new_id().hex)

    assert short([found]) == [("2025-10-01", "OPEN", 0)]
    assert short(await rows(world, of_region(village))) == [("2025-10-01", "EXEMPT", 0)]
