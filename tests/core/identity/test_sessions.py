"""Sessions: seen and ended by their owner and by administrators, stepped up, and forgotten in the end."""

from datetime import timedelta

import pytest

from tests.core.identity.signing import ELSEWHERE, OFFICE, Person, clock_of, code_now, events, rows, with_settings
from tests.factories.world import PASSWORD, World
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden, NotFound
from xuanpai_core.identity.errors import (
    SecondFactorRequired,
    SecondFactorWrong,
    SessionEnded,
    StepUpRequired,
    WrongPassword,
)
from xuanpai_core.identity.own_sessions import own_sessions, revoke_other_sessions, revoke_own_session
from xuanpai_core.identity.proof import Proof
from xuanpai_core.identity.sessions import touch
from xuanpai_core.identity.sign_in_administration import revoke_account_sessions
from xuanpai_core.identity.step_up import require_step_up, step_up
from xuanpai_core.identity.tasks import forget_sign_ins


@pytest.fixture
def county(world: World) -> Person:
    """The county's organiser."""
    return Person(world, "county")


async def _alive(person: Person, secret: str) -> bool:
    try:
        await person.authenticate(secret)
    except SessionEnded:
        return False
    return True


async def test_one_sees_ones_own_open_sessions_the_one_used_last_first(county: Person) -> None:
    idle = await county.sign_in()
    clock_of(county.world).advance(minutes=31)
    first = await county.sign_in()
    clock_of(county.world).advance(minutes=1)
    second = await county.at(ELSEWHERE).sign_in()
    await Person(county.world, "clerk").sign_in()
    clock_of(county.world).advance(minutes=1)
    async with county.database.transaction(county.world.tenant_id) as transaction:
        await touch(transaction, clock_of(county.world).now(), first.secret)

    async with county.database.read(county.world.ctx("county")) as work:
        seen = [(session.id, session.address) for session in await own_sessions(work)]

    assert seen == [(first.session_id, OFFICE), (second.session_id, ELSEWHERE)]
    assert not await _alive(county, idle.secret)


async def test_one_ends_a_session_of_ones_own_at_once(county: Person) -> None:
    stays, goes = await county.sign_in(), await county.sign_in()

    async with county.database.work(county.world.ctx("county")) as work:
        await revoke_own_session(work, goes.session_id)

    assert (await _alive(county, stays.secret), await _alive(county, goes.secret)) == (True, False)
    assert ("session:end", "county", {"cause": "REVOKED_BY_OWNER"}) in await events(county.world)


async def test_nobody_ends_another_persons_session_by_its_id(county: Person) -> None:
    opened = await county.sign_in()

    for session_id in (opened.session_id, new_id()):
        with pytest.raises(NotFound):
            async with county.database.work(county.world.ctx("clerk")) as work:
                await revoke_own_session(work, session_id)

    assert await _alive(county, opened.secret)


async def test_one_ends_all_other_sessions_and_keeps_this_one(county: Person) -> None:
    here, *there = [await county.sign_in() for _ in range(3)]
    clerk = Person(county.world, "clerk")
    other = await clerk.sign_in()

    async with county.database.work(county.world.ctx("county")) as work:
        assert await revoke_other_sessions(work, here.session_id) == 2

    assert [await _alive(county, opened.secret) for opened in (here, *there)] == [True, False, False]
    assert await _alive(clerk, other.secret)


@pytest.mark.parametrize("by", ["admin", "security"])
async def test_an_administrator_ends_every_session_of_an_account_and_trusts_its_devices_no_more(
    county: Person, by: str
) -> None:
    opened = [await county.sign_in() for _ in range(2)]
    known = Person(county.world, "county", device=opened[0].device)

    async with county.database.work(county.world.ctx(by)) as work:
        assert await revoke_account_sessions(work, county.account_id) == 2

    assert [await _alive(county, one.secret) for one in opened] == [False, False]
    assert await rows(county.world, "trusted_device") == []
    assert ("session:revoke", by, {"ended_sessions": 2}) in await events(county.world)
    assert (await known.sign_in()).device != known.device


@pytest.mark.parametrize("by", ["county", "city", "province", "clerk", "finance", "auditor", "reader"])
async def test_others_may_not_end_sessions(county: Person, by: str) -> None:
    opened = await county.sign_in()

    with pytest.raises(Forbidden):
        async with county.database.work(county.world.ctx(by)) as work:
            await revoke_account_sessions(work, county.account_id)

    assert await _alive(county, opened.secret)
    assert len(await rows(county.world, "trusted_device")) == 1


async def test_an_administrator_does_not_reach_sessions_of_another_tenant(county: Person, other_world: World) -> None:
    opened = await county.sign_in()

    with pytest.raises(NotFound):
        async with other_world.database.work(other_world.ctx("admin")) as work:
            await revoke_account_sessions(work, county.account_id)

    assert await _alive(county, opened.secret)


async def _stepped_up(person: Person, secret: str) -> bool:
    session = await person.session(secret)
    async with person.database.read(session.ctx) as work:
        try:
            require_step_up(work)
        except StepUpRequired:
            return False
    return True


async def test_having_just_signed_in_is_not_a_step_up(county: Person) -> None:
    opened = await county.sign_in()

    assert await _stepped_up(county, opened.secret) is False


async def test_a_step_up_counts_for_five_minutes_in_its_own_session(county: Person) -> None:
    here, there = await county.sign_in(), await county.sign_in()
    start = clock_of(county.world).now()

    until = await step_up(county.database, await county.session(here.secret), Proof(PASSWORD))
    clock_of(county.world).advance(minutes=5)
    last = await _stepped_up(county, here.secret)
    clock_of(county.world).advance(seconds=1)

    assert until == start + timedelta(minutes=5)
    assert (last, await _stepped_up(county, here.secret)) == (True, False)
    assert await _stepped_up(county, there.secret) is False
    assert ("session:step_up", "county", {}) in await events(county.world)


async def test_a_step_up_asks_for_the_code_of_whoever_has_a_second_factor(county: Person) -> None:
    opened = await county.sign_in()
    key = await county.enrol(opened.secret)
    clock_of(county.world).advance(minutes=1)
    session = await county.session(opened.secret)
    right = code_now(key, clock_of(county.world).now())

    with pytest.raises(SecondFactorRequired):
        await step_up(county.database, session, Proof(PASSWORD))
    with pytest.raises(SecondFactorWrong):
        await step_up(county.database, session, Proof(PASSWORD, "000000"))
    before = await _stepped_up(county, opened.secret)
    await step_up(county.database, session, Proof(PASSWORD, right))

    assert (before, await _stepped_up(county, opened.secret)) == (False, True)
    with pytest.raises(SecondFactorWrong):
        await step_up(county.database, session, Proof(PASSWORD, right))


async def test_five_failures_to_step_up_end_the_session_and_no_other(county: Person) -> None:
    opened, other = await county.sign_in(), await county.sign_in()
    session = await county.session(opened.secret)
    for _ in range(4):
        with pytest.raises(WrongPassword):
            await step_up(county.database, session, Proof("Wrong-1234"))

    with pytest.raises(SessionEnded):
        await step_up(county.database, session, Proof("Wrong-1234"))

    assert (await _alive(county, opened.secret), await _alive(county, other.secret)) == (False, True)
    assert await _stepped_up(county, other.secret) is False
    told = [(action, detail) for action, _, detail in await events(county.world) if action != "session:sign_in"]
    assert [action for action, _ in told] == ["session:refuse_proof"] * 5 + ["session:end"]
    assert told[-1][1] == {"cause": "TOO_MANY_FAILURES"}


async def test_a_right_proof_begins_the_count_afresh(county: Person) -> None:
    opened = await county.sign_in()
    session = await county.session(opened.secret)
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(WrongPassword):
                await step_up(county.database, session, Proof("Wrong-1234"))
        await step_up(county.database, session, Proof(PASSWORD))

    assert await _alive(county, opened.secret)


async def test_what_signing_in_leaves_behind_is_deleted_when_nothing_needs_it(county: Person) -> None:
    opened = await county.sign_in()
    await county.refused()
    clock_of(county.world).advance(days=7, hours=12)
    await forget_sign_ins(county.database, county.world.tenant_id)
    kept = len(await rows(county.world, "trusted_device"))
    counts = await rows(county.world, "sign_in_failure")

    clock_of(county.world).advance(days=173)
    await forget_sign_ins(county.database, county.world.tenant_id)

    assert (kept, counts) == (1, [])
    assert await rows(county.world, "trusted_device") == []
    assert not await _alive(county, opened.secret)


async def test_the_next_sign_in_after_a_long_time_is_an_ordinary_one(county: Person) -> None:
    world = with_settings(county.world, password_max_age_days=0)
    clock_of(world).advance(days=400)

    assert await Person(world, "county").refused(PASSWORD) == "SIGNED_IN"
