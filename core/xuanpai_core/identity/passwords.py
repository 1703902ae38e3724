"""Passwords: hashed with Argon2id, judged by the installation's policy, made once when an account is created."""

import asyncio
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache
from importlib import resources

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from xuanpai_core.config import Settings
from xuanpai_core.errors import FieldProblem, Invalid

LONGEST = 128
"""Characters of a password; every one of them counts."""

_HASHER = PasswordHasher()
# Verifying against this costs what a real verification costs, so an unknown username takes as long as a known one.
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))
# A hash takes 64 MiB and tens of milliseconds: one at a time, and beside the event loop, which goes on serving.
_ASIDE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="argon2")
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_CAPITALS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_DIGITS = "23456789"
_KINDS = ("大写字母", "小写字母", "数字", "符号")
# How letters are written with other signs: P@ssw0rd is password.
_LOOK_ALIKES = str.maketrans("@01345$!", "aoieassi")


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


async def is_password(password_hash: str | None, password: str) -> bool:
    """``verify_password`` beside the event loop; never to be awaited with a transaction open."""
    return await asyncio.get_running_loop().run_in_executor(_ASIDE, verify_password, password_hash, password)


async def is_any_password(hashes: Iterable[str], password: str) -> bool:
    """Whether ``password`` is one of those hashed; never to be awaited with a transaction open."""
    for password_hash in hashes:
        if await is_password(password_hash, password):
            return True
    return False


async def hashed(password: str) -> str:
    """``hash_password`` beside the event loop; never to be awaited with a transaction open."""
    return await asyncio.get_running_loop().run_in_executor(_ASIDE, hash_password, password)


def one_time_password() -> str:
    """A random password without look-alike characters; whoever gets it must change it at first sign-in."""
    pools = (_LETTERS, _CAPITALS, _DIGITS)
    signs = [secrets.choice(pool) for pool in pools for _ in range(4)]
    secrets.SystemRandom().shuffle(signs)
    return "".join(signs)


def check_password_policy(password: str, username: str, settings: Settings) -> None:
    """Raise ``Invalid`` (``WEAK_PASSWORD``, ``COMMON_PASSWORD``) unless the password meets the installation's policy.

    Length and kinds of signs are settings (see docs/security/password-policy.md). The user name may not be part of it,
    and it may not be one of those that everybody thinks of.
    """
    kinds = len({_kind(sign) for sign in password})
    fits = settings.password_min_length <= len(password) <= LONGEST and kinds >= settings.password_classes
    if not fits or username.lower() in password.lower():
        raise _unfit("WEAK_PASSWORD", _wanted(settings))
    if is_common(password):
        raise _unfit("COMMON_PASSWORD", "这个密码太常见,容易被猜到,请换一个与常用词、键盘顺序、年份无关的密码。")


def initial_until(settings: Settings, now: datetime) -> datetime:
    """Until when a one-time password made now opens a session."""
    return now + timedelta(days=settings.initial_password_days)


def reused(count: int) -> Invalid:
    """What is said to whoever chooses one of the last ``count`` passwords again."""
    return _unfit("PASSWORD_REUSED", f"新密码不能与最近 {count} 次用过的密码相同,请换一个。")


@cache
def common_passwords() -> frozenset[str]:
    """The passwords and words that guessing begins with, in small letters."""
    text = (resources.files("xuanpai_core.identity") / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def is_common(password: str) -> bool:
    """Whether it is on the list: as it is, with look-alike signs, or as a word with digits and signs around it."""
    known, plain = common_passwords(), password.lower()
    bare = _bare(plain)
    candidates = {plain, bare, plain.translate(_LOOK_ALIKES), _bare(plain).translate(_LOOK_ALIKES)}
    return not known.isdisjoint(candidates)


def _bare(text: str) -> str:
    """Without the digits and signs at both ends."""
    while text and not text[0].isalpha():
        text = text[1:]
    while text and not text[-1].isalpha():
        text = text[:-1]
    return text


def _wanted(settings: Settings) -> str:
    wanted = f"新密码应为 {settings.password_min_length} 到 {LONGEST} 位"
    if settings.password_classes > 1:
        wanted += f",含{'、'.join(_KINDS)}中的至少 {settings.password_classes} 种"
    return f"{wanted},且不含用户名。"


def _unfit(code: str, message: str) -> Invalid:
    return Invalid(message, code=code, fields=[FieldProblem("newPassword", code, message)])


def _kind(sign: str) -> str:
    if sign.isdigit():
        return "digit"
    if not sign.isalpha():
        return "sign"
    return "capital" if sign.isupper() else "letter"
