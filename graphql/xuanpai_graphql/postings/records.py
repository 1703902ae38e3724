"""What stands beside a posting: how it came about, how long it was made, what moved, and who stands out."""

from datetime import date

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.postings import models
from xuanpai_core.postings.models import TransferDirection
from xuanpai_core.vocabulary import DispatchLevel, PostingRole
from xuanpai_graphql.lookahead.declare import column, declared
from xuanpai_graphql.lookahead.sources import asc
from xuanpai_graphql.scopes import through_posting

strawberry.enum(DispatchLevel, description="派出层级")
strawberry.enum(PostingRole, description="任职")
strawberry.enum(TransferDirection, description="组织关系转接的方向:转入驻点村、转回")


@declared(
    models.PostingDecision.__table__,
    node="PostingDecision",
    key=("posting_id",),
    scope=through_posting,
    requires=Action.POSTING_READ,
)
@strawberry.type(description="任命的依据:研究决定、到村宣布、仍然任命的理由")
class PostingDecision:
    """How a posting came about."""

    body: str | None = column(description="研究决定的会议;没有登记的为空")
    decided_on: date | None = column(description="研究决定日期")
    announced_on: date | None = column(description="到村宣布日期")
    accepted: JSON = column(description="对一般要求仍然任命的:哪一条,理由")


@declared(
    models.TermExtension.__table__,
    node="TermExtension",
    key=("id",),
    scope=through_posting,
    requires=Action.POSTING_READ,
    order=[asc("until")],
)
@strawberry.type(description="延长任期")
class TermExtension:
    """A term made longer."""

    previous_end: date = column(description="原届满之日")
    until: date = column(description="延长后的届满之日")
    reason: str = column(description="理由")


@declared(
    models.PartyTransfer.__table__,
    node="PartyTransfer",
    key=("posting_id", "direction"),
    scope=through_posting,
    requires=Action.POSTING_READ,
    order=[asc("transferred_on")],
)
@strawberry.type(description="党组织关系转接")
class PartyTransfer:
    """Party membership moved."""

    direction: TransferDirection = column(description="方向")
    transferred_on: date = column(description="转接日期")
    from_branch: str = column(description="转出党组织")
    to_branch: str = column(description="转入党组织")


@declared(
    models.UnitRelease.__table__,
    node="UnitRelease",
    key=("posting_id",),
    scope=through_posting,
    requires=Action.POSTING_READ,
)
@strawberry.type(description="与原单位工作脱钩")
class UnitRelease:
    """The home unit let go of the cadre's work."""

    released_on: date = column(description="脱钩日期")
    handed_over_to: str | None = column(description="接手人")


@strawberry.type(description="岗位与配置不符的村:缺什么岗位,超员几名")
class PostGap:
    """A village whose posts are not those of the template (HD-02)."""

    region_code: str
    place_name: str
    dispatch_level: DispatchLevel
    missing: list[PostingRole]
    surplus: int
    sentence: str
    clause_words: str
    clause_document: str
    clause_reference: str


@strawberry.type(description="超期任职:任期已满,没有离任也没有延长")
class OverdueTerm:
    """A posting that runs past its term (FJ-05)."""

    posting_id: strawberry.ID
    cadre_name: str
    region_code: str
    place_name: str
    term_ended_on: date
    days: int
    sentence: str
    clause_words: str | None
    clause_document: str | None
    clause_reference: str | None


@strawberry.type(description="一段驻村经历")
class ServiceStretch:
    """One posting's days."""

    role: PostingRole
    place_name: str | None = strawberry.field(description="任职地;不在您管辖范围内的不显示")
    first_day: date
    last_day: date
    days: int
    running: bool


@strawberry.type(description="驻村经历证明:累计天数,是否满一年")
class ServiceRecord:
    """How long somebody has served in villages (FJ-15)."""

    cadre_id: strawberry.ID
    stretches: list[ServiceStretch]
    total_days: int
    longest_days: int
    one_year: bool
    sentence: str
