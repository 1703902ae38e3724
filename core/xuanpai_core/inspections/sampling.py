"""Drawing by lot so that anyone who knows the seed can draw again: pure functions, and the words of the algorithm.

``SHA256-1``: each key of the population is ranked by the SHA-256 of the seed followed by the key (both UTF-8, nothing
between them), read as a number, smallest first; the first ``size`` are drawn. Which order the population came in makes
no difference, and nothing but SHA-256 is needed to do it again.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256
from secrets import token_hex

from xuanpai_core.errors import Invalid

ALGORITHM = "SHA256-1"
SEED_BYTES = 32
LARGEST_POPULATION = 20_000


class UnknownAlgorithm(Invalid):
    """A draw by rules that this version does not know."""

    code = "UNKNOWN_ALGORITHM"

    def __init__(self, algorithm: str) -> None:
        super().__init__(f"不认识抽样算法“{algorithm}”。现行算法为 {ALGORITHM}。")


def new_seed() -> str:
    """A seed that nobody could have foreseen: 64 hexadecimal digits."""
    return token_hex(SEED_BYTES)


def size_of(population: int, percent: Decimal) -> int:
    """``percent`` of ``population``, rounded up, at least one: 10 % of 37 are 4; of nobody, none (JZ-12)."""
    exact = Decimal(population) * percent / 100
    return min(population, max(1, int(exact.to_integral_value(ROUND_CEILING)))) if population else 0


def ranked(seed: str, keys: Sequence[str]) -> list[str]:
    """The keys in the order in which they are drawn."""
    begun = sha256(seed.encode())

    def rank(key: str) -> bytes:
        digest = begun.copy()
        digest.update(key.encode())
        return digest.digest()

    return sorted(keys, key=rank)


def recompute(algorithm: str, seed: str, population: Sequence[str], size: int) -> list[str]:
    """What was drawn, from what is kept of a draw; raises ``UnknownAlgorithm``."""
    if algorithm != ALGORITHM:
        raise UnknownAlgorithm(algorithm)
    return ranked(seed, population)[:size]
