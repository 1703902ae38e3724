"""Brings a database to this release's schema."""

from importlib import resources

from alembic import command
from alembic.config import Config

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
