"""What one operation read of people, gathered until it is written down as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# ``Any``: the arguments of a search are JSON.
from typing import Any, Final

from xuanpai_core.audit.journal import Journal
from xuanpai_core.audit.service import record_read
from xuanpai_core.authz.actions import Action
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Work

CADRE: Final = "cadre"
AUDIT_EVENT: Final = "audit_event"
EVIDENCE: Final = "evidence"
_ACTIONS: Final = {CADRE: Action.CADRE_READ, AUDIT_EVENT: Action.AUDIT_READ, EVIDENCE: Action.EVIDENCE_READ}


@dataclass(slots=True)
class Reading:
    """Fields read and their subjects, of one kind of subject."""

    fields: list[str] = field(default_factory=list)
    subjects: dict[str, None] = field(default_factory=dict)
    search: dict[str, Any] | None = None


@dataclass(slots=True)
class ReadLog:
    """What the running operation has read; empty for nearly all."""

    operation: str | None = None
    readings: dict[str, Reading] = field(default_factory=dict)

    def note(
        self,
        ctx: RequestContext,
        operation: str | None,
        fields: Mapping[str, Sequence[str]],
        subjects: Sequence[tuple[str, str]],
    ) -> None:
        """Add what a root field read; one's own record is nobody else's business."""
        self.operation = operation
        own = str(ctx.actor.cadre_id)
        for kind, subject_id in subjects:
            if kind == CADRE and subject_id == own:
                continue
            reading = self.readings.setdefault(kind, Reading())
            reading.subjects[subject_id] = None
            reading.fields += [name for name in fields[kind] if name not in reading.fields]

    def searched(self, kind: str, search: Mapping[str, Any]) -> None:
        """Add that somebody looked for such subjects, whether or not there were any."""
        self.readings.setdefault(kind, Reading()).search = dict(search)

    async def write(self, journal: Journal, ctx: RequestContext) -> None:
        """Write everything down in a transaction beside the one that read; raises ``NotWritten``."""
        for kind, reading in self.readings.items():
            detail = self._detail(reading)
            await journal.write(ctx, _ACTIONS[kind], kind, list(reading.subjects), reading.fields, detail)
        self.readings.clear()

    def record(self, work: Work) -> None:
        """Write everything down in the transaction of the mutation that read it."""
        for kind, reading in self.readings.items():
            record_read(work, _ACTIONS[kind], kind, list(reading.subjects), reading.fields, **self._detail(reading))
        self.readings.clear()

    def _detail(self, reading: Reading) -> dict[str, Any]:
        detail: dict[str, Any] = {"operation": self.operation}
        return detail if reading.search is None else {**detail, "search": reading.search}
