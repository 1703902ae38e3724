"""A state machine whose acts are the services' own, for Hypothesis: one transaction an example, never committed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.factories.world import World, make_world
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database, Transaction, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.ports import Ports


class Undo(Exception):
    """Ends the example's transaction without a trace."""


class ActingMachine(RuleBasedStateMachine):
    """Acts of a world's people; a subclass opens the example (``open``) in its ``initialize``, and adds the rules."""

    runner: asyncio.Runner
    database: Database
    world: World
    clock: FixedClock

    def open(self) -> None:
        """Begin the example's transaction."""
        self.opened = self.database.transaction(self.world.tenant_id)
        self.transaction: Transaction = self.runner.run(self.opened.__aenter__())

    def teardown(self) -> None:
        """Take everything back."""
        if hasattr(self, "opened"):
            self.runner.run(self.opened.__aexit__(Undo, Undo(), None))

    def work(self, person: str) -> Work:
        """What a service works with on that person's behalf."""
        return Work(self.transaction, self.world.ctx(person), self.clock, self.database.ports)

    def attempt(
        self, person: str, verb: Callable[..., Awaitable[Any]], *args: Any, keep: bool = True, **more: Any
    ) -> tuple[Any, str | None]:
        """What it returns and no code, or the code of the refusal: then nothing of it happened."""

        async def act() -> tuple[Any, str | None]:
            driver, session = self.transaction.driver, self.transaction.session
            work = self.work(person)
            await driver.execute("SAVEPOINT act")
            try:
                done = await verb(work, *args, **more)
                await session.flush()
            except XuanpaiError as refused:
                await driver.execute("ROLLBACK TO act")
                return None, refused.error_code
            finally:
                session.expunge_all()
            await driver.execute("RELEASE act" if keep else "ROLLBACK TO act")
            return done, None

        return self.runner.run(act())

    def do(self, person: str, verb: Callable[..., Awaitable[Any]], *args: Any, keep: bool = True, **more: Any) -> Any:
        """What it returns, or the code of the refusal: then nothing of it happened."""
        done, code = self.attempt(person, verb, *args, keep=keep, **more)
        return done if code is None else code

    def fetch(self, sql: str, *args: object) -> list[Any]:
        """Rows as they are in the example by now; the tenant is the first parameter."""

        async def ask() -> list[Any]:
            return list(await self.transaction.driver.fetch(sql, self.world.tenant_id, *args))

        return self.runner.run(ask())


def run_machine(
    machine: type[ActingMachine],
    request: pytest.FixtureRequest,
    ports: Ports,
    start: datetime,
    *,
    examples: int,
    steps: int,
) -> None:
    """Run it in a world of its own, by a clock that stands at ``start``."""
    clock = FixedClock(start)
    with asyncio.Runner() as runner:
        database = Database(request.getfixturevalue("settings"), ports, clock)

        async def prepare() -> World:
            async with database.transaction(new_id()) as transaction:
                await make_partitions(transaction.driver, date(2025, 1, 1), date(2027, 1, 1))
            return await make_world(database)

        machine.runner, machine.database, machine.clock = runner, database, clock
        machine.world = runner.run(prepare())
        try:
            run_state_machine_as_test(
                machine,
                settings=settings(
                    max_examples=examples,
                    stateful_step_count=steps,
                    deadline=None,
                    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
                ),
            )
        finally:
            runner.run(database.close())
