"""The roster's format: its columns, the words that may stand in them, and which place each post needs."""

from enum import StrEnum

from xuanpai_core.cadres.models import Gender
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType

SHEET = "名册"


class Column(StrEnum):
    """A column, by its title in the header row; the template writes them in this order."""

    NAME = "姓名"
    GENDER = "性别"
    ID_NUMBER = "身份证号"
    PHONE = "手机号"
    PARTY_STATUS = "政治面貌"
    STAFFING_TYPE = "编制类型"
    UNIT_NAME = "派出单位"
    UNIT_REGION = "派出单位所在区划代码"
    DISPATCH_LEVEL = "派出层级"
    ROLE = "任职"
    REGION_CODE = "任职地区划代码"
    REGION_NAME = "任职地名称"
    START_DATE = "开始日期"
    PLANNED_END = "届满日期"


COLUMNS = tuple(Column)
OPTIONAL = frozenset({Column.PHONE, Column.PLANNED_END})
"""Columns whose cells may be empty; the columns themselves must be there."""

GENDERS = {"男": Gender.MALE, "女": Gender.FEMALE}
PARTY_STATUSES = {
    "中共党员": PartyStatus.FULL_MEMBER,
    "中共预备党员": PartyStatus.PROBATIONARY_MEMBER,
    "共青团员": PartyStatus.NOT_MEMBER,
    "民主党派": PartyStatus.NOT_MEMBER,
    "无党派人士": PartyStatus.NOT_MEMBER,
    "群众": PartyStatus.NOT_MEMBER,
}
STAFFING_TYPES = {"行政编制": StaffingType.CIVIL_SERVICE, "事业编制": StaffingType.PUBLIC_INSTITUTION}
DISPATCH_LEVELS = {
    "省派": DispatchLevel.PROVINCE,
    "市派": DispatchLevel.CITY,
    "县派": DispatchLevel.COUNTY,
    "乡派": DispatchLevel.TOWNSHIP,
}
ROLES = {
    "第一书记": PostingRole.FIRST_SECRETARY,
    "副书记": PostingRole.DEPUTY_SECRETARY,
    "工作队员": PostingRole.TEAM_MEMBER,
    "领队": PostingRole.TEAM_LEAD,
    "乡镇党委第一副书记": PostingRole.TOWNSHIP_FIRST_DEPUTY,
}

# A township's lead is one of the cadres in its villages, and some rosters name the township instead (FJ-16).
PLACE_LEVELS = {
    PostingRole.FIRST_SECRETARY: (RegionLevel.VILLAGE,),
    PostingRole.DEPUTY_SECRETARY: (RegionLevel.VILLAGE,),
    PostingRole.TEAM_MEMBER: (RegionLevel.VILLAGE,),
    PostingRole.TEAM_LEAD: (RegionLevel.TOWNSHIP, RegionLevel.VILLAGE),
    PostingRole.TOWNSHIP_FIRST_DEPUTY: (RegionLevel.TOWNSHIP,),
}
"""The levels of region at which a post is held."""
