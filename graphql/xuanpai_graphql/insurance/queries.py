"""Reading policies, and who lacks cover on which days."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.cadres.unmasking import shown_name
from xuanpai_core.insurance import service
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.insurance.types import InsuranceGap, InsurancePolicy, UncoveredPeriod
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import fetch_connection
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.permissions import Reads


@strawberry.type
class InsuranceQueries:
    """Root fields for insurance."""

    @strawberry.field(description="查保单", extensions=[Reads(Action.INSURANCE_READ)])
    async def insurance_policies(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[InsurancePolicy]:
        """Policies within the caller's reach."""
        return await fetch_connection(info, InsurancePolicy, first=first, after=after)

    @strawberry.field(
        description="谁在哪些日子没有足额保险", extensions=[Reads(Action.INSURANCE_READ)], directives=[AGGREGATE]
    )
    async def insurance_gaps(self, info: Info, region_code: str) -> list[InsuranceGap]:
        """Postings in the place, within the caller's reach, that lack the required cover."""
        async with info.context.exclusive() as work:
            found = await service.insurance_gaps(work, region_code)
            return [_shown(gap, shown_name(work, gap.cadre_name)) for gap in found]


def _shown(gap: service.InsuranceGap, cadre_name: str) -> InsuranceGap:
    return InsuranceGap(
        posting_id=strawberry.ID(global_id("Posting", str(gap.posting_id))),
        cadre_name=cadre_name,
        place_name=gap.place_name,
        required_fen=Fen(gap.required_fen),
        reason=gap.reason,
        clause_words=gap.clause.words,
        clause_document=gap.clause.document,
        clause_reference=gap.clause.reference,
        missing_days=gap.days,
        periods=[UncoveredPeriod(first_day=part.first, last_day=part.last, days=part.days) for part in gap.missing],
    )
