"""The queue of jobs: filled inside the caller's own transaction, read by a worker over its own connections."""

from typing import Any

import orjson
from procrastinate import App, PsycopgConnector
from sqlalchemy.engine import make_url

from xuanpai_core.config import Settings
from xuanpai_core.db.session import Work

QUEUE = "default"
# A worker that was down over a scheduled moment makes up for it when it comes back within a day.
_MAKE_UP_SECONDS = 24 * 60 * 60

_DEFER = """
SELECT (procrastinate_defer_jobs_v1(ARRAY[
    ROW($1, $2, 0, NULL, NULL, $3::jsonb, NULL)::procrastinate_job_to_defer_v1
]))[1]
"""


async def enqueue(work: Work, task_name: str, **args: Any) -> int:
    """Ask for ``task_name`` to be run for this tenant, once this transaction commits; returns the job's number.

    ``args`` must be plain JSON (UUIDs become text) and hold no personal data: they are kept in clear and logged.
    """
    content = orjson.dumps({"tenant_id": work.tenant_id, **args}).decode()
    await work.session.flush()
    number: int = await work.driver.fetchval(_DEFER, QUEUE, task_name, content)
    return number


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
