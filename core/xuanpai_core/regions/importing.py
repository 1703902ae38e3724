"""Takes in another official list of regions: all of it, or nothing and a report of what is wrong with which row."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_place
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import NotFound
from xuanpai_core.idempotency.service import once
from xuanpai_core.regions import changes, repository
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.loading import insert_regions
from xuanpai_core.regions.naming import child_path_name
from xuanpai_core.regions.official_list import (
    ListProblem,
    ListProblemCode,
    ListRow,
    OfficialListReport,
    parse_official_list,
)
from xuanpai_core.regions.pack.reader import RegionRow

REPORT_LIMIT = 1_000
"""How many problems, new names and missing codes a report spells out; its counts are always whole."""


@dataclass(frozen=True, slots=True)
class Rename:
    """A region that the list calls otherwise than we did."""

    row_number: int
    code: str
    old_name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class ListImport:
    """What a list did. With any problem nothing was changed, and ``added`` and ``renamed`` are empty.

    ``missing`` are regions in force that the list leaves out although it lists others beside them: they are only
    reported, for a list is no order to abolish. Lists end at ``REPORT_LIMIT``, the counts do not.
    """

    row_count: int
    added: int
    renamed_count: int
    missing_count: int
    problem_count: int
    renamed: tuple[Rename, ...]
    missing: tuple[str, ...]
    problems: tuple[ListProblem, ...]


async def import_official_list(
    work: Work, content: bytes, key: str, *, effective_on: date | None = None, document: str = "官方区划名单"
) -> ListImport:
    """Add the regions that ``content`` (CSV: code, name) has and we have not, and take over its names.

    New regions and new names are in force from ``effective_on`` (today). Asks for ``region:manage`` over the whole
    province. What is wrong with the list is in the report; raises for ``effective_on`` and ``document`` alone, as
    renaming does, and ``NotFound`` (``UNKNOWN_REGION``) when the tenant has no province yet.
    """
    provinces = await repository.roots(work)
    if not provinces:
        raise NotFound("本租户还没有区划,请先完成开通。", code="UNKNOWN_REGION")
    province = provinces[0].code
    require_place(work.ctx, Action.REGION_MANAGE, province)
    await repository.lock_tree(work)
    order = changes.decree(work, effective_on or today(work.clock), document)

    async def act() -> dict[str, Any]:
        outcome = await _take_in(work, content, province, order)
        detail = asdict(outcome)
        counts = {name: value for name, value in detail.items() if isinstance(value, int)}
        record(
            work, Action.REGION_MANAGE, "region", province, kind="OFFICIAL_LIST", document=order.document, detail=counts
        )
        return detail

    fingerprint = [sha256(content).hexdigest(), effective_on, document]
    return _import_of(await once(work, "region.import_official_list", key, fingerprint, act))


async def _take_in(work: Work, content: bytes, province: str, order: changes.Decree) -> ListImport:
    names = await repository.in_force(work)
    report = await asyncio.to_thread(parse_official_list, content, province=province, known_codes=names.keys())
    closed = await repository.no_longer_in_force(work)
    problems = [*report.problems, *(_abolished(row) for row in report.rows if row.code in closed)]
    if problems:
        problems.sort(key=lambda problem: problem.row_number)
        return _outcome(report, problems=problems)
    renames = [
        Rename(row.row_number, str(row.code), names[row.code], row.name)
        for row in report.rows
        if names.get(row.code, row.name) != row.name
    ]
    await changes.refuse_out_of_order(work, [rename.code for rename in renames], order.effective_on)
    await changes.rename(work, {rename.code: rename.new_name for rename in renames}, order)
    added = await _add(work, [row for row in report.rows if row.code not in names], order.effective_on)
    return _outcome(report, added=added, renames=renames, missing=_missing(report, names))


async def _add(work: Work, rows: Sequence[ListRow], valid_from: date) -> int:
    """Insert the new regions, which come with every parent before its children."""
    parents = {str(row.code.parent) for row in rows}
    called = {node.code: (node.name, node.path_name) for node in (await repository.find(work, parents)).values()}
    regions: list[RegionRow] = []
    for row in rows:
        parent_name, parent_path_name = called[str(row.code.parent)]
        path_name = child_path_name(parent_path_name, parent_name, row.name)
        called[row.code] = (row.name, path_name)
        regions.append(RegionRow(row.code, row.code.parent, row.code.level, row.name, path_name))
    return await insert_regions(work, regions, valid_from)


def _missing(report: OfficialListReport, names: dict[str, str]) -> list[str]:
    listed = {str(row.code) for row in report.rows}
    enumerated = {row.code.parent for row in report.rows if row.code.parent is not None}
    return sorted(code for code in names if code not in listed and RegionCode.stored(code).parent in enumerated)


def _abolished(row: ListRow) -> ListProblem:
    message = f"代码 {row.code} 的区划在本系统中已撤销,请核对名单是否过期。"
    return ListProblem(row.row_number, ListProblemCode.ABOLISHED, message)


def _outcome(
    report: OfficialListReport,
    *,
    added: int = 0,
    renames: Sequence[Rename] = (),
    missing: Sequence[str] = (),
    problems: Sequence[ListProblem] = (),
) -> ListImport:
    return ListImport(
        row_count=report.row_count,
        added=added,
        renamed_count=len(renames),
        missing_count=len(missing),
        problem_count=len(problems),
        renamed=tuple(renames[:REPORT_LIMIT]),
        missing=tuple(missing[:REPORT_LIMIT]),
        problems=tuple(problems[:REPORT_LIMIT]),
    )


def _import_of(stored: dict[str, Any]) -> ListImport:
    """The import as it was stored under its key."""
    problems = [
        ListProblem(problem["row_number"], ListProblemCode(problem["code"]), problem["message"])
        for problem in stored["problems"]
    ]
    lists = {
        "renamed": tuple(Rename(**rename) for rename in stored["renamed"]),
        "missing": tuple(stored["missing"]),
        "problems": tuple(problems),
    }
    return ListImport(**{**stored, **lists})
