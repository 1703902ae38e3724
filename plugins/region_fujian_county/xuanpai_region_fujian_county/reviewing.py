"""Whom the county does not send, how it groups villages, and what it does not provide."""

from xuanpai_core.plugins.api import Draft, EntryDraft, Objection, PostingDraft, Strictness, hookimpl
from xuanpai_region_fujian_county import clauses
from xuanpai_region_fujian_county.clauses import cite
from xuanpai_region_fujian_county.parameters import FujianCountyParameters

VETOES = {"RELUCTANT": "心里不情愿", "UNABLE": "工作能力不强", "ILL_REPUTED": "群众反映不好"}


@hookimpl
def review(facts: Draft, parameters: FujianCountyParameters) -> tuple[Objection, ...]:
    """Three vetoes (FJ-08), groups of two or three neighbours (FJ-16), no cars (FJ-19)."""
    if isinstance(facts, PostingDraft):
        return _vetoes(facts)
    if facts.form == "work_team":
        return _group(facts, parameters)
    if facts.form == "support" and facts.values.get("kind") == "VEHICLE" and parameters.vehicles_forbidden:
        reason = "不得为驻村干部专门配备交通工具,不能登记。本地统一配车的,请租户管理员关闭这项规定。"
        return (Objection(code="VEHICLE_FORBIDDEN", clause=cite(clauses.VEHICLES, "FJ-19"), reason=reason),)
    return ()


def _vetoes(facts: PostingDraft) -> tuple[Objection, ...]:
    clause = cite(clauses.VETOES, "FJ-08")
    return tuple(
        Objection(
            code=f"VETO_{veto}", clause=clause, reason=f"人选审核认定“{VETOES.get(veto, veto)}”,宁可不派,不能任命。"
        )
        for veto in facts.vetoes or ()
    )


def _group(facts: EntryDraft, parameters: FujianCountyParameters) -> tuple[Objection, ...]:
    clause = cite(clauses.GROUPS, "FJ-16")
    villages = [party for party in facts.parties if party.code == "village"]
    least, most = parameters.group_villages_least, parameters.group_villages_most
    if not least <= len(villages) <= most:
        reason = f"一个工作小组由{least}到{most}个邻近村组成,这里是{len(villages)}个村,请重新编组。"
        return (Objection(code="GROUP_SIZE", clause=clause, reason=reason),)
    codes = {village.region_code for village in villages}
    apart = [one.region_code for one in villages if not codes & set(one.known.get("neighbours", "").split(","))]
    if not apart:
        return ()
    reason = f"{'、'.join(sorted(apart))}没有登记为与同组其他村相邻。请核对,确需同组请写明理由。"
    return (Objection(code="NOT_NEIGHBOURS", clause=clause, reason=reason, strictness=Strictness.SOFT),)
