"""Brings an exported tenant into this installation: whole, or not at all."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from pydantic import ValidationError
from sqlalchemy import JSON, Table, Text, cast, column, func, insert, literal, literal_column, or_, select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.context import RequestContext
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.revisions import current_revisions
from xuanpai_core.db.session import Database, Transaction, Work
from xuanpai_core.evidence.models import Evidence, EvidenceState
from xuanpai_core.evidence.storage import ObjectStore
from xuanpai_core.evidence.uploads import FINAL
from xuanpai_tenants.errors import TenantExists
from xuanpai_tenants.export.archive import ArchiveReader
from xuanpai_tenants.export.errors import ExportDamaged, WrongSchemaRevision
from xuanpai_tenants.export.manifest import MANIFEST, Manifest, TablePart, evidence_member
from xuanpai_tenants.export.tables import Translate, refers_to_itself, sealing, stored_columns, tenant_tables
from xuanpai_tenants.models import Tenant, TenantKind
from xuanpai_tenants.operators import require_operator

_BATCH = 2_000
# What a file's row says of the object store that it comes from.
_OTHER_STORES = ("locked_until", "missing_since", "multipart_id", "thumbnail_key")
# The partition maker takes at most ten years at a time.
_SPAN = timedelta(days=3_600)

Versions = dict[str, str | None]
"""A file's id → the version that this object store gave it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The tenant as it came in: its id and code, rows of each table, files, and files the archive did not have."""

    tenant_id: UUID
    code: str
    rows: dict[str, int]
    evidence: int
    missing_evidence: tuple[UUID, ...]


async def import_tenant(database: Database, ctx: RequestContext, path: Path, passphrase: str) -> Imported:
    """Import the archive at ``path``, with the tenant's id, code, state and people as they were.

    Asks an operator for ``tenant:create``. Everything is checked before anything is written; files go first, and are
    taken out again when the rows cannot follow, which come in one transaction. Codes: ``WRONG_PASSPHRASE``,
    ``EXPORT_DAMAGED``, ``WRONG_SCHEMA_REVISION``, ``TENANT_EXISTS``.
    """
    require_operator(ctx, Action.TENANT_CREATE)
    with await asyncio.to_thread(ArchiveReader, path, passphrase) as archive:
        manifest = _manifest(archive)
        async with database.read(ctx) as work:
            await _refuse(work, manifest)
        await asyncio.to_thread(_verify, archive, manifest)
        async with database.work(ctx) as work:
            tenant = manifest.tenant
            record(work, Action.TENANT_CREATE, "tenant", tenant.id, code=tenant.code, step="IMPORT", file=path.name)
        versions: Versions = {}
        written: list[str] = []
        try:
            await _restore_files(database.ports.objects, archive, manifest, versions, written)
            async with database.transaction(tenant.id) as transaction:
                await _restore_rows(database, transaction, archive, manifest, versions)
        except BaseException:
            await asyncio.shield(_take_out(database.ports.objects, written))
            raise
    rows = {part.name: part.rows for part in manifest.tables}
    return Imported(tenant.id, tenant.code, rows, len(versions), manifest.missing_evidence)


def _manifest(archive: ArchiveReader) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    except ValidationError as error:
        raise ExportDamaged(MANIFEST) from error
    if manifest.tenant.kind is not TenantKind.PROVINCE:
        raise ExportDamaged(MANIFEST)
    return manifest


async def _refuse(work: Work, manifest: Manifest) -> None:
    """Refuse another schema, and a tenant that is here already."""
    ours, theirs = sorted(await current_revisions(work.driver)), sorted(manifest.schema_revisions)
    tables = [table.name for table in tenant_tables()]
    if ours != theirs or tables != [part.name for part in manifest.tables]:
        raise WrongSchemaRevision("、".join(theirs), "、".join(ours))
    tenant = manifest.tenant
    same = select(Tenant.name).where(or_(Tenant.id == tenant.id, Tenant.code == tenant.code))
    if await work.session.scalar(same) is not None:
        raise TenantExists(f"本系统已有代码为 {tenant.code} 的租户,不能再导入{tenant.name}。")


def _verify(archive: ArchiveReader, manifest: Manifest) -> None:
    """Read every table once, so that a damaged archive is refused before anything is written."""
    for part in manifest.tables:
        digest, rows = sha256(), 0
        for chunk in archive.chunks(part.member):
            digest.update(chunk)
            rows += chunk.count(b"\n")
        if (digest.hexdigest(), rows) != (part.sha256, part.rows):
            raise ExportDamaged(part.member)
    # An archive must not reach another tenant's files.
    own = f"{FINAL}{manifest.tenant.id}/"
    for row in _ready_files(archive, manifest):
        member = evidence_member(row["id"])
        if member not in archive or not row["object_key"].startswith(own):
            raise ExportDamaged(member)


def _ready_files(archive: ArchiveReader, manifest: Manifest) -> Iterator[dict[str, Any]]:
    """The rows of files that the archive must hold."""
    (part,) = (part for part in manifest.tables if part.name == Evidence.__tablename__)
    missing = {str(evidence_id) for evidence_id in manifest.missing_evidence}
    for line in archive.lines(part.member):
        row = orjson.loads(line)
        if row["state"] == EvidenceState.READY and row["id"] not in missing:
            yield row


async def _restore_files(
    objects: ObjectStore, archive: ArchiveReader, manifest: Manifest, versions: Versions, written: list[str]
) -> None:
    for row in _ready_files(archive, manifest):
        member = evidence_member(row["id"])
        content = await asyncio.to_thread(archive.read, member)
        if "\\x" + sha256(content).hexdigest() != row["sha256"]:
            raise ExportDamaged(member)
        written.append(row["object_key"])
        versions[row["id"]] = await objects.put(row["object_key"], content, row["content_type"])


async def _take_out(objects: ObjectStore, keys: list[str]) -> None:
    for key in keys:
        await objects.remove(key)


async def _restore_rows(
    database: Database, transaction: Transaction, archive: ArchiveReader, manifest: Manifest, versions: Versions
) -> None:
    tenant_id = manifest.tenant.id
    transaction.session.add(Tenant(**manifest.tenant.model_dump()))
    await transaction.session.flush()
    for part, table in zip(manifest.tables, tenant_tables(), strict=True):
        if part.first_day is not None and part.last_day is not None:
            await _make_months(transaction, part.first_day, part.last_day)
        translate = sealing(table, database.ports.vault, tenant_id)
        if table.name == Evidence.__tablename__:
            translate = _versioning(versions)
        await _restore_table(transaction, archive, part, table, translate)


async def _make_months(transaction: Transaction, first: date, last: date) -> None:
    while first <= last:
        until = min(last, first + _SPAN)
        await make_partitions(transaction.driver, first, until)
        first = until + timedelta(days=1)


def _versioning(versions: Versions) -> Translate:
    """How a file's row arrives: with the version that this object store knows, and without what only the other did.

    A job locks it here, holds it where it is held, and makes its small picture anew.
    """

    def arrive(line: bytes) -> bytes:
        row = orjson.loads(line)
        row |= dict.fromkeys(_OTHER_STORES)
        row["version_id"] = versions.get(row["id"])
        return orjson.dumps(row)

    return arrive


async def _restore_table(
    transaction: Transaction, archive: ArchiveReader, part: TablePart, table: Table, translate: Translate | None
) -> None:
    lines = archive.lines(part.member)
    size = part.rows or 1 if refers_to_itself(table) else _BATCH
    names = [stored.name for stored in stored_columns(table)]
    while batch := list(islice(lines, size)):
        rows = batch if translate is None else [translate(line) for line in batch]
        recordset = func.json_populate_recordset(
            literal_column(f"NULL::{table.name}"),
            cast(literal((b"[" + b",".join(rows) + b"]").decode(), Text), JSON),
        ).table_valued(*(column(name) for name in names))
        await transaction.session.execute(insert(table).from_select(names, select(*recordset.columns)))
