"""Presence of those sent by the district (HD-11), and what each township gives its own (HD-19)."""

from xuanpai_core.plugins.api import (
    AttendanceNorm,
    AttendanceNormFacts,
    DispatchLevel,
    Month,
    StipendDecision,
    StipendFacts,
    StipendLine,
    StipendState,
    hookimpl,
    month_name,
    quarter_months,
    quarter_name,
    yuan,
)
from xuanpai_region_hedong import clauses
from xuanpai_region_hedong.clauses import cite
from xuanpai_region_hedong.parameters import HedongParameters


@hookimpl
def attendance_norm(facts: AttendanceNormFacts, parameters: HedongParameters) -> AttendanceNorm | None:
    """20 days a month for those sent by the district; the others go by the week and have no monthly norm."""
    if facts.posting.dispatch_level != DispatchLevel.COUNTY:
        return None
    return AttendanceNorm(
        min_days=parameters.min_days_month,
        partial_month=parameters.partial_month,
        clause=cite(clauses.DAYS, "HD-11"),
        reason=f"区直选派干部{month_name(facts.month)}须在任职村工作不少于{parameters.min_days_month}天。",
    )


@hookimpl
def stipend_for(facts: StipendFacts, parameters: HedongParameters) -> StipendDecision | None:
    """What a township has laid down for those whom it sends, for each month in post; nothing for others."""
    if facts.posting.dispatch_level != DispatchLevel.TOWNSHIP or parameters.allowance_month_fen == 0:
        return None
    clause = cite(clauses.ALLOWANCE, "HD-19")
    lines = []
    for month in map(Month, quarter_months(facts.quarter_start)):
        serving = facts.posting.days_in(month) > 0
        words = f"按本镇街规定每月{yuan(parameters.allowance_month_fen)}。" if serving else "不在任,不发。"
        lines.append(
            StipendLine(
                month=month,
                amount_fen=parameters.allowance_month_fen if serving else 0,
                state=StipendState.PAYABLE if serving else StipendState.NOT_ENTITLED,
                reason=f"{month_name(month)}{words}",
                clause=clause,
            )
        )
    reason = f"{quarter_name(facts.quarter_start)}镇街选派干部待遇,由本镇街制定。"
    return StipendDecision(lines=tuple(lines), clause=clause, reason=reason)
