"""What a verdict on presence says, in sentences for a village secretary."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from xuanpai_core.plugins.decisions import Strictness
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.presence import Measure, PresenceNorm
from xuanpai_core.plugins.wording import day_count
from xuanpai_core.vocabulary import Outcome

NO_NORM_PART = {Cadence.WEEK: "整周", Cadence.MONTH: "整月", Cadence.YEAR: "整年", Cadence.TERM: "整个任期"}
_MOST_STRETCHES = 12
_DID = {Measure.DAYS: "到岗", Measure.NIGHTS: "夜宿"}


def amount(norm: PresenceNorm, number: Decimal | int) -> str:
    """So many days, or nights: ``19.5天``, ``9晚``."""
    return day_count(number) if norm.measure is Measure.DAYS else day_count(number).replace("天", "晚")


def done(norm: PresenceNorm, measured: Decimal) -> str:
    """What was reached: ``到岗19天``, ``夜宿9晚``."""
    return f"{_DID[norm.measure]}{amount(norm, measured)}"


def stretches(days: Iterable[date]) -> str:
    """Days in words, those in a row together: ``10月1日至8日、10月11日``; the year where it is not the first's."""
    rows: list[tuple[date, date]] = []
    for day in sorted(days):
        if rows and day - rows[-1][1] == timedelta(days=1):
            rows[-1] = (rows[-1][0], day)
        else:
            rows.append((day, day))
    told, year = [], rows[0][0].year if rows else 0
    for first, last in rows[:_MOST_STRETCHES]:
        words = _day(first, year)
        if last > first:
            same = (first.year, first.month) == (last.year, last.month)
            words += f"至{last.day}日" if same else f"至{_day(last, year)}"
        told.append(words)
    return "、".join(told) + ("等" if len(rows) > _MOST_STRETCHES else "")


def judged(norm: PresenceNorm, outcome: Outcome, measured: Decimal, required: int, missing: Decimal) -> str:
    """Whether that is enough."""
    if outcome is Outcome.MET:
        said = f"达到不少于{amount(norm, required)}的要求。"
    elif norm.strictness is Strictness.SOFT:
        said = f"少于一般要求的{amount(norm, required)},差{amount(norm, missing)},仅作提示。"
    else:
        said = f"要求不少于{amount(norm, required)},还缺{amount(norm, missing)}。"
    return f"{done(norm, measured)},{said}"


def still(norm: PresenceNorm, last: date | None, missing: Decimal, left: Decimal | None, *, reachable: bool) -> str:
    """What a running period still needs, and whether that can be; ``left`` None: there is no end in sight."""
    if last is None or left is None:
        return f"任期届满之日没有登记,还须{done(norm, missing)}。"
    until = f"本期到{last.month}月{last.day}日结束"
    if reachable:
        return f"{until},还有{amount(norm, left)}可计,再{done(norm, missing)}即可达到。"
    return f"{until},可计的只剩{amount(norm, left)},已无法达到。"


def shortened(norm: PresenceNorm, served: int, measured: Decimal) -> str:
    """Why a period that was not served whole is not judged."""
    return f"在任{served}天,不足{NO_NORM_PART[norm.cadence]},按规定不作评定;{done(norm, measured)}。"


def _day(day: date, year: int) -> str:
    return f"{day.month}月{day.day}日" if day.year == year else f"{day.year}年{day.month}月{day.day}日"
