"""What can go wrong with changes of parameters."""

from datetime import datetime

from xuanpai_core.errors import Conflict, Forbidden, Invalid
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.regions.code import RegionLevel


class PlaceOutsideActivation(Invalid):
    """A place sets parameters only of what is in force over it."""

    code = "PLACE_OUTSIDE_ACTIVATION"

    def __init__(self, place: str) -> None:
        super().__init__(f"{place}不在这条插件启用的范围内,请选择范围内的区划。")


class DayOutsideActivation(Invalid):
    """Parameters change only on days on which the plugin is in force."""

    code = "INVALID_PERIOD"

    def __init__(self) -> None:
        super().__init__("起效之日须在插件的启用期内,失效之日须晚于起效之日,请改正。")


class InvalidParameterChange(Invalid):
    """The list of what is to change is empty, or contradicts itself."""

    code = "INVALID_PARAMETER_CHANGE"


class NotHandedDown(Forbidden):
    """The plugin leaves this parameter to places further up."""

    code = "PARAMETER_NOT_HANDED_DOWN"

    def __init__(self, title: str, level: RegionLevel | None, place: str) -> None:
        allowed = "只能在插件启用的地方统一规定" if level is None else f"只下放到{level.label}一级"
        super().__init__(f"“{title}”{allowed},{place}不能自行规定。如需调整,请报上级提出。")


class NothingChanges(Conflict):
    """What is asked for holds already."""

    code = "PARAMETER_UNCHANGED"

    def __init__(self) -> None:
        super().__init__("这样变更后各地的参数与现在完全相同,不需要办理。")


class ChangePending(Conflict):
    """Somebody has asked for another change of the same parameter, and nobody has decided yet."""

    code = "PARAMETER_CHANGE_PENDING"

    def __init__(self, title: str, expires_at: datetime) -> None:
        super().__init__(
            f"“{title}”在这里的同一时段已有一项变更等待审批({day_name(expires_at.date())}到期)。"
            "请等它办结,或由提出人撤回后再提出。"
        )


class ParametersChanged(Conflict):
    """What the proposal started from no longer holds."""

    code = "PARAMETERS_CHANGED_SINCE"

    def __init__(self) -> None:
        super().__init__("提出以后,这里的参数已有其他变更,这项申请不再成立。请驳回,由提出人按现在的参数重新提出。")


class PreviewForbidden(Forbidden):
    """Only whoever may propose or decide it sees what a change would do."""

    code = "FORBIDDEN"

    def __init__(self) -> None:
        super().__init__("这个地方的参数不由您提出或审批变更。")
