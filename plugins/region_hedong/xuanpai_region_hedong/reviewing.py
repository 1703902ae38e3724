"""Whom the district sends where (HD-04, HD-05)."""

from xuanpai_core.plugins.api import Draft, Objection, PartyStatus, PostingDraft, Strictness, hookimpl
from xuanpai_region_hedong import clauses
from xuanpai_region_hedong.clauses import cite
from xuanpai_region_hedong.parameters import HedongParameters

EXCELLENT_OFFICIAL = "优秀机关干部"


@hookimpl
def review(facts: Draft, parameters: HedongParameters) -> tuple[Objection, ...]:
    """Full members of the party alone; 40 and under as a rule; a leader of the township for a backward village."""
    if not isinstance(facts, PostingDraft):
        return ()
    conditions, found = cite(clauses.CONDITIONS, "HD-04"), []
    if facts.party_status is not PartyStatus.FULL_MEMBER:
        reason = "选派干部须是中共正式党员,请另选人选。"
        found.append(Objection(code="NOT_A_FULL_MEMBER", clause=conditions, reason=reason))
    if facts.category == EXCELLENT_OFFICIAL and facts.age > parameters.age_line:
        reason = f"优秀机关干部年龄一般在{parameters.age_line}岁以下,到任时{facts.age}岁。确需选派请写明理由。"
        found.append(Objection(code="OVER_AGE", clause=conditions, reason=reason, strictness=Strictness.SOFT))
    if "BACKWARD" in facts.village_tags and not facts.township_leader:
        reason = "相对后进村要由镇街班子成员挂职,请改派班子成员。"
        found.append(Objection(code="NOT_A_TOWNSHIP_LEADER", clause=cite(clauses.BACKWARD, "HD-05"), reason=reason))
    return tuple(found)
