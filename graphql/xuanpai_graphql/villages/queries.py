"""Reading what villages are, earn and reach."""

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.villages import service
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.villages.types import (
    CollectiveIncome,
    IncomeClass,
    IncomeClasses,
    IncomeClassVillage,
    StatedFigure,
    StatedRatio,
    TargetMeasure,
    TargetSetVerdicts,
    TargetVerdict,
    VillageProfile,
    VillageTag,
)


def _standing(row: FromClause, yes: ColumnElement[bool]) -> ColumnElement[bool]:
    """Marks that are carried now, or those that were taken off."""
    return row.c.valid_to.is_(None) == yes


@strawberry.type
class VillageQueries:
    """Root fields for villages."""

    @strawberry.field(
        description="查村的类别:某地之下、某一类、仍在列的(current)", extensions=[Reads(Action.VILLAGE_READ)]
    )
    async def village_tags(
        self,
        info: Info,
        region_code: str | None = None,
        code: str | None = None,
        current: bool | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[VillageTag]:
        """Marks of villages within the caller's reach, those that were taken off too."""
        where: Where = {within_region: region_code, equals("code"): code, _standing: current}
        return await fetch_connection(info, VillageTag, first=first, after=after, where=where)

    @strawberry.field(description="查村集体收入", extensions=[Reads(Action.VILLAGE_READ)])
    async def collective_incomes(
        self,
        info: Info,
        region_code: str | None = None,
        year: int | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[CollectiveIncome]:
        """Incomes of villages within the caller's reach."""
        where: Where = {within_region: region_code, equals("year"): year}
        return await fetch_connection(info, CollectiveIncome, first=first, after=after, where=where)

    @strawberry.field(
        description="一地各村按集体收入分档,与上年比较", extensions=[Reads(Action.VILLAGE_READ)], directives=[AGGREGATE]
    )
    async def income_classes(self, info: Info, region_code: str, year: int) -> IncomeClasses:
        """Villages by band, within the caller's places."""
        async with info.context.exclusive() as work:
            found = await service.income_classes(work, region_code, year)
        return IncomeClasses(
            year=found.year,
            villages=found.villages,
            recorded=found.recorded,
            without_scale=found.without_scale,
            bands=[_band(count) for count in found.bands],
        )

    @strawberry.field(description="查目标的实测值", extensions=[Reads(Action.VILLAGE_READ)])
    async def target_measures(
        self,
        info: Info,
        region_code: str | None = None,
        target: str | None = None,
        year: int | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[TargetMeasure]:
        """Measured values of places within the caller's reach."""
        where: Where = {within_region: region_code, equals("target"): target, equals("year"): year}
        return await fetch_connection(info, TargetMeasure, first=first, after=after, where=where)

    @strawberry.field(
        description="一个村一年里各项目标达到没有", extensions=[Reads(Action.VILLAGE_READ)], directives=[AGGREGATE]
    )
    async def target_verdicts(self, info: Info, region_code: str, year: int) -> list[TargetSetVerdicts]:
        """What is said of each target of a village."""
        async with info.context.exclusive() as work:
            found = await service.target_verdicts(work, region_code, year)
        return [_verdicts(one) for one in found]

    @strawberry.field(description="一个村现行的村情民情台账", extensions=[Reads(Action.VILLAGE_READ)])
    async def village_profile(self, info: Info, region_code: str) -> VillageProfile | None:
        """The latest profile of a village."""
        where: Where = {equals("region_code"): region_code}
        return await fetch_one(info, VillageProfile, where=where, order=[desc("as_of"), desc("id")])

    @strawberry.field(description="查村情民情台账,含历史", extensions=[Reads(Action.VILLAGE_READ)])
    async def village_profiles(
        self, info: Info, region_code: str | None = None, first: int | None = None, after: str | None = None
    ) -> Connection[VillageProfile]:
        """Profiles of villages within the caller's reach, the latest of each village first."""
        where: Where = {within_region: region_code}
        return await fetch_connection(info, VillageProfile, first=first, after=after, where=where)

    @strawberry.field(description="查汇总数", extensions=[Reads(Action.VILLAGE_READ)])
    async def stated_figures(
        self, info: Info, region_code: str | None = None, first: int | None = None, after: str | None = None
    ) -> Connection[StatedFigure]:
        """Totals that places within the caller's reach state of themselves."""
        where: Where = {within_region: region_code}
        return await fetch_connection(info, StatedFigure, first=first, after=after, where=where)

    @strawberry.field(
        description="两个汇总数之比:平均数或占比,并说明是不是确数", extensions=[Reads(Action.VILLAGE_READ)]
    )
    async def stated_ratio(
        self, info: Info, region_code: str, of: str, per: str, from_year: int, to_year: int
    ) -> StatedRatio:
        """One stated figure by another."""
        async with info.context.exclusive() as work:
            found = await service.stated_ratio(work, region_code, of, per, from_year, to_year)
        return StatedRatio(value=found.value, unit=found.unit, exact=found.exact, reason=found.reason)


def _band(counted: service.BandCount) -> IncomeClass:
    return IncomeClass(
        code=counted.band.code,
        title=counted.band.title,
        basis=counted.scale.basis,
        comparison=counted.band.comparison,
        line_fen=Fen(counted.band.line_fen),
        count=counted.count,
        recorded=counted.recorded,
        share=counted.share,
        comparable=counted.comparable,
        count_before=counted.before,
        change=counted.change,
        left=counted.left,
        entered=counted.entered,
        clause_words=counted.scale.clause.words,
        clause_reference=counted.scale.clause.reference,
        members=[
            IncomeClassVillage(
                region_code=member.region_code, place_name=member.place_name, measured_fen=Fen(member.measured_fen)
            )
            for member in counted.members
        ],
    )


def _verdicts(found: service.SetVerdicts) -> TargetSetVerdicts:
    rule = found.targets
    return TargetSetVerdicts(
        matter=rule.matter,
        title=rule.title,
        clause_words=rule.clause.words,
        clause_document=rule.clause.document,
        clause_reference=rule.clause.reference,
        verdicts=[_verdict(one) for one in found.verdicts],
    )


def _verdict(one: service.TargetVerdict) -> TargetVerdict:
    return TargetVerdict(
        target=one.target.code,
        title=one.target.title,
        unit=one.target.unit,
        outcome=one.outcome,
        measured=None if one.measured is None else one.measured.value,
        measured_year=None if one.measured is None else one.measured.year,
        required=one.required,
        reason=one.reason,
    )
