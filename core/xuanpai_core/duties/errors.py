"""What can go wrong with duties."""

from xuanpai_core.errors import Invalid, NotFound


class OccurrenceNotFound(NotFound):
    """No such period of a duty, or out of reach: the two look the same."""

    code = "OCCURRENCE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这项责任,或它不在您的管辖范围内。")


class InvalidExemption(Invalid):
    """The days of an exemption contradict each other."""

    code = "INVALID_PERIOD"

    def __init__(self) -> None:
        super().__init__("免除的截止日期不能早于开始日期,请改正。")
