"""One day of one posting: how much of it counts towards the month's norm, and why, in one sentence. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuanpai_core.judgement.month import DayMark, DayPart, DayStatus
from xuanpai_core.plugins.facts import PostingFacts
from xuanpai_core.plugins.presence import PresenceNorm
from xuanpai_core.plugins.wording import day_count, day_name

_WORDS = {
    DayStatus.ON_DUTY: "到岗",
    DayStatus.OFFICIAL_TRIP: "因公外出",
    DayStatus.LEAVE: "请假",
    DayStatus.ABSENT: "未到岗",
}
_HALVES = {DayPart.MORNING: "上午", DayPart.AFTERNOON: "下午"}
_UNRECORDED = "未登记"


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceDay:
    """What is known of the day: ``marks`` are its halves or the whole of it, in any order.

    ``registered``: by a person's hand. ``disputed`` and ``claimed``: a contradiction, or a claim, waits for a person.
    ``holiday`` is what the statutory holiday is called; None on other days; ``unpublished``: nobody knows yet.
    """

    day: date
    posting: PostingFacts
    marks: tuple[DayMark, ...] = ()
    check_ins: int = 0
    registered: bool = False
    night: bool = False
    disputed: bool = False
    claimed: bool = False
    holiday: str | None = None
    unpublished: bool = False


@dataclass(frozen=True, slots=True)
class DayVerdict:
    """How much of the day counts: 0, 0.5 or 1."""

    day: date
    counted: Decimal
    reason: str


def judge_day(norm: PresenceNorm | None, facts: PresenceDay) -> DayVerdict:
    """Judge the day by what the month's norm lets count; without a norm presence counts, trips do not."""
    if not facts.posting.serves(facts.day):
        return DayVerdict(facts.day, Decimal(0), f"{day_name(facts.day)}不在任,不作评定。")
    halves = {half: mark for mark in facts.marks for half in _halves(mark)}
    counted = Decimal(sum(_counts(norm, facts, mark) for mark in halves.values())) / 2
    said = _said(halves) + "".join(f"({origin})" for origin in [_origin(facts)] if origin)
    notes = "".join(_notes(norm, facts, list(halves.values())))
    return DayVerdict(facts.day, counted, f"{day_name(facts.day)}{said},计{day_count(counted)}。{notes}")


def _halves(mark: DayMark) -> tuple[DayPart, ...]:
    return tuple(_HALVES) if mark.part is DayPart.WHOLE else (mark.part,)


def _counts(norm: PresenceNorm | None, facts: PresenceDay, mark: DayMark) -> bool:
    if facts.holiday is not None and norm is not None and not norm.holidays_count:
        return False
    if mark.status is DayStatus.OFFICIAL_TRIP:
        return mark.confirmed and norm is not None and norm.official_travel_counts
    return mark.status is DayStatus.ON_DUTY and mark.confirmed


def _said(halves: dict[DayPart, DayMark]) -> str:
    words = [_WORDS[halves[half].status] if half in halves else _UNRECORDED for half in _HALVES]
    if words[0] == words[1]:
        return words[0]
    return "、".join(f"{name}{word}" for name, word in zip(_HALVES.values(), words, strict=True))


def _origin(facts: PresenceDay) -> str:
    told = [f"签到{facts.check_ins}次"] if facts.check_ins else []
    if facts.registered:
        told.append("由人登记或裁定")
    return ",".join(told)


def _notes(norm: PresenceNorm | None, facts: PresenceDay, marks: list[DayMark]) -> Iterator[str]:
    """What a reader would ask next: why it does not count, and what may still change."""
    there = [mark for mark in marks if mark.status in {DayStatus.ON_DUTY, DayStatus.OFFICIAL_TRIP}]
    if there and norm is not None and not norm.holidays_count:
        if facts.holiday is not None:
            yield f"{facts.holiday}属节假日,按规定不计。"
        elif facts.unpublished:
            yield f"{facts.day.year}年放假安排尚未公布,暂未扣除节假日。"
    trips = [mark for mark in marks if mark.status is DayStatus.OFFICIAL_TRIP]
    if any(not mark.confirmed for mark in trips):
        yield "因公外出没有批准的申请,不计。"
    elif trips and (norm is None or not norm.official_travel_counts):
        yield "因公外出按规定不计到岗。"
    if facts.check_ins and not marks:
        yield "签到次数还不够当地规定的一天。"
    if facts.night:
        yield "当晚在村夜宿。"
    if facts.disputed:
        yield "有一处冲突等待裁定,裁定以前按先记的计。"
    if facts.claimed:
        yield "补签申请等待审批。"
