"""Passwords: hashed with Argon2id, made once when an administrator creates an account."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from xuanpai_core.errors import FieldProblem, Invalid

_HASHER = PasswordHasher()
# Verifying against this costs what a real verification costs, so an unknown username takes as long as a known one.
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_CAPITALS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_DIGITS = "23456789"


def hash_password(password: str) -> str:
    """The Argon2id hash of ``password``."""
    return _HASHER.hash(password)


def verify_password(password_hash: str | None, password: str) -> bool:
    """Whether ``password`` is the one hashed; ``None`` (nobody) costs the same and is never right."""
    try:
        _HASHER.verify(password_hash or _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return password_hash is not None


def one_time_password() -> str:
    """A random password without look-alike characters; whoever gets it must change it at first sign-in."""
    pools = (_LETTERS, _CAPITALS, _DIGITS)
    signs = [secrets.choice(pool) for pool in pools for _ in range(4)]
    secrets.SystemRandom().shuffle(signs)
    return "".join(signs)


def check_password_policy(password: str, username: str) -> None:
    """Raise ``Invalid`` (``WEAK_PASSWORD``) unless the password has 8 to 128 characters of three kinds."""
    classes = len({_kind(sign) for sign in password})
    if not 8 <= len(password) <= 128 or classes < 3 or username.lower() in password.lower():
        message = "新密码应为 8 到 128 位,含大写字母、小写字母、数字、符号中的至少三种,且不含用户名。"
        raise Invalid(message, code="WEAK_PASSWORD", fields=[FieldProblem("newPassword", "WEAK_PASSWORD", message)])


def _kind(sign: str) -> str:
    if sign.isdigit():
        return "digit"
    if not sign.isalpha():
        return "sign"
    return "capital" if sign.isupper() else "letter"
