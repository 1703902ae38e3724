"""Statements of campaigns and candidates."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.campaigns.balance import Counted, Quota
from xuanpai_core.campaigns.models import Campaign, CampaignQuota, Candidate, CandidateReview
from xuanpai_core.db.session import Work
from xuanpai_core.postings.models import Posting, PostingDecision
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.units.models import OrgUnit
from xuanpai_core.vocabulary import DispatchLevel


async def campaign_within(work: Work, campaign_id: UUID, reach: Extent, *, hold: bool = False) -> Campaign | None:
    """The campaign, if its place lies within ``reach``; ``hold`` keeps others from changing it meanwhile."""
    wanted = select(Campaign).where(
        Campaign.tenant_id == work.tenant_id,
        Campaign.id == campaign_id,
        within(reach, region_code=Campaign.region_code),
    )
    found: Campaign | None = await work.session.scalar(wanted.with_for_update() if hold else wanted)
    return found


async def name_taken(work: Work, region_code: str, name: str) -> bool:
    """Whether the place has a campaign of that name."""
    there = select(Campaign.id).where(
        Campaign.tenant_id == work.tenant_id, Campaign.region_code == region_code, Campaign.name == name
    )
    return await work.session.scalar(there) is not None


async def quotas(work: Work, campaign_id: UUID) -> list[Quota]:
    """The groups of a campaign, in order."""
    rows = await work.session.scalars(
        select(CampaignQuota)
        .where(CampaignQuota.tenant_id == work.tenant_id, CampaignQuota.campaign_id == campaign_id)
        .order_by(CampaignQuota.line)
    )
    return [
        Quota(
            title=row.title,
            dispatch_level=row.dispatch_level,
            cadres=row.cadres,
            villages=row.villages,
            per_village=row.per_village,
            units=row.units,
        )
        for row in rows
    ]


async def replace_quotas(work: Work, campaign_id: UUID, new: Collection[Quota]) -> None:
    """Make ``new`` the groups of the campaign."""
    await work.session.execute(
        delete(CampaignQuota).where(CampaignQuota.tenant_id == work.tenant_id, CampaignQuota.campaign_id == campaign_id)
    )
    rows = [
        {
            "tenant_id": work.tenant_id,
            "campaign_id": campaign_id,
            "line": line,
            "title": quota.title,
            "dispatch_level": quota.dispatch_level,
            "cadres": quota.cadres,
            "villages": quota.villages,
            "per_village": quota.per_village,
            "units": quota.units,
        }
        for line, quota in enumerate(new, start=1)
    ]
    if rows:
        await work.session.execute(insert(CampaignQuota), rows)


async def counted(work: Work, campaign_id: UUID) -> dict[DispatchLevel, Counted]:
    """What the campaign's postings come to, by level; those that ended count too, for they were sent."""
    rows = await work.session.execute(
        select(
            Posting.dispatch_level,
            func.count(Posting.cadre_id.distinct()),
            func.count(Posting.region_code.distinct()),
            func.count(Posting.sending_unit_id.distinct()),
        )
        .join(
            PostingDecision,
            (PostingDecision.tenant_id == work.tenant_id) & (PostingDecision.posting_id == Posting.id),
        )
        .where(Posting.tenant_id == work.tenant_id, PostingDecision.campaign_id == campaign_id)
        .group_by(Posting.dispatch_level)
    )
    return {level: Counted(cadres, villages, units) for level, cadres, villages, units in rows}


async def candidate_within(work: Work, candidate_id: UUID, reach: Extent) -> tuple[Candidate, Campaign] | None:
    """The candidate and its campaign, if the campaign's place lies within ``reach``; held until the end."""
    row = (
        await work.session.execute(
            select(Candidate, Campaign)
            .join(Campaign, (Campaign.tenant_id == work.tenant_id) & (Campaign.id == Candidate.campaign_id))
            .where(
                Candidate.tenant_id == work.tenant_id,
                Candidate.id == candidate_id,
                within(reach, region_code=Campaign.region_code),
            )
            .with_for_update(of=Candidate)
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


async def is_candidate(work: Work, campaign_id: UUID, cadre_id: UUID) -> bool:
    """Whether the person is proposed in the campaign already."""
    there = select(Candidate.id).where(
        Candidate.tenant_id == work.tenant_id, Candidate.campaign_id == campaign_id, Candidate.cadre_id == cadre_id
    )
    return await work.session.scalar(there) is not None


async def review_of(work: Work, candidate_id: UUID) -> list[CandidateReview]:
    """What was found about the candidate."""
    rows = await work.session.scalars(
        select(CandidateReview).where(
            CandidateReview.tenant_id == work.tenant_id, CandidateReview.candidate_id == candidate_id
        )
    )
    return list(rows.all())


async def forget_review(work: Work, candidate_id: UUID) -> None:
    """Take an earlier review back, to write a corrected one."""
    await work.session.execute(
        delete(CandidateReview).where(
            CandidateReview.tenant_id == work.tenant_id, CandidateReview.candidate_id == candidate_id
        )
    )


async def unit_exists(work: Work, unit_id: UUID) -> bool:
    """Whether there is such a unit that was not merged into another: units are known to everybody."""
    there = select(OrgUnit.id).where(
        OrgUnit.tenant_id == work.tenant_id, OrgUnit.id == unit_id, OrgUnit.merged_into.is_(None)
    )
    return await work.session.scalar(there) is not None


async def cadre_within(work: Work, cadre_id: UUID, reach: Extent) -> bool:
    """Whether the cadre is in the reach's charge: posted there, of a unit there, or proposed in a campaign there."""
    posted = (
        select(Posting.id)
        .where(Posting.tenant_id == work.tenant_id, Posting.cadre_id == Cadre.id)
        .where(within(reach, region_code=Posting.region_code))
    )
    home = (
        select(OrgUnit.id)
        .where(OrgUnit.tenant_id == work.tenant_id, OrgUnit.id == Cadre.home_unit_id)
        .where(within(reach, region_code=OrgUnit.region_code))
    )
    proposed = (
        select(Candidate.id)
        .join(Campaign, (Campaign.tenant_id == work.tenant_id) & (Campaign.id == Candidate.campaign_id))
        .where(Candidate.tenant_id == work.tenant_id, Candidate.cadre_id == Cadre.id)
        .where(within(reach, region_code=Campaign.region_code))
    )
    there = select(Cadre.id).where(
        Cadre.tenant_id == work.tenant_id,
        Cadre.id == cadre_id,
        posted.exists() | home.exists() | proposed.exists(),
    )
    return await work.session.scalar(there) is not None


async def decisions_below(
    work: Work, posting_ids: Collection[UUID], region_code: str
) -> dict[UUID, PostingDecision | None]:
    """Those of the postings that lie below the place, held until the end, each with how it came about if known."""
    low, high = RegionCode.stored(region_code).range()
    rows = await work.session.execute(
        select(Posting.id, PostingDecision)
        .outerjoin(
            PostingDecision,
            (PostingDecision.tenant_id == work.tenant_id) & (PostingDecision.posting_id == Posting.id),
        )
        .where(
            Posting.tenant_id == work.tenant_id,
            Posting.id.in_(posting_ids),
            Posting.region_code >= low,
            Posting.region_code < high,
        )
        .order_by(Posting.id)
        .with_for_update(of=Posting, key_share=True)
    )
    return {row[0]: row[1] for row in rows}
