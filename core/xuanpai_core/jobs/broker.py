"""Procrastinate over the application role's own login: what empties the queue of jobs."""

from procrastinate import App, PsycopgConnector
from sqlalchemy.engine import make_url

from xuanpai_core.config import Settings

# A worker that was down over a scheduled moment makes up for it when it comes back within a day.
_MAKE_UP_SECONDS = 24 * 60 * 60


def build_app(settings: Settings) -> App:
    """Procrastinate's application over the application role's own login; the caller opens and closes it."""
    connector = PsycopgConnector(
        conninfo=libpq_url(settings.database_url.get_secret_value()),
        min_size=1,
        max_size=4,
        kwargs={"application_name": "xuanpai-worker"},
    )
    return App(connector=connector, periodic_defaults={"max_delay": _MAKE_UP_SECONDS})


def libpq_url(url: str) -> str:
    """The application's address as libpq reads it: asyncpg says ``ssl`` where libpq says ``sslmode``."""
    parts = make_url(url).set(drivername="postgresql")
    query = {("sslmode" if name == "ssl" else name): value for name, value in parts.query.items()}
    return parts.set(query=query).render_as_string(hide_password=False)
