"""What several benches of one run share: the site, the application over it, and the provinces at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import psycopg

from tests.bench.population import Population, populate
from tests.bench.site import Site
from xuanpai_core.db.session import Database

_REST: Final = """
UPDATE tenant SET state = 'SUSPENDED' WHERE kind = 'PROVINCE' AND state = 'ACTIVE' AND id <> %s RETURNING id
"""
_WAKE: Final = "UPDATE tenant SET state = 'ACTIVE' WHERE id = ANY (%s)"


@dataclass(slots=True)
class Stage:
    """One run's site; provinces are made when a bench first asks for them."""

    site: Site
    database: Database
    _populations: dict[int, Population] = field(default_factory=dict)

    async def population(self, postings: int) -> Population:
        """The province with so many people in post."""
        if postings not in self._populations:
            print(f"making a province with {postings} people and a year of attendance …", flush=True)
            code = f"bench-{postings}"
            self._populations[postings] = await populate(self.database, self.site.admin_dsn, code, postings)
        return self._populations[postings]

    @contextmanager
    def alone(self, tenant_id: UUID) -> Iterator[None]:
        """Let all other provinces rest: a worker that starts would first look through what their benches wrote."""
        with psycopg.connect(self.site.admin_dsn, autocommit=True) as admin:
            resting = [row[0] for row in admin.execute(_REST, (tenant_id,))]
            try:
                yield
            finally:
                admin.execute(_WAKE, (resting,))
