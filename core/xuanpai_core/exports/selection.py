"""Which cadres an export holds: some of those within the requester's reach."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuanpai_core.approvals.matters import Payload
from xuanpai_core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Selection:
    """A place with all below it, a sending unit, a day in service; each narrows, and none means everybody."""

    region_code: str | None = None
    sending_unit_id: UUID | None = None
    active_on: date | None = None

    def as_json(self) -> Payload:
        """The form in which it is stored."""
        unit, day = self.sending_unit_id, self.active_on
        return {
            "region_code": self.region_code,
            "sending_unit_id": None if unit is None else str(unit),
            "active_on": None if day is None else day.isoformat(),
        }

    @classmethod
    def of_json(cls, stored: Any) -> "Selection":
        """Read the stored form; raises ``Invalid`` (``BAD_SELECTION``) for anything else."""
        try:
            unit, day = stored.get("sending_unit_id"), stored.get("active_on")
            return cls(stored.get("region_code"), None if unit is None else UUID(unit), day and date.fromisoformat(day))
        except (AttributeError, TypeError, ValueError):
            raise Invalid("导出条件的格式不对,请重新选择。", code="BAD_SELECTION") from None
