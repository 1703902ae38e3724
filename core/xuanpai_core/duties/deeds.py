"""Telling the core what a record counts for: the one door by which every room fulfils duties."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.duties import repository
from xuanpai_core.duties.judging import judge, window
from xuanpai_core.duties.repository import Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done: its ``kind`` (a form's code), by and to whom (tokens), where it lies in time, with which proof.

    ``day`` places it in a period; ``until`` None: it still stands; for what happened on one day ``until`` is that
    day. ``done_on`` is the day of doing or handing in, by which it is in time or late. ``features``: name to the day
    on which it was gained (``evidence``, ``notice``, ``topic:PROBLEMS``, ``recipient:SENDING_UNIT``, ``kind:FUNDS``).
    """

    kind: str
    parties: frozenset[str]
    day: date
    until: date | None
    done_on: date
    features: Mapping[str, date] = field(default_factory=dict)

    @classmethod
    def of_day(
        cls, kind: str, parties: frozenset[str], day: date, features: Mapping[str, date] | None = None
    ) -> "Deed":
        """A deed of one day, done on that day."""
        return cls(kind=kind, parties=parties, day=day, until=day, done_on=day, features=features or {})


async def tell(work: Work, record_type: str, record_key: str, deeds: Sequence[Deed]) -> None:
    """Make ``deeds`` all that the record counts for, and bring the occurrences that it touches up to date.

    Call it in the transaction that writes the record, whenever what it counts for may have changed; an empty
    sequence takes it back. Asks nobody's permission.
    """
    await tell_many(work, record_type, {record_key: deeds})


async def tell_many(work: Work, record_type: str, told: Mapping[str, Sequence[Deed]]) -> None:
    """``tell`` for many records of one type, by key, in as few statements as for one."""
    await work.session.flush()
    rows: list[Any] = list(await work.driver.fetch(repository.FORGET, work.tenant_id, record_type, list(told)))
    before = [([row["token"]], row["kind"], row["day"], row["until"]) for row in rows]
    now = [(deed.parties, deed.kind, deed.day, deed.until) for deeds in told.values() for deed in deeds]
    if now:
        content = [_plain(key, deed) for key, deeds in told.items() for deed in deeds]
        await work.driver.execute(repository.REMEMBER, work.tenant_id, record_type, orjson.dumps(content).decode())
    await _bring_up_to_date(work, [*before, *now])


def _plain(record_key: str, deed: Deed) -> dict[str, Any]:
    return {
        "record_key": record_key,
        "kind": deed.kind,
        "day": deed.day,
        "until": deed.until,
        "done_on": deed.done_on,
        "parties": sorted(deed.parties),
        "features": dict(deed.features),
    }


async def _bring_up_to_date(work: Work, changed: Sequence[tuple[Iterable[str], str, date, date | None]]) -> None:
    """Judge anew the periods that these deeds, there or gone, may count for; write those that come out otherwise."""
    tokens = {token for parties, *_ in changed for token in parties}
    if not tokens:
        return
    kinds = {kind for _, kind, *_ in changed}
    first, last = min(day for _, _, day, _ in changed), max(day for _, _, day, _ in changed)
    found = await repository.touched(work, tokens, kinds, first, last)
    if not found:
        return
    asked = [(one.owed.token, one.duty, *window(one.duty, one.owed.period_start, one.owed.period_end)) for one in found]
    facts = await repository.facts(work, asked)
    excusable = [one.owed.token for one in found if one.excusable]
    excuses = await repository.excuses(work, excusable)
    day = today(work.clock)
    judged = []
    for one, known in zip(found, facts, strict=True):
        excused = excuses.get((one.owed.token, one.duty.matter), ())
        now = judge(one.duty, one.owed, known, excused, day)
        if (now.done, now.met_on, now.state) != (one.done, one.met_on, one.state):
            judged.append(Judged(one.owed.id, now.done, now.met_on, now.state))
    await repository.write_judged(work, judged)
