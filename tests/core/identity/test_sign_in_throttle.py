"""Failures lock an attacker out, and nobody else."""

import asyncio
import time
from dataclasses import replace
from statistics import median

import pytest
from sqlalchemy import update

from tests.core.identity.signing import ELSEWHERE, OFFICE, Person, clock_of, events, rows, with_settings
from tests.factories.world import PASSWORD, World
from xuanpai_core.identity import throttle
from xuanpai_core.identity.errors import AccountLocked, AddressBlocked
from xuanpai_core.identity.models import Account
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import renew_password


@pytest.fixture
def county(world: World) -> Person:
    """The county's organiser at the office, whose device is not known yet."""
    return Person(world, "county")


async def test_five_failures_lock_the_name_from_that_address_for_thirty_minutes(county: Person) -> None:
    answers = await county.fail(5)

    locked = await county.refused(PASSWORD)
    clock_of(county.world).advance(minutes=29, seconds=59)
    still = await county.refused(PASSWORD)
    clock_of(county.world).advance(seconds=1)

    assert answers == ["SIGN_IN_REFUSED"] * 5
    assert (locked, still) == ("ACCOUNT_LOCKED", "ACCOUNT_LOCKED")
    assert (await county.sign_in()).account_id == county.account_id


async def test_the_lock_says_how_long_it_lasts(county: Person) -> None:
    await county.fail(5)
    clock_of(county.world).advance(minutes=10, seconds=1)

    with pytest.raises(AccountLocked) as refused:
        await county.sign_in()

    assert "请 20 分钟后再试" in refused.value.message


async def test_trying_on_while_locked_does_not_make_the_lock_longer(county: Person) -> None:
    await county.fail(5)
    clock_of(county.world).advance(minutes=29)
    assert await county.fail(3) == ["ACCOUNT_LOCKED"] * 3

    clock_of(county.world).advance(minutes=1)

    assert (await county.sign_in()).account_id == county.account_id


async def test_a_name_that_nobody_has_locks_in_the_same_words(county: Person) -> None:
    nobody = replace(county, username="nobody")

    known = [(await _answer(county)) for _ in range(7)]
    unknown = [(await _answer(nobody)) for _ in range(7)]

    assert known == unknown
    assert [code for code, _ in known] == ["SIGN_IN_REFUSED"] * 5 + ["ACCOUNT_LOCKED"] * 2


async def _answer(person: Person) -> tuple[str, str]:
    with pytest.raises(Exception) as refused:  # noqa: PT011 -- whichever it is, it is compared
        await person.sign_in("Wrong-1234")
    return type(refused.value).code, str(refused.value)  # type: ignore[attr-defined]


async def test_a_name_that_nobody_has_takes_as_long_as_one_that_somebody_has(county: Person) -> None:
    many = with_settings(county.world, lock_after_failures=1000, address_failures=1000)
    # Hashed as the product hashes; the people of the tests are not.
    async with many.database.transaction(many.tenant_id) as transaction:
        of_county = update(Account).where(Account.tenant_id == many.tenant_id, Account.username == "county")
        await transaction.session.execute(of_county.values(password_hash=hash_password(PASSWORD)))
    spent: dict[str, list[float]] = {"county": [], "nobody": []}

    for _ in range(12):
        for name, times in spent.items():
            start = time.perf_counter()
            await Person(many, name).refused()
            times.append(time.perf_counter() - start)

    assert 0.5 < median(spent["county"]) / median(spent["nobody"]) < 2


async def test_an_attacker_elsewhere_cannot_lock_a_person_out(county: Person) -> None:
    attacker = county.at(ELSEWHERE)

    assert (await attacker.fail(8))[-1] == "ACCOUNT_LOCKED"

    assert (await county.sign_in()).account_id == county.account_id
    assert await attacker.refused(PASSWORD) == "ACCOUNT_LOCKED"


async def test_a_person_on_a_known_device_is_not_locked_by_somebody_at_the_same_address(county: Person) -> None:
    known = replace(county, device=(await county.sign_in()).device)

    assert (await county.fail(6))[-1] == "ACCOUNT_LOCKED"

    assert (await known.sign_in()).account_id == county.account_id
    assert await county.refused(PASSWORD) == "ACCOUNT_LOCKED"


async def test_a_known_device_is_locked_by_its_own_failures_and_the_address_is_not(county: Person) -> None:
    known = replace(county, device=(await county.sign_in()).device)

    assert (await known.fail(6))[-1] == "ACCOUNT_LOCKED"

    assert await known.refused(PASSWORD) == "ACCOUNT_LOCKED"
    assert (await county.sign_in()).account_id == county.account_id


async def test_a_device_is_trusted_for_the_account_that_signed_in_with_it_and_no_other(county: Person) -> None:
    device = (await county.sign_in()).device
    clerk = Person(county.world, "clerk", device=device)
    await Person(county.world, "clerk").fail(5)

    assert await clerk.refused(PASSWORD) == "ACCOUNT_LOCKED"


async def test_a_shared_computer_is_trusted_for_each_who_has_signed_in_there(county: Person) -> None:
    device = (await county.sign_in()).device
    again = (await Person(county.world, "clerk", device=device).sign_in()).device

    assert again == device
    for name in ("county", "clerk"):
        await Person(county.world, name).fail(5)
        assert await Person(county.world, name, device=device).refused(PASSWORD) == "SIGNED_IN"


async def test_a_made_up_device_is_not_trusted_and_is_replaced(county: Person) -> None:
    invented = replace(county, device="x" * 43)

    given = (await invented.sign_in()).device
    await county.fail(5)

    assert given not in {None, "x" * 43}
    assert await invented.refused(PASSWORD) == "ACCOUNT_LOCKED"


async def test_a_device_that_was_not_used_for_half_a_year_is_a_stranger(county: Person) -> None:
    world = with_settings(county.world, password_max_age_days=0)
    device = (await Person(world, "county").sign_in()).device
    known = Person(world, "county", device=device)
    clock_of(world).advance(days=180)
    await Person(world, "county").fail(5)

    assert await known.refused(PASSWORD) == "ACCOUNT_LOCKED"


async def test_only_the_twenty_devices_used_last_are_remembered(county: Person) -> None:
    first = replace(county, device=(await county.sign_in()).device)
    for _ in range(20):
        clock_of(county.world).advance(seconds=1)
        await county.sign_in()

    assert len(await rows(county.world, "trusted_device")) == 20
    await county.fail(5)
    assert await first.refused(PASSWORD) == "ACCOUNT_LOCKED"


async def test_a_colleague_at_the_same_address_is_not_locked(county: Person) -> None:
    await county.fail(6)

    assert (await Person(county.world, "clerk").sign_in()).account_id == county.world.people["clerk"].account_id


async def test_the_same_name_in_another_tenant_is_not_locked(county: Person, other_world: World) -> None:
    await county.fail(6)

    assert (await Person(other_world, "county").sign_in()).account_id == other_world.people["county"].account_id


async def test_a_right_password_begins_the_count_afresh(county: Person) -> None:
    await county.fail(4)
    await county.sign_in()

    assert await county.fail(4) == ["SIGN_IN_REFUSED"] * 4
    assert await county.refused(PASSWORD) == "SIGNED_IN"


async def test_failures_that_lie_half_an_hour_back_are_forgotten(county: Person) -> None:
    await county.fail(4)
    clock_of(county.world).advance(minutes=30)
    await county.fail(4)

    assert await county.refused(PASSWORD) == "SIGNED_IN"


async def test_many_attempts_at_once_gain_no_more_than_five_guesses(county: Person) -> None:
    answers = await asyncio.gather(*(county.refused() for _ in range(12)))

    assert sorted(answers) == ["ACCOUNT_LOCKED"] * 7 + ["SIGN_IN_REFUSED"] * 5
    assert await county.refused(PASSWORD) == "ACCOUNT_LOCKED"


async def test_an_attempt_that_was_cut_off_counts_as_failed(county: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from xuanpai_core.identity import sign_in as room

    async def cut_off(password_hash: str | None, password: str) -> bool:
        raise asyncio.CancelledError

    with monkeypatch.context() as patched:
        patched.setattr(room, "is_password", cut_off)
        for _ in range(5):
            with pytest.raises(asyncio.CancelledError):
                await county.sign_in()

    assert await county.refused(PASSWORD) == "ACCOUNT_LOCKED"


async def test_a_lock_is_written_down_once(county: Person) -> None:
    await county.fail(9)

    told = await events(county.world)

    assert [action for action, _, _ in told] == ["session:refuse"] * 5 + ["session:lock"]
    assert told[-1] == (
        "session:lock",
        "nobody",
        {"refusal": "SIGN_IN_REFUSED", "failures": 5, "trusted_device": False, "minutes": 30},
    )


async def test_sixty_failures_over_many_names_close_the_address_but_not_to_known_devices(county: Person) -> None:
    known = replace(county, device=(await county.sign_in()).device)
    few = with_settings(county.world, address_failures=6)
    for number in range(6):
        assert await Person(few, f"guess{number}").refused() == "SIGN_IN_REFUSED"

    closed = Person(few, "clerk")

    assert await closed.refused(PASSWORD) == "ADDRESS_BLOCKED"
    assert await replace(known, world=few).refused(PASSWORD) == "SIGNED_IN"
    assert await closed.at(ELSEWHERE).refused(PASSWORD) == "SIGNED_IN"
    assert county.database.settings.address_failures == 60


async def test_a_closed_address_opens_ten_minutes_after_its_first_failure(county: Person) -> None:
    few = with_settings(county.world, address_failures=2)
    await Person(few, "guess1").refused()
    clock_of(few).advance(minutes=4)
    await Person(few, "guess2").refused()

    with pytest.raises(AddressBlocked) as refused:
        await Person(few, "county").sign_in()
    clock_of(few).advance(minutes=6)

    assert "请 6 分钟后再试" in refused.value.message
    assert await Person(few, "county").refused(PASSWORD) == "SIGNED_IN"


async def test_successes_do_not_count_against_an_address(county: Person) -> None:
    few = with_settings(county.world, address_failures=2)

    for _ in range(4):
        assert await Person(few, "county").refused(PASSWORD) == "SIGNED_IN"


async def test_failures_on_a_known_device_do_not_count_against_its_address(county: Person) -> None:
    few = with_settings(county.world, address_failures=2)
    device = (await Person(few, "county").sign_in()).device
    await Person(few, "county", device=device).fail(4)

    assert await Person(few, "clerk").refused(PASSWORD) == "SIGNED_IN"


def test_a_households_ipv6_addresses_are_one_source() -> None:
    assert throttle.address_key("2001:db8:1:2::1") == throttle.address_key("2001:db8:1:2:ffff::9")
    assert throttle.address_key("2001:db8:1:2::1") != throttle.address_key("2001:db8:1:3::1")
    assert throttle.address_key(f"::ffff:{OFFICE}") == throttle.address_key(OFFICE)
    assert throttle.address_key(OFFICE) != throttle.address_key(ELSEWHERE)
    assert throttle.address_key("-") != throttle.address_key("testclient")


async def test_a_new_one_time_password_opens_the_lock(county: Person) -> None:
    await county.fail(5)
    async with county.database.work(county.world.ctx("admin")) as work:
        from xuanpai_core.identity.models import Account

        account = await work.session.get_one(Account, (work.tenant_id, county.account_id))
        password = await renew_password(work, account, "忘记密码")

    assert await county.refused(password) == "SIGNED_IN"


async def test_neither_names_nor_addresses_are_stored_in_the_counts(county: Person) -> None:
    await replace(county, username="somebody").refused()

    [pair, address] = sorted(await rows(county.world, "sign_in_failure"), key=lambda row: row["whom"] == b"")

    assert (pair["whom"], pair["source"]) == (throttle.name_key("somebody"), throttle.address_key(OFFICE))
    assert (address["whom"], address["failures"]) == (b"", 1)
