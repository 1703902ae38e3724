"""山东's whole tree into a new tenant, against a bare COPY of the same rows."""

import time
from collections.abc import Sequence
from uuid import UUID

import psycopg

from tests.bench.outcome import Line, against, within
from tests.bench.stage import Stage
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.context import Actor, RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.regions.loading import load_province
from xuanpai_core.regions.pack.reader import read_province

PROVINCE = "37"
ROUNDS = 5

# The same columns and indexes, none of the checks, no row-level security.
_TABLE = "CREATE TABLE bare_region (LIKE region INCLUDING DEFAULTS INCLUDING INDEXES)"
_COPY = "COPY bare_region (tenant_id, code, parent_code, level, name, path_name) FROM STDIN"


async def run(stage: Stage) -> Sequence[Line]:
    """Both ways in turn, each into a tenant of its own, and each committed to disk."""
    with psycopg.connect(stage.site.admin_dsn, autocommit=True) as admin:
        admin.execute(_TABLE)
        rounds = [(await _load(stage.database), _copy(admin)) for _ in range(ROUNDS)]
        admin.execute("DROP TABLE bare_region")
    return [
        against("64,095 regions (Shandong) into a tenant, against COPY", "s", rounds, ("<=", 2.0)),
        within("the same, by the clock", "s", max(ours for ours, _ in rounds), ("<", 5.0)),
    ]


async def _load(database: Database) -> float:
    ctx = RequestContext(new_id(), Actor(new_id(), "开通"), default_policy())
    started = time.perf_counter()
    async with database.work(ctx) as work:
        loaded = await load_province(work, PROVINCE)
    lasted = time.perf_counter() - started
    if loaded != 64_095:
        raise RuntimeError(f"{loaded} regions came in")
    return lasted


def _copy(admin: psycopg.Connection) -> float:
    rows = _copy_text(new_id())
    started = time.perf_counter()
    with admin.transaction(), admin.cursor().copy(_COPY) as copy:
        copy.write(rows)
    return time.perf_counter() - started


def _copy_text(tenant_id: UUID) -> bytes:
    """The rows in COPY's own format, made beforehand."""
    lines = [
        (str(tenant_id), row.code, row.parent_code or r"\N", str(int(row.level)), row.name, row.path_name)
        for row in read_province(PROVINCE)
    ]
    return "".join("\t".join(line) + "\n" for line in lines).encode()
