"""Dated changes of the administrative tree, and what a place was called or has become.

Every change asks for ``region:manage`` over each place it touches, names the document that ordered it, and is refused
whole or done whole. Nothing is deleted: a region that is merged, moved or abolished stays with its last day, and the
records that point to it still show it as it was.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, require_place
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Conflict, Invalid, NotFound
from xuanpai_core.idempotency.service import once
from xuanpai_core.regions import changes, repository
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.importing import ListImport, Rename, import_official_list
from xuanpai_core.regions.models import RegionChangeKind
from xuanpai_core.regions.naming import child_path_name
from xuanpai_core.regions.repository import Node


@dataclass(frozen=True, slots=True)
class RegionChanged:
    """What a change did: to which region, what stands in its place now, how many regions are called or coded anew."""

    kind: RegionChangeKind
    codes: tuple[str, ...]
    successor_code: str | None
    effective_on: date
    affected: int


async def rename_region(
    work: Work, code: str, new_name: str, effective_on: date, document: str, key: str
) -> RegionChanged:
    """Give a region another name from a day on; the full names below it follow.

    Codes: ``UNKNOWN_REGION``, ``REGION_ABOLISHED``, ``NAME_TAKEN``, ``NAME_UNCHANGED``, ``INVALID_REGION_NAME``,
    ``CHANGE_BEFORE_LAST_CHANGE``, ``NOT_YET_IN_FORCE``, ``INVALID_DOCUMENT``.
    """

    async def act() -> RegionChanged:
        order, name = changes.decree(work, effective_on, document), changes.region_name(new_name)
        (node,) = await changes.in_force(work, [code])
        if name == node.name:
            raise Invalid(f"新名称与现在的名称“{name}”相同,没有改动。", code="NAME_UNCHANGED")
        await changes.refuse_out_of_order(work, [code], effective_on)
        if node.parent_code is not None:
            (parent,) = await changes.in_force(work, [node.parent_code])
            await changes.refuse_taken_names(work, parent, {code: name}, ())
        affected = await changes.rename(work, {code: name}, order)
        return RegionChanged(RegionChangeKind.RENAME, (code,), None, effective_on, affected)

    return await _change(work, "region.rename", key, [code], [code, new_name, effective_on, document], act)


async def merge_regions(
    work: Work,
    codes: Sequence[str],
    into: str,
    effective_on: date,
    document: str,
    key: str,
    *,
    new_codes: Mapping[str, str] | None = None,
) -> RegionChanged:
    """Merge regions into another of their level, which goes on; what lay below them goes on below it.

    A region directly below a merged one keeps its own digits under ``into``, or takes the code that ``new_codes``
    gives it. Codes: as for renaming, and ``OTHER_LEVEL``, ``SAME_REGION``, ``CODE_TAKEN``, ``WRONG_CODE``.
    """

    async def act() -> RegionChanged:
        order = changes.decree(work, effective_on, document)
        if not codes or into in codes or len(set(codes)) != len(codes):
            raise Invalid("请选择要并入的一个或多个其他区划,不能重复,也不能是它自己。", code="SAME_REGION")
        target, *merged = await changes.in_force(work, [into, *codes])
        for node in merged:
            _require_level(node, RegionLevel(target.level))
        await changes.refuse_out_of_order(work, [into, *codes], effective_on)
        moving = await repository.children(work, codes)
        given = _given_codes(moving, into, new_codes or {})
        await changes.refuse_taken_names(work, target, {node.code: node.name for node in moving}, ())
        plan = await changes.plan_transfers(work, target, given)
        await changes.carry_out(work, plan, order)
        await changes.end(work, merged, RegionChangeKind.MERGE, into, order)
        return RegionChanged(RegionChangeKind.MERGE, tuple(codes), into, effective_on, len(merged) + len(plan))

    content = [sorted(codes), into, effective_on, document, dict(new_codes or {})]
    return await _change(work, "region.merge", key, [*codes, into], content, act)


async def abolish_region(
    work: Work, code: str, successor: str | None, effective_on: date, document: str, key: str
) -> RegionChanged:
    """End a region that has nothing below it any more; ``successor``, if any, answers for it from that day on.

    Codes: as for renaming, and ``REGION_NOT_EMPTY``, ``OTHER_LEVEL``, ``SAME_REGION``.
    """

    async def act() -> RegionChanged:
        order = changes.decree(work, effective_on, document)
        if successor == code:
            raise Invalid("承接的区划不能是被撤销的区划自己。", code="SAME_REGION")
        node, *heirs = await changes.in_force(work, [code] if successor is None else [code, successor])
        for heir in heirs:
            _require_level(heir, RegionLevel(node.level))
            await _refuse_younger(work, heir, effective_on)
        await changes.refuse_out_of_order(work, [code], effective_on)
        below = await repository.children(work, [code])
        if below:
            message = f"{node.path_name}下还有 {len(below)} 个区划,请先将其划转到别处或撤销。"
            raise Conflict(message, code="REGION_NOT_EMPTY")
        await changes.end(work, [node], RegionChangeKind.ABOLISH, successor, order)
        return RegionChanged(RegionChangeKind.ABOLISH, (code,), successor, effective_on, 1)

    places = [code] if successor is None else [code, successor]
    return await _change(work, "region.abolish", key, places, [code, successor, effective_on, document], act)


async def move_region(
    work: Work, code: str, new_parent_code: str, new_code: str, effective_on: date, document: str, key: str
) -> RegionChanged:
    """Put a region with all below it under another parent, where all of it goes on under new codes.

    ``new_code`` is the region's; those below keep their own digits after it. The old codes are closed and lead to
    the new ones; postings keep the code they were made with. Codes: as for merging, and ``CYCLE``.
    """

    async def act() -> RegionChanged:
        order = changes.decree(work, effective_on, document)
        node, parent = await changes.in_force(work, [code, new_parent_code])
        if new_parent_code.startswith(code):
            raise Invalid("不能把区划划到它自己或它的下级之下。", code="CYCLE")
        if node.level == RegionLevel.PROVINCE:
            raise Invalid("省级区划不能划转。", code="OTHER_LEVEL")
        _require_level(parent, RegionLevel(node.level - 1))
        if RegionCode(new_code).parent != new_parent_code:
            raise Invalid(f"新代码 {new_code} 不在 {new_parent_code} 之下,请核对。", code="WRONG_CODE")
        await changes.refuse_out_of_order(work, [code], effective_on)
        await _refuse_younger(work, parent, effective_on)
        await changes.refuse_taken_names(work, parent, {code: node.name}, ())
        plan = await changes.plan_transfers(work, parent, {code: new_code})
        await changes.carry_out(work, plan, order)
        return RegionChanged(RegionChangeKind.MOVE, (code,), new_code, effective_on, len(plan))

    content = [code, new_parent_code, new_code, effective_on, document]
    return await _change(work, "region.move", key, [code, new_parent_code], content, act)


async def name_on(work: Work, code: str, day: date) -> tuple[str, str]:
    """Name and full name of a region as they were on ``day``: after its end, as they last were.

    Raises ``NotFound`` (``UNKNOWN_REGION``).
    """
    require(work.ctx, Action.REGION_READ)
    called = await repository.name_on(work, code, day)
    if called is None:
        raise NotFound(f"没有代码为 {code[:20]} 的区划,请核对代码。", code="UNKNOWN_REGION")
    return called


async def successors(work: Work, code: str, on: date | None = None) -> tuple[str, ...]:
    """The codes that stand on ``on`` (today) where ``code`` stood: itself, its successor's successor, or none."""
    require(work.ctx, Action.REGION_READ)
    return await repository.successors(work, code, on or today(work.clock))


async def rebuild_derived(work: Work) -> int:
    """Derive level and full name of every region in force from its parent again; returns how many were wrong.

    Regions no longer in force keep the names they ended with.
    """
    provinces = await repository.roots(work)
    for province in provinces:
        require_place(work.ctx, Action.REGION_MANAGE, province.code)
    await repository.lock_tree(work)
    derived: dict[str, tuple[int, str]] = {}
    names: dict[str, str] = {}
    wrong: dict[str, tuple[int, str]] = {}
    for node in await repository.subtree(work, [province.code for province in provinces]):
        if node.parent_code is None:
            derived[node.code] = (1, node.name)
        else:
            level, path_name = derived[node.parent_code]
            derived[node.code] = (level + 1, child_path_name(path_name, names[node.parent_code], node.name))
        names[node.code] = node.name
        if derived[node.code] != (node.level, node.path_name):
            wrong[node.code] = derived[node.code]
    await repository.write_derived(work, wrong)
    record(work, Action.REGION_MANAGE, "region", "*", kind="REBUILD", corrected=len(wrong))
    return len(wrong)


async def _change(
    work: Work,
    operation: str,
    key: str,
    places: Sequence[str],
    content: object,
    act: Callable[[], Awaitable[RegionChanged]],
) -> RegionChanged:
    """Ask who may, take the lock before any row, do it once, and write it down."""
    for place in places:
        require_place(work.ctx, Action.REGION_MANAGE, place)
    await repository.lock_tree(work)

    async def outcome() -> dict[str, object]:
        done = await act()
        detail = asdict(done) | {"effective_on": done.effective_on.isoformat()}
        record(work, Action.REGION_MANAGE, "region", done.codes[0], **detail)
        return detail

    done = await once(work, operation, key, content, outcome)
    return RegionChanged(
        RegionChangeKind(done["kind"]),
        tuple(done["codes"]),
        done["successor_code"],
        date.fromisoformat(done["effective_on"]),
        done["affected"],
    )


def _require_level(node: Node, level: RegionLevel) -> None:
    if node.level != level:
        raise Invalid(f"{node.path_name}不是{level.label}级区划,层级不符。", code="OTHER_LEVEL")


def _given_codes(moving: Sequence[Node], into: str, new_codes: Mapping[str, str]) -> dict[str, str]:
    """The new code of each region that moves below ``into``; raises ``Invalid`` (``WRONG_CODE``)."""
    known = {node.code for node in moving}
    for old, new in new_codes.items():
        if old not in known or RegionCode(new).parent != into:
            raise Invalid(f"新代码 {new[:20]} 不在 {into} 之下,或 {old[:20]} 不在并入的区划之下。", code="WRONG_CODE")
    return {node.code: new_codes.get(node.code, into + node.code[len(node.parent_code or "") :]) for node in moving}


async def _refuse_younger(work: Work, node: Node, effective_on: date) -> None:
    """Nothing can pass to a region that was not there yet, or was called otherwise, on that day."""
    then = await repository.name_on(work, node.code, effective_on)
    if then != (node.name, node.path_name) or (node.valid_from is not None and effective_on < node.valid_from):
        message = f"{node.path_name}在 {effective_on:%Y-%m-%d} 之后有过变更,请核对生效日期。"
        raise Conflict(message, code="CHANGE_BEFORE_LAST_CHANGE")


__all__ = [
    "ListImport",
    "RegionChanged",
    "Rename",
    "abolish_region",
    "import_official_list",
    "merge_regions",
    "move_region",
    "name_on",
    "rebuild_derived",
    "rename_region",
    "successors",
]
