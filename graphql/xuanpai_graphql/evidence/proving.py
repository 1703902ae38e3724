"""Which files prove a record: the one condition by which every record's list of evidence is read."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, FromClause, Text, cast, exists

from xuanpai_core.evidence.models import EvidenceLink
from xuanpai_graphql.lookahead.context import tenant

RecordKey = Callable[[FromClause], ColumnElement[str]]


def key_by_id(row: FromClause) -> ColumnElement[str]:
    """The key of a record that is known by its id."""
    return cast(row.c.id, Text)


def proving(record_type: str, key: RecordKey = key_by_id) -> Callable[[FromClause, FromClause], ColumnElement[bool]]:
    """Whether a file (second row) is linked to the record (first row) of that type, known under ``key``."""

    def proves(row: FromClause, evidence: FromClause) -> ColumnElement[bool]:
        link = EvidenceLink.__table__.alias()
        linked = exists().where(
            link.c.tenant_id == tenant(),
            link.c.evidence_id == evidence.c.id,
            link.c.record_type == record_type,
            link.c.record_key == key(row),
        )
        # The record is two SELECTs up: not said, it would be any record, and each would show the files of all.
        return linked.correlate(row, evidence)

    return proves
