"""Whether every file is still the one that was checked: read whole and compared with its record."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from sqlalchemy import func, select

from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.evidence.models import Evidence, EvidenceState
from xuanpai_core.evidence.orphans import ready_files, strays
from xuanpai_core.evidence.sweep import SWEEP_AFTER


class Fault(StrEnum):
    """MISSING: the version of record is gone; CHANGED: its bytes are others; REPLACED: another version is on top of it;
    UNLOCKED: the store would let it be removed although the record says otherwise; UNEXPECTED: no record names it.
    """

    MISSING = "MISSING"
    CHANGED = "CHANGED"
    REPLACED = "REPLACED"
    UNLOCKED = "UNLOCKED"
    UNEXPECTED = "UNEXPECTED"


TITLES = {
    Fault.MISSING: "文件已丢失",
    Fault.CHANGED: "内容与登记的 SHA-256 不符",
    Fault.REPLACED: "原处出现了另一个版本",
    Fault.UNLOCKED: "存储中的锁定或封存与登记不符",
    Fault.UNEXPECTED: "没有登记的文件或版本",
}
"""What each says to a person."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: of which file, where, and for what is unexpected without a file's id."""

    fault: Fault
    evidence_id: UUID | None
    key: str
    version_id: str | None


@dataclass(slots=True)
class Verified:
    """How many files of how many bytes were read, and how many faults were told."""

    files: int = 0
    read_bytes: int = 0
    faults: int = 0


async def verify_evidence(
    database: Database, ctx: RequestContext, tell: Callable[[Finding], None], *, sample: int | None = None
) -> Verified:
    """Read every checked file of the tenant, or ``sample`` of them in a row from a random place on, and ``tell`` what
    is wrong, one by one; objects that no record names only when all are read.

    It holds one page of rows and one megabyte of a file at a time. Raises ``Unavailable``.
    """
    verified = Verified()

    def say(finding: Finding) -> None:
        verified.faults += 1
        tell(finding)

    after = None if sample is None else await _somewhere(database, ctx)
    async for page in ready_files(database, ctx, after):
        for row in page:
            if sample is not None and verified.files >= sample:
                return verified
            verified.files += 1
            for fault in await _look_at(database, row, verified):
                say(Finding(fault, row.id, row.object_key, row.version_id))
    if sample is None:
        async for stray in strays(database, ctx, SWEEP_AFTER):
            say(Finding(Fault.UNEXPECTED, None, stray.key, stray.version_id))
    return verified


async def _look_at(database: Database, row: Evidence, verified: Verified) -> list[Fault]:
    objects, faults = database.ports.objects, []
    stored = await objects.stat(row.object_key, row.version_id)
    if stored is None:
        return [Fault.MISSING]
    digest, size = sha256(), 0
    async for chunk in objects.chunks(row.object_key, row.version_id):
        digest.update(chunk)
        size += len(chunk)
    verified.read_bytes += size
    if digest.digest() != row.sha256 or size != row.size:
        faults.append(Fault.CHANGED)
    newest = await objects.stat(row.object_key)
    if newest is None or newest.version_id != stored.version_id:
        faults.append(Fault.REPLACED)
    wanted = row.locked_until
    if (wanted is not None and (stored.locked_until is None or stored.locked_until < wanted)) or (
        row.held_at is not None and not stored.held
    ):
        faults.append(Fault.UNLOCKED)
    return faults


async def _somewhere(database: Database, ctx: RequestContext) -> UUID | None:
    """A random place among the ids; the files after it are as good a sample as any, and cheap to find."""
    mine = (Evidence.tenant_id == ctx.tenant_id, Evidence.state == EvidenceState.READY)
    async with database.read(ctx) as work:
        total = await work.session.scalar(select(func.count()).select_from(Evidence).where(*mine)) or 0
        if not total:
            return None
        place = select(Evidence.id).where(*mine).order_by(Evidence.id).offset(secrets.randbelow(total)).limit(1)
        found: UUID | None = await work.session.scalar(place)
    return None if found is None else UUID(int=found.int - 1)
