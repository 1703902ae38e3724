"""Refusals of the export room, and why an export can fail."""

from enum import StrEnum

from xuanpai_core.errors import Conflict, Invalid, NotFound


class ExportFailure(StrEnum):
    """Why there is no file."""

    INTERRUPTED = "INTERRUPTED"
    RIGHTS_ENDED = "RIGHTS_ENDED"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"


class ExportNotFound(NotFound):
    """No such export of the caller's own, or one whose rows the caller may no longer know of."""

    code = "EXPORT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到您的这次导出,或您的管辖范围已变动,请重新导出。")


class ExportNotReady(Conflict):
    """There is no file yet, or none any more."""

    code = "EXPORT_NOT_READY"

    def __init__(self) -> None:
        super().__init__("文件还没有生成,或已过保存期限。请稍后再试,或重新导出。")


class NothingToExport(Invalid):
    """No cadre within the caller's reach is selected."""

    code = "NOTHING_TO_EXPORT"

    def __init__(self) -> None:
        super().__init__("您的管辖范围内没有符合条件的干部,请放宽条件后再导出。")
