"""The decisions: facts and parameters in, one decision out, with its clause and a Chinese reason."""

from xuanpai_core.plugins.api import AttendanceNorm, AttendanceNormFacts, hookimpl, month_name
from xuanpai_region_template.clauses import ATTENDANCE
from xuanpai_region_template.parameters import Parameters


@hookimpl
def attendance_norm(facts: AttendanceNormFacts, parameters: Parameters) -> AttendanceNorm:
    """Every cadre, so many days a month."""
    return AttendanceNorm(
        min_days=parameters.min_days_month,
        clause=ATTENDANCE,
        reason=f"{month_name(facts.month)}须到岗不少于{parameters.min_days_month}天。",
    )
