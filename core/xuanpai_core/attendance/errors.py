"""What can go wrong with a day of attendance."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import asyncpg

from xuanpai_core.errors import Conflict, Invalid, NotFound, Unavailable


class CheckInInFuture(Invalid):
    """Dated later than now."""

    code = "CHECK_IN_IN_FUTURE"

    def __init__(self) -> None:
        super().__init__("签到时间晚于现在,不能提前签到。请检查手机的日期和时间后再试。")


class CheckInTooOld(Invalid):
    """Sent in too long after its day."""

    code = "CHECK_IN_TOO_OLD"

    def __init__(self, days: int) -> None:
        super().__init__(f"只能补传最近 {days} 天内的签到。更早的请联系乡镇经办人登记。")


class CheckInClaimed(Conflict):
    """Sent before, it came too late, and was made a claim."""

    code = "CHECK_IN_CLAIMED"

    def __init__(self) -> None:
        super().__init__("这次签到补传时已经过期,已转为补签申请,请在补签中查看审批结果。")


class CheckInIdReused(Conflict):
    """The same check-in id came with other content."""

    code = "CHECK_IN_ID_REUSED"

    def __init__(self) -> None:
        super().__init__("这个签到编号已用于另一次签到,没有重复处理。请换一个新的编号再提交。")


class KeyReused(Conflict):
    """The same idempotency key came with other content."""

    code = "IDEMPOTENCY_KEY_REUSED"

    def __init__(self) -> None:
        super().__init__("同一个幂等键已用于另一份内容,没有重复处理。请换一个新的键再提交。")


class PostingNotInForce(Conflict):
    """The day lies before the posting begins or after it ended."""

    code = "POSTING_NOT_IN_FORCE"

    def __init__(self, day: date) -> None:
        super().__init__(
            f"{day.year}年{day.month}月{day.day}日不在任职期间,不能登记。如任职起止日期有误,请联系组织部门更正。"
        )


class DayInFuture(Invalid):
    """A day that has not come cannot be registered."""

    code = "DAY_IN_FUTURE"

    def __init__(self) -> None:
        super().__init__("这一天还没有到,不能提前登记。")


class MonthSealed(Conflict):
    """The month's sheet is sealed and so locked (JZ-08)."""

    code = "MONTH_SEALED"

    def __init__(self) -> None:
        super().__init__("当月考勤表已盖章锁定,不能再改。如确有错误,请联系乡镇党委按程序退回重开。")


class LeaveOverlaps(Conflict):
    """Two approved requests on the same half day."""

    code = "LEAVE_OVERLAPS"

    def __init__(self, day: date) -> None:
        super().__init__(f"{day.year}年{day.month}月{day.day}日的这半天已有另一份批准的请假或外出,请先核对再提交。")


class ConflictNotFound(NotFound):
    """No such contradiction within reach."""

    code = "CONFLICT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这条考勤冲突。")


class ConflictDecided(Conflict):
    """Somebody has decided it already."""

    code = "CONFLICT_DECIDED"

    def __init__(self) -> None:
        super().__init__("这条考勤冲突已经裁定。如需更改,请登记当天考勤并写明理由。")


class ClaimNotFound(NotFound):
    """No such claim within reach."""

    code = "CLAIM_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这份补签申请。")


class ClaimOpen(Conflict):
    """The same half day is claimed already."""

    code = "CLAIM_OPEN"

    def __init__(self) -> None:
        super().__init__("这一天已有待审批的补签申请,请等待审批,或先撤回再重新申请。")


class ClaimClosed(Conflict):
    """The claim is no longer open."""

    code = "CLAIM_CLOSED"

    def __init__(self) -> None:
        super().__init__("这份补签申请已经审批或撤回,不能再改。如需要,请重新申请。")


class FenceNotFound(NotFound):
    """No such fence within reach."""

    code = "FENCE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这个签到范围。")


class PartitionMissing(Unavailable):
    """The storage for that month was not made: the job that makes it ahead has not run."""

    code = "PARTITION_MISSING"

    def __init__(self) -> None:
        super().__init__("系统还没有建好当月的存储,这次没有保存。请联系系统管理员运行分区任务后再试。")


@contextmanager
def partition_expected() -> Iterator[None]:
    """Say plainly when a row found no monthly partition; PostgreSQL reports it as a check without a name."""
    try:
        yield
    except asyncpg.CheckViolationError as error:
        if error.constraint_name is None:
            raise PartitionMissing from error
        raise
