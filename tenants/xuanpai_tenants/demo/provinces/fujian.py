"""福建: 寿宁县, one-year terms (FJ-05), a lead in each town and neighbouring villages in groups (FJ-16)."""

from datetime import date

from xuanpai_core.vocabulary import DispatchLevel, PostingRole
from xuanpai_tenants.demo.attendance import Customs
from xuanpai_tenants.demo.builder import Builder, Late, one_day_before
from xuanpai_tenants.demo.months import months_back
from xuanpai_tenants.demo.offices import Place, found_county, found_province, found_township, found_village, man_units
from xuanpai_tenants.demo.people import Issuer
from xuanpai_tenants.demo.plan import ProvincePlan, Term

CITY, COUNTY = Place("3509", "ningde"), Place("350924", "shouning")
# A town and its villages with cadres: neighbours make groups of two or three.
_TOWNSHIPS = (
    (Place("350924101", "xietan"), 5),
    (Place("350924102", "nanyang"), 4),
    (Place("350924103", "wuqu"), 4),
    (Place("350924104", "xixi"), 4),
    (Place("350924105", "pingxi"), 4),
    (Place("350924200", "daan"), 4),
    (Place("350924209", "xiadang"), 5),
)
_ISSUERS = (Issuer("352229", last_year=1999), Issuer("352225", last_year=1999), Issuer("350924", 1999))
# FJ-02 asks for 22 days as a rule.
_CUSTOMS = Customs(crops=("茶叶", "脐橙", "花菇", "高山蔬菜"), days=((22, 42), (23, 28), (24, 20), (21, 8), (20, 2)))
_LATE = Late("350924200", "350924105", "350924104")
_PROVINCE_UNITS = ("福建省农业农村厅", "福建省文化和旅游厅")
_CITY_UNITS = ("宁德市财政局", "宁德市水利局", "宁德市卫生健康委员会", "宁德市教育局")
_COUNTY_UNITS = (
    "寿宁县农业农村局",
    "寿宁县自然资源局",
    "寿宁县林业局",
    "寿宁县文体和旅游局",
    "寿宁县司法局",
    "寿宁县总工会",
)


def plan(as_of: date) -> ProvincePlan:
    """福建 on ``as_of``: one year from five months ago."""
    start = months_back(as_of, 5)
    term = Term(start, one_day_before(start.replace(year=start.year + 1)))
    builder = Builder("35", as_of, _ISSUERS, since=term.start)
    found_province(builder, CITY)
    found_county(builder, COUNTY)
    for township, _ in _TOWNSHIPS:
        found_township(builder, township)
    _post(builder, term)
    for posting in builder.postings:
        # FJ-12 names no sum.
        builder.insure(posting, f"FJ-YW-{start.year}-001", 30_000_000)
    found_village(builder, Place(builder.postings[0].region_code, "xietancun"))
    man_units(builder, {"宁德市财政局": "finance_bureau"}, CITY.code)
    man_units(builder, {"寿宁县农业农村局": "shouning_agriculture"}, COUNTY.code)
    builder.show("admin", "province_org", "ningde_org", "shouning_org", "xietan_secretary", "xietan_clerk")
    builder.show("daan_clerk", "pingxi_secretary", "xietancun_branch", "shouning_agriculture_leader")
    builder.show(builder.username_of(builder.postings[0]), builder.username_of(builder.postings[1]))
    return builder.build(_CUSTOMS, _LATE)


def _post(builder: Builder, term: Term) -> None:
    """The first of each town's cadres leads the town's."""
    for turn, (township, count) in enumerate(_TOWNSHIPS):
        for number, village in enumerate(builder.places.villages[township.code][:count]):
            if number == 0 and turn % 2 == 0:
                unit, level = builder.unit(_PROVINCE_UNITS[turn % 4 // 2], "35"), DispatchLevel.PROVINCE
            elif number == 1:
                unit, level = builder.unit(_CITY_UNITS[turn % 4], CITY.code), DispatchLevel.CITY
            else:
                name = _COUNTY_UNITS[(turn + number) % len(_COUNTY_UNITS)]
                unit, level = builder.unit(name, COUNTY.code), DispatchLevel.COUNTY
            role = PostingRole.TEAM_LEAD if number == 0 else PostingRole.FIRST_SECRETARY
            builder.post(builder.cadre(unit, (26, 42)), role, level, village, term)
