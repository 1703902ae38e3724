"""The inspection that a planner may still change; whatever else there is looks as if it were not (JZ-14)."""

from uuid import UUID

from xuanpai_core.db.session import Work
from xuanpai_core.inspections import repository
from xuanpai_core.inspections.errors import InspectionCancelled, InspectionNotFound, InspectionPublished
from xuanpai_core.inspections.models import Inspection, InspectionState


async def open_inspection(work: Work, inspection_id: UUID) -> Inspection:
    """The inspection, locked, while it may still change.

    Raises ``InspectionNotFound`` (also for one that the caller may not know of), ``InspectionPublished``,
    ``InspectionCancelled``.
    """
    inspection = await repository.planned(work, inspection_id)
    if inspection is None:
        raise InspectionNotFound
    if inspection.state is InspectionState.PUBLISHED:
        raise InspectionPublished
    if inspection.state is InspectionState.CANCELLED:
        raise InspectionCancelled
    return inspection
