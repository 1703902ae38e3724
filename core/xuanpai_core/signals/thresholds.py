"""From where on something is noticed wherever it is, and how much it usually weighs; each figure with its reason.

What depends on the place is a ``SignalRule`` (``signals.ruling``).
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from xuanpai_core.plugins.presence import SignalRule
from xuanpai_core.vocabulary import SignalKind

# A phone set by the network is seconds off; by hand, a minute or two. Ahead can only be the clock.
CLOCK_AHEAD = timedelta(minutes=3)
# Below this, a fix from a cell mast and one from the satellites can differ by as much.
TRAVEL_LEAST_KM = 10
# The country is 5,200 km wide: at the usual speed, no two places of it are further apart in time.
TRAVEL_WITHIN = timedelta(hours=30)
# What a fix from one cell mast is off by; whoever claims worse is taken at this.
ACCURACY_AT_MOST_M = 3000
# Of 64 bits. The same picture, scaled or saved anew, differs by 0 to 4; two pictures of other things by some 32.
ALIKE_BITS = 7
# Of its 64 bits, a picture with something on it has about half set; a blank wall or a thumb has next to none.
LEAST_BITS, MOST_BITS = 8, 56
# Letters, without figures and marks: "入户走访了解情况" is what everybody writes.
TEXT_LEAST = 30

WEIGHTS: Mapping[SignalKind, int] = MappingProxyType(
    {
        # Software that makes up a place does not run by chance.
        SignalKind.MOCK_LOCATION: 5,
        SignalKind.IMPOSSIBLE_TRAVEL: 4,
        SignalKind.PHOTO_SEEN_BEFORE: 4,
        SignalKind.PHOTO_TIME: 2,
        SignalKind.PHOTO_PLACE: 3,
        SignalKind.DEVICE_SHARED: 2,
        SignalKind.PHOTO_LOOKS_ALIKE: 2,
        SignalKind.FAR_AWAY: 1,
        SignalKind.CLOCK_OFF: 1,
        SignalKind.TEXT_COPIED: 1,
    }
)
# One's own office wall looks every day alike.
OWN_PHOTO_ALIKE = 1
"""What a photo that looks like another of one's own weighs at most."""

WITHIN_DAYS = 30
"""Signals of so many days weigh together."""


def weight_of(kind: SignalKind, rule: SignalRule) -> int:
    """What a signal of this kind weighs where ``rule`` is in force."""
    return dict(rule.weights).get(kind, WEIGHTS[kind])
