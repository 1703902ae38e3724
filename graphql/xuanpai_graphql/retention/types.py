"""How periods of retention look."""

from datetime import datetime

import strawberry

from xuanpai_core.retention.models import RetentionSubject

strawberry.enum(
    RetentionSubject,
    description="有保存期限的:审计记录、防重复提交记录、已结束的登录会话、签到的经纬度,设备、照片、日志的比对特征",
)


@strawberry.type(description="一类记录的保存期限")
class RetentionPeriod:
    """One subject's period in force, and its bounds."""

    subject: RetentionSubject = strawberry.field(description="哪一类")
    title: str = strawberry.field(description="名称")
    months: int = strawberry.field(description="现行保存月数")
    usual_months: int = strawberry.field(description="默认月数")
    least_months: int = strawberry.field(description="最少月数")
    most_months: int = strawberry.field(description="最多月数")
    purged: bool = strawberry.field(description="超期后是否由系统清除;审计记录只增不删")
    changed_at: datetime | None = strawberry.field(description="本租户变更的时间;没有变更过为空")
    reason: str | None = strawberry.field(description="变更的理由")


@strawberry.input(description="提出变更一类记录的保存期限")
class ProposeRetentionChangeInput:
    """One subject, how many months, and why."""

    idempotency_key: str
    subject: RetentionSubject
    months: int
    reason: str
