"""Token buckets in this process's memory: a minute's allowance each, filled again evenly.

Each process keeps its own: N web processes let through up to N times as much. What must hold exactly, as the number of
failed sign-ins, is counted in the database.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST_KEYS = 10_000


class Buckets:
    """One bucket a key, each of ``per_minute``; 0 means without limit.

    Forgets whoever was away longest beyond ``MOST_KEYS``: after a minute, a forgotten bucket is a full one.
    """

    def __init__(self, per_minute: int, ticks: Callable[[], float] = time.monotonic) -> None:
        self._size = per_minute
        self._ticks = ticks
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable, amount: int) -> int:
        """Take ``amount`` from the bucket of ``key``: 0 if it was there, else after how many seconds it will be.

        Nothing is taken when it was not. More than a whole bucket is taken from a full one.
        """
        if not self._size:
            return 0
        now = self._ticks()
        left, since = self._left.get(key, (float(self._size), now))
        left = min(self._size, left + (now - since) * self._size / 60)
        wanted = min(amount, self._size)
        missing = wanted - left
        self._left[key] = (left if missing > 0 else left - wanted, now)
        self._left.move_to_end(key)
        if len(self._left) > MOST_KEYS:
            self._left.popitem(last=False)
        return math.ceil(missing * 60 / self._size) if missing > 0 else 0
