"""The core's own registers of what a place has: its leaders, groups, agreements, documents, households, problems."""

from collections.abc import Iterable

from xuanpai_core.plugins.forms import Field, FieldKind, Party, PartyKind, RegisterForm
from xuanpai_core.registers.crossing import CROSSED, GRADES, LEVELS

BOOLEAN, DATE, INTEGER = FieldKind.BOOLEAN, FieldKind.DATE, FieldKind.INTEGER
ENTRY, POSTING, UNIT = PartyKind.ENTRY, PartyKind.POSTING, PartyKind.UNIT
TOWNSHIP, VILLAGE = PartyKind.TOWNSHIP, PartyKind.VILLAGE

TIERS = (("PROVINCE", "省"), ("CITY", "市"), ("COUNTY", "县"), ("TOWNSHIP", "乡"), ("VILLAGE", "村"))
BIRTH_YEAR = Field(code="birth_year", title="出生年份", kind=INTEGER, least=1900, most=2199)


def words(code: str, title: str, *, required: bool = False, most: int = 100) -> Field:
    """A short text."""
    return Field(code=code, title=title, required=required, most=most)


def choose(code: str, title: str, choices: Iterable[tuple[str, str]], *, required: bool = True) -> Field:
    """A closed choice, which duties can count or demand."""
    return Field(code=code, title=title, kind=FieldKind.CHOICE, required=required, choices=tuple(choices), feature=True)


def _guardian(code: str, title: str, guarded: Party) -> RegisterForm:
    """Who answers for a household or a group: a sent cadre, an official, or somebody named."""
    return RegisterForm(
        code=code,
        title=title,
        fields=(words("guardian", f"{title}人姓名", required=True, most=50),),
        parties=(
            guarded,
            Party(code="posting", title=f"{title}的选派干部", kind=POSTING, least=0),
            Party(code="official", title=f"{title}的干部", kind=ENTRY, forms=("official",), least=0),
        ),
    )


NAME = words("name", "姓名", required=True, most=50)

PLACE_FORMS = (
    RegisterForm(
        code="official",
        title="领导干部",
        fields=(
            NAME,
            words("post", "职务", required=True),
            choose("tier", "层级", TIERS),
            Field(code="principal", title="主要负责人", kind=BOOLEAN, feature=True),
            Field(code="branch_secretary", title="村党组织书记", kind=BOOLEAN, feature=True),
            Field(code="leading_body", title="组织部领导班子成员", kind=BOOLEAN, feature=True),
        ),
        parties=(Party(code="unit", title="所在单位", kind=UNIT, least=0),),
    ),
    RegisterForm(
        code="body",
        title="领导机构",
        fields=(choose("tier", "层级", TIERS), words("office", "办公室设在")),
        parties=(
            Party(code="head", title="负责人", kind=ENTRY, forms=("official",), least=0),
            Party(code="members", title="成员", kind=ENTRY, forms=("official",), least=0, most=30),
        ),
    ),
    RegisterForm(
        code="work_team",
        title="工作组",
        fields=(
            choose("kind", "类别", (("TEAM", "工作组"), ("GROUP", "小组"))),
            choose("rhythm", "启用工作节奏", (("ON", "启用"), ("OFF", "不启用")), required=False),
        ),
        parties=(
            Party(code="members", title="成员", kind=POSTING, least=0, most=30),
            Party(code="lead", title="组长", kind=POSTING, least=0),
            Party(code="village", title="所含村", kind=VILLAGE, least=0, most=20),
        ),
    ),
    RegisterForm(
        code="grouping_exception",
        title="无法编组登记",
        fields=(words("because", "原因", required=True, most=500),),
        parties=(Party(code="village", title="村", kind=VILLAGE),),
    ),
    RegisterForm(
        code="neighbours",
        title="相邻村",
        parties=(Party(code="village", title="相邻的两个村", kind=VILLAGE, least=2, most=2),),
    ),
    RegisterForm(
        code="agreement",
        title="目标责任书",
        fields=(
            words("in_charge", "分管领导"),
            words("responsible", "具体负责人"),
            words("content", "内容", most=2000),
        ),
        parties=(
            Party(code="township", title="乡镇", kind=TOWNSHIP),
            Party(code="village", title="村", kind=VILLAGE, only_one=True),
        ),
    ),
    RegisterForm(
        code="target_agreement",
        title="联村班子目标管理",
        fields=(words("targets", "目标", required=True, most=2000), words("reward", "奖惩约定", most=500)),
        parties=(
            Party(code="village", title="村", kind=VILLAGE),
            Party(code="officials", title="联村班子成员", kind=ENTRY, forms=("official",), least=0, most=20),
        ),
    ),
    RegisterForm(
        code="policy_document",
        title="制度文件",
        fields=(
            choose("level", "制定层级", TIERS),
            choose(
                "kind",
                "类别",
                (
                    ("SYSTEM", "制度"),
                    ("MECHANISM", "机制"),
                    ("APPRAISAL", "考核办法"),
                    ("STUDY", "学习制度"),
                    ("LEAVE", "请销假制度"),
                    ("OTHER", "其他"),
                ),
            ),
            words("version", "版本", required=True, most=30),
            words("number", "文号"),
        ),
        parties=(Party(code="replaces", title="替代的旧版", kind=ENTRY, forms=("policy_document",), least=0),),
    ),
    RegisterForm(
        code="reserve_cadre",
        title="后备干部",
        fields=(NAME, BIRTH_YEAR, words("note", "说明", most=500)),
        parties=(Party(code="village", title="村", kind=VILLAGE),),
    ),
    RegisterForm(
        code="village_group",
        title="村民小组",
        parties=(Party(code="village", title="村", kind=VILLAGE),),
    ),
    RegisterForm(
        code="household",
        title="农户",
        fields=(
            words("head", "户主", required=True, most=50),
            Field(code="members", title="人口", kind=INTEGER, least=1, most=50, unit="人"),
        ),
        parties=(
            Party(code="village", title="村", kind=VILLAGE),
            Party(code="group", title="村民小组", kind=ENTRY, forms=("village_group",), least=0),
        ),
    ),
    _guardian("household_guardian", "包户", Party(code="household", title="农户", kind=ENTRY, forms=("household",))),
    _guardian("group_guardian", "包组", Party(code="group", title="村民小组", kind=ENTRY, forms=("village_group",))),
    RegisterForm(
        code="problem",
        title="问题",
        fields=(
            choose("grade", "程度", GRADES),
            choose("handled_level", "在哪一级处理", LEVELS),
            choose("beyond", "越过的一级(自动得出)", CROSSED, required=False),
            words("content", "情况", most=2000),
            words("result", "处理结果", most=2000),
        ),
        parties=(Party(code="village", title="村", kind=VILLAGE),),
    ),
    RegisterForm(
        code="rectification",
        title="软弱涣散村整顿",
        fields=(
            words("problem", "存在的问题", required=True, most=2000),
            words("measures", "整顿措施", most=2000),
            Field(code="done", title="已完成整顿", kind=BOOLEAN, feature=True),
        ),
        parties=(Party(code="village", title="村", kind=VILLAGE),),
    ),
    RegisterForm(
        code="enterprise",
        title="企业",
        fields=(words("business", "主营", most=200), words("contact", "联系人", most=50)),
    ),
    RegisterForm(
        code="unit_category",
        title="单位类别",
        fields=(
            choose(
                "category",
                "类别",
                (("ECONOMIC", "经济部门"), ("POLITICAL_LEGAL", "政法部门"), ("PARTY_GOVERNMENT", "党政部门")),
            ),
        ),
        parties=(Party(code="unit", title="单位", kind=UNIT, only_one=True),),
    ),
    RegisterForm(
        code="party_skill",
        title="党员技能",
        fields=(
            NAME,
            Field(code="birth_year", title="出生年份", kind=INTEGER, required=True, least=1900, most=2199),
            Field(code="able", title="有劳动能力", kind=BOOLEAN, feature=True),
            Field(code="skills", title="掌握技术的门数", kind=INTEGER, required=True, least=0, most=20, unit="门"),
            Field(code="model_household", title="科技示范户", kind=BOOLEAN, feature=True),
        ),
        parties=(Party(code="village", title="村", kind=VILLAGE),),
    ),
)
