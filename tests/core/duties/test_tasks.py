"""What happens by the clock and by jobs; pairings and teams as subjects; two who record at once."""

import asyncio
from datetime import date
from typing import Any

from tests.core.duties.given import duty, in_force, working
from tests.core.duties.test_service import MONTHLY, WANG, rows, short
from tests.factories.world import FANGSHAN, World
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.duties.tasks import generate_nightly, refresh_postings, regenerate
from xuanpai_core.parties.known import NamedParty
from xuanpai_core.parties.tokens import of_entry, of_posting, of_region
from xuanpai_core.plugins.duties import Cadence, Population, Subject
from xuanpai_core.registers.service import NewEntry, add_entry, end_entry

_JOBS = "SELECT task_name, args FROM procrastinate_jobs WHERE args->>'tenant_id' = $1 ORDER BY id"


async def _told(world: World, key: str, deed: Deed) -> None:
    async with world.database.work(world.ctx("county")) as work:
        await tell(work, "activity", key, [deed])


async def test_the_night_makes_what_is_due_by_the_end_of_next_month(world: World, clock: FixedClock) -> None:
    await in_force(world, MONTHLY, since=date(2025, 9, 1))
    clock.advance(days=38)

    await generate_nightly(world.database, world.tenant_id)

    assert [day for day, *_ in short(await rows(world, of_posting(world.postings[WANG])))] == [
        "2025-09-01",
        "2025-10-01",
        "2025-11-01",
        "2025-12-01",
        "2026-01-01",
    ]


async def test_the_night_sees_what_begins_and_what_ends_to_stand(world: World, clock: FixedClock) -> None:
    await in_force(world, duty("paired", cadence=Cadence.STANDING, fulfilled_by=("pairing",)), since=date(2025, 9, 1))
    token = of_posting(world.postings[WANG])
    tomorrow = date(2025, 10, 25)
    deed = Deed(kind="pairing", parties=frozenset({token}), day=tomorrow, until=tomorrow, done_on=date(2025, 10, 20))
    await _told(world, "p1", deed)
    states = []
    for _ in range(3):
        await generate_nightly(world.database, world.tenant_id)
        states.append((await rows(world, token))[0]["state"])
        clock.advance(days=1)

    assert states == ["OPEN", "MET", "OPEN"]


async def test_what_is_owed_after_the_end_is_owed_from_the_night_on(world: World, clock: FixedClock) -> None:
    back = duty("returned", cadence=Cadence.TERM, after_end=True, grace_days=30, fulfilled_by=("party_return",))
    await in_force(world, back, since=date(2024, 9, 1))
    token = of_posting(world.postings[WANG])
    async with world.database.work(world.ctx("county")) as work:
        await work.driver.execute(
            "UPDATE posting SET end_date = '2025-10-24' WHERE tenant_id = $1 AND id = $2",
            world.tenant_id,
            world.postings[WANG],
        )
    await generate_nightly(world.database, world.tenant_id)
    before = await rows(world, token)
    clock.advance(days=1)
    await generate_nightly(world.database, world.tenant_id)
    [found] = await rows(world, token)
    await _told(world, "r1", Deed.of_day("party_return", frozenset({token}), date(2025, 10, 25)))

    assert (before, str(found["due_on"])) == ([], "2025-11-23")
    assert short(await rows(world, token)) == [("2025-10-24", "MET", 1)]


async def test_what_takes_long_is_left_to_a_job(world: World) -> None:
    daily = duty("daily", subject=Subject.VILLAGE, cadence=Cadence.DAY)
    await in_force(world, daily, place="21", since=date(2025, 8, 1))
    village = of_region(world.villages[FANGSHAN][0])
    async with world.database.work(world.ctx("admin")) as work:
        jobs: list[Any] = await work.driver.fetch(_JOBS, str(world.tenant_id))
    before = await rows(world, village)
    args = {**jobs[0]["args"], "tenant_id": world.tenant_id, "region_code": FANGSHAN}
    await regenerate(world.database, **args)

    assert [(job["task_name"], job["args"]["region_code"], job["args"]["since"]) for job in jobs] == [
        ("duties.regenerate", "21", "2025-08-01")
    ]
    assert (before, len(await rows(world, village))) == ([], 122)


async def test_many_new_postings_get_their_duties_by_a_job(world: World) -> None:
    await in_force(world, MONTHLY, since=date(2025, 9, 1))
    token = of_posting(world.postings[WANG])
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute("DELETE FROM duty_occurrence WHERE tenant_id = $1", world.tenant_id)

    await refresh_postings(world.database, world.tenant_id, [str(world.postings[WANG])])

    assert len(await rows(world, token)) == 3


async def test_two_who_record_at_once_both_count(world: World) -> None:
    await in_force(world, duty("thrice", cadence=Cadence.MONTH, at_least=6), since=date(2025, 10, 1))
    token = of_posting(world.postings[WANG])
    day = date(2025, 10, 20)

    await asyncio.gather(*(_told(world, f"r{n}", Deed.of_day("report", frozenset({token}), day)) for n in range(4)))

    assert short(await rows(world, token))[0] == ("2025-10-01", "OPEN", 4)


async def test_a_pairing_owes_by_its_first_party_towards_the_other(world: World) -> None:
    form = "pairing.weak_village"
    visits = duty(
        "visits",
        subject=Subject.ENTRY,
        cadence=Cadence.MONTH,
        fulfilled_by=("visit",),
        who=Population(forms=(form,)),
    )
    await in_force(world, visits, since=date(2025, 9, 1))
    first, second = world.villages[FANGSHAN][:2]
    posting = of_posting(world.postings[WANG])
    entries = []
    for village in (first, second):
        parties = (NamedParty("posting", str(world.postings[WANG])), NamedParty("village", village))
        new = NewEntry(form, village, "包扶", date(2025, 10, 1), parties=parties)
        async with working(world, "county", visits) as work:
            entries.append(await add_entry(work, new, new_id().hex))
    await _told(world, "v1", Deed.of_day("visit", frozenset({posting, of_region(second)}), date(2025, 10, 20)))

    found = [row for row in await rows(world, posting) if str(row["period_start"]) == "2025-10-01"]

    assert {row["entry_id"]: (row["others"], row["state"], row["posting_id"]) for row in found} == {
        entries[0]: ([of_region(first)], "OPEN", world.postings[WANG]),
        entries[1]: ([of_region(second)], "MET", world.postings[WANG]),
    }


async def test_a_team_owes_while_it_stands_and_has_its_rhythm(world: World) -> None:
    """JZ-34: only teams that have taken up the rhythm."""
    exchange = duty(
        "exchange",
        subject=Subject.ENTRY,
        cadence=Cadence.WEEK,
        fulfilled_by=("study",),
        who=Population(forms=("work_team",), where=(("rhythm", ("ON",)),)),
    )
    await in_force(world, exchange, since=date(2025, 9, 1))
    teams = []
    for rhythm in ("ON", "OFF"):
        new = NewEntry("work_team", FANGSHAN, "工作组", date(2025, 10, 13), content={"kind": "TEAM", "rhythm": rhythm})
        async with working(world, "county", exchange) as work:
            teams.append(await add_entry(work, new, new_id().hex))
    on, off = (of_entry(team) for team in teams)
    await _told(world, "s1", Deed.of_day("study", frozenset({on}), date(2025, 10, 14)))
    running = await rows(world, on)
    async with working(world, "county", exchange) as work:
        await end_entry(work, teams[0], date(2025, 10, 21), "撤销", new_id().hex)

    assert short(running)[:2] == [("2025-10-13", "MET", 1), ("2025-10-20", "OPEN", 0)]
    assert len(running) == 7
    assert short(await rows(world, on)) == [("2025-10-13", "MET", 1), ("2025-10-20", "EXEMPT", 0)]
    assert await rows(world, off) == []
