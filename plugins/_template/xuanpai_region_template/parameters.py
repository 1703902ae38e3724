"""What a tenant may set. Every field: a default, bounds, a Chinese title and description."""

from pydantic import Field

from xuanpai_core.plugins.api import ParameterModel


class Parameters(ParameterModel):
    """The parameters; ``{}`` is the document as it is naturally read."""

    min_days_month: int = Field(
        default=20,
        ge=1,
        le=28,
        title="每月最少到岗天数",
        description="办法规定20天;不超过28天,二月也能做到。",
    )
