"""The offices that manage sent cadres, from province to village, and the people who sign in there."""

from collections.abc import Mapping
from dataclasses import dataclass

from xuanpai_core.units.models import OrgUnitKind
from xuanpai_tenants.demo.builder import Builder
from xuanpai_tenants.provisioning import ADMINISTRATORS


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the demo: its code, and the word that usernames there begin with."""

    code: str
    slug: str


def found_province(builder: Builder, city: Place) -> None:
    """Accounts at the province, and its city's offices with theirs; provisioning made the three administrators."""
    code = builder.code
    for username, role in ADMINISTRATORS.items():
        builder.login(username, role, code)
    builder.login("province_org", "province_organiser", code)
    builder.login("reader", "reader", code)
    name = builder.places.names[city.code]
    builder.unit(f"中共{name}委组织部", city.code, OrgUnitKind.ORGANISATION_DEPARTMENT)
    builder.unit(f"{name}财政局", city.code, OrgUnitKind.FINANCE)
    builder.unit(f"中共{name}委督查室", city.code, OrgUnitKind.INSPECTORATE)
    builder.login(f"{city.slug}_org", "city_organiser", city.code)
    builder.login(f"{city.slug}_finance", "finance", city.code)
    builder.login(f"{city.slug}_inspector", "inspector", city.code)


def found_county(builder: Builder, county: Place) -> None:
    """A county's organisation department and finance office, each with an account."""
    name = builder.places.names[county.code]
    builder.unit(f"中共{name}委组织部", county.code, OrgUnitKind.ORGANISATION_DEPARTMENT)
    builder.unit(f"{name}财政局", county.code, OrgUnitKind.FINANCE)
    builder.login(f"{county.slug}_org", "county_organiser", county.code)
    builder.login(f"{county.slug}_finance", "finance", county.code)


def found_township(builder: Builder, township: Place) -> None:
    """A township's committee, its secretary, who signs, and its clerk, who totals and seals."""
    name = builder.places.names[township.code]
    builder.unit(committee_name(name), township.code, OrgUnitKind.TOWNSHIP_COMMITTEE)
    builder.login(f"{township.slug}_secretary", "township_secretary", township.code)
    builder.login(f"{township.slug}_clerk", "township_clerk", township.code)


def committee_name(township_name: str) -> str:
    """中共芳山镇委员会; a street office has a working committee."""
    kind = "工作委员会" if township_name.endswith("街道") else "委员会"
    return f"中共{township_name}{kind}"


def found_village(builder: Builder, village: Place) -> None:
    """A village's party branch, which keeps the register of attendance."""
    builder.unit(f"中共{builder.places.title(village.code)}支部委员会", village.code, OrgUnitKind.VILLAGE_BRANCH)
    builder.login(f"{village.slug}_branch", "village_branch", village.code)


def man_units(builder: Builder, unit_slugs: Mapping[str, str], region_code: str) -> None:
    """A leader and a liaison for each sending unit: name to the word that its usernames begin with."""
    for name, slug in unit_slugs.items():
        unit = builder.unit(name, region_code)
        builder.login(f"{slug}_leader", "unit_leader", unit=unit)
        builder.login(f"{slug}_liaison", "unit_liaison", unit=unit)
