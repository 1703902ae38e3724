"""Writes one tenant's data to a sealed archive: every row of one instant, and every file those rows name."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table, Text, cast, func, select, tuple_

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.context import RequestContext
from xuanpai_core.db.partitions import PARTITIONED
from xuanpai_core.db.revisions import current_revisions
from xuanpai_core.db.session import Database, Transaction
from xuanpai_core.evidence.models import Evidence, EvidenceState
from xuanpai_tenants import repository
from xuanpai_tenants.errors import WrongState
from xuanpai_tenants.export.archive import ArchiveWriter
from xuanpai_tenants.export.manifest import MANIFEST, Manifest, TablePart, TenantPart, evidence_member
from xuanpai_tenants.export.tables import key_columns, stored_columns, tenant_tables, unsealing
from xuanpai_tenants.models import Tenant, TenantState
from xuanpai_tenants.operators import acting_in, require_operator

_PAGE = 5_000
_FILES = 200


@dataclass(frozen=True, slots=True)
class Exported:
    """The archive, how many rows of each table and how many files are in it, and the files that were not there."""

    path: Path
    rows: dict[str, int]
    evidence: int
    missing_evidence: tuple[UUID, ...]


async def export_tenant(
    database: Database, ctx: RequestContext, tenant_id: UUID, folder: Path, passphrase: str
) -> Exported:
    """Export a province into a new file of ``folder``, sealed under ``passphrase``.

    Asks for ``tenant:export``: an operator's, or the province's own administrator's. The act is in the province's
    audit trail before the first row is read. A file that the object store has lost is named in the result and in the
    manifest. Codes: ``TENANT_NOT_FOUND``, ``WRONG_STATE``, ``WEAK_PASSPHRASE``.
    """
    code = await _permit(database, ctx, tenant_id)
    stamp = database.clock.now().astimezone(SHANGHAI).strftime("%Y%m%d-%H%M%S")
    path = folder / f"xuanpai-{code}-{stamp}.zip"
    unfinished = path.with_suffix(".part")
    archive = await asyncio.to_thread(ArchiveWriter, unfinished, passphrase)
    try:
        with archive:
            manifest = await _write(database, tenant_id, archive)
        await asyncio.to_thread(unfinished.rename, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    rows = {part.name: part.rows for part in manifest.tables}
    return Exported(path, rows, manifest.evidence, manifest.missing_evidence)


async def _permit(database: Database, ctx: RequestContext, tenant_id: UUID) -> str:
    """The code of the tenant, after asking who may and writing down who did."""
    require(ctx, Action.TENANT_EXPORT)
    if ctx.tenant_id != tenant_id:
        require_operator(ctx, Action.TENANT_EXPORT)
        async with database.work(ctx) as work:
            tenant = await repository.province(work, tenant_id)
            record(work, Action.TENANT_EXPORT, "tenant", tenant_id, code=tenant.code)
    async with database.work(acting_in(ctx, tenant_id)) as work:
        tenant = await repository.province(work, tenant_id)
        if tenant.state is TenantState.PROVISIONING:
            raise WrongState(f"{tenant.name}还没有开通完成,不能导出。")
        record(work, Action.TENANT_EXPORT, "tenant", tenant_id, code=tenant.code)
    return tenant.code


async def _write(database: Database, tenant_id: UUID, archive: ArchiveWriter) -> Manifest:
    async with database.transaction(tenant_id, read_only=True) as snapshot:
        # Before the first query of the transaction, so that all of them see the same instant.
        await snapshot.driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        revisions = tuple(sorted(await current_revisions(snapshot.driver)))
        tenant = TenantPart.model_validate(_directory_row(await snapshot.session.get_one(Tenant, tenant_id)))
        parts = []
        for number, table in enumerate(tenant_tables(), start=1):
            member = f"tables/{number:02d}_{table.name}.ndjson.z"
            parts.append(await _write_table(database, snapshot, archive, table, member))
    written, missing = await _write_files(database, tenant_id, archive)
    manifest = Manifest(
        schema_revisions=revisions,
        exported_at=database.clock.now(),
        tenant=tenant,
        tables=tuple(parts),
        evidence=written,
        missing_evidence=tuple(missing),
    )
    with archive.member(MANIFEST) as writer:
        writer.write(manifest.model_dump_json(indent=1).encode())
    return manifest


def _directory_row(tenant: Tenant) -> dict[str, Any]:
    return {column.name: getattr(tenant, column.name) for column in Tenant.__table__.columns}


async def _write_table(
    database: Database, snapshot: Transaction, archive: ArchiveWriter, table: Table, member: str
) -> TablePart:
    translate = unsealing(table, database.ports.vault, snapshot.tenant_id)
    rows = 0
    with archive.member(member) as writer:
        async for line in _lines(snapshot, table):
            writer.write((line if translate is None else translate(line)) + b"\n")
            rows += 1
    first, last = await _days(snapshot, table)
    return TablePart(name=table.name, member=member, rows=rows, sha256=writer.sha256, first_day=first, last_day=last)


async def _lines(snapshot: Transaction, table: Table) -> AsyncIterator[bytes]:
    """Each row of the tenant as one line of JSON, in the order of the primary key."""
    keys = key_columns(table)
    after: tuple[Any, ...] | None = None
    while True:
        query = select(*stored_columns(table)).where(table.c.tenant_id == snapshot.tenant_id)
        if after is not None:
            query = query.where(tuple_(*keys) > tuple_(*after, types=[key.type for key in keys]))
        page = query.order_by(*keys).limit(_PAGE).subquery("page")
        places = [page.c[key.name] for key in keys]
        line = cast(func.row_to_json(page.table_valued()), Text)
        found = (await snapshot.session.execute(select(line, *places).order_by(*places))).all()
        for row in found:
            yield row[0].encode()
        if len(found) < _PAGE:
            return
        after = tuple(found[-1][1:])


async def _days(snapshot: Transaction, table: Table) -> tuple[date | None, date | None]:
    if table.name not in PARTITIONED:
        return None, None
    days = select(func.min(table.c.day), func.max(table.c.day)).where(table.c.tenant_id == snapshot.tenant_id)
    first, last = (await snapshot.session.execute(days)).one()
    return first, last


async def _write_files(database: Database, tenant_id: UUID, archive: ArchiveWriter) -> tuple[int, list[UUID]]:
    """Copy every checked file; the object store is asked outside any transaction.

    A file completed since the snapshot comes along unasked: no exported row names it, and no import looks at it.
    """
    written, missing = 0, []
    async for files in _files(database, tenant_id):
        for file in files:
            content = await _content(database, file)
            if content is None:
                missing.append(file.id)
                continue
            with archive.member(evidence_member(file.id)) as writer:
                writer.write(content)
            written += 1
    return written, missing


async def _content(database: Database, file: Evidence) -> bytes | None:
    """The file as it was checked; ``None`` when the object store has lost it or holds something else."""
    objects = database.ports.objects
    if await objects.stat(file.object_key) is None or file.size is None:
        return None
    content = await objects.read(file.object_key, file.size, file.version_id)
    return content if sha256(content).digest() == file.sha256 else None


async def _files(database: Database, tenant_id: UUID) -> AsyncIterator[list[Evidence]]:
    after: UUID | None = None
    while True:
        query = select(Evidence).where(Evidence.tenant_id == tenant_id, Evidence.state == EvidenceState.READY)
        if after is not None:
            query = query.where(Evidence.id > after)
        async with database.transaction(tenant_id, read_only=True) as transaction:
            files = list(await transaction.session.scalars(query.order_by(Evidence.id).limit(_FILES)))
        yield files
        if len(files) < _FILES:
            return
        after = files[-1].id
