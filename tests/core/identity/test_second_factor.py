"""One-time codes beside the password: who must have them, how they are taken up, and that each counts once."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlparse

import pyotp
import pytest

from tests.core.identity.signing import ELSEWHERE, WRONG, Person, clock_of, code_now, events, rows, with_settings
from tests.factories.world import PASSWORD, World
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound
from xuanpai_core.identity.errors import OwnAccount, SessionEnded
from xuanpai_core.identity.models import SignInMethod
from xuanpai_core.identity.second_factor import (
    NewKey,
    begin_second_factor,
    code_at,
    confirm_second_factor,
    matching_step,
)
from xuanpai_core.identity.sessions import open_session
from xuanpai_core.identity.sign_in_administration import reset_second_factor

RFC_KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890" of RFC 6238, appendix B


@pytest.fixture
def strict(world: World) -> World:
    """The tenant in an installation that asks a second factor of administrators."""
    return with_settings(world, second_factor="administrators")


async def _enrolled(world: World, username: str) -> tuple[Person, NewKey]:
    person = Person(world, username)
    key = await person.enrol((await person.sign_in()).secret)
    clock_of(world).advance(seconds=60)
    return person, key


def _now(world: World, key: NewKey, steps: int = 0) -> str:
    return code_now(key, clock_of(world).now(), steps=steps)


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)

    assert code_at(RFC_KEY, seconds // 30) == code
    assert matching_step(RFC_KEY, code, at, after=0) == seconds // 30


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_device_may_be_one_step_fast_or_slow(steps: int, taken: bool) -> None:
    at = datetime(2025, 10, 24, tzinfo=UTC)
    step = int(at.timestamp()) // 30 + steps

    assert (matching_step(RFC_KEY, code_at(RFC_KEY, step), at, after=0) == step) is taken


@pytest.mark.parametrize("typed", ["", "28708", "2870820", "abcdef", "２８７０８２", "287082\n", "-87082"])
def test_anything_but_the_six_digits_is_no_code(typed: str) -> None:
    assert matching_step(RFC_KEY, typed, datetime.fromtimestamp(59, UTC), after=0) is None


async def test_an_administrator_without_a_second_factor_holds_nothing_until_it_is_enrolled(strict: World) -> None:
    admin = Person(strict, "admin")
    opened = await admin.sign_in()
    before = await admin.authenticate(opened.secret)

    await admin.enrol(opened.secret)

    after = await admin.authenticate(opened.secret)
    assert (before.must_enrol, before.has_second_factor, before.actor.grants) == (True, False, ())
    assert (after.must_enrol, after.has_second_factor) == (False, True)
    assert after.actor == strict.people["admin"]


@pytest.mark.parametrize("policy", ["nobody", "administrators", "everyone"])
@pytest.mark.parametrize("username", ["admin", "security", "auditor", "county", "王建国"])
async def test_the_setting_says_who_must_have_one(world: World, policy: str, username: str) -> None:
    person = Person(with_settings(world, second_factor=policy), username)
    administers = username in {"admin", "security", "auditor"}

    who = await person.authenticate((await person.sign_in()).secret)

    asked = policy == "everyone" or (policy == "administrators" and administers)
    assert (who.must_enrol, who.actor.grants == ()) == (asked, asked)


async def test_whoever_has_a_second_factor_signs_in_with_password_and_code(strict: World) -> None:
    admin, key = await _enrolled(strict, "admin")

    without = await admin.refused(PASSWORD)
    opened = await admin.sign_in(code=_now(strict, key))

    assert without == "SECOND_FACTOR_REQUIRED"
    assert (await admin.authenticate(opened.secret)).actor == strict.people["admin"]
    methods = {row["id"]: row["method"] for row in await rows(strict, "session")}
    assert methods[opened.session_id] == "PASSWORD_AND_CODE"


async def test_one_who_need_not_have_a_second_factor_but_has_one_is_asked_for_it(world: World) -> None:
    county, key = await _enrolled(world, "county")

    assert await county.refused(PASSWORD) == "SECOND_FACTOR_REQUIRED"
    assert await county.refused(PASSWORD, _now(world, key)) == "SIGNED_IN"


async def test_a_code_is_not_so_much_as_asked_for_after_a_wrong_password(strict: World) -> None:
    admin, key = await _enrolled(strict, "admin")

    assert await admin.refused(WRONG) == "SIGN_IN_REFUSED"
    assert await admin.refused(WRONG, _now(strict, key)) == "SIGN_IN_REFUSED"
    assert await admin.refused(PASSWORD, _now(strict, key)) == "SIGNED_IN"


async def test_a_code_is_accepted_once(strict: World) -> None:
    admin, key = await _enrolled(strict, "admin")
    code = _now(strict, key)

    assert await admin.refused(PASSWORD, code) == "SIGNED_IN"
    assert await admin.refused(PASSWORD, code) == "SECOND_FACTOR_WRONG"


async def test_a_code_older_than_the_last_accepted_one_is_not_accepted(strict: World) -> None:
    admin, key = await _enrolled(strict, "admin")
    older, newer = _now(strict, key), _now(strict, key, steps=1)

    assert await admin.refused(PASSWORD, newer) == "SIGNED_IN"
    assert await admin.refused(PASSWORD, older) == "SECOND_FACTOR_WRONG"


async def test_the_code_that_confirmed_the_enrolment_does_not_sign_in(world: World) -> None:
    county = Person(world, "county")
    key = await county.enrol((await county.sign_in()).secret)

    assert await county.refused(PASSWORD, _now(world, key)) == "SECOND_FACTOR_WRONG"


async def test_wrong_codes_lock_like_wrong_passwords(strict: World) -> None:
    admin, key = await _enrolled(strict, "admin")

    answers = [await admin.refused(PASSWORD, "000000") for _ in range(5)]

    assert answers == ["SECOND_FACTOR_WRONG"] * 5
    assert await admin.refused(PASSWORD, _now(strict, key)) == "ACCOUNT_LOCKED"
    assert await admin.at(ELSEWHERE).refused(PASSWORD, _now(strict, key)) == "SIGNED_IN"


async def test_the_password_alone_in_between_does_not_begin_the_count_afresh(strict: World) -> None:
    admin, _ = await _enrolled(strict, "admin")
    answers = []

    for _ in range(5):
        answers += [await admin.refused(PASSWORD, "000000"), await admin.refused(PASSWORD)]

    assert answers == ["SECOND_FACTOR_WRONG", "SECOND_FACTOR_REQUIRED"] * 4 + ["SECOND_FACTOR_WRONG", "ACCOUNT_LOCKED"]


async def test_the_key_is_stored_sealed_and_told_once(world: World) -> None:
    county, key = await _enrolled(world, "county")

    [row] = await rows(world, "second_factor")

    assert world.database.ports.vault.open(world.tenant_id, row["secret_sealed"]) == key.secret
    assert key.secret.encode() not in row["secret_sealed"]
    assert row["pending_sealed"] is None
    assert key.secret not in repr(await rows(world, "audit_event"))
    assert key.secret not in repr(key)
    assert county.account_id == row["account_id"]


async def test_the_address_for_the_qr_code_is_one_that_authenticators_read(world: World) -> None:
    county = Person(world, "county")
    session = await county.session((await county.sign_in()).secret)
    async with world.database.work(session.ctx) as work:
        key = await begin_second_factor(work)

    read = urlparse(key.uri)
    parts = parse_qs(read.query)

    assert (read.scheme, read.netloc) == ("otpauth", "totp")
    assert (parts["secret"], parts["issuer"]) == ([key.secret], ["选派 辽宁省"])
    assert isinstance(parsed := pyotp.parse_uri(key.uri), pyotp.TOTP)
    assert parsed.name == "county"
    assert parsed.at(clock_of(world).now()) == _now(world, key)
    assert len(key.secret) == 32


async def test_a_wrong_code_confirms_nothing(strict: World) -> None:
    admin = Person(strict, "admin")
    opened = await admin.sign_in()
    session = await admin.session(opened.secret)
    async with strict.database.work(session.ctx) as work:
        await begin_second_factor(work)

    with pytest.raises(Invalid) as refused:
        async with strict.database.work(session.ctx) as work:
            await confirm_second_factor(work, "000000")

    assert refused.value.error_code == "SECOND_FACTOR_WRONG"
    assert (await admin.authenticate(opened.secret)).must_enrol is True
    assert await admin.refused(PASSWORD) == "SIGNED_IN"


async def test_a_key_waits_fifteen_minutes_for_its_first_code(world: World) -> None:
    county = Person(world, "county")
    session = await county.session((await county.sign_in()).secret)
    async with world.database.work(session.ctx) as work:
        key = await begin_second_factor(work)
    clock_of(world).advance(minutes=15, seconds=1)

    with pytest.raises(Conflict) as refused:
        async with world.database.work(session.ctx) as work:
            await confirm_second_factor(work, _now(world, key))

    assert refused.value.error_code == "NO_ENROLMENT"
    assert (await rows(world, "second_factor"))[0]["secret_sealed"] is None


async def test_there_is_nothing_to_confirm_before_a_key_was_handed_out(world: World) -> None:
    with pytest.raises(Conflict) as refused:
        async with world.database.work(world.ctx("county")) as work:
            await confirm_second_factor(work, "123456")

    assert refused.value.error_code == "NO_ENROLMENT"
    assert await rows(world, "second_factor") == []


async def test_a_new_key_replaces_the_old_one_only_when_it_is_confirmed(world: World) -> None:
    county, old = await _enrolled(world, "county")
    session = await county.session((await county.sign_in(code=_now(world, old))).secret)
    async with world.database.work(session.ctx) as work:
        new = await begin_second_factor(work)
    clock_of(world).advance(seconds=60)

    assert await county.refused(PASSWORD, _now(world, new)) == "SECOND_FACTOR_WRONG"
    assert await county.refused(PASSWORD, _now(world, old)) == "SIGNED_IN"
    async with world.database.work(session.ctx) as work:
        await confirm_second_factor(work, _now(world, new))
    clock_of(world).advance(seconds=60)

    assert await county.refused(PASSWORD, _now(world, old)) == "SECOND_FACTOR_WRONG"
    assert await county.refused(PASSWORD, _now(world, new)) == "SIGNED_IN"
    assert [detail for action, _, detail in await events(world) if action == "second_factor:enrol"] == [
        {"replaced": False},
        {"replaced": True},
    ]


async def test_an_administrator_takes_a_lost_second_factor_away_and_the_sessions_with_it(world: World) -> None:
    county, key = await _enrolled(world, "county")
    opened = await county.sign_in(code=_now(world, key))

    async with world.database.work(world.ctx("admin")) as work:
        await reset_second_factor(work, county.account_id)

    with pytest.raises(SessionEnded):
        await county.authenticate(opened.secret)
    assert await county.refused(PASSWORD) == "SIGNED_IN"
    assert ("second_factor:reset", "admin", {"ended_sessions": 2}) in await events(world)


@pytest.mark.parametrize(
    ("by", "whose", "refusal"),
    [
        ("admin", "admin", OwnAccount),
        ("county", "county", OwnAccount),
        ("county", "city", NotFound),
        ("other_county", "county", NotFound),
        ("province", "admin", NotFound),
        ("security", "county", Forbidden),
        ("auditor", "county", Forbidden),
        ("clerk", "county", Forbidden),
    ],
)
async def test_nobody_else_may_take_a_second_factor_away(
    world: World, by: str, whose: str, refusal: type[Exception]
) -> None:
    person, _ = await _enrolled(world, whose)
    before = await rows(world, "second_factor")

    with pytest.raises(refusal):
        async with world.database.work(world.ctx(by)) as work:
            await reset_second_factor(work, person.account_id)

    assert await rows(world, "second_factor") == before
    assert await person.refused(PASSWORD) == "SECOND_FACTOR_REQUIRED"


async def test_no_administrator_reaches_into_another_tenant(world: World, other_world: World) -> None:
    county, _ = await _enrolled(other_world, "county")

    with pytest.raises(NotFound):
        async with world.database.work(world.ctx("admin")) as work:
            await reset_second_factor(work, county.account_id)

    assert await county.refused(PASSWORD) == "SECOND_FACTOR_REQUIRED"


@pytest.mark.parametrize(("method", "holds"), [(SignInMethod.OIDC, False), (SignInMethod.OIDC_AND_FACTOR, True)])
async def test_a_factor_that_the_provider_has_asked_for_counts_like_one_of_ours(
    strict: World, method: SignInMethod, holds: bool
) -> None:
    admin = Person(strict, "admin")
    async with strict.database.transaction(strict.tenant_id) as transaction:
        now, settings = clock_of(strict).now(), strict.database.settings
        opened = open_session(
            transaction, admin.account_id, now, settings, method=method, address=ELSEWHERE, agent="测试"
        )

    who = await admin.authenticate(opened.secret)

    assert (who.must_enrol, bool(who.actor.grants)) == (not holds, holds)


async def test_a_person_who_becomes_an_administrator_holds_nothing_more_until_enrolled(strict: World) -> None:
    county = Person(strict, "county")
    opened = await county.sign_in()
    async with strict.database.transaction(strict.tenant_id) as transaction:
        await transaction.driver.execute(
            "UPDATE appointment SET role = 'auditor', region_code = '21' WHERE tenant_id = $1 AND account_id = $2",
            strict.tenant_id,
            county.account_id,
        )

    who = await county.authenticate(opened.secret)

    assert (who.must_enrol, who.actor.grants) == (True, ())
