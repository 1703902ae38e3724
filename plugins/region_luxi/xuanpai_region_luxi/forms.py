"""What the county writes down: its meetings, deliveries and trainings, and registers of its own."""

from xuanpai_core.plugins.api import (
    ActivityForm,
    ActivityKind,
    Field,
    FieldKind,
    Party,
    PartyKind,
    RegisterForm,
)
from xuanpai_region_luxi import clauses
from xuanpai_region_luxi.clauses import cite

PROBLEMS = (("POOR", "穷"), ("DISORDER", "乱"), ("PARALYSED", "瘫"))
DELIVERIES = (("POLICY", "政策信息"), ("SCIENCE", "科技文化"), ("MEDICINE", "医疗卫生"), ("GOODS", "支农物资"))
AGES = (("UP_TO_35", "35岁以下(含35岁)"), ("UP_TO_60", "36至60岁(含60岁)"), ("OVER_60", "60岁以上"))
UNIT = Party(code="unit", title="联点单位", kind=PartyKind.UNIT)
VILLAGE = Party(code="village", title="联点村", kind=PartyKind.VILLAGE)
MEMBER = Party(code="member", title="党员", kind=PartyKind.ENTRY, forms=("party_member",))


def _choice(code: str, title: str, choices: tuple[tuple[str, str], ...]) -> Field:
    return Field(code=code, title=title, kind=FieldKind.CHOICE, required=True, choices=choices, feature=True)


def activities() -> tuple[ActivityForm, ...]:
    """Meetings (LX-01), deliveries (LX-05), trainings (LX-15)."""
    meetings = cite(clauses.MEETINGS, "LX-01")
    return (
        ActivityForm(
            code="meeting.county_party", title="县委专题党建工作会", kind=ActivityKind.MEETING, clause=meetings
        ),
        ActivityForm(
            code="meeting.township_organisation",
            title="乡镇组织工作例会",
            kind=ActivityKind.MEETING,
            clause=meetings,
        ),
        ActivityForm(
            code="delivery",
            title="送政策、送科技、送医疗、送物资",
            kind=ActivityKind.DELIVERY,
            fields=(_choice("kind", "送什么", DELIVERIES),),
            parties=(UNIT, VILLAGE),
            clause=cite(clauses.DELIVERIES, "LX-05"),
        ),
        ActivityForm(
            code="training.skills",
            title="党员干部培训班",
            kind=ActivityKind.TRAINING,
            clause=cite(clauses.TRAINING, "LX-15"),
        ),
    )


def registers() -> tuple[RegisterForm, ...]:
    """Which unit helps which village, and against what (LX-03); members, skills and model households (LX-15)."""
    skills, bound = cite(clauses.SKILLS, "LX-15"), cite(clauses.BOUND, "LX-10")
    return (
        RegisterForm(
            code="pairing.unit_point",
            title="县直单位联点帮村",
            fields=(_choice("problem", "治什么", PROBLEMS),),
            parties=(UNIT, VILLAGE),
            pairs=True,
            clause=cite(clauses.MATCHING, "LX-03"),
        ),
        RegisterForm(
            code="party_member",
            title="党员",
            fields=(
                Field(code="name", title="姓名", required=True, most=50),
                _choice("age", "年龄段", AGES),
                _choice("able", "有劳动能力", (("YES", "有"), ("NO", "没有"))),
            ),
            parties=(VILLAGE,),
            clause=skills,
        ),
        RegisterForm(
            code="party_skill",
            title="党员掌握的实用技术",
            fields=(Field(code="skill", title="技术", required=True, most=50),),
            parties=(MEMBER,),
            clause=skills,
        ),
        RegisterForm(code="model_household", title="科技示范户", parties=(MEMBER,), clause=skills),
        RegisterForm(
            code="five_good",
            title="“五好”评价",
            fields=(
                Field(code="standard", title="对照标准", required=True, most=200),
                _choice("reached", "是否达到", (("YES", "达到"), ("NO", "未达到"))),
            ),
            parties=(VILLAGE,),
            clause=cite(clauses.FIVE_GOOD, "LX-16"),
        ),
        RegisterForm(
            code="bound_together",
            title="责任共同体",
            parties=(Party(code="member", title="成员", kind=PartyKind.ENTRY, least=2, most=30, forms=("official",)),),
            clause=bound,
        ),
    )
