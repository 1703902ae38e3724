"""Judges every row against what is stored, as far as the importer may see it; pure, so that it can be tried alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from xuanpai_core.authz.scope import Extent
from xuanpai_core.cadres.masks import mask, mask_numbers
from xuanpai_core.cadres.service import KnownCadre
from xuanpai_core.postings.service import HeldPosting
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.roster.columns import PLACE_LEVELS, ROLES, Column
from xuanpai_core.roster.errors import Problem, ProblemCode
from xuanpai_core.roster.place_names import NameMatch, compare_name
from xuanpai_core.roster.rows import RosterRow
from xuanpai_core.roster.sheet import PROBLEMS_KEPT

_TITLES = {role: title for title, role in ROLES.items()}


@dataclass(frozen=True, slots=True)
class KnownRegion:
    """A region of the tenant; ``valid_to`` is the first day on which it is no more."""

    level: int
    name: str
    path_name: str
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored about the places and people that a roster names."""

    regions: Mapping[str, KnownRegion]
    cadres: Mapping[str, KnownCadre]
    postings: Mapping[UUID, Sequence[HeldPosting]]


@dataclass(slots=True)
class Report:
    """The problems found, in the order of rows: ``count`` of them, of which the first ones are kept."""

    count: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, problems: Iterable[Problem]) -> None:
        """Note ``problems``."""
        for problem in problems:
            self.count += 1
            if len(self.problems) < PROBLEMS_KEPT:
                self.problems.append(problem)


def judge(rows: Sequence[RosterRow], known: Known, reach: Extent) -> Report:
    """Everything wrong with ``rows`` for an importer whose extent is ``reach``."""
    report = Report()
    first_rows: dict[str, int] = {}
    for row in rows:
        report.add(row.problems)
        report.add(_repeated(row, first_rows))
        report.add(_unit_place(row, known, reach))
        report.add(_posting_place(row, known, reach))
        report.add(_person(row, known, reach))
    return report


def _repeated(row: RosterRow, first_rows: dict[str, int]) -> Iterable[Problem]:
    if not row.id_number:
        return
    first = first_rows.setdefault(row.id_number, row.number)
    if first != row.number:
        message = f"身份证号 {mask(row.id_number)} 与第 {first} 行重复，一个人只能填一行，请删除多余的行。"
        yield Problem(ProblemCode.DUPLICATE_IN_FILE, message, row.number, Column.ID_NUMBER)


def _unit_place(row: RosterRow, known: Known, reach: Extent) -> Iterable[Problem]:
    """A sending unit belongs to a place within reach, or to one above it, as a city's bureaus do."""
    code = row.unit_region
    if Column.UNIT_REGION in row.unread:
        return
    above = any(place.startswith(code) for place in reach.places)
    if code not in known.regions or not (above or reach.covers_place(code)):
        yield _unknown_region(row, Column.UNIT_REGION, code)


def _posting_place(row: RosterRow, known: Known, reach: Extent) -> Iterable[Problem]:
    code = row.region_code
    if Column.REGION_CODE in row.unread:
        return
    region = known.regions.get(code)
    # Unknown, another province's and another county's look the same.
    if region is None or not reach.covers_place(code):
        yield _unknown_region(row, Column.REGION_CODE, code)
        return
    levels = PLACE_LEVELS[row.role]
    if Column.ROLE not in row.unread and region.level not in levels:
        needed = "或".join(RegionLevel(level).label for level in levels)
        message = (
            f"“{_TITLES[row.role]}”应任职在{needed}一级，而区划代码 {code} 是“{region.path_name}”，请改填"
            f"{needed}的代码。"
        )
        yield Problem(ProblemCode.WRONG_LEVEL, message, row.number, Column.REGION_CODE)
        return
    if Column.START_DATE not in row.unread and region.valid_to is not None and region.valid_to <= row.start_date:
        message = f"“{region.path_name}”已于 {region.valid_to} 撤销，请改填承接它的区划代码。"
        yield Problem(ProblemCode.REGION_ABOLISHED, message, row.number, Column.REGION_CODE)
    if Column.REGION_NAME not in row.unread:
        yield from _written_name(row, region)


def _written_name(row: RosterRow, region: KnownRegion) -> Iterable[Problem]:
    match = compare_name(row.region_name, level=region.level, name=region.name, path_name=region.path_name)
    if match is NameMatch.SAME:
        return
    told = f"区划代码 {row.region_code} 是“{region.path_name}”"
    if match is NameMatch.OTHER_TOWNSHIP:
        message = f"{told}，与填写的“{mask_numbers(row.region_name)}”不在同一个乡镇，请核对代码和名称。"
        yield Problem(ProblemCode.WRONG_TOWNSHIP, message, row.number, Column.REGION_CODE)
    else:
        message = f"{told}，与填写的“{mask_numbers(row.region_name)}”不是同一个地方，请核对代码和名称。"
        yield Problem(ProblemCode.REGION_NAME_MISMATCH, message, row.number, Column.REGION_NAME)


def _person(row: RosterRow, known: Known, reach: Extent) -> Iterable[Problem]:
    cadre = known.cadres.get(row.id_number)
    if cadre is None or not row.id_number:
        return
    if Column.NAME not in row.unread and cadre.name != row.name:
        message = f"身份证号 {mask(row.id_number)} 已登记在另一个姓名下，请核对姓名和身份证号；确需更正请联系管理员。"
        yield Problem(ProblemCode.CADRE_CONFLICT, message, row.number, Column.NAME)
        return
    if Column.START_DATE in row.unread:
        return
    for held in known.postings.get(cadre.cadre_id, ()):
        # The new posting runs on from its first day, so it meets whatever has not ended before that.
        if held.last_day is None or held.last_day >= row.start_date:
            yield Problem(ProblemCode.ALREADY_POSTED, _posted(held, reach), row.number, Column.START_DATE)
            return


def _posted(held: HeldPosting, reach: Extent) -> str:
    """Where and when, as far as the importer may know of the other posting."""
    if not reach.covers_place(held.region_code):
        return "此人在这段时间已有其他任职，请核对；如原任职已结束，请先由原管理部门登记结束。"
    until = f"至 {held.last_day}" if held.last_day else "至今"
    return f"此人 {held.first_day} {until} 已在“{held.region_path_name}”任职，请先登记原任职结束，再导入新的任职。"


def _unknown_region(row: RosterRow, column: Column, code: str) -> Problem:
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in mask_numbers(code)[:20])
    message = f"区划代码“{shown}”不存在，或不在您的管辖范围内，请对照本地区划表核对后重填。"
    return Problem(ProblemCode.UNKNOWN_REGION, message, row.number, column)
