"""山东: 临沂市河东区, whose document gives every number (HD-01, HD-02): 255 people, 189 villages."""

from collections.abc import Iterator
from datetime import date, timedelta

from xuanpai_core.units.models import OrgUnitKind
from xuanpai_core.vocabulary import DispatchLevel, PostingRole
from xuanpai_tenants.demo.attendance import Customs
from xuanpai_tenants.demo.builder import Builder, Late, one_day_before
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
from xuanpai_tenants.demo.plan import PlannedUnit, ProvincePlan, Rhythm, Term
from xuanpai_tenants.demo.provinces.hedong import CITY_UNITS, DISTRICT_UNITS

CITY, COUNTY = Place("3713", "linyi"), Place("371312", "hedong")
VILLAGES, FROM_DISTRICT, FROM_CITY = 189, 72, 6
"""Villages in all, those with two from the district's units, and those with one from the city's (derived)."""

MENGYUBU = Place("371312001027", "mengyubu")
"""The community on whose page the document stands."""

_TOWNSHIPS = (
    Place("371312001", "jiuqu"),
    Place("371312004", "xianggong"),
    Place("371312005", "taiping"),
    Place("371312006", "tangtou"),
    Place("371312007", "fenghuangling"),
    Place("371312009", "zhimadun"),
    Place("371312010", "meijiabu"),
    Place("371312011", "chaoyang"),
    Place("371312104", "tanghe"),
    Place("371312107", "bahu"),
    Place("371312108", "zhengwang"),
)
_ISSUERS = (
    Issuer("372822", last_year=1994),
    Issuer("372824", last_year=1994),
    Issuer("372827", last_year=1994),
    Issuer("371312", 1994),
    Issuer("371322", 1994),
    # The prefecture became a city in 1994, with other codes from then on; this neighbour's changed in 1992.
    Issuer("371122", 1992),
)
_CUSTOMS = Customs(crops=("草莓", "小麦", "花生", "蔬菜", "杞柳"))
_LATE = Late("371312107", "371312104", "371312007")
_AGES = (26, 40)


def plan(as_of: date) -> ProvincePlan:
    """山东 on ``as_of``: two-year terms (HD-03) from a first of May at least half a year ago."""
    settled = as_of - timedelta(days=180)
    year = settled.year if settled >= date(settled.year, 5, 1) else settled.year - 1
    term = Term(date(year, 5, 1), one_day_before(date(year + 2, 5, 1)))
    builder = Builder("37", as_of, _ISSUERS, since=term.start)
    found_province(builder, CITY)
    found_county(builder, COUNTY)
    for township in _TOWNSHIPS:
        found_township(builder, township)
    _post(builder, term)
    found_village(builder, MENGYUBU)
    man_units(builder, {"临沂市财政局": "linyi_finance_bureau"}, CITY.code)
    man_units(builder, {"河东区财政局": "hedong_finance_bureau", "河东区教育和体育局": "hedong_education"}, COUNTY.code)
    builder.show("admin", "province_org", "linyi_org", "hedong_org", "xianggong_secretary", "xianggong_clerk")
    builder.show("bahu_clerk", "tanghe_secretary", "mengyubu_branch", "hedong_education_leader", "linyi_inspector")
    by_level = {posting.dispatch_level: builder.username_of(posting) for posting in reversed(builder.postings)}
    builder.show(*by_level.values())
    return builder.build(_CUSTOMS, _LATE)


def _post(builder: Builder, term: Term) -> None:
    """Spread the three kinds of villages over the district, so that every street and town has some of each."""
    villages = _villages(builder)
    by_district = set(villages[:: VILLAGES // FROM_DISTRICT][:FROM_DISTRICT])
    others = [village for village in villages if village not in by_district]
    by_city = set(others[:: len(others) // FROM_CITY][:FROM_CITY])
    pairs = _two_by_two(builder)
    city_units = iter(CITY_UNITS)
    for village in villages:
        if village in by_district:
            for role in (PostingRole.FIRST_SECRETARY, PostingRole.DEPUTY_SECRETARY):
                builder.post(builder.cadre(next(pairs), _AGES), role, DispatchLevel.COUNTY, village, term)
        elif village in by_city:
            unit = builder.unit(next(city_units), CITY.code)
            builder.post(builder.cadre(unit, _AGES), PostingRole.FIRST_SECRETARY, DispatchLevel.CITY, village, term)
        else:
            _post_from_township(builder, village, term)


def _post_from_township(builder: Builder, village: str, term: Term) -> None:
    """One of the street's or town's own, who comes two to three days a week (HD-02, HD-12)."""
    township = village[:9]
    name = committee_name(builder.places.names[township])
    unit = builder.unit(name, township, OrgUnitKind.TOWNSHIP_COMMITTEE)
    role, level = PostingRole.FIRST_SECRETARY, DispatchLevel.TOWNSHIP
    builder.post(builder.cadre(unit, _AGES), role, level, village, term, rhythm=Rhythm.WEEKLY)


def _villages(builder: Builder) -> list[str]:
    """The 189 villages: 孟家于埠社区, and the others evenly from all that the region pack holds."""
    known = [code for township in _TOWNSHIPS for code in builder.places.villages.get(township.code, ())]
    wanted = VILLAGES - 1
    return [MENGYUBU.code, *(known[number * len(known) // wanted] for number in range(wanted))]


def _two_by_two(builder: Builder) -> Iterator[PlannedUnit]:
    """144 people from 73 units: two from each of the first 71, one from each of the last two."""
    for number, name in enumerate(DISTRICT_UNITS):
        unit = builder.unit(name, COUNTY.code)
        yield unit
        if number < 2 * FROM_DISTRICT - len(DISTRICT_UNITS):
            yield unit
