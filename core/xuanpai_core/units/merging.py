"""What follows a unit into another one: everything that still runs. What is past keeps the unit's old name."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.units.models import OrgUnit

# $1 tenant, $2 the merged unit, $3 the one that goes on.
_WHATEVER_IT_IS: Mapping[str, str] = MappingProxyType(
    {
        "cadres": "UPDATE cadre SET home_unit_id = $3 WHERE tenant_id = $1 AND home_unit_id = $2",
        "bulletin_drafts": (
            "UPDATE bulletin SET unit_id = $3 WHERE tenant_id = $1 AND unit_id = $2 AND published_at IS NULL"
        ),
        "merged_before": "UPDATE org_unit SET merged_into = $3 WHERE tenant_id = $1 AND merged_into = $2",
    }
)
# The same, and $4 today: what has ended stays.
_WHILE_IT_RUNS: Mapping[str, str] = MappingProxyType(
    {
        "postings": """
UPDATE posting SET sending_unit_id = $3
 WHERE tenant_id = $1 AND sending_unit_id = $2 AND (end_date IS NULL OR end_date >= $4)
""",
        "appointments": """
UPDATE appointment SET unit_id = $3
 WHERE tenant_id = $1 AND unit_id = $2 AND (valid_to IS NULL OR valid_to > $4)
""",
        # Shown to whoever sent the cadre: they go with the posting, which has followed by now.
        "leave": """
UPDATE leave_request SET sending_unit_id = $3
 WHERE tenant_id = $1 AND sending_unit_id = $2
   AND posting_id IN (SELECT p.id FROM posting p
                       WHERE p.tenant_id = $1 AND p.sending_unit_id = $3 AND (p.end_date IS NULL OR p.end_date >= $4))
""",
        "plans": """
UPDATE plan SET sending_unit_id = $3
 WHERE tenant_id = $1 AND sending_unit_id = $2
   AND posting_id IN (SELECT p.id FROM posting p
                       WHERE p.tenant_id = $1 AND p.sending_unit_id = $3 AND (p.end_date IS NULL OR p.end_date >= $4))
""",
        "reports": """
UPDATE report SET sending_unit_id = $3
 WHERE tenant_id = $1 AND sending_unit_id = $2
   AND posting_id IN (SELECT p.id FROM posting p
                       WHERE p.tenant_id = $1 AND p.sending_unit_id = $3 AND (p.end_date IS NULL OR p.end_date >= $4))
""",
    }
)

FOLLOWED = frozenset(
    {
        ("appointment", "unit_id"),
        ("bulletin", "unit_id"),
        ("cadre", "home_unit_id"),
        # Made anew by duties, for both units.
        ("duty_occurrence", "unit_id"),
        ("leave_request", "sending_unit_id"),
        ("org_unit", "merged_into"),
        ("plan", "sending_unit_id"),
        ("posting", "sending_unit_id"),
        # By registers.moving, entry by entry: what each counts for follows too.
        ("record_party", "unit_id"),
        ("report", "sending_unit_id"),
    }
)
"""The columns that lead to a unit and follow it while they run."""
LEFT_AS_THEY_WERE = frozenset({("candidate", "unit_id"), ("inspection_finding", "sending_unit_id")})
"""The columns that say which unit it was at the time."""


async def held_units(work: Work, *unit_ids: UUID) -> list[OrgUnit]:
    """The units, held until the transaction ends; in one order, so that two merges do not wait for one another."""
    found = await work.session.scalars(
        select(OrgUnit)
        .where(OrgUnit.tenant_id == work.tenant_id, OrgUnit.id.in_(unit_ids))
        .order_by(OrgUnit.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(found)


async def follow(work: Work, merged: UUID, into: UUID) -> dict[str, int]:
    """Let everything that still runs follow; returns how many rows of what."""
    await work.session.flush()
    unit = (work.tenant_id, merged, into)
    status = {what: await work.driver.execute(sql, *unit) for what, sql in _WHATEVER_IT_IS.items()}
    day = today(work.clock)
    status |= {what: await work.driver.execute(sql, *unit, day) for what, sql in _WHILE_IT_RUNS.items()}
    return {what: int(told.rpartition(" ")[2]) for what, told in status.items()}
