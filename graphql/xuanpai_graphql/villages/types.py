"""How the marks, incomes, measures, profiles and stated figures of villages look."""

from datetime import date
from decimal import Decimal

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.plugins.scales import Comparison, IncomeBasis
from xuanpai_core.villages import models
from xuanpai_core.villages.models import Precision
from xuanpai_core.villages.service import TAG_RECORD
from xuanpai_core.vocabulary import Outcome
from xuanpai_graphql.evidence.proving import proving
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.lookahead.declare import Node, column, declared, many
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.villages.scopes import of_village

strawberry.enum(
    Comparison, description="与界线的关系:AT_LEAST 以上(含),AT_MOST 以下(含),BELOW 低于,ABOVE 高于,EQUAL 等于"
)
strawberry.enum(IncomeBasis, description="收入口径:总收入、扣除上级补助后的净收入、经营性收入")
strawberry.enum(Precision, description="EXACT 确数,AT_LEAST “多”:只知道下限")

_MEMBERS = 1000


@declared(
    models.VillageTag.__table__,
    node="VillageTag",
    scope=of_village,
    requires=Action.VILLAGE_READ,
    order=[asc("region_code"), desc("valid_from")],
)
@strawberry.type(description="村的类别:薄弱村、软弱涣散村等;摘帽以后仍可查到")
class VillageTag(Node):
    """A mark that a village carries, or carried."""

    region_code: str = column(description="村区划代码")
    place_name: str = column(place_name, description="村的全称")
    code: str = column(description="类别代码")
    title: str = column(description="类别名称")
    valid_from: date = column(description="列入日期")
    valid_to: date | None = column(description="最后一天;仍在列的为空")
    reason: str = column(description="列入理由")
    ended_because: str | None = column(description="摘帽依据")
    evidence: list[Evidence] = many(
        proving(TAG_RECORD),
        limit=20,
        order=[asc("created_at")],
        scope_from_parent="看得到村的类别的人看得到它的依据材料",
        description="依据材料",
    )


@declared(
    models.CollectiveIncome.__table__,
    node="CollectiveIncome",
    scope=of_village,
    requires=Action.VILLAGE_READ,
    order=[asc("region_code"), desc("year")],
)
@strawberry.type(description="村集体收入:一村一年一条")
class CollectiveIncome(Node):
    """What a village took in during a year."""

    region_code: str = column(description="村区划代码")
    place_name: str = column(place_name, description="村的全称")
    year: int = column(description="年份")
    gross_fen: Fen = column(description="总收入,分")
    subsidies_fen: Fen = column(description="其中上级补助,分")
    operating_fen: Fen = column(description="其中经营性收入,分")
    corrected_because: str | None = column(description="最近一次更正的原因")


@declared(
    models.TargetMeasure.__table__,
    node="TargetMeasure",
    scope=of_village,
    requires=Action.VILLAGE_READ,
    order=[asc("region_code"), asc("target"), desc("year")],
)
@strawberry.type(description="目标的实测值;乡镇的为本镇街平均")
class TargetMeasure(Node):
    """A value measured in a year for a target."""

    region_code: str = column(description="村或乡镇区划代码")
    place_name: str = column(place_name, description="地方全称")
    target: str = column(description="目标代码")
    year: int = column(description="年份")
    value: Decimal = column(description="数值,以目标的单位计")
    corrected_because: str | None = column(description="最近一次更正的原因")


@declared(
    models.VillageProfile.__table__,
    node="VillageProfile",
    scope=of_village,
    requires=Action.VILLAGE_READ,
    order=[asc("region_code"), desc("as_of"), desc("id")],
)
@strawberry.type(description="村情民情台账;最新一份为现行,其余为历史")
class VillageProfile(Node):
    """A village as it stood on a day."""

    region_code: str = column(description="村区划代码")
    place_name: str = column(place_name, description="村的全称")
    as_of: date = column(description="台账日期")
    population: int = column(description="人口")
    households: int = column(description="户数")
    poor_households: int = column(description="困难户数")
    land_mu: Decimal = column(description="土地面积,亩")
    description: str = column(description="村情说明")


@declared(
    models.StatedFigure.__table__,
    node="StatedFigure",
    scope=of_village,
    requires=Action.VILLAGE_READ,
    order=[asc("region_code"), asc("code")],
)
@strawberry.type(description="汇总数:某地自己说的总数,照原样记下是确数还是“多”")
class StatedFigure(Node):
    """A total that a place states of itself."""

    region_code: str = column(description="区划代码")
    code: str = column(description="代码")
    title: str = column(description="名称")
    from_year: int = column(description="起始年份")
    to_year: int = column(description="截止年份")
    value: Decimal = column(description="数值")
    unit: str = column(description="单位")
    precision: Precision = column(description="是确数还是下限")
    part_of: str | None = column(description="所属总数的代码;材料没有写明的为空")
    source: str = column(description="出处")


@strawberry.type(description="汇总数之比")
class StatedRatio:
    """One stated figure by another."""

    value: Decimal = strawberry.field(description="数值,两位小数")
    unit: str = strawberry.field(description="单位")
    exact: bool = strawberry.field(description="是否确数;按下限数算出的不是")
    reason: str = strawberry.field(description="怎样算出来的")


@strawberry.type(description="某一档里的一个村")
class IncomeClassVillage:
    """A village in a band."""

    region_code: str
    place_name: str
    measured_fen: Fen = strawberry.field(description="按该口径计的收入,分")


def _page_of_villages(
    root: strawberry.Parent["IncomeClass"], first: int = 100, after: str | None = None
) -> list[IncomeClassVillage]:
    """One page of the band's villages, after the village of that code."""
    following = [member for member in root.members if after is None or member.region_code > after]
    return following[: max(0, min(first, _MEMBERS))]


@strawberry.type(description="一档:有多少村,占多少,比上年多或少几个")
class IncomeClass:
    """How many villages a band holds (JZ-19, FJ-07, HD-06)."""

    code: str
    title: str
    basis: IncomeBasis
    comparison: Comparison
    line_fen: Fen
    count: int = strawberry.field(description="村数")
    recorded: int = strawberry.field(description="已登记当年收入的村数,即占比的分母")
    share: Decimal | None = strawberry.field(description="占比,百分数,两位小数,四舍五入")
    comparable: int = strawberry.field(description="当年、上年都已登记的村数;以下各数只就这些村而言")
    count_before: int = strawberry.field(description="上年的村数,按当年的口径")
    change: int = strawberry.field(description="比上年增加的村数,负数为减少")
    left: int = strawberry.field(description="退出本档的村数")
    entered: int = strawberry.field(description="新进本档的村数")
    clause_words: str
    clause_reference: str
    members: strawberry.Private[list[IncomeClassVillage]]
    villages: list[IncomeClassVillage] = strawberry.field(
        resolver=_page_of_villages, description="本档的村,按区划代码排列;after 为上一页最后一个村的代码"
    )


@strawberry.type(description="一地各村按集体收入分档")
class IncomeClasses:
    """A place's villages by band."""

    year: int
    villages: int = strawberry.field(description="村的总数")
    recorded: int = strawberry.field(description="已登记当年收入的村数")
    without_scale: int = strawberry.field(description="本地没有生效的分档规定的村数")
    bands: list[IncomeClass]


@strawberry.type(description="一个目标的判定")
class TargetVerdict:
    """What is said of one target of a village."""

    target: str = strawberry.field(description="目标代码")
    title: str
    unit: str
    outcome: Outcome
    measured: Decimal | None = strawberry.field(description="实测值")
    measured_year: int | None = strawberry.field(description="实测值的年份")
    required: Decimal | None = strawberry.field(description="界线或本镇街平均")
    reason: str


@strawberry.type(description="一组目标的判定:如“四个好”“四个新突破”")
class TargetSetVerdicts:
    """The verdicts on one set of targets."""

    matter: str
    title: str
    clause_words: str
    clause_document: str
    clause_reference: str
    verdicts: list[TargetVerdict]
