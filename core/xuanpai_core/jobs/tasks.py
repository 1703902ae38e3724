"""What a worker can run: rooms register their tasks here, by name."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

Run = Callable[..., Awaitable[None]]
RunT = TypeVar("RunT", bound=Run)


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of job. Every task may be run again after a crash, so a second run must find its work done.

    ``cron`` is five fields in UTC. A run that was missed because no worker lived is made up for once, up to a day
    later; so a task that must not skip runs at least daily and does whatever is due. ``at_start`` runs it as well
    whenever a worker starts: after an upgrade of the programme, for one.
    """

    name: str
    run: Run
    of_tenant: bool
    cron: str | None = None
    gave_up: Run | None = None
    every_tenant: bool = False
    at_start: bool = False


_REGISTERED: dict[str, Task] = {}


def task(
    name: str,
    *,
    cron: str | None = None,
    gave_up: Run | None = None,
    every_tenant: bool = False,
    at_start: bool = False,
) -> Callable[[RunT], RunT]:
    """Register ``async def run(database, tenant_id, **args)``: what ``jobs.queue.enqueue`` asks for by ``name``.

    With ``cron`` it also runs, without further arguments, for every active province, with ``at_start`` when a worker
    starts, too; with ``every_tenant`` for the platform and for provinces in whatever state as well. ``gave_up`` takes
    the same arguments and is called once when the last retry has failed, to record that nothing more will happen.
    """

    def register(run: RunT) -> RunT:
        _add(
            Task(
                name,
                run,
                of_tenant=True,
                cron=cron,
                gave_up=gave_up,
                every_tenant=every_tenant,
                at_start=at_start,
            )
        )
        return run

    return register


def platform_task(name: str, *, cron: str) -> Callable[[RunT], RunT]:
    """Register ``async def run(database)``, which belongs to no tenant and runs by the clock alone."""

    def register(run: RunT) -> RunT:
        _add(Task(name, run, of_tenant=False, cron=cron))
        return run

    return register


def registered() -> tuple[Task, ...]:
    """Every task registered so far, by name."""
    return tuple(_REGISTERED[name] for name in sorted(_REGISTERED))


def _add(new: Task) -> None:
    if new.name in _REGISTERED:
        raise ValueError(f"two tasks are called {new.name}")
    _REGISTERED[new.name] = new
