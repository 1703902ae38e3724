"""Whatever happens in whatever order: the same periods, the same verdicts, and a past that no later rule changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.duties.given import LONG_AGO, TODAY, TOKEN, duty, in_force, planned, posting
from tests.factories.world import FANGSHAN, World
from xuanpai_core.clock import FixedClock, today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.duties.facts import Excuse, Fact, Planned
from xuanpai_core.duties.judging import judge, verdict
from xuanpai_core.duties.service import exempt, generate, rebuild, subject_changed
from xuanpai_core.duties.timelines import timelines
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.parties.tokens import of_posting, of_region
from xuanpai_core.plugins.duties import Cadence, Distinct, Due, Duty, Partial, Population, Subject
from xuanpai_core.postings.service import NewPosting, add_postings, end_posting
from xuanpai_core.rulebooks.content import dump
from xuanpai_core.rulebooks.in_force import StoredRule
from xuanpai_core.rulebooks.models import RuleKind
from xuanpai_core.vocabulary import DispatchLevel, PostingRole

FIRST = date(2025, 1, 1)
DAYS = st.integers(0, 420).map(lambda number: FIRST + timedelta(days=number))
CALENDAR = [cadence for cadence in Cadence if cadence not in {Cadence.TERM, Cadence.STANDING}]

duties = st.builds(
    duty,
    matter=st.just("report"),
    cadence=st.sampled_from(list(Cadence)),
    at_least=st.integers(1, 3),
    at_most=st.sampled_from([None, 3, 5]),
    needs=st.sampled_from([(), ("evidence",), ("recipient:UP",)]),
    distinct=st.sampled_from([Distinct.DEEDS, Distinct.DAYS]),
    partial=st.sampled_from(list(Partial)),
    due=st.sampled_from(list(Due)),
    grace_days=st.integers(0, 20),
    early_days=st.integers(0, 40),
)
features = st.dictionaries(st.sampled_from(["evidence", "recipient:UP", "kind:A", "kind:B"]), DAYS)


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """Some deeds of the posting's, each of a record of its own."""
    found = []
    for number in range(draw(st.integers(0, 7))):
        day = draw(DAYS)
        lasts = draw(st.none() | st.integers(0, 60))
        until = None if lasts is None else day + timedelta(days=lasts)
        told = draw(features)
        parties = frozenset({TOKEN, *draw(st.sets(st.sampled_from(["posting:2", "unit:1"])))})
        found.append(
            Fact(
                "activity",
                str(number),
                draw(st.sampled_from(["report", "visit"])),
                day,
                until,
                draw(DAYS),
                parties,
                told,
            )
        )
    return found


excuses = st.lists(
    st.builds(
        lambda first, days, reason: Excuse(first, first + timedelta(days=days), reason),
        DAYS,
        st.integers(0, 50),
        st.sampled_from(["甲", "乙"]),
    ),
    max_size=3,
)


def _plan(rules: Sequence[StoredRule], until: date) -> list[Planned]:
    return planned(posting(date(2024, 6, 10), others=("unit:1",)), timelines(rules), until=until)


def _rule(of: Duty, first: date, last: date | None, place: str = "21") -> StoredRule:
    return StoredRule(new_id(), "region_sample", place, RuleKind.DUTY, of.matter, dump(of), first, last)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(duties, facts(), excuses, st.data())
def test_a_verdict_never_depends_on_the_order_of_facts(
    of: Duty, known: list[Fact], excused: list[Excuse], data: st.DataObject
) -> None:
    periods = _plan([_rule(of, FIRST, None)], date(2025, 12, 31))
    period = data.draw(st.sampled_from(periods)) if periods else None
    shuffled, otherwise = data.draw(st.permutations(known)), data.draw(st.permutations(excused))

    if period is not None:
        one = judge(of, period, known, excused, TODAY)
        other = judge(of, period, shuffled, otherwise, TODAY)

        assert one == other
        assert verdict(of, period, one, TODAY) == verdict(of, period, other, TODAY)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(duties, duties, DAYS, st.sampled_from(["2107", "21"]))
def test_a_later_rulebook_changes_no_earlier_period(earlier: Duty, later: Duty, since: date, place: str) -> None:
    until = date(2026, 6, 30)
    before = _rule(earlier, LONG_AGO, None)
    # At the same place the earlier rule ends; at a nearer one it goes on beside.
    kept = (
        before
        if place == "2107"
        else StoredRule(
            before.id, before.plugin, before.region_code, before.kind, before.matter, before.content, LONG_AGO, since
        )
    )
    changed = [_rule(later, since, None, place), kept] if place == "2107" else [kept, _rule(later, since, None)]

    past = [one for one in _plan([before], until) if one.period_end is not None and one.period_end < since]

    found = {(one.period_start, one.period_end): one for one in _plan(changed, until)}
    assert all(found[one.period_start, one.period_end] == one for one in past)
    if earlier.cadence in CALENDAR and since > date(2025, 1, 31) and earlier.cadence is Cadence.MONTH:
        assert past


BOOK = (
    duty("monthly", cadence=Cadence.MONTH, needs=("recipient:UP",), grace_days=5),
    duty(
        "weekly",
        cadence=Cadence.WEEK,
        at_least=2,
        distinct=Distinct.DAYS,
        partial=Partial.WHOLE,
        fulfilled_by=("visit", "report"),
    ),
    duty("paired", cadence=Cadence.STANDING, fulfilled_by=("pairing",), at_most=2, grace_days=3),
    duty("trained", cadence=Cadence.TERM, due=Due.START, early_days=40, fulfilled_by=("training",)),
    duty("yearly", cadence=Cadence.TERM, fulfilled_by=("report",), partial=Partial.WHOLE),
    duty("returned", cadence=Cadence.TERM, after_end=True, grace_days=10, fulfilled_by=("training",)),
    duty(
        "covered",
        subject=Subject.VILLAGE,
        cadence=Cadence.STANDING,
        fulfilled_by=("posting",),
        who=Population(tags=("weak",)),
    ),
    duty(
        "visited",
        subject=Subject.VILLAGE,
        cadence=Cadence.MONTH,
        fulfilled_by=("visit",),
        who=Population(village_posts=(DispatchLevel.CITY,)),
    ),
)
LATER = (duty("paired", cadence=Cadence.STANDING, fulfilled_by=("pairing", "visit"), at_least=2), BOOK[1])
_ROWS = """
SELECT o.matter, o.subject, o.token, o.others, o.posting_id, o.unit_id, o.entry_id, o.region_code, o.rule_id,
       o.period_start, o.period_end, o.due_on, o.soft, o.required, o.done, o.met_on, o.state
  FROM duty_occurrence o
 WHERE o.tenant_id = $1
 ORDER BY o.token, o.matter, o.period_start
"""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens: to whom, on which day, and how."""

    act: str
    who: int
    day: date
    how: int


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            ["deed", "deed", "deed", "deed", "take back", "end", "begin", "mark", "unmark", "excuse", "wait"]
        ),
        st.integers(0, 2),
        st.integers(0, 200).map(lambda number: date(2025, 7, 1) + timedelta(days=number)),
        st.integers(0, 7),
    ),
    min_size=3,
    max_size=12,
)
NAMES = ("王建国", "李秀英", "张伟")
KINDS = ("report", "visit", "pairing", "training")


async def _held(work: Work, world: World, step: Step) -> Any:
    """The latest posting of the person."""
    return await work.driver.fetchrow(
        "SELECT id, region_code, start_date, end_date FROM posting"
        " WHERE tenant_id = $1 AND cadre_id = $2 ORDER BY start_date DESC LIMIT 1",
        world.tenant_id,
        world.cadres[NAMES[step.who]],
    )


async def _deed(work: Work, world: World, step: Step) -> None:
    held = await _held(work, world, step)
    parties = frozenset({of_posting(held["id"]), of_region(held["region_code"])})
    until = (step.day, None, step.day + timedelta(days=20))[step.how % 3]
    gained = {"recipient:UP": step.day + timedelta(days=step.how)} if step.how % 2 else {}
    kind = KINDS[step.how % 4]
    deed = Deed(kind=kind, parties=parties, day=step.day, until=until, done_on=step.day, features=gained)
    await tell(work, "activity", f"{step.who}-{step.how}", [deed])


async def _begin(work: Work, world: World, step: Step) -> None:
    held = await _held(work, world, step)
    if held["end_date"] is None or held["end_date"] >= step.day:
        return
    role, level = PostingRole.FIRST_SECRETARY, (DispatchLevel.CITY, DispatchLevel.COUNTY)[step.how % 2]
    village, unit = world.villages[FANGSHAN][step.how], world.units["锦州市公安局"]
    cadre = world.cadres[NAMES[step.who]]
    await add_postings(work, [NewPosting(new_id(), cadre, role, level, unit, village, step.day, None)])


async def _mark(work: Work, world: World, step: Step) -> None:
    village = world.villages[FANGSHAN][step.how]
    await work.driver.execute(
        "INSERT INTO village_tag (tenant_id, id, region_code, code, title, valid_from, reason, recorded_by)"
        " SELECT $1, $2, $3, 'weak', '薄弱村', $4, '认定', $2 WHERE NOT EXISTS (SELECT FROM village_tag t"
        " WHERE t.tenant_id = $1 AND t.region_code = $3 AND (t.valid_to IS NULL OR t.valid_to >= $4))",
        world.tenant_id,
        new_id(),
        village,
        step.day,
    )
    await subject_changed(work, places=[village])


async def _unmark(work: Work, world: World, step: Step) -> None:
    village = world.villages[FANGSHAN][step.how]
    await work.driver.execute(
        "UPDATE village_tag SET valid_to = $3, ended_because = '摘帽'"
        " WHERE tenant_id = $1 AND region_code = $2 AND valid_to IS NULL AND valid_from <= $3",
        world.tenant_id,
        village,
        step.day,
    )
    await subject_changed(work, places=[village])


async def _excuse(work: Work, world: World, step: Step) -> None:
    found: list[UUID] = [
        row["id"]
        for row in await work.driver.fetch(
            "SELECT id FROM duty_occurrence WHERE tenant_id = $1 ORDER BY token, matter, period_start", world.tenant_id
        )
    ]
    await exempt(work, found[(step.who * 31 + step.how * 7) % len(found)], "另有任务", new_id().hex)


async def _do(world: World, step: Step, clock: FixedClock) -> None:
    async with world.database.work(world.ctx("county")) as work:
        match step.act:
            case "deed":
                await _deed(work, world, step)
            case "take back":
                await tell(work, "activity", f"{step.who}-{step.how}", [])
            case "end":
                await end_posting(work, (await _held(work, world, step))["id"], step.day)
            case "begin":
                await _begin(work, world, step)
            case "mark":
                await _mark(work, world, step)
            case "unmark":
                await _unmark(work, world, step)
            case "excuse":
                await _excuse(work, world, step)
            case _:
                clock.advance(days=step.how * 3)
                await generate(work, "21", _until(today(clock)))


def _until(day: date) -> date:
    after = (day.replace(day=1) + timedelta(days=62)).replace(day=1)
    return after - timedelta(days=1)


@settings(
    deadline=None,
    max_examples=30,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STEPS)
async def test_rebuilding_gives_what_was_kept_step_by_step(world: World, clock: FixedClock, steps: list[Step]) -> None:
    async with world.database.work(world.ctx("county")) as work:
        [count] = await work.driver.fetch("SELECT count(*) FROM rule_in_force WHERE tenant_id = $1", world.tenant_id)
    if count[0] == 0:
        await in_force(world, *BOOK, place="210726", since=date(2025, 7, 10))
        await in_force(world, *LATER, place=FANGSHAN, since=date(2025, 12, 3))
    for step in steps:
        try:
            await _do(world, step, clock)
        except XuanpaiError:
            continue
    async with world.database.work(world.ctx("county")) as work:
        before = await work.driver.fetch(_ROWS, world.tenant_id)
        await rebuild(work, "21")
        after = await work.driver.fetch(_ROWS, world.tenant_id)

    assert [dict(row) for row in before] == [dict(row) for row in after]
    assert len(after) > 60
