"""Which passwords may be chosen, and what choosing one does."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.identity.signing import Person, clock_of, events, rows, with_settings
from tests.factories.world import PASSWORD, World
from xuanpai_core.config import Settings
from xuanpai_core.errors import Invalid
from xuanpai_core.identity.errors import SessionEnded, WrongPassword
from xuanpai_core.identity.password_change import change_password
from xuanpai_core.identity.passwords import (
    check_password_policy,
    common_passwords,
    is_common,
    one_time_password,
    verify_password,
)

DEFAULTS = Settings()


@pytest.fixture
def county(world: World) -> Person:
    """The county's organiser."""
    return Person(world, "county")


async def _change(person: Person, old: str, new: str) -> None:
    await change_password(person.database, await person.session((await person.sign_in(old)).secret), old, new)


def _refusal(password: str, settings: Settings = DEFAULTS, username: str = "county") -> tuple[str, str] | None:
    try:
        check_password_policy(password, username, settings)
    except Invalid as refusal:
        return refusal.error_code, refusal.message
    return None


def test_the_defaults_are_those_of_the_third_level_of_protection() -> None:
    assert (
        DEFAULTS.password_min_length,
        DEFAULTS.password_classes,
        DEFAULTS.password_max_age_days,
        DEFAULTS.password_history,
        DEFAULTS.lock_after_failures,
        DEFAULTS.lock_minutes,
        DEFAULTS.second_factor,
        DEFAULTS.session_idle_minutes,
        DEFAULTS.session_absolute_hours,
    ) == (8, 3, 90, 5, 5, 30, "administrators", 30, 12)


@pytest.mark.parametrize("password", ["Rice-77", "rice-paddy", "RICE77777", "", "My-County-77", "Aa1-" + "x" * 125])
def test_short_plain_and_telling_passwords_are_refused(password: str) -> None:
    refusal = _refusal(password)

    assert refusal is not None
    assert refusal[0] == "WEAK_PASSWORD"


def test_the_refusal_says_what_is_wanted() -> None:
    assert _refusal("short") == (
        "WEAK_PASSWORD",
        "新密码应为 8 到 128 位,含大写字母、小写字母、数字、符号中的至少 3 种,且不含用户名。",
    )


def test_an_installation_may_ask_for_length_alone() -> None:
    phrase = Settings(password_min_length=15, password_classes=1)

    assert _refusal("稻田 里 的 白鹭 在 清晨 起飞", phrase) is None
    assert _refusal("Rice-Paddy-77", phrase) == ("WEAK_PASSWORD", "新密码应为 15 到 128 位,且不含用户名。")


@pytest.mark.parametrize(
    "password",
    [
        "Password1!",
        "P@ssw0rd2025",
        "Admin@123",
        "1qaz@WSX",
        "Qwer1234!",
        "Aa123456",
        "Woaini1314!",
        "Wo@1ni520!",
        "Zuzhibu#2025",
        "Xuanpai@2025",
        "Huawei@123",
        "Abcd1234!",
    ],
)
def test_passwords_that_everybody_thinks_of_are_refused(password: str) -> None:
    assert _refusal(password) == (
        "COMMON_PASSWORD",
        "这个密码太常见,容易被猜到,请换一个与常用词、键盘顺序、年份无关的密码。",
    )


@pytest.mark.parametrize("password", [PASSWORD, "Ningxia-2025", "Baolu-qingchen-6", "dao7Tian!shang"])
def test_other_passwords_are_taken(password: str) -> None:
    assert _refusal(password) is None


def test_the_list_holds_hundreds_of_entries_in_small_letters() -> None:
    entries = common_passwords()

    assert len(entries) > 400
    assert {entry for entry in entries if entry != entry.lower() or not entry.isascii()} == set()


@given(st.text(max_size=40))
def test_judging_a_password_never_fails(password: str) -> None:
    assert is_common(password) in {True, False}
    assert is_common(password.upper()) == is_common(password.upper().lower())


def test_one_time_passwords_meet_the_default_policy_and_differ() -> None:
    made = {one_time_password() for _ in range(200)}

    assert len(made) == 200
    assert {_refusal(password) for password in made} == {None}


def test_nobody_has_no_right_password() -> None:
    assert verify_password(None, "") is False
    assert verify_password("not a hash", "x") is False


async def test_choosing_a_password_ends_every_session_and_the_old_one_signs_in_no_more(county: Person) -> None:
    first, second = await county.sign_in(), await county.sign_in()

    await change_password(county.database, await county.session(second.secret), PASSWORD, "Newer-8642")

    for opened in (first, second):
        with pytest.raises(SessionEnded):
            await county.authenticate(opened.secret)
    assert await county.refused(PASSWORD) == "SIGN_IN_REFUSED"
    assert await county.refused("Newer-8642") == "SIGNED_IN"
    assert ("account:change_password", "county", {"ended_sessions": 2}) in await events(county.world)


async def test_the_day_of_the_change_is_kept(county: Person) -> None:
    clock_of(county.world).advance(days=3)
    await _change(county, PASSWORD, "Newer-8642")

    [account] = [row for row in await rows(county.world, "account") if row["username"] == "county"]

    assert account["password_changed_at"] == clock_of(county.world).now()
    assert account["must_change_password"] is False


async def test_a_wrong_old_password_changes_nothing(county: Person) -> None:
    opened = await county.sign_in()
    before = await rows(county.world, "account")

    with pytest.raises(WrongPassword):
        await change_password(county.database, await county.session(opened.secret), "Wrong-1234", "Newer-8642")

    assert await rows(county.world, "account") == before
    assert (await county.authenticate(opened.secret)).session_id == opened.session_id


async def test_guessing_the_old_password_five_times_ends_the_session(county: Person) -> None:
    opened, other = await county.sign_in(), await county.sign_in()
    session = await county.session(opened.secret)
    for _ in range(4):
        with pytest.raises(WrongPassword):
            await change_password(county.database, session, "Wrong-1234", "Newer-8642")

    with pytest.raises(SessionEnded):
        await change_password(county.database, session, "Wrong-1234", "Newer-8642")

    with pytest.raises(SessionEnded):
        await county.authenticate(opened.secret)
    with pytest.raises(SessionEnded):
        await change_password(county.database, session, PASSWORD, "Newer-8642")
    assert (await county.authenticate(other.secret)).session_id == other.session_id
    assert await county.refused(PASSWORD) == "SIGNED_IN"


async def test_none_of_the_last_five_passwords_may_be_chosen_again(county: Person) -> None:
    chosen = [PASSWORD, *(f"Chosen-{number}{number}{number}{number}" for number in range(2, 7))]
    for old, new in pairwise(chosen):
        await _change(county, old, new)
    before = await rows(county.world, "account")

    for password in chosen[1:]:
        with pytest.raises(Invalid) as refused:
            await _change(county, chosen[-1], password)
        assert refused.value.error_code == "PASSWORD_REUSED"

    kept = {row["username"]: row["password_hash"] for row in before}
    after = {row["username"]: row["password_hash"] for row in await rows(county.world, "account")}
    assert after == kept
    assert len(await rows(county.world, "former_password")) == 4
    await _change(county, chosen[-1], chosen[0])
    assert await county.refused(chosen[0]) == "SIGNED_IN"


async def test_an_installation_may_let_passwords_return(county: Person) -> None:
    free = Person(with_settings(county.world, password_history=0), "county")

    await _change(free, PASSWORD, PASSWORD)

    assert await rows(county.world, "former_password") == []
    assert await free.refused(PASSWORD) == "SIGNED_IN"


def test_the_refusal_names_the_field_that_is_wrong() -> None:
    with pytest.raises(Invalid) as refused:
        check_password_policy("short", "county", DEFAULTS)

    assert [(problem.path, problem.code) for problem in refused.value.fields] == [("newPassword", "WEAK_PASSWORD")]


async def test_a_weak_new_password_is_refused_and_the_old_one_stays(county: Person) -> None:
    opened = await county.sign_in()

    with pytest.raises(Invalid) as refused:
        await change_password(county.database, await county.session(opened.secret), PASSWORD, "Password1!")

    assert refused.value.error_code == "COMMON_PASSWORD"
    assert await rows(county.world, "former_password") == []
    assert (await county.authenticate(opened.secret)).session_id == opened.session_id
