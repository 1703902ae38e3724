"""The numbers that the five documents give, in the provinces of the demo."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.tenants.demo.plans import AS_OF, on_duty, per_village, plan_of
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole
from xuanpai_tenants.demo.plan import PlannedPosting, Rhythm


def hedong() -> tuple[PlannedPosting, ...]:
    return plan_of("37").postings


def sent_by(level: DispatchLevel, postings: tuple[PlannedPosting, ...] | None = None) -> list[PlannedPosting]:
    return [posting for posting in postings or hedong() if posting.dispatch_level is level]


# The rules of HD, 河东区.


def test_hedong_sends_255_people_to_189_villages() -> None:
    from_district, from_townships = sent_by(DispatchLevel.COUNTY), sent_by(DispatchLevel.TOWNSHIP)

    assert (len(from_district), len(from_townships)) == (144, 111)
    assert len(from_district) + len(from_townships) == 255
    assert len(per_village(list(hedong()))) == 189 == 72 + 111 + 6
    assert all(posting.region_code.startswith("371312") for posting in hedong())


def test_the_district_s_144_come_from_73_units_and_go_two_by_two_to_72_villages() -> None:
    postings = sent_by(DispatchLevel.COUNTY)
    by_unit = Counter(posting.cadre.unit.name for posting in postings)
    roles: dict[str, set[PostingRole]] = {}
    for posting in postings:
        roles.setdefault(posting.region_code, set()).add(posting.role)

    assert len(by_unit) == 73
    assert Counter(by_unit.values()) == {2: 71, 1: 2}
    assert set(per_village(postings).values()) == {2}
    assert len(roles) == 72
    assert all(held == {PostingRole.FIRST_SECRETARY, PostingRole.DEPUTY_SECRETARY} for held in roles.values())


def test_townships_and_city_send_one_first_secretary_a_village_and_no_village_is_covered_twice() -> None:
    villages = [set(per_village(sent_by(level))) for level in DispatchLevel]

    for level, number in ((DispatchLevel.TOWNSHIP, 111), (DispatchLevel.CITY, 6)):
        postings = sent_by(level)
        assert set(per_village(postings).values()) == {1}
        assert len(postings) == number
        assert {posting.role for posting in postings} == {PostingRole.FIRST_SECRETARY}
    assert sum(map(len, villages)) == len(set().union(*villages)) == 189
    assert all(posting.cadre.unit.region_code == posting.township_code for posting in sent_by(DispatchLevel.TOWNSHIP))


def test_hedong_s_terms_last_two_years_and_all_are_full_members_of_40_at_most() -> None:
    assert {(posting.start_date, posting.planned_end) for posting in hedong()} == {
        (date(2024, 5, 1), date(2026, 4, 30))
    }
    assert {posting.cadre.party_status for posting in hedong()} == {PartyStatus.FULL_MEMBER}
    assert all((posting.start_date - posting.cadre.person.birth_date).days < 41 * 365 for posting in hedong())


def test_township_cadres_come_two_or_three_days_a_week_and_one_came_once() -> None:
    plan = plan_of("37")
    assert {posting.dispatch_level for posting in hedong() if posting.rhythm is Rhythm.WEEKLY} == {
        DispatchLevel.TOWNSHIP
    }
    days = on_duty(plan, plan.last_month)
    monday = plan.last_month.start
    assert monday.weekday() == 0
    weeks = [monday + timedelta(days=7 * number) for number in range(4)]

    for posting in sent_by(DispatchLevel.TOWNSHIP):
        counts = [sum(start <= day < start + timedelta(days=7) for day in days[posting.id]) for start in weeks]
        if posting.id == plan.faults.thin:
            assert counts[0] == 1
            counts = counts[1:]
        assert set(counts) <= {2, 3}


# The rules of JZ, 锦州.


def test_the_police_group_of_fangshan_is_six_strong() -> None:
    group = [posting for posting in plan_of("21").postings if posting.cadre.unit.name == "锦州市公安局"]

    assert Counter(posting.role for posting in group) == {
        PostingRole.FIRST_SECRETARY: 5,
        PostingRole.TOWNSHIP_FIRST_DEPUTY: 1,
    }
    assert {posting.township_code for posting in group} == {"210726101"}


def test_the_city_sends_people_to_all_seven_counties_of_jinzhou() -> None:
    running = tuple(posting for posting in plan_of("21").postings if posting.end_date is None)
    counties = Counter(posting.region_code[:6] for posting in sent_by(DispatchLevel.CITY, running))

    assert set(counties) == {"210702", "210703", "210711", "210726", "210727", "210781", "210782"}
    assert len(running) == 120


def test_the_plan_of_jinzhou_reaches_back_over_the_whole_last_quarter() -> None:
    assert [str(month) for month in plan_of("21").months] == ["2025-07", "2025-08", "2025-09", "2025-10"]
    assert [str(month) for month in plan_of("21", date(2026, 12, 3)).months] == [
        "2026-07",
        "2026-08",
        "2026-09",
        "2026-10",
        "2026-11",
        "2026-12",
    ]


def test_all_city_cadres_of_jinzhou_are_insured_one_a_fen_short_and_one_in_two_parts() -> None:
    plan = plan_of("21")
    of_city = {posting.cadre.id for posting in sent_by(DispatchLevel.CITY, plan.postings)}

    assert {policy.cadre.id for policy in plan.policies} == of_city
    assert Counter(policy.sum_insured_fen for policy in plan.policies) == {50_000_000: len(of_city), 49_999_999: 1}


# The rules of DY, FJ and LX.


def test_jiepaiji_has_one_first_secretary_in_each_of_its_two_villages() -> None:
    plan = plan_of("34")
    here = {posting.region_code: posting for posting in plan.postings if posting.township_code == "341125109"}

    assert set(here) == {"341125109201", "341125109204"}
    assert here["341125109201"].cadre.unit.name == "滁州市民政局"
    assert len(plan.postings) == 20


def test_shouning_s_terms_last_a_year_and_each_town_has_one_lead() -> None:
    postings = plan_of("35").postings
    leads = Counter(posting.township_code for posting in postings if posting.role is PostingRole.TEAM_LEAD)

    assert {(posting.start_date, posting.planned_end) for posting in postings} == {
        (date(2025, 5, 1), date(2026, 4, 30))
    }
    assert leads == dict.fromkeys(plan_of("35").townships(), 1)
    assert len(postings) == 30


def test_luxi_has_eleven_first_secretaries_from_county_and_townships() -> None:
    postings = plan_of("43").postings
    local = sent_by(DispatchLevel.COUNTY, postings) + sent_by(DispatchLevel.TOWNSHIP, postings)

    assert len(local) == 11
    assert {posting.role for posting in local} == {PostingRole.FIRST_SECRETARY}
    assert all(len(posting.region_code) == 12 and posting.region_code.startswith("433122") for posting in postings)
    assert len(postings) == 25


@pytest.mark.parametrize("code", ["21", "34", "35", "37", "43"])
def test_no_village_has_two_first_secretaries_at_a_time(code: str) -> None:
    today = [posting for posting in plan_of(code).postings if posting.holds_on(AS_OF)]
    firsts = per_village([posting for posting in today if posting.role is PostingRole.FIRST_SECRETARY])

    assert set(firsts.values()) == {1}
