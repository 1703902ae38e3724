"""What a county's quarter comes to: one line a posting and month, and no person paid for one month twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from xuanpai_core.periods import Month, quarter_months
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.decisions import StipendLine, StipendState
from xuanpai_core.plugins.facts import MonthAttendance, StipendFacts
from xuanpai_core.plugins.in_force import RulesInForce
from xuanpai_core.plugins.service import ToldPosting
from xuanpai_core.plugins.wording import yuan

PersonMonth = tuple[UUID, date]
"""A cadre and the first day of a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineElsewhere:
    """A line of the same quarter in another county's batch, of a person who is also posted here."""

    posting_id: UUID
    cadre_id: UUID
    month: date
    amount_fen: int
    state: StipendState
    released: bool


@dataclass(frozen=True, slots=True)
class DueLine:
    """One posting's month."""

    posting_id: UUID
    line: StipendLine

    @property
    def paid(self) -> tuple[UUID, date, int, StipendState]:
        """What counts: for whom, for when, how much, and whether it is paid."""
        return self.posting_id, self.line.month.start, self.line.amount_fen, self.line.state


def ruling_day(month: date) -> date:
    """The day whose rules hold for the whole month: its last, so that a rule holds from its first month on."""
    return Month(month).end - timedelta(days=1)


def due_lines(
    rules: RulesInForce,
    quarter: date,
    postings: Sequence[ToldPosting],
    attendance: Mapping[UUID, tuple[MonthAttendance, ...]],
    elsewhere: Sequence[LineElsewhere],
) -> list[DueLine]:
    """The lines of these postings (in order of their start) for the quarter (JZ-29 to JZ-31).

    A posting's month that another county has released is left out. A person with two posts in a month gets no more
    than one who held a post throughout it: what would exceed that is put on hold for a person to look at.
    """
    released = {(line.posting_id, line.month) for line in elsewhere if line.released}
    claimed = _claimed(postings, elsewhere)
    due = []
    for posting in postings:
        known = attendance.get(posting.posting_id, ())
        facts = StipendFacts(quarter_start=quarter, posting=posting.facts, attendance=known)
        for month in map(Month, quarter_months(quarter)):
            line = _line_for(rules, facts, month)
            if line is None or (posting.posting_id, month.start) in released:
                continue
            if line.state is StipendState.PAYABLE:
                others = claimed[posting.cadre_id, month.start]
                if others and others + line.amount_fen > _whole_month_fen(rules, facts, month):
                    line = _held(line, others)
                else:
                    claimed[posting.cadre_id, month.start] += line.amount_fen
            due.append(DueLine(posting.posting_id, line))
    return due


def _claimed(postings: Sequence[ToldPosting], elsewhere: Sequence[LineElsewhere]) -> defaultdict[PersonMonth, int]:
    """What other batches pay these people, a month; unreleased lines of these very postings move here instead."""
    ours = {posting.posting_id for posting in postings}
    claimed: defaultdict[PersonMonth, int] = defaultdict(int)
    for line in elsewhere:
        if line.state is StipendState.PAYABLE and (line.released or line.posting_id not in ours):
            claimed[line.cadre_id, line.month] += line.amount_fen
    return claimed


def _line_for(rules: RulesInForce, facts: StipendFacts, month: Month) -> StipendLine | None:
    ruling = rules.ask(hookspecs.stipend_for, facts.posting.region_code, ruling_day(month.start), facts)
    return next(line for line in ruling.decision.lines if line.month == month) if ruling else None


def _whole_month_fen(rules: RulesInForce, facts: StipendFacts, month: Month) -> int:
    """What the same post brings when held throughout the month, whatever the attendance."""
    throughout = replace(facts.posting, start_date=min(facts.posting.start_date, month.start), end_date=None)
    line = _line_for(rules, replace(facts, posting=throughout, attendance=()), month)
    return line.amount_fen if line else 0


def _held(line: StipendLine, others_fen: int) -> StipendLine:
    reason = (
        f"{line.reason}本人当月在另一任职已列补助{yuan(others_fen)},合计超过一人一月的标准,"
        "为防重复发放先暂缓,待县级组织部门核对。"
    )
    return replace(line, state=StipendState.ON_HOLD, reason=reason)
