"""How deeds and duties name whoever or whatever takes part: one text each."""

from uuid import UUID


def of_posting(posting_id: UUID) -> str:
    """A posting."""
    return f"posting:{posting_id}"


def of_unit(unit_id: UUID) -> str:
    """A unit."""
    return f"unit:{unit_id}"


def of_region(region_code: str) -> str:
    """A place."""
    return f"region:{region_code}"


def of_entry(entry_id: UUID) -> str:
    """An entry of a register."""
    return f"entry:{entry_id}"
