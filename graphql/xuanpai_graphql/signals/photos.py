"""Which photos a signal is about: those of the act itself, and the earlier ones that they are like."""

from sqlalchemy import ColumnElement, Date, FromClause, and_, cast, exists, func, or_
from sqlalchemy.dialects.postgresql import BIT

from xuanpai_core.evidence.models import Evidence as EvidenceRow
from xuanpai_core.signals.models import PhotoPrint, PhotoUse, SignalKind
from xuanpai_core.signals.thresholds import ALIKE_BITS
from xuanpai_graphql.lookahead.context import tenant


def it_was_with(row: FromClause, evidence: FromClause) -> ColumnElement[bool]:
    """Photos of the check-in or log in which something was noticed."""
    use = PhotoUse.__table__.alias()
    proves = exists().where(use.c.tenant_id == tenant(), use.c.evidence_id == evidence.c.id, _of_act(row, use))
    return proves.correlate(row, evidence)


def it_was_like(row: FromClause, evidence: FromClause) -> ColumnElement[bool]:
    """Photos of the other act: the same to the byte, or alike in as few bits as the look itself goes by."""
    own, other = PhotoUse.__table__.alias(), PhotoUse.__table__.alias()
    file = EvidenceRow.__table__.alias()
    seen = and_(row.c.kind == SignalKind.PHOTO_SEEN_BEFORE, file.c.sha256 == evidence.c.sha256)
    alike = and_(row.c.kind == SignalKind.PHOTO_LOOKS_ALIKE, _alike(own, evidence))
    like = exists().where(
        own.c.tenant_id == tenant(),
        _of_act(row, own),
        file.c.tenant_id == tenant(),
        file.c.id == own.c.evidence_id,
        other.c.tenant_id == tenant(),
        other.c.evidence_id == evidence.c.id,
        other.c.posting_id == func.coalesce(row.c.other_posting_id, row.c.posting_id),
        other.c.day == cast(row.c.facts["otherDay"].astext, Date),
        or_(other.c.record_type != own.c.record_type, other.c.record_key != own.c.record_key),
        or_(seen, alike),
    )
    return like.correlate(row, evidence)


def _of_act(row: FromClause, use: FromClause) -> ColumnElement[bool]:
    return and_(use.c.record_type == row.c.subject_type, use.c.record_key == row.c.subject_key)


def _alike(own: FromClause, evidence: FromClause) -> ColumnElement[bool]:
    first, second = PhotoPrint.__table__.alias(), PhotoPrint.__table__.alias()
    apart = func.bit_count(cast(first.c.phash.bitwise_xor(second.c.phash), BIT(64)))
    near = exists().where(
        first.c.tenant_id == tenant(),
        first.c.evidence_id == own.c.evidence_id,
        second.c.tenant_id == tenant(),
        second.c.evidence_id == evidence.c.id,
        apart <= ALIKE_BITS,
    )
    return near.correlate(own, evidence)
