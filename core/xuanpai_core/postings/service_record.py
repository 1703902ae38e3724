"""How long somebody has served in villages: the certificate of it (FJ-15)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.cadres.errors import CadreNotFound
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.postings import repository
from xuanpai_core.vocabulary import PostingRole

ONE_YEAR = 365
"""Days of service that make a year, in a leap year too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One posting's days; ``place_name`` is None where the caller may not know of the place."""

    role: PostingRole
    place_name: str | None
    first_day: date
    last_day: date
    days: int
    running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecord:
    """The stretches, what they come to, and whether that makes a year."""

    cadre_id: UUID
    stretches: tuple[Stretch, ...]
    total_days: int
    longest_days: int
    one_year: bool
    sentence: str


async def service_record(work: Work, cadre_id: UUID, *, cumulative: bool = True) -> ServiceRecord:
    """All service of a cadre within reach up to today; stretches add up unless ``cumulative`` is False.

    The whole record counts, as it does in the personnel file: but a place beyond reach is not named. Raises
    ``Forbidden`` and ``CadreNotFound``.
    """
    reach = require(work.ctx, Action.POSTING_READ)
    day = today(work.clock)
    postings = await repository.stretches(work, cadre_id)
    visible = [
        reach.covers_posting(posting.region_code, posting.sending_unit_id, posting.cadre_id) for posting, _ in postings
    ]
    if not any(visible):
        raise CadreNotFound
    found = []
    for (posting, place_name), known in zip(postings, visible, strict=True):
        last = min(posting.end_date or day, day)
        if posting.start_date <= last:
            found.append(
                Stretch(
                    role=posting.role,
                    place_name=place_name if known else None,
                    first_day=posting.start_date,
                    last_day=last,
                    days=(last - posting.start_date).days + 1,
                    running=posting.end_date is None or posting.end_date > day,
                )
            )
    return _summed(cadre_id, tuple(found), cumulative=cumulative)


def _summed(cadre_id: UUID, found: tuple[Stretch, ...], *, cumulative: bool) -> ServiceRecord:
    total = sum(stretch.days for stretch in found)
    longest = max((stretch.days for stretch in found), default=0)
    counted = total if cumulative else longest
    reckoning = f"累计驻村{total}天" if cumulative else f"最长一段驻村{longest}天"
    enough = counted >= ONE_YEAR
    verdict = "满一年" if enough else f"不满一年,还差{ONE_YEAR - counted}天"
    return ServiceRecord(
        cadre_id=cadre_id,
        stretches=found,
        total_days=total,
        longest_days=longest,
        one_year=enough,
        sentence=f"共{len(found)}段,{reckoning},{verdict}。",
    )
