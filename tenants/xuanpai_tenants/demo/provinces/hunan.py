"""湖南: 泸溪县, with 11 first secretaries from county and townships (LX-14), beside teams from above."""

from datetime import date

from xuanpai_core.units.models import OrgUnitKind
from xuanpai_core.vocabulary import DispatchLevel, PostingRole
from xuanpai_tenants.demo.attendance import Customs
from xuanpai_tenants.demo.builder import Builder, Late
from xuanpai_tenants.demo.offices import (
    Place,
    committee_name,
    found_county,
    found_province,
    found_township,
    found_village,
    man_units,
)
from xuanpai_tenants.demo.people import Issuer
from xuanpai_tenants.demo.plan import ProvincePlan, Term

CITY, COUNTY = Place("4331", "xiangxi"), Place("433122", "luxi")
# A town, how many of its villages have a county's cadre, and how many one of the town's own.
_TOWNSHIPS = (
    (Place("433122102", "dalan"), 1, 1),
    (Place("433122104", "xinglongchang"), 1, 1),
    (Place("433122105", "tanxi"), 1, 0),
    (Place("433122106", "xixi"), 1, 1),
    (Place("433122107", "wuxi"), 1, 0),
    (Place("433122108", "pushi"), 2, 0),
    (Place("433122109", "heshui"), 1, 0),
)
# A team from above: its town, its unit, the unit's place, and how many people.
_TEAMS = (
    ("433122104", "湖南省农业农村厅", "43", 3),
    ("433122106", "湘西州人力资源和社会保障局", "4331", 3),
    ("433122107", "湘西州民族宗教事务局", "4331", 3),
    ("433122108", "湘西州文化旅游广电局", "4331", 3),
    ("433122109", "湘西州农业农村局", "4331", 2),
)
_ISSUERS = (Issuer("433122"), Issuer("433123"), Issuer("433126"))
_CUSTOMS = Customs(crops=("椪柑", "玻璃椒", "茶叶", "油茶", "葡萄"))
_LATE = Late("433122105", "433122102", "433122109")
_COUNTY_UNITS = (
    "泸溪县农业农村局",
    "泸溪县公安局",
    "泸溪县水利局",
    "泸溪县财政局",
    "泸溪县林业局",
    "泸溪县教育和体育局",
    "泸溪县交通运输局",
    "泸溪县市场监督管理局",
)


def plan(as_of: date) -> ProvincePlan:
    """湖南 on ``as_of``: three-year terms from the first of June last year."""
    term = Term(date(as_of.year - 1, 6, 1), date(as_of.year + 2, 5, 31))
    builder = Builder("43", as_of, _ISSUERS, since=term.start)
    found_province(builder, CITY)
    found_county(builder, COUNTY)
    for township, _, _ in _TOWNSHIPS:
        found_township(builder, township)
    _post_from_the_county(builder, term)
    _post_from_above(builder, term)
    found_village(builder, Place(builder.postings[0].region_code, "dalan_first"))
    man_units(builder, {"湘西州农业农村局": "xiangxi_agriculture"}, CITY.code)
    man_units(builder, {"泸溪县公安局": "luxi_police"}, COUNTY.code)
    builder.show("admin", "province_org", "xiangxi_org", "luxi_org", "pushi_secretary", "pushi_clerk")
    builder.show("tanxi_clerk", "dalan_secretary", "dalan_first_branch", "luxi_police_leader")
    builder.show(builder.username_of(builder.postings[0]), builder.username_of(builder.postings[1]))
    return builder.build(_CUSTOMS, _LATE)


def _post_from_the_county(builder: Builder, term: Term) -> None:
    turn, role = 0, PostingRole.FIRST_SECRETARY
    for township, of_county, of_town in _TOWNSHIPS:
        villages = iter(builder.places.villages[township.code])
        for _ in range(of_county):
            unit, turn = builder.unit(_COUNTY_UNITS[turn], COUNTY.code), turn + 1
            builder.post(builder.cadre(unit), role, DispatchLevel.COUNTY, next(villages), term)
        for _ in range(of_town):
            name = committee_name(builder.places.names[township.code])
            unit = builder.unit(name, township.code, OrgUnitKind.TOWNSHIP_COMMITTEE)
            builder.post(builder.cadre(unit), role, DispatchLevel.TOWNSHIP, next(villages), term)


def _post_from_above(builder: Builder, term: Term) -> None:
    """Each team has one village to itself: a first secretary, the others are members."""
    for township, name, region_code, count in _TEAMS:
        village = builder.places.villages[township][4]
        unit = builder.unit(name, region_code)
        level = DispatchLevel.PROVINCE if len(region_code) == 2 else DispatchLevel.CITY
        for number in range(count):
            role = PostingRole.FIRST_SECRETARY if number == 0 else PostingRole.TEAM_MEMBER
            cadre = builder.cadre(unit, member=1.0 if number == 0 else 0.8)
            builder.post(cadre, role, level, village, term)
