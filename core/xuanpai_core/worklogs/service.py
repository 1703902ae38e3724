"""The day's work log: written by the cadre, rewritten until the month is sealed (JZ-07)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

import orjson
from sqlalchemy import select

from xuanpai_core.attendance.service import DayInFuture, PostingNotInForce, count_log, partition_expected
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import FieldProblem, Forbidden
from xuanpai_core.evidence.service import link, unlink
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.periods import Month, month_start
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting
from xuanpai_core.worklogs import repository
from xuanpai_core.worklogs.errors import InvalidLog, LogChanged
from xuanpai_core.worklogs.items import SettledItem, checked_items, store_items

CONTENT_LIMIT = 5000
LINE_LIMIT = 1000
HOUSEHOLDS_LIMIT = 1000
RECORD_TYPE = "work_log"


@dataclass(frozen=True, slots=True)
class Replaced:
    """The log that was there when this one was written, by when it had last been written; None: there was none."""

    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What was done on one day, where and with whom; ``posting_id`` None: the one in force on that day.

    ``photo_ids`` are all the files that prove it: on rewriting, a file that is missing here is taken off.
    ``open_items`` is all that it leaves to be done, ``settled_items`` all that it settles; None: as they were.
    ``replaces`` is the one log that it may take the place of; None: whichever there is.
    """

    day: date
    content: str
    posting_id: UUID | None = None
    place: str | None = None
    companions: str | None = None
    households_visited: int = 0
    help_given: str | None = None
    problems_heard: str | None = None
    photo_ids: tuple[UUID, ...] = ()
    open_items: tuple[str, ...] | None = None
    settled_items: tuple[SettledItem, ...] | None = None
    replaces: Replaced | None = None

    @property
    def evidence_missing(self) -> bool:
        """Whether it tells of visits or help that nothing proves (JZ-07)."""
        claims = self.households_visited > 0 or bool(self.help_given and self.help_given.strip())
        return claims and not self.photo_ids


@dataclass(frozen=True, slots=True)
class WrittenLog:
    """The log as it now stands; ``new`` tells it from a rewritten one."""

    posting_id: UUID
    day: date
    new: bool
    evidence_missing: bool


def log_key(posting_id: UUID, day: date) -> str:
    """The key under which a log's evidence is linked (record type ``work_log``)."""
    return f"{posting_id}:{day.isoformat()}"


async def write_log(work: Work, entry: LogEntry, key: str) -> WrittenLog:
    """Write the caller's own log of a day, or write it anew: one a posting and date.

    Raises ``InvalidLog``, ``DayInFuture``, ``PostingNotFound``, ``PostingNotInForce``, ``MonthSealed``, ``LogChanged``,
    ``EvidenceNotFound``, ``ItemNotFound``, ``ItemAlreadySettled``, ``Invalid`` (``TOO_MANY_FILES``, ``INVALID_TEXT``),
    ``Forbidden``, ``PartitionMissing``.
    """
    cadre_id = require(work.ctx, Action.WORKLOG_WRITE).cadre_id
    if cadre_id is None:
        raise Forbidden("只有选派干部本人可以写工作日志。")
    _check(entry)
    opened, settled = checked_items(entry.open_items, entry.settled_items)
    if entry.day > today(work.clock):
        raise DayInFuture

    async def act() -> Outcome:
        posting_id = await _own_posting(work, cadre_id, entry)
        new = await _write(work, posting_id, entry)
        await store_items(work, posting_id, entry.day, opened, settled)
        return {"posting_id": str(posting_id), "new": new}

    outcome = await once(work, Action.WORKLOG_WRITE, key, _content(entry), act)
    return WrittenLog(UUID(outcome["posting_id"]), entry.day, outcome["new"], entry.evidence_missing)


async def missing_logs(work: Work, posting_id: UUID, month: Month) -> list[date]:
    """The days on duty in ``month`` that have no log (JZ-07); raises ``PostingNotFound``."""
    reach = require(work.ctx, Action.WORKLOG_READ)
    known = await work.session.scalar(
        select(Posting.id).where(
            Posting.tenant_id == work.tenant_id,
            Posting.id == posting_id,
            within_posting(reach),
        )
    )
    if known is None:
        raise PostingNotFound
    rows = await work.driver.fetch(repository.MISSING, work.tenant_id, posting_id, month.start, month.end)
    return [row["day"] for row in rows]


async def _own_posting(work: Work, cadre_id: UUID, entry: LogEntry) -> UUID:
    own = select(Posting).where(Posting.tenant_id == work.tenant_id, Posting.cadre_id == cadre_id)
    if entry.posting_id is not None:
        own = own.where(Posting.id == entry.posting_id)
    postings = (await work.session.scalars(own)).all()
    if not postings:
        raise PostingNotFound
    for posting in postings:
        if posting.serves(entry.day):
            return posting.id
    raise PostingNotInForce(entry.day)


async def _write(work: Work, posting_id: UUID, entry: LogEntry) -> bool:
    await work.session.flush()
    with partition_expected():
        row = await work.driver.fetchrow(
            repository.WRITE,
            work.tenant_id,
            posting_id,
            entry.day,
            entry.content.strip(),
            entry.place,
            entry.companions,
            entry.households_visited,
            entry.help_given,
            entry.problems_heard,
            work.clock.now(),
        )
    new: bool = row["new"]
    await count_log(work, posting_id, Month(month_start(entry.day)), new=new)
    if entry.replaces is not None and entry.replaces.updated_at != row["replaced"]:
        raise LogChanged
    record_key = log_key(posting_id, entry.day)
    await link(work, entry.photo_ids, RECORD_TYPE, record_key, posting_id=posting_id)
    if not new:
        await unlink(work, RECORD_TYPE, record_key, keep=entry.photo_ids)
    # What is overwritten stays in the trail alone; what is written is in the log.
    before = None if new else row["before"]
    files = len(set(entry.photo_ids))
    record(work, Action.WORKLOG_WRITE, RECORD_TYPE, record_key, before=before, after=_digest(entry), files=files)
    return new


def _content(entry: LogEntry) -> dict[str, object]:
    """What the key stands for: what is written, not what it replaces; it says of items what the log says of them."""
    content = asdict(entry)
    del content["replaces"]
    return {name: value for name, value in content.items() if value is not None or not name.endswith("_items")}


def _digest(entry: LogEntry) -> dict[str, str]:
    """What ties the trail to the log as it was written."""
    return {"sha256": sha256(orjson.dumps(_content(entry), option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()}


def _check(entry: LogEntry) -> None:
    problems = []
    if not entry.content.strip():
        problems.append(FieldProblem("content", "BLANK", "请填写当天做了什么。"))
    if len(entry.content) > CONTENT_LIMIT:
        problems.append(FieldProblem("content", "TOO_LONG", f"日志内容不能超过 {CONTENT_LIMIT} 字。"))
    lines = {
        "place": entry.place,
        "companions": entry.companions,
        "helpGiven": entry.help_given,
        "problemsHeard": entry.problems_heard,
    }
    for path, text in lines.items():
        if text is not None and len(text) > LINE_LIMIT:
            problems.append(FieldProblem(path, "TOO_LONG", f"这一栏不能超过 {LINE_LIMIT} 字,更多内容请写进日志正文。"))
    if any("\0" in (text or "") for text in (entry.content, *lines.values())):
        problems.append(FieldProblem("content", "CONTROL_CHARACTER", "文字中含有无法保存的控制字符,请删除后再提交。"))
    if not 0 <= entry.households_visited <= HOUSEHOLDS_LIMIT:
        message = f"走访户数须在 0 到 {HOUSEHOLDS_LIMIT} 之间。"
        problems.append(FieldProblem("householdsVisited", "OUT_OF_RANGE", message))
    if problems:
        raise InvalidLog(problems)
