"""Reading projects and their money."""

from datetime import date
from decimal import Decimal

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.projects import service
from xuanpai_core.projects.ledger import Matching
from xuanpai_core.projects.models import ProjectKind, ProjectStatus
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import POSTING, VILLAGE_PROJECT
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.projects.types import FundMatching, Project, ProjectFunding, ProjectTotal, SpecialFund


def _established_from(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.established_on >= day


def _established_until(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.established_on <= day


@strawberry.type
class ProjectQueries:
    """Root fields for projects."""

    @strawberry.field(description="按编号查一个项目", extensions=[Reads(Action.PROJECT_READ)])
    async def project(self, info: Info, id: strawberry.ID) -> Project | None:
        """The project with that id, within the caller's reach."""
        return await fetch_one(info, Project, where={equals("id"): VILLAGE_PROJECT(id)})

    @strawberry.field(
        description="查项目:某地之下、某个任职、某类、某个状态、某段立项日期", extensions=[Reads(Action.PROJECT_READ)]
    )
    async def projects(
        self,
        info: Info,
        region_code: str | None = None,
        posting_id: strawberry.ID | None = None,
        kind: ProjectKind | None = None,
        status: ProjectStatus | None = None,
        established_from: date | None = None,
        established_until: date | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Project]:
        """Projects within the caller's reach, the latest first."""
        where: Where = {
            within_region: region_code,
            equals("posting_id"): posting_id and POSTING(posting_id),
            equals("kind"): kind,
            equals("status"): status,
            _established_from: established_from,
            _established_until: established_until,
        }
        return await fetch_connection(info, Project, first=first, after=after, where=where)

    @strawberry.field(
        description="一地各项目的工程量,按内容和单位分别汇总",
        extensions=[Reads(Action.PROJECT_READ)],
        directives=[AGGREGATE],
    )
    async def project_totals(
        self,
        info: Info,
        region_code: str,
        established_from: date | None = None,
        established_until: date | None = None,
    ) -> list[ProjectTotal]:
        """Quantities by item and unit."""
        async with info.context.exclusive() as work:
            found = await service.project_totals(work, region_code, established_from, established_until)
        return [ProjectTotal(item=one.item, unit=one.unit, amount=one.amount, projects=one.projects) for one in found]

    @strawberry.field(
        description="一个总数:某项内容或某个单位;单位不同的不能相加",
        extensions=[Reads(Action.PROJECT_READ)],
        directives=[AGGREGATE],
    )
    async def project_total(
        self,
        info: Info,
        region_code: str,
        item: str | None = None,
        unit: str | None = None,
        established_from: date | None = None,
        established_until: date | None = None,
    ) -> Decimal:
        """One figure, of one unit."""
        async with info.context.exclusive() as work:
            return await service.project_total(work, region_code, item, unit, established_from, established_until)

    @strawberry.field(
        description="一个项目的承诺、到账、缺口、到账率和单价",
        extensions=[Reads(Action.PROJECT_READ)],
        directives=[AGGREGATE],
    )
    async def project_funding(self, info: Info, project_id: strawberry.ID) -> ProjectFunding:
        """A project's money."""
        async with info.context.exclusive() as work:
            found = await service.project_funding(work, VILLAGE_PROJECT(project_id))
        money = found.money
        return ProjectFunding(
            cost_fen=None if money.cost_fen is None else Fen(money.cost_fen),
            pledged_fen=Fen(money.pledged_fen),
            received_fen=Fen(money.received_fen),
            gap_fen=Fen(money.gap_fen),
            received_share=money.share,
            unit_price_fen=None if found.unit_price_fen is None else Fen(found.unit_price_fen),
            unit=found.unit,
            matching=_matching(found.match),
        )

    @strawberry.field(
        description="一地得到专项资金的项目及镇村配套", extensions=[Reads(Action.PROJECT_READ)], directives=[AGGREGATE]
    )
    async def special_funds(self, info: Info, region_code: str) -> list[SpecialFund]:
        """Projects that a special fund supports."""
        async with info.context.exclusive() as work:
            found = await service.special_funds(work, region_code)
        return [
            SpecialFund(
                project_id=strawberry.ID(global_id("Project", str(fund.project.project_id))),
                title=fund.project.title,
                region_code=fund.project.region_code,
                place_name=fund.project.place_name,
                matching=_matching(fund.match),
            )
            for fund in found
        ]


def _matching(match: Matching) -> FundMatching:
    return FundMatching(
        state=match.state,
        special_fen=Fen(match.special_fen),
        matched_fen=Fen(match.matched_fen),
        missing=list(match.missing),
        reason=match.reason,
    )
