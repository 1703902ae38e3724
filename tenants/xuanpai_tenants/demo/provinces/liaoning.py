"""辽宁: 锦州市, whose document is the richest (JZ); 市公安局's group in 芳山镇, a park, stipends, insurance."""

from dataclasses import replace
from datetime import date, timedelta

from xuanpai_core.vocabulary import DispatchLevel, PostingRole
from xuanpai_tenants.demo.attendance import Customs
from xuanpai_tenants.demo.builder import Builder, Late, one_day_before
from xuanpai_tenants.demo.months import last_quarter
from xuanpai_tenants.demo.offices import Place, found_county, found_province, found_township, found_village, man_units
from xuanpai_tenants.demo.people import Issuer
from xuanpai_tenants.demo.plan import ProvincePlan, Term

CITY = Place("2107", "jinzhou")
COUNTIES = (
    Place("210702", "guta"),
    Place("210703", "linghe"),
    Place("210711", "taihe"),
    Place("210726", "heishan"),
    Place("210727", "yixian"),
    Place("210781", "linghai"),
    Place("210782", "beizhen"),
)
FANGSHAN = Place("210726101", "fangshan")
POLICE = "锦州市公安局"
SUM_INSURED_FEN = 50_000_000
# Which of the city's cadres, counted from 0.
_ONE_FEN_SHORT, _A_MONTH_SHORT = 1, 2
_ISSUERS = (Issuer("210726"), Issuer("210727"), Issuer("210702", 1983), Issuer("210724", last_year=1993))
_CUSTOMS = Customs(crops=("玉米", "花生", "大葱", "设施蔬菜", "寒富苹果"))
_LATE = Late("210726102", "210726104", "210726109")

# Township, word for its usernames, villages with a city's first secretary, villages with a county's cadre, and
# whether the city also sent the township a first deputy secretary.
_TOWNSHIPS = (
    ("210726102", "baichangmen", 3, 1, True),
    ("210726104", "jiangtun", 3, 1, False),
    ("210726109", "hujia", 3, 1, False),
    ("210726110", "xinlitun", 3, 1, False),
    ("210726111", "badaohao", 3, 1, True),
    ("210727102", "qilihe", 3, 1, True),
    ("210727105", "jiudaoling", 3, 1, False),
    ("210727108", "waziyu", 3, 1, False),
    ("210727112", "toudaohe", 3, 1, False),
    ("210727114", "juliangtun", 3, 1, False),
    ("210727205", "dadingpu", 3, 1, False),
    ("210781101", "shishan", 3, 1, False),
    ("210781103", "shuangyang", 3, 1, True),
    ("210781104", "banjita", 3, 1, False),
    ("210781105", "shenjiatai", 3, 1, False),
    ("210781112", "cuiyan", 3, 1, False),
    ("210781117", "wendilou", 3, 1, False),
    ("210782102", "luoluopu", 3, 1, False),
    ("210782104", "zhengan", 3, 1, False),
    ("210782105", "lvyang", 3, 1, True),
    ("210782107", "liaotun", 3, 1, False),
    ("210782203", "baojia", 3, 1, False),
    ("210711011", "xinmin", 3, 1, False),
    ("210711072", "xingshan", 3, 1, False),
    ("210711073", "niangnianggong", 3, 1, False),
    ("210702009", "shiying", 3, 1, False),
    ("210703011", "zijing", 2, 0, False),
)
_CITY_UNITS = (
    "锦州市农业农村局",
    "锦州市教育局",
    "锦州市水利局",
    "锦州市交通运输局",
    "锦州市住房和城乡建设局",
    "锦州市卫生健康委员会",
    "锦州市市场监督管理局",
    "锦州市自然资源局",
    "锦州市人力资源和社会保障局",
    "锦州市发展和改革委员会",
    "锦州市文化旅游和广播电视局",
    "锦州市民政局",
    "锦州市司法局",
    "锦州市审计局",
    "锦州市统计局",
    "锦州市商务局",
    "锦州市生态环境局",
    "中共锦州市委宣传部",
    "中共锦州市委党校",
    "锦州市总工会",
    "共青团锦州市委员会",
    "锦州市妇女联合会",
)
_COUNTY_UNITS = ("农业农村局", "水利局", "民政局")


def plan(as_of: date) -> ProvincePlan:
    """辽宁 on ``as_of``: 三年 terms from the first of January last year."""
    term = Term(date(as_of.year - 1, 1, 1), date(as_of.year + 1, 12, 31))
    builder = Builder("21", as_of, _ISSUERS, since=term.start, since_last_quarter=True)
    found_province(builder, CITY)
    for county in COUNTIES:
        found_county(builder, county)
    for township in (FANGSHAN, *(Place(code, slug) for code, slug, *_ in _TOWNSHIPS)):
        found_township(builder, township)
    _post_police(builder, term)
    _post_others(builder, term)
    _replace_two(builder, term)
    _move_one(builder, term)
    _insure(builder)
    first_village = builder.places.villages[FANGSHAN.code][0]
    found_village(builder, Place(first_village, "fangshancun"))
    man_units(builder, {POLICE: "police", "锦州市农业农村局": "agriculture"}, CITY.code)
    man_units(builder, {"黑山县水利局": "heishan_water"}, "210726")
    builder.show("admin", "province_org", "jinzhou_org", "jinzhou_finance", "jinzhou_inspector", "heishan_org")
    builder.show("yixian_org", "fangshan_secretary", "fangshan_clerk", "fangshancun_branch", "baichangmen_clerk")
    builder.show("jiangtun_secretary", "police_leader", "heishan_water_liaison", "security", "audit", "reader")
    builder.show(builder.username_of(builder.postings[0]), builder.username_of(builder.postings[1]))
    return builder.build(_CUSTOMS, _LATE)


def _post_police(builder: Builder, term: Term) -> None:
    """市公安局's group: five first secretaries and the township's first deputy (JZ-34), beside two of the county's."""
    police = builder.unit(POLICE, CITY.code)
    villages = builder.places.villages[FANGSHAN.code]
    for village in villages[:5]:
        builder.post(builder.cadre(police), PostingRole.FIRST_SECRETARY, DispatchLevel.CITY, village, term)
    builder.post(builder.cadre(police), PostingRole.TOWNSHIP_FIRST_DEPUTY, DispatchLevel.CITY, FANGSHAN.code, term)
    water = builder.unit("黑山县水利局", "210726")
    for village in villages[5:7]:
        builder.post(builder.cadre(water, member=0.9), PostingRole.TEAM_MEMBER, DispatchLevel.COUNTY, village, term)


def _post_others(builder: Builder, term: Term) -> None:
    turn = 0
    for township, _, by_city, by_county, has_deputy in _TOWNSHIPS:
        villages = iter(builder.places.villages[township])
        county = builder.places.names[township[:6]]
        for _ in range(by_city):
            unit = builder.unit(_CITY_UNITS[turn % len(_CITY_UNITS)], CITY.code)
            role, turn = PostingRole.FIRST_SECRETARY, turn + 1
            builder.post(builder.cadre(unit), role, DispatchLevel.CITY, next(villages), term)
        if has_deputy:
            unit = builder.unit(_CITY_UNITS[turn % len(_CITY_UNITS)], CITY.code)
            role, turn = PostingRole.TOWNSHIP_FIRST_DEPUTY, turn + 1
            builder.post(builder.cadre(unit), role, DispatchLevel.CITY, township, term)
        for number in range(by_county):
            unit = builder.unit(county + _COUNTY_UNITS[(turn + number) % len(_COUNTY_UNITS)], township[:6])
            builder.post(builder.cadre(unit), PostingRole.FIRST_SECRETARY, DispatchLevel.COUNTY, next(villages), term)


def _replace_two(builder: Builder, term: Term) -> None:
    """Two first secretaries left in the middle of the last quarter, and others came (JZ-03, JZ-30)."""
    change = last_quarter(builder.as_of) + timedelta(days=45)
    for township in ("210726110", "210727105"):
        leaver = next(posting for posting in builder.postings if posting.township_code == township)
        builder.postings[builder.postings.index(leaver)] = replace(leaver, end_date=one_day_before(change))
        follower, here = builder.cadre(leaver.cadre.unit), leaver.region_code
        builder.post(follower, leaver.role, leaver.dispatch_level, here, Term(change, term.planned_end))


def _move_one(builder: Builder, term: Term) -> None:
    """One first secretary served in 义县 before coming to 黑山县 as the last quarter began."""
    change = last_quarter(builder.as_of)
    cadre = builder.cadre(builder.unit("锦州市民政局", CITY.code))
    role, level = PostingRole.FIRST_SECRETARY, DispatchLevel.CITY
    before, after = builder.places.villages["210727112"][4], builder.places.villages["210726111"][4]
    builder.post(cadre, role, level, before, term, end_date=one_day_before(change))
    builder.post(cadre, role, level, after, Term(change, term.planned_end))


def _insure(builder: Builder) -> None:
    """50万 for every city's cadre over the whole term; one lacks a 分, one the first month of a year (JZ-32)."""
    year = builder.since.year
    number, next_number = f"JZ-YW-{year}-001", f"JZ-YW-{year + 1}-001"
    # Who has moved is insured once, from the first posting on.
    of_city = [posting for posting in builder.postings if posting.dispatch_level is DispatchLevel.CITY]
    first_of = {posting.cadre.id: posting for posting in reversed(of_city)}
    for place, posting in enumerate(sorted(first_of.values(), key=lambda posting: posting.cadre.number)):
        if place == _ONE_FEN_SHORT:
            builder.insure(posting, number, SUM_INSURED_FEN - 1)
        elif place == _A_MONTH_SHORT:
            builder.insure(posting, number, SUM_INSURED_FEN, last_day=date(year, 12, 31))
            builder.insure(posting, next_number, SUM_INSURED_FEN, first_day=date(year + 1, 2, 1))
        else:
            builder.insure(posting, number, SUM_INSURED_FEN)
