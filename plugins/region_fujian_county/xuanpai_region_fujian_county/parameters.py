"""What the county may set; where its words are open, the natural reading is the default."""

from pydantic import Field

from xuanpai_core.plugins.api import Choice, ParameterModel, PartialMonth


class PartialYear(Choice):
    """How a year of the term is judged that was not served to its end (FJ-01)."""

    EXEMPT = "exempt", "不足一年不评"
    PRORATE_CEIL = "prorate_ceil", "按在任天数折算,向上取整"


class FujianCountyParameters(ParameterModel):
    """The county's parameters; ``{}`` is the speech as it is naturally read."""

    min_days_month: int = Field(
        default=22, ge=20, le=28, title="每月一般驻村天数", description="每月一般不少于几天;“一般”,不足只提示。"
    )
    holidays_count: bool = Field(
        default=False, title="节假日计入每月天数", description="法定节假日在村是否计入每月天数;“除节假日外”,默认不计。"
    )
    min_days_year: int = Field(
        default=250,
        ge=250,
        le=330,
        title="全年驻村天数",
        description="按任期年计,全年驻村不少于几天;全国每年工作日不足250天,须在周末、节假日驻村才能达到。",
    )
    official_travel_counts: bool = Field(
        default=True, title="因公外出计入全年天数", description="经批准的培训、跑项目等外出是否计入全年驻村天数。"
    )
    partial_year: PartialYear = Field(
        default=PartialYear.EXEMPT,
        title="任期年不足一年",
        description="中途离任、任期年没有满一年的,全年天数怎样评定。",
    )
    cap_to_workdays: bool = Field(
        default=False,
        title="按工作日放宽",
        description="当月工作日少于规定天数时,是否只要求达到当月工作日数;二月、国庆当月不放宽就须在周末驻村。",
    )
    partial_month: PartialMonth = Field(
        default=PartialMonth.EXEMPT, title="首末月不足整月", description="报到、离任当月在任不足整月时,怎样评定。"
    )
    term_months: int = Field(default=12, ge=12, le=36, title="选派时间(月)", description="从到任之日起算;原文为一年。")
    transfer_grace_days: int = Field(
        default=30, ge=0, le=180, title="转接组织关系的天数", description="到任、期满后多少天内转接党组织关系。"
    )
    group_villages_least: int = Field(
        default=2, ge=2, le=3, title="小组最少村数", description="一个驻村蹲点工作小组至少几个邻近村。"
    )
    group_villages_most: int = Field(
        default=3, ge=2, le=5, title="小组最多村数", description="一个驻村蹲点工作小组至多几个邻近村。"
    )
    vehicles_forbidden: bool = Field(
        default=True,
        title="不专门配备交通工具",
        description="是否不允许为驻村干部登记专用车辆;有的地方统一配车,可关闭。",
    )
