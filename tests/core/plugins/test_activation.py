"""Installed is not active: who may put which rules in force, where and when."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.core.plugins.activating import JINZHOU, LONG_AGO, activate_jinzhou, fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.errors import InvalidPluginParameters, UnknownPlugin
from xuanpai_core.plugins.models import PluginActivation
from xuanpai_core.plugins.service import NewActivation, activate, active_plugin, deactivate

TODAY = date(2025, 10, 24)
NEW = NewActivation(JINZHOU, "2107", date(2025, 1, 1))


async def stored(world: World) -> list[PluginActivation]:
    async with world.database.read(world.ctx("admin")) as work:
        query = select(PluginActivation).where(PluginActivation.tenant_id == world.tenant_id)
        return list(
            await work.session.scalars(query.order_by(PluginActivation.valid_from, PluginActivation.region_code))
        )


async def audited(world: World) -> list[dict[str, Any]]:
    async with world.database.read(world.ctx("admin")) as work:
        query = select(AuditEvent.detail).where(
            AuditEvent.tenant_id == world.tenant_id, AuditEvent.subject_type == "plugin_activation"
        )
        return list(await work.session.scalars(query.order_by(AuditEvent.at, AuditEvent.id)))


async def try_to_activate(world: World, new: NewActivation, person: str = "admin") -> XuanpaiError:
    """The refusal, after which nothing must have changed."""
    before = len(await stored(world))
    with pytest.raises(XuanpaiError) as refused:
        async with world.database.work(world.ctx(person)) as work:
            await activate(work, new, fresh_key())
    assert len(await stored(world)) == before
    return refused.value


async def in_force(world: World, region_code: str, on: date = TODAY) -> str | None:
    async with world.database.read(world.ctx("admin")) as work:
        found = await active_plugin(work, hookspecs.attendance_norm, region_code, on)
        return found.code if found else None


async def test_the_administrator_puts_jinzhous_rules_in_force_over_the_whole_city(world: World) -> None:
    activation_id = await activate_jinzhou(world, valid_from=date(2025, 1, 1), min_days_month=22)

    [row] = await stored(world)
    assert (row.id, row.plugin, row.region_code) == (activation_id, JINZHOU, "2107")
    assert (row.valid_from, row.valid_to) == (date(2025, 1, 1), None)
    assert row.activated_by == world.people["admin"].account_id
    assert await in_force(world, world.villages[FANGSHAN][0]) == JINZHOU
    assert await in_force(world, "2101") is None


async def test_all_parameters_are_stored_so_that_later_defaults_change_nothing(world: World) -> None:
    await activate_jinzhou(world, min_days_month=22)

    [row] = await stored(world)
    assert row.parameters["min_days_month"] == 22
    assert row.parameters["stipend_month_fen"] == 170_000
    assert row.parameters["odd_fen_to"] == "village"


async def test_putting_in_force_and_ending_are_audited(world: World) -> None:
    activation_id = await activate_jinzhou(world)
    async with world.database.work(world.ctx("admin")) as work:
        await deactivate(work, activation_id, TODAY, fresh_key())

    begun, ended = await audited(world)
    assert (begun["plugin"], begun["region_code"], begun["valid_from"]) == (JINZHOU, "2107", "2018-01-01")
    assert begun["parameters"]["min_days_month"] == 20
    assert ended == {"deactivated_on": "2025-10-24"}


@pytest.mark.parametrize("person", ["province", "city", "county", "clerk", "finance", "王建国"])
async def test_nobody_else_may_put_rules_in_force(world: World, person: str) -> None:
    refusal = await try_to_activate(world, NEW, person)

    assert isinstance(refusal, Forbidden)


async def test_an_administrator_of_a_city_stays_within_it(world: World) -> None:
    grant = replace(world.people["admin"].grants[0], region_code="2107")
    world.people["city_admin"] = replace(world.people["admin"], grants=(grant,))

    refusal = await try_to_activate(world, replace(NEW, region_code="2101"), "city_admin")

    assert isinstance(refusal, Forbidden)
    async with world.database.work(world.ctx("city_admin")) as work:
        await activate(work, NEW, fresh_key())
    assert await in_force(world, "2107") == JINZHOU


@pytest.mark.parametrize(
    ("changes", "kind", "code"),
    [
        ({"plugin": "region_nowhere"}, UnknownPlugin, "PLUGIN_NOT_INSTALLED"),
        ({"region_code": "2199"}, NotFound, "UNKNOWN_REGION"),
        ({"region_code": "34"}, Forbidden, "FORBIDDEN"),
        ({"region_code": "21070"}, Invalid, "INVALID_REGION_CODE"),
        ({"region_code": "2107\ud800"}, Invalid, "INVALID_REGION_CODE"),
        ({"region_code": "2107\x00"}, Invalid, "INVALID_REGION_CODE"),
        ({"parameters": {"min_days_month": 10**30}}, Invalid, "INVALID_PLUGIN_PARAMETERS"),
        ({"valid_to": date(2025, 1, 1)}, Invalid, "INVALID_PERIOD"),
        ({"valid_to": date(2024, 12, 31)}, Invalid, "INVALID_PERIOD"),
    ],
)
async def test_what_cannot_be_put_in_force_is_refused(
    world: World, changes: dict[str, Any], kind: type[XuanpaiError], code: str
) -> None:
    refusal = await try_to_activate(world, replace(NEW, **changes))

    assert isinstance(refusal, kind)
    assert refusal.error_code == code


async def test_wrong_parameters_are_named_one_by_one(world: World) -> None:
    parameters = {"min_days_month": 19, "odd_fen_to": "nobody", "colour": "red"}

    refusal = await try_to_activate(world, replace(NEW, parameters=parameters))

    assert isinstance(refusal, InvalidPluginParameters)
    assert refusal.error_code == "INVALID_PLUGIN_PARAMETERS"
    assert {(problem.path, problem.code) for problem in refusal.fields} == {
        ("min_days_month", "TOO_SMALL"),
        ("odd_fen_to", "NOT_A_CHOICE"),
        ("colour", "UNKNOWN_FIELD"),
    }


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (date(2025, 3, 1), date(2025, 6, 1)),
        (date(2024, 1, 1), None),
        (date(2025, 3, 31), None),
        (date(2024, 1, 1), date(2025, 3, 2)),
    ],
)
async def test_the_same_plugin_is_active_at_a_place_once_a_day(
    world: World, valid_from: date, valid_to: date | None
) -> None:
    await activate_jinzhou(world, valid_from=date(2025, 3, 1), valid_to=date(2025, 4, 1))

    refusal = await try_to_activate(world, replace(NEW, valid_from=valid_from, valid_to=valid_to))

    assert isinstance(refusal, Conflict)
    assert refusal.error_code == "ACTIVATION_OVERLAPS"
    assert "2025年3月1日" in refusal.message


async def test_periods_that_only_touch_do_not_overlap_and_other_places_are_other_matters(world: World) -> None:
    await activate_jinzhou(world, valid_from=date(2025, 3, 1), valid_to=date(2025, 4, 1))

    await activate_jinzhou(world, valid_from=date(2025, 4, 1))
    await activate_jinzhou(world, valid_from=date(2025, 1, 1), valid_to=date(2025, 3, 1))
    await activate_jinzhou(world, region_code="210726")

    assert len(await stored(world)) == 4


async def test_two_administrators_at_once_do_not_both_succeed(world: World) -> None:
    results = await asyncio.gather(
        activate_jinzhou(world, valid_from=date(2025, 1, 1)),
        activate_jinzhou(world, valid_from=date(2025, 6, 1)),
        return_exceptions=True,
    )

    refusals = [result for result in results if isinstance(result, XuanpaiError)]
    assert [refusal.error_code for refusal in refusals] == ["ACTIVATION_OVERLAPS"]
    assert len(await stored(world)) == 1


async def test_the_database_itself_refuses_an_overlap(world: World) -> None:
    await activate_jinzhou(world, valid_from=date(2025, 1, 1))
    row = PluginActivation(
        tenant_id=world.tenant_id,
        id=new_id(),
        plugin=JINZHOU,
        region_code="2107",
        valid_from=date(2026, 1, 1),
        parameters={},
        activated_by=world.people["admin"].account_id,
    )

    with pytest.raises(IntegrityError, match="ex_plugin_activation_overlap"):
        async with world.database.work(world.ctx("admin")) as work:
            work.session.add(row)

    assert len(await stored(world)) == 1


async def test_a_retry_with_the_same_key_is_answered_and_one_with_other_content_refused(world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        first = await activate(work, NEW, "same-key-1")
    async with world.database.work(world.ctx("admin")) as work:
        again = await activate(work, NEW, "same-key-1")
    with pytest.raises(Conflict) as refused:
        async with world.database.work(world.ctx("admin")) as work:
            await activate(work, replace(NEW, parameters={"min_days_month": 21}), "same-key-1")

    assert again == first
    assert refused.value.error_code == "IDEMPOTENCY_KEY_REUSED"
    [row] = await stored(world)
    assert row.parameters["min_days_month"] == 20


async def test_a_rule_holds_to_the_day_before_it_ends_and_its_record_stays(world: World) -> None:
    activation_id = await activate_jinzhou(world)

    async with world.database.work(world.ctx("admin")) as work:
        assert await active_plugin(work, hookspecs.attendance_norm, "2107", date(2025, 11, 1)) is not None
        await deactivate(work, activation_id, date(2025, 11, 1), fresh_key())
        # The same transaction asks again, and gets the new answer.
        assert await active_plugin(work, hookspecs.attendance_norm, "2107", date(2025, 11, 1)) is None

    assert await in_force(world, "2107", date(2025, 10, 31)) == JINZHOU
    assert await in_force(world, "2107", date(2025, 11, 1)) is None
    [row] = await stored(world)
    assert row.valid_to == date(2025, 11, 1)


async def test_an_activation_can_be_taken_back_whole_and_made_anew(world: World) -> None:
    wrong = await activate_jinzhou(world, min_days_month=28)
    async with world.database.work(world.ctx("admin")) as work:
        await deactivate(work, wrong, LONG_AGO, fresh_key())

    await activate_jinzhou(world, min_days_month=20)

    async with world.database.read(world.ctx("admin")) as work:
        found = await active_plugin(work, hookspecs.attendance_norm, "2107", LONG_AGO)
    assert found is not None
    assert found.parameters.model_dump()["min_days_month"] == 20


@pytest.mark.parametrize(
    ("on", "code"), [(date(2017, 12, 31), "INVALID_PERIOD"), (date(2025, 10, 1), "ALREADY_DEACTIVATED")]
)
async def test_an_end_before_the_beginning_or_after_the_end_is_refused(world: World, on: date, code: str) -> None:
    activation_id = await activate_jinzhou(world, valid_to=date(2025, 10, 1))

    with pytest.raises(XuanpaiError) as refused:
        async with world.database.work(world.ctx("admin")) as work:
            await deactivate(work, activation_id, on, fresh_key())

    assert refused.value.error_code == code
    [row] = await stored(world)
    assert row.valid_to == date(2025, 10, 1)


async def test_another_province_can_neither_see_nor_end_it(world: World, other_world: World) -> None:
    activation_id = await activate_jinzhou(world)

    with pytest.raises(NotFound) as refused:
        async with other_world.database.work(other_world.ctx("admin")) as work:
            await deactivate(work, activation_id, TODAY, fresh_key())

    assert refused.value.error_code == "ACTIVATION_NOT_FOUND"
    assert await stored(other_world) == []
    assert await in_force(other_world, "2107") is None
    [row] = await stored(world)
    assert row.valid_to is None


async def test_ending_is_not_for_organisers(world: World) -> None:
    activation_id = await activate_jinzhou(world)

    with pytest.raises(Forbidden):
        async with world.database.work(world.ctx("city")) as work:
            await deactivate(work, activation_id, TODAY, fresh_key())

    [row] = await stored(world)
    assert row.valid_to is None
