"""锦州's stipends and their gate, each with the document's own example and at least one other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from xuanpai_core.plugins.api import (
    DispatchLevel,
    DispatchMeeting,
    MeetingTopic,
    Month,
    MonthAttendance,
    Outcome,
    PostingFacts,
    PostingRole,
    StipendDecision,
    StipendFacts,
    StipendGateFacts,
    StipendState,
)
from xuanpai_region_jinzhou.parameters import AbsencePay, JinzhouParameters, PartialPay
from xuanpai_region_jinzhou.rules import stipend_for, stipend_gate

NATURAL = JinzhouParameters()
Q2, Q3 = date(2026, 4, 1), date(2026, 7, 1)
SECRETARY = PostingFacts(
    role=PostingRole.FIRST_SECRETARY,
    dispatch_level=DispatchLevel.CITY,
    region_code="210727101201",
    start_date=date(2025, 1, 1),
)
OTHERS = [DispatchLevel.PROVINCE, DispatchLevel.COUNTY, DispatchLevel.TOWNSHIP]


def judged(month: int, outcome: Outcome | None, measured: str = "20", required: int = 20) -> MonthAttendance:
    start = date(2026, month, 1)
    return MonthAttendance(month=Month(start), outcome=outcome, measured=Decimal(measured), required=required)


ALL_MET = tuple(judged(month, Outcome.MET) for month in (4, 5, 6))


def stipend(
    posting: PostingFacts = SECRETARY,
    attendance: tuple[MonthAttendance, ...] = ALL_MET,
    parameters: JinzhouParameters = NATURAL,
    quarter_start: date = Q2,
) -> StipendDecision:
    facts = StipendFacts(quarter_start=quarter_start, posting=posting, attendance=attendance)
    decision = stipend_for(facts, parameters)
    assert decision.contradiction(facts) is None
    return decision


def amounts(decision: StipendDecision) -> list[tuple[int, StipendState]]:
    return [(line.amount_fen, line.state) for line in decision.lines]


# JZ-29: 1700 元 a month


def test_a_full_quarter_is_5100_yuan() -> None:
    decision = stipend()

    assert amounts(decision) == [(170_000, StipendState.PAYABLE)] * 3
    assert decision.payable_fen == 510_000
    assert decision.reason == "2026年第2季度工作生活补助:可发放5100元,暂缓0元。"
    assert decision.lines[0].reason == "2026年4月全月在任,按每月1700元计。"
    assert decision.clause.reference == "JZ-29"


@pytest.mark.parametrize("level", OTHERS)
def test_whom_the_city_did_not_send_is_not_entitled(level: DispatchLevel) -> None:
    decision = stipend(replace(SECRETARY, dispatch_level=level))

    assert amounts(decision) == [(0, StipendState.NOT_ENTITLED)] * 3
    assert decision.lines[0].reason == "工作生活补助只发给市级选派干部,本人不是市级选派,不享受。"


def test_the_monthly_amount_is_a_parameter() -> None:
    assert stipend(parameters=JinzhouParameters(stipend_month_fen=200_050)).payable_fen == 600_150


# JZ-30: coming and leaving within a quarter


def test_arrival_on_15_may_is_paid_by_whole_months() -> None:
    decision = stipend(replace(SECRETARY, start_date=date(2026, 5, 15)))

    assert amounts(decision) == [
        (0, StipendState.NOT_ENTITLED),
        (170_000, StipendState.PAYABLE),
        (170_000, StipendState.PAYABLE),
    ]
    assert decision.payable_fen == 340_000
    assert decision.lines[1].reason == "2026年5月在任17天,按整月计。"
    assert [line.clause.reference for line in decision.lines] == ["JZ-29", "JZ-30", "JZ-29"]


def test_arrival_on_15_may_is_prorated_to_the_fen() -> None:
    parameters = JinzhouParameters(stipend_partial=PartialPay.PRORATA_DAY)

    decision = stipend(replace(SECRETARY, start_date=date(2026, 5, 15)), parameters=parameters)

    assert [line.amount_fen for line in decision.lines] == [0, 93_226, 170_000]
    assert decision.payable_fen == 263_226
    assert decision.lines[1].reason == "2026年5月在任17天,按17/31折算。"


def test_leaving_on_30_june_ends_the_stipend() -> None:
    leaver = replace(SECRETARY, end_date=date(2026, 6, 30))

    assert stipend(leaver).payable_fen == 510_000
    assert amounts(stipend(leaver, quarter_start=Q3)) == [(0, StipendState.NOT_ENTITLED)] * 3


def test_one_day_in_july_is_a_month_or_a_thirty_first() -> None:
    leaver = replace(SECRETARY, end_date=date(2026, 7, 1))
    met = (judged(7, Outcome.EXEMPT),)
    by_day = JinzhouParameters(stipend_partial=PartialPay.PRORATA_DAY)

    assert stipend(leaver, met, quarter_start=Q3).payable_fen == 170_000
    assert stipend(leaver, met, by_day, Q3).payable_fen == 5_484


# JZ-31: absence


def test_nineteen_days_put_the_month_on_hold() -> None:
    decision = stipend(attendance=(ALL_MET[0], judged(5, Outcome.UNMET, "19"), ALL_MET[2]))

    assert amounts(decision) == [
        (170_000, StipendState.PAYABLE),
        (170_000, StipendState.ON_HOLD),
        (170_000, StipendState.PAYABLE),
    ]
    assert (decision.payable_fen, decision.held_fen) == (340_000, 170_000)
    assert decision.lines[1].reason == (
        "2026年5月全月在任,按每月1700元计。当月到岗19天,应到岗20天,暂缓发放,待县级组织部门确认。"
    )
    assert decision.lines[1].clause.reference == "JZ-31"


def test_nineteen_days_change_nothing_where_absence_does_not_matter() -> None:
    parameters = JinzhouParameters(stipend_absence=AbsencePay.NONE)

    decision = stipend(attendance=(judged(5, Outcome.UNMET, "19"),), parameters=parameters)

    assert amounts(decision) == [(170_000, StipendState.PAYABLE)] * 3


@pytest.mark.parametrize(("measured", "fen"), [("19", 161_500), ("19.5", 165_750), ("0", 0)])
def test_deduction_pays_the_share_of_days(measured: str, fen: int) -> None:
    parameters = JinzhouParameters(stipend_absence=AbsencePay.DEDUCT)

    decision = stipend(attendance=(ALL_MET[0], judged(5, Outcome.UNMET, measured), ALL_MET[2]), parameters=parameters)

    assert (decision.lines[1].amount_fen, decision.lines[1].state) == (fen, StipendState.PAYABLE)


def test_prorating_and_deduction_round_once() -> None:
    parameters = JinzhouParameters(stipend_partial=PartialPay.PRORATA_DAY, stipend_absence=AbsencePay.DEDUCT)
    newcomer = replace(SECRETARY, start_date=date(2026, 5, 20))

    decision = stipend(newcomer, (judged(5, Outcome.UNMET, "7", 8), ALL_MET[2]), parameters)

    assert decision.lines[1].amount_fen == 57_581


@pytest.mark.parametrize("absence", [AbsencePay.HOLD, AbsencePay.DEDUCT])
@pytest.mark.parametrize("attendance", [(), (judged(5, None),)])
def test_a_month_without_a_verdict_waits(absence: AbsencePay, attendance: tuple[MonthAttendance, ...]) -> None:
    decision = stipend(
        attendance=(ALL_MET[0], *attendance, ALL_MET[2]), parameters=JinzhouParameters(stipend_absence=absence)
    )

    assert [line.state for line in decision.lines] == [
        StipendState.PAYABLE,
        StipendState.ON_HOLD,
        StipendState.PAYABLE,
    ]
    assert decision.lines[1].reason.endswith("当月还没有考勤结论,暂缓发放。")


@pytest.mark.parametrize("outcome", [Outcome.MET, Outcome.WARNED, Outcome.EXEMPT, Outcome.NOT_APPLICABLE])
def test_only_an_unmet_month_is_held(outcome: Outcome) -> None:
    decision = stipend(attendance=(ALL_MET[0], judged(5, outcome, "7"), ALL_MET[2]))

    assert decision.payable_fen == 510_000


# JZ-24: the gate


def gate(*meetings: DispatchMeeting) -> tuple[bool, str]:
    decision = stipend_gate(StipendGateFacts(county_code="210727", quarter_start=Q2, meetings=meetings))
    assert decision.clause.reference == "JZ-24"
    return decision.passed, decision.reason


def meeting(held_on: date, *missing: MeetingTopic) -> DispatchMeeting:
    return DispatchMeeting(held_on=held_on, topics=frozenset(MeetingTopic) - frozenset(missing))


def test_without_a_meeting_nothing_is_paid() -> None:
    assert gate() == (
        False,
        "本县2026年第2季度还没有调度会记录,补助不能发放。请先召开调度会并登记。",
    )


@pytest.mark.parametrize("held_on", [date(2026, 3, 31), date(2026, 7, 1)])
def test_a_meeting_of_another_quarter_does_not_open_the_gate(held_on: date) -> None:
    assert gate(meeting(held_on))[0] is False


@pytest.mark.parametrize("held_on", [date(2026, 4, 1), date(2026, 6, 30)])
def test_a_complete_meeting_opens_the_gate(held_on: date) -> None:
    passed, reason = gate(meeting(held_on))

    assert passed is True
    assert reason.endswith("召开2026年第2季度调度会,议题完整,补助可以发放。")


def test_a_meeting_that_did_not_hear_the_problems_is_incomplete() -> None:
    assert gate(meeting(date(2026, 5, 12), MeetingTopic.PROBLEMS)) == (
        False,
        "本县2026年第2季度调度会(2026年5月12日)缺少“存在的问题”,补助不能发放。请补充会议记录。",
    )


def test_two_incomplete_meetings_do_not_make_a_complete_one() -> None:
    first = meeting(date(2026, 4, 12), MeetingTopic.PROBLEMS)
    second = meeting(date(2026, 5, 12), MeetingTopic.PROGRESS, MeetingTopic.NEXT_STEPS)

    passed, reason = gate(second, first)

    assert passed is False
    assert "(2026年4月12日)缺少“存在的问题”" in reason


def test_one_complete_meeting_among_others_is_enough() -> None:
    assert gate(meeting(date(2026, 4, 12), MeetingTopic.PROBLEMS), meeting(date(2026, 6, 1)))[0] is True
