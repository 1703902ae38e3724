"""The usual period of each subject, and between which bounds a tenant may set its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xuanpai_core.retention.models import RetentionSubject


@dataclass(frozen=True, slots=True)
class Term:
    """Months: the usual number, the least with its reason, the most. ``purged``: the nightly job removes what is older.

    The audit trail is never purged by the application, which may only add to it: its period tells the operator what
    an archive may leave out.
    """

    title: str
    usual: int
    floor: int
    why_floor: str
    ceiling: int
    purged: bool


TERMS: Mapping[RetentionSubject, Term] = MappingProxyType(
    {
        RetentionSubject.AUDIT: Term("审计记录", 36, 6, "法律要求网络日志留存不少于六个月", 600, purged=False),
        RetentionSubject.IDEMPOTENCY_KEYS: Term("防重复提交记录", 3, 1, "离线补传要靠它防止重复", 12, purged=True),
        RetentionSubject.SESSIONS: Term("已结束的登录会话", 6, 1, "排查异常登录需要", 36, purged=True),
    }
)
