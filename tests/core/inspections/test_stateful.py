"""An inspection driven through its states in any order, against a plain model of what may happen next."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.core.inspections.acts import absent, cancel, find, plan, publish, stored
from tests.core.plugins.activating import fresh_key
from tests.factories.world import World
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.inspections.checklist import checklist
from xuanpai_core.inspections.models import DrawKind, InspectionState
from xuanpai_core.inspections.rectifying import NewDemand, decide_rectification, record_rectification
from xuanpai_core.inspections.repository import findings_of
from xuanpai_core.inspections.service import InspectionNotFound, NewDraw, draw_sample

Result = TypeVar("Result")
DEMAND = NewDemand("补齐日志", date(2025, 10, 31))


@dataclass
class Model:
    """What ought to be so."""

    state: InspectionState = InspectionState.PLANNED
    drawn: bool = False
    found: set[str] = field(default_factory=set)
    rectified: str = ""


class Inspected(RuleBasedStateMachine):
    """One inspection of 芳山镇 by the city; what it does runs in the test's own loop."""

    world: ClassVar[World]
    loop: ClassVar[asyncio.AbstractEventLoop]

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()

    def run(self, act: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(act, self.loop).result(timeout=30)

    def code(self, act: Coroutine[Any, Any, Any]) -> str:
        """What it is refused with; empty when it is done."""
        try:
            self.run(act)
        except XuanpaiError as refused:
            return refused.error_code
        return ""

    @initialize()
    def planned(self) -> None:
        self.id: UUID = self.run(plan(self.world))

    @property
    def closed(self) -> str:
        return {
            InspectionState.PUBLISHED: "INSPECTION_PUBLISHED",
            InspectionState.CANCELLED: "INSPECTION_CANCELLED",
        }.get(self.model.state, "")

    @rule(name=st.sampled_from(("王建国", "李秀英", "张伟")))
    def find(self, name: str) -> None:
        assert self.code(find(self.world, self.id, absent(self.world, name, rectify=DEMAND))) == self.closed
        if not self.closed:
            self.model.state = InspectionState.CARRIED_OUT
            self.model.found.add(name)

    @rule()
    def draw(self) -> None:
        expected = self.closed or ("ALREADY_DRAWN" if self.model.drawn else "")
        assert self.code(_draw(self.world, self.id)) == expected
        self.model.drawn = self.model.drawn or not expected

    @rule()
    def publish(self) -> None:
        expected = self.closed or ("" if self.model.found else "INSPECTION_NOT_CARRIED_OUT")
        assert self.code(publish(self.world, self.id)) == expected
        if not expected:
            self.model.state = InspectionState.PUBLISHED

    @rule()
    def cancel(self) -> None:
        assert self.code(cancel(self.world, self.id)) == self.closed
        if not self.closed:
            self.model.state = InspectionState.CANCELLED

    @rule()
    def rectify(self) -> None:
        if not self.model.found:
            return
        expected = "FINDING_NOT_FOUND"
        if self.model.state is InspectionState.PUBLISHED:
            expected = "NOTHING_TO_RECTIFY" if self.model.rectified == "ACCEPTED" else ""
        assert self.code(_rectify(self.world, self.id)) == expected
        if not expected:
            self.model.rectified = "REPORTED"

    @rule(accepted=st.booleans())
    def decide(self, accepted: bool) -> None:
        if not self.model.found:
            return
        expected = "" if self.model.rectified == "REPORTED" else "RECTIFICATION_NOT_REPORTED"
        assert self.code(_decide(self.world, self.id, accepted=accepted)) == expected
        if not expected:
            self.model.rectified = "ACCEPTED" if accepted else "RETURNED"

    @invariant()
    def is_as_it_ought_to_be(self) -> None:
        row = self.run(stored(self.world, self.id))
        published = self.model.state is InspectionState.PUBLISHED
        assert row.state is self.model.state
        assert (row.published_at is not None, row.checklist is not None) == (published, published)

    @invariant()
    def exists_below_only_once_published(self) -> None:
        known = self.run(_known_below(self.world, self.id))
        assert known == (self.model.state is InspectionState.PUBLISHED)


async def test_no_order_of_acts_leads_an_inspection_astray(world: World) -> None:
    quick = settings(
        max_examples=8, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )

    machine = type("Here", (Inspected,), {"world": world, "loop": asyncio.get_running_loop()})

    await asyncio.to_thread(run_state_machine_as_test, machine, settings=quick)


async def _draw(world: World, inspection_id: UUID) -> None:
    async with world.database.work(world.ctx("city")) as work:
        await draw_sample(work, inspection_id, NewDraw(DrawKind.CADRES, number=2), fresh_key())


async def _first(world: World, inspection_id: UUID) -> UUID:
    async with world.database.read(world.ctx("city")) as work:
        return min(finding.id for finding in await findings_of(work, inspection_id))


async def _rectify(world: World, inspection_id: UUID) -> None:
    finding_id = await _first(world, inspection_id)
    async with world.database.work(world.ctx("clerk")) as work:
        await record_rectification(work, finding_id, "已补。", (), fresh_key())


async def _decide(world: World, inspection_id: UUID, *, accepted: bool) -> None:
    finding_id = await _first(world, inspection_id)
    async with world.database.work(world.ctx("city")) as work:
        await decide_rectification(work, finding_id, accepted=accepted, note="看过", key=fresh_key())


async def _known_below(world: World, inspection_id: UUID) -> bool:
    """Whether the county, which is looked at, can ask what it says."""
    async with world.database.read(world.ctx("county")) as work:
        try:
            await checklist(work, inspection_id)
        except InspectionNotFound:
            return False
    return True
