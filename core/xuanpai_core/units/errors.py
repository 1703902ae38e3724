"""What can go wrong with units."""

from xuanpai_core.errors import Conflict, Invalid, NotFound


class UnitNotFound(NotFound):
    """No such unit, or none within reach: the two look the same."""

    code = "UNIT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这个单位,或不在您的管辖范围内。")


class SameUnit(Invalid):
    """A unit does not merge into itself."""

    code = "SAME_UNIT"

    def __init__(self) -> None:
        super().__init__("不能把一个单位并入它自己,请选择另一个单位。")


class UnitsDiffer(Invalid):
    """Units of different kinds have different tasks."""

    code = "UNITS_DIFFER"

    def __init__(self) -> None:
        super().__init__("两个单位的类别不同,不能合并。请先核对单位类别。")


class UnitMerged(Conflict):
    """It has been merged already."""

    code = "UNIT_MERGED"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”已经并入其他单位,请选择合并后的单位。")
