"""Whether the place that a person wrote is the place that the code means.

The official name of a village ends in 村委会 or 社区居民委员会, which few people write, and many put the township
before it: 徐小村, 界牌集镇徐小村 and 徐小村委会 all name 341125109201.
"""

import re
from enum import StrEnum

from xuanpai_core.regions.code import RegionLevel

_VILLAGE_ENDING = re.compile(r"(?:社区|村)*(?:(?:村民|居民|村|居)?(?:委员会|委会))?$")
_TOWNSHIP = re.compile(r".+?(?:街道办事处|街道|镇|乡|苏木)(?=.)")


class NameMatch(StrEnum):
    """How the written name and the code's own agree."""

    SAME = "SAME"
    OTHER_PLACE = "OTHER_PLACE"
    OTHER_TOWNSHIP = "OTHER_TOWNSHIP"


def compare_name(written: str, *, level: int, name: str, path_name: str) -> NameMatch:
    """Compare ``written`` with a region's ``name`` and full ``path_name``; names above it may lead, unbroken."""
    above = path_name.removesuffix(name)
    own = _core(name, level)
    text = _core("".join(written.split()), level)
    if text.endswith(own) and above.endswith(text.removesuffix(own)):
        return NameMatch.SAME
    township = _TOWNSHIP.match(text) if level == RegionLevel.VILLAGE else None
    if township is not None and not above.endswith(township[0]):
        return NameMatch.OTHER_TOWNSHIP
    return NameMatch.OTHER_PLACE


def _core(name: str, level: int) -> str:
    """The part of a village's name that tells it from its neighbours."""
    if level != RegionLevel.VILLAGE:
        return name
    return _VILLAGE_ENDING.sub("", name, count=1) or name
