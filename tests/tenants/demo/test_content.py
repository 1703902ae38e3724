"""What the people of the demo find when they look: figures that add up, and leads that point at the right ones."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from sqlalchemy import select

from tests.tenants.demo.conftest import NOW, SEEDED, Demo
from tests.tenants.demo.plans import logged, on_duty, plan_of
from xuanpai_core.activities.service import DispatchState, dispatch_status
from xuanpai_core.attendance.models import BackfillRequest, ClaimState, MonthlyAttendance
from xuanpai_core.attendance.months import Corrections, recount
from xuanpai_core.dashboard.service import county_figures
from xuanpai_core.db.session import Work
from xuanpai_core.events.models import EventAttendance, EventPresence
from xuanpai_core.evidence.models import Evidence
from xuanpai_core.inspections.models import Inspection, InspectionState
from xuanpai_core.insurance.service import insurance_gaps
from xuanpai_core.judgement.insurance import DayRange
from xuanpai_core.leave.models import LeaveRequest, LeaveState
from xuanpai_core.parks.models import RevenueAllocation, RevenueEntry
from xuanpai_core.plugins.models import PluginActivation
from xuanpai_core.sheets.models import MonthlySheet, SheetState
from xuanpai_core.stipends.models import BatchState, StipendBatch, StipendLine
from xuanpai_core.worklogs.service import missing_logs

Q3 = date(2025, 7, 1)


@asynccontextmanager
async def looking(demo: Demo, username: str, code: str = "21") -> AsyncIterator[Work]:
    """What ``username`` may read this morning."""
    async with demo.stages[code].act(username, NOW) as work:
        yield work


@pytest.mark.parametrize("code", SEEDED)
async def test_the_running_totals_are_what_a_recount_finds(demo: Demo, code: str) -> None:
    plan = plan_of(code)
    async with looking(demo, "admin", code) as work:
        for month in plan.months:
            assert await recount(work, month) == Corrections(0, 0)
            rows = await work.session.scalars(
                select(MonthlyAttendance).where(
                    MonthlyAttendance.tenant_id == work.tenant_id, MonthlyAttendance.month == month.start
                )
            )
            days, logs = on_duty(plan, month), logged(plan, month)
            counted = {row.posting_id: (row.on_duty_days, row.log_days) for row in rows}
            held = [one for one in plan.postings if one.end_date is None or one.end_date >= month.start]
            held = [posting for posting in held if posting.start_date < month.end]
            assert counted == {one.id: (len(days[one.id]), len(logs[one.id])) for one in held}


async def test_the_city_s_table_has_all_seven_counties_and_everybody(demo: Demo) -> None:
    plan = plan_of("21")
    async with looking(demo, "jinzhou_org") as work:
        figures = await county_figures(work, "2107", plan.last_month)

    assert [county.county_name for county in figures] == [
        "古塔区",
        "凌河区",
        "太和区",
        "黑山县",
        "义县",
        "凌海市",
        "北镇市",
    ]
    assert sum(county.postings for county in figures) == 120
    assert {county.required_days for county in figures} == {20}
    days = on_duty(plan, plan.last_month)
    assert sum(county.on_duty_days for county in figures) == sum(map(len, days.values()))
    short = sum(len(days[one.id]) < 20 for one in plan.postings if one.covers(plan.last_month))
    assert sum(county.below_norm or 0 for county in figures) == short


@pytest.mark.parametrize("code", SEEDED)
async def test_the_sheets_are_sealed_but_for_three_townships_of_the_last_month(demo: Demo, code: str) -> None:
    plan = plan_of(code)
    async with looking(demo, "admin", code) as work:
        sheets = (
            await work.session.scalars(select(MonthlySheet).where(MonthlySheet.tenant_id == work.tenant_id))
        ).all()
    states: dict[str, set[SheetState]] = {}
    for sheet in sheets:
        if sheet.month == plan.last_month.start:
            states.setdefault(sheet.region_code[:9], set()).add(sheet.state)
        else:
            assert sheet.state is SheetState.SEALED
        if sheet.state is SheetState.SEALED:
            assert sheet.signed_hash == sheet.content_hash

    faults = plan.faults
    assert set(plan.townships()) - set(states) == {faults.late}
    assert states.pop(faults.unsigned) == {SheetState.TOTALLED}
    assert states.pop(faults.unsealed) == {SheetState.SIGNED}
    assert set(map(frozenset, states.values())) == {frozenset({SheetState.SEALED})}


async def test_the_sheet_of_the_one_who_was_there_on_twelve_days_says_so(demo: Demo) -> None:
    plan = plan_of("21")
    async with looking(demo, "admin") as work:
        sheet = await work.session.scalar(
            select(MonthlySheet).where(
                MonthlySheet.tenant_id == work.tenant_id,
                MonthlySheet.month == plan.last_month.start,
                MonthlySheet.posting_id == plan.faults.short,
            )
        )

    assert sheet is not None
    assert (sheet.on_duty_days, sheet.verdict["outcome"], sheet.verdict["missing"]) == (12, "UNMET", "8")
    assert sheet.verdict["clause"]["reference"] == "JZ-02"


async def test_the_county_is_told_whose_logs_are_missing(demo: Demo) -> None:
    plan = plan_of("21")
    silent = next(posting for posting in plan.postings if posting.id == plan.faults.silent)
    expected = on_duty(plan, plan.last_month)[silent.id] - logged(plan, plan.last_month)[silent.id]
    async with looking(demo, "jinzhou_org") as work:
        missing = await missing_logs(work, silent.id, plan.last_month)

    assert missing == sorted(expected)
    assert len(missing) == 2


async def test_the_insurance_check_finds_the_missing_fen_and_the_missing_month(demo: Demo) -> None:
    async with looking(demo, "jinzhou_org") as work:
        gaps = await insurance_gaps(work, "2107")

    assert [(gap.region_code, gap.missing, gap.days) for gap in gaps] == [
        ("210726101203", (DayRange(date(2024, 1, 1), date(2026, 12, 31)),), 1096),
        ("210726101205", (DayRange(date(2025, 1, 1), date(2025, 1, 31)),), 31),
    ]
    assert {gap.required_fen for gap in gaps} == {50_000_000}


async def test_jinzhou_s_plugin_rules_the_city_from_the_first_of_january(demo: Demo) -> None:
    async with looking(demo, "admin") as work:
        found = await work.session.scalars(select(PluginActivation).where(PluginActivation.tenant_id == work.tenant_id))
        rules = [(one.plugin, one.region_code, one.valid_from, one.valid_to) for one in found]

    assert rules == [("region_jinzhou", "2107", date(2025, 1, 1), None)]


async def test_of_three_counties_stipends_one_waits_one_is_paid_and_one_is_blocked(demo: Demo) -> None:
    async with looking(demo, "jinzhou_org") as work:
        batches = (
            await work.session.scalars(select(StipendBatch).where(StipendBatch.tenant_id == work.tenant_id))
        ).all()
        lines = (await work.session.scalars(select(StipendLine).where(StipendLine.tenant_id == work.tenant_id))).all()

    assert {batch.quarter for batch in batches} == {Q3}
    assert {batch.county_code: batch.state for batch in batches} == {
        "210726": BatchState.READY,
        "210727": BatchState.RELEASED,
        "210782": BatchState.BLOCKED,
    }
    blocked = next(batch for batch in batches if batch.state is BatchState.BLOCKED)
    assert "缺少“存在的问题”" in blocked.gate["reason"]
    assert {line.amount_fen for line in lines} == {0, 170_000}
    for batch in batches:
        mine = [line for line in lines if line.batch_id == batch.id]
        assert batch.payable_fen + batch.on_hold_fen == sum(line.amount_fen for line in mine)
        assert batch.payable_fen > batch.on_hold_fen


async def test_the_quarter_s_meeting_was_held_in_most_counties(demo: Demo) -> None:
    states: Counter[DispatchState] = Counter()
    async with looking(demo, "jinzhou_org") as work:
        for county in ("210702", "210703", "210711", "210726", "210727", "210781", "210782"):
            states[(await dispatch_status(work, county, Q3)).state] += 1

    assert states == {DispatchState.COMPLETE: 5, DispatchState.INCOMPLETE: 1, DispatchState.NOT_HELD: 1}


async def test_the_park_s_income_is_divided_to_the_fen_and_a_mistake_taken_back(demo: Demo) -> None:
    async with looking(demo, "jinzhou_finance") as work:
        ours = select(RevenueEntry).where(RevenueEntry.tenant_id == work.tenant_id).order_by(RevenueEntry.received_on)
        entries = (await work.session.scalars(ours)).all()
        shares: dict[object, list[int]] = {}
        of_all = select(RevenueAllocation).where(RevenueAllocation.tenant_id == work.tenant_id)
        for share in await work.session.scalars(of_all.order_by(RevenueAllocation.line)):
            shares.setdefault(share.entry_id, []).append(share.amount_fen)

    assert [(entry.amount_fen, shares[entry.id]) for entry in entries] == [
        (100_001, [50_000, 16_667, 16_667, 16_667]),
        (1_500_001, [750_000, 375_001, 375_000]),
        (3_280_055, [1_640_027, 546_676, 546_676, 546_676]),
        (880_000, [440_000, 220_000, 220_000]),
        (-880_000, [-440_000, -220_000, -220_000]),
    ]
    assert entries[-1].reverses_id == entries[-2].id


async def test_photos_lie_where_their_records_say_and_are_what_they_say(demo: Demo) -> None:
    async with looking(demo, "admin") as work:
        photos = (await work.session.scalars(select(Evidence).where(Evidence.tenant_id == work.tenant_id))).all()

    assert {photo.id for photo in photos} == {photo.id for photo in plan_of("21").photos}
    for photo in photos:
        assert photo.object_key.startswith(f"evidence/{demo.tenant_ids['21']}/2025/09/")
        content = await demo.database.ports.objects.read(photo.object_key, 10_000_000, photo.version_id)
        assert len(content) == photo.size


async def test_a_cadre_s_id_number_can_be_opened_again(demo: Demo) -> None:
    vault, tenant_id = demo.database.ports.vault, demo.tenant_ids["34"]
    people = {cadre.id: cadre.person for cadre in plan_of("34").cadres}
    async with looking(demo, "admin", "34") as work:
        rows = await work.driver.fetch(
            "SELECT id, id_number_sealed, phone_sealed FROM cadre WHERE tenant_id = $1", tenant_id
        )

    told = {row["id"]: [vault.open(tenant_id, row[1]), vault.open(tenant_id, row[2])] for row in rows}
    assert told == {cadre_id: [person.id_number, person.phone] for cadre_id, person in people.items()}


@pytest.mark.parametrize("code", SEEDED)
async def test_leave_is_asked_for_a_day_claimed_and_one_inspection_published_while_another_is_still_to_come(
    demo: Demo, code: str
) -> None:
    async with looking(demo, "admin", code) as work:
        leaves = await work.session.scalars(select(LeaveRequest.state).where(LeaveRequest.tenant_id == work.tenant_id))
        claims = await work.session.scalars(
            select(BackfillRequest.state).where(BackfillRequest.tenant_id == work.tenant_id)
        )
        inspections = await work.session.scalars(
            select(Inspection.state).where(Inspection.tenant_id == work.tenant_id).order_by(Inspection.planned_on)
        )
        recorded = await work.session.scalars(
            select(EventAttendance.state).where(EventAttendance.tenant_id == work.tenant_id)
        )

        assert Counter(leaves) == {LeaveState.APPROVED: 2, LeaveState.SUBMITTED: 1}
        assert list(claims) == [ClaimState.SUBMITTED]
        assert list(inspections) == [InspectionState.PUBLISHED, InspectionState.PLANNED]
        assert set(recorded) == {EventPresence.PRESENT}
