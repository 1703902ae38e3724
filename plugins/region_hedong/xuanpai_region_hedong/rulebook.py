"""The district's rulebook: two populations, their posts and terms, and what their villages aim at."""

from decimal import Decimal

from xuanpai_core.plugins.api import (
    ActivityForm,
    ActivityKind,
    Band,
    Comparison,
    DispatchLevel,
    IncomeBasis,
    IncomeScale,
    LeaveRule,
    LeaveTier,
    Party,
    PartyKind,
    PostingRole,
    PostTemplate,
    RegionLevel,
    Rulebook,
    TagRule,
    Target,
    TargetSet,
    Term,
    Wording,
    hookimpl,
)
from xuanpai_region_hedong import clauses
from xuanpai_region_hedong.clauses import cite
from xuanpai_region_hedong.duties import duties
from xuanpai_region_hedong.parameters import HedongParameters
from xuanpai_region_hedong.presence import norms

MANY = Party(code="cadre", title="参加的选派干部", kind=PartyKind.POSTING, most=300)
VILLAGES = Party(code="village", title="参评的村", kind=PartyKind.VILLAGE, least=2, most=100)


@hookimpl
def rulebook(parameters: HedongParameters) -> Rulebook:
    """Everything that the district rules on and that can be said as data."""
    posts = cite(clauses.POSTS, "HD-02")
    district = (PostingRole.FIRST_SECRETARY, PostingRole.DEPUTY_SECRETARY)
    return Rulebook(
        duties=duties(parameters),
        activities=_activities(),
        presence=norms(parameters),
        leave=(LeaveRule(tiers=(LeaveTier(steps=(RegionLevel.TOWNSHIP,)),), clause=cite(clauses.MANAGEMENT, "HD-10")),),
        scales=(_income_scale(),),
        targets=(_four_good(), _four_breakthroughs()),
        terms=(Term(months=parameters.term_months, clause=cite(clauses.POSTS, "HD-03")),),
        posts=(
            PostTemplate(dispatch_level=DispatchLevel.COUNTY, posts=district, clause=posts),
            PostTemplate(dispatch_level=DispatchLevel.TOWNSHIP, posts=district[:1], clause=posts),
        ),
        tags=_tags(),
        wordings=(
            Wording(
                of="four_in_one",
                title="财政保障、干部任职、单位帮扶、强企结对“四位一体”工作机制",
                clause=cite(clauses.FOUR_IN_ONE, "HD-21"),
            ),
            Wording(of="level:COUNTY", title="区直", clause=posts),
            Wording(of="level:TOWNSHIP", title="镇街", clause=posts),
        ),
    )


def _tags() -> tuple[TagRule, ...]:
    coverage, backward = cite(clauses.COVERAGE, "HD-06"), cite(clauses.BACKWARD, "HD-05")
    return (
        TagRule(code="SERVICE_CENTRE", title="综合服务中心建设任务村", clause=coverage),
        TagRule(code="MODEL_SECRETARY", title="“示范书记”村", clause=coverage),
        TagRule(code="WEAK_ORGANISATION", title="“软弱涣散”村", clause=coverage),
        TagRule(code="WEAK_ECONOMY", title="经济薄弱村", clause=coverage),
        TagRule(code="BACKWARD", title="相对后进村", clause=backward),
    )


def _activities() -> tuple[ActivityForm, ...]:
    supervision = cite(clauses.SUPERVISION, "HD-23")
    return (
        ActivityForm(
            code="training.pre_post",
            title="任职培训",
            kind=ActivityKind.TRAINING,
            parties=(MANY,),
            clause=cite(clauses.TRAINING, "HD-09"),
        ),
        ActivityForm(code="supervision", title="督导调度", kind=ActivityKind.MEETING, clause=supervision),
        ActivityForm(code="check.spot", title="暗访抽查", kind=ActivityKind.CHECK, clause=supervision),
        ActivityForm(
            code="observation",
            title="观摩评比",
            kind=ActivityKind.OBSERVATION,
            parties=(VILLAGES,),
            clause=supervision,
        ),
        ActivityForm(code="appraisal.term", title="期满考核", kind=ActivityKind.CHECK, clause=supervision),
    )


def _income_scale() -> IncomeScale:
    """3万元以下 includes 3万; operating income alone counts (HD-06)."""
    return IncomeScale(
        basis=IncomeBasis.OPERATING,
        bands=(Band(code="WEAK", title="经济薄弱村", comparison=Comparison.AT_MOST, line_fen=3_000_000),),
        clause=cite(clauses.COVERAGE, "HD-06"),
    )


def _four_good() -> TargetSet:
    """For communities (HD-07); five new organisations are as good as four."""
    return TargetSet(
        matter="targets:four_good",
        title="“四个好”",
        clause=cite(clauses.FOUR_GOOD, "HD-07"),
        tags=("SERVICE_CENTRE", "MODEL_SECRETARY"),
        targets=(
            Target(
                code="organisations",
                title="新组建组织",
                unit="个",
                comparison=Comparison.AT_LEAST,
                line=Decimal(3),
            ),
            Target(code="staff", title="专职工作人员", unit="人", comparison=Comparison.AT_LEAST, line=Decimal(4)),
            Target(code="community_rate", title="社区化率", unit="%", comparison=Comparison.AT_LEAST, line=Decimal(30)),
        ),
    )


def _four_breakthroughs() -> TargetSet:
    """For weak and backward villages (HD-08); growth is measured against the township's average."""
    return TargetSet(
        matter="targets:four_breakthroughs",
        title="“四个新突破”",
        clause=cite(clauses.FOUR_BREAKTHROUGHS, "HD-08"),
        tags=("WEAK_ECONOMY", "WEAK_ORGANISATION", "BACKWARD"),
        targets=(
            Target(
                code="operating_income",
                title="年集体经营性收入",
                unit="元",
                comparison=Comparison.AT_LEAST,
                line=Decimal(50_000),
                yearly=True,
            ),
            Target(
                code="income_growth", title="农民人均纯收入增幅", unit="%", comparison=Comparison.ABOVE, yearly=True
            ),
            Target(
                code="infrastructure",
                title="基础设施建设投入",
                unit="元",
                comparison=Comparison.AT_LEAST,
                line=Decimal(50_000),
                yearly=True,
            ),
        ),
    )
