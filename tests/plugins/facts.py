"""Facts of one first secretary in 义县, for asking plugins."""

from datetime import date
from typing import Any

from xuanpai_core.plugins.api import (
    AttendanceNormFacts,
    DispatchLevel,
    EntryDraft,
    InsuranceFacts,
    Introducer,
    Month,
    PostingFacts,
    PostingRole,
    RevenueFacts,
    StipendFacts,
    StipendGateFacts,
)

MAY = Month(date(2026, 5, 1))


def posting(**changes: Any) -> PostingFacts:
    """A city-sent first secretary since 2025, with changes."""
    fields: dict[str, Any] = {
        "role": PostingRole.FIRST_SECRETARY,
        "dispatch_level": DispatchLevel.CITY,
        "region_code": "210727101201",
        "start_date": date(2025, 1, 1),
    }
    return PostingFacts(**{**fields, **changes})


NORM_FACTS = AttendanceNormFacts(month=MAY, posting=posting())
STIPEND_FACTS = StipendFacts(quarter_start=date(2026, 4, 1), posting=posting())
GATE_FACTS = StipendGateFacts(county_code="210727", quarter_start=date(2026, 4, 1))
INSURANCE_FACTS = InsuranceFacts(posting=posting())
ENTRY_DRAFT = EntryDraft(
    form="pairing", region_code="210727101201", valid_from=date(2026, 5, 1), values={"note": "结对"}, parties=()
)
REVENUE_FACTS = RevenueFacts(
    amount_fen=100_001,
    suits_village=False,
    introducers=(Introducer(role=PostingRole.FIRST_SECRETARY, region_code="210727101201"),),
)
