"""What the county may set; where its words are open, the natural reading is the default."""

from pydantic import Field

from xuanpai_core.plugins.api import ParameterModel


class LuxiParameters(ParameterModel):
    """The county's parameters; ``{}`` is the report as it is naturally read."""

    reserve_least: int = Field(
        default=3, ge=3, le=5, title="后备干部最少人数", description="每个村培养的后备干部人选至少几名;原文为3-5名。"
    )
    reserve_most: int = Field(
        default=5, ge=5, le=20, title="后备干部最多人数", description="超过这个人数时提示,不算违规;原文为3-5名。"
    )
    skills_least: int = Field(
        default=1, ge=1, le=2, title="实用技术门数", description="60岁以下有劳动能力的党员至少掌握几门;原文为1-2门。"
    )
