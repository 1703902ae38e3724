"""The paper as HTML: one row a person, one cell a day, and below it who registered, signed, sealed and verified."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Final

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.sheets.overrides import days_text
from xuanpai_core.sheets.register import Line, Register, Signed
from xuanpai_core.sheets.signs import LEGEND, NIGHT_LEGEND

COUNTS: Final = (
    (AttendanceStatus.OFFICIAL_TRIP, "因公"),
    (AttendanceStatus.LEAVE, "请假"),
    (AttendanceStatus.ABSENT, "缺勤"),
)
HANDS: Final = ("村党组织登记人(签字)", "乡镇党委书记(签字认定)", "乡镇党委(盖章)", "县委组织部查验")
WEEKDAYS: Final = "一二三四五六日"
_SATURDAY: Final = 5


def page(register: Register, mark: str, style: str) -> str:
    """The whole document; ``mark`` stands at the foot of every page: who took it from where, and when."""
    return "".join(
        (
            '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">',
            f"<title>{escape(register.place)} {escape(register.title)}</title><style>{style}</style></head><body>",
            f'<div class="mark">{escape(mark)}</div><h1>{escape(register.title)}</h1>',
            f'<div class="head"><span>单位:{escape(register.place)}</span><span>{_reach(register)}</span></div>',
            *_month(register),
            f'<p class="legend">图例:{escape(legend(register))}</p>',
            *_notes(register.lines),
            *_hands(register.lines),
            *_after(register.lines),
            "</body></html>",
        )
    )


def moment(at: datetime) -> str:
    """A moment as people write it: ``2025-11-01 09:00``."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def signer_of(signed: Signed) -> str:
    """Who signed in which capacity: ``张三(芳山镇党委书记)``, ``李四(代理张三,芳山镇党委书记)``."""
    stands_in = f"代理{signed.acting_for}," if signed.acting_for else ""
    return f"{signed.name}({stands_in}{signed.office})"


def counted(line: Line, status: AttendanceStatus) -> str:
    """How many days of the line were of that status: ``2``, ``0.5``; empty where there were none."""
    days = line.counts[status]
    return days_text(days) if days else ""


def titles(register: Register) -> tuple[str, ...]:
    """What stands above the counts, the days on duty first; nights where anybody's are counted."""
    return ("到岗", *(word for _, word in COUNTS), *(("夜宿",) if register.by_night else ()))


def counts(register: Register, line: Line) -> tuple[str, ...]:
    """The counts of a line, in the order of ``titles``."""
    nights = "" if line.nights is None else str(line.nights)
    counted_days = (counted(line, status) for status, _ in COUNTS)
    return (line.on_duty, *counted_days, *((nights,) if register.by_night else ()))


def legend(register: Register) -> str:
    """What the signs mean."""
    return LEGEND + (NIGHT_LEGEND if register.by_night else "")


def clauses(lines: Sequence[Line]) -> list[str]:
    """The clauses by which the lines were judged, each once."""
    said = (clause for line in lines for clause in (line.clause, line.night_clause))
    return [clause for clause in dict.fromkeys(said) if clause]


def reasons(lines: Sequence[Line]) -> list[str]:
    """What was judged of each line, and why."""
    return [f"{line.name}:{said}" for line in lines for said in (line.reason, line.night_reason) if said]


def _reach(register: Register) -> str:
    first, last = register.month.start, register.month.end - timedelta(days=1)
    return f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d} 共 {len(register.lines)} 人:{escape(register.standings)}"


def _month(register: Register) -> Iterator[str]:
    yield '<table class="month"><thead><tr>'
    for kind, title in (("narrow", "序"), ("name", "姓名"), ("unit", "派出单位"), ("role", "岗位"), ("place", "村")):
        yield f'<th class="{kind}" rowspan="2">{title}</th>'
    days = register.days
    rest = [" rest" if day.weekday() >= _SATURDAY else "" for day in days]
    yield from (f'<th class="day{grey}">{day.day}</th>' for day, grey in zip(days, rest, strict=True))
    for title in titles(register):
        yield f'<th class="count" rowspan="2">{title}</th>'
    yield '<th class="outcome" rowspan="2">判定</th></tr><tr>'
    yield from (f'<th class="day{grey}">{WEEKDAYS[day.weekday()]}</th>' for day, grey in zip(days, rest, strict=True))
    yield "</tr></thead><tbody>"
    for number, line in enumerate(register.lines, start=1):
        yield from _row(register, number, line, rest)
    yield "</tbody></table>"


def _row(register: Register, number: int, line: Line, rest: Sequence[str]) -> Iterator[str]:
    yield f'<tr><td>{number}</td><td>{escape(line.name)}</td><td class="left">{escape(line.unit)}</td>'
    yield f'<td>{escape(line.role)}</td><td class="left">{escape(line.place)}</td>'
    if not line.withheld:
        yield from (_cell(sign, grey) for sign, grey in zip(line.cells, rest, strict=True))
        yield from (f"<td>{escape(count)}</td>" for count in counts(register, line))
        yield f"<td>{escape(line.outcome)}</td></tr>"
    else:
        yield f'<td class="withheld" colspan="{len(line.cells) + len(titles(register)) + 1}">'
        yield f"{escape(line.standing)}</td></tr>"


def _cell(sign: str, grey: str) -> str:
    if "/" not in sign:
        return f'<td class="day{grey}">{sign}</td>'
    first, second = sign.split("/")
    return f'<td class="day half{grey}"><span>{first}</span><span>{second}</span></td>'


def _notes(lines: Sequence[Line]) -> Iterator[str]:
    for kind, said in (("notes", reasons(lines)), ("clauses", [f"依据:{clause}" for clause in clauses(lines)])):
        if said:
            yield f'<div class="{kind}">'
            yield from (f"<p>{escape(one)}</p>" for one in said)
            yield "</div>"


def _hands(lines: Sequence[Line]) -> Iterator[str]:
    """The four hands that a month goes through; what was signed in the system is said, the rest is left to ink."""
    signed = dict.fromkeys(
        f"{signer_of(one.signature)} {moment(one.signature.at)}{'' if one.signature.valid else ' 已失效'}"
        for one in lines
        if one.signature
    )
    sealed = dict.fromkeys(f"{name} {moment(at)}" for name, at in (one.sealed for one in lines if one.sealed))
    verified = dict.fromkeys(f"{name} {moment(at)}" for name, at in (one.verified for one in lines if one.verified))
    yield '<table class="hands"><tr>'
    spoken: tuple[list[str], ...] = (
        [],
        [f"电子签字:{one}" for one in signed],
        [f"系统盖章:{one}" for one in sealed],
        [f"系统查验:{one}" for one in verified],
    )
    for title, said in zip(HANDS, spoken, strict=True):
        words = "".join(f'<span class="said">{escape(one)}</span><br>' for one in said)
        yield f'<td><b>{title}</b>{words}<span class="blank">    年    月    日</span></td>'
    yield "</tr></table>"


def _after(lines: Sequence[Line]) -> Iterator[str]:
    """What proves the electronic signatures: whose they are, when, and of what."""
    signed = [(line, line.signature) for line in lines if line.signature]
    if not signed:
        return
    yield '<h2>电子签字</h2><table class="after"><thead><tr><th class="name">姓名</th>'
    yield '<th class="left">签字人</th><th>签字时间</th><th>状态</th>'
    yield '<th class="hash">内容摘要(SHA-256)</th></tr></thead>'
    for line, one in signed:
        standing = line.standing if one.valid else "签字已失效"
        void = "" if one.valid else ' class="void"'
        yield f'<tr><td>{escape(line.name)}</td><td class="left">{escape(signer_of(one))}</td>'
        yield f"<td>{moment(one.at)}</td><td{void}>{standing}</td>"
        yield f'<td class="hash">{one.hash}</td></tr>'
    yield "</table>"
