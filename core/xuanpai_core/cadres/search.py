"""Finding a cadre by an exact number, without telling anything of people beyond the caller's reach."""

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.cadres import repository
from xuanpai_core.cadres.allowance import use, used
from xuanpai_core.cadres.errors import SearchLimit
from xuanpai_core.cadres.models import Allowance, Cadre
from xuanpai_core.db.session import Work


@dataclass(frozen=True, slots=True)
class ExactNumbers:
    """The numbers that a person must have, all of those given."""

    id_number: str | None = None
    phone: str | None = None
    bank_account: str | None = None

    def given(self) -> dict[str, str]:
        """The column's stem → the number in its stored form."""
        told = {"id_number": self.id_number, "phone": self.phone, "bank_account": self.bank_account}
        return {stem: re.sub(r"[\s-]", "", number).upper() for stem, number in told.items() if number is not None}


async def find_exact(work: Work, exact: ExactNumbers, missed_before: int = 0) -> list[UUID]:
    """The cadres within the caller's reach who have exactly these numbers.

    Nobody, and nobody within reach, are the same: a miss, which the caller must count (``count_misses``) when the
    answer is given. ``missed_before`` are misses not yet counted. Raises ``Forbidden``, ``SearchLimit``.
    """
    reach = require(work.ctx, Action.CADRE_READ)
    limit = work.ports.settings.search_misses_per_hour
    if await used(work, Allowance.SEARCH_MISS) + missed_before >= limit:
        raise SearchLimit(limit)
    query = select(Cadre.id).where(Cadre.tenant_id == work.tenant_id, repository.reachable(reach))
    for stem, number in exact.given().items():
        column = Cadre.__table__.c[f"{stem}_digest"]
        query = query.where(column.in_(work.ports.vault.digests(work.tenant_id, number)))
    return list(await work.session.scalars(query))


async def count_misses(work: Work, misses: int) -> None:
    """Count searches in vain; they count even beyond the limit, for the answers are about to be given."""
    await use(work, Allowance.SEARCH_MISS, limit=2**31 - 1, times=misses)
