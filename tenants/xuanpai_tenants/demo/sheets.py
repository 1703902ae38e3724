"""The townships' monthly sheets: all sealed but those that ``Faults`` names."""

from datetime import timedelta

from xuanpai_core.db.session import Transaction
from xuanpai_core.periods import Month
from xuanpai_core.sheets.service import seal_sheets, sign_sheets, total_month
from xuanpai_tenants.demo.plan import PlannedLogin
from xuanpai_tenants.demo.stage import Stage


async def close_months(stage: Stage) -> None:
    """Total, sign and seal every full month, township by township, in the days after its end."""
    plan = stage.plan
    clerks = _by_township(stage, "township_clerk")
    secretaries = _by_township(stage, "township_secretary")
    for month in plan.months[:-1]:
        async with stage.scene() as scene:
            for township in plan.townships():
                await _close(stage, scene, month, clerks[township], secretaries[township])


def _by_township(stage: Stage, role: str) -> dict[str, PlannedLogin]:
    return {str(login.region_code): login for login in stage.plan.logins if login.role == role}


async def _close(stage: Stage, scene: Transaction, month: Month, clerk: PlannedLogin, secretary: PlannedLogin) -> None:
    faults, township = stage.plan.faults, str(clerk.region_code)
    last = month == stage.plan.last_month
    next_day, key = month.end + timedelta(days=1), f"demo:sheets:{township}:{month}"
    if last and township == faults.late:
        return
    await total_month(stage.work(scene, clerk.username, stage.at(month.end, 9, 10)), township, month, key)
    if last and township == faults.unsigned:
        return
    await sign_sheets(stage.work(scene, secretary.username, stage.at(next_day, 10, 20)), township, month, key)
    if last and township == faults.unsealed:
        return
    await seal_sheets(stage.work(scene, clerk.username, stage.at(next_day, 15, 30)), township, month, key)
