"""What a tenant may set. Every field: a default, bounds, a Chinese title and description."""

from pydantic import Field

from xuanpai_core.plugins.api import ParameterModel


class Parameters(ParameterModel):
    """The parameters; ``{}`` is the document as it is naturally read."""

    min_days_month: int = Field(
        default=20,
        ge=20,
        le=28,
        title="每月最少到岗天数",
        description="办法规定20天;不超过28天,二月也能做到。",
    )
    report_grace_days: int = Field(
        default=10,
        ge=0,
        le=31,
        title="季度报告宽限天数",
        description="季度期满后几天之内报出算按时;办法没有写明截止日。",
    )
