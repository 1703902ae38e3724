"""An appointment as it is asked for, and what can be told wrong of it before anything is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.postings.errors import BeforeDecision, WrongPlaceLevel
from xuanpai_core.postings.titles import PLACE_LEVELS, ROLE_TITLES
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.texts import one_line
from xuanpai_core.vocabulary import DispatchLevel, PostingRole

_YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Which body decided on the appointment, when, when it was announced in the village, and the minutes (DY-12)."""

    body: str
    decided_on: date
    announced_on: date | None = None
    evidence_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the region's conditions ask about a person; a candidate has it from the proposal."""

    category: str = ""
    service_years: int | None = None
    township_leader: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppointment:
    """Who (a candidate, or a cadre with the unit that sends him), to which post, where, from when.

    Without ``planned_end`` the term of the rules in force applies. ``accepted``: for the code of a soft objection,
    why it is right all the same.
    """

    role: PostingRole
    dispatch_level: DispatchLevel
    region_code: str
    start_date: date
    candidate_id: UUID | None = None
    cadre_id: UUID | None = None
    sending_unit_id: UUID | None = None
    planned_end: date | None = None
    standing: Standing = field(default_factory=Standing)
    decision: Decision | None = None
    accepted: Mapping[str, str] = field(default_factory=dict)


def checked(work: Work, new: NewAppointment) -> NewAppointment:
    """The appointment with its texts trimmed.

    Raises ``WrongPlaceLevel``, ``BeforeDecision``, ``Invalid`` (``ONE_PERSON``, ``INVALID_PERIOD``, ``IN_FUTURE``,
    ``INVALID_TEXT``).
    """
    _demand_one_person(new)
    levels = PLACE_LEVELS[new.role]
    if RegionCode.parse(new.region_code).level not in levels:
        raise WrongPlaceLevel(ROLE_TITLES[new.role], "、".join(level.label for level in levels))
    if new.start_date.year not in _YEARS or (new.planned_end is not None and new.planned_end < new.start_date):
        raise Invalid("到任之日须在2000年至2100年之间,且不晚于届满之日,请改正。", code="INVALID_PERIOD")
    decision = new.decision and _checked_decision(work, new.decision, new.start_date)
    category = new.standing.category.strip()
    if category:
        category = one_line(category, path="category", title="人选类别")
    return replace(new, decision=decision, standing=replace(new.standing, category=category))


def demand_past(work: Work, day: date) -> None:
    """Raise ``Invalid`` (``IN_FUTURE``) for a day that has not come."""
    if day > today(work.clock):
        raise Invalid("日期不能晚于今天,请在办理之后再登记。", code="IN_FUTURE")


def _demand_one_person(new: NewAppointment) -> None:
    direct = new.cadre_id is not None and new.sending_unit_id is not None
    partly = new.cadre_id is not None or new.sending_unit_id is not None
    if (new.candidate_id is not None) == partly or (partly and not direct):
        message = "请选择一名候选人,或选择一名干部并写明派出单位,两者选一。"
        raise Invalid(message, code="ONE_PERSON", fields=[FieldProblem("candidateId", "ONE_PERSON", message)])


def _checked_decision(work: Work, decision: Decision, start: date) -> Decision:
    demand_past(work, decision.announced_on or decision.decided_on)
    if start < decision.decided_on:
        raise BeforeDecision(decision.decided_on)
    if decision.announced_on is not None and decision.announced_on < decision.decided_on:
        raise Invalid("到村宣布不能早于研究决定的日期,请改正。", code="INVALID_PERIOD")
    return replace(decision, body=one_line(decision.body, path="decision.body", title="研究决定的会议"))
