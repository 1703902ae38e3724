"""What the district may set, and what each township sets for itself."""

from pydantic import Field

from xuanpai_core.plugins.api import ParameterModel, PartialMonth, RegionLevel, handed_down_to


class HedongParameters(ParameterModel):
    """The district's parameters; ``{}`` is the document as it is naturally read."""

    min_days_month: int = Field(
        default=20, ge=20, le=28, title="区直干部每月到岗天数", description="区直选派干部每月在任职村工作不少于几天。"
    )
    min_days_week: int = Field(
        default=2, ge=2, le=5, title="镇街干部每周到村天数", description="“每周到村工作2-3天”的下限;多于3天不算违规。"
    )
    week_capped_to_workdays: bool = Field(
        default=False,
        title="每周天数按工作日放宽",
        description="春节、国庆等当周工作日不足时,是否只要求达到当周工作日数。",
    )
    partial_month: PartialMonth = Field(
        default=PartialMonth.EXEMPT, title="首末月不足整月", description="报到、离任当月在任不足整月时,怎样评定。"
    )
    term_months: int = Field(default=24, ge=24, le=36, title="任期(月)", description="从到任之日起算;原文为两年。")
    age_line: int = Field(
        default=40,
        ge=35,
        le=50,
        title="优秀机关干部年龄",
        description="“一般在40岁以下”,含40岁;超过的写明理由可以选派。",
    )
    training_grace_days: int = Field(
        default=90, ge=0, le=180, title="到岗后培训的天数", description="“到岗一段时间后”最迟多少天内培训。"
    )
    transfer_grace_days: int = Field(
        default=30, ge=0, le=180, title="转接组织关系的天数", description="到岗后多少天内脱钩、转接组织关系。"
    )
    allowance_month_fen: int = Field(
        default=0,
        ge=0,
        le=1_000_000,
        title="镇街干部每月待遇(分)",
        description="镇街选派的挂职干部每月待遇,由各镇街制定,以分为单位;0表示没有制定。",
        json_schema_extra=handed_down_to(RegionLevel.TOWNSHIP),
    )
