"""How numbers that identify a person are shown: the first three and the last four signs, the rest hidden."""

_HEAD = 3
_TAIL = 4


def mask(number: str) -> str:
    """``210***********0010``; a number of seven signs or fewer is hidden whole, for the two ends would tell it all."""
    hidden = len(number) - _HEAD - _TAIL
    if hidden <= 0:
        return "*" * len(number)
    return number[:_HEAD] + "*" * hidden + number[-_TAIL:]
