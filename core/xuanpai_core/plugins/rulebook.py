"""A region's rulebook: everything it rules on that can be said as data, each with its clause."""

from collections import Counter
from dataclasses import dataclass, fields
from typing import TypeAlias

from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.duties import Duty
from xuanpai_core.plugins.forms import ActivityForm, RegisterForm, ReportForm
from xuanpai_core.plugins.presence import CheckInRule, EventRule, InspectionRule, LeaveRule, PresenceNorm, SignalRule
from xuanpai_core.plugins.scales import IncomeScale, TargetSet
from xuanpai_core.vocabulary import DispatchLevel, PostingRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long a posting lasts: ``months`` from its first day (HD-03), for these levels; none named: all."""

    months: int
    clause: Clause
    dispatch_levels: tuple[DispatchLevel, ...] = ()
    matter: str = "term"
    title: str = "任期"

    def __post_init__(self) -> None:
        """Refuse a term that nobody serves."""
        if not 1 <= self.months <= 120:
            raise ValueError("任期须在 1 到 120 个月之间")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTemplate:
    """Which posts a village has that is covered from this level (HD-02); other posts of the level are too many."""

    dispatch_level: DispatchLevel
    posts: tuple[PostingRole, ...]
    clause: Clause
    title: str = "岗位配置"

    @property
    def matter(self) -> str:
        """What it rules on."""
        return f"posts:{self.dispatch_level}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRule:
    """A mark that villages carry here; ``proof``: to take it off needs a file (JZ-38)."""

    code: str
    title: str
    clause: Clause
    proof: bool = True

    @property
    def matter(self) -> str:
        """What it rules on."""
        return f"tag:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a thing is called here: 第一支书 for ``role:FIRST_SECRETARY`` (LX-14), 四位一体 for two things (HD-21)."""

    of: str
    title: str
    clause: Clause

    @property
    def matter(self) -> str:
        """What it rules on."""
        return f"wording:{self.of}"


Rule: TypeAlias = (
    Duty
    | ActivityForm
    | RegisterForm
    | ReportForm
    | IncomeScale
    | TargetSet
    | Term
    | PostTemplate
    | TagRule
    | Wording
    | PresenceNorm
    | CheckInRule
    | LeaveRule
    | InspectionRule
    | EventRule
    | SignalRule
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """What a region has laid down. Each rule names its matter once; raises ``ValueError`` when two name the same."""

    duties: tuple[Duty, ...] = ()
    activities: tuple[ActivityForm, ...] = ()
    registers: tuple[RegisterForm, ...] = ()
    reports: tuple[ReportForm, ...] = ()
    scales: tuple[IncomeScale, ...] = ()
    targets: tuple[TargetSet, ...] = ()
    terms: tuple[Term, ...] = ()
    posts: tuple[PostTemplate, ...] = ()
    tags: tuple[TagRule, ...] = ()
    wordings: tuple[Wording, ...] = ()
    presence: tuple[PresenceNorm, ...] = ()
    check_ins: tuple[CheckInRule, ...] = ()
    leave: tuple[LeaveRule, ...] = ()
    inspections: tuple[InspectionRule, ...] = ()
    events: tuple[EventRule, ...] = ()
    signals: tuple[SignalRule, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a rulebook that contradicts itself."""
        counted = Counter(rule.matter for rule in self.rules())
        twice = sorted(matter for matter, times in counted.items() if times > 1)
        if twice:
            raise ValueError(f"同一事项规定了两次:{'、'.join(twice)}")

    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order of the fields."""
        return tuple(rule for part in fields(self) for rule in getattr(self, part.name))
