"""What a signal says: one sentence with its figures, that accuses nobody and names nobody else."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from xuanpai_core.clock import SHANGHAI
from xuanpai_core.plugins.presence import SignalRule
from xuanpai_core.signals.thresholds import CLOCK_AHEAD
from xuanpai_core.vocabulary import SignalKind

TITLES: Mapping[SignalKind, str] = {
    SignalKind.MOCK_LOCATION: "手机报告使用了模拟定位",
    SignalKind.IMPOSSIBLE_TRAVEL: "两次签到相距太远、相隔太短",
    SignalKind.CLOCK_OFF: "手机时间不准",
    SignalKind.FAR_AWAY: "签到地点离村较远",
    SignalKind.DEVICE_SHARED: "多人共用一台设备签到",
    SignalKind.PHOTO_SEEN_BEFORE: "照片以前用过",
    SignalKind.PHOTO_LOOKS_ALIKE: "照片与以前的很相像",
    SignalKind.PHOTO_TIME: "照片的拍摄时间对不上",
    SignalKind.PHOTO_PLACE: "照片的拍摄地点对不上",
    SignalKind.TEXT_COPIED: "日志与以前的几乎相同",
}


def day_words(day: date) -> str:
    """A day as people say it."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(at: datetime) -> str:
    """A moment in Shanghai, to the minute."""
    local = at.astimezone(SHANGHAI)
    return f"{day_words(local.date())}{local:%H:%M}"


def span_words(seconds: float) -> str:
    """How long, in the largest unit that says it."""
    minutes = round(abs(seconds) / 60)
    if minutes < 60:
        return f"{minutes} 分钟"
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} 小时" + (f" {rest} 分钟" if rest else "")
    return f"{round(abs(seconds) / timedelta(days=1).total_seconds())} 天"


def mock_location(day: date) -> str:
    """The device itself says so."""
    return f"{day_words(day)}签到时,手机报告位置由模拟定位软件提供。"


def limit(figure: str, rule: SignalRule) -> str:
    """From where on it is noticed there, and where that stands."""
    return f"界限为{figure},依据{rule.clause.document}{rule.clause.reference}。"


def impossible_travel(kilometres: float, seconds: float, earlier: datetime, later: datetime, rule: SignalRule) -> str:
    """Two acts, and the way between them."""
    return (
        f"{moment_words(earlier)}与{moment_words(later)}两次签到相距 {kilometres:.0f} 公里,"
        f"只隔 {span_words(seconds)},路上来不及。" + limit(f"每小时 {rule.travel_km_per_hour} 公里", rule)
    )


def clock_off(seconds: float, day: date, rule: SignalRule) -> str:
    """The phone's clock against ours; positive is ahead, of which no rulebook rules how much is too much."""
    side = "快" if seconds > 0 else "慢"
    words = f"{day_words(day)}签到时,手机时间比系统收到的时间{side} {span_words(seconds)}。"
    if seconds > 0:
        return f"{words}界限为 {CLOCK_AHEAD.seconds // 60} 分钟。"
    return words + limit(f" {rule.clock_behind_minutes} 分钟", rule)


def far_away(metres: int, day: date, rule: SignalRule) -> str:
    """How far beyond the fence."""
    words = f"{day_words(day)}的签到地点在村外,离签到范围 {metres / 1000:.1f} 公里。"
    return words + limit(f" {rule.far_m / 1000:g} 公里", rule)


def device_shared(people: int, month: date) -> str:
    """How many people one device signed in."""
    return f"{month.year}年{month.month}月,同一台设备为 {people} 名干部签到。"


def photo_seen(day: date, other_day: date, *, own: bool) -> str:
    """The same file, to the byte."""
    whose = "本人" if own else "另一名干部"
    return f"{day_words(day)}用的照片与{whose}{day_words(other_day)}用过的是同一张。"


def photo_alike(day: date, other_day: date, bits: int, *, own: bool) -> str:
    """Nearly the same picture."""
    whose = "本人" if own else "另一名干部"
    return f"{day_words(day)}用的照片与{whose}{day_words(other_day)}用过的很相像(64 个特征中只有 {bits} 个不同)。"


def photo_time(day: date, taken_at: datetime, seconds: float | None, rule: SignalRule) -> str:
    """What the photo's own data says of when; ``seconds`` before (negative) or after the act, none for a log."""
    if seconds is None:
        return f"{day_words(day)}日志所附的照片拍摄于{moment_words(taken_at)},不是当天。"
    side = "早" if seconds < 0 else "晚"
    words = f"{day_words(day)}签到的照片拍摄于{moment_words(taken_at)},比签到{side} {span_words(seconds)}。"
    return words + limit(f" {rule.photo_minutes} 分钟", rule)


def photo_place(day: date, metres: float, rule: SignalRule) -> str:
    """What the photo's own data says of where."""
    words = f"{day_words(day)}签到的照片所记拍摄地点离签到地点 {metres / 1000:.1f} 公里。"
    return words + limit(f" {rule.photo_place_m / 1000:g} 公里", rule)


def text_copied(day: date, other_day: date, percent: int, rule: SignalRule, *, own: bool) -> str:
    """How much of the text is the same."""
    whose = "本人" if own else "另一名干部"
    same = "完全相同" if percent == 100 else f"有 {percent}% 相同"
    words = f"{day_words(day)}的日志与{whose}{day_words(other_day)}的日志{same}(不计数字和标点)。"
    return words + limit(f" {rule.text_same_percent}%", rule)


def gathered(signals: list[Mapping[str, Any]], month: date) -> str:
    """Why a lead was raised: every signal with its own sentence, the earliest first."""
    total = sum(signal["weight"] for signal in signals)
    reasons = " ".join(f"({number}){signal['reason']}" for number, signal in enumerate(signals, start=1))
    return f"{month.year}年{month.month}月有 {len(signals)} 条在岗疑点,合计 {total} 分,请核实:{reasons}"
