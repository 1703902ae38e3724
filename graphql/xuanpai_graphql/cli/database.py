"""Runs one command's work over the application's database."""

import asyncio
from collections.abc import Awaitable, Callable

from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_graphql.composition import make_application


def with_database(act: Callable[[Database], Awaitable[None]]) -> None:
    """Open the database of the environment's settings, run ``act``, close it."""

    async def run() -> None:
        application = make_application(Settings())
        try:
            await act(application.database)
        finally:
            await application.database.close()

    asyncio.run(run())
