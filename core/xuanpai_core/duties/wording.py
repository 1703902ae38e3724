"""The sentences of duties, as a village secretary reads them."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from xuanpai_core.periods import Month
from xuanpai_core.plugins.duties import Cadence, Distinct, Due, Duty
from xuanpai_core.plugins.wording import day_name, month_name, quarter_name
from xuanpai_core.vocabulary import Outcome

PARTIAL = "因本期内任职或规定不满整期,不作要求"
OTHER_KIND = "不是这项责任要求的工作"
OTHER_PARTIES = "没有涉及全部有关各方"
COUNTED_ALREADY: Mapping[Distinct, str] = {
    Distinct.DEEDS: "同一条记录已计入",
    Distinct.DAYS: "同一天已计入一次",
    Distinct.FEATURES: "同一类已计入",
}
_UNITS = {Distinct.DEEDS: "次", Distinct.DAYS: "天", Distinct.FEATURES: "类"}
_FEATURES = {"evidence": "没有佐证材料", "notice": "没有公示"}
_FEATURES_LATE = {"evidence": "佐证材料", "notice": "公示"}
_PREFIXES = {
    "notice": "公示没有满规定的天数",
    "topic": "没有涉及规定的议题",
    "recipient": "没有报送规定的对象",
    "kind": "没有写明类别",
}
NO_DEADLINE = date(2199, 12, 31)
"""When something is due at the end of a term whose end nobody has said."""


class Period(Protocol):
    """What a sentence needs of a period of a duty."""

    @property
    def period_start(self) -> date:
        """Its first day."""

    @property
    def period_end(self) -> date | None:
        """Its last day, None: without end."""

    @property
    def due_on(self) -> date:
        """The last day on which it is in time."""


def outside(day: date) -> str:
    """A deed of another period."""
    return f"日期{day_name(day)}不在本期内"


def not_yet(day: date) -> str:
    """What stands from a later day on."""
    return f"自{day_name(day)}起才开始"


def no_longer(last_day: date) -> str:
    """What stood up to an earlier day."""
    return f"已于{day_name(last_day)}结束"


def excused(reason: str) -> str:
    """Excused, with the written reason."""
    said = reason.rstrip("。")
    return f"已免除:{said}"


def lacks(feature: str, gained: date | None, title: str | None = None) -> str:
    """A deed without a feature, or with one that came too late; ``title`` is what the feature is called."""
    if gained is not None:
        return f"{_FEATURES_LATE.get(feature, '规定的内容')}到{day_name(gained)}才有,已不在本期内"
    prefix, _, value = feature.partition(":")
    if title is not None and prefix == "recipient":
        return f"没有报送{title}"
    said = _FEATURES.get(feature) or _PREFIXES.get(prefix, "缺少规定的内容")
    return f"{said}({value})" if value else said


def period_name(cadence: Cadence, start: date, end: date | None) -> str:
    """A period in words: ``2019年第1季度``, ``2015年1至2月``, ``2019年1月7日至1月13日这一周``."""
    match cadence:
        case Cadence.DAY:
            return day_name(start)
        case Cadence.WEEK if end is not None:
            year = f"{end.year}年" if end.year != start.year else ""
            return f"{day_name(start)}至{year}{end.month}月{end.day}日这一周"
        case Cadence.MONTH:
            return month_name(Month(start))
        case Cadence.BIMONTH:
            return f"{start.year}年{start.month}至{start.month + 1}月"
        case Cadence.QUARTER:
            return quarter_name(start)
        case Cadence.HALF_YEAR:
            return f"{start.year}年{'上' if start.month == 1 else '下'}半年"
        case Cadence.YEAR:
            return f"{start.year}年"
        case Cadence.TERM:
            return f"自{day_name(start)}起的任期内"
        case _:
            return f"自{day_name(start)}起" if end is None else f"{day_name(start)}至{day_name(end)}"


def sentence(duty: Duty, period: Period, done: int, excuse: str, outcome: Outcome, late_days: int, today: date) -> str:
    """What is asked, what was done, by when it is due: ``2019年第1季度“工作报告”须完成1次,已完成0次,…``."""
    name = f"{period_name(duty.cadence, period.period_start, period.period_end)}“{duty.title}”"
    if outcome is Outcome.EXEMPT:
        return f"{name}{excuse}。"
    unit = _UNITS[duty.distinct]
    must, has = ("须有", "现有") if duty.cadence is Cadence.STANDING else ("须完成", "已完成")
    parts = [f"{name}{must}{_required(duty)}{unit}", f"{has}{done}{unit}"]
    parts += [_ending(duty, period, done, outcome, late_days, today)]
    return ",".join(part for part in parts if part) + "。"


def _required(duty: Duty) -> str:
    if duty.at_most is None:
        return str(duty.at_least)
    return str(duty.at_least) if duty.at_most == duty.at_least else f"{duty.at_least}至{duty.at_most}"


def _ending(duty: Duty, period: Period, done: int, outcome: Outcome, late_days: int, today: date) -> str:
    unit = _UNITS[duty.distinct]
    if outcome is Outcome.MET:
        return f"逾期{late_days}天完成" if late_days else "已达到要求"
    if duty.at_most is not None and done > duty.at_most:
        return f"超出{done - duty.at_most}{unit}" + _hint(outcome)
    short = f"还差{max(0, duty.at_least - done)}{unit}"
    return ",".join(part for part in (short, _deadline(duty, period, today)) if part) + _hint(outcome)


def _deadline(duty: Duty, period: Period, today: date) -> str:
    if period.due_on >= NO_DEADLINE:
        return "任期届满前完成"
    year = "" if period.due_on.year == period.period_start.year else f"{period.due_on.year}年"
    by = f"应于{year}{period.due_on.month}月{period.due_on.day}日前完成"
    overdue = (today - period.due_on).days
    if duty.cadence is Cadence.STANDING and duty.due is Due.END and overdue >= 0 and not duty.grace_days:
        return ""
    return f"{by},已逾期{overdue}天" if overdue > 0 else by


def _hint(outcome: Outcome) -> str:
    return "(提示)" if outcome is Outcome.WARNED else ""
