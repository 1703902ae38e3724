"""The core's own registers of what sent cadres have and whom they are bound to: support, bindings, pairings."""

from xuanpai_core.plugins.forms import Field, Party, PartyKind, RegisterForm
from xuanpai_core.registers.core_places import (
    BOOLEAN,
    DATE,
    ENTRY,
    INTEGER,
    POSTING,
    TOWNSHIP,
    UNIT,
    VILLAGE,
    choose,
    words,
)

OFFICIAL = ("official",)
ENTERPRISE = ("enterprise",)


def _official(code: str, title: str, *, only_one: bool = False) -> Party:
    return Party(code=code, title=title, kind=ENTRY, forms=OFFICIAL, only_one=only_one)


def _party(code: str, title: str, kind: PartyKind, *, least: int = 1, most: int = 1, only_one: bool = False) -> Party:
    return Party(code=code, title=title, kind=kind, least=least, most=most, only_one=only_one)


def _pairing(code: str, title: str, *parties: Party, fields: tuple[Field, ...] = ()) -> RegisterForm:
    """A pairing: a deed of one party towards the others fulfils its duties."""
    return RegisterForm(code=code, title=title, fields=fields, parties=parties, pairs=True)


PEOPLE_FORMS = (
    RegisterForm(
        code="lodging",
        title="住宿",
        fields=(
            choose(
                "kind",
                "住处",
                (
                    ("TOWNSHIP", "乡镇"),
                    ("VILLAGE_OFFICE", "村部"),
                    ("FARMHOUSE", "改造农房"),
                    ("TEACHER_DORMITORY", "教师宿舍"),
                ),
            ),
            words("address", "地址"),
        ),
        parties=(_party("members", "住户", POSTING, most=20),),
    ),
    RegisterForm(
        code="support",
        title="保障",
        fields=(
            choose(
                "kind",
                "类别",
                (
                    ("OFFICE", "办公室"),
                    ("CANTEEN", "食堂就餐"),
                    ("DAILY_GOODS", "生活用品"),
                    ("APPLIANCE", "电器"),
                    ("BICYCLE", "自行车"),
                    ("ELECTRIC_BICYCLE", "电动车"),
                    ("VEHICLE", "专用车辆"),
                    ("FUNDS", "经费"),
                ),
            ),
            words("item", "物品"),
        ),
        parties=(_party("users", "使用人", POSTING, most=20),),
    ),
    RegisterForm(
        code="binding",
        title="责任、项目、资金捆绑",
        fields=(
            choose("kind", "捆绑的内容", (("RESPONSIBILITY", "责任"), ("PROJECT", "项目"), ("FUNDS", "资金"))),
            words("content", "约定", most=2000),
        ),
        parties=(_party("unit", "派出单位", UNIT), _party("posting", "选派干部", POSTING)),
    ),
    RegisterForm(
        code="unit_responsible",
        title="派出单位第一责任人",
        parties=(_party("unit", "派出单位", UNIT, only_one=True), _official("official", "党委(党组)书记")),
    ),
    RegisterForm(
        code="pledge",
        title="双向承诺",
        fields=(
            words("pledge", "承诺事项", required=True, most=2000),
            words("counter_pledge", "对方承诺", required=True, most=2000),
            Field(code="done", title="已兑现", kind=BOOLEAN, feature=True),
            Field(code="done_on", title="兑现日期", kind=DATE),
        ),
        parties=(
            _party("posting", "选派干部", POSTING, least=0),
            _party("village", "村党组织", VILLAGE),
            _party("township", "乡镇党委", TOWNSHIP, least=0),
        ),
    ),
    RegisterForm(
        code="liaison",
        title="镇党政主要负责人联系选派村",
        parties=(
            _official("leader", "联系领导", only_one=True),
            _party("township", "乡镇", TOWNSHIP),
            _party("village", "联系的村", VILLAGE, least=0, most=20),
        ),
    ),
    RegisterForm(
        code="patrol",
        title="领导班子成员承包县",
        parties=(_official("member", "班子成员"), _party("county", "承包的县(市、区)", PartyKind.COUNTY)),
    ),
    _pairing("pairing.leader_village", "领导联系村", _official("leader", "领导"), _party("village", "村", VILLAGE)),
    _pairing(
        "pairing.leader_cadre", "领导联系干部", _official("leader", "领导"), _party("posting", "选派干部", POSTING)
    ),
    _pairing(
        "pairing.mentor",
        "一对一帮带",
        _official("mentor", "帮带人", only_one=True),
        _party("posting", "选派干部", POSTING, only_one=True),
    ),
    _pairing(
        "pairing.township_leader",
        "乡镇班子成员结对帮扶",
        _official("leader", "乡镇班子成员"),
        _party("posting", "选派干部", POSTING),
    ),
    _pairing(
        "pairing.weak_village",
        "包扶薄弱村",
        _party("posting", "乡镇党委第一副书记", POSTING),
        _party("village", "薄弱村", VILLAGE),
    ),
    _pairing(
        "pairing.unit_village",
        "派出单位结对任职村",
        _party("unit", "派出单位", UNIT),
        _party("village", "任职村", VILLAGE),
        fields=(words("help", "资金、项目、政策", most=2000),),
    ),
    _pairing(
        "pairing.county_leader",
        "县级领导联乡帮厂",
        _official("leader", "县级领导"),
        _party("township", "乡镇", TOWNSHIP),
        Party(code="enterprises", title="企业", kind=ENTRY, forms=ENTERPRISE, least=0, most=10),
    ),
    _pairing(
        "pairing.unit_point", "县直单位联点帮村", _party("unit", "县直单位", UNIT), _party("village", "村", VILLAGE)
    ),
    _pairing(
        "pairing.official_village",
        "乡镇干部联村帮户",
        _official("official", "乡镇干部"),
        _party("village", "村", VILLAGE),
        Party(code="households", title="农户", kind=ENTRY, forms=("household",), least=0, most=50),
    ),
    _pairing(
        "pairing.enterprise_village",
        "强企结对",
        Party(code="enterprise", title="企业", kind=ENTRY, forms=ENTERPRISE),
        _party("village", "村", VILLAGE),
        fields=(Field(code="projects", title="帮扶项目数", kind=INTEGER, least=0, most=1000, unit="个"),),
    ),
)
