"""The statements of the cadre room."""

from datetime import date

from sqlalchemy import ColumnElement, exists, or_

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting

FIND = """
SELECT id, name, id_number_digest FROM cadre WHERE tenant_id = $1 AND id_number_digest = ANY($2::bytea[])
"""

COUNT = "SELECT count(*) FROM cadre WHERE tenant_id = $1"

ADD = """
INSERT INTO cadre (
    tenant_id, id, name, gender, birth_date, id_number_sealed, id_number_digest, id_number_masked,
    phone_sealed, phone_digest, phone_masked, staffing_type, party_status, home_unit_id
)
SELECT $1::uuid, * FROM unnest(
    $2::uuid[], $3::text[], $4::text[], $5::date[], $6::bytea[], $7::bytea[], $8::text[],
    $9::bytea[], $10::bytea[], $11::text[], $12::text[], $13::text[], $14::uuid[]
)
"""


def reachable(reach: Extent, *, settled_since: date | None = None) -> ColumnElement[bool]:
    """Cadres within ``reach``: whoever has a posting there, comes from one of its units, or is the caller.

    With ``settled_since`` a posting that ended before that day counts no more.
    """
    posted = exists().where(
        Posting.tenant_id == Cadre.tenant_id,
        Posting.cadre_id == Cadre.id,
        within_posting(reach),
    )
    if settled_since is not None:
        posted = posted.where(or_(Posting.end_date.is_(None), Posting.end_date >= settled_since))
    return or_(posted, within(reach, unit_id=Cadre.home_unit_id, cadre_id=Cadre.id))
