"""The secrets of one installation: made once, kept in the data folder with mode 600."""

import json
import secrets
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum

from xuanpai_core.db.roles import APP_ROLE, OPS_ROLE
from xuanpai_core.stack.errors import CredentialsRefused
from xuanpai_core.stack.folder import MARKER, DataFolder, write_private


class Login(StrEnum):
    """The three logins of the database."""

    ADMIN = "xuanpai_admin"
    """Owns the cluster; only the supervisor and migrations use it."""
    APP = APP_ROLE
    OPS = OPS_ROLE
    """Break-glass: sees every tenant, changes nothing."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Passwords of the database's logins, the object store's key pair, and the master key (32 bytes as hex)."""

    admin_password: str = field(repr=False)
    app_password: str = field(repr=False)
    ops_password: str = field(repr=False)
    s3_access_key: str
    s3_secret_key: str = field(repr=False)
    master_key: str = field(repr=False)

    @classmethod
    def load_or_create(cls, folder: DataFolder) -> "Credentials":
        """Read the folder's credentials, or make them when the folder holds no data yet.

        Raises ``CredentialsRefused`` when the file cannot be read, and when it is gone while the data it opens is
        still there: new passwords would lock that data away for good.
        """
        path = folder.path / MARKER
        if not path.exists():
            for part in ("postgres", "objectstore"):
                if (folder.path / part).is_symlink() or (folder.path / part).exists():
                    raise CredentialsRefused(
                        f"{path} 不见了,而数据还在。请从备份恢复该文件;确认数据可以丢弃时,改用新的数据目录。"
                    )
            write_private(path, json.dumps(asdict(_generate()), indent=2) + "\n", replace=False)
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{each.name: _secret(kept[each.name]) for each in fields(cls)})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CredentialsRefused(f"无法读取凭据文件 {path}:内容不完整或已损坏。请从备份恢复该文件。") from error

    def password_of(self, login: Login) -> str:
        """The password of a database login."""
        return {
            Login.ADMIN: self.admin_password,
            Login.APP: self.app_password,
            Login.OPS: self.ops_password,
        }[login]


def _generate() -> Credentials:
    return Credentials(
        admin_password=secrets.token_urlsafe(24),
        app_password=secrets.token_urlsafe(24),
        ops_password=secrets.token_urlsafe(24),
        s3_access_key="XP" + secrets.token_hex(9).upper(),
        s3_secret_key=secrets.token_urlsafe(30),
        master_key=secrets.token_hex(32),
    )


def _secret(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("a credential is a non-empty text")
    return value
