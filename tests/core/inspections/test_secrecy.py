"""To the verbs, an inspection that one may not know of is one that never was."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import event

from tests.core.inspections.acts import absent, cancel, count, find, findings, plan, publish, stored
from tests.factories.appointing import appoint
from tests.factories.world import World
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.identity.service import NewAppointment
from xuanpai_core.inspections.models import InspectionState
from xuanpai_core.inspections.service import known_findings


async def refusals(world: World, person: str, inspection_id: UUID) -> list[tuple[str, str]]:
    """What ``person`` is told by each verb."""
    told = []
    for act in (
        find(world, inspection_id, absent(world, "王建国"), person=person),
        publish(world, inspection_id, person),
        cancel(world, inspection_id, person),
    ):
        with pytest.raises(XuanpaiError) as refused:
            await act
        told.append((refused.value.error_code, refused.value.message))
    return told


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ("county", "INSPECTION_NOT_FOUND"),
        ("other_county", "INSPECTION_NOT_FOUND"),
        ("secretary", "INSPECTION_NOT_FOUND"),
        ("clerk", "INSPECTION_NOT_FOUND"),
        ("village", "FORBIDDEN"),
        ("unit", "FORBIDDEN"),
        ("王建国", "FORBIDDEN"),
    ],
)
async def test_each_verb_says_the_same_of_a_hidden_one_as_of_none(world: World, person: str, code: str) -> None:
    inspection_id = await plan(world)
    await find(world, inspection_id, absent(world, "王建国"))

    told = await refusals(world, person, inspection_id)

    assert told == await refusals(world, person, new_id())
    assert [told_code for told_code, _ in told] == [code] * 3
    assert (await stored(world, inspection_id)).state is InspectionState.CARRIED_OUT
    assert len(await findings(world)) == 1


async def test_a_hidden_one_and_none_are_looked_for_by_the_same_statement(world: World) -> None:
    """No early way out, so that nobody can tell by the clock."""
    inspection_id = await plan(world)

    hidden = await _statements(world, inspection_id)

    assert hidden == await _statements(world, new_id())
    assert any("inspection.planner_region_code" in statement for statement in hidden)


async def test_another_persons_key_tells_nothing(world: World) -> None:
    key = "同一个幂等键-0001"
    inspection_id = await plan(world, key=key)

    of_county = await plan(world, "county", key=key)

    assert of_county != inspection_id
    assert await count(world) == 2


async def test_the_plan_belongs_to_the_widest_place_that_its_planner_holds(world: World) -> None:
    held = NewAppointment("city_organiser", "2107"), NewAppointment("inspector", "21")
    await appoint(world, "两职", *held)

    assert (await stored(world, await plan(world, "两职"))).planner_region_code == "21"


async def test_a_finding_is_built_upon_only_by_those_who_know_of_it(world: World) -> None:
    inspection_id = await plan(world)
    await find(world, inspection_id, absent(world, "王建国"))
    (finding,) = await findings(world)

    told: dict[str, object] = {}
    for person in ("city", "province", "county"):
        async with world.database.read(world.ctx(person)) as work:
            try:
                told[person] = [found.id for found, _ in await known_findings(work, [finding.id])]
            except XuanpaiError as refused:
                told[person] = refused.error_code

    assert told == {"city": [finding.id], "province": [finding.id], "county": "FINDING_NOT_FOUND"}


async def test_an_office_that_has_lost_the_right_to_plan_here_knows_nothing(world: World) -> None:
    """A grant that lacks the action over its place adds nothing, whatever its role has elsewhere."""
    inspection_id = await plan(world)
    actor = world.people["province"]
    (grant,) = actor.grants
    world.people["province"] = replace(actor, grants=(replace(grant, denied=frozenset({"inspection:plan"})),))

    assert {code for code, _ in await refusals(world, "province", inspection_id)} == {"FORBIDDEN"}


async def _statements(world: World, inspection_id: UUID) -> list[str]:
    """The statements by which the county looks for the inspection."""
    seen: list[str] = []
    engine = world.database.engine.sync_engine

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        with pytest.raises(XuanpaiError):
            await publish(world, inspection_id, "county")
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return seen
