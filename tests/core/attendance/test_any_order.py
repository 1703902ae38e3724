"""Check-ins, registrations, leave, claims, decisions and the seal in any order, against a plain model."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import NamedTuple
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.core.attendance.acts import (
    conflicts,
    corrections,
    decide,
    entry,
    halves,
    lay,
    lift,
    open_for_all,
    register,
    seal,
    send,
    totals,
)
from tests.core.attendance.crowd import add_crowd
from tests.core.attendance.footprint import footprint
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus, BackfillRequest, ClaimState, ConflictDecision
from xuanpai_core.attendance.service import NewClaim, claim_day, decide_claim
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.judgement.month import DayPart

DAYS = (date(2025, 10, 22), date(2025, 10, 23))
PARTS = {DayPart.WHOLE: (0, 1), DayPart.MORNING: (0,), DayPart.AFTERNOON: (1,)}
STATUSES = (AttendanceStatus.ON_DUTY, AttendanceStatus.LEAVE, AttendanceStatus.ABSENT)
DECISIONS = {"O": ConflictDecision.PRESENCE, "L": ConflictDecision.LEAVE, "A": ConflictDecision.ABSENCE}
KEPT = ("attendance_day", "check_in", "county_month", "monthly_attendance")
NUMBERS = count()


class Act(NamedTuple):
    """One thing that somebody does; ``pick`` chooses among what there is."""

    verb: str
    day: date
    part: DayPart
    pick: int


ACTS = st.lists(
    st.builds(
        Act,
        st.sampled_from(
            ["check_in"] * 3 + ["register"] * 2 + ["lay"] * 3 + ["lift", "claim", "approve", "decide", "seal"]
        ),
        st.sampled_from(DAYS),
        st.sampled_from(list(DayPart)),
        st.integers(0, 5),
    ),
    min_size=3,
    max_size=14,
)


@dataclass
class Plain:
    """The rules in the fewest words: each half is a letter (U: unknown), and the request that says it, if one does."""

    half: dict[tuple[date, int], tuple[str, int | None]] = field(default_factory=dict)
    seen: set[date] = field(default_factory=set)
    hand: set[date] = field(default_factory=set)
    requests: dict[int, tuple[date, DayPart]] = field(default_factory=dict)
    disputes: list[tuple[date, frozenset[int], str, str, int | None]] = field(default_factory=list)
    """Open: day, halves, what stands, what is claimed, by which request."""
    told: set[tuple[date, frozenset[int], int | None]] = field(default_factory=set)
    claims: list[tuple[date, DayPart]] = field(default_factory=list)

    def at(self, day: date, half: int) -> tuple[str, int | None]:
        """What stands."""
        return self.half.get((day, half), ("U", None))

    def days(self) -> dict[int, str]:
        """As ``halves`` reads them."""
        told = {day.day: self.at(day, 0)[0] + self.at(day, 1)[0] for day in DAYS}
        return {day: letters for day, letters in told.items() if letters != "UU"}

    def total(self) -> float:
        """Days on duty."""
        return sum(letters.count("O") for letters in self.days().values()) / 2

    def dispute(self, day: date, which: frozenset[int], claimed: str, request: int | None) -> None:
        """Open it, once."""
        covered = any(known == day and by == request and part & which for known, part, by in self.told)
        if not covered:
            self.told.add((day, which, request))
            self.disputes.append((day, which, self.at(day, min(which))[0], claimed, request))

    def check_in(self, day: date) -> None:
        """On duty for whatever is not known."""
        for half in (0, 1):
            if self.at(day, half)[0] == "U":
                self.half[day, half] = ("O", None)
        self.seen.add(day)
        if all(self.at(day, half)[0] != "O" for half in (0, 1)):
            request = self.at(day, 0)[1] if self.at(day, 0)[1] is not None else self.at(day, 1)[1]
            self.dispute(day, frozenset({0, 1}), "O", request)

    def set_by_hand(self, day: date, which: Sequence[int], letter: str) -> None:
        """A person's hand outranks everything and closes what is open on those halves."""
        for half in which:
            was = self.at(day, half)
            if was[0] == letter:
                continue
            self.half[day, half] = (letter, None)
            self.disputes = [one for one in self.disputes if not (one[0] == day and half in one[1])]
            if was[1] is not None and not any(
                known == day and by == was[1] and half in part for known, part, by in self.told
            ):
                self.told.add((day, frozenset({half}), was[1]))
        self.hand.add(day)

    def lay(self, request: int, day: date, part: DayPart) -> None:
        """Take what is free, or what half a day's leave may take of a check-in; dispute the rest."""
        self.requests[request] = (day, part)
        gives_way = (
            part is not DayPart.WHOLE
            and day in self.seen
            and day not in self.hand
            and all(self.at(day, half) == ("O", None) for half in (0, 1))
        )
        disputed = set()
        for half in PARTS[part]:
            letter, by = self.at(day, half)
            if letter == "U" or gives_way or (letter == "L" and by is None):
                self.half[day, half] = ("L", request)
            else:
                disputed.add(half)
        if disputed:
            self.dispute(day, frozenset(disputed), "L", request)

    def lift(self, request: int) -> None:
        """Give back what it holds, and close what is open against it."""
        day, part = self.requests.pop(request)
        for half in PARTS[part]:
            if self.at(day, half)[1] == request:
                self.half[day, half] = ("O", None) if day in self.seen else ("U", None)
        self.disputes = [one for one in self.disputes if one[4] != request]


class Bench:
    """One cadre of the world beside the model of it."""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.name, self.plain = world, name, Plain()
        self.leave: dict[int, UUID] = {}

    async def do(self, act: Act) -> None:
        """Do it in both."""
        await getattr(self, f"_{act.verb}")(act)

    async def _check_in(self, act: Act) -> None:
        await send(self.world, self.name, entry(act.day))
        self.plain.check_in(act.day)

    async def _register(self, act: Act) -> None:
        status = STATUSES[act.pick % 3]
        await register(self.world, "clerk", self.name, act.day, status, "核实", act.part)
        self.plain.set_by_hand(act.day, PARTS[act.part], status[0])

    async def _lay(self, act: Act) -> None:
        number = len(self.leave)
        if any(self.plain.at(act.day, half)[1] is not None for half in PARTS[act.part]):
            # The leave room never asks for it; here it is refused, too.
            number = -1
        leave_id = new_id()
        try:
            await lay(self.world, self.name, leave_id, [(act.day, act.part)])
        except XuanpaiError as refusal:
            if refusal.error_code != "LEAVE_OVERLAPS":
                raise
            assert number == -1
            return
        assert number >= 0
        self.leave[number] = leave_id
        self.plain.lay(number, act.day, act.part)

    async def _lift(self, act: Act) -> None:
        if self.plain.requests:
            request = sorted(self.plain.requests)[act.pick % len(self.plain.requests)]
            await lift(self.world, self.name, self.leave[request], [self.plain.requests[request]])
            self.plain.lift(request)

    async def _claim(self, act: Act) -> None:
        taken = any(day == act.day and set(PARTS[part]) & set(PARTS[act.part]) for day, part in self.plain.claims)
        try:
            async with self.world.database.work(self.world.ctx(self.name)) as work:
                await claim_day(work, NewClaim(day=act.day, reason="没电", part=act.part), str(new_id()))
        except XuanpaiError as refusal:
            if refusal.error_code != "CLAIM_OPEN":
                raise
            assert taken
            return
        assert not taken
        self.plain.claims.append((act.day, act.part))

    async def _approve(self, act: Act) -> None:
        if not self.plain.claims:
            return
        day, part = self.plain.claims[act.pick % len(self.plain.claims)]
        async with self.world.database.work(self.world.ctx("secretary")) as work:
            claim = await work.session.scalar(
                select(BackfillRequest).where(
                    BackfillRequest.tenant_id == self.world.tenant_id,
                    BackfillRequest.posting_id == self.world.postings[self.name],
                    BackfillRequest.day == day,
                    BackfillRequest.part == part,
                    BackfillRequest.state == ClaimState.SUBMITTED,
                )
            )
            assert claim is not None
            await decide_claim(work, claim.id, approve=True)
        self.plain.claims.remove((day, part))
        self.plain.set_by_hand(day, PARTS[part], "O")

    async def _decide(self, act: Act) -> None:
        waiting = await conflicts(self.world, self.name)
        if not waiting:
            return
        conflict = waiting[act.pick % len(waiting)]
        which = frozenset(PARTS[conflict.part])
        (found,) = [one for one in self.plain.disputes if one[0] == conflict.day and one[1] == which]
        letter = found[2] if act.pick % 2 else found[3]
        await decide(self.world, conflict.id, DECISIONS[letter])
        self.plain.disputes.remove(found)
        if letter != found[2]:
            hand = conflict.day in self.plain.hand
            if letter == "L":
                self.plain.disputes = [
                    one for one in self.plain.disputes if not (one[0] == conflict.day and one[1] & which)
                ]
                for half in which:
                    self.plain.half[conflict.day, half] = ("L", found[4])
            else:
                self.plain.set_by_hand(conflict.day, sorted(which), letter)
            if not hand:
                self.plain.hand.discard(conflict.day)

    async def _seal(self, _: Act) -> None:
        await seal(self.world, self.name)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
async def test_after_any_sequence_day_totals_and_recount_agree_and_a_seal_holds(world: World, acts: list[Act]) -> None:
    (name,) = await add_crowd(world, 1, f"某{next(NUMBERS)}-")
    await open_for_all(world)
    bench, sealed = Bench(world, name), False

    for act in acts:
        before = await footprint(world) if sealed else {}
        refusal = None
        try:
            await bench.do(act)
        except XuanpaiError as error:
            refusal = error
        now = await footprint(world) if sealed else {}
        if refusal is not None:
            assert (refusal.error_code, now) == ("MONTH_SEALED", before)
        assert [now.get(table) for table in KEPT] == [before.get(table) for table in KEPT]
        sealed = sealed or act.verb == "seal"

    assert await halves(world, name) == bench.plain.days()
    assert await totals(world, name) == bench.plain.total()
    assert len(await conflicts(world, name)) == len(bench.plain.disputes)
    assert await corrections(world) == (0, 0)
