"""Which unit fits which village (LX-03)."""

from collections.abc import Mapping

from xuanpai_core.plugins.api import Draft, EntryDraft, Objection, Strictness, hookimpl
from xuanpai_region_luxi import clauses
from xuanpai_region_luxi.clauses import cite

# What a unit's name says of its line of work; a unit of no line fits everywhere.
LINES: Mapping[str, tuple[str, ...]] = {
    "DISORDER": ("公安", "法院", "检察", "司法", "政法"),
    "POOR": ("财政", "发展", "农业", "商务", "工业", "经济", "银行", "扶贫"),
    "PARALYSED": ("组织部", "宣传部", "统战部", "纪委", "县委办", "政府办", "党校"),
}
NAMES = {"DISORDER": "治乱", "POOR": "治穷", "PARALYSED": "治瘫"}


@hookimpl
def review(facts: Draft) -> tuple[Objection, ...]:
    """经济部门治穷、政法部门治乱、党政部门治瘫: whoever is paired otherwise is told so, and may say why."""
    if not isinstance(facts, EntryDraft) or facts.form != "pairing.unit_point":
        return ()
    name = next((party.known.get("name", "") for party in facts.parties if party.code == "unit"), "")
    line = next((line for line, words in LINES.items() if any(word in name for word in words)), None)
    problem = str(facts.values.get("problem", ""))
    if line is None or line == problem or problem not in NAMES:
        return ()
    reason = f"{name}按分工应{NAMES[line]},这里要{NAMES[problem]},对口不一致。请核对,确需如此请写明理由。"
    clause = cite(clauses.MATCHING, "LX-03")
    return (Objection(code="UNIT_MISMATCH", clause=clause, reason=reason, strictness=Strictness.SOFT),)
