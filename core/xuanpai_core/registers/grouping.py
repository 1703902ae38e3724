"""How neighbouring villages make groups of two or three (FJ-16), and who lodges apart (JZ-37)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Forbidden, Invalid
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.registers import repository

Neighbours = Mapping[str, Collection[str]]

_LARGEST = 60
_PATIENCE = 20_000
"""How many groups are tried, at most, before one says that it cannot be told."""


@dataclass(frozen=True, slots=True)
class Advice:
    """How many groups of which size; ``groups``: which villages, where the neighbours that are known allow it."""

    possible: bool
    sizes: tuple[int, ...]
    groups: tuple[tuple[str, ...], ...]
    reason: str


def group_sizes(villages: int) -> tuple[int, ...]:
    """Groups of three and as few of two as it takes: 7 → 3, 2, 2; 5 → 3, 2; one village makes none."""
    if villages < 2:
        return ()
    twos = {0: 0, 1: 2, 2: 1}[villages % 3]
    return (3,) * ((villages - 2 * twos) // 3) + (2,) * twos


def neighbouring_groups(villages: Sequence[str], neighbours: Neighbours) -> tuple[tuple[str, ...], ...] | None:
    """Every village in one group of two or three that hang together, the fewest groups first; None without a way."""
    steps = iter(range(_PATIENCE))
    near = {village: set(neighbours.get(village, ())) & set(villages) for village in villages}
    return _partition(frozenset(villages), near, steps)


def together(villages: Collection[str], neighbours: Neighbours) -> bool:
    """Whether each of the villages can be reached from each other one through neighbours among them."""
    rest = set(villages)
    if not rest:
        return True
    reached = {min(rest)}
    while True:
        further = {next_one for village in reached for next_one in neighbours.get(village, ()) if next_one in rest}
        if further <= reached:
            return reached == rest
        reached |= further


def _partition(
    rest: frozenset[str], near: Mapping[str, set[str]], steps: Iterator[int]
) -> tuple[tuple[str, ...], ...] | None:
    if not rest:
        return ()
    # Whoever has the fewest neighbours left is placed first: that is where it goes wrong, if it does.
    first = min(rest, key=lambda village: (len(near[village] & rest), village))
    for group in _groups_with(first, rest, near, steps):
        further = _partition(rest - set(group), near, steps)
        if further is not None:
            return (group, *further)
    return None


def _groups_with(
    first: str, rest: frozenset[str], near: Mapping[str, set[str]], steps: Iterator[int]
) -> Iterator[tuple[str, ...]]:
    reachable = near[first] | {far for village in near[first] & rest for far in near[village]}
    others = sorted((reachable & rest) - {first})
    # One village left over could never be placed: of four, two and two.
    for size in (2, 1) if len(rest) != 4 else (1,):
        for chosen in combinations(others, size):
            if next(steps, None) is None:
                return
            group = tuple(sorted((first, *chosen)))
            if together(group, near):
                yield group


async def advise_grouping(work: Work, village_codes: Sequence[str], on: date | None = None) -> Advice:
    """How these villages may be grouped on that day; raises ``Forbidden`` and ``Invalid`` (``NOT_VILLAGES``)."""
    reach = require(work.ctx, Action.REGISTER_READ)
    villages = sorted({RegionCode.parse(code) for code in village_codes})
    if not villages or len(villages) > _LARGEST or any(code.level is not RegionLevel.VILLAGE for code in villages):
        raise Invalid(f"请选择 1 到 {_LARGEST} 个村,填写 12 位区划代码。", code="NOT_VILLAGES")
    if not all(reach.covers_place(code) for code in villages):
        raise Forbidden("所选的村不都在您的管辖范围内。")
    return advise(villages, await repository.neighbours(work, villages, on or today(work.clock)))


def advise(villages: Sequence[str], neighbours: Neighbours) -> Advice:
    """How these villages may be grouped, given who is whose neighbour: a pure function (FJ-16)."""
    sizes = group_sizes(len(villages))
    if not sizes:
        return Advice(False, (), (), "只有1个村,编不成2至3个村的小组,请作例外登记(无法编组登记)。")
    planned = "+".join(map(str, sizes))
    groups = neighbouring_groups(villages, neighbours)
    if groups is None:
        return Advice(
            True, sizes, (), f"{len(villages)}个村可编为{planned};已登记的相邻村还不足以排出各组,请补登相邻村。"
        )
    found = tuple(sorted(map(len, groups), reverse=True))
    return Advice(True, found, groups, f"{len(villages)}个村按相邻关系可编为{'+'.join(map(str, found))}。")
