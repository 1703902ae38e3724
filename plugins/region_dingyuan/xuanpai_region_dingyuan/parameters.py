"""What the town may set; where its words are open, the natural reading is the default."""

from pydantic import Field

from xuanpai_core.plugins.api import Choice, ParameterModel


class VisitCount(Choice):
    """How two visits on one day are counted (DY-09)."""

    DAYS = "days", "同一天看望几次只算一次"
    VISITS = "visits", "看望几次算几次"


class DingyuanParameters(ParameterModel):
    """The town's parameters; ``{}`` is the report as it is naturally read."""

    visits_week: int = Field(
        default=2, ge=2, le=5, title="每周看望次数", description="每位联系领导每周到选派村看望至少几次;原文为2次。"
    )
    visit_count: VisitCount = Field(
        default=VisitCount.DAYS, title="看望怎样计次", description="同一天的两次看望算一次还是两次,原文没有写明。"
    )
    liaison_leaders: int = Field(
        default=2, ge=2, le=10, title="联系领导人数", description="联系选派村的镇党政主要负责人至少几名;原文为2名。"
    )
    report_grace_days: int = Field(
        default=10, ge=0, le=31, title="双月报宽限天数", description="双月期满后几天之内报出算按时;原文没有写明。"
    )
    office_grace_days: int = Field(
        default=30, ge=0, le=180, title="落实办公用房的天数", description="到任后多少天内落实办公室、帮带和责任书。"
    )
