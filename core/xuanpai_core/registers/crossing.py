"""How far a problem of a grade may travel, and which boundary it crossed: a pure function (LX-11)."""

from collections.abc import Mapping

LEVELS = (("GROUP", "组"), ("VILLAGE", "村"), ("DISTRICT", "片"), ("TOWNSHIP", "乡"), ("COUNTY", "县"))
GRADES = (("MINOR", "小问题"), ("ORDINARY", "一般问题"), ("MAJOR", "较大问题"), ("COMPLEX", "复杂问题"))
CROSSED = (("NONE", "未越级"), ("GROUP", "出组"), ("VILLAGE", "出村"), ("DISTRICT", "出片"), ("TOWNSHIP", "出乡"))

HIGHEST: Mapping[str, str] = {"MINOR": "GROUP", "ORDINARY": "VILLAGE", "MAJOR": "DISTRICT", "COMPLEX": "TOWNSHIP"}
"""The highest level at which a problem of the grade is to be settled: 小问题不出组 … 复杂不出乡."""

_ORDER = {level: number for number, (level, _) in enumerate(LEVELS)}


def crossed(grade: str, handled_level: str) -> str:
    """The boundary that a problem of ``grade`` crossed when it was handled at ``handled_level``, else ``NONE``."""
    highest = HIGHEST[grade]
    return highest if _ORDER[handled_level] > _ORDER[highest] else "NONE"


def derived(form: str, content: Mapping[str, object]) -> dict[str, str]:
    """What follows from the fields of an entry of ``form`` and is therefore nobody's to fill in."""
    grade, handled = content.get("grade"), content.get("handled_level")
    if form != "problem" or grade not in HIGHEST or handled not in _ORDER:
        return {}
    return {"beyond": crossed(str(grade), str(handled))}
