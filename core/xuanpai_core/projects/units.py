"""Units of quantities: one spelling each, so that km and 公里 are one unit, and 公里 and 口 never are."""

_SPELLINGS = {
    "公里": ("km", "千米"),
    "米": ("m",),
    "平方米": ("㎡", "m2", "m²", "平米"),
    "立方米": ("m³", "m3", "方"),
}
_KNOWN = {spelling: unit for unit, others in _SPELLINGS.items() for spelling in (unit, *others)}


def spelled(unit: str) -> str:
    """The one spelling of a unit; a unit that is not known here is its own."""
    trimmed = unit.strip()
    return _KNOWN.get(trimmed.lower(), trimmed)
