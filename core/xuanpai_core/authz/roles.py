"""The roles that a person may be appointed to, and along which axis each one's extent runs."""

from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """PLACE reaches a subtree of regions, UNIT the cadres a unit has sent, SELF one's own records."""

    PLACE = "PLACE"
    SELF = "SELF"
    UNIT = "UNIT"


class Administration(StrEnum):
    """The three administrations that exclude one another (三员分立): whoever holds one holds no other of them."""

    AUDIT = "AUDIT"
    SECURITY = "SECURITY"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its code, its Chinese name, its axis, and the region levels where it may be held (PLACE only).

    ``administers`` names its part of the separated administrations; a role without one does business.
    """

    code: str
    title: str
    axis: Axis
    levels: tuple[int, ...] = ()
    administers: Administration | None = None


_ALL = (
    Role("platform_operator", "平台运营员", Axis.PLACE, (), Administration.SYSTEM),
    Role("platform_security", "平台安全管理员", Axis.PLACE, (), Administration.SECURITY),
    Role("platform_auditor", "平台审计管理员", Axis.PLACE, (), Administration.AUDIT),
    Role("tenant_administrator", "租户系统管理员", Axis.PLACE, (1,), Administration.SYSTEM),
    Role("security_administrator", "租户安全管理员", Axis.PLACE, (1,), Administration.SECURITY),
    Role("auditor", "租户审计管理员", Axis.PLACE, (1,), Administration.AUDIT),
    Role("province_organiser", "省委组织部", Axis.PLACE, (1,)),
    Role("city_organiser", "市委组织部", Axis.PLACE, (2,)),
    Role("county_organiser", "县(市、区)委组织部", Axis.PLACE, (3,)),
    Role("township_secretary", "乡镇党委书记", Axis.PLACE, (4,)),
    Role("township_clerk", "乡镇经办人", Axis.PLACE, (4,)),
    Role("village_branch", "村党组织", Axis.PLACE, (5,)),
    Role("unit_leader", "派出单位负责人", Axis.UNIT),
    Role("unit_liaison", "派出单位联络员", Axis.UNIT),
    Role("inspector", "督查室", Axis.PLACE, (1, 2, 3)),
    Role("finance", "财政部门", Axis.PLACE, (1, 2, 3)),
    Role("reader", "只读查阅", Axis.PLACE, (1, 2, 3, 4)),
    Role("posted_cadre", "选派干部", Axis.SELF),
    Role("team_member", "工作队员", Axis.SELF),
)

ROLES: dict[str, Role] = {role.code: role for role in _ALL}
PLATFORM_ROLES = frozenset(code for code in ROLES if code.startswith("platform_"))
