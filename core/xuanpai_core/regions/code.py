"""The code of a region (统计用区划代码) and what can be told from the code alone."""

import re
from enum import IntEnum
from typing import Self

from xuanpai_core.regions.errors import InvalidRegionCode

_SHAPE = re.compile(r"[0-9]{2}(?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{3}(?:[0-9]{3})?)?)?)?")
_LENGTHS = (2, 4, 6, 9, 12)
_AFTER_DIGITS = ":"
"""The character that follows ``9`` in byte order, so it closes a subtree under collation ``C``."""


class RegionLevel(IntEnum):
    """The five levels of the administrative tree; a smaller number is nearer the country."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5

    @property
    def digits(self) -> int:
        """How many digits a code of this level has."""
        return _LENGTHS[self - 1]

    @property
    def label(self) -> str:
        """The level as people say it: 省 市 县 乡 村."""
        return "省市县乡村"[self - 1]


_LEVEL_OF_LENGTH = {level.digits: level for level in RegionLevel}


class RegionCode(str):
    """A code of 2, 4, 6, 9 or 12 ASCII digits; equal to, hashed as and stored as the same ``str``.

    ``parent`` and ``covers`` follow the national convention that an ancestor's code is a prefix of its
    descendants'. Where a province has moved a region without renumbering it, the stored parent reference is
    the truth and these two are not. Whether the region exists is not known here either.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Take a text that is exactly a code; raises ``InvalidRegionCode``."""
        if not _SHAPE.fullmatch(text):
            shown = "".join(c if c.isprintable() else "\ufffd" for c in text[:20])
            raise InvalidRegionCode(f"区划代码“{shown}”不正确，请填写 2、4、6、9 或 12 位数字。")
        return str.__new__(cls, text)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code as a person or a file gave it; nothing is trimmed. Raises ``InvalidRegionCode``."""
        return cls(text)

    @classmethod
    def stored(cls, text: str) -> Self:
        """Take, unchecked and fast, a text from where only checked codes are kept: the database, the pack."""
        return str.__new__(cls, text)

    @property
    def level(self) -> RegionLevel:
        """The level that the number of digits tells."""
        return _LEVEL_OF_LENGTH[len(self)]

    @property
    def parent(self) -> "RegionCode | None":
        """The code one level up by prefix; ``None`` for a province."""
        level = self.level
        return None if level is RegionLevel.PROVINCE else RegionCode.stored(self[: _LENGTHS[level - 2]])

    @property
    def province(self) -> "RegionCode":
        """The province's two digits."""
        return RegionCode.stored(self[:2])

    def ancestors(self) -> "tuple[RegionCode, ...]":
        """The codes above this one by prefix, nearest first, without itself."""
        return tuple(RegionCode.stored(self[:length]) for length in reversed(_LENGTHS[: self.level - 1]))

    def covers(self, other: "RegionCode") -> bool:
        """Whether ``other`` is this region or lies below it by prefix."""
        return other.startswith(self)

    def range(self) -> tuple[str, str]:
        """Bounds ``[low, high)`` of this region and all below it, for ``text COLLATE "C"`` (byte order)."""
        return str(self), self + _AFTER_DIGITS
