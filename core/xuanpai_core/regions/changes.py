"""What a dated change does to the tree: planned in full and refused before the first row is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound
from xuanpai_core.regions import repository
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.loading import insert_regions
from xuanpai_core.regions.models import RegionChange, RegionChangeKind
from xuanpai_core.regions.naming import child_path_name, has_unreadable_characters
from xuanpai_core.regions.official_list import NAME_LIMIT
from xuanpai_core.regions.pack.reader import RegionRow
from xuanpai_core.regions.repository import Node

DOCUMENT_LIMIT = 200
"""Characters of a document's title or number."""


@dataclass(frozen=True, slots=True)
class Decree:
    """The day a change takes effect, and the document that ordered it."""

    effective_on: date
    document: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """One region that goes on under another code: what it was, and what it is from that day."""

    old: Node
    new: RegionRow


def decree(work: Work, effective_on: date, document: str) -> Decree:
    """Take the day and the document; raises ``Invalid`` (``NOT_YET_IN_FORCE``, ``INVALID_DOCUMENT``)."""
    if effective_on > today(work.clock):
        raise _invalid("effectiveOn", "NOT_YET_IN_FORCE", "生效日期还没有到,请在生效当天或之后再登记。")
    text = document.strip()
    if not text or len(text) > DOCUMENT_LIMIT or has_unreadable_characters(text):
        raise _invalid("document", "INVALID_DOCUMENT", f"请填写批准文件的名称或文号,最多 {DOCUMENT_LIMIT} 个字。")
    return Decree(effective_on, text)


def region_name(text: str) -> str:
    """A name fit for a region; raises ``Invalid`` (``INVALID_REGION_NAME``)."""
    name = text.strip()
    if not name or len(name) > NAME_LIMIT or has_unreadable_characters(name):
        raise _invalid("newName", "INVALID_REGION_NAME", f"请填写区划名称,1 到 {NAME_LIMIT} 个字,不含控制字符。")
    return name


async def in_force(work: Work, codes: Sequence[str]) -> list[Node]:
    """The nodes of ``codes``, in that order; raises ``NotFound`` (``UNKNOWN_REGION``), ``Conflict`` (closed)."""
    found = await repository.find(work, codes)
    for code in codes:
        if code not in found:
            raise NotFound(f"没有代码为 {code[:20]} 的区划,请核对代码。", code="UNKNOWN_REGION")
        closed_on = found[code].valid_to
        if closed_on is not None:
            message = f"{found[code].path_name}已于 {closed_on:%Y-%m-%d} 撤销,请改用现在的区划。"
            raise Conflict(message, code="REGION_ABOLISHED")
    return [found[code] for code in codes]


async def refuse_out_of_order(work: Work, codes: Iterable[str], effective_on: date) -> None:
    """Changes of one place are recorded in the order of their days; raises ``Conflict`` otherwise.

    What a place was called between an earlier day and a change already recorded cannot be told any more.
    """
    last = await repository.last_change_on(work, codes)
    if last is not None and effective_on < last:
        message = f"这里在 {last:%Y-%m-%d} 已有变更,新的变更不能早于这一天;请核对生效日期。"
        raise Conflict(message, code="CHANGE_BEFORE_LAST_CHANGE")


async def refuse_taken_names(work: Work, parent: Node, arriving: Mapping[str, str], leaving: Iterable[str]) -> None:
    """Refuse two regions of one name below ``parent``: ``arriving`` maps codes to names, ``leaving`` goes away."""
    staying = {node.name: node.code for node in await repository.children(work, [parent.code])}
    gone = {*leaving, *arriving}
    counts = Counter(arriving.values())
    clashes = [
        (code, name)
        for code, name in arriving.items()
        if counts[name] > 1 or (name in staying and staying[name] not in gone)
    ]
    if clashes:
        fields = [FieldProblem(code, "NAME_TAKEN", f"{parent.name}下已有“{name}”。") for code, name in clashes]
        message = f"{parent.path_name}下已有“{clashes[0][1]}”,请先改名。"
        raise Conflict(message, code="NAME_TAKEN", fields=fields)


async def rename(work: Work, names: Mapping[str, str], order: Decree) -> int:
    """Rename the regions in force of ``names`` (code → new name); returns how many names or full names changed.

    Full names below are derived again, and what everything was called until then is kept.
    """
    subtree = await repository.subtree(work, _outermost(names))
    tops = {node.parent_code for node in subtree if node.parent_code is not None}
    called = {node.code: (node.name, node.path_name) for node in (await repository.find(work, tops)).values()}
    changed: dict[str, tuple[str, str]] = {}
    for node in subtree:
        name = names.get(node.code, node.name)
        path_name = name if node.parent_code is None else _path_below(called[node.parent_code], name)
        called[node.code] = (name, path_name)
        if called[node.code] != (node.name, node.path_name):
            changed[node.code] = called[node.code]
    renamed = [node for node in subtree if names.get(node.code, node.name) != node.name]
    await repository.write_names(work, changed, order.effective_on)
    await _note(work, order, [(RegionChangeKind.RENAME, node, names[node.code], None) for node in renamed])
    return len(changed)


async def plan_transfers(work: Work, parent: Node, new_codes: Mapping[str, str]) -> list[Transfer]:
    """What putting the regions of ``new_codes`` (old → new code) under ``parent`` makes of them and all below them.

    Raises ``Conflict`` (``CODE_TAKEN``) with every new code that is or was another region's.
    """
    below: dict[str, tuple[str, tuple[str, str]]] = {}
    plan: list[Transfer] = []
    for node in await repository.subtree(work, new_codes):
        if node.code in new_codes:
            code, above, names = new_codes[node.code], parent.code, (parent.name, parent.path_name)
        else:
            above, names = below[node.parent_code or ""]
            code = above + node.code[-_own_digits(node.code) :]
        path_name = _path_below(names, node.name)
        below[node.code] = (code, (node.name, path_name))
        row = RegionRow(RegionCode(code), RegionCode.stored(above), RegionLevel(node.level), node.name, path_name)
        plan.append(Transfer(node, row))
    await _refuse_taken_codes(work, plan)
    return plan


async def carry_out(work: Work, plan: Sequence[Transfer], order: Decree) -> None:
    """Open the new rows, close the old ones, and note each with its successor."""
    await insert_regions(work, [transfer.new for transfer in plan], order.effective_on)
    await repository.close(work, [transfer.old.code for transfer in plan], order.effective_on)
    await _note(work, order, [(RegionChangeKind.MOVE, step.old, None, str(step.new.code)) for step in plan])


async def end(
    work: Work, nodes: Sequence[Node], kind: RegionChangeKind, successor_code: str | None, order: Decree
) -> None:
    """Close ``nodes`` and note what stands in their place."""
    await repository.close(work, [node.code for node in nodes], order.effective_on)
    await _note(work, order, [(kind, node, None, successor_code) for node in nodes])


async def _note(
    work: Work, order: Decree, changes: Sequence[tuple[RegionChangeKind, Node, str | None, str | None]]
) -> None:
    rows = [
        {
            "tenant_id": work.tenant_id,
            "id": new_id(),
            "code": node.code,
            "kind": kind,
            "effective_on": order.effective_on,
            "old_name": node.name,
            "old_path_name": node.path_name,
            "new_name": new_name,
            "successor_code": successor_code,
            "document": order.document,
            "changed_by": work.ctx.actor.account_id,
        }
        for kind, node, new_name, successor_code in changes
    ]
    if rows:
        await work.session.execute(insert(RegionChange), rows)


async def _refuse_taken_codes(work: Work, plan: Sequence[Transfer]) -> None:
    old_code_of = {str(transfer.new.code): transfer.old.code for transfer in plan}
    twice = [str(transfer.new.code) for transfer in plan if old_code_of[str(transfer.new.code)] != transfer.old.code]
    clashes = twice + await repository.taken(work, list(old_code_of))
    if clashes:
        fields = [FieldProblem(old_code_of[code], "CODE_TAKEN", f"代码 {code} 已被使用。") for code in clashes]
        message = f"代码 {clashes[0]} 已被使用过(撤销的区划也不再让出代码),请填写民政、统计部门批复的新代码。"
        raise Conflict(message, code="CODE_TAKEN", fields=fields)


def _path_below(parent: tuple[str, str], name: str) -> str:
    parent_name, parent_path_name = parent
    return child_path_name(parent_path_name, parent_name, name)


def _own_digits(code: str) -> int:
    """How many digits of ``code`` are its own, after those of the level above."""
    return len(code) - len(RegionCode.stored(code).parent or "")


def _outermost(codes: Iterable[str]) -> list[str]:
    """The codes that no other of them covers."""
    outermost: list[str] = []
    for code in sorted(codes):
        if not outermost or not code.startswith(outermost[-1]):
            outermost.append(code)
    return outermost


def _invalid(field: str, code: str, message: str) -> Invalid:
    return Invalid(message, code=code, fields=[FieldProblem(field, code, message)])
