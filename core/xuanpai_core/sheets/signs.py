"""The signs of a 月考勤登记表: what stands in the cell of a day."""

from collections.abc import Mapping
from typing import Any, Final

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.sheets.content import halves

SIGNS: Final[Mapping[str, str]] = {
    AttendanceStatus.ON_DUTY: "√",
    AttendanceStatus.OFFICIAL_TRIP: "△",
    AttendanceStatus.LEAVE: "○",
    AttendanceStatus.ABSENT: "×",
    AttendanceStatus.UNRECORDED: "·",
}
LEGEND: Final = (
    "√ 到岗  △ 因公  ○ 请假  × 缺勤  √/○ 上午到岗、下午请假(其余半天同理)  · 半天未登记  空白 未登记  — 不在任"
)
OUT_OF_POST: Final = "—"
NIGHT: Final = "*"
"""Behind the sign of a day whose night was spent in the village."""
NIGHT_LEGEND: Final = "  * 当晚在村夜宿"


def day_sign(day: dict[str, Any]) -> str:
    """The sign of a day as a sheet keeps it: one, or one for each half as ``√/○``."""
    first, second = (SIGNS[half] for half in halves(day))
    return first if first == second else f"{first}/{second}"
