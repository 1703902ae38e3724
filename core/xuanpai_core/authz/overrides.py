"""A tenant's policy as it stands now, with what was handed down in it: compiled once per version and process."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

import orjson

from xuanpai_core.authz.policies import Permissions, Rule, default_policy, overridden_policy
from xuanpai_core.context import Grant
from xuanpai_core.db.session import Transaction

DEFAULT = "default"
_KEPT = 500
_LENGTHS = (2, 4, 6, 9, 12)

_READ = "SELECT role, action, effect FROM policy_override WHERE tenant_id = $1"
# One that was taken back before its first day was never made.
_HANDED_DOWN = """
SELECT region_code, actions::text AS actions, valid_from, valid_to FROM delegation
 WHERE tenant_id = $1
   AND (revoked_at IS NULL OR (revoked_at AT TIME ZONE 'Asia/Shanghai')::date >= valid_from)
"""


class HandedDown(NamedTuple):
    """Actions delegated to one place from a day, and the first day on which they no longer are."""

    actions: frozenset[str]
    first: date
    end: date | None


class PolicyInForce(NamedTuple):
    """What roles may do in a tenant, by name: equal names mean equal permissions; and what was delegated where."""

    name: str
    permissions: Permissions
    handed_down: Mapping[str, tuple[HandedDown, ...]]

    def held(self, grants: tuple[Grant, ...], day: date) -> tuple[Grant, ...]:
        """``grants`` without what the roles at their places have lost: every delegation of it there is over (HD-10)."""
        if not self.handed_down:
            return grants
        return tuple(
            grant if grant.region_code is None else replace(grant, denied=self._lost(grant.region_code, day))
            for grant in grants
        )

    def _lost(self, place: str, day: date) -> frozenset[str]:
        lost = set[str]()
        for length in _LENGTHS:
            if length <= len(place):
                begun = [one for one in self.handed_down.get(place[:length], ()) if one.first <= day]
                running = [one.actions for one in begun if one.end is None or one.end > day]
                lost |= frozenset[str]().union(*(one.actions for one in begun)).difference(*running)
        return frozenset(lost)


_compiled: OrderedDict[tuple[UUID, int], PolicyInForce] = OrderedDict()


async def policy_in_force(transaction: Transaction, version: int | None) -> PolicyInForce:
    """The tenant's policy at ``version``, as read in this same transaction.

    A tenant that has changed nothing shares the default. Only the last few hundred policies are kept compiled.
    """
    if not version:
        return PolicyInForce(DEFAULT, default_policy(), {})
    key = (transaction.tenant_id, version)
    if (known := _compiled.get(key)) is None:
        known = _compiled[key] = await _compile(transaction, version)
        while len(_compiled) > _KEPT:
            _compiled.popitem(last=False)
    return known


async def _compile(transaction: Transaction, version: int) -> PolicyInForce:
    tenant_id = transaction.tenant_id
    rules = await transaction.driver.fetch(_READ, tenant_id)
    handed: dict[str, tuple[HandedDown, ...]] = {}
    for row in await transaction.driver.fetch(_HANDED_DOWN, tenant_id):
        one = HandedDown(frozenset(orjson.loads(row["actions"])), row["valid_from"], row["valid_to"])
        handed[row["region_code"]] = (*handed.get(row["region_code"], ()), one)
    if not rules:
        return PolicyInForce(DEFAULT, default_policy(), handed)
    changed = overridden_policy([Rule(row["role"], row["action"], row["effect"].lower()) for row in rules])
    return PolicyInForce(f"{tenant_id.hex}:{version}", changed, handed)
