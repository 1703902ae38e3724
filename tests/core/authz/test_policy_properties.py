"""What no policy may ever do: less granted is never more allowed, a deny wins, an exception denies."""

from uuid import UUID

import casbin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.policies import (
    Rule,
    compile_rules,
    default_policy,
    default_rules,
    may_override,
    overridden_policy,
)
from xuanpai_core.authz.roles import ROLES, Administration, Axis
from xuanpai_core.authz.scope import extent, permits
from xuanpai_core.context import Actor, Grant, RequestContext

UNITS = [UUID(int=number) for number in range(1, 4)]
PLACES = ["21", "2107", "2101", "210726", "210727", "210726101", "210726101201"]
TENANT, ME, SOMEBODY = UUID(int=9), UUID(int=100), UUID(int=101)

roles = st.sampled_from(sorted(ROLES))
actions = st.sampled_from(list(Action))
rules = st.builds(Rule, roles, actions.map(str), st.sampled_from(["allow", "deny"]))
grants = st.builds(
    Grant,
    roles,
    st.none() | st.sampled_from(PLACES),
    st.none() | st.sampled_from(UNITS),
    st.frozensets(actions.map(str), max_size=3),
)
targets = st.tuples(st.sampled_from(PLACES), st.sampled_from(UNITS), st.sampled_from([ME, SOMEBODY]))
Target = tuple[str, UUID, UUID]


def _allowed(held: tuple[Grant, ...], policy: list[Rule], action: str, target: Target) -> bool:
    permissions = compile_rules(policy, {grant.role for grant in held})
    ctx = RequestContext(TENANT, Actor(ME, "某人", ME, held), permissions)
    return permits(ctx, action) and extent(ctx, action).covers_posting(*target)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.lists(grants, min_size=1, max_size=3), st.lists(rules, max_size=12), actions, targets)
def test_taking_a_grant_away_never_allows_more(
    held: list[Grant], policy: list[Rule], action: Action, target: Target
) -> None:
    for number in range(len(held)):
        fewer = tuple(held[:number] + held[number + 1 :])

        assert not _allowed(fewer, policy, action, target) or _allowed(tuple(held), policy, action, target)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.lists(grants, min_size=1, max_size=3), st.lists(rules, max_size=12), actions, targets)
def test_what_two_grants_allow_one_of_them_allows_alone(
    held: list[Grant], policy: list[Rule], action: Action, target: Target
) -> None:
    alone = [_allowed((grant,), policy, action, target) for grant in held]

    assert _allowed(tuple(held), policy, action, target) == any(alone)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.lists(rules, max_size=12), roles, actions)
def test_a_deny_beats_every_allow(policy: list[Rule], role: str, action: Action) -> None:
    denied = [*policy, Rule(role, str(action), "allow"), Rule(role, str(action), "deny"), *policy]

    assert action not in compile_rules(denied, {role})[role]


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.lists(rules, min_size=1, max_size=12), st.data())
def test_taking_an_allowing_rule_away_never_allows_more(policy: list[Rule], data: st.DataObject) -> None:
    without = data.draw(st.sampled_from(policy))
    fewer = [rule for rule in policy if rule != without or rule.effect == "deny"]

    named = {rule.role for rule in policy}
    before, after = compile_rules(policy, named), compile_rules(fewer, named)

    assert {role: after[role] - before[role] for role in named if after[role] - before[role]} == {}


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.lists(rules, max_size=8))
def test_no_override_crosses_the_three_administrations(overrides: list[Rule]) -> None:
    policy = overridden_policy(overrides)

    readers = {role for role in ROLES if Action.AUDIT_READ in policy[role]}
    changers = {role for role in ROLES if Action.POLICY_CHANGE in policy[role] and ROLES[role].administers}
    assert readers <= {role for role in ROLES if ROLES[role].administers is Administration.AUDIT}
    assert changers <= {role for role in ROLES if ROLES[role].administers is Administration.SECURITY}
    assert {role for role in ROLES if Action.TENANT_MANAGE in policy[role]} <= {"platform_operator"}


def test_an_override_changes_the_named_role_alone() -> None:
    policy = overridden_policy([Rule("reader", "stipend:read", "allow"), Rule("reader", "sheet:read", "deny")])

    assert policy["reader"] == default_policy()["reader"] - {"sheet:read"} | {"stipend:read"}
    assert {role for role in ROLES if policy[role] != default_policy()[role]} == {"reader"}


def test_what_may_not_be_overridden_stays_as_it_is() -> None:
    assert not may_override("county_organiser", Action.AUDIT_READ)
    assert not may_override("tenant_administrator", Action.APPOINTMENT_GRANT)
    assert not may_override("platform_operator", Action.CADRE_READ)
    assert (
        overridden_policy([Rule("county_organiser", "audit:read", "allow")])["county_organiser"]
        == (default_policy()["county_organiser"])
    )


def test_an_exception_while_deciding_denies(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object, *asked: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(casbin.Enforcer, "enforce", broken)

    assert compile_rules(default_rules(), ["county_organiser"]) == {"county_organiser": frozenset()}


def test_an_unknown_role_holds_nothing() -> None:
    ctx = RequestContext(TENANT, Actor(ME, "某人", ME, (Grant("emperor", "21"),)), default_policy())

    assert [action for action in Action if permits(ctx, action) or not extent(ctx, action).empty] == []


def test_the_policy_has_no_rule_twice_and_none_unknown() -> None:
    found = default_rules()

    assert len(set(found)) == len(found)
    assert {rule.role for rule in found} == set(ROLES)
    assert {rule.action for rule in found} == set(map(str, Action))
    assert {rule.effect for rule in found} == {"allow"}


def test_every_axis_is_held_by_some_role() -> None:
    assert {role.axis for role in ROLES.values()} == set(Axis)
