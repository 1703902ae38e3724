"""Duties, subjects and deeds for tests, and rulebooks of them put in force."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from tests.factories.world import World
from tests.plugins.sample_region import region_with
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.facts import DutySubject, Fact, Planned, Stretch
from xuanpai_core.duties.judging import Judgement, judge
from xuanpai_core.duties.planning import Horizon, plan
from xuanpai_core.parties.tokens import of_posting
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.duties import Cadence, Duty, Subject
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.metadata import ParameterModel
from xuanpai_core.plugins.rulebook import Rulebook
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.vocabulary import DispatchLevel, PostingRole, StaffingType

CLAUSE = Clause(document="《样例办法》", words="每季度报告一次", reference="样例-02")
SOMEBODY = UUID(int=1)
TOKEN = of_posting(SOMEBODY)
LONG_AGO, FAR_AHEAD = date(2000, 1, 1), date(2030, 12, 31)
TODAY = date(2025, 10, 24)


def duty(matter: str = "report", **changes: Any) -> Duty:
    """A posting's quarterly report, with changes."""
    fields: dict[str, Any] = {
        "title": "工作报告",
        "clause": CLAUSE,
        "subject": Subject.POSTING,
        "cadence": Cadence.QUARTER,
        "fulfilled_by": ("report",),
    }
    return Duty(matter=matter, **{**fields, **changes})


def posting(first: date, last: date | None = None, **changes: Any) -> DutySubject:
    """A first secretary sent by the city."""
    fields: dict[str, Any] = {
        "kind": Subject.POSTING,
        "token": TOKEN,
        "region_code": "210726101201",
        "posting_id": SOMEBODY,
        "role": PostingRole.FIRST_SECRETARY,
        "dispatch_level": DispatchLevel.CITY,
        "staffing_type": StaffingType.CIVIL_SERVICE,
    }
    return DutySubject(first=first, last=last, **{**fields, **changes})


def ruled(*duties: Duty, first: date = LONG_AGO, last: date | None = None) -> dict[str, list[Stretch]]:
    """These duties, each on its own matter, from day to day."""
    return {one.matter: [Stretch(first, last, new_id(), one)] for one in duties}


def planned(
    subject: DutySubject,
    rules: Mapping[str, Sequence[Stretch]],
    *,
    since: date = LONG_AGO,
    until: date = FAR_AHEAD,
    today: date = TODAY,
) -> list[Planned]:
    """Everything that the subject owes in these years."""
    return plan(subject, rules, Horizon(since, until, today))


def days(periods: Iterable[Planned]) -> list[tuple[str, str | None]]:
    """First and last days, as text."""
    return [(str(one.period_start), str(one.period_end) if one.period_end else None) for one in periods]


def deed(day: date, key: str = "1", kind: str = "report", **changes: Any) -> Fact:
    """A deed of one day; ``features`` without a day of their own were gained on it."""
    features = changes.pop("features", {})
    told = features if isinstance(features, Mapping) else dict.fromkeys(features, day)
    fields: dict[str, Any] = {"until": day, "done_on": day, "parties": frozenset({TOKEN})}
    return Fact("activity", key, kind, day, **{**fields, **changes}, features=told)


def judged(period: Planned, *facts: Fact, today: date = TODAY) -> Judgement:
    """How the period stands by these deeds."""
    return judge(period.duty, period, facts, (), today)


def host_of(*duties: Duty, code: str = "region_sample") -> PluginHost:
    """A plugin whose rulebook is these duties."""

    def rulebook(parameters: ParameterModel) -> Rulebook:
        return Rulebook(duties=duties)

    return PluginHost.of({code: region_with(code, rulebook=rulebook)})


@asynccontextmanager
async def working(world: World, person: str = "admin", *duties: Duty) -> AsyncIterator[Work]:
    """A transaction in which the plugin of these duties is installed."""
    async with world.database.work(world.ctx(person)) as work:
        yield replace(work, ports=replace(work.ports, plugins=host_of(*duties)))


async def in_force(
    world: World, *duties: Duty, place: str = "2107", since: date = date(2025, 1, 1), until: date | None = None
) -> UUID:
    """Put these duties in force; returns the activation."""
    async with working(world, "admin", *duties) as work:
        return await activate(work, NewActivation("region_sample", place, since, until), new_id().hex)
