"""What can go wrong with monthly sheets."""

from datetime import date

from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound
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


class SheetNotSeen(Conflict):
    """A sheet says something else than what the caller looked at."""

    code = "SHEET_NOT_SEEN"

    def __init__(self, count: int) -> None:
        super().__init__(f"有 {count} 张考勤表在您查看以后重新统计过,内容可能已经不同。请刷新后看过再办理。")


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


class SignerNotSecretary(Forbidden):
    """Only the secretary of that day signs, or whoever is recorded as standing in (JZ-09)."""

    code = "SIGNER_NOT_SECRETARY"

    def __init__(self) -> None:
        super().__init__(
            "只有当日在任的乡镇党委书记,或有代理任命记录的代理人可以签字。请由书记本人签字,或先办理代理任命。"
        )


class SheetNotClosed(Conflict):
    """What nobody has signed can be totalled again at any time."""

    code = "SHEET_NOT_CLOSED"

    def __init__(self, count: int) -> None:
        super().__init__(f"有 {count} 张考勤表还没有签字,不需要退回重开。请由乡镇经办人直接重新统计。")


class StipendReleased(Conflict):
    """Money was paid by this month: reopening it would leave the payment without its ground."""

    code = "STIPEND_RELEASED"

    def __init__(self, count: int) -> None:
        super().__init__(
            f"有 {count} 张考勤表所在季度的补助已经发放,不能退回重开。确有差错的,请提出更正已盖章的考勤表。"
        )


class SheetUnsealed(Conflict):
    """The county verifies what the township has sealed (JZ-08)."""

    code = "SHEET_UNSEALED"

    def __init__(self, count: int) -> None:
        super().__init__(f"有 {count} 张考勤表未盖章,不能查验。请先由乡镇党委书记签字、乡镇盖章。")


class NothingChosen(Invalid):
    """A document is of one place, or of one posting."""

    code = "DOCUMENT_OF_NOTHING"

    def __init__(self) -> None:
        super().__init__("请选择一个乡镇(街道)或村,或者一名干部的任职,再打印。")


class NothingToPrint(Invalid):
    """Nobody within the caller's reach was in post there in that month."""

    code = "NOTHING_TO_PRINT"

    def __init__(self) -> None:
        super().__init__("您的管辖范围内,这个地方当月没有在任的选派干部,没有可打印的考勤表。")


class DocumentNotFound(NotFound):
    """No such document of the caller's own, or one whose rows the caller may no longer know of."""

    code = "DOCUMENT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到您的这份考勤表文件,或您的管辖范围已变动,请重新打印。")


class DocumentNotReady(Conflict):
    """There is no file yet, or none any more."""

    code = "DOCUMENT_NOT_READY"

    def __init__(self) -> None:
        super().__init__("文件还没有生成,或已过保存期限。请稍后再试,或重新打印。")


class PdfUnavailable(Conflict):
    """The machine lacks what it takes to write Chinese into a PDF."""

    code = "PDF_UNAVAILABLE"

    def __init__(self, what: str) -> None:
        super().__init__(f"服务器缺少{what},无法生成 PDF。请联系系统运维人员安装,或先下载 Excel 打印。")
