"""安徽: 定远县界牌集镇 with its two villages, 徐小村 and 德胜村 (DY-14), and the towns around it."""

from datetime import date

from xuanpai_core.vocabulary import DispatchLevel, PostingRole
from xuanpai_tenants.demo.attendance import Customs
from xuanpai_tenants.demo.builder import Builder, Late
from xuanpai_tenants.demo.offices import Place, found_county, found_province, found_township, found_village, man_units
from xuanpai_tenants.demo.people import Issuer
from xuanpai_tenants.demo.plan import ProvincePlan, Term

CITY, COUNTY = Place("3411", "chuzhou"), Place("341125", "dingyuan")
JIEPAIJI = Place("341125109", "jiepaiji")
XUXIAO, DESHENG = Place("341125109201", "xuxiao"), Place("341125109204", "desheng")
_AROUND = (
    Place("341125106", "outang"),
    Place("341125107", "chihe"),
    Place("341125110", "cangzhen"),
    Place("341125111", "sanheji"),
    Place("341125113", "sangjian"),
    Place("341125201", "fuxiao"),
)
_ISSUERS = (Issuer("342325", last_year=1992), Issuer("342324", last_year=1992), Issuer("341125", 1992))
_CUSTOMS = Customs(crops=("小麦", "水稻", "小龙虾", "薄壳山核桃"))
_LATE = Late("341125201", "341125113", "341125111")
_UNITS = ("农业农村局", "水利局", "教育体育局", "交通运输局", "卫生健康委员会", "市场监督管理局")


def plan(as_of: date) -> ProvincePlan:
    """安徽 on ``as_of``: three-year terms from the first of April last year."""
    term = Term(date(as_of.year - 1, 4, 1), date(as_of.year + 2, 3, 31))
    builder = Builder("34", as_of, _ISSUERS, since=term.start)
    found_province(builder, CITY)
    found_county(builder, COUNTY)
    for township in (JIEPAIJI, *_AROUND):
        found_township(builder, township)
    _post(builder, term)
    found_village(builder, XUXIAO)
    found_village(builder, DESHENG)
    man_units(builder, {"滁州市民政局": "civil_affairs"}, CITY.code)
    man_units(builder, {"定远县农业农村局": "dingyuan_agriculture"}, COUNTY.code)
    builder.show("admin", "province_org", "chuzhou_org", "dingyuan_org", "jiepaiji_secretary", "jiepaiji_clerk")
    builder.show("xuxiao_branch", "desheng_branch", "fuxiao_clerk", "sangjian_secretary", "civil_affairs_leader")
    builder.show(builder.username_of(builder.postings[0]), builder.username_of(builder.postings[1]))
    return builder.build(_CUSTOMS, _LATE)


def _post(builder: Builder, term: Term) -> None:
    """市民政局 helps 徐小村 (DY-14), a county's unit 德胜村; three villages in each of the towns around."""
    role = PostingRole.FIRST_SECRETARY
    civil_affairs = builder.unit("滁州市民政局", CITY.code)
    builder.post(builder.cadre(civil_affairs), role, DispatchLevel.CITY, XUXIAO.code, term)
    finance = builder.unit("定远县审计局", COUNTY.code)
    builder.post(builder.cadre(finance), role, DispatchLevel.COUNTY, DESHENG.code, term)
    for turn, township in enumerate(_AROUND):
        for number, village in enumerate(builder.places.villages[township.code][:3]):
            if number == 0:
                unit, level = builder.unit(f"滁州市{_UNITS[turn]}", CITY.code), DispatchLevel.CITY
            else:
                unit, level = builder.unit(f"定远县{_UNITS[turn - number]}", COUNTY.code), DispatchLevel.COUNTY
            builder.post(builder.cadre(unit), role, level, village, term)
