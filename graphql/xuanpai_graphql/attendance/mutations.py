"""Checking in, and registering days."""

from datetime import date, datetime
from typing import cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import CheckInEntry, check_in, register_day
from xuanpai_core.authz.actions import Action
from xuanpai_graphql.attendance.types import AttendanceDay
from xuanpai_graphql.context import Info
from xuanpai_graphql.inputs import json_object
from xuanpai_graphql.keys import EVIDENCE, POSTING
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="一次签到;编号由客户端生成,离线时先存后发")
class CheckInInput:
    """One act of checking in."""

    idempotency_key: str
    id: UUID
    day: date
    at: datetime
    posting_id: strawberry.ID | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    photo_id: strawberry.ID | None = None
    note: str | None = None
    device: JSON | None = None


@strawberry.input(description="登记一天的考勤")
class RegisterDayInput:
    """What a day was; changing what stands asks for a reason."""

    posting_id: strawberry.ID
    day: date
    status: AttendanceStatus
    reason: str | None = None


@strawberry.type
class AttendanceMutations:
    """Root fields for presence."""

    @strawberry.mutation(description="签到(选派干部本人)", extensions=[Writes(Action.ATTENDANCE_CHECK_IN)])
    async def check_in(self, info: Info, input: CheckInInput) -> AttendanceDay:
        """Take the check-in; the answer is the day as it stands."""
        entry = CheckInEntry(
            id=input.id,
            day=input.day,
            at=input.at,
            posting_id=None if input.posting_id is None else POSTING(input.posting_id),
            latitude=input.latitude,
            longitude=input.longitude,
            accuracy_m=input.accuracy_m,
            photo_id=None if input.photo_id is None else EVIDENCE(input.photo_id),
            note=input.note,
            device=json_object(input.device, "device"),
        )
        taken = await check_in(info.context.work, entry, input.idempotency_key)
        return await _day(info, taken.posting_id, taken.day)

    @strawberry.mutation(description="村、乡镇登记某人某天的考勤", extensions=[Writes(Action.ATTENDANCE_REGISTER)])
    async def register_day(self, info: Info, input: RegisterDayInput) -> AttendanceDay:
        """Register the day; the answer is the day as it stands."""
        posting_id = POSTING(input.posting_id)
        await register_day(info.context.work, posting_id, input.day, input.status, input.reason)
        return await _day(info, posting_id, input.day)


async def _day(info: Info, posting_id: UUID, day: date) -> AttendanceDay:
    where = {equals("posting_id"): posting_id, equals("day"): day}
    return cast("AttendanceDay", await fetch_one(info, AttendanceDay, where=where))
