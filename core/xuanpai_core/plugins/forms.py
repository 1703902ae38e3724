"""What a region writes down, as data: the fields of its registers, the agenda of its meetings, its reports."""

from dataclasses import dataclass, field
from enum import StrEnum

from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.duties import Cadence, Population
from xuanpai_core.vocabulary import ActivityKind


class FieldKind(StrEnum):
    """What a field holds: MONEY is whole 分, NUMBER is an exact decimal written as text."""

    TEXT = "TEXT"
    INTEGER = "INTEGER"
    NUMBER = "NUMBER"
    MONEY = "MONEY"
    DATE = "DATE"
    BOOLEAN = "BOOLEAN"
    CHOICE = "CHOICE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its English code, its Chinese title; bounds hold for numbers, and for texts as their length.

    ``choices``: stored value and Chinese label. ``feature``: its value is a feature of the deeds of the record
    (``kind:FUNDS``), so that duties can count or demand it.
    """

    code: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    least: int | None = None
    most: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    feature: bool = False


class PartyKind(StrEnum):
    """To whom or what a record refers."""

    POSTING = "POSTING"
    UNIT = "UNIT"
    COUNTY = "COUNTY"
    TOWNSHIP = "TOWNSHIP"
    VILLAGE = "VILLAGE"
    ENTRY = "ENTRY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party of a record: between ``least`` and ``most`` of the kind; ``forms``: entries of these registers.

    ``only_one``: it may stand in one running entry of this form at a time (DY-11: one mentor, one cadre).
    """

    code: str
    title: str
    kind: PartyKind
    least: int = 1
    most: int = 1
    forms: tuple[str, ...] = ()
    only_one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterForm:
    """A register: what stands over a period. Its code is also the kind of deed that an entry is.

    ``pairs``: a deed of one party towards the others fulfils a duty of the entry (a leader's visit to a village);
    otherwise deeds name the entry itself (a work team). ``proof``: an entry needs a file.
    """

    code: str
    title: str
    fields: tuple[Field, ...] = ()
    parties: tuple[Party, ...] = ()
    pairs: bool = False
    proof: bool = False
    clause: Clause | None = None

    @property
    def matter(self) -> str:
        """What it rules on."""
        return f"register:{self.code}"


class Attendees(StrEnum):
    """Who must attend: everybody in post under the place on that day, or everybody of the record's own parties."""

    NOBODY = "NOBODY"
    POSTED = "POSTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityForm:
    """A form of activity that the region knows by its own name (选派工作例会). Its code is the kind of deed.

    ``topics``: what must be heard, code and Chinese title; what was said of one is the feature ``topic:<code>``.
    ``fields``: what else is written down. ``must_attend``: who is absent if not named, ``who`` of them; they are named
    in the form's first part of postings, or else in the part ``attendee``, which the core adds.
    """

    code: str
    title: str
    kind: ActivityKind
    topics: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...] = ()
    parties: tuple[Party, ...] = ()
    must_attend: Attendees = Attendees.NOBODY
    who: Population = field(default_factory=Population)
    clause: Clause | None = None

    @property
    def matter(self) -> str:
        """What it rules on."""
        return f"activity:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """One line of a report. ``source`` names the recorded figure that it is filled from and checked against."""

    code: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm:
    """A report that a posting (or a place) hands in for each period, to each of the recipients (JZ-23, DY-07).

    ``recipients``: code and Chinese title. Its code is the kind of deed; each recipient that has it is the feature
    ``recipient:<code>`` from that day.
    """

    code: str
    title: str
    cadence: Cadence
    items: tuple[ReportItem, ...]
    recipients: tuple[tuple[str, str], ...]
    clause: Clause

    @property
    def matter(self) -> str:
        """What it rules on."""
        return f"report:{self.code}"
