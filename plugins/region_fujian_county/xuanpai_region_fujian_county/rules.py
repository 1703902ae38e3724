"""How many days a month a cadre is in the village (FJ-02)."""

from xuanpai_core.plugins.api import AttendanceNorm, AttendanceNormFacts, Strictness, hookimpl, month_name
from xuanpai_region_fujian_county import clauses
from xuanpai_region_fujian_county.clauses import cite
from xuanpai_region_fujian_county.parameters import FujianCountyParameters


@hookimpl
def attendance_norm(facts: AttendanceNormFacts, parameters: FujianCountyParameters) -> AttendanceNorm:
    """22 days a month besides holidays, 一般: falling short is a hint."""
    return AttendanceNorm(
        min_days=parameters.min_days_month,
        strictness=Strictness.SOFT,
        partial_month=parameters.partial_month,
        cap_to_workdays=parameters.cap_to_workdays,
        holidays_count=parameters.holidays_count,
        clause=cite(clauses.DAYS, "FJ-02"),
        reason=f"{month_name(facts.month)}除节假日外一般须驻村不少于{parameters.min_days_month}天。",
    )
