"""Checking in, registering days and nights, deciding contradictions and claims, drawing fences."""

from datetime import date, datetime
from typing import cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.attendance.errors import CheckInClaimed
from xuanpai_core.attendance.models import AttendanceStatus, ConflictDecision, FenceKind
from xuanpai_core.attendance.places import Datum
from xuanpai_core.attendance.service import (
    CheckInEntry,
    EntryOutcome,
    NewClaim,
    NewFence,
    Submitted,
    add_fence,
    check_in,
    claim_day,
    decide_claim,
    decide_conflict,
    end_fence,
    register_day,
    register_night,
    submit_entry,
    withdraw_claim,
)
from xuanpai_core.attendance.submitting import MOST_ENTRIES, refused
from xuanpai_core.authz.actions import Action
from xuanpai_core.errors import Invalid
from xuanpai_core.judgement.month import DayPart
from xuanpai_graphql.attendance.fences import Fence, Overnight
from xuanpai_graphql.attendance.types import AttendanceDay
from xuanpai_graphql.attendance.waiting import AttendanceConflict, BackfillRequest
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.inputs import json_object
from xuanpai_graphql.keys import CLAIM, CONFLICT, EVIDENCE, FENCE, POSTING
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.permissions import Acts, Writes

strawberry.enum(
    EntryOutcome,
    description=(
        "一次签到的结果:COUNTED 计入到岗,KEPT 已收下(当天已经到岗),DUPLICATE 以前已收到,CLAIMED 过期,已转为补签申请,"
        "CONFLICT 已收下,与已有记录冲突、待裁定,REFUSED 没有收下"
    ),
)


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
    datum: Datum = Datum.WGS84


@strawberry.input(description="登记一天或半天的考勤")
class RegisterDayInput:
    """What a day or half of it was; changing what stands asks for a reason."""

    posting_id: strawberry.ID
    day: date
    status: AttendanceStatus
    reason: str | None = None
    part: DayPart = DayPart.WHOLE


@strawberry.input(description="登记一夜是否在村")
class RegisterNightInput:
    """Whether a night was spent in the village; changing what stands asks for a reason."""

    posting_id: strawberry.ID
    night: date
    spent: bool = True
    reason: str | None = None


@strawberry.input(description="补签申请;没有指明任职的,为当天在任的那一个;当天在哪里可写文字(place),也可附定位")
class ClaimDayInput:
    """A day that was not recorded, why, and what proves it."""

    idempotency_key: str
    day: date
    reason: str
    part: DayPart = DayPart.WHOLE
    posting_id: strawberry.ID | None = None
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    datum: Datum = Datum.WGS84


@strawberry.input(description="地图上的一点,度")
class PointInput:
    """A place in degrees."""

    latitude: float
    longitude: float


@strawberry.input(description="签到范围:圆形填圆心和半径,多边形填顶点;填任职的只用于这个人的住处")
class FenceInput:
    """A fence as it is drawn."""

    idempotency_key: str
    region_code: str
    name: str
    kind: FenceKind
    valid_from: date
    valid_to: date | None = None
    posting_id: strawberry.ID | None = None
    centre: PointInput | None = None
    radius_m: int | None = None
    vertices: list[PointInput] = strawberry.field(default_factory=list)
    season_months: list[int] = strawberry.field(default_factory=list)
    datum: Datum = Datum.WGS84


@strawberry.type(description="一批签到中的一次的结果")
class EntryResult:
    """What became of one entry."""

    id: UUID = strawberry.field(description="签到的编号")
    outcome: EntryOutcome = strawberry.field(description="结果")
    day: date | None = strawberry.field(description="签到的日期;没有收下的为空")
    code: str | None = strawberry.field(description="没有收下的原因代码")
    message: str | None = strawberry.field(description="没有收下的原因和办法")
    try_again: bool = strawberry.field(description="没有收下,但稍后原样重发可能收下")
    claim_id: strawberry.ID | None = strawberry.field(description="转成的补签申请")


@strawberry.type
class AttendanceMutations:
    """Root fields for presence."""

    @strawberry.mutation(description="签到(选派干部本人)", extensions=[Writes(Action.ATTENDANCE_CHECK_IN)])
    async def check_in(self, info: Info, input: CheckInInput) -> AttendanceDay:
        """Take the check-in; the answer is the day as it stands."""
        taken = await check_in(info.context.work, _entry(input), input.idempotency_key)
        if taken.claim_id is not None:
            raise CheckInClaimed
        return await _day(info, taken.posting_id, taken.day)

    @strawberry.mutation(
        description="补传离线时存下的签到(选派干部本人),一次最多 100 条;各条各有结果,可乱序、可重发",
        extensions=[Acts(Action.ATTENDANCE_CHECK_IN)],
        directives=[AGGREGATE],
    )
    async def submit_entries(self, info: Info, entries: list[CheckInInput]) -> list[EntryResult]:
        """Take each entry in a transaction of its own, in the order sent."""
        if len(entries) > MOST_ENTRIES:
            raise Invalid(f"一次最多补传 {MOST_ENTRIES} 条签到,请分几次提交。", code="TOO_MANY_ENTRIES")
        return [_result(entry.id, await _submitted(info, entry)) for entry in entries]

    @strawberry.mutation(
        description="村、乡镇登记某人某天或半天的考勤", extensions=[Writes(Action.ATTENDANCE_REGISTER)]
    )
    async def register_day(self, info: Info, input: RegisterDayInput) -> AttendanceDay:
        """Register the day; the answer is the day as it stands."""
        posting_id = POSTING(input.posting_id)
        await register_day(info.context.work, posting_id, input.day, input.status, input.reason, input.part)
        return await _day(info, posting_id, input.day)

    @strawberry.mutation(description="村、乡镇登记某人某夜是否在村", extensions=[Writes(Action.ATTENDANCE_REGISTER)])
    async def register_night(self, info: Info, input: RegisterNightInput) -> Overnight:
        """Register the night; the answer is the night as it stands."""
        posting_id = POSTING(input.posting_id)
        await register_night(info.context.work, posting_id, input.night, spent=input.spent, reason=input.reason)
        where = {equals("posting_id"): posting_id, equals("night"): input.night}
        return cast("Overnight", await fetch_one(info, Overnight, where=where))

    @strawberry.mutation(description="裁定一条考勤冲突", extensions=[Writes(Action.ATTENDANCE_DECIDE)])
    async def decide_conflict(
        self, info: Info, id: strawberry.ID, decision: ConflictDecision, reason: str
    ) -> AttendanceConflict:
        """Say what the disputed half days were."""
        decided = await decide_conflict(info.context.work, CONFLICT(id), decision, reason)
        return cast("AttendanceConflict", await fetch_one(info, AttendanceConflict, where={equals("id"): decided.id}))

    @strawberry.mutation(description="申请补签(选派干部本人)", extensions=[Writes(Action.ATTENDANCE_CLAIM)])
    async def claim_day(self, info: Info, input: ClaimDayInput) -> BackfillRequest:
        """Claim a day that was not recorded."""
        new = NewClaim(
            day=input.day,
            reason=input.reason,
            part=input.part,
            posting_id=None if input.posting_id is None else POSTING(input.posting_id),
            evidence_ids=tuple(EVIDENCE(one) for one in input.evidence_ids),
            place=input.place,
            latitude=input.latitude,
            longitude=input.longitude,
            accuracy_m=input.accuracy_m,
            datum=input.datum,
        )
        return await _claim(info, await claim_day(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(description="撤回本人的补签申请", extensions=[Writes(Action.ATTENDANCE_CLAIM)])
    async def withdraw_claim(self, info: Info, id: strawberry.ID) -> BackfillRequest:
        """Take one's own open claim back."""
        await withdraw_claim(info.context.work, CLAIM(id))
        return await _claim(info, CLAIM(id))

    @strawberry.mutation(
        description="审批补签申请:同意的登记为到岗,不同意的须写明理由", extensions=[Writes(Action.ATTENDANCE_DECIDE)]
    )
    async def decide_claim(
        self, info: Info, id: strawberry.ID, approve: bool, reason: str | None = None
    ) -> BackfillRequest:
        """Approve or reject a claim."""
        await decide_claim(info.context.work, CLAIM(id), approve=approve, reason=reason)
        return await _claim(info, CLAIM(id))

    @strawberry.mutation(description="划定签到范围", extensions=[Writes(Action.FENCE_MANAGE)])
    async def add_fence(self, info: Info, input: FenceInput) -> Fence:
        """Draw a fence."""
        new = NewFence(
            region_code=input.region_code,
            name=input.name,
            kind=input.kind,
            valid_from=input.valid_from,
            valid_to=input.valid_to,
            posting_id=None if input.posting_id is None else POSTING(input.posting_id),
            centre=None if input.centre is None else (input.centre.latitude, input.centre.longitude),
            radius_m=input.radius_m,
            vertices=tuple((point.latitude, point.longitude) for point in input.vertices),
            season_months=tuple(input.season_months),
            datum=input.datum,
        )
        return await _fence(info, await add_fence(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(
        description="停用签到范围;validTo 起不再有效,量过的距离不变", extensions=[Writes(Action.FENCE_MANAGE)]
    )
    async def end_fence(self, info: Info, id: strawberry.ID, valid_to: date, reason: str) -> Fence:
        """Let a fence end."""
        await end_fence(info.context.work, FENCE(id), valid_to, reason)
        return await _fence(info, FENCE(id))


def _entry(input: CheckInInput) -> CheckInEntry:
    return CheckInEntry(
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
        datum=input.datum,
    )


async def _submitted(info: Info, input: CheckInInput) -> Submitted:
    try:
        entry = _entry(input)
    except Invalid as refusal:
        return refused(input.id, refusal)
    return await submit_entry(info.context.writing, entry, input.idempotency_key)


def _result(entry_id: UUID, found: Submitted) -> EntryResult:
    taken = found.taken
    claim_id = None if taken is None else taken.claim_id
    return EntryResult(
        id=entry_id,
        outcome=found.outcome,
        day=None if taken is None else taken.day,
        code=found.code,
        message=found.message,
        try_again=found.try_again,
        claim_id=None if claim_id is None else strawberry.ID(global_id("BackfillRequest", str(claim_id))),
    )


async def _claim(info: Info, claim_id: UUID) -> BackfillRequest:
    return cast("BackfillRequest", await fetch_one(info, BackfillRequest, where={equals("id"): claim_id}))


async def _fence(info: Info, fence_id: UUID) -> Fence:
    return cast("Fence", await fetch_one(info, Fence, where={equals("id"): fence_id}))


async def _day(info: Info, posting_id: UUID, day: date) -> AttendanceDay:
    where = {equals("posting_id"): posting_id, equals("day"): day}
    return cast("AttendanceDay", await fetch_one(info, AttendanceDay, where=where))
