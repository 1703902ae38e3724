"""Brings regions into a tenant, sixty thousand at a time.

COPY is refused on a table with row-level security, which stays forced here as everywhere, and a detour over a
temporary table asks for a privilege that the application does not have. So rows travel as columns: each column of a
batch is one text whose values are separated by line feeds, and one INSERT splits it. That costs the driver a sixth of
what arrays of as many values cost, and the next batch is read while the database writes this one. A province takes
about one and a half times a bare COPY of its rows into an unprotected table; a statement for each row took four times.
"""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from xuanpai_core.db.session import Work
from xuanpai_core.regions.pack.reader import RegionRow, read_province
from xuanpai_core.regions.repository import lock_tree

_BATCH = 1_000

# A name holds no line feed: the pack is made of lines, and an official list with one in a name is refused.
_INSERT = """
INSERT INTO region (tenant_id, code, parent_code, level, name, path_name, valid_from)
SELECT $1,
       unnest(string_to_array($3, E'\\n')),
       unnest(string_to_array($4, E'\\n', '')),
       unnest(string_to_array($5, E'\\n'))::smallint,
       unnest(string_to_array($6, E'\\n')),
       unnest(string_to_array($7, E'\\n')),
       $2
"""

_ANY = "SELECT EXISTS (SELECT FROM region WHERE tenant_id = $1)"


async def load_province(work: Work, province_code: str) -> int:
    """Load a province of the pack into the tenant; returns how many regions came in, 0 when they were there before.

    It asks nobody's permission: it belongs to provisioning. All rows come in one transaction, so a tenant that has
    any has them all. Raises ``ProvinceNotInPack`` and ``RegionPackDamaged``.
    """
    rows = read_province(province_code)
    await lock_tree(work)
    if await work.driver.fetchval(_ANY, work.tenant_id):
        return 0
    return await insert_regions(work, rows)


async def insert_regions(work: Work, rows: Iterable[RegionRow], valid_from: date | None = None) -> int:
    """Insert ``rows``, in force from ``valid_from`` (``None``: since before anybody counted); returns how many."""
    batches = _batches(iter(rows))
    inserted, ahead = 0, next(batches, None)
    while ahead is not None:
        count, columns = ahead
        writing = asyncio.create_task(work.driver.execute(_INSERT, work.tenant_id, valid_from, *columns))
        # The statement starts in the loop's next turn, and leaves at the end of it at the latest.
        for _ in range(2):
            await asyncio.sleep(0)
        try:
            ahead = next(batches, None)
        finally:
            await writing
        inserted += count
    return inserted


def _batches(rows: Iterator[RegionRow]) -> Iterator[tuple[int, list[str]]]:
    """How many rows, and their columns as line-separated texts; a missing parent is an empty line."""
    while batch := list(islice(rows, _BATCH)):
        codes, parents, levels, names, paths = zip(*batch, strict=True)
        columns = (codes, (parent or "" for parent in parents), map(str, levels), names, paths)
        yield len(batch), ["\n".join(column) for column in columns]
