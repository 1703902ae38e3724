"""What posts and levels are called, unless the region has its own word (LX-14)."""

from collections.abc import Mapping
from datetime import date

from xuanpai_core.plugins.rulebook import Wording
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.rulebooks.in_force import Rulebooks
from xuanpai_core.vocabulary import DispatchLevel, PostingRole

ROLE_TITLES: Mapping[PostingRole, str] = {
    PostingRole.FIRST_SECRETARY: "第一书记",
    PostingRole.DEPUTY_SECRETARY: "副书记",
    PostingRole.TEAM_MEMBER: "工作队员",
    PostingRole.TEAM_LEAD: "领队",
    PostingRole.TOWNSHIP_FIRST_DEPUTY: "乡镇党委第一副书记",
}
LEVEL_TITLES: Mapping[DispatchLevel, str] = {
    DispatchLevel.PROVINCE: "省派",
    DispatchLevel.CITY: "市派",
    DispatchLevel.COUNTY: "县派",
    DispatchLevel.TOWNSHIP: "乡派",
}
PLACE_LEVELS: Mapping[PostingRole, tuple[RegionLevel, ...]] = {
    PostingRole.FIRST_SECRETARY: (RegionLevel.VILLAGE,),
    PostingRole.DEPUTY_SECRETARY: (RegionLevel.VILLAGE,),
    PostingRole.TEAM_MEMBER: (RegionLevel.VILLAGE,),
    PostingRole.TEAM_LEAD: (RegionLevel.TOWNSHIP, RegionLevel.VILLAGE),
    PostingRole.TOWNSHIP_FIRST_DEPUTY: (RegionLevel.TOWNSHIP,),
}
"""The levels of region at which a post is held."""


def role_title(books: Rulebooks, role: PostingRole, region_code: str, on: date) -> str:
    """What the post is called there that day."""
    own = books.one(Wording, f"wording:role:{role}", region_code, on)
    return ROLE_TITLES[role] if own is None else own[1].title


def level_title(books: Rulebooks, level: DispatchLevel, region_code: str, on: date) -> str:
    """What the level that sends is called there that day (区直 for COUNTY)."""
    own = books.one(Wording, f"wording:level:{level}", region_code, on)
    return LEVEL_TITLES[level] if own is None else own[1].title
