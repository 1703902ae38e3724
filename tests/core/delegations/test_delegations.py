"""What an upper level hands down it may take back: the roles at the place hold it only meanwhile (HD-10)."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from sqlalchemy import select

from tests.core.identity.people import TODAY, audited, key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.authz.overrides import policy_in_force
from xuanpai_core.authz.repository import next_version
from xuanpai_core.clock import SHANGHAI, FixedClock, today
from xuanpai_core.context import Grant
from xuanpai_core.db.session import Work
from xuanpai_core.delegations.errors import DelegationNotFound, DelegationOver, DelegationOverlaps
from xuanpai_core.delegations.models import Delegation
from xuanpai_core.delegations.service import NewDelegation, delegable, delegate, revoke
from xuanpai_core.errors import Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.identity import sessions
from xuanpai_core.identity.models import SignInMethod
from xuanpai_core.regions.code import RegionLevel

REGISTER, TOTAL, SIGN = "attendance:register", "sheet:total", "sheet:sign"


async def hand_down(
    world: World,
    *actions: str,
    by: str = "county",
    place: str = FANGSHAN,
    first: date = TODAY,
    until: date | None = None,
    sent: str | None = None,
) -> UUID:
    async with world.database.work(world.ctx(by)) as work:
        return await delegate(work, NewDelegation(place, actions, first, until), "委托日常管理", sent or key())


async def take_back(world: World, delegation_id: UUID, by: str = "county") -> None:
    async with world.database.work(world.ctx(by)) as work:
        await revoke(work, delegation_id, "统一收回")


async def lost(world: World, person: str, clock: FixedClock) -> frozenset[str]:
    """What the person's one role has lost, as the edge finds it at the next request."""
    account_id = world.people[person].account_id
    database = world.database
    async with database.transaction(world.tenant_id) as transaction:
        opened = sessions.open_session(
            transaction,
            account_id,
            clock.now(),
            database.settings,
            method=SignInMethod.PASSWORD,
            address="-",
            agent="-",
        )
        await transaction.flush()
        who = await sessions.authenticate(transaction, clock.now(), database.settings, opened.secret)
        in_force = await policy_in_force(transaction, who.policy_version)
    [grant] = in_force.held(who.actor.grants, today(clock))
    assert isinstance(grant, Grant)
    return grant.denied


async def stored(world: World) -> list[Delegation]:
    async with world.database.read(world.ctx("admin")) as work:
        query = select(Delegation).where(Delegation.tenant_id == world.tenant_id).order_by(Delegation.id)
        return list((await work.session.scalars(query)).all())


async def test_while_it_is_in_force_nothing_changes_and_once_revoked_it_is_gone_at_once(
    world: World, clock: FixedClock
) -> None:
    delegation_id = await hand_down(world, REGISTER, TOTAL)
    meanwhile = await lost(world, "clerk", clock)

    await take_back(world, delegation_id)

    assert meanwhile == frozenset()
    assert await lost(world, "clerk", clock) == {REGISTER, TOTAL}
    assert await lost(world, "village", clock) == {REGISTER, TOTAL}
    assert await lost(world, "county", clock) == frozenset()
    [kept] = await stored(world)
    assert (kept.valid_to, kept.revoked_by, kept.revoke_reason) == (
        TODAY,
        world.people["county"].account_id,
        "统一收回",
    )
    [made], [ended] = await audited(world, "delegation:manage"), await audited(world, "delegation:revoke")
    assert (made["after"]["actions"], made["why"]) == ([REGISTER, TOTAL], "委托日常管理")
    assert (ended["before"]["valid_to"], ended["after"]["valid_to"], ended["why"]) == (None, "2025-10-24", "统一收回")


async def test_another_delegation_gives_it_back(world: World, clock: FixedClock) -> None:
    await take_back(world, await hand_down(world, REGISTER))

    await hand_down(world, REGISTER)

    assert await lost(world, "clerk", clock) == frozenset()


async def test_it_ends_by_itself_at_midnight_in_shanghai(world: World, clock: FixedClock) -> None:
    await hand_down(world, REGISTER, until=TODAY + timedelta(days=1))
    clock.instant = datetime.combine(TODAY, time(23, 59, 59), SHANGHAI).astimezone(UTC)
    before = await lost(world, "clerk", clock)

    clock.advance(seconds=1)

    assert before == frozenset()
    assert await lost(world, "clerk", clock) == {REGISTER}


async def test_one_that_has_not_begun_takes_nothing_away_even_when_it_is_taken_back(
    world: World, clock: FixedClock
) -> None:
    later = await hand_down(world, REGISTER, first=TODAY + timedelta(days=3))
    waiting = await lost(world, "clerk", clock)

    await take_back(world, later)
    clock.advance(days=5)

    assert waiting == frozenset()
    assert await lost(world, "clerk", clock) == frozenset()


async def test_a_delegation_further_up_does_not_make_good_for_one_taken_back_below(
    world: World, clock: FixedClock
) -> None:
    await hand_down(world, REGISTER, by="city", place="210726")
    township = await hand_down(world, REGISTER)

    await take_back(world, township)

    assert await lost(world, "clerk", clock) == {REGISTER}


async def test_what_the_county_lost_its_townships_lost(world: World, clock: FixedClock) -> None:
    await take_back(world, await hand_down(world, REGISTER, by="city", place="210726"), by="city")

    assert await lost(world, "clerk", clock) == {REGISTER}
    assert await lost(world, "other_county", clock) == frozenset()


@pytest.mark.parametrize(
    ("by", "place", "code"),
    [
        ("county", "210727101", "FORBIDDEN"),
        ("county", "210726", "FORBIDDEN"),
        ("county", "2107", "FORBIDDEN"),
        ("county", "210726199", "UNKNOWN_REGION"),
        ("county", "21072x", "INVALID_REGION_CODE"),
        ("clerk", FANGSHAN, "FORBIDDEN"),
        ("secretary", FANGSHAN, "FORBIDDEN"),
        ("unit", FANGSHAN, "FORBIDDEN"),
        ("admin", FANGSHAN, "FORBIDDEN"),
    ],
)
async def test_it_is_handed_down_only_and_only_within_ones_own_place(
    world: World, by: str, place: str, code: str
) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await hand_down(world, REGISTER, by=by, place=place)

    assert refused.value.error_code == code
    assert await stored(world) == []


@pytest.mark.parametrize(
    "action",
    ["attendance:read", "account:manage", "appointment:grant", "stipend:release", "delegation:manage", "no:such", ""],
)
async def test_only_what_the_place_does_by_policy_is_delegated(world: World, action: str) -> None:
    with pytest.raises(Invalid) as refused:
        await hand_down(world, REGISTER, action)

    assert refused.value.error_code == "NOT_DELEGABLE"
    assert "attendance:register" in refused.value.message
    assert await stored(world) == []


def test_what_may_be_delegated_to_a_township_is_pinned(world: World) -> None:
    village = {"attendance:register", "event:announce", "project:record", "register:record", "village:record"}
    assert delegable(world.ctx("county"), RegionLevel.TOWNSHIP) == village | {
        "activity:record",
        "attendance:decide",
        "evidence:attach",
        "fence:manage",
        "inspection:plan",
        "inspection:rectify",
        "leave:approve",
        "plan:write",
        "report:return",
        "report:write",
        "sheet:seal",
        "sheet:sign",
        "sheet:total",
    }
    assert delegable(world.ctx("county"), RegionLevel.VILLAGE) == village


@pytest.mark.parametrize(
    ("first", "until"),
    [(TODAY - timedelta(days=1), None), (TODAY, TODAY), (TODAY + timedelta(days=2), TODAY + timedelta(days=1))],
)
async def test_its_days_lie_ahead_and_in_order(world: World, first: date, until: date | None) -> None:
    with pytest.raises(Invalid) as refused:
        await hand_down(world, REGISTER, first=first, until=until)

    assert refused.value.error_code == "INVALID_PERIOD"
    assert await stored(world) == []


async def test_the_same_action_is_not_delegated_twice_for_one_day(world: World) -> None:
    await hand_down(world, REGISTER, until=TODAY + timedelta(days=10))

    with pytest.raises(DelegationOverlaps, match="attendance:register"):
        await hand_down(world, TOTAL, REGISTER, first=TODAY + timedelta(days=9))
    await hand_down(world, TOTAL, REGISTER, first=TODAY + timedelta(days=10))

    assert [one.actions for one in await stored(world)] == [[REGISTER], [REGISTER, TOTAL]]


async def test_two_at_once_make_one(world: World) -> None:
    outcomes = await asyncio.gather(*(hand_down(world, REGISTER) for _ in range(3)), return_exceptions=True)

    assert sum(isinstance(outcome, DelegationOverlaps) for outcome in outcomes) == 2
    assert len(await stored(world)) == 1


async def test_the_same_request_delegates_once(world: World) -> None:
    sent = key()

    assert await hand_down(world, REGISTER, sent=sent) == await hand_down(world, REGISTER, sent=sent)
    assert len(await stored(world)) == 1


async def test_only_whoever_manages_the_place_takes_it_back_and_once(world: World, other_world: World) -> None:
    delegation_id = await hand_down(world, REGISTER)

    with pytest.raises(DelegationNotFound):
        await take_back(world, delegation_id, by="other_county")
    with pytest.raises(Forbidden):
        await take_back(world, delegation_id, by="clerk")
    with pytest.raises(NotFound):
        await take_back(other_world, delegation_id)
    assert [one.valid_to for one in await stored(world)] == [None]

    await take_back(world, delegation_id, by="city")
    with pytest.raises(DelegationOver):
        await take_back(world, delegation_id)


periods = st.lists(
    st.tuples(st.integers(-6, 6), st.none() | st.integers(0, 8), st.none() | st.integers(-8, 6)), max_size=4
)


@limits(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(periods)
async def test_day_by_day_a_township_holds_exactly_what_is_delegated_or_never_was(
    world: World, clock: FixedClock, told: list[tuple[int, int | None, int | None]]
) -> None:
    """Against an oracle that knows no SQL: each period as (first day, length, day of revocation), relative to today."""
    async with world.database.work(world.ctx("county")) as work:
        await work.driver.execute("DELETE FROM delegation WHERE tenant_id = $1", world.tenant_id)
        for first, length, revoked in told:
            _store(work, TODAY, first, length, revoked)
        await next_version(work)

    begun = [one for one in told if one[0] <= 0 and (one[2] is None or one[2] >= one[0])]
    held = [one for one in begun if (one[1] is None or one[0] + one[1] > 0) and (one[2] is None or one[2] > 0)]

    assert (await lost(world, "clerk", clock) == {REGISTER}) is (bool(begun) and not held)


def _store(work: Work, today: date, first: int, length: int | None, revoked: int | None) -> None:
    start = today + timedelta(days=first)
    end = None if length is None else start + timedelta(days=length)
    at = None
    if revoked is not None:
        day = today + timedelta(days=revoked)
        at = datetime.combine(day, time(12), SHANGHAI)
        end = max(day, start) if end is None else min(end, max(day, start))
    work.session.add(
        Delegation(
            tenant_id=work.tenant_id,
            region_code=FANGSHAN,
            actions=[REGISTER],
            valid_from=start,
            valid_to=end,
            reason="-",
            delegated_by=work.ctx.actor.account_id,
            revoked_at=at,
        )
    )
