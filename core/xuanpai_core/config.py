"""One frozen ``Settings``, read once at the edge from ``XUANPAI_*``."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """How this process reaches its parts, and the limits it keeps."""

    model_config = SettingsConfigDict(env_prefix="XUANPAI_", frozen=True, extra="ignore")

    environment: Literal["development", "production"] = "production"
    data_dir: Path = Path("var/xuanpai")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)

    database_url: SecretStr = SecretStr("")
    """The application's role: ``postgresql+asyncpg://xuanpai_app:…@host/xuanpai``."""
    database_admin_url: SecretStr = SecretStr("")
    """A login that may SET ROLE xuanpai_owner; only migrations use it."""
    database_pool_size: int = Field(default=8, ge=1)
    database_statement_timeout_ms: int = Field(default=10_000, ge=100)

    s3_endpoint: str = "127.0.0.1:8333"
    s3_public_endpoint: str | None = None
    """Where browsers reach the object store, if that differs from ``s3_endpoint``."""
    s3_access_key: SecretStr = SecretStr("")
    s3_secret_key: SecretStr = SecretStr("")
    s3_secure: bool = False
    s3_region: str = "us-east-1"
    s3_bucket: str = "xuanpai"

    master_key: SecretStr = SecretStr("")
    """32 bytes as hex: the root of the per-tenant keys that protect personal data at rest."""

    session_idle_minutes: int = Field(default=30, ge=1)
    session_absolute_hours: int = Field(default=12, ge=1)
    cookie_secure: bool | None = None
    """Whether the session cookie demands HTTPS; unset means: in production."""

    photo_max_bytes: int = Field(default=10 * 1024 * 1024, ge=1024)
    roster_max_bytes: int = Field(default=20 * 1024 * 1024, ge=1024)
    roster_max_rows: int = Field(default=20_000, ge=1)
    upload_ttl_seconds: int = Field(default=300, ge=30, le=900)
    download_ttl_seconds: int = Field(default=60, ge=5, le=300)

    trace_plugins: bool = False
    """Log every hook call with its answer: a developer's aid."""

    graphql_max_depth: int = 14
    graphql_max_cost: int = 5_000
    graphql_max_aliases: int = 15
    graphql_max_tokens: int = 2_000
    graphql_max_body_bytes: int = 1024 * 1024
    graphql_timeout_seconds: float = 15.0

    @property
    def development(self) -> bool:
        """Whether developer conveniences (GraphiQL, introspection) are on."""
        return self.environment == "development"

    @property
    def secure_cookie(self) -> bool:
        """Whether the session cookie is marked Secure."""
        return not self.development if self.cookie_secure is None else self.cookie_secure
