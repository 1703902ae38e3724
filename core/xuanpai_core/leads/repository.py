"""Queries of leads; each asks at once who may know."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, literal_column, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.identity.models import Account, AccountState
from xuanpai_core.leads.models import Lead, LeadKind, LeadState
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.models import Region


@dataclass(frozen=True, slots=True)
class LeadCount:
    """How many leads of a kind stand open below a place, and how many of them were asked about and answered."""

    kind: LeadKind
    open: int
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class LeadFigure:
    """How many leads of a kind stand open in one place next below, and how many of them were asked and answered."""

    region_code: str
    place_name: str
    kind: LeadKind
    open: int
    asked: int
    answered: int


def impartial(work: Work) -> ColumnElement[bool]:
    """Leads in which the caller has no part: not as the responsible, not as the cadre, not as the one asked."""
    mine = work.ctx.actor.account_id
    own = exists().where(
        Posting.tenant_id == work.tenant_id,
        Posting.id == Lead.posting_id,
        Posting.cadre_id == work.ctx.actor.cadre_id,
    )
    return and_(Lead.responsible_id.is_distinct_from(mine), Lead.asked_id.is_distinct_from(mine), ~own)


async def to_decide(work: Work, lead_id: UUID) -> Lead | None:
    """The lead, locked, if the caller decides at its place and has no part in it."""
    return await work.session.scalar(
        select(Lead)
        .where(
            Lead.tenant_id == work.tenant_id,
            Lead.id == lead_id,
            within(extent(work.ctx, Action.LEAD_DECIDE), region_code=Lead.region_code),
            impartial(work),
        )
        .with_for_update(of=Lead)
        .execution_options(populate_existing=True)
    )


async def asked_of_me(work: Work, lead_id: UUID) -> Lead | None:
    """The lead, locked, if it is the caller who was asked."""
    return await work.session.scalar(
        select(Lead)
        .where(Lead.tenant_id == work.tenant_id, Lead.id == lead_id, Lead.asked_id == work.ctx.actor.account_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def account_of_posting(work: Work, posting_id: UUID | None) -> UUID | None:
    """The account of the posting's cadre, if there is one in use; of several, the oldest."""
    return await work.session.scalar(
        select(Account.id)
        .join(Posting, and_(Posting.tenant_id == work.tenant_id, Posting.cadre_id == Account.cadre_id))
        .where(Account.tenant_id == work.tenant_id, Posting.id == posting_id, Account.state == AccountState.ACTIVE)
        .order_by(Account.id)
        .limit(1)
    )


async def in_use(work: Work, account_id: UUID) -> bool:
    """Whether the account may sign in."""
    found = await work.session.scalar(
        select(Account.id).where(
            Account.tenant_id == work.tenant_id, Account.id == account_id, Account.state == AccountState.ACTIVE
        )
    )
    return found is not None


async def open_counts(work: Work, region_code: RegionCode | None) -> list[LeadCount]:
    """The open leads within the caller's reach by kind, below a place if one is named."""
    query = select(Lead.kind, *_counts()).where(*_standing(work, region_code))
    rows = await work.session.execute(query.group_by(Lead.kind).order_by(Lead.kind))
    return [LeadCount(*row) for row in rows]


async def open_figures(work: Work, region_code: RegionCode | None) -> list[LeadFigure]:
    """The open leads within the caller's reach by the place next below one, or by county, and by kind."""
    place = _next_below(region_code).label("place")
    query = select(place, Lead.kind, *_counts()).where(*_standing(work, region_code))
    code, *figures = query.group_by(place, Lead.kind).subquery().c
    rows = await work.session.execute(
        select(code, func.coalesce(Region.name, code), *figures)
        .outerjoin(Region, and_(Region.tenant_id == work.tenant_id, Region.code == code))
        .order_by(code, figures[0])
    )
    return [LeadFigure(*row) for row in rows]


def _counts() -> tuple[ColumnElement[int], ColumnElement[int], ColumnElement[int]]:
    asked, answered = func.count(Lead.asked_at).label("asked"), func.count(Lead.answered_at).label("answered")
    return func.count().label("open"), asked, answered


def _standing(work: Work, region_code: RegionCode | None) -> list[ColumnElement[bool]]:
    """Open, of which the caller may know, below a place if one is named."""
    standing = [
        Lead.tenant_id == work.tenant_id,
        Lead.state == LeadState.OPEN,
        within(extent(work.ctx, Action.LEAD_READ), region_code=Lead.region_code),
        impartial(work),
    ]
    if region_code is not None:
        standing += [Lead.region_code >= region_code, Lead.region_code < region_code + ":"]
    return standing


def _next_below(region_code: RegionCode | None) -> ColumnElement[str]:
    digits = RegionLevel.COUNTY.digits
    if region_code is not None:
        digits = next((level.digits for level in RegionLevel if level.digits > len(region_code)), len(region_code))
    # Written out: a parameter here would be another one in GROUP BY to whoever sends the statement otherwise.
    return func.substr(Lead.region_code, literal_column("1"), literal_column(str(int(digits))))
