"""Changing the parameters of a rule takes two persons; once agreed, the rules from that day on are laid down anew."""

from uuid import UUID

from xuanpai_core.approvals.matters import Matter, Payload, Proposal, agreed
from xuanpai_core.approvals.service import propose
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, require_place
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.parameters import repository
from xuanpai_core.parameters.errors import ChangePending, ParametersChanged
from xuanpai_core.parameters.models import ParameterChange
from xuanpai_core.parameters.planning import Plan, Wish, demand_settable, plan, said, title_of
from xuanpai_core.plugins.service import hold_activation, lay_down
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.regions.code import RegionCode


async def propose_parameter_change(work: Work, wish: Wish, reason: str, key: str) -> UUID:
    """Ask for the parameters to be changed; returns the request's id.

    Raises ``Forbidden``, whatever ``plan`` refuses, ``NotHandedDown``, ``ChangePending``.
    """
    return await propose(work, CHANGE_PARAMETERS, wish.as_json(), reason, key)


async def _check(work: Work, payload: Payload) -> Proposal:
    wish = Wish.of_json(payload)
    require_place(work.ctx, Action.PARAMETER_CHANGE, RegionCode.parse(wish.region_code))
    # Two who ask at once for the same follow one another, and the second sees the first.
    await hold_activation(work, wish.activation_id)
    planned = await plan(work, wish)
    demand_settable(planned, require(work.ctx, Action.PARAMETER_CHANGE))
    await _refuse_pending(work, planned)
    checked = {**planned.wish.as_json(), "plugin": planned.card.code, "before": planned.before, "after": planned.after}
    return Proposal(checked, summary_of(planned), wish.region_code)


async def _carry_out(work: Work, payload: Payload) -> Payload:
    wish = Wish.of_json(payload)
    await hold_activation(work, wish.activation_id)
    planned = await plan(work, wish)
    if planned.before != payload["before"]:
        raise ParametersChanged
    request = agreed(work)
    change = ParameterChange(
        tenant_id=work.tenant_id,
        id=new_id(),
        activation_id=wish.activation_id,
        region_code=wish.region_code,
        values=dict(planned.wish.values),
        dropped=list(planned.wish.dropped),
        valid_from=wish.valid_from,
        valid_to=wish.valid_to,
        approval_id=request.id,
    )
    work.session.add(change)
    await lay_down(work, wish.activation_id, wish.valid_from)
    record(
        work,
        Action.PARAMETER_CHANGE,
        "parameter_change",
        change.id,
        before=planned.before,
        after=planned.after,
        reason=request.reason,
        approval_id=str(request.id),
        plugin=planned.card.code,
        region_code=wish.region_code,
        valid_from=str(wish.valid_from),
    )
    return {"parameter_change_id": str(change.id)}


async def _refuse_pending(work: Work, planned: Plan) -> None:
    wish = planned.wish
    for request in await repository.waiting(work, CHANGE_PARAMETERS.name, wish.region_code):
        other = Wish.of_json(request.payload)
        shared = sorted(wish.names() & other.names())
        if other.activation_id == wish.activation_id and shared and wish.shares_a_day(other):
            raise ChangePending(title_of(planned.card, shared[0]), request.expires_at)


def summary_of(planned: Plan) -> str:
    """What the change means, in one Chinese sentence."""
    card, wish = planned.card, planned.wish
    lines = [
        f"“{title_of(card, name)}”由{said(card, name, planned.before[name])}"
        + (f"恢复为上级规定的{said(card, name, value)}" if name in wish.dropped else f"改为{said(card, name, value)}")
        for name, value in planned.after.items()
    ]
    until = "" if wish.valid_to is None else f"至{day_name(wish.valid_to)}前"
    return f"{planned.place}自{day_name(wish.valid_from)}起{until}变更“{card.name}”的参数:{';'.join(lines)}。"


CHANGE_PARAMETERS = Matter(
    "CHANGE_PARAMETERS",
    "变更规则参数",
    Action.PARAMETER_CHANGE,
    Action.PARAMETER_DECIDE,
    _check,
    _carry_out,
)
