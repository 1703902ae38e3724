"""Queries of insurance policies."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.insurance.models import InsurancePolicy
from xuanpai_core.judgement.insurance import PolicyFacts
from xuanpai_core.postings.models import Posting


async def cadre_within(work: Work, cadre_id: UUID, reach: Extent) -> bool:
    """Whether one of the cadre's postings, past or present, is within reach."""
    posting = (
        select(Posting.id)
        .where(Posting.tenant_id == work.tenant_id, Posting.cadre_id == cadre_id)
        .where(within(reach, region_code=Posting.region_code, unit_id=Posting.sending_unit_id))
        .limit(1)
    )
    return await work.session.scalar(posting) is not None


async def add_policy(work: Work, values: dict[str, object]) -> bool:
    """Store the policy, unless this cadre has one of that number; returns whether it was stored."""
    statement = insert(InsurancePolicy).values(**values).on_conflict_do_nothing().returning(InsurancePolicy.id)
    return (await work.session.execute(statement)).scalar_one_or_none() is not None


async def policies_of(work: Work, conditions: Sequence[ColumnElement[bool]]) -> dict[UUID, list[PolicyFacts]]:
    """Every policy of the cadres who have a posting that meets the conditions (on ``Posting``), by cadre."""
    cadres = select(Posting.cadre_id).where(Posting.tenant_id == work.tenant_id, *conditions)
    rows = await work.session.execute(
        select(
            InsurancePolicy.cadre_id,
            InsurancePolicy.policy_number,
            InsurancePolicy.sum_insured_fen,
            InsurancePolicy.starts_on,
            InsurancePolicy.ends_on,
        ).where(InsurancePolicy.tenant_id == work.tenant_id, InsurancePolicy.cadre_id.in_(cadres))
    )
    found: defaultdict[UUID, list[PolicyFacts]] = defaultdict(list)
    for row in rows:
        found[row.cadre_id].append(
            PolicyFacts(
                policy_number=row.policy_number,
                sum_insured_fen=row.sum_insured_fen,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
            )
        )
    return found
