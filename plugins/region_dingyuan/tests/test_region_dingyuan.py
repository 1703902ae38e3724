"""The town's rules, each with the report's own numbers and at least one other."""

from dataclasses import replace
from datetime import date

import pytest

from xuanpai_core.plugins.api import (
    Attendees,
    Cadence,
    DispatchLevel,
    Distinct,
    Duty,
    PartyStatus,
    PostingDraft,
    PostingRole,
    StaffingType,
    Strictness,
    Subject,
)
from xuanpai_region_dingyuan.parameters import DingyuanParameters, VisitCount
from xuanpai_region_dingyuan.rulebook import review, rulebook

DRAFT = PostingDraft(
    role=PostingRole.FIRST_SECRETARY,
    dispatch_level=DispatchLevel.COUNTY,
    region_code="341125109201",
    start_date=date(2014, 10, 8),
    age=35,
    party_status=PartyStatus.FULL_MEMBER,
    staffing_type=StaffingType.CIVIL_SERVICE,
)


def _duties(parameters: DingyuanParameters | None = None) -> dict[str, Duty]:
    return {duty.matter: duty for duty in rulebook(parameters or DingyuanParameters()).duties}


@pytest.mark.parametrize(
    ("matter", "subject", "cadence", "at_least", "reference"),
    [
        ("meeting.leading_group", Subject.TOWNSHIP, Cadence.QUARTER, 1, "DY-01"),
        ("meeting.monthly", Subject.TOWNSHIP, Cadence.MONTH, 1, "DY-02"),
        ("liaison", Subject.TOWNSHIP, Cadence.STANDING, 2, "DY-03"),
        ("agreement", Subject.VILLAGE, Cadence.STANDING, 1, "DY-04"),
        ("policy_document", Subject.TOWNSHIP, Cadence.STANDING, 2, "DY-05"),
        ("report.bimonth", Subject.POSTING, Cadence.BIMONTH, 1, "DY-07"),
        ("support.office", Subject.POSTING, Cadence.STANDING, 1, "DY-08"),
        ("visit.leader", Subject.ENTRY, Cadence.WEEK, 2, "DY-09"),
        ("talk.mentor", Subject.ENTRY, Cadence.MONTH, 1, "DY-10"),
        ("pairing.mentor", Subject.POSTING, Cadence.STANDING, 1, "DY-11"),
        ("study.weekly", Subject.VILLAGE, Cadence.WEEK, 1, "DY-16"),
    ],
)
def test_every_duty_of_the_report(
    matter: str, subject: Subject, cadence: Cadence, at_least: int, reference: str
) -> None:
    duty = _duties()[matter]

    assert (duty.subject, duty.cadence, duty.at_least) == (subject, cadence, at_least)
    assert (duty.clause.reference, duty.strictness) == (reference, Strictness.HARD)


def test_there_is_no_other_duty() -> None:
    assert len(_duties()) == 11


def test_two_visits_on_one_day_are_one_unless_the_town_says_otherwise() -> None:
    assert _duties()["visit.leader"].distinct is Distinct.DAYS
    assert _duties(DingyuanParameters(visit_count=VisitCount.VISITS))["visit.leader"].distinct is Distinct.DEEDS


def test_three_visits_and_three_leaders_where_the_town_asks_for_more() -> None:
    duties = _duties(DingyuanParameters(visits_week=3, liaison_leaders=3))

    assert (duties["visit.leader"].at_least, duties["visit.leader"].title) == (3, "联系领导每周至少3次到村看望")
    assert (duties["liaison"].at_least, duties["liaison"].title) == (3, "3名镇党政主要负责人联系选派村")


def test_everybody_posted_attends_the_monthly_meeting_and_hears_both_topics() -> None:
    forms = {form.code: form for form in rulebook(DingyuanParameters()).activities}

    assert forms["meeting.monthly"].must_attend is Attendees.POSTED
    assert [title for _, title in forms["meeting.monthly"].topics] == ["选派工作开展情况汇报", "下一个月选派工作"]


def test_an_office_and_its_user_are_written_down_once() -> None:
    (office,) = rulebook(DingyuanParameters()).registers

    assert [(party.code, party.only_one, party.most) for party in office.parties] == [("user", True, 1)]


def test_the_bimonthly_report_is_filled_from_the_ledger() -> None:
    (report,) = rulebook(DingyuanParameters()).reports

    assert report.cadence is Cadence.BIMONTH
    assert report.items[0].source == "project.quantity:道路:公里"
    assert [item.unit for item in report.items if item.source] == ["公里", "公里", "口", "座"]


def test_a_first_secretary_without_a_decision_is_refused() -> None:
    (objection,) = review(DRAFT)

    assert (objection.code, objection.strictness, objection.clause.reference) == (
        "NO_DECISION",
        Strictness.HARD,
        "DY-12",
    )


def test_a_decided_first_secretary_and_another_post_are_not_objected_to() -> None:
    assert review(replace(DRAFT, decided=True)) == ()
    assert review(replace(DRAFT, role=PostingRole.TEAM_MEMBER)) == ()
