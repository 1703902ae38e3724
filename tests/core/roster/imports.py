"""Drives an import the way the product does: an upload, a request, the real queue, a real worker."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from tests.factories.world import World
from xuanpai_core.db.types import new_id
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceState
from xuanpai_core.jobs.worker import run_worker
from xuanpai_core.roster.service import start_import
from xuanpai_core.roster.template import CONTENT_TYPE

COUNTED = ("org_unit", "cadre", "posting")


@dataclass(frozen=True, slots=True)
class Imported:
    """The import as it is stored."""

    import_id: UUID
    state: str
    row_count: int
    problem_count: int
    problems: list[dict[str, Any]]
    created: tuple[int, int, int]
    """Cadres, units, postings."""

    @property
    def codes(self) -> list[str]:
        """The codes of the problems, in their order."""
        return [problem["code"] for problem in self.problems]

    @property
    def places(self) -> list[tuple[int | None, str | None, str]]:
        """Row, column and code of each problem."""
        return [(problem["row"], problem["column"], problem["code"]) for problem in self.problems]


async def upload(
    world: World,
    content: bytes,
    *,
    person: str = "county",
    kind: EvidenceKind = EvidenceKind.ROSTER,
    state: EvidenceState = EvidenceState.READY,
) -> UUID:
    """Put ``content`` into the object store as a completed upload of ``person``."""
    evidence_id = new_id()
    key = f"{world.tenant_id}/evidence/{evidence_id}"
    async with world.database.work(world.ctx(person)) as work:
        await work.ports.objects.put(key, content, CONTENT_TYPE)
        work.session.add(
            Evidence(
                tenant_id=world.tenant_id,
                id=evidence_id,
                kind=kind,
                state=state,
                uploaded_by=world.people[person].account_id,
                file_name="名册.xlsx",
                content_type=CONTENT_TYPE,
                declared_size=len(content),
                object_key=key,
                size=len(content),
                sha256=sha256(content).digest(),
                expires_at=work.clock.now() + timedelta(minutes=5),
                completed_at=work.clock.now(),
            )
        )
    return evidence_id


async def request(world: World, content: bytes, *, dry_run: bool = False, person: str = "county") -> UUID:
    """Upload ``content`` and ask for its import."""
    evidence_id = await upload(world, content, person=person)
    async with world.database.work(world.ctx(person)) as work:
        return await start_import(work, evidence_id, dry_run=dry_run, key=f"key-{evidence_id}")


async def run(world: World, content: bytes, *, dry_run: bool = False, person: str = "county") -> Imported:
    """The same, carried out by a worker."""
    import_id = await request(world, content, dry_run=dry_run, person=person)
    await run_worker(world.database, world.database.settings, until_empty=True)
    return await stored(world, import_id)


async def stored(world: World, import_id: UUID) -> Imported:
    """What the database holds of the import."""
    async with world.database.read(world.ctx("county")) as work:
        row = await work.driver.fetchrow(
            "SELECT * FROM roster_import WHERE tenant_id = $1 AND id = $2", world.tenant_id, import_id
        )
    problems = row["problems"]
    return Imported(
        import_id,
        row["state"],
        row["row_count"],
        row["problem_count"],
        orjson.loads(problems) if isinstance(problems, str) else problems,
        (row["created_cadres"], row["created_units"], row["created_postings"]),
    )


async def counts(world: World) -> tuple[int, ...]:
    """How many units, cadres and postings the tenant has."""
    async with world.database.read(world.ctx("county")) as work:
        return tuple(
            [
                await work.driver.fetchval(f"SELECT count(*) FROM {table} WHERE tenant_id = $1", world.tenant_id)  # noqa: S608
                for table in COUNTED
            ]
        )
