"""What the region room asks of the database, and what it writes; sets of rows, never one at a time.

It speaks to the driver: a change of a county touches hundreds of rows, one of a province sixty thousand, and no row
needs an object of the ORM. Every statement names the tenant for every table in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xuanpai_core.db.session import Work


@dataclass(frozen=True, slots=True)
class Node:
    """One region as it stands: its place in the tree, its names, and the days between which it is in force."""

    code: str
    parent_code: str | None
    level: int
    name: str
    path_name: str
    valid_from: date | None
    valid_to: date | None


# One lock a tenant for everything that changes the shape or the names of its tree: two changes at once would each
# derive full names from what the other is about to replace. It is taken before any row is locked.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('xuanpai.regions:' || $1::text, 0))"

_FIND = """
SELECT code, parent_code, level, name, path_name, valid_from, valid_to
  FROM region
 WHERE tenant_id = $1 AND code = ANY($2::text[])
"""

_ROOTS = """
SELECT code, parent_code, level, name, path_name, valid_from, valid_to
  FROM region
 WHERE tenant_id = $1 AND parent_code IS NULL AND valid_to IS NULL
 ORDER BY code
"""

_CHILDREN = """
SELECT code, parent_code, level, name, path_name, valid_from, valid_to
  FROM region
 WHERE tenant_id = $1 AND parent_code = ANY($2::text[]) AND valid_to IS NULL
 ORDER BY code
"""

_SUBTREE = """
WITH RECURSIVE tree AS (
    SELECT code, parent_code, level, name, path_name, valid_from, valid_to, 0 AS depth
      FROM region
     WHERE tenant_id = $1 AND code = ANY($2::text[]) AND valid_to IS NULL
    UNION ALL
    SELECT child.code, child.parent_code, child.level, child.name, child.path_name, child.valid_from,
           child.valid_to, tree.depth + 1
      FROM tree
      JOIN region child ON child.tenant_id = $1 AND child.parent_code = tree.code AND child.valid_to IS NULL
)
SELECT code, parent_code, level, name, path_name, valid_from, valid_to FROM tree ORDER BY depth, code
"""

_IN_FORCE = "SELECT code, name FROM region WHERE tenant_id = $1 AND valid_to IS NULL"

_CLOSED = "SELECT code FROM region WHERE tenant_id = $1 AND valid_to IS NOT NULL"

_TAKEN = "SELECT code FROM region WHERE tenant_id = $1 AND code = ANY($2::text[]) ORDER BY code"

_LAST_CHANGE = """
SELECT max(noted.day)
  FROM unnest($2::text[]) AS root(code)
 CROSS JOIN LATERAL (
    SELECT r.valid_from AS day
      FROM region r
     WHERE r.tenant_id = $1 AND r.code >= root.code COLLATE "C" AND r.code < root.code || ':' COLLATE "C"
    UNION ALL
    SELECT p.valid_to
      FROM region_past_name p
     WHERE p.tenant_id = $1 AND p.code >= root.code COLLATE "C" AND p.code < root.code || ':' COLLATE "C"
    UNION ALL
    SELECT c.effective_on
      FROM region_change c
     WHERE c.tenant_id = $1 AND c.code >= root.code COLLATE "C" AND c.code < root.code || ':' COLLATE "C"
 ) noted
"""

_WRITE_NAMES = """
WITH said AS (
    SELECT unnest($3::text[]) AS code, unnest($4::text[]) AS name, unnest($5::text[]) AS path_name
), kept AS (
    INSERT INTO region_past_name (tenant_id, code, valid_to, name, path_name)
    SELECT r.tenant_id, r.code, $2, r.name, r.path_name
      FROM region r
      JOIN said ON said.code = r.code
     WHERE r.tenant_id = $1
    ON CONFLICT (tenant_id, code, valid_to) DO NOTHING
)
UPDATE region
   SET name = said.name, path_name = said.path_name
  FROM said
 WHERE region.tenant_id = $1 AND region.code = said.code
"""

_WRITE_DERIVED = """
WITH said AS (
    SELECT unnest($2::text[]) AS code, unnest($3::smallint[]) AS level, unnest($4::text[]) AS path_name
)
UPDATE region
   SET level = said.level, path_name = said.path_name
  FROM said
 WHERE region.tenant_id = $1 AND region.code = said.code
"""

_CLOSE = "UPDATE region SET valid_to = $3 WHERE tenant_id = $1 AND code = ANY($2::text[]) AND valid_to IS NULL"

_NAME_ON = """
SELECT coalesce(past.name, r.name) AS name, coalesce(past.path_name, r.path_name) AS path_name
  FROM region r
  LEFT JOIN LATERAL (
    SELECT p.name, p.path_name
      FROM region_past_name p
     WHERE p.tenant_id = $1 AND p.code = r.code AND p.valid_to > $3
     ORDER BY p.valid_to
     LIMIT 1
  ) past ON true
 WHERE r.tenant_id = $1 AND r.code = $2
"""

_SUCCESSORS = """
WITH RECURSIVE chain AS (
    SELECT r.code FROM region r WHERE r.tenant_id = $1 AND r.code = $2
    UNION
    SELECT c.successor_code
      FROM chain
      JOIN region_change c ON c.tenant_id = $1 AND c.code = chain.code
     WHERE c.successor_code IS NOT NULL AND c.effective_on <= $3
)
SELECT r.code
  FROM chain
  JOIN region r ON r.tenant_id = $1 AND r.code = chain.code
 WHERE (r.valid_to IS NULL OR r.valid_to > $3) AND (r.valid_from IS NULL OR r.valid_from <= $3)
 ORDER BY r.code
"""


async def lock_tree(work: Work) -> None:
    """Wait until no other change of this tenant's tree is under way; held to the end of the transaction."""
    await work.session.flush()
    await work.driver.execute(_LOCK, str(work.tenant_id))


async def find(work: Work, codes: Iterable[str]) -> dict[str, Node]:
    """Those of ``codes`` that are stored, in force or not."""
    return {node.code: node for node in await _nodes(work, _FIND, list(codes))}


async def roots(work: Work) -> list[Node]:
    """The regions in force without a parent: the province."""
    return await _nodes(work, _ROOTS)


async def children(work: Work, codes: Iterable[str]) -> list[Node]:
    """The regions in force directly below ``codes``, by code."""
    return await _nodes(work, _CHILDREN, list(codes))


async def subtree(work: Work, codes: Iterable[str]) -> list[Node]:
    """``codes`` and all below them by parent reference, in force, each parent before its children."""
    return await _nodes(work, _SUBTREE, list(codes))


async def in_force(work: Work) -> dict[str, str]:
    """Code → name of every region in force."""
    return {row["code"]: row["name"] for row in await work.driver.fetch(_IN_FORCE, work.tenant_id)}


async def no_longer_in_force(work: Work) -> set[str]:
    """The codes of regions that were merged, moved away or abolished."""
    return {row["code"] for row in await work.driver.fetch(_CLOSED, work.tenant_id)}


async def taken(work: Work, codes: Sequence[str]) -> list[str]:
    """Those of ``codes`` that are or ever were a region's: a code is never given twice."""
    return [row["code"] for row in await work.driver.fetch(_TAKEN, work.tenant_id, list(codes))]


async def last_change_on(work: Work, codes: Iterable[str]) -> date | None:
    """The last day on which anything changed at ``codes`` or below them, regions no longer in force included."""
    day: date | None = await work.driver.fetchval(_LAST_CHANGE, work.tenant_id, list(codes))
    return day


async def write_names(work: Work, names: Mapping[str, tuple[str, str]], valid_to: date) -> None:
    """Give regions new names and full names (code → both), keeping what they were called before ``valid_to``."""
    said = list(names.values())
    await work.driver.execute(
        _WRITE_NAMES,
        work.tenant_id,
        valid_to,
        list(names),
        [name for name, _ in said],
        [path_name for _, path_name in said],
    )


async def write_derived(work: Work, derived: Mapping[str, tuple[int, str]]) -> None:
    """Correct levels and full names (code → both) without a trace in history: they never were right."""
    said = list(derived.values())
    await work.driver.execute(
        _WRITE_DERIVED,
        work.tenant_id,
        list(derived),
        [level for level, _ in said],
        [path_name for _, path_name in said],
    )


async def close(work: Work, codes: Iterable[str], valid_to: date) -> None:
    """End regions: ``valid_to`` is the first day on which they are no longer in force."""
    await work.driver.execute(_CLOSE, work.tenant_id, list(codes), valid_to)


async def name_on(work: Work, code: str, day: date) -> tuple[str, str] | None:
    """Name and full name as they were on ``day``; ``None`` when there is no such region."""
    row = await work.driver.fetchrow(_NAME_ON, work.tenant_id, code, day)
    return None if row is None else (row["name"], row["path_name"])


async def successors(work: Work, code: str, on: date) -> tuple[str, ...]:
    """The codes in force on ``on`` at the end of every chain of changes that starts at ``code``."""
    return tuple(row["code"] for row in await work.driver.fetch(_SUCCESSORS, work.tenant_id, code, on))


async def _nodes(work: Work, query: str, *arguments: object) -> list[Node]:
    return [Node(*row.values()) for row in await work.driver.fetch(query, work.tenant_id, *arguments)]
