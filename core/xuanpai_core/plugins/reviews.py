"""What is about to be written, as a region sees it, and what it objects to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xuanpai_core.plugins.decisions import Clause, Strictness
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPost:
    """A post that is held in the village on the day in question."""

    role: PostingRole
    dispatch_level: DispatchLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingDraft:
    """Somebody is about to be appointed to a post.

    ``age`` in whole years on ``start_date``. ``category``: what the person is in the home unit, as the region's
    candidate form calls it (优秀机关干部 …). ``vetoes``: the vetoes that were found at the review of candidates
    (FJ-08), None if there was no review. ``decided``: a meeting has decided on it (DY-12). ``others``: who holds a
    post there already. ``village_tags``: what the village is on that day.
    """

    role: PostingRole
    dispatch_level: DispatchLevel
    region_code: str
    start_date: date
    age: int
    party_status: PartyStatus
    staffing_type: StaffingType
    category: str = ""
    township_leader: bool = False
    service_years: int | None = None
    vetoes: tuple[str, ...] | None = None
    decided: bool = False
    village_tags: frozenset[str] = frozenset()
    others: tuple[HeldPost, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """One party of an entry: its kind, its place, and what is known of it.

    ``known``: for an entry of a register its field values, for a unit its ``name`` and ``category``, for a village
    its ``tags`` (comma-separated) and its ``neighbours`` (codes, comma-separated).
    """

    code: str
    token: str
    region_code: str
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """An entry of a register is about to be written. ``others``: the running entries of that form at the place."""

    form: str
    region_code: str
    valid_from: date
    values: Mapping[str, object]
    parties: tuple[PartyFacts, ...]
    others: int = 0


Draft = PostingDraft | EntryDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """HARD: it is refused. SOFT: whoever writes it must say why it is right all the same, and that is kept."""

    code: str
    clause: Clause
    reason: str
    strictness: Strictness = Strictness.HARD

    def __post_init__(self) -> None:
        """Refuse an objection without a code or a reason."""
        if not (self.code and self.reason.strip()):
            raise ValueError("异议须写明代码和理由")
