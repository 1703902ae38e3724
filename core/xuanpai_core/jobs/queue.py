"""The queue of jobs: filled inside the caller's own transaction.

The web server only fills it, so nothing here imports the library that empties it (``broker``).
"""

from typing import Any

import orjson

from xuanpai_core.db.session import Work

QUEUE = "default"

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
