"""Reading campaigns and candidates."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.campaigns.models import CampaignState, CandidateState
from xuanpai_core.campaigns.service import campaign_balance
from xuanpai_graphql.campaigns.shown import shown_balance
from xuanpai_graphql.campaigns.types import Campaign, CampaignBalance, Candidate
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import CAMPAIGN, CANDIDATE
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads


@strawberry.type
class CampaignQueries:
    """Root fields for campaigns."""

    @strawberry.field(description="按编号查一个选派批次", extensions=[Reads(Action.CAMPAIGN_READ)])
    async def campaign(self, info: Info, id: strawberry.ID) -> Campaign | None:
        """The campaign with that id."""
        return await fetch_one(info, Campaign, where={equals("id"): CAMPAIGN(id)})

    @strawberry.field(description="查选派批次", extensions=[Reads(Action.CAMPAIGN_READ)])
    async def campaigns(
        self,
        info: Info,
        region_code: str | None = None,
        state: CampaignState | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Campaign]:
        """Campaigns within the caller's reach, the latest first."""
        where: Where = {within_region: region_code, equals("state"): state}
        return await fetch_connection(info, Campaign, first=first, after=after, where=where)

    @strawberry.field(
        description="批次的名额勾稽,以及计划与实际", extensions=[Reads(Action.CAMPAIGN_READ)], directives=[AGGREGATE]
    )
    async def campaign_balance(self, info: Info, id: strawberry.ID) -> CampaignBalance:
        """Each equation with both sides, the difference and a sentence."""
        async with info.context.exclusive() as work:
            return shown_balance(await campaign_balance(work, CAMPAIGN(id)))

    @strawberry.field(description="按编号查一名候选人", extensions=[Reads(Action.CAMPAIGN_MANAGE)])
    async def candidate(self, info: Info, id: strawberry.ID) -> Candidate | None:
        """The candidate with that id."""
        return await fetch_one(info, Candidate, where={equals("id"): CANDIDATE(id)})

    @strawberry.field(
        description="查候选人:得分高的在前,得分相同的后备干部在前", extensions=[Reads(Action.CAMPAIGN_MANAGE)]
    )
    async def candidates(
        self,
        info: Info,
        campaign_id: strawberry.ID | None = None,
        state: CandidateState | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Candidate]:
        """Candidates of campaigns within the caller's reach."""
        where: Where = {equals("campaign_id"): campaign_id and CAMPAIGN(campaign_id), equals("state"): state}
        return await fetch_connection(info, Candidate, first=first, after=after, where=where)
