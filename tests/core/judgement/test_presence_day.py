"""One day: how much of it counts, and the sentence that says why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.core.judgement.presence_facts import norm
from tests.plugins.facts import posting
from xuanpai_core.judgement.month import DayMark, DayPart, DayStatus
from xuanpai_core.judgement.presence_day import PresenceDay, judge_day
from xuanpai_core.plugins.duties import Cadence

DAY = date(2025, 10, 8)
MONTH = norm(Cadence.MONTH, 20)
STRICT = replace(MONTH, holidays_count=False, official_travel_counts=False)
HALF, ONE, NONE = Decimal("0.5"), Decimal(1), Decimal(0)


def mark(status: str, part: DayPart = DayPart.WHOLE, *, confirmed: bool = True) -> DayMark:
    return DayMark(day=DAY, status=DayStatus(status), confirmed=confirmed, part=part)


def facts(*marks: DayMark, **more: Any) -> PresenceDay:
    return PresenceDay(day=DAY, posting=posting(), marks=marks, **more)


MORNING, AFTERNOON = DayPart.MORNING, DayPart.AFTERNOON
HOLIDAY = {"holiday": "国庆节"}


@pytest.mark.parametrize(
    ("rule", "told", "counted", "reason"),
    [
        (MONTH, facts(mark("ON_DUTY"), check_ins=2), ONE, "到岗(签到2次),计1天。"),
        (MONTH, facts(mark("ON_DUTY"), registered=True), ONE, "到岗(由人登记或裁定),计1天。"),
        (MONTH, facts(), NONE, "未登记,计0天。"),
        (MONTH, facts(mark("ABSENT"), claimed=True), NONE, "未到岗,计0天。补签申请等待审批。"),
        (
            MONTH,
            facts(mark("LEAVE", AFTERNOON), mark("ON_DUTY", MORNING), check_ins=1),
            HALF,
            "上午到岗、下午请假(签到1次),计0.5天。",
        ),
        (MONTH, facts(mark("LEAVE", MORNING)), NONE, "上午请假、下午未登记,计0天。"),
        (MONTH, facts(mark("OFFICIAL_TRIP")), ONE, "因公外出,计1天。"),
        (STRICT, facts(mark("OFFICIAL_TRIP")), NONE, "因公外出,计0天。因公外出按规定不计到岗。"),
        (None, facts(mark("OFFICIAL_TRIP")), NONE, "因公外出,计0天。因公外出按规定不计到岗。"),
        (
            MONTH,
            facts(mark("OFFICIAL_TRIP", confirmed=False)),
            NONE,
            "因公外出,计0天。因公外出没有批准的申请,不计。",
        ),
        (MONTH, facts(mark("ON_DUTY"), **HOLIDAY), ONE, "到岗,计1天。"),
        (STRICT, facts(mark("ON_DUTY"), **HOLIDAY), NONE, "到岗,计0天。国庆节属节假日,按规定不计。"),
        (
            STRICT,
            facts(mark("ON_DUTY"), unpublished=True),
            ONE,
            "到岗,计1天。2025年放假安排尚未公布,暂未扣除节假日。",
        ),
        (
            MONTH,
            facts(mark("LEAVE"), check_ins=1, disputed=True),
            NONE,
            "请假(签到1次),计0天。有一处冲突等待裁定,裁定以前按先记的计。",
        ),
        (MONTH, facts(check_ins=1), NONE, "未登记(签到1次),计0天。签到次数还不够当地规定的一天。"),
        (MONTH, facts(night=True), NONE, "未登记,计0天。当晚在村夜宿。"),
    ],
)
def test_a_day_counts_by_what_the_months_norm_lets_count(
    rule: Any, told: PresenceDay, counted: Decimal, reason: str
) -> None:
    verdict = judge_day(rule, told)

    assert (verdict.counted, verdict.reason) == (counted, f"2025年10月8日{reason}")


def test_a_day_out_of_post_is_not_judged() -> None:
    gone = replace(facts(mark("ON_DUTY")), posting=replace(posting(), end_date=date(2025, 10, 7)))

    assert judge_day(MONTH, gone).reason == "2025年10月8日不在任,不作评定。"
