"""How personal data is shown to people who may see that it is there, and how it is kept out of messages and logs."""

import re
from typing import Final

_HEAD = 3
_TAIL = 4
_HIDDEN: Final = "***"

# A place name holds none of the words with which a street, a village or a house begins.
_WORD = r"(?:(?![路村号巷弄幢栋室]|街(?!道))\D)"
_TO_TOWNSHIP: Final = re.compile(
    rf"(?P<head>(?:{_WORD}{{2,8}}?(?:省|自治区))?(?:{_WORD}{{2,10}}?(?:市|自治州|地区|盟))?"
    rf"(?:{_WORD}{{1,10}}?(?:自治县|自治旗|县|(?<![小社园])区|市|旗))?)"
    rf"(?P<town>{_WORD}{{1,12}}?(?:街道|民族乡|乡|镇|苏木))?"
)

# A run of digits this long is a card, an account or an ID number; the village codes have 12.
_NUMBERS: Final = re.compile(
    r"""
    (?P<kept> \b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b | \b[0-9a-f]{32,}\b )
    | (?<!\d) (?:\+?86[ -]?)? (?P<phone> 1[3-9]\d[ -]?\d{4}[ -]?\d{4} ) (?!\d)
    | (?<!\d) (?P<long> \d{17}[\dXx] | \d{13,19} | \d{4}(?:[ -]\d{4}){2,4}(?:[ -]?\d{1,3})? ) (?!\d)
    """,
    re.VERBOSE,
)


def mask(number: str) -> str:
    """``210***********0010``; a number of seven signs or fewer is hidden whole, for the two ends would tell it all."""
    hidden = len(number) - _HEAD - _TAIL
    if hidden <= 0:
        return "*" * len(number)
    return number[:_HEAD] + "*" * hidden + number[-_TAIL:]


def mask_bank_account(number: str) -> str:
    """``***************4321``: the last four signs, of a number that has at least eight."""
    if len(number) < 2 * _TAIL:
        return "*" * len(number)
    return "*" * (len(number) - _TAIL) + number[-_TAIL:]


def mask_address(address: str) -> str:
    """``辽宁省锦州市黑山县芳山镇***``: down to the township; whatever is not plainly a place above it is hidden."""
    found = _TO_TOWNSHIP.match(address.strip())
    kept = found.group() if found else ""
    return kept + _HIDDEN


def mask_name(name: str) -> str:
    """``张*``: how long the given name is stays hidden, too."""
    return name[:1] + "*"


def mask_numbers(text: str) -> str:
    """``text`` with every number in it that may be a person's masked: ID number, mobile number, card or account.

    Region codes (up to 12 digits), dates, UUIDs and digests stay.
    """
    return _NUMBERS.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    if found["kept"] is not None:
        return found[0]
    if found["phone"] is not None:
        return mask(re.sub(r"[ -]", "", found["phone"]))
    digits = re.sub(r"[ -]", "", found["long"])
    return mask(digits) if len(digits) == 18 else mask_bank_account(digits)
