"""Whether a place looked at as many of its cadres as its rule asks in a period: pure functions (JZ-12)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from xuanpai_core.duties.calendar import Period
from xuanpai_core.duties.wording import period_name
from xuanpai_core.inspections.sampling import size_of
from xuanpai_core.plugins.decisions import Strictness
from xuanpai_core.plugins.presence import Coverage, InspectionRule
from xuanpai_core.plugins.wording import day_name

NAMES_SHOWN = 10


class CoverageState(StrEnum):
    """DONE; OPEN while the period runs; OVERDUE after it; NOBODY where there is no one to look at."""

    DONE = "DONE"
    OPEN = "OPEN"
    OVERDUE = "OVERDUE"
    NOBODY = "NOBODY"


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What is known of one place in one period.

    ``in_post``: names by posting, of those whom the rule means and who are in post on the reckoning day (the
    period's last day, or today while it runs). ``looked_at``: whom the place's own inspections looked at in the
    period. ``drawn``: whom of those the rule means its samples drew, with whoever has left since; None: none was drawn.
    """

    region_code: str
    in_post: Mapping[UUID, str]
    looked_at: Collection[UUID]
    drawn: Collection[UUID] | None = None


@dataclass(frozen=True, slots=True)
class CoverageVerdict:
    """``required`` and ``done`` are numbers of people, ``missing`` those who are named, ``overdue_days`` after the end.

    ``missing_count`` counts also those who are not named, where no sample was drawn.
    """

    region_code: str
    rule: InspectionRule
    period: Period
    state: CoverageState
    population: int
    required: int
    done: int
    missing_count: int
    missing: tuple[UUID, ...]
    sample_drawn: bool
    overdue_days: int
    reason: str

    @property
    def hint(self) -> bool:
        """Whether what is missing is only a hint."""
        return self.rule.strictness is Strictness.SOFT


def judge_coverage(rule: InspectionRule, period: Period, facts: PlaceFacts, today: date) -> CoverageVerdict:
    """What the rule says of the place in that period, as of ``today``, with the reason in Chinese."""
    required, done, missing, lacking = _counted(rule, facts)
    name = f"{period_name(rule.cadence, *period)}“{rule.title}”"
    overdue_days = max(0, (today - period[1]).days)
    if not facts.in_post:
        state, reason = CoverageState.NOBODY, f"{name}:没有在任的选派干部,不作要求。"
    elif not lacking:
        state = CoverageState.DONE
        reason = f"{_opening(rule, name, facts, required)},已检查{done}人,已完成{_undrawn(rule, facts)}。"
    else:
        state = CoverageState.OVERDUE if overdue_days else CoverageState.OPEN
        reason = ",".join(
            (
                _opening(rule, name, facts, required),
                f"已检查{done}人",
                f"还差{lacking}人{_named(facts, missing)}{_undrawn(rule, facts)}",
                f"{day_name(period[1])}到期,已逾期{overdue_days}天" if overdue_days else f"{day_name(period[1])}前完成",
            )
        )
        reason += "(提示)。" if rule.strictness is Strictness.SOFT else "。"
    overdue = overdue_days if state is CoverageState.OVERDUE else 0
    return CoverageVerdict(
        region_code=facts.region_code,
        rule=rule,
        period=period,
        state=state,
        population=len(facts.in_post),
        required=required,
        done=done,
        missing_count=lacking,
        missing=tuple(missing),
        sample_drawn=facts.drawn is not None,
        overdue_days=overdue,
        reason=reason,
    )


def _counted(rule: InspectionRule, facts: PlaceFacts) -> tuple[int, int, Sequence[UUID], int]:
    """How many are asked, how many of them were looked at, who is missing by name, how many are missing."""
    seen = [posting for posting in facts.in_post if posting in facts.looked_at]
    if rule.coverage is Coverage.EVERYONE:
        missing = [posting for posting in facts.in_post if posting not in facts.looked_at]
        return len(facts.in_post), len(seen), missing, len(missing)
    if facts.drawn is None:
        required = size_of(len(facts.in_post), rule.sample_percent)
        return required, len(seen), (), max(0, required - len(seen))
    chosen = [posting for posting in facts.in_post if posting in facts.drawn]
    missing = [posting for posting in chosen if posting not in facts.looked_at]
    required = max(len(chosen), _share(rule, facts))
    # A sample smaller than the rule's share is no share: the others that were looked at make up for it.
    made_up = len(seen) if required > len(chosen) else required
    lacking = max(len(missing), required - made_up)
    return required, required - lacking, missing, lacking


def _share(rule: InspectionRule, facts: PlaceFacts) -> int:
    """How many the rule asks for; whoever was drawn and has left since cannot be looked at any more."""
    left = sum(posting not in facts.in_post for posting in facts.drawn or ())
    return max(0, size_of(len(facts.in_post), rule.sample_percent) - left)


def _opening(rule: InspectionRule, name: str, facts: PlaceFacts, required: int) -> str:
    if rule.coverage is Coverage.EVERYONE:
        return f"{name}应检查在任全体{required}人"
    drawn = None if facts.drawn is None else sum(posting in facts.drawn for posting in facts.in_post)
    if drawn == required:
        return f"{name}在任{len(facts.in_post)}人,抽中{required}人"
    share = f"{name}在任{len(facts.in_post)}人,按{rule.sample_percent.normalize():f}%应抽查{required}人"
    return share if drawn is None else f"{share},只抽中{drawn}人"


def _named(facts: PlaceFacts, missing: Sequence[UUID]) -> str:
    if not missing:
        return ""
    shown = "、".join(facts.in_post[posting] for posting in missing[:NAMES_SHOWN])
    return f":{shown}{'等' if len(missing) > NAMES_SHOWN else ''}"


def _undrawn(rule: InspectionRule, facts: PlaceFacts) -> str:
    return "(没有随机抽样)" if rule.coverage is Coverage.SAMPLE and facts.drawn is None else ""
