"""Whether a log says what a log has to say: plain text in, what is lacking out (DY-06)."""

import re
from collections.abc import Collection
from enum import StrEnum


class LogPart(StrEnum):
    """工作内容 and 地点: what may be lacking of a log."""

    CONTENT = "CONTENT"
    PLACE = "PLACE"


REQUIRED_PARTS = frozenset(LogPart)
"""What every log has to say. DY-06 names the work itself alone; without the place nobody could look it up."""

# A heading of a skeleton: a short word and a colon, with or without something behind it.
_HEADING = re.compile(r"^[\s#*(（【\[]*[\d一二三四五六七八九十、.．)）]*\s*([^\s:：]{1,12})[】\]]?[:：](.*)$")
_WORK = frozenset({"工作内容", "主要工作", "今日工作", "当天工作"})
_NOTHING = frozenset(" \t\r\n。.,,、;;:-—_…/\\无")


def incomplete(content: str, place: str | None, required: Collection[LogPart] = REQUIRED_PARTS) -> list[LogPart]:
    """What of ``required`` the log lacks, in the order of ``LogPart``.

    A skeleton that nobody filled in says nothing: headings do not count, nor ``无``; and where there is a heading for
    the work itself, something must stand under it.
    """
    lacking = {LogPart.CONTENT} if _says_nothing(content) else set()
    if place is None or not place.strip():
        lacking.add(LogPart.PLACE)
    return [part for part in LogPart if part in lacking and part in required]


def _says_nothing(content: str) -> bool:
    heading = ""
    said: dict[str, list[str]] = {}
    for line in content.splitlines():
        found = _HEADING.match(line)
        if found:
            heading = found[1]
        said.setdefault(heading, []).append(found[2] if found else line)
    of_work = [lines for name, lines in said.items() if name in _WORK]
    return not any(_something("".join(lines)) for lines in of_work or said.values())


def _something(text: str) -> bool:
    return bool(set(text) - _NOTHING)
