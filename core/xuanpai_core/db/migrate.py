"""Brings a database to this release's schema, and tells whether it is there."""

from importlib import resources

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from xuanpai_core.config import Settings
from xuanpai_core.errors import Invalid


def alembic_config(admin_url: str) -> Config:
    """Alembic's configuration over the migrations that travel in the wheel; ``admin_url`` may SET ROLE the owner."""
    config = Config()
    config.set_main_option("script_location", str(resources.files("xuanpai_core") / "migrations"))
    config.set_main_option("file_template", "%%(year)d-%%(month).2d-%%(day).2d-%%(hour).2d%%(minute).2d_%%(slug)s")
    config.set_main_option("sqlalchemy.url", sync_url(admin_url).replace("%", "%%"))
    return config


def sync_url(url: str) -> str:
    """The same address for psycopg, which migrations use."""
    return url.replace("postgresql+asyncpg://", "postgresql+psycopg://")


def upgrade(settings: Settings) -> None:
    """Migrate to the newest revision; raises ``Invalid`` when no administrator's address is set."""
    admin_url = settings.database_admin_url.get_secret_value()
    if not admin_url:
        raise Invalid("没有设置 XUANPAI_DATABASE_ADMIN_URL,无法升级数据库结构。", code="ADMIN_URL_MISSING")
    command.upgrade(alembic_config(admin_url), "heads")


def newest_revisions() -> frozenset[str]:
    """The revisions that this release expects."""
    return frozenset(ScriptDirectory.from_config(alembic_config("")).get_heads())


async def current_revisions(driver: asyncpg.Connection) -> frozenset[str]:
    """The revisions the database stands at; empty when it was never migrated."""
    if await driver.fetchval("SELECT to_regclass('public.alembic_version')") is None:
        return frozenset()
    return frozenset(row["version_num"] for row in await driver.fetch("SELECT version_num FROM alembic_version"))


__all__ = ["alembic_config", "current_revisions", "newest_revisions", "sync_url", "upgrade"]
