"""What 义县 may set."""

from pydantic import Field

from xuanpai_core.plugins.api import Choice, ParameterModel


class Rhythm(Choice):
    """How often is 定期."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF_YEAR = "half_year", "每半年"


class YixianParameters(ParameterModel):
    """义县's parameters."""

    symposium: Rhythm = Field(
        default=Rhythm.QUARTER, title="座谈会周期", description="“定期组织派驻干部召开座谈会”是多久一次,原文没有写明。"
    )
