"""What can go wrong with monthly sheets."""

from datetime import date

from xuanpai_core.errors import Conflict, Invalid, NotFound
from xuanpai_core.plugins.wording import day_name


class NotATownship(Invalid):
    """Sheets are kept by townships."""

    code = "NOT_A_TOWNSHIP"

    def __init__(self, path_name: str) -> None:
        super().__init__(f"{path_name}不是乡镇(街道),请选择乡级区划。")


class MonthNotStarted(Invalid):
    """A month that has not begun has nothing to total."""

    code = "MONTH_NOT_STARTED"

    def __init__(self) -> None:
        super().__init__("这个月还没有开始,不能统计。")


class MonthNotEnded(Conflict):
    """A running month may be totalled, but not signed."""

    code = "MONTH_NOT_ENDED"

    def __init__(self) -> None:
        super().__init__("这个月还没有结束,不能签字。请在月末之后由经办人重新统计,再签字。")


class SheetNotFound(NotFound):
    """No such sheet in this township and month."""

    code = "SHEET_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到当月的考勤表。请先由乡镇经办人统计。")


class SheetChanged(Conflict):
    """Attendance is no longer what was totalled."""

    code = "SHEET_CHANGED"

    def __init__(self, count: int) -> None:
        super().__init__(f"有 {count} 张考勤表统计后考勤又有变动。请经办人重新统计,再签字。")


class SheetNotSigned(Conflict):
    """Only a signed sheet is sealed (JZ-08)."""

    code = "SHEET_NOT_SIGNED"

    def __init__(self, count: int) -> None:
        super().__init__(f"有 {count} 张考勤表还没有乡镇党委书记签字,不能盖章。请先签字。")


class SignatureVoid(Conflict):
    """The content is no longer what was signed (JZ-09)."""

    code = "SIGNATURE_VOID"

    def __init__(self, count: int) -> None:
        super().__init__(f"有 {count} 张考勤表签字后内容有变动,签字已失效。请经办人重新统计,由书记重新签字。")


class SheetNotSealed(Conflict):
    """Only what is sealed needs two persons; anything else is totalled again."""

    code = "SHEET_NOT_SEALED"

    def __init__(self) -> None:
        super().__init__("这张考勤表还没有盖章,不需要更正。请由乡镇经办人更正考勤后重新统计。")


class InvalidOverride(Invalid):
    """Nothing to correct, or a figure that cannot be."""

    code = "INVALID_OVERRIDE"


class SheetFigureChanged(Conflict):
    """Somebody else's correction came first."""

    code = "SHEET_FIGURE_CHANGED"

    def __init__(self) -> None:
        super().__init__("提出以后,这张考勤表的数字又有更正。请驳回这一项,核对后重新提出。")


class ClosedMonth(Conflict):
    """A month of which a sheet is sealed was judged by its rules for good."""

    code = "CLOSED_MONTH"

    def __init__(self, first_open_day: date) -> None:
        super().__init__(
            f"此前已有月份的考勤表盖章,那些月份的规定不能再改变。最早可自{day_name(first_open_day)}起,请改填日期。"
        )
        self.first_open_day = first_open_day
