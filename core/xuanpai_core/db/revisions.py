"""Tells whether a database stands at this release's schema, without the weight of the tool that brings it there."""

import re
from importlib import resources

import asyncpg

_REVISION = re.compile(r'^revision = "([^"]+)"$', re.MULTILINE)
_BEFORE = re.compile(r'^down_revision = "([^"]+)"$', re.MULTILINE)


def newest_revisions() -> frozenset[str]:
    """The revisions that this release expects: those that no other one follows."""
    folder = resources.files("xuanpai_core") / "migrations" / "versions"
    texts = [file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".py")]
    followed = {before for text in texts for before in _BEFORE.findall(text)}
    return frozenset(revision for text in texts for revision in _REVISION.findall(text)) - followed


async def current_revisions(driver: asyncpg.Connection) -> frozenset[str]:
    """The revisions the database stands at; empty when it was never migrated."""
    if await driver.fetchval("SELECT to_regclass('public.alembic_version')") is None:
        return frozenset()
    return frozenset(row["version_num"] for row in await driver.fetch("SELECT version_num FROM alembic_version"))
