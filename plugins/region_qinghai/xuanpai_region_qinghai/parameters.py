"""What the province may set."""

from pydantic import Field

from xuanpai_core.plugins.api import ParameterModel, RegionLevel, handed_down_to


class QinghaiParameters(ParameterModel):
    """The province's parameters."""

    team_members: int = Field(
        default=3, ge=3, le=10, title="每队人数", description="每个驻村工作队至少几人;报道为3人。"
    )
    leave_township_days: int = Field(
        default=5,
        ge=1,
        le=30,
        title="乡镇批准请假的最多天数",
        description="超过这些天数的由乡镇审核后报县委组织部;报道为5天。",
    )
    min_days_year: int = Field(
        default=200, ge=200, le=330, title="全年驻村天数", description="全年驻村不少于几天;报道为200天。"
    )
    camp_distance_km: int = Field(
        default=30,
        ge=2,
        le=100,
        title="季节草场的远近(公里)",
        description="在离签到范围多少公里以内的驻点签到,不列为“离村较远”的疑点;各县可以按本地草场的远近设置。",
        json_schema_extra=handed_down_to(RegionLevel.COUNTY),
    )
    meetings_month: int = Field(
        default=1, ge=1, le=4, title="乡镇例会次数", description="乡镇每月至少召开几次驻村干部例会;报道为1次。"
    )
