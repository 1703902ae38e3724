"""The usual period of each subject, and between which bounds a tenant may set its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xuanpai_core.retention.models import RetentionSubject


@dataclass(frozen=True, slots=True)
class Term:
    """Months: the usual number, the least with its reason, the most. ``purged``: the nightly job removes what is older.

    The audit trail is never purged by the application, which may only add to it: its period tells the operator what
    an archive may leave out. ``effect`` says what happens to what is older.
    """

    title: str
    usual: int
    floor: int
    why_floor: str
    ceiling: int
    purged: bool = True
    effect: str = "每天夜间清除超期的记录"


# What came late may be of a day three months past, and is then compared with what is noted of that month.
_LATE = "补传三个月内的签到还要比对"
# A year: last year's spring is what somebody copies from this spring. Three: a posting's term (HD-03).
_SEASONS = "往年同期的照片和日志还要比对"

TERMS: Mapping[RetentionSubject, Term] = MappingProxyType(
    {
        RetentionSubject.AUDIT: Term(
            "审计记录",
            36,
            6,
            "法律要求网络日志留存不少于六个月",
            600,
            purged=False,
            effect="应用只增不删,期限供运维归档时遵照",
        ),
        RetentionSubject.IDEMPOTENCY_KEYS: Term("防重复提交记录", 3, 1, "离线补传要靠它防止重复", 12),
        RetentionSubject.SESSIONS: Term("已结束的登录会话", 6, 1, "排查异常登录需要", 36),
        # Where one was, to the metre, is sensitive personal information; a year's assessment may still ask for it.
        RetentionSubject.POSITIONS: Term(
            "签到的经纬度",
            12,
            4,
            _LATE,
            36,
            effect="县级已查验且没有待核线索的月份,每天夜间清除超期的经纬度;日期、离村距离和结论保留",
        ),
        # A phone is compared within one month.
        RetentionSubject.DEVICE_USE: Term("签到设备的使用记录", 12, 4, _LATE, 36),
        # The photos themselves are under lock for three years; what they are known by need not outlive them.
        RetentionSubject.PHOTO_PRINTS: Term("照片比对特征", 36, 12, _SEASONS, 36),
        RetentionSubject.LOG_PRINTS: Term("日志比对特征", 36, 12, _SEASONS, 60),
    }
)
