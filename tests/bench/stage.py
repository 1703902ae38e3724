"""What several benches of one run share: the site, the application over it, and the provinces at work."""

from dataclasses import dataclass, field

from tests.bench.population import Population, populate
from tests.bench.site import Site
from xuanpai_core.db.session import Database


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
