"""Which postings a person reaches: by their place, by the unit that sent, or as the cadre."""

from sqlalchemy import ColumnElement

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.postings.models import Posting


def within_posting(reach: Extent) -> ColumnElement[bool]:
    """``reach`` as SQL over ``Posting``, along all three axes."""
    return within(
        reach,
        region_code=Posting.region_code,
        unit_id=Posting.sending_unit_id,
        cadre_id=Posting.cadre_id,
    )
