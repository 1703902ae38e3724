"""Reading those who may owe duties, page by page or by name, as planning is told of them."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from xuanpai_core.db.session import Work
from xuanpai_core.duties.facts import DutySubject, Span
from xuanpai_core.parties.tokens import of_entry, of_posting, of_region, of_unit
from xuanpai_core.plugins.duties import Subject
from xuanpai_core.plugins.forms import RegisterForm
from xuanpai_core.registers.core_forms import CORE_FORMS
from xuanpai_core.rulebooks.in_force import Rulebooks
from xuanpai_core.vocabulary import DispatchLevel, PostingRole, StaffingType

Key = TypeVar("Key")
Cursor = tuple[str, UUID]
FIRST: Cursor = ("", UUID(int=0))
"""Before everything, as (region code, id)."""
LEVELS: Mapping[Subject, int] = {Subject.COUNTY: 3, Subject.TOWNSHIP: 4, Subject.VILLAGE: 5}
ENTRY_RECORD = "register_entry"
_REPLACES = "replaces"
_ONE_DAY = timedelta(days=1)

# {where} is a page of a subtree, or those named.
_PAGE = "{code} >= $2 AND {code} < $2 || ':' AND ({code}, {key}) > ($3, $4::uuid)"
_POSTINGS = """
SELECT p.id, p.region_code, p.role, p.dispatch_level, c.staffing_type, p.start_date, p.end_date, p.planned_end
  FROM posting p
  JOIN cadre c ON c.tenant_id = $1 AND c.id = p.cadre_id
 WHERE p.tenant_id = $1 AND {where}
 ORDER BY p.region_code, p.id
"""
_UNITS = """
SELECT u.id, u.region_code, u.level
  FROM org_unit u
 WHERE u.tenant_id = $1 AND u.merged_into IS NULL AND {where}
 ORDER BY u.region_code, u.id
"""
_ENTRIES = """
SELECT e.id, e.region_code, e.form, e.posting_id, e.valid_from, e.valid_to, e.content
  FROM register_entry e
 WHERE e.tenant_id = $1 AND {where}
 ORDER BY e.region_code, e.id
"""
_PLACES = """
SELECT r.code AS region_code, r.valid_from, r.valid_to
  FROM region r
 WHERE r.tenant_id = $1 AND {where}
 ORDER BY r.code
"""
_PARTIES = """
SELECT r.record_id, r.code, r.token, r.posting_id, r.unit_id
  FROM record_party r
 WHERE r.tenant_id = $1 AND r.record_type = $2 AND r.record_id = ANY($3::uuid[])
 ORDER BY r.record_id, r.token
"""
_TAGS = """
SELECT t.region_code, t.code, t.valid_from, t.valid_to
  FROM village_tag t
 WHERE t.tenant_id = $1 AND t.region_code = ANY($2::text[])
 ORDER BY t.region_code, t.code, t.valid_from
"""
_POSTS = """
SELECT p.region_code, p.dispatch_level, p.start_date, p.end_date
  FROM posting p
 WHERE p.tenant_id = $1 AND p.region_code = ANY($2::text[])
 ORDER BY p.region_code, p.dispatch_level, p.start_date
"""


@dataclass(frozen=True, slots=True)
class Demanded:
    """What the duties of a tenant ask of subjects: of which kinds, of which registers, and of villages what else."""

    kinds: frozenset[Subject]
    forms: frozenset[str]
    tags: bool
    posts: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some subjects, and where to go on; None: that was all."""

    subjects: list[DutySubject]
    after: Cursor | None


_Make = Callable[[Work, Subject, Sequence[Any], Demanded, Rulebooks], Awaitable[list[DutySubject]]]


async def page(
    work: Work,
    kind: Subject,
    region_code: str,
    since: date,
    demanded: Demanded,
    books: Rulebooks,
    at: Cursor,
    size: int,
) -> Page:
    """The next ``size`` subjects of a kind below the place, in order of place, that were there from ``since`` on."""
    rows, make = await _page_rows(work, kind, region_code, since, demanded, at, size)
    subjects = await make(work, kind, rows, demanded, books)
    if len(rows) < size:
        return Page(subjects, None)
    last = rows[-1]
    return Page(subjects, (last["region_code"], last.get("id", UUID(int=0))))


async def named(
    work: Work, kind: Subject, keys: Collection[UUID] | Collection[str], demanded: Demanded, books: Rulebooks
) -> list[DutySubject]:
    """The subjects of a kind by id, or by region code; those that do not exist are left out."""
    if not keys:
        return []
    make: _Make
    match kind:
        case Subject.POSTING:
            sql, make = _POSTINGS.format(where="p.id = ANY($2::uuid[])"), _of_postings
        case Subject.UNIT:
            sql, make = _UNITS.format(where="u.id = ANY($2::uuid[])"), _of_units
        case Subject.ENTRY:
            sql, make = _ENTRIES.format(where="e.id = ANY($2::uuid[])"), _of_entries
        case _:
            level = f"r.level = {LEVELS[kind]} AND r.code = ANY($2::text[])"
            sql, make = _PLACES.format(where=level), _of_places
    rows = await work.driver.fetch(sql, work.tenant_id, list(keys))
    return await make(work, kind, rows, demanded, books)


async def _page_rows(
    work: Work, kind: Subject, region_code: str, since: date, demanded: Demanded, at: Cursor, size: int
) -> tuple[Sequence[Any], _Make]:
    common = (work.tenant_id, region_code, at[0])
    match kind:
        case Subject.POSTING:
            where = _PAGE.format(code="p.region_code", key="p.id")
            where += " AND (p.end_date IS NULL OR p.end_date >= $5)"
            sql = f"{_POSTINGS.format(where=where)} LIMIT {size}"
            return await work.driver.fetch(sql, *common, at[1], since), _of_postings
        case Subject.UNIT:
            sql = f"{_UNITS.format(where=_PAGE.format(code='u.region_code', key='u.id'))} LIMIT {size}"
            return await work.driver.fetch(sql, *common, at[1]), _of_units
        case Subject.ENTRY:
            where = _PAGE.format(code="e.region_code", key="e.id")
            where += " AND (e.valid_to IS NULL OR e.valid_to >= $5) AND e.form = ANY($6::text[])"
            sql = f"{_ENTRIES.format(where=where)} LIMIT {size}"
            return await work.driver.fetch(sql, *common, at[1], since, sorted(demanded.forms)), _of_entries
        case _:
            where = f"r.code >= $2 AND r.code < $2 || ':' AND r.code > $3 AND r.level = {LEVELS[kind]}"
            where += " AND (r.valid_to IS NULL OR r.valid_to > $4)"
            return await work.driver.fetch(f"{_PLACES.format(where=where)} LIMIT {size}", *common, since), _of_places


async def _of_postings(
    _work: Work, _kind: Subject, rows: Sequence[Any], _demanded: Demanded, _books: Rulebooks
) -> list[DutySubject]:
    return [
        DutySubject(
            kind=Subject.POSTING,
            token=of_posting(row["id"]),
            region_code=row["region_code"],
            first=row["start_date"],
            last=row["end_date"],
            planned_end=row["planned_end"],
            posting_id=row["id"],
            role=PostingRole(row["role"]),
            dispatch_level=DispatchLevel(row["dispatch_level"]),
            staffing_type=StaffingType(row["staffing_type"]),
        )
        for row in rows
    ]


async def _of_units(
    _work: Work, _kind: Subject, rows: Sequence[Any], _demanded: Demanded, _books: Rulebooks
) -> list[DutySubject]:
    return [
        DutySubject(
            kind=Subject.UNIT,
            token=of_unit(row["id"]),
            region_code=row["region_code"],
            first=date.min,
            unit_id=row["id"],
            unit_level=row["level"],
        )
        for row in rows
    ]


async def _of_places(
    work: Work, kind: Subject, rows: Sequence[Any], demanded: Demanded, _books: Rulebooks
) -> list[DutySubject]:
    codes = [row["region_code"] for row in rows]
    tags: dict[str, list[tuple[str, Span]]] = {}
    posts: dict[str, list[tuple[DispatchLevel, Span]]] = {}
    if kind is Subject.VILLAGE and demanded.tags:
        for row in await work.driver.fetch(_TAGS, work.tenant_id, codes):
            tags.setdefault(row["region_code"], []).append((row["code"], (row["valid_from"], row["valid_to"])))
    if kind is Subject.VILLAGE and demanded.posts:
        for row in await work.driver.fetch(_POSTS, work.tenant_id, codes):
            held = (DispatchLevel(row["dispatch_level"]), (row["start_date"], row["end_date"]))
            posts.setdefault(row["region_code"], []).append(held)
    return [
        DutySubject(
            kind=kind,
            token=of_region(row["region_code"]),
            region_code=row["region_code"],
            first=row["valid_from"] or date.min,
            last=row["valid_to"] and row["valid_to"] - _ONE_DAY,
            tags=tuple(tags.get(row["region_code"], ())),
            posts=tuple(posts.get(row["region_code"], ())),
        )
        for row in rows
    ]


async def _of_entries(
    work: Work, _kind: Subject, rows: Sequence[Any], _demanded: Demanded, books: Rulebooks
) -> list[DutySubject]:
    forms = {row["id"]: _form(books, row) for row in rows}
    pairing = [row["id"] for row in rows if (form := forms[row["id"]]) is not None and form.pairs]
    parties: dict[UUID, list[Any]] = {}
    for row in await work.driver.fetch(_PARTIES, work.tenant_id, ENTRY_RECORD, pairing) if pairing else ():
        parties.setdefault(row["record_id"], []).append(row)
    return [_entry(row, forms[row["id"]], parties.get(row["id"], ())) for row in rows]


def _entry(row: Any, form: RegisterForm | None, parties: Sequence[Any]) -> DutySubject:
    """An entry by itself, or for a pairing its first party towards the others."""
    order = {part.code: number for number, part in enumerate(form.parties)} if form else {}
    named_parties = [party for party in parties if party["code"] != _REPLACES]
    ranked = sorted(named_parties, key=lambda party: (order.get(party["code"], len(order)), party["token"]))
    first = ranked[0] if ranked else None
    return DutySubject(
        kind=Subject.ENTRY,
        token=of_entry(row["id"]) if first is None else first["token"],
        others=tuple(party["token"] for party in ranked[1:]),
        region_code=row["region_code"],
        first=row["valid_from"],
        last=row["valid_to"],
        entry_id=row["id"],
        posting_id=row["posting_id"] if first is None else first["posting_id"],
        unit_id=None if first is None else first["unit_id"],
        form=row["form"],
        values={code: _text(value) for code, value in row["content"].items()},
    )


def _form(books: Rulebooks, row: Any) -> RegisterForm | None:
    found = books.one(RegisterForm, f"register:{row['form']}", row["region_code"], row["valid_from"])
    return found[1] if found else CORE_FORMS.get(row["form"])


def _text(value: object) -> str:
    """A field's value as a population names it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
