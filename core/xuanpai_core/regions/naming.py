"""How the name of a region is said and what it may not hold."""

import unicodedata

PLACEHOLDER_NAMES = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
"""Names the statistics give to a city level that does not exist: in the four municipalities, and above
counties that a province governs directly. Nobody says them in an address."""


def child_path_name(parent_path_name: str, parent_name: str, name: str) -> str:
    """The full name of ``name`` below the region called ``parent_name``, e.g. 辽宁省锦州市黑山县芳山镇.

    A placeholder is left out of the names below it (北京市东城区), and a name that repeats its parent's is
    said once (广东省东莞市莞城街道, where 东莞市 is both city and county). A full name is for reading: the
    repeating region has the same one as its parent, so it identifies nothing.
    """
    if name == parent_name:
        return parent_path_name
    if parent_name in PLACEHOLDER_NAMES:
        return parent_path_name.removesuffix(parent_name) + name
    return parent_path_name + name


_UNREADABLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def has_unreadable_characters(text: str) -> bool:
    """Whether ``text`` holds NUL, control, zero-width or line-breaking characters, or U+FFFD.

    Private-use and unassigned characters pass: official lists write rare village names with them.
    """
    return any(char == "\ufffd" or unicodedata.category(char) in _UNREADABLE_CATEGORIES for char in text)
