"""Postings that came with a roster, counted under the campaign to which they belong."""

from collections.abc import Sequence
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.campaigns import repository
from xuanpai_core.campaigns.errors import AlreadyInCampaign
from xuanpai_core.campaigns.service import require_not_closed
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Invalid
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import PostingDecision

MOST_POSTINGS = 500


async def join_campaign(work: Work, campaign_id: UUID, posting_ids: Sequence[UUID], key: str) -> UUID:
    """Count these postings, made without a campaign, under one that is not closed; all of them or none.

    Raises ``Forbidden``, ``CampaignNotFound``, ``CampaignClosed``, ``PostingNotFound`` (also for one beyond the
    campaign's place), ``AlreadyInCampaign``, ``Invalid`` (``INVALID_COUNT``).
    """
    reach = require(work.ctx, Action.CAMPAIGN_MANAGE)
    wanted = sorted(set(posting_ids))
    if not 1 <= len(wanted) <= MOST_POSTINGS:
        raise Invalid(f"一次请选择1到{MOST_POSTINGS}条任职。", code="INVALID_COUNT")

    async def act() -> Outcome:
        campaign = await require_not_closed(work, campaign_id, reach)
        found = await repository.decisions_below(work, wanted, campaign.region_code)
        if len(found) != len(wanted):
            raise PostingNotFound
        for posting_id, decision in found.items():
            _join(work, campaign_id, posting_id, decision)
        await work.session.flush()
        named = [str(posting_id) for posting_id in wanted]
        record(work, "campaign:join", "campaign", campaign_id, after={"postings": named})
        return {}

    await once(work, "campaign:join", key, [campaign_id, wanted], act)
    return campaign_id


def _join(work: Work, campaign_id: UUID, posting_id: UUID, decision: PostingDecision | None) -> None:
    if decision is None:
        work.session.add(
            PostingDecision(
                tenant_id=work.tenant_id,
                posting_id=posting_id,
                campaign_id=campaign_id,
                accepted=[],
                recorded_by=work.ctx.actor.account_id,
            )
        )
    elif decision.campaign_id is None:
        decision.campaign_id = campaign_id
    elif decision.campaign_id != campaign_id:
        raise AlreadyInCampaign
