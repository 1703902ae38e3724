"""What a caller says to a soft objection."""

from collections.abc import Sequence

import strawberry

from xuanpai_core.rulebooks.reviewing import acceptances


@strawberry.input(description="对一条提示:写明为何仍然登记")
class AcceptedObjectionInput:
    """The code of a soft objection, and why the record is right nevertheless."""

    code: str
    reason: str


def accepted_objections(given: Sequence[AcceptedObjectionInput]) -> dict[str, str]:
    """Code to reason; raises ``Invalid`` (``OBJECTION_ACCEPTED_TWICE``)."""
    return acceptances([(one.code, one.reason) for one in given])
