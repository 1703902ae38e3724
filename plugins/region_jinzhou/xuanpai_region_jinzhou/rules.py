"""Jinzhou's five decisions: presence, stipend, its gate, insurance, the park's revenue."""

from dataclasses import replace
from fractions import Fraction

from xuanpai_core.plugins.api import (
    AttendanceNorm,
    AttendanceNormFacts,
    Beneficiary,
    DispatchLevel,
    DispatchMeeting,
    GateDecision,
    InsuranceFacts,
    InsuranceRequirement,
    Introducer,
    MeetingTopic,
    Month,
    MonthAttendance,
    Outcome,
    PostingFacts,
    PostingRole,
    RevenueAllocation,
    RevenueFacts,
    RevenueSplit,
    StipendDecision,
    StipendFacts,
    StipendGateFacts,
    StipendLine,
    StipendState,
    day_count,
    day_name,
    hookimpl,
    month_name,
    quarter_end,
    quarter_months,
    quarter_name,
    round_to_fen,
    share_equally,
    yuan,
)
from xuanpai_region_jinzhou import clauses
from xuanpai_region_jinzhou.clauses import cite
from xuanpai_region_jinzhou.parameters import AbsencePay, JinzhouParameters, OddFen, PartialPay

TOPICS = {
    MeetingTopic.PROGRESS: "工作开展情况",
    MeetingTopic.PROBLEMS: "存在的问题",
    MeetingTopic.NEXT_STEPS: "下一步工作计划",
}


@hookimpl
def attendance_norm(facts: AttendanceNormFacts, parameters: JinzhouParameters) -> AttendanceNorm:
    """Every cadre, 20 days a month (JZ-02); the parameters settle JZ-03 and JZ-04."""
    return AttendanceNorm(
        min_days=parameters.min_days_month,
        partial_month=parameters.partial_month,
        official_travel_counts=parameters.official_travel_counts,
        cap_to_workdays=parameters.cap_to_workdays,
        clause=cite(clauses.ATTENDANCE, "JZ-02"),
        reason=f"{month_name(facts.month)}须到岗不少于{parameters.min_days_month}天,周末在村也计。",
    )


@hookimpl
def stipend_for(facts: StipendFacts, parameters: JinzhouParameters) -> StipendDecision:
    """1700 元 a month to cadres sent by the city (JZ-29), month by month."""
    judged = {entry.month: entry for entry in facts.attendance}
    months = [Month(start) for start in quarter_months(facts.quarter_start)]
    lines = tuple(_stipend_line(facts.posting, month, judged.get(month), parameters) for month in months)
    decision = StipendDecision(lines=lines, clause=cite(clauses.STIPEND, "JZ-29"), reason="待汇总")
    summary = f"可发放{yuan(decision.payable_fen)},暂缓{yuan(decision.held_fen)}。"
    return replace(decision, reason=f"{quarter_name(facts.quarter_start)}工作生活补助:{summary}")


def _stipend_line(
    posting: PostingFacts, month: Month, attendance: MonthAttendance | None, parameters: JinzhouParameters
) -> StipendLine:
    if posting.dispatch_level != DispatchLevel.CITY:
        return _not_entitled(month, "工作生活补助只发给市级选派干部,本人不是市级选派,不享受。")
    days, length = posting.days_in(month), (month.end - month.start).days
    if days == 0:
        return _not_entitled(month, f"{month_name(month)}不在任,不发补助。")
    earned, reference = Fraction(parameters.stipend_month_fen), "JZ-29"
    reason = f"{month_name(month)}全月在任,按每月{yuan(parameters.stipend_month_fen)}计。"
    if days < length:
        reference, reason = "JZ-30", f"{month_name(month)}在任{days}天,按整月计。"
        if parameters.stipend_partial is PartialPay.PRORATA_DAY:
            earned, reason = earned * days / length, f"{month_name(month)}在任{days}天,按{days}/{length}折算。"
    line = StipendLine(
        month=month,
        amount_fen=round_to_fen(earned),
        state=StipendState.PAYABLE,
        reason=reason,
        clause=cite(clauses.STIPEND, reference),
    )
    return _after_attendance(line, earned, attendance, parameters.stipend_absence)


def _not_entitled(month: Month, reason: str) -> StipendLine:
    clause = cite(clauses.STIPEND, "JZ-29")
    return StipendLine(month=month, amount_fen=0, state=StipendState.NOT_ENTITLED, reason=reason, clause=clause)


def _after_attendance(
    line: StipendLine, earned: Fraction, attendance: MonthAttendance | None, policy: AbsencePay
) -> StipendLine:
    """Hold or cut a month whose attendance was not met; hold one that has no verdict yet (JZ-31)."""
    if policy is AbsencePay.NONE:
        return line
    clause = cite(clauses.STIPEND, "JZ-31")
    if attendance is None or attendance.outcome is None:
        reason = f"{line.reason}当月还没有考勤结论,暂缓发放。"
        return replace(line, state=StipendState.ON_HOLD, reason=reason, clause=clause)
    if attendance.outcome != Outcome.UNMET:
        return line
    shortfall = f"当月到岗{day_count(attendance.measured)},应到岗{attendance.required}天,"
    if policy is AbsencePay.HOLD:
        reason = f"{line.reason}{shortfall}暂缓发放,待县级组织部门确认。"
        return replace(line, state=StipendState.ON_HOLD, reason=reason, clause=clause)
    paid = round_to_fen(earned * Fraction(attendance.measured) / attendance.required)
    reason = f"{line.reason}{shortfall}按到岗天数之比发放。"
    return replace(line, amount_fen=paid, reason=reason, clause=clause)


@hookimpl
def stipend_gate(facts: StipendGateFacts) -> GateDecision:
    """No stipends without one complete dispatch meeting in the county and quarter (JZ-24)."""
    quarter, clause = quarter_name(facts.quarter_start), cite(clauses.DISPATCH_MEETING, "JZ-24")
    after = quarter_end(facts.quarter_start)
    held = [meeting for meeting in facts.meetings if facts.quarter_start <= meeting.held_on < after]
    if not held:
        reason = f"本县{quarter}还没有调度会记录,补助不能发放。请先召开调度会并登记。"
        return GateDecision(passed=False, clause=clause, reason=reason)
    best = min(held, key=lambda meeting: (len(_missing_topics(meeting)), meeting.held_on))
    missing = _missing_topics(best)
    if missing:
        gap = "、".join(f"“{topic}”" for topic in missing)
        reason = f"本县{quarter}调度会({day_name(best.held_on)})缺少{gap},补助不能发放。请补充会议记录。"
        return GateDecision(passed=False, clause=clause, reason=reason)
    reason = f"本县已于{day_name(best.held_on)}召开{quarter}调度会,议题完整,补助可以发放。"
    return GateDecision(passed=True, clause=clause, reason=reason)


def _missing_topics(meeting: DispatchMeeting) -> list[str]:
    return [name for topic, name in TOPICS.items() if topic not in meeting.topics]


@hookimpl
def insurance_requirement(facts: InsuranceFacts, parameters: JinzhouParameters) -> InsuranceRequirement:
    """50万 over the whole posting for cadres sent by the city, nothing for others (JZ-32)."""
    clause = cite(clauses.INSURANCE, "JZ-32")
    if facts.posting.dispatch_level != DispatchLevel.CITY:
        reason = "只要求为市级选派干部办理人身意外伤害保险,本人不是市级选派,不作要求。"
        return InsuranceRequirement(minimum_fen=0, clause=clause, reason=reason)
    reason = f"市级选派干部任职全程须有保额不低于{yuan(parameters.insurance_minimum_fen)}的人身意外伤害保险。"
    return InsuranceRequirement(minimum_fen=parameters.insurance_minimum_fen, clause=clause, reason=reason)


@hookimpl
def split_revenue(facts: RevenueFacts, parameters: JinzhouParameters) -> RevenueSplit:
    """Half to the park, half to the introducers' places, equally; a reversal mirrors its entry (JZ-20 to 22)."""
    if facts.reversal_of is not None:
        mirrored = tuple(replace(line, amount_fen=-line.amount_fen) for line in facts.reversal_of)
        clause = cite(clauses.PARK, "JZ-22")
        return RevenueSplit(lines=mirrored, clause=clause, reason="红冲:按原分配逐笔冲回。")
    if facts.suits_village:
        reason = "项目适合放在乡村,收益不按产业园“飞地”政策分成。"
        return RevenueSplit(lines=(), clause=cite(clauses.PARK, "JZ-20"), reason=reason)
    half, odd = divmod(abs(facts.amount_fen), 2)
    places_fen = half + (odd if parameters.odd_fen_to is OddFen.VILLAGE else 0)
    places_fen = places_fen if facts.amount_fen >= 0 else -places_fen
    shares = share_equally(places_fen, (_place_of(introducer) for introducer in facts.introducers))
    lines = [
        RevenueAllocation(beneficiary=Beneficiary.PARK, region_code=None, amount_fen=facts.amount_fen - places_fen)
    ]
    lines += [
        RevenueAllocation(beneficiary=_beneficiary(code), region_code=code, amount_fen=fen)
        for code, fen in shares.items()
    ]
    return RevenueSplit(
        lines=tuple(lines),
        clause=cite(clauses.PARK, "JZ-20" if len(shares) == 1 else "JZ-21"),
        reason=f"园区{yuan(facts.amount_fen - places_fen)},引进干部所在{len(shares)}个村(乡镇){yuan(places_fen)}。",
    )


def _place_of(introducer: Introducer) -> str:
    """The village of a first secretary; the township of a township's first deputy secretary (JZ-20)."""
    if introducer.role == PostingRole.TOWNSHIP_FIRST_DEPUTY:
        return introducer.region_code[:9]
    return introducer.region_code


def _beneficiary(code: str) -> Beneficiary:
    return Beneficiary.VILLAGE if len(code) == 12 else Beneficiary.TOWNSHIP
