"""A province's places as the demo needs them: townships with their villages, and what a village is called."""

from collections import defaultdict
from dataclasses import dataclass

from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.regions.pack.reader import read_province

_COMMITTEES = ("村民委员会", "村委会")


@dataclass(frozen=True, slots=True)
class Places:
    """Names by code, and the villages of each township in the order of their codes, urban communities left out."""

    names: dict[str, str]
    path_names: dict[str, str]
    villages: dict[str, tuple[str, ...]]

    def title(self, code: str) -> str:
        """What people call the place: 徐小村 for 徐小村委会."""
        return village_title(self.names[code])


def village_title(name: str) -> str:
    """A village's name without its committee."""
    for committee in _COMMITTEES:
        if name.endswith(committee):
            base = name.removesuffix(committee)
            return base if base.endswith("村") else base + "村"
    for committee in ("居民委员会", "居委会"):
        name = name.removesuffix(committee)
    return name


def read_places(province_code: str) -> Places:
    """The province's places from the region pack; raises ``ProvinceNotInPack`` and ``RegionPackDamaged``."""
    names: dict[str, str] = {}
    path_names: dict[str, str] = {}
    villages: defaultdict[str, list[str]] = defaultdict(list)
    for row in read_province(province_code):
        names[row.code], path_names[row.code] = row.name, row.path_name
        if row.level is RegionLevel.VILLAGE and row.parent_code is not None and village_title(row.name).endswith("村"):
            villages[row.parent_code].append(row.code)
    return Places(names, path_names, {township: tuple(codes) for township, codes in villages.items()})
