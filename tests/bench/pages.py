"""Every query of the front end by every office, in a province and in one with ten times the people and records.

A page costs what it shows, and not what there is: the lists in pages at ten times the rows against the same lists at
once, the number of statements, and by the clock the slowest page of those near a village and of those far above it.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import FieldNode, GraphQLSchema, TypeInfo, TypeInfoVisitor, Visitor, parse, visit

from tests.bench.capture import Wiretap, wiretap
from tests.bench.outcome import Limit, Line, against, within
from tests.bench.pages_asking import CADRE, Asked, asked_by, documents, subject_of, ticket
from tests.bench.pages_population import OFFICES, Busy, populate
from tests.bench.stage import Stage
from xuanpai_core.errors import XuanpaiError
from xuanpai_graphql.context import Context, Ticket
from xuanpai_graphql.cost import PLAIN, weight_of

ONCE, TENFOLD = 2_000, 20_000
ROUNDS = 3
FAR: Final = frozenset({"province", "city", "inspector", "finance", "admin", "security", "auditor"})
"""Those who look at a city or the whole province: all of the tenfold is theirs."""


@dataclass(slots=True)
class Took:
    """One document of one office: its milliseconds in each round, and how many statements it sent."""

    asked: Asked
    milliseconds: list[float] = field(default_factory=list)
    statements: int = 0

    @property
    def best(self) -> float:
        """Undisturbed by whatever else ran."""
        return min(self.milliseconds)


async def run(stage: Stage) -> Sequence[Line]:
    """Two provinces, asked in turn by an application in this process, as one client."""
    print(f"making provinces with {ONCE} and {TENFOLD} people in post and what they leave behind …", flush=True)
    provinces = [await populate(stage.database, stage.site.admin_dsn, number) for number in (TENFOLD, ONCE)]
    async with wiretap(stage.site.settings) as tap:
        found = {office: await _office(stage, tap, provinces, office) for office in (*OFFICES, CADRE)}
        counts = _counting(tap)
    every = [pair for pairs in found.values() for pair in pairs]
    lines = [_growth(office, pairs, counts) for office, pairs in found.items()]
    grown = sorted({tenfold.asked.name for tenfold, once in every if tenfold.statements > once.statements})
    lines.append(within("pages that send more statements at 10x", "", float(len(grown)), ("<=", 0.0), which=grown))
    near = [tenfold for tenfold, _ in every if tenfold.asked.office not in FAR]
    far = [tenfold for tenfold, _ in every if tenfold.asked.office in FAR]
    lines.append(_slowest("the slowest page of a county or below", near, 150.0))
    lines.append(_slowest("the slowest page of a city or the province", far, 1000.0))
    return lines


async def _office(stage: Stage, tap: Wiretap, provinces: Sequence[Busy], office: str) -> list[tuple[Took, Took]]:
    """Each document that the office may send, in the large province and in the small one."""
    asked: list[list[Asked]] = []
    tickets: list[Ticket] = []
    for people in provinces:
        subject = subject_of(stage.site.admin_dsn, people, office)
        tickets.append(ticket(people, subject, office))
        permissions = await _permissions(tap, tickets[-1])
        asked.append(list(asked_by(office, people, subject, permissions)))
    found = []
    for large, small in zip(*asked, strict=True):
        tenfold, once = Took(large), Took(small)
        if await _in_turn(tap, (tenfold, once), tickets):
            found.append((tenfold, once))
    return found


async def _in_turn(tap: Wiretap, pair: tuple[Took, Took], tickets: Sequence[Ticket]) -> bool:
    """Ask both in each round, after one in which the statement is made; ``False`` where one of them is refused."""
    for _ in range(ROUNDS + 1):
        for took, held in zip(pair, tickets, strict=True):
            if not await _ask(tap, took, held):
                return False
    for took in pair:
        del took.milliseconds[0]
    return True


async def _ask(tap: Wiretap, took: Took, held: Ticket) -> bool:
    """Ask once; ``False`` where the office may not, or is told that there is no such thing for it."""
    tap.heard.clear()
    started = time.perf_counter()
    result = await tap.operations.run(took.asked.text, took.asked.variables, None, Context(tap.application, held))
    took.milliseconds.append((time.perf_counter() - started) * 1000)
    # asyncpg tells its listeners in the loop's next turn.
    await asyncio.sleep(0)
    took.statements = len(tap.heard)
    unforeseen = [error for error in result.errors or () if not isinstance(error.original_error, XuanpaiError)]
    if unforeseen:
        raise RuntimeError(f"{took.asked.office} {took.asked.name}: {unforeseen}")
    return not result.errors


async def _permissions(tap: Wiretap, held: Ticket) -> frozenset[str]:
    """What the holder may do, as a page asks before it leaves out what is not for its reader."""
    async with Context(tap.application, held) as context:
        ctx = await context.identify()
    return frozenset().union(*(ctx.permissions.get(one.role, frozenset()) - one.denied for one in ctx.actor.grants))


def _growth(office: str, pairs: Sequence[tuple[Took, Took]], counting: frozenset[str]) -> Line:
    """All lists in pages of one office, one after the other; what counts or adds up is judged by the clock alone."""
    paged = [(tenfold, once) for tenfold, once in pairs if tenfold.asked.name not in counting]
    rounds = [
        (sum(tenfold.milliseconds[at] for tenfold, _ in paged), sum(once.milliseconds[at] for _, once in paged))
        for at in range(ROUNDS)
    ]
    worst = sorted(((tenfold.best - once.best, tenfold.asked.name) for tenfold, once in paged), reverse=True)[:5]
    limit: Limit = ("<=", 2.5 if office in FAR else 1.5)
    return against(f"{len(paged)} pages of {office} at 10x, against 1x", "ms", rounds, limit, worst=worst)


def _slowest(work: str, took: Sequence[Took], limit: float) -> Line:
    slow = sorted(took, key=lambda one: one.best, reverse=True)
    named = [(one.asked.office, one.asked.name, dict(one.asked.variables), one.best) for one in slow[:10]]
    return within(work, "ms", slow[0].best, ("<", limit), which=named)


def _counting(tap: Wiretap) -> frozenset[str]:
    """The documents in which some field says that it weighs more than a column: it counts, adds up or searches."""
    return frozenset(name for name, text in documents().items() if _weighs(tap.operations.schema, text))


def _weighs(schema: GraphQLSchema, text: str) -> bool:
    types = TypeInfo(schema)
    heavy: list[str] = []

    class Weigher(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            if weight_of(types.get_field_def()) > PLAIN:
                heavy.append(node.name.value)

    visit(parse(text), TypeInfoVisitor(types, Weigher()))
    return bool(heavy)
