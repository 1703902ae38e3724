"""Keys made from what a row is about, so that the same demo has the same keys wherever it is made."""

from datetime import date, datetime, time
from hashlib import sha256
from uuid import UUID

from xuanpai_core.clock import SHANGHAI


def demo_id(since: date, *about: object) -> UUID:
    """A version 7 UUID: its time is the start of ``since`` in Shanghai, its random part tells ``about``."""
    milliseconds = int(datetime.combine(since, time(), SHANGHAI).timestamp() * 1000)
    told = int.from_bytes(sha256("/".join(map(str, about)).encode()).digest()[:10])
    high, low = told >> 64 & 0xFFF, told & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
