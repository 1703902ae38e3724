"""How long a posting lasts, who has stayed beyond it, and making it longer (HD-03, FJ-05)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.service import subject_changed
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.periods import last_day_of_term
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.rulebook import Term
from xuanpai_core.plugins.service import told_postings
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.postings import repository
from xuanpai_core.postings.errors import ExtensionNotLonger, NoTerm, PostingAlreadyEnded, PostingNotFound
from xuanpai_core.postings.models import Posting, TermExtension
from xuanpai_core.postings.reach import within_posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.rulebooks.in_force import Rulebooks
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.texts import paragraphs
from xuanpai_core.vocabulary import DispatchLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueTerm:
    """A posting that runs past its term: since when, for how many days, and by which rule."""

    posting_id: UUID
    cadre_name: str
    region_code: str
    place_name: str
    term_ended_on: date
    days: int
    sentence: str
    clause: Clause | None


def term_in_force(books: Rulebooks, region_code: str, level: DispatchLevel, on: date) -> Term | None:
    """The term that the nearest place lays down for postings of this level which begin there that day."""
    # A place may have one term for each level, each a matter of its own.
    terms = [
        (row, term)
        for row, term in books.every(Term, region_code, on)
        if not term.dispatch_levels or level in term.dispatch_levels
    ]
    nearest = max(terms, key=lambda pair: (len(pair[0].region_code), bool(pair[1].dispatch_levels)), default=None)
    return None if nearest is None else nearest[1]


def planned_end(books: Rulebooks, region_code: str, level: DispatchLevel, start: date) -> date | None:
    """The last day of the term that the rules in force on the first day lay down; None if none does."""
    term = term_in_force(books, region_code, level, start)
    return None if term is None else last_day_of_term(start, term.months)


async def overdue_terms(work: Work, region_code: str) -> list[OverdueTerm]:
    """Whoever is still in post after the term, extensions included, within the place and reach; longest first.

    Raises ``Forbidden`` and ``InvalidRegionCode``.
    """
    reach = require(work.ctx, Action.POSTING_READ)
    low, high = RegionCode.parse(region_code).range()
    books, day = await rulebooks(work), today(work.clock)
    running = await told_postings(
        work,
        Posting.region_code >= low,
        Posting.region_code < high,
        Posting.start_date <= day,
        Posting.end_date.is_(None),
        within_posting(reach),
    )
    found = []
    for posting in running:
        facts = posting.facts
        term = term_in_force(books, facts.region_code, facts.dispatch_level, facts.start_date)
        end = facts.planned_end
        if end is None and term is not None:
            end = last_day_of_term(facts.start_date, term.months)
        if end is not None and end < day:
            over = (day - end).days
            found.append(
                OverdueTerm(
                    posting_id=posting.posting_id,
                    cadre_name=posting.cadre_name,
                    region_code=facts.region_code,
                    place_name=posting.place_name,
                    term_ended_on=end,
                    days=over,
                    sentence=f"任期已于{day_name(end)}届满,超期{over}天,没有延长记录。请办理离任或延长任期。",
                    clause=term.clause if term else None,
                )
            )
    return sorted(found, key=lambda one: (-one.days, one.region_code))


async def extend_term(work: Work, posting_id: UUID, until: date, reason: str, key: str) -> UUID:
    """Let a running posting last until ``until``; returns the posting's id.

    Raises ``Forbidden``, ``PostingNotFound``, ``PostingAlreadyEnded``, ``NoTerm``, ``ExtensionNotLonger``,
    ``Invalid`` (``INVALID_TEXT``).
    """
    reach = require(work.ctx, Action.POSTING_APPOINT)
    reason = paragraphs(reason, path="reason", title="延长任期的理由", limit=500)

    async def act() -> Outcome:
        posting = await repository.posting_within(work, posting_id, reach, hold=True)
        if posting is None:
            raise PostingNotFound
        if posting.end_date is not None:
            raise PostingAlreadyEnded
        before = posting.planned_end or planned_end(
            await rulebooks(work), posting.region_code, posting.dispatch_level, posting.start_date
        )
        if before is None:
            raise NoTerm
        if until <= before:
            raise ExtensionNotLonger(before)
        await _extend(work, posting, before, until, reason)
        return {}

    await once(work, "posting:extend", key, [posting_id, until, reason], act)
    return posting_id


async def _extend(work: Work, posting: Posting, before: date, until: date, reason: str) -> None:
    work.session.add(
        TermExtension(
            tenant_id=work.tenant_id,
            id=new_id(),
            posting_id=posting.id,
            previous_end=before,
            until=until,
            reason=reason,
            recorded_by=work.ctx.actor.account_id,
        )
    )
    posting.planned_end = until
    await work.session.flush()
    await subject_changed(work, postings=[posting.id])
    was, now = {"planned_end": before}, {"planned_end": until}
    record(work, "posting:extend", "posting", posting.id, before=was, after=now, reason=reason)
