"""Duties around 芳山镇 as they stand on 2025-10-24, written straight into the tables: reading is what is tested."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest_asyncio

from tests.factories.world import FANGSHAN, World
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.models import DutyOccurrence, OccurrenceState
from xuanpai_core.parties import tokens
from xuanpai_core.plugins.decisions import Clause, Strictness
from xuanpai_core.plugins.duties import Cadence, Duty, Subject
from xuanpai_core.plugins.models import PluginActivation
from xuanpai_core.plugins.rulebook import Rule, Term
from xuanpai_core.rulebooks.content import dump, kind_of
from xuanpai_core.rulebooks.models import RuleInForce, RuleKind

OPEN, MET, EXEMPT = OccurrenceState.OPEN, OccurrenceState.MET, OccurrenceState.EXEMPT
REPORT_CLAUSE = Clause(document="《锦州办法》", words="每月报告一次工作", reference="JZ-23")
REPORT = Duty(
    matter="report.month",
    title="每月工作报告",
    clause=REPORT_CLAUSE,
    subject=Subject.POSTING,
    cadence=Cadence.MONTH,
    fulfilled_by=("report.month",),
)
VISIT = Duty(
    matter="visit.quarter",
    title="每季度走访",
    clause=Clause(document="《锦州办法》", words="每季度走访两户", reference="JZ-30"),
    subject=Subject.POSTING,
    cadence=Cadence.QUARTER,
    fulfilled_by=("visit",),
    at_least=2,
    strictness=Strictness.SOFT,
)
MEETING = Duty(
    matter="dispatch_meeting",
    title="每季度调度",
    clause=Clause(document="《锦州办法》", words="每季度调度一次", reference="JZ-24"),
    subject=Subject.TOWNSHIP,
    cadence=Cadence.QUARTER,
    fulfilled_by=("dispatch_meeting",),
)
UNIT_VISIT = Duty(
    matter="unit_visit",
    title="派出单位走访",
    clause=Clause(document="《锦州办法》", words="派出单位每半年走访一次", reference="JZ-31"),
    subject=Subject.UNIT,
    cadence=Cadence.HALF_YEAR,
    fulfilled_by=("unit_visit",),
)
SEPTEMBER, OCTOBER = (date(2025, 9, 1), date(2025, 9, 30)), (date(2025, 10, 1), date(2025, 10, 31))
SUMMER = (date(2025, 7, 1), date(2025, 9, 30))
FIRST_HALF = (date(2025, 1, 1), date(2025, 6, 30))


@dataclass(slots=True)
class Owed:
    """The world in which it is owed, its rules by matter, and the keys of what is owed, by whom and when."""

    world: World
    rules: dict[str, RuleInForce] = field(default_factory=dict)
    ids: dict[tuple[str, str, str], UUID] = field(default_factory=dict)


def lay_down(
    work: Work,
    place: str,
    rules: Sequence[Rule],
    since: date = date(2025, 1, 1),
    until: date | None = None,
    plugin: str | None = None,
) -> list[RuleInForce]:
    """Rules of one plugin over ``place``, as bringing them into force would write them.

    Where attendance is judged as well, ``plugin`` must be one that is installed.
    """
    activation = PluginActivation(
        tenant_id=work.tenant_id,
        id=new_id(),
        plugin=plugin or f"region_{place}",
        region_code=place,
        valid_from=since,
        valid_to=until,
        parameters={},
        activated_by=work.ctx.actor.account_id,
    )
    work.session.add(activation)
    return [
        _row(work, activation, since, until, kind_of(rule), rule.matter, rule.title, rule.clause, dump(rule))
        for rule in rules
    ]


def _row(
    work: Work,
    activation: PluginActivation,
    since: date,
    until: date | None,
    kind: RuleKind,
    matter: str,
    title: str,
    clause: Clause | None,
    content: dict[str, Any],
) -> RuleInForce:
    row = RuleInForce(
        tenant_id=work.tenant_id,
        id=new_id(),
        activation_id=activation.id,
        plugin=activation.plugin,
        plugin_version="0.1.0",
        region_code=activation.region_code,
        kind=kind,
        matter=matter,
        title=title,
        document=clause and clause.document,
        words=clause and clause.words,
        reference=clause and clause.reference,
        content=content,
        valid_from=since,
        valid_to=until,
    )
    work.session.add(row)
    return row


def occurrence(
    work: Work,
    rule: RuleInForce,
    duty: Duty,
    period: tuple[date, date | None],
    state: OccurrenceState = OPEN,
    **more: Any,
) -> DutyOccurrence:
    """One period of ``duty``; ``more`` says whose it is and where it belongs."""
    row = DutyOccurrence(
        tenant_id=work.tenant_id,
        id=new_id(),
        rule_id=rule.id,
        matter=duty.matter,
        subject=duty.subject,
        others=[],
        period_start=period[0],
        period_end=period[1],
        soft=duty.strictness is Strictness.SOFT,
        required=duty.at_least,
        state=state,
        **{"due_on": period[1], "done": duty.at_least if state is MET else 0, **more},
    )
    work.session.add(row)
    return row


PLACED = {"王建国": (FANGSHAN, 0), "李秀英": (FANGSHAN, 1), "张伟": (FANGSHAN, 1), "刘洋": ("210727", 0)}


def of(world: World, cadre: str) -> dict[str, Any]:
    """Whose and where: the posting of ``cadre``."""
    township, index = PLACED.get(cadre, ("210727", None))
    township = next(code for code in world.villages if code.startswith(township))
    posting_id = world.postings[cadre]
    place = township if index is None else world.villages[township][index]
    return {"token": tokens.of_posting(posting_id), "posting_id": posting_id, "region_code": place}


@pytest_asyncio.fixture
async def owed(world: World) -> Owed:
    """What is owed in 黑山县 and 义县: some met, some late, some excused, some overdue."""
    stage = Owed(world)
    async with world.database.work(world.ctx("admin")) as work:
        duties = {duty.matter: duty for duty in (REPORT, VISIT, MEETING, UNIT_VISIT)}
        rules: list[Rule] = [*duties.values(), Term(months=36, clause=REPORT_CLAUSE)]
        stage.rules = {row.matter: row for row in lay_down(work, "2107", rules)}
        await work.session.flush()
        unit = world.units["锦州市公安局"]
        rows: list[tuple[str, Duty, tuple[date, date], OccurrenceState, dict[str, Any]]] = [
            ("王建国", REPORT, SEPTEMBER, OPEN, of(world, "王建国")),
            ("王建国", REPORT, OCTOBER, OPEN, of(world, "王建国")),
            ("王建国", VISIT, SUMMER, OPEN, of(world, "王建国") | {"done": 1}),
            ("李秀英", REPORT, SEPTEMBER, MET, of(world, "李秀英") | {"met_on": date(2025, 10, 5)}),
            ("张伟", REPORT, SEPTEMBER, EXEMPT, of(world, "张伟")),
            ("刘洋", REPORT, SEPTEMBER, OPEN, of(world, "刘洋")),
            ("陈静", REPORT, SEPTEMBER, MET, of(world, "陈静") | {"met_on": date(2025, 9, 20)}),
            ("芳山镇", MEETING, SUMMER, OPEN, {"token": tokens.of_region(FANGSHAN), "region_code": FANGSHAN}),
            (
                "锦州市公安局",
                UNIT_VISIT,
                FIRST_HALF,
                OPEN,
                {"token": tokens.of_unit(unit), "unit_id": unit, "region_code": "2107"},
            ),
        ]
        for name, duty, period, state, whose in rows:
            row = occurrence(work, stage.rules[duty.matter], duty, period, state, **whose)
            stage.ids[name, duty.matter, str(period[1])] = row.id
    return stage
