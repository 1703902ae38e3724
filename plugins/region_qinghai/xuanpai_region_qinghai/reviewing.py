"""A team has three members."""

from xuanpai_core.plugins.api import Draft, EntryDraft, Objection, hookimpl
from xuanpai_region_qinghai import clauses
from xuanpai_region_qinghai.clauses import cite
from xuanpai_region_qinghai.parameters import QinghaiParameters


@hookimpl
def review(facts: Draft, parameters: QinghaiParameters) -> tuple[Objection, ...]:
    """Refuse a work team that is too small."""
    if not isinstance(facts, EntryDraft) or facts.form != "work_team":
        return ()
    members = sum(party.code in {"members", "lead"} for party in facts.parties)
    if members >= parameters.team_members:
        return ()
    reason = f"每个驻村工作队至少{parameters.team_members}人,这里是{members}人,请补齐队员。"
    return (Objection(code="TEAM_TOO_SMALL", clause=cite(clauses.TEAM, "QH-队伍"), reason=reason),)
