"""Signing in by password: what opens a session, what does not, and what is left behind either way."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.core.identity.signing import ELSEWHERE, OFFICE, WRONG, Person, clock_of, events, rows, with_settings
from tests.factories.world import PASSWORD, World
from xuanpai_core.errors import Invalid
from xuanpai_core.identity.errors import SessionEnded
from xuanpai_core.identity.models import Account, AccountState
from xuanpai_core.identity.own_sessions import sign_out
from xuanpai_core.identity.password_change import change_password
from xuanpai_core.identity.service import reset_password
from xuanpai_core.identity.sign_in import Origin


@pytest.fixture
def county(world: World) -> Person:
    """The county's organiser at the office."""
    return Person(world, "county")


async def _set(world: World, username: str, **values: object) -> None:
    async with world.database.transaction(world.tenant_id) as transaction:
        await transaction.session.execute(
            update(Account).where(Account.tenant_id == world.tenant_id, Account.username == username).values(**values)
        )


async def test_the_right_password_opens_a_session_of_the_person_with_their_grants(county: Person) -> None:
    opened = await county.sign_in()

    who = await county.authenticate(opened.secret)

    assert who.actor == county.world.people["county"]
    assert (who.must_change_password, who.must_enrol, who.has_second_factor) == (False, False, False)
    assert who.session_id == opened.session_id


async def test_only_digests_of_the_secrets_are_stored(county: Person) -> None:
    opened = await county.sign_in()

    stored = repr(await rows(county.world, "session")) + repr(await rows(county.world, "trusted_device"))

    assert opened.secret not in stored
    assert opened.device is not None
    assert opened.device not in stored
    assert opened.secret not in repr(await events(county.world))


async def test_a_session_remembers_how_from_where_and_when_it_was_opened(county: Person) -> None:
    opened = await county.sign_in()

    [session] = await rows(county.world, "session")

    assert (session["id"], session["method"], session["address"], session["user_agent"]) == (
        opened.session_id,
        "PASSWORD",
        OFFICE,
        "测试",
    )
    assert session["created_at"] == clock_of(county.world).now()


async def test_each_sign_in_is_a_new_session_and_ends_the_one_that_the_browser_had(county: Person) -> None:
    first = await county.sign_in()
    elsewhere = await county.at(ELSEWHERE).sign_in()

    second = await county.sign_in(replaces=first.secret)

    assert len({first.secret, second.secret, elsewhere.secret}) == 3
    with pytest.raises(SessionEnded):
        await county.authenticate(first.secret)
    assert (await county.authenticate(second.secret)).session_id == second.session_id
    assert (await county.authenticate(elsewhere.secret)).session_id == elsewhere.session_id


async def test_a_disabled_account_is_refused_like_a_wrong_password(county: Person) -> None:
    opened = await county.sign_in()
    await _set(county.world, "county", state=AccountState.DISABLED)

    assert await county.refused(PASSWORD) == "SIGN_IN_REFUSED"
    with pytest.raises(SessionEnded):
        await county.authenticate(opened.secret)


async def test_an_account_ends_on_its_day_and_not_before(county: Person) -> None:
    await _set(county.world, "county", valid_to=date(2025, 10, 25))
    opened = await county.sign_in()

    clock_of(county.world).advance(hours=14, minutes=59)
    async with county.database.transaction(county.world.tenant_id) as transaction:
        await transaction.driver.execute(
            "UPDATE session SET last_seen_at = $2, expires_at = $2::timestamptz + '1 hour' WHERE tenant_id = $1",
            county.world.tenant_id,
            clock_of(county.world).now(),
        )
    still = await county.authenticate(opened.secret)
    clock_of(county.world).advance(minutes=1)

    assert still.actor.name == "county"
    with pytest.raises(SessionEnded):
        await county.authenticate(opened.secret)
    assert await county.refused(PASSWORD) == "SIGN_IN_REFUSED"


async def test_a_one_time_password_gives_no_grants_until_it_is_changed(county: Person) -> None:
    await _set(county.world, "county", must_change_password=True)
    opened = await county.sign_in()

    who = await county.authenticate(opened.secret)

    assert (who.must_change_password, who.actor.grants) == (True, ())


async def test_a_password_older_than_the_policy_allows_must_be_changed_at_sign_in(county: Person) -> None:
    chosen = clock_of(county.world).now()
    await _set(county.world, "county", password_changed_at=chosen)

    clock_of(county.world).advance(days=90)
    young = await county.authenticate((await county.sign_in()).secret)
    clock_of(county.world).advance(seconds=1)
    opened = await county.sign_in()
    old = await county.authenticate(opened.secret)
    await change_password(county.database, await county.session(opened.secret), PASSWORD, "Newer-8642")
    changed = await county.authenticate((await county.sign_in("Newer-8642")).secret)

    assert (young.must_change_password, len(young.actor.grants)) == (False, 1)
    assert (old.must_change_password, old.actor.grants) == (True, ())
    assert (changed.must_change_password, len(changed.actor.grants)) == (False, 1)


async def test_a_password_that_was_never_changed_is_as_old_as_its_account(county: Person) -> None:
    made = clock_of(county.world).now() - timedelta(days=91)
    await _set(county.world, "county", created_at=made)

    assert (await county.authenticate((await county.sign_in()).secret)).must_change_password is True


async def test_an_installation_may_let_passwords_live_forever(county: Person) -> None:
    await _set(county.world, "county", password_changed_at=clock_of(county.world).now() - timedelta(days=5000))
    forever = Person(with_settings(county.world, password_max_age_days=0), "county")

    assert (await forever.authenticate((await forever.sign_in()).secret)).must_change_password is False


async def test_a_password_changed_while_it_was_being_judged_opens_nothing(
    county: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xuanpai_core.identity import passwords
    from xuanpai_core.identity import sign_in as room

    async def judged(password_hash: str | None, password: str) -> bool:
        right = await passwords.is_password(password_hash, password)
        await _set(county.world, "county", password_hash=passwords.hash_password("Other-8642"))
        return right

    monkeypatch.setattr(room, "is_password", judged)

    assert await county.refused(PASSWORD) == "SIGN_IN_REFUSED"
    assert await rows(county.world, "session") == []


async def test_signing_out_ends_the_session_and_is_written_down_once(county: Person) -> None:
    opened = await county.sign_in()

    for _ in range(2):
        await sign_out(county.database, county.world.tenant_id, opened.secret, Origin(OFFICE))

    with pytest.raises(SessionEnded):
        await county.authenticate(opened.secret)
    assert [(action, who) for action, who, _ in await events(county.world)] == [
        ("session:sign_in", "county"),
        ("session:sign_out", "county"),
    ]


async def test_success_and_failure_are_written_down_and_never_what_was_typed(county: Person) -> None:
    await county.refused("My-Secret-77")
    await Person(county.world, "Typed-Into-Wrong-Box").refused()
    await county.sign_in()

    told = await events(county.world)

    assert told == [
        ("session:refuse", "nobody", {"refusal": "SIGN_IN_REFUSED", "failures": 1, "trusted_device": False}),
        ("session:refuse", "nobody", {"refusal": "SIGN_IN_REFUSED", "failures": 1, "trusted_device": False}),
        ("session:sign_in", "county", {"method": "PASSWORD", "known_device": False}),
    ]
    trail = sorted(await rows(county.world, "audit_event"), key=lambda row: row["id"])
    assert [row["subject_id"] for row in trail[-3:-1]] == [str(county.account_id), "-"]
    assert "Typed" not in repr(trail)
    assert "My-Secret" not in repr(trail)
    assert {row["address"] for row in trail[-3:]} == {OFFICE}


async def test_a_wrong_password_opens_no_session_and_leaves_the_account_as_it_was(county: Person) -> None:
    before = await rows(county.world, "account")

    assert await county.refused(WRONG) == "SIGN_IN_REFUSED"

    assert await rows(county.world, "account") == before
    assert await rows(county.world, "session") == []
    assert await rows(county.world, "trusted_device") == []


async def test_a_password_is_compared_to_its_last_character(county: Person) -> None:
    long = "Aa1-" + "庄稼" * 62
    opened = await county.sign_in()
    await change_password(county.database, await county.session(opened.secret), PASSWORD, long)

    assert len(long) == 128
    assert await county.refused(long[:-1]) == "SIGN_IN_REFUSED"
    assert await county.refused(long + "稼") == "SIGN_IN_REFUSED"
    assert (await county.sign_in(long)).account_id == county.account_id


async def test_a_password_of_129_characters_cannot_be_chosen(county: Person) -> None:
    session = await county.session((await county.sign_in()).secret)

    with pytest.raises(Invalid) as refused:
        await change_password(county.database, session, PASSWORD, "Aa1-" + "x" * 125)

    assert refused.value.error_code == "WEAK_PASSWORD"
    assert (await county.sign_in(PASSWORD)).account_id == county.account_id


async def test_a_one_time_password_opens_a_session_for_fourteen_days_and_no_longer(county: Person) -> None:
    clock = clock_of(county.world)
    await _set(
        county.world, "county", must_change_password=True, initial_password_until=clock.now() + timedelta(days=14)
    )
    clock.advance(days=14, seconds=-1)
    await county.sign_in()

    clock.advance(seconds=1)

    assert await county.refused(PASSWORD) == "INITIAL_PASSWORD_EXPIRED"
    assert await county.refused(WRONG) == "SIGN_IN_REFUSED"


async def test_a_reset_password_is_one_for_a_time_until_its_holder_has_chosen(county: Person) -> None:
    world, clock = county.world, clock_of(county.world)
    async with world.database.work(world.ctx("city")) as work:
        password = await reset_password(work, county.account_id, "忘记密码")
    opened = await county.sign_in(password)
    await change_password(world.database, await county.session(opened.secret), password, "Chosen-98765")

    clock.advance(days=15)

    assert (await county.authenticate((await county.sign_in("Chosen-98765")).secret)).actor == world.people["county"]
