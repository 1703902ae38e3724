"""Which photos a signal is about: those of the act itself, and the earlier ones that they are like."""

from uuid import UUID

from sqlalchemy import ColumnElement, Date, FromClause, Select, and_, cast, exists, func, or_, select
from sqlalchemy.dialects.postgresql import BIT

from xuanpai_core.evidence.models import Evidence as EvidenceRow
from xuanpai_core.signals.models import PhotoPrint, PhotoUse
from xuanpai_core.signals.thresholds import ALIKE_BITS
from xuanpai_core.vocabulary import SignalKind
from xuanpai_graphql.lookahead.context import tenant


def it_was_with(row: FromClause, evidence: FromClause) -> ColumnElement[bool]:
    """Photos of the check-in or log in which something was noticed."""
    use = PhotoUse.__table__.alias()
    return _one_of(row, evidence, select(use.c.evidence_id).where(use.c.tenant_id == tenant(), _of_act(row, use)))


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
        *_of_other_act(row, other),
        or_(other.c.record_type != own.c.record_type, other.c.record_key != own.c.record_key),
        or_(seen, alike),
    )
    near = PhotoUse.__table__.alias()
    uses = select(near.c.evidence_id).where(near.c.tenant_id == tenant(), *_of_other_act(row, near))
    return and_(_one_of(row, evidence, uses), like.correlate(row, evidence))


def _one_of(row: FromClause, evidence: FromClause, ids: Select[tuple[UUID]]) -> ColumnElement[bool]:
    """Known before the files are looked for: a province has millions of them, and these are a few."""
    return evidence.c.id == func.any(func.array(ids.correlate(row).scalar_subquery()))


def _of_other_act(row: FromClause, use: FromClause) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Photos of the other one's, or else one's own, other day."""
    whose = func.coalesce(row.c.other_posting_id, row.c.posting_id)
    return use.c.posting_id == whose, use.c.day == cast(row.c.facts["otherDay"].astext, Date)


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
