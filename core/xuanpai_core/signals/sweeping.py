"""Looking at everything that came in since the last look; a check-in itself pays nothing for it.

Whatever is looked at twice is found once, and what is found depends on the entries alone: of any two that contradict
each other it is always the later one that was noticed, in whichever order and however parcelled they came in.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from xuanpai_core.audit.service import EVERYTHING, record
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.signals.cameras import at_odds
from xuanpai_core.signals.doubting import follow_up
from xuanpai_core.signals.entries import Slice, look_at_check_ins
from xuanpai_core.signals.found import Found, keep
from xuanpai_core.signals.logs import FIRST_LOG, LogKey, look_at_logs
from xuanpai_core.signals.photos import compare, waiting
from xuanpai_core.signals.printing import print_photos
from xuanpai_core.signals.ruling import Ruling, ruling_of

SOURCE = "received"
# Longer than any transaction that takes an entry may last, and than our own clocks differ.
OVERLAP = timedelta(minutes=5)
# At the morning's peak of a large province, some hundred thousand entries.
LONGEST = timedelta(minutes=15)
# Where nobody has ever looked, what is older stays as it is.
FIRST_LOOK = timedelta(days=1)

_BEGIN = "INSERT INTO signal_sweep (tenant_id, source, swept_to) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
_HOLD = "SELECT swept_to FROM signal_sweep WHERE tenant_id = $1 AND source = $2 FOR UPDATE"
# Whoever began earlier with less must not take back what somebody else has looked at meanwhile.
_MOVE = "UPDATE signal_sweep SET swept_to = GREATEST(swept_to, $3) WHERE tenant_id = $1 AND source = $2"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time of which the check-ins are looked at, and the logs up to and with ``last``."""

    part: Slice
    last: LogKey


@dataclass(frozen=True, slots=True)
class Looked:
    """How many signals are new, whether more is to be looked at, and the stretch to go on with, if it was not all."""

    raised: int
    more: bool
    rest: Stretch | None = None


async def sweep(database: Database, ctx: RequestContext) -> int:
    """Look at what came in up to now, page by page, each in a transaction of its own; how many signals are new.

    A look that is cut off begins its stretch again: what was found then is found once.
    """
    raised = 0
    looked = Looked(0, more=True)
    while looked.more:
        async with database.work(ctx) as work:
            looked = await look(work, looked.rest)
        raised += looked.raised
    await print_photos(database, ctx)
    more = True
    while more:
        async with database.work(ctx) as work:
            new, more = await look_at_photos(work)
        raised += new
    return raised


async def look(work: Work, rest: Stretch | None = None) -> Looked:
    """Look at the next stretch of what was received, check-ins and a page of logs, or at the ``rest`` of one."""
    now = work.clock.now()
    swept_to = await _hold(work, now)
    ruling = await ruling_of(work)
    found: list[Found] = []
    if rest is None:
        rest = Stretch(Slice(swept_to - OVERLAP, min(now, swept_to + LONGEST)), FIRST_LOG)
        found += await look_at_check_ins(work, rest.part, ruling)
    copies, last = await look_at_logs(work, rest.part, rest.last, ruling)
    raised = await _raise(work, [*found, *copies], ruling)
    if last is not None:
        return Looked(raised, more=True, rest=Stretch(rest.part, last))
    await work.driver.execute(_MOVE, work.tenant_id, SOURCE, rest.part.until)
    return Looked(raised, more=rest.part.until < now)


async def look_at_photos(work: Work) -> tuple[int, bool]:
    """Hold the next photos that wait for it against all others: how many signals are new, and whether more wait."""
    await _hold(work, work.clock.now())
    prints = await waiting(work)
    if not prints:
        return 0, False
    ruling = await ruling_of(work)
    found = [*await compare(work, prints), *await at_odds(work, [one.evidence_id for one in prints], ruling)]
    return await _raise(work, found, ruling), True


async def _raise(work: Work, found: Sequence[Found], ruling: Ruling) -> int:
    new = await keep(work, found, ruling)
    if new:
        kinds = Counter(row["kind"] for row in new)
        record(work, "signal:raise", "presence_signal", EVERYTHING, after=dict(sorted(kinds.items())))
    await follow_up(work, new, ruling)
    return len(new)


async def _hold(work: Work, now: datetime) -> datetime:
    """Up to when it was looked; whoever else looks waits until this transaction ends."""
    await work.driver.execute(_BEGIN, work.tenant_id, SOURCE, now - FIRST_LOOK)
    swept_to: datetime = await work.driver.fetchval(_HOLD, work.tenant_id, SOURCE)
    return swept_to
