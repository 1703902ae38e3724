"""What the province may set."""

from pydantic import Field

from xuanpai_core.plugins.api import ParameterModel


class QinghaiParameters(ParameterModel):
    """The province's parameters."""

    team_members: int = Field(
        default=3, ge=3, le=10, title="每队人数", description="每个驻村工作队至少几人;报道为3人。"
    )
    meetings_month: int = Field(
        default=1, ge=1, le=4, title="乡镇例会次数", description="乡镇每月至少召开几次驻村干部例会;报道为1次。"
    )
