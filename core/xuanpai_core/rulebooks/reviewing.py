"""What the regions object to in a record before it is written, and what becomes of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from xuanpai_core.db.session import Work
from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.plugins.decisions import Strictness
from xuanpai_core.plugins.reviews import Draft, Objection
from xuanpai_core.plugins.service import rules_in_force
from xuanpai_core.rulebooks.errors import ObjectionNotAccepted, ReviewRefused
from xuanpai_core.texts import paragraphs

Objected: TypeAlias = tuple[str, Objection]
"""The code of the plugin that objects, and its objection."""

_SHORTEST_REASON = 5


async def objections(work: Work, draft: Draft, region_code: str, on: date) -> list[Objected]:
    """What every plugin that is in force at the place on the day objects to, the nearest first.

    A plugin that is in force at several of the places above is asked once, as the nearest of them has set it.
    Asks nobody's permission. Raises ``UnknownPlugin`` and ``PluginFailed``.
    """
    found: dict[str, list[Objected]] = {}
    for activation in (await rules_in_force(work)).covering(region_code, on):
        code = activation.plugin
        if code not in found:
            answer = work.ports.plugins.review(code, draft, activation.parameters)
            found[code] = [(code, objection) for objection in answer]
    return [objected for answer in found.values() for objected in answer]


def settle(found: Sequence[Objected], accepted: Mapping[str, str]) -> list[dict[str, str]]:
    """What is kept beside the record that was written all the same: plain JSON, one object for each objection.

    ``accepted``: for the code of a soft objection, why the record is right nevertheless (at least five characters).
    Raises ``ReviewRefused`` (``RULE_OBJECTION``) when one is hard, ``ObjectionNotAccepted`` when a soft one has no
    reason, both with one field problem for each of them, and ``Invalid`` for an unreadable reason.
    """
    hard = [objected for objected in found if objected[1].strictness is Strictness.HARD]
    if hard:
        raise ReviewRefused([_problem(objection) for _, objection in hard])
    reasons = {code: reason.strip() for code, reason in accepted.items()}
    open_ones = [objection for _, objection in found if len(reasons.get(objection.code, "")) < _SHORTEST_REASON]
    if open_ones:
        raise ObjectionNotAccepted([_problem(objection) for objection in open_ones])
    return [_kept(plugin, objection, reasons[objection.code]) for plugin, objection in found]


def acceptances(given: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Pairs of an objection's code and why the record is right nevertheless, as ``settle`` reads them.

    Raises ``Invalid`` (``OBJECTION_ACCEPTED_TWICE``).
    """
    if len({code for code, _ in given}) < len(given):
        raise Invalid("同一条提示填写了两次理由,请只保留一次。", code="OBJECTION_ACCEPTED_TWICE")
    return dict(given)


def _problem(objection: Objection) -> FieldProblem:
    clause = objection.clause
    message = f"{objection.reason}(依据:{clause.document},编号 {clause.reference})"
    return FieldProblem("", objection.code, message)


def _kept(plugin: str, objection: Objection, reason: str) -> dict[str, str]:
    return {
        "plugin": plugin,
        "code": objection.code,
        "reason": objection.reason,
        "document": objection.clause.document,
        "reference": objection.clause.reference,
        "accepted_because": paragraphs(reason, path="accepted", title="理由", limit=500),
    }
