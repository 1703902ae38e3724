"""A sealed sheet is corrected by two persons; what was sealed stays beside the correction."""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select

from tests.core.attendance.acts import register
from tests.core.attendance.footprint import footprint, rows
from tests.core.sheets.test_sheets import ON_DUTY, november, seal, sheet_of, sign, total, under_jinzhou
from tests.factories.world import World
from xuanpai_core.approvals.errors import ApprovalNotFound, SamePerson
from xuanpai_core.approvals.models import ApprovalRequest
from xuanpai_core.approvals.service import decide
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden
from xuanpai_core.sheets.errors import InvalidOverride, SheetFigureChanged, SheetNotFound, SheetNotSealed
from xuanpai_core.sheets.matters import OVERRIDE_SEALED_SHEET, propose_override
from xuanpai_core.vocabulary import Outcome

__all__ = ["november"]

MATTERS = {"OVERRIDE_SEALED_SHEET": OVERRIDE_SEALED_SHEET}


async def _sealed(world: World) -> UUID:
    """王建国's October, sealed with one day on duty."""
    await under_jinzhou(world)
    await register(world, "clerk", "王建国", date(2025, 10, 20), ON_DUTY)
    await total(world)
    await sign(world)
    await seal(world)
    sheet_id: UUID = (await sheet_of(world, "王建国"))["id"]
    return sheet_id


async def _propose(world: World, sheet_id: UUID, person: str = "county", **figures: Any) -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await propose_override(work, sheet_id, "签到设备故障,已核实", str(new_id()), **figures)


async def _agree(world: World, request_id: UUID, person: str = "city") -> ApprovalRequest:
    async with world.database.work(world.ctx(person)) as work:
        decided = await decide(work, request_id, MATTERS, approve=True, note=None, key=str(new_id()))
    assert isinstance(decided, ApprovalRequest)
    return decided


async def _overrides(world: World) -> list[tuple[str, str, str, str, UUID]]:
    stored = sorted(await rows(world, "sheet_override"), key=lambda row: str(row["id"]))
    return [(row["figure"], row["before"], row["after"], row["reason"], row["approval_id"]) for row in stored]


async def test_two_persons_correct_a_figure_and_what_was_sealed_stays(world: World, november: None) -> None:
    sheet_id = await _sealed(world)
    before = await sheet_of(world, "王建国")
    request_id = await _propose(world, sheet_id, on_duty_days=20, outcome=Outcome.MET)

    unchanged = await _overrides(world)
    await _agree(world, request_id)

    assert unchanged == []
    assert await _overrides(world) == [
        ("ON_DUTY_DAYS", "1", "20", "签到设备故障,已核实", request_id),
        ("OUTCOME", "UNMET", "MET", "签到设备故障,已核实", request_id),
    ]
    assert await sheet_of(world, "王建国") == before


async def test_the_second_person_reads_what_it_changes_and_what_not(world: World, november: None) -> None:
    request_id = await _propose(world, await _sealed(world), on_duty_days=20, outcome=Outcome.MET)

    async with world.database.read(world.ctx("city")) as work:
        request = await work.session.get_one(ApprovalRequest, (world.tenant_id, request_id))

    assert request.summary == (
        "更正辽宁省锦州市黑山县芳山镇芳山村民委员会王* 2025年10月已盖章的考勤表:"
        "到岗天数由1天改为20天;判定由“未达标”改为“达标”。"
        "盖章时的内容原样保留并列出更正;逐日考勤不变,按逐日考勤计算的补助也不变。"
    )
    assert request.region_code == world.villages["210726101"][0]


async def test_days_and_running_totals_are_not_touched(world: World, november: None) -> None:
    sheet_id = await _sealed(world)
    before = await footprint(world)

    await _agree(world, await _propose(world, sheet_id, on_duty_days=20))

    traces: dict[str, list[dict[str, Any]]] = {"audit_event": [], "idempotency_key": []}
    assert {**await footprint(world), **traces} == {**before, **traces}


async def test_a_second_correction_starts_from_the_first(world: World, november: None) -> None:
    sheet_id = await _sealed(world)
    await _agree(world, await _propose(world, sheet_id, on_duty_days=20))

    await _agree(world, await _propose(world, sheet_id, on_duty_days=19))

    assert [row[1:3] for row in await _overrides(world)] == [("1", "20"), ("20", "19")]


async def test_a_correction_that_came_first_makes_the_other_void(world: World, november: None) -> None:
    sheet_id = await _sealed(world)
    first, second = await _propose(world, sheet_id, on_duty_days=20), await _propose(world, sheet_id, on_duty_days=19)
    await _agree(world, first)

    with pytest.raises(SheetFigureChanged):
        await _agree(world, second)

    assert [row[2] for row in await _overrides(world)] == ["20"]


async def test_the_audit_trail_holds_before_and_after(world: World, november: None) -> None:
    sheet_id = await _sealed(world)
    await _agree(world, await _propose(world, sheet_id, on_duty_days=20))

    async with world.database.read(world.ctx("province")) as work:
        event = (
            await work.session.execute(
                select(AuditEvent.subject_id, AuditEvent.before, AuditEvent.after, AuditEvent.account_id).where(
                    AuditEvent.tenant_id == world.tenant_id, AuditEvent.action == "sheet:override"
                )
            )
        ).one()

    assert tuple(event) == (
        str(sheet_id),
        {"ON_DUTY_DAYS": "1"},
        {"ON_DUTY_DAYS": "20"},
        world.people["city"].account_id,
    )


@pytest.mark.parametrize(
    "figures",
    [{}, {"on_duty_days": 1}, {"on_duty_days": -1}, {"on_duty_days": 32}, {"outcome": Outcome.UNMET}],
)
async def test_a_correction_must_change_something_possible(
    world: World, november: None, figures: dict[str, Any]
) -> None:
    sheet_id = await _sealed(world)

    with pytest.raises(InvalidOverride):
        await _propose(world, sheet_id, **figures)

    assert await rows(world, "approval_request") == []


async def test_a_sheet_that_is_not_sealed_is_totalled_again_instead(world: World, november: None) -> None:
    await total(world)
    sheet_id = (await sheet_of(world, "王建国"))["id"]

    with pytest.raises(SheetNotSealed):
        await _propose(world, sheet_id, on_duty_days=20)


async def test_unknown_and_out_of_reach_look_the_same(world: World, other_world: World, november: None) -> None:
    sheet_id = await _sealed(world)
    told = set()

    for home, person, wanted in (
        (world, "other_county", sheet_id),
        (other_world, "county", sheet_id),
        (world, "county", new_id()),
    ):
        with pytest.raises(SheetNotFound) as refused:
            await _propose(home, wanted, person, on_duty_days=20)
        told.add((refused.value.error_code, refused.value.message))

    assert len(told) == 1
    assert await rows(world, "approval_request") == []


async def test_only_organisers_above_the_sheet_propose_and_decide(world: World, november: None) -> None:
    sheet_id = await _sealed(world)
    for person in ("clerk", "secretary", "village", "security", "admin", "王建国"):
        with pytest.raises(Forbidden):
            await _propose(world, sheet_id, person, on_duty_days=20)
    request_id = await _propose(world, sheet_id, on_duty_days=20)

    with pytest.raises(SamePerson):
        await _agree(world, request_id, "county")
    # Those who administer the system decide approvals, but do not judge business figures.
    for person in ("security", "admin", "other_county"):
        with pytest.raises(ApprovalNotFound):
            await _agree(world, request_id, person)

    assert await _overrides(world) == []


async def test_the_application_cannot_change_or_remove_a_correction(world: World, november: None) -> None:
    await _agree(world, await _propose(world, await _sealed(world), on_duty_days=20))

    for statement in ("UPDATE sheet_override SET after = '31'", "DELETE FROM sheet_override"):
        async with world.database.work(world.ctx("province")) as work:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await work.driver.execute(statement)

    assert [row[2] for row in await _overrides(world)] == ["20"]
