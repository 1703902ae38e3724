"""What every province of the demo has in common: made-up people in real places, most of it right."""

import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from stdnum.cn import ric

from tests.tenants.demo.plans import AS_OF, CODES, fingerprint, logged, on_duty, plan_of
from xuanpai_core.authz.roles import PLATFORM_ROLES, ROLES, Axis
from xuanpai_core.cadres.models import Gender
from xuanpai_core.regions.pack.reader import read_province
from xuanpai_core.vocabulary import PostingRole
from xuanpai_tenants.demo.photos import SIZE, draw
from xuanpai_tenants.demo.plan import PlannedPosting, Rhythm
from xuanpai_tenants.demo.seed import PROVINCES

_PRINT = """
from datetime import date
from tests.tenants.demo.plans import fingerprint, plan_of
print(fingerprint(plan_of("34", date(2025, 10, 24))))
"""


def test_the_same_day_gives_the_same_plan_in_another_process() -> None:
    elsewhere = subprocess.run(
        [sys.executable, "-c", _PRINT], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )

    assert elsewhere.stdout.strip() == fingerprint(plan_of("34"))


@pytest.mark.parametrize("code", CODES)
def test_the_same_day_gives_the_same_plan_again(code: str) -> None:
    again = next(province for province in PROVINCES if province.code == code).plan(AS_OF)

    assert fingerprint(again) == fingerprint(plan_of(code))


def test_the_next_day_gives_another_plan_of_the_same_people() -> None:
    today, tomorrow = plan_of("34"), plan_of("34", AS_OF + timedelta(days=1))

    assert fingerprint(today) != fingerprint(tomorrow)
    assert today.cadres == tomorrow.cadres
    assert today.days == tuple(day for day in tomorrow.days if day.day < AS_OF)


@pytest.mark.parametrize("code", CODES)
def test_id_numbers_pass_every_check_and_tell_birth_and_gender(code: str) -> None:
    people = [cadre.person for cadre in plan_of(code).cadres]

    assert [person.id_number for person in people] == [ric.validate(person.id_number) for person in people]
    assert [person.birth_date for person in people] == [ric.get_birth_date(person.id_number) for person in people]
    assert [person.gender is Gender.MALE for person in people] == [int(one.id_number[16]) % 2 == 1 for one in people]
    assert {person.id_number[:2] for person in people} == {code}
    assert len({person.id_number for person in people}) == len(people)
    assert len({person.name for person in people}) == len(people)


@pytest.mark.parametrize("code", CODES)
def test_everybody_is_posted_to_a_place_of_the_pack(code: str) -> None:
    known = {row.code for row in read_province(code)}
    plan = plan_of(code)

    assert {posting.region_code for posting in plan.postings} <= known
    assert {unit.region_code for unit in plan.units} <= known
    assert {cadre.id for cadre in plan.cadres} == {posting.cadre.id for posting in plan.postings}


@pytest.mark.parametrize("code", CODES)
def test_nobody_holds_two_postings_at_a_time(code: str) -> None:
    held: dict[object, list[PlannedPosting]] = defaultdict(list)
    for posting in plan_of(code).postings:
        held[posting.cadre.id].append(posting)

    for postings in held.values():
        postings.sort(key=lambda posting: posting.start_date)
        for earlier, later in pairwise(postings):
            assert earlier.end_date is not None
            assert earlier.end_date < later.start_date


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("as_of", [date(2025, 4, 1), date(2026, 1, 1), date(2028, 2, 29)])
def test_on_any_day_all_terms_run_and_no_day_lies_ahead(code: str, as_of: date) -> None:
    plan = plan_of(code, as_of)
    running = [posting for posting in plan.postings if posting.end_date is None]

    assert all(posting.start_date < as_of <= posting.planned_end for posting in running)
    assert max(day.day for day in plan.days) < as_of
    assert plan.months[-1].start <= as_of < plan.months[-1].end


@pytest.mark.parametrize("code", CODES)
def test_residents_were_there_on_18_to_24_days_and_most_on_20_or_more(code: str) -> None:
    plan = plan_of(code)
    month = plan.last_month
    days = on_duty(plan, month)
    residents = [one for one in plan.postings if one.rhythm is Rhythm.RESIDENT and one.covers(month)]
    counts = {posting.id: len(days[posting.id]) for posting in residents}

    assert counts.pop(plan.faults.short) == 12
    assert all(18 <= count <= 24 for count in counts.values())
    assert sum(count >= 20 for count in counts.values()) >= 0.85 * len(counts)


@pytest.mark.parametrize("code", CODES)
def test_the_last_month_has_each_kind_of_wrong_log_once(code: str) -> None:
    plan = plan_of(code)
    days, logs = on_duty(plan, plan.last_month), logged(plan, plan.last_month)
    proven = {(photo.posting.id, photo.taken_at.date()) for photo in plan.photos}
    claims = {(log.posting_id, log.day) for log in plan.logs if log.households_visited}

    assert {posting for posting in days if logs[posting] - days[posting]} == {plan.faults.ghost}
    assert {posting for posting in days if days[posting] - logs[posting]} == {plan.faults.silent}
    assert len(days[plan.faults.silent] - logs[plan.faults.silent]) == 2
    assert [posting for posting, _ in claims - proven] == [plan.faults.unproven]
    assert proven <= claims


@pytest.mark.parametrize("code", CODES)
def test_every_role_is_held_by_somebody_and_within_its_levels(code: str) -> None:
    logins = plan_of(code).logins
    levels = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}

    members = any(posting.role is PostingRole.TEAM_MEMBER for posting in plan_of(code).postings)
    assert {login.role for login in logins} == set(ROLES) - PLATFORM_ROLES - (set() if members else {"team_member"})
    for login in logins:
        role = ROLES[login.role]
        assert (login.region_code is not None) == (role.axis is Axis.PLACE)
        assert (login.unit is not None) == (role.axis is Axis.UNIT)
        assert (login.cadre is not None) == (role.axis is Axis.SELF)
        assert login.region_code is None or levels[len(login.region_code)] in role.levels


@pytest.mark.parametrize("code", CODES)
def test_a_team_member_signs_in_as_one_and_everybody_else_as_a_posted_cadre(code: str) -> None:
    plan = plan_of(code)
    roles = {posting.cadre.id: posting.role for posting in plan.postings}

    for login in plan.logins:
        if login.cadre is not None:
            member = roles[login.cadre.id] is PostingRole.TEAM_MEMBER
            assert login.role == ("team_member" if member else "posted_cadre")


@pytest.mark.parametrize("code", CODES)
def test_every_township_with_cadres_has_a_secretary_and_a_clerk(code: str) -> None:
    plan = plan_of(code)

    for role in ("township_secretary", "township_clerk"):
        assert sorted(str(login.region_code) for login in plan.logins if login.role == role) == plan.townships()


def test_a_photo_is_a_picture_and_the_same_each_time() -> None:
    photo = plan_of("34").photos[0]

    assert draw(photo) == draw(photo)
    assert draw(photo).startswith(b"\xff\xd8\xff")
    assert SIZE == (480, 360)
