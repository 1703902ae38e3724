"""One frozen ``Settings``, read once at the edge from ``XUANPAI_*``."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Listed = Annotated[tuple[str, ...], NoDecode]
"""Several texts, in the environment separated by commas."""


class Settings(BaseSettings):
    """How this process reaches its parts, and the limits it keeps."""

    model_config = SettingsConfigDict(env_prefix="XUANPAI_", frozen=True, extra="ignore")

    environment: Literal["development", "production"] = "production"
    data_dir: Path = Path("var/xuanpai")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)

    public_url: str = Field(default="", pattern=r"^(https?://[^/?#@\s]+/?)?$")
    """Where browsers find this installation, ``https://xuanpai.example.cn``; sign-in by OIDC needs it to come back."""

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
    previous_master_keys: SecretStr = SecretStr("")
    """Further master keys as hex, separated by commas: those used before (or next), to open and find, never to seal."""
    cipher: Literal["aes", "sm4"] = "aes"
    """What newly sealed personal data is sealed with: AES-256-GCM and HMAC-SHA256, or SM4-GCM and HMAC-SM3."""
    name_mask: Literal["none", "given"] = "none"
    """``given``: people who may unmask nobody read 张* in place of a cadre's name."""
    unmask_per_hour: int = Field(default=20, ge=0)
    """How many times one person may unmask within any hour."""
    search_misses_per_hour: int = Field(default=30, ge=0)
    """How many exact numbers one person may search in vain within any hour."""
    export_free_rows: int = Field(default=500, ge=0)
    """How many cadres one person may export within a day before a second person must agree."""
    export_keep_hours: int = Field(default=24, ge=1, le=720)
    """How long an exported file is kept."""

    session_idle_minutes: int = Field(default=30, ge=1)
    session_absolute_hours: int = Field(default=12, ge=1)
    step_up_minutes: int = Field(default=5, ge=1)
    """How long a renewed proof of identity (``stepUp``) opens the acts that ask for one."""

    password_min_length: int = Field(default=8, ge=8, le=64)
    password_classes: int = Field(default=3, ge=1, le=4)
    """How many of capitals, small letters, digits and signs a password must hold; 1 asks for no mixture."""
    password_max_age_days: int = Field(default=90, ge=0)
    """After how many days a password must be changed; 0 means never."""
    password_history: int = Field(default=5, ge=0, le=24)
    """How many of the last passwords may not be used again."""
    initial_password_days: int = Field(default=14, ge=1)
    """How long a one-time password made by an administrator opens a session, if its holder has not changed it."""
    lock_after_failures: int = Field(default=5, ge=1)
    lock_minutes: int = Field(default=30, ge=1)
    """How long one source is kept from one account after ``lock_after_failures`` failures."""
    address_failures: int = Field(default=60, ge=1)
    """Failures from one address, over all user names, within ``address_minutes``; a trusted device is exempt."""
    address_minutes: int = Field(default=10, ge=1)
    trusted_device_days: int = Field(default=180, ge=1)
    second_factor: Literal["nobody", "administrators", "everyone"] = "administrators"
    """Who must have a second factor (TOTP); anybody may."""
    cookie_secure: bool | None = None
    """Whether the session cookie demands HTTPS; unset means: in production."""

    photo_max_bytes: int = Field(default=10 * 1024 * 1024, ge=1024)
    roster_max_bytes: int = Field(default=20 * 1024 * 1024, ge=1024)
    roster_max_rows: int = Field(default=20_000, ge=1)
    large_document_max_bytes: int = Field(default=50 * 1024 * 1024, ge=1024, le=1024**3)
    """A document that is uploaded in parts may be this large."""
    photo_lock_days: int = Field(default=1096, ge=0)
    """How long nobody can remove a checked photo from the object store; 0 locks none."""
    document_lock_days: int = Field(default=3653, ge=0)
    roster_lock_days: int = Field(default=190, ge=0)
    clamd_address: str = Field(default="", pattern=r"^(unix:/[^\s]+|tcp://[^/?#@\s:]+:\d{1,5})?$")
    """Where clamd looks at each file, ``unix:/run/clamav/clamd.ctl`` or ``tcp://host:3310``; empty: nobody does."""
    clamd_timeout_seconds: float = Field(default=10.0, gt=0, le=120)
    clamd_max_bytes: int = Field(default=100 * 1024 * 1024, ge=1024)
    """Not above clamd's own StreamMaxLength."""
    clamd_required: bool = True
    """Whether a file waits while clamd does not answer; else it is taken unlooked at, and its record says so."""
    upload_ttl_seconds: int = Field(default=300, ge=30, le=900)
    download_ttl_seconds: int = Field(default=60, ge=5, le=300)

    audit_lock_days: int = Field(default=190, ge=184)
    """How long nobody can remove a day's audit anchor from the object store: the law asks for six months."""
    audit_export_max_rows: int = Field(default=20_000, ge=1)

    approval_days: int = Field(default=7, ge=1, le=90)
    """How long a proposed act waits for a second person before it expires."""

    trace_plugins: bool = False
    """Log every hook call with its answer: a developer's aid."""

    plugin_seconds: float = Field(default=2.0, gt=0, le=60)
    """How long one hook of a plugin may take before it is interrupted and its request refused."""

    graphql_max_depth: int = 14
    graphql_max_cost: int = 5_000
    graphql_max_aliases: int = 15
    graphql_max_tokens: int = 2_000
    graphql_max_body_bytes: int = 1024 * 1024
    graphql_timeout_seconds: float = 15.0

    persisted_only: bool | None = None
    """Whether browsers run only the documents of the release; unset means: in production. Tokens may send text."""
    introspection: bool | None = None
    """Whether the schema may be read through the API; unset means: in development."""
    cors_origins: Listed = ()
    """Other origins whose pages may call the API, with a token: ``https://portal.example.cn``. Never a wildcard."""
    trusted_proxies: Listed = ()
    """Addresses or networks whose X-Forwarded-For and X-Forwarded-Proto are believed; ``*`` is everybody."""

    # Limits a minute, kept by each process by itself: with N web processes, up to N times as much. 0 lifts one.
    rate_address_requests: int = Field(default=6_000, ge=0)
    """Requests from one address, before anybody is asked who they are; a whole county may share one."""
    rate_person_requests: int = Field(default=600, ge=0)
    rate_person_cost: int = Field(default=180_000, ge=0)
    """Cost of the operations of one person, in the points of ``graphql_max_cost``."""
    rate_token_requests: int = Field(default=600, ge=0)
    rate_token_cost: int = Field(default=120_000, ge=0)
    """The same for one access token."""
    tenant_share: float = Field(default=0.5, gt=0, le=1)
    """How much of ``database_pool_size`` one tenant may hold at once, so that others are served meanwhile."""

    @property
    def development(self) -> bool:
        """Whether developer conveniences (GraphiQL, introspection) are on."""
        return self.environment == "development"

    @property
    def only_persisted(self) -> bool:
        """Whether text is refused from browsers."""
        return not self.development if self.persisted_only is None else self.persisted_only

    @property
    def introspectable(self) -> bool:
        """Whether the schema may be read through the API, and mistakes are met with suggestions from it."""
        return self.development if self.introspection is None else self.introspection

    @field_validator("cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("cors_origins")
    @classmethod
    def _name_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        if any(urlsplit(origin)._replace(scheme="", netloc="").geturl() or "*" in origin for origin in origins):
            raise ValueError("each origin is scheme://host[:port], without a path and without a wildcard")
        return origins

    @property
    def secure_cookie(self) -> bool:
        """Whether the session cookie is marked Secure."""
        return not self.development if self.cookie_secure is None else self.cookie_secure
