"""How a campaign, its candidates and its balance look."""

from collections.abc import Hashable
from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause, Integer, cast, exists

from xuanpai_core.authz.actions import Action
from xuanpai_core.campaigns import models
from xuanpai_core.campaigns.models import CampaignState, CandidateState, Veto
from xuanpai_core.vocabulary import DispatchLevel
from xuanpai_graphql.cadres.types import Cadre
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared, many, one
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.regions.types import Region
from xuanpai_graphql.scopes import of_place, reach
from xuanpai_graphql.units.types import OrgUnit

strawberry.enum(CampaignState, description="批次状态:起草、已启动、已结束")
strawberry.enum(CandidateState, description="候选人状态:拟派、已任命、已撤回")
strawberry.enum(Veto, description="宁可不派的三条:心里不情愿、能力不强、群众反映不好")
_FROM_CAMPAIGN = "看得到批次的人看得到它的名额"
_FROM_CANDIDATE = "看得到候选人的人看得到他是谁、来自哪里、拟派到哪里"


def _of_campaign(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    campaign = models.Campaign.__table__.alias()
    return exists().where(
        campaign.c.tenant_id == tenant(),
        campaign.c.id == row.c.campaign_id,
        reach(action, key, region_code=campaign.c.region_code),
    )


def _of_candidate(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    candidate = models.Candidate.__table__.alias()
    return exists().where(
        candidate.c.tenant_id == tenant(), candidate.c.id == row.c.candidate_id, _of_campaign(candidate, action, key)
    )


def _reserve(row: FromClause) -> ColumnElement[int]:
    """1 for a reserve cadre: a cursor carries no truth value."""
    return cast(row.c.reserve, Integer)


@declared(
    models.CampaignQuota.__table__,
    node="CampaignQuota",
    key=("campaign_id", "line"),
    scope=_of_campaign,
    requires=Action.CAMPAIGN_READ,
    order=[asc("line")],
)
@strawberry.type(description="批次中的一组名额")
class CampaignQuota:
    """One group."""

    title: str = column(description="组名")
    dispatch_level: DispatchLevel = column(description="派出层级")
    cadres: int = column(description="人数")
    villages: int = column(description="村数")
    per_village: int = column(description="每村人数")
    units: int | None = column(description="派出单位数;没有规定的为空")


@declared(
    models.Campaign.__table__,
    node="Campaign",
    scope=of_place("region_code"),
    requires=Action.CAMPAIGN_READ,
    order=[desc("starts_on")],
)
@strawberry.type(description="选派批次")
class Campaign(Node):
    """One round of sending."""

    name: str = column(description="名称")
    region_code: str = column(description="所在区划代码")
    starts_on: date = column(description="开始日期")
    cadres: int = column(description="干部总数")
    villages: int = column(description="村总数")
    otherwise_villages: int = column(description="另行覆盖的村数")
    otherwise_by: str | None = column(description="由谁另行覆盖")
    state: CampaignState = column(description="状态")
    quotas: list[CampaignQuota] = many(
        lambda row, quota: quota.c.campaign_id == row.c.id,
        limit=50,
        order=[asc("line")],
        scope_from_parent=_FROM_CAMPAIGN,
        description="各组名额",
    )


@declared(
    models.CandidateReview.__table__,
    node="CandidateReview",
    key=("candidate_id", "veto"),
    scope=_of_candidate,
    requires=Action.CAMPAIGN_MANAGE,
    order=[asc("veto")],
)
@strawberry.type(description="对一名候选人的一条考察结论")
class CandidateReview:
    """One veto: found or not."""

    veto: Veto = column(description="哪一条")
    found: bool = column(description="是否存在;存在即不得任命")
    decided_by: str = column(description="由谁作出结论")
    decided_on: date = column(description="考察日期")
    note: str | None = column(description="说明")


@declared(
    models.Candidate.__table__,
    node="Candidate",
    scope=_of_campaign,
    requires=Action.CAMPAIGN_MANAGE,
    order=[desc("score_hundredths"), desc(_reserve)],
)
@strawberry.type(description="候选人;得分相同的,后备干部在前")
class Candidate(Node):
    """Somebody who is proposed."""

    village_code: str | None = column(description="拟派村区划代码")
    category: str = column(description="人选类别")
    service_years: int | None = column(description="工作年限")
    township_leader: bool = column(description="是否镇街班子成员")
    reserve: bool = column(description="是否后备干部、重点培养对象")
    score_hundredths: int = column(description="得分乘以100:85.50分为8550")
    state: CandidateState = column(description="状态")
    cadre: Cadre = one(
        lambda row, cadre: cadre.c.id == row.c.cadre_id, scope_from_parent=_FROM_CANDIDATE, description="干部"
    )
    unit: OrgUnit = one(
        lambda row, unit: unit.c.id == row.c.unit_id, scope_from_parent=_FROM_CANDIDATE, description="派出单位"
    )
    village: Region | None = one(lambda row, region: region.c.code == row.c.village_code, description="拟派村")
    campaign: Campaign = one(lambda row, campaign: campaign.c.id == row.c.campaign_id, description="批次")
    review: list[CandidateReview] = many(
        lambda row, review: review.c.candidate_id == row.c.id,
        limit=3,
        order=[asc("veto")],
        scope_from_parent="看得到候选人的人看得到对他的考察",
        description="考察结论;空为没有考察",
    )


@strawberry.type(description="一个勾稽等式")
class BalanceEquation:
    """Two numbers that ought to be equal."""

    name: str
    title: str
    left: int
    right: int
    difference: int
    holds: bool
    sentence: str


@strawberry.type(description="人数、村数、派出单位数")
class CampaignNumbers:
    """What is planned, or what there is."""

    cadres: int
    villages: int
    units: int | None


@strawberry.type(description="一个派出层级的计划与实际")
class CampaignProgress:
    """Planned against actual."""

    dispatch_level: DispatchLevel
    title: str
    planned: CampaignNumbers
    actual: CampaignNumbers


@strawberry.type(description="批次的名额勾稽")
class CampaignBalance:
    """What adds up and what does not."""

    campaign_id: strawberry.ID
    balanced: bool
    equations: list[BalanceEquation]
    warnings: list[str] = strawberry.field(description="不平的等式;起草时可以保存,启动前须改平")
    progress: list[CampaignProgress]
