"""Turning the pages of a list of postings by place: a cursor says behind which of them the next page begins."""

from uuid import UUID

from xuanpai_core.errors import Invalid

PlacedPosting = tuple[str, UUID]
"""A posting by its region code and its id: the order of such a list."""


def cursor_of(last: PlacedPosting) -> str:
    """The cursor behind the last posting of a page."""
    region_code, posting_id = last
    return f"{region_code}.{posting_id.hex}"


def read_cursor(text: str) -> PlacedPosting:
    """Behind which posting a page begins; raises ``Invalid`` (``BAD_CURSOR``)."""
    region_code, _, posting_id = text.partition(".")
    try:
        if not (region_code.isdecimal() and region_code.isascii()):
            raise ValueError(region_code)
        return region_code, UUID(hex=posting_id)
    except ValueError:
        raise Invalid("翻页位置不对,请从第一页重新查起。", code="BAD_CURSOR") from None
