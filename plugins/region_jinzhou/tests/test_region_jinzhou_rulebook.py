"""Jinzhou's duties, forms and lines, each with the document's own numbers and at least one other."""

from datetime import date

import pytest

from xuanpai_core.plugins.api import (
    Cadence,
    Comparison,
    Distinct,
    Due,
    Duty,
    EntryDraft,
    IncomeBasis,
    Objection,
    Partial,
    PartyFacts,
    PostingRole,
    Strictness,
    Subject,
)
from xuanpai_region_jinzhou.parameters import JinzhouParameters
from xuanpai_region_jinzhou.rulebook import review, rulebook

VILLAGES = ("210726103201", "210726103202", "210726103203")


def _duties(parameters: JinzhouParameters | None = None) -> dict[str, Duty]:
    return {duty.matter: duty for duty in rulebook(parameters or JinzhouParameters()).duties}


def _lodging(neighbours: dict[str, str]) -> tuple[Objection, ...]:
    parties = tuple(
        PartyFacts(code="member", token=f"posting:{number}", region_code=code, known={"neighbours": near})
        for number, (code, near) in enumerate(neighbours.items())
    )
    draft = EntryDraft(form="lodging", region_code="210726103", valid_from=date(2018, 5, 1), values={}, parties=parties)
    return review(draft)


@pytest.mark.parametrize(
    ("matter", "subject", "cadence", "at_least", "reference"),
    [
        ("plan.three_years", Subject.POSTING, Cadence.TERM, 1, "JZ-15"),
        ("plan.year", Subject.POSTING, Cadence.YEAR, 1, "JZ-15"),
        ("project.year", Subject.POSTING, Cadence.YEAR, 1, "JZ-16"),
        ("pairing.weak_village", Subject.POSTING, Cadence.STANDING, 1, "JZ-17"),
        ("report.quarter", Subject.POSTING, Cadence.QUARTER, 1, "JZ-23"),
        ("report.half_year", Subject.POSTING, Cadence.HALF_YEAR, 1, "JZ-23"),
        ("meeting.dispatch", Subject.COUNTY, Cadence.QUARTER, 1, "JZ-24"),
        ("pairing.township_leader", Subject.POSTING, Cadence.STANDING, 1, "JZ-28"),
        ("binding", Subject.POSTING, Cadence.STANDING, 3, "JZ-33"),
        ("group.daily", Subject.ENTRY, Cadence.DAY, 1, "JZ-34"),
        ("group.weekly", Subject.ENTRY, Cadence.WEEK, 1, "JZ-34"),
        ("newsletter.monthly", Subject.ENTRY, Cadence.MONTH, 1, "JZ-34"),
    ],
)
def test_every_duty_of_the_document(
    matter: str, subject: Subject, cadence: Cadence, at_least: int, reference: str
) -> None:
    duty = _duties()[matter]

    assert (duty.subject, duty.cadence, duty.at_least) == (subject, cadence, at_least)
    assert (duty.clause.reference, duty.strictness) == (reference, Strictness.HARD)


def test_a_report_goes_to_both_and_its_deadline_is_a_parameter() -> None:
    duties = _duties(JinzhouParameters(report_grace_days=10))

    assert duties["report.quarter"].needs == ("recipient:SENDING_UNIT", "recipient:HIGHER_COMMITTEE")
    assert (duties["report.quarter"].grace_days, _duties()["report.half_year"].grace_days) == (10, 5)


def test_a_project_needs_its_notice_and_everybody_owes_one_by_the_end_of_the_year() -> None:
    project = _duties()["project.year"]

    assert (project.needs, project.partial, project.due) == (("notice",), Partial.WHOLE, Due.END)


@pytest.mark.parametrize("excuses", [True, False])
def test_whether_leave_excuses_from_the_five_is_open_and_a_parameter(excuses: bool) -> None:
    (rule,) = rulebook(JinzhouParameters(events_leave_excuses=excuses)).events

    assert rule.leave_excuses is excuses
    assert JinzhouParameters().events_leave_excuses is True
    assert (rule.clause.reference, rule.clause.words[:9]) == ("JZ-06", "确保“五必到”,即")


def test_three_different_bindings_not_three_of_one_kind() -> None:
    assert (_duties()["binding"].distinct, _duties()["binding"].feature) == (Distinct.FEATURES, "kind")


def test_only_township_first_deputies_take_on_a_weak_village_and_only_teams_with_a_rhythm_keep_one() -> None:
    assert _duties()["pairing.weak_village"].who.roles == (PostingRole.TOWNSHIP_FIRST_DEPUTY,)
    assert _duties()["group.weekly"].who.where == (("rhythm", ("ON",)),)


@pytest.mark.parametrize(("fen", "bands"), [(0, ["HOLLOW"]), (1, []), (4_999_999, []), (5_000_000, ["FIFTY_THOUSAND"])])
def test_fifty_thousand_belongs_to_fifty_thousand_and_more(fen: int, bands: list[str]) -> None:
    (scale,) = rulebook(JinzhouParameters()).scales

    assert scale.basis is IncomeBasis.GROSS
    assert [band.code for band in scale.bands if band.comparison.holds(fen, band.line_fen)] == bands
    assert scale.bands[1].comparison is Comparison.AT_LEAST


def test_whoever_lodges_together_comes_from_neighbouring_villages() -> None:
    first, second, third = VILLAGES

    assert _lodging({first: second, second: first}) == ()
    assert _lodging({first: ""}) == ()
    (objection,) = _lodging({first: second, second: first, third: ""})
    assert (objection.code, objection.strictness) == ("NOT_NEIGHBOURS", Strictness.SOFT)
    assert objection.reason.startswith("集中居住的干部应来自相邻村,210726103203与其他各村都不相邻")
