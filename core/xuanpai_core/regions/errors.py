"""Refusals of the region room."""

from xuanpai_core.errors import Invalid, NotFound, XuanpaiError


class InvalidRegionCode(Invalid):
    """A text that is not a region code of 2, 4, 6, 9 or 12 digits."""

    code = "INVALID_REGION_CODE"


class ProvinceNotInPack(NotFound):
    """The region pack carries no such province."""

    code = "PROVINCE_NOT_IN_PACK"


class RegionPackDamaged(XuanpaiError):
    """A file of the installed region pack is missing or differs from what was published."""

    code = "REGION_PACK_DAMAGED"


class InvalidRegionSource(Invalid):
    """The folder or archive given for rebuilding the pack is not a sound copy of its source."""

    code = "INVALID_REGION_SOURCE"
