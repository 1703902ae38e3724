"""Looking through the trail: what narrows it, and the one way in which both the list and the export do so."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Row, Text, and_, cast, func, literal, or_, select, tuple_

from xuanpai_core.audit.models import AuditEvent, EventKind
from xuanpai_core.db.session import Work
from xuanpai_core.identity.models import Account

_PAGE = 500


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What to look for; ``None`` narrows nothing. ``since`` is the first instant, ``until`` the one after the last."""

    since: datetime | None = None
    until: datetime | None = None
    account_id: UUID | None = None
    action: str | None = None
    subject_type: str | None = None
    subject_id: str | None = None
    kind: EventKind | None = None
    reason: str | None = None

    def as_json(self) -> dict[str, Any]:
        """What was given, for the trail itself."""
        return {name: value for name, value in asdict(self).items() if value is not None}


# ``Any``: a value is a bound one of a statement in the export, and a placeholder of a compiled plan in the list.
def since(row: FromClause, value: Any) -> ColumnElement[bool]:
    """Events from that instant on."""
    later: ColumnElement[bool] = row.c.at >= value
    return later


def until(row: FromClause, value: Any) -> ColumnElement[bool]:
    """Events before that instant."""
    earlier: ColumnElement[bool] = row.c.at < value
    return earlier


def by_action(row: FromClause, value: Any) -> ColumnElement[bool]:
    """Events of that action (``sheet:seal``), or of all actions of that resource (``sheet``)."""
    return or_(row.c.action == value, func.split_part(row.c.action, ":", 1) == value)


def by_subject(row: FromClause, value: Any) -> ColumnElement[bool]:
    """Events about that one, and reads that name it among others."""
    return or_(row.c.subject_id == value, func.jsonb_exists(row.c.detail["subjects"], cast(value, Text)))


def in_reason(row: FromClause, value: Any) -> ColumnElement[bool]:
    """Events whose reason holds that text, whatever its case."""
    return func.strpos(func.lower(row.c.reason), func.lower(value)) > 0


def _conditions(narrow: TrailFilter, row: FromClause) -> list[ColumnElement[bool]]:
    pairs = (
        (since, narrow.since),
        (until, narrow.until),
        (by_action, narrow.action),
        (by_subject, narrow.subject_id),
        (in_reason, narrow.reason),
    )
    found = [condition(row, literal(value)) for condition, value in pairs if value is not None]
    equal = ("account_id", narrow.account_id), ("subject_type", narrow.subject_type), ("kind", narrow.kind)
    return found + [row.c[name] == value for name, value in equal if value is not None]


async def count_events(work: Work, narrow: TrailFilter, at_most: int) -> int:
    """How many events there are, counted no further than one beyond ``at_most``."""
    row = AuditEvent.__table__
    some = select(row.c.id).where(row.c.tenant_id == work.tenant_id, *_conditions(narrow, row)).limit(at_most + 1)
    return await work.session.scalar(select(func.count()).select_from(some.subquery())) or 0


async def events(work: Work, narrow: TrailFilter) -> AsyncIterator[Sequence[Row[Any]]]:
    """The events, newest first, a page at a time; each with the name of its account."""
    row, account = AuditEvent.__table__, Account.__table__
    columns: list[ColumnElement[Any]] = [*row.c, account.c.display_name.label("person")]
    same = and_(account.c.tenant_id == work.tenant_id, account.c.id == row.c.account_id)
    query = (
        select(*columns)
        .select_from(row.outerjoin(account, same))
        .where(row.c.tenant_id == work.tenant_id, *_conditions(narrow, row))
        .order_by(row.c.at.desc(), row.c.id.desc())
        .limit(_PAGE)
    )
    page: Sequence[Any] = (await work.session.execute(query)).all()
    yield page
    while len(page) == _PAGE:
        beyond = tuple_(row.c.at, row.c.id) < tuple_(literal(page[-1].at), literal(page[-1].id))
        page = (await work.session.execute(query.where(beyond))).all()
        yield page
