"""Statements of registers: who may know of an entry, who stands in one already, what is known of parties, totals."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Label, SQLColumnExpression, Text, and_, cast, func, literal, or_, select

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.parties.models import RecordParty
from xuanpai_core.parties.tokens import of_entry, of_unit
from xuanpai_core.postings.models import Posting
from xuanpai_core.registers.models import RegisterEntry
from xuanpai_core.units.models import OrgUnit
from xuanpai_core.villages.models import VillageTag

RECORD_TYPE = "register_entry"
REPLACES = "replaces"
LARGEST_TOTAL = 1000

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('xuanpai.registers:' || $1::text || ':' || $2::text, 0))"


def readable(tenant_id: UUID, reach: Extent) -> ColumnElement[bool]:
    """Entries of one's places; those of, and those that name, the postings of one's unit or one's own; one's unit's."""
    ours = (
        Posting.tenant_id == tenant_id,
        within(reach, unit_id=Posting.sending_unit_id, cadre_id=Posting.cadre_id),
    )
    own = select(Posting.id).where(*ours)
    # By their tokens, which are indexed.
    tokens = select(literal("posting:").concat(cast(Posting.id, Text))).where(*ours)
    named = select(RecordParty.record_id).where(
        RecordParty.tenant_id == tenant_id,
        RecordParty.record_type == RECORD_TYPE,
        or_(RecordParty.token.in_(tokens), RecordParty.token.in_([of_unit(unit_id) for unit_id in reach.units])),
    )
    return or_(
        within(reach, region_code=RegisterEntry.region_code),
        RegisterEntry.posting_id.in_(own),
        RegisterEntry.id.in_(named),
    )


def standing(on: date) -> ColumnElement[bool]:
    """Entries that stand on that day."""
    return and_(RegisterEntry.valid_from <= on, or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to >= on))


async def hold(work: Work, names: Sequence[str]) -> None:
    """Let nobody else write on these subjects until this transaction ends; always taken in the same order."""
    for name in sorted(set(names)):
        await work.driver.execute(_LOCK, str(work.tenant_id), name)


async def writable(work: Work, entry_id: UUID, reach: Extent) -> RegisterEntry | None:
    """The entry, held until this transaction ends, if it lies in one's places or belongs to one's own posting."""
    own = select(Posting.id).where(Posting.tenant_id == work.tenant_id, within(reach, cadre_id=Posting.cadre_id))
    found: RegisterEntry | None = await work.session.scalar(
        select(RegisterEntry)
        .where(
            RegisterEntry.tenant_id == work.tenant_id,
            RegisterEntry.id == entry_id,
            or_(within(reach, region_code=RegisterEntry.region_code), RegisterEntry.posting_id.in_(own)),
        )
        .with_for_update()
    )
    return found


async def taken(work: Work, form: str, code: str, token: str, first: date, last: date | None) -> RegisterEntry | None:
    """An entry of ``form`` in which ``token`` is the party ``code`` on any of these days."""
    found: RegisterEntry | None = await work.session.scalar(
        select(RegisterEntry)
        .join(
            RecordParty,
            and_(RecordParty.tenant_id == RegisterEntry.tenant_id, RecordParty.record_id == RegisterEntry.id),
        )
        .where(
            RegisterEntry.tenant_id == work.tenant_id,
            RegisterEntry.form == form,
            RecordParty.tenant_id == work.tenant_id,
            RecordParty.record_type == RECORD_TYPE,
            RecordParty.code == code,
            RecordParty.token == token,
            or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to >= first),
            literal(True) if last is None else RegisterEntry.valid_from <= last,
        )
        .order_by(RegisterEntry.valid_from)
        .limit(1)
    )
    return found


async def built_on(work: Work, entry_id: UUID, last_day: date) -> Sequence[RegisterEntry]:
    """Entries that name this one as a party and go on after ``last_day``."""
    rows = await work.session.scalars(
        select(RegisterEntry)
        .join(
            RecordParty,
            and_(RecordParty.tenant_id == RegisterEntry.tenant_id, RecordParty.record_id == RegisterEntry.id),
        )
        .where(
            RegisterEntry.tenant_id == work.tenant_id,
            RecordParty.tenant_id == work.tenant_id,
            RecordParty.record_type == RECORD_TYPE,
            RecordParty.token == of_entry(entry_id),
            RecordParty.code != REPLACES,
            or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to > last_day),
        )
        .order_by(RegisterEntry.title)
    )
    return rows.all()


async def parties_of(work: Work, entry_id: UUID) -> Sequence[RecordParty]:
    """The parties of an entry, in order."""
    rows = await work.session.scalars(
        select(RecordParty)
        .where(
            RecordParty.tenant_id == work.tenant_id,
            RecordParty.record_type == RECORD_TYPE,
            RecordParty.record_id == entry_id,
        )
        .order_by(RecordParty.code, RecordParty.id)
    )
    return rows.all()


async def running(work: Work, form: str, region_code: str, on: date, besides: UUID | None) -> int:
    """How many entries of the form stand at this very place on that day, ``besides`` one."""
    counted = select(func.count()).where(
        RegisterEntry.tenant_id == work.tenant_id,
        RegisterEntry.form == form,
        RegisterEntry.region_code == region_code,
        standing(on),
    )
    if besides is not None:
        counted = counted.where(RegisterEntry.id != besides)
    return await work.session.scalar(counted) or 0


async def unit_names(work: Work, unit_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What the units are called."""
    rows = await work.session.execute(
        select(OrgUnit.id, OrgUnit.name).where(OrgUnit.tenant_id == work.tenant_id, OrgUnit.id.in_(unit_ids))
    )
    return {row.id: row.name for row in rows}


async def posting_places(work: Work, posting_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Where the postings are."""
    rows = await work.session.execute(
        select(Posting.id, Posting.region_code).where(Posting.tenant_id == work.tenant_id, Posting.id.in_(posting_ids))
    )
    return {row.id: row.region_code for row in rows}


async def entries(work: Work, entry_ids: Sequence[UUID]) -> dict[UUID, RegisterEntry]:
    """The entries of these ids."""
    rows = await work.session.scalars(
        select(RegisterEntry).where(RegisterEntry.tenant_id == work.tenant_id, RegisterEntry.id.in_(entry_ids))
    )
    return {row.id: row for row in rows}


async def unit_categories(work: Work, tokens: Sequence[str], on: date) -> dict[str, str]:
    """The category of units (经济部门 …) as registered on that day, by the unit's token."""
    rows = await work.session.execute(
        select(RecordParty.token, RegisterEntry.content["category"].as_string().label("category"))
        .join(
            RegisterEntry,
            and_(RegisterEntry.tenant_id == RecordParty.tenant_id, RegisterEntry.id == RecordParty.record_id),
        )
        .where(
            RecordParty.tenant_id == work.tenant_id,
            RegisterEntry.tenant_id == work.tenant_id,
            RecordParty.record_type == RECORD_TYPE,
            RecordParty.token.in_(tokens),
            RegisterEntry.form == "unit_category",
            standing(on),
        )
    )
    return {row.token: row.category or "" for row in rows}


async def village_tags(work: Work, villages: Sequence[str], on: date) -> dict[str, list[str]]:
    """The marks that villages carry on that day, in order."""
    rows = await work.session.execute(
        select(VillageTag.region_code, VillageTag.code)
        .where(
            VillageTag.tenant_id == work.tenant_id,
            VillageTag.region_code.in_(villages),
            VillageTag.valid_from <= on,
            or_(VillageTag.valid_to.is_(None), VillageTag.valid_to >= on),
        )
        .order_by(VillageTag.code)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.region_code, []).append(row.code)
    return found


async def neighbours(work: Work, villages: Sequence[str], on: date) -> dict[str, list[str]]:
    """The villages that are registered as neighbours of these on that day, in order."""
    here, there = RecordParty.__table__.alias(), RecordParty.__table__.alias()
    rows = await work.session.execute(
        select(here.c.region_code.label("village"), there.c.region_code.label("neighbour"))
        .join(
            there,
            and_(there.c.tenant_id == here.c.tenant_id, there.c.record_id == here.c.record_id, there.c.id != here.c.id),
        )
        .join(
            RegisterEntry,
            and_(RegisterEntry.tenant_id == here.c.tenant_id, RegisterEntry.id == here.c.record_id),
        )
        .where(
            here.c.tenant_id == work.tenant_id,
            there.c.tenant_id == work.tenant_id,
            RegisterEntry.tenant_id == work.tenant_id,
            here.c.record_type == RECORD_TYPE,
            there.c.record_type == RECORD_TYPE,
            here.c.region_code.in_(villages),
            RegisterEntry.form == "neighbours",
            standing(on),
        )
        .order_by(here.c.region_code, there.c.region_code)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.village, []).append(row.neighbour)
    return found


async def totals(
    work: Work, reach: Extent, form: str, region_code: str, on: date, by: Mapping[str, SQLColumnExpression[str]]
) -> Sequence[tuple[str | int | None, ...]]:
    """How many entries stand there that day, for each combination of the columns that occurs; the count comes last."""
    columns: list[Label[str]] = [expression.label(name) for name, expression in by.items()]
    rows = await work.session.execute(
        select(*columns, func.count().label("entries"))
        .select_from(RegisterEntry)
        .where(
            RegisterEntry.tenant_id == work.tenant_id,
            RegisterEntry.form == form,
            RegisterEntry.region_code >= region_code,
            RegisterEntry.region_code < region_code + ":",
            standing(on),
            readable(work.tenant_id, reach),
        )
        .group_by(*columns)
        .order_by(*columns)
        .limit(LARGEST_TOTAL)
    )
    return [tuple(row) for row in rows]
