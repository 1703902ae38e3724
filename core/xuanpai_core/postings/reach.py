"""Which postings a person reaches, by their place, by the unit that sent, or as the cadre; and which are served."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

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


def in_post(day: date) -> ColumnElement[bool]:
    """``Posting.serves`` as SQL: whether the cadre is in the post on ``day``."""
    return and_(Posting.start_date <= day, or_(Posting.end_date.is_(None), Posting.end_date >= day))
