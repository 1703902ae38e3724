"""The three ways in which the product decides, and a plain oracle that shares no code with any of them."""

from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from tests.core.authz.ground import Ground, Relation, Row
from xuanpai_core.authz import policies
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.authz.roles import ROLES
from xuanpai_core.authz.scope import extent, permits, within
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Work
from xuanpai_core.postings.models import Posting
from xuanpai_graphql.scopes import of_posting, scope_binds, scope_key

Decisions = dict[tuple[str, str], frozenset[Relation]]
"""Role and action to the relations in which it is allowed; a pair without any is absent."""

TABLE = Path(__file__).with_name("decisions.csv")


def context(ground: Ground, role: str) -> RequestContext:
    """The request context of somebody who holds ``role`` alone."""
    return RequestContext(ground.world.tenant_id, ground.actor(role), default_policy())


async def decided_in_sql(ground: Ground) -> Decisions:
    """As services ask: the rows of ``posting`` within the extent, in the caller's tenant."""
    found: Decisions = {}
    for role in ROLES:
        ctx = context(ground, role)
        async with ground.world.database.read(ctx) as work:
            for action in Action:
                reach = extent(ctx, action)
                scope = within(
                    reach,
                    region_code=Posting.region_code,
                    unit_id=Posting.sending_unit_id,
                    cadre_id=Posting.cadre_id,
                )
                # The tenant is left out on purpose: row-level security alone must keep the other one away.
                seen = set(await work.session.scalars(select(Posting.id).where(scope)))
                _note(found, role, action, ground.rows(role), seen)
    return found


async def decided_by_the_read_engine(ground: Ground) -> Decisions:
    """As GraphQL's lists, nodes and nested objects ask."""
    found: Decisions = {}
    posting = Posting.__table__
    for role in ROLES:
        ctx = context(ground, role)
        binds = {f"scope_{name}": value for name, value in scope_binds(ctx).items()}
        async with ground.world.database.read(ctx) as work:
            for action in Action:
                statement = select(posting.c.id).where(of_posting(posting, action, scope_key(ctx)))
                seen = set(await _rows(work, statement, binds))
                _note(found, role, action, ground.rows(role), seen)
    return found


def decided_in_python(ground: Ground) -> Decisions:
    """As verbs ask of a single row that they already hold; such a row is of the caller's own tenant."""
    found: Decisions = {}
    for role in ROLES:
        ctx = context(ground, role)
        rows = {**ground.rows(role), Relation.OTHER_TENANT: None}
        for action in Action:
            reach = extent(ctx, action)
            seen = {
                row.posting
                for row in rows.values()
                if row and permits(ctx, action) and reach.covers_posting(row.place, row.unit, row.cadre)
            }
            _note(found, role, action, rows, seen)
    return found


def expected_by_the_oracle() -> Decisions:
    """Read off the policy's text and the plain meaning of the three axes."""
    meaning = {
        "PLACE": {Relation.SAME_PLACE, Relation.DESCENDANT},
        "UNIT": {Relation.OWN_CADRE_ELSEWHERE},
        "SELF": {Relation.SELF},
    }
    found: Decisions = {}
    text = Path(policies.__file__).with_name("policy.csv").read_text(encoding="utf-8")
    lines = [[part.strip() for part in line.split(",")] for line in text.splitlines() if line.startswith("p")]
    denied = {(role, action) for _, role, action, effect in lines if effect != "allow"}
    for _, role, action, effect in lines:
        if effect == "allow" and (role, action) not in denied:
            reached = set(meaning[ROLES[role].axis.name])
            levels = ROLES[role].levels
            if ROLES[role].axis.name == "PLACE" and not levels:
                reached.clear()  # The platform's people hold no place.
            if levels and levels[-1] == 5:
                reached.discard(Relation.DESCENDANT)  # There is nothing below a village.
            if reached:
                found[role, action] = frozenset(reached)
    return found


def read_table() -> Decisions:
    """The pinned table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    head = [Relation(name) for name in lines[0].split(",")[2:]]
    found: Decisions = {}
    for line in lines[1:]:
        role, action, *marks = line.split(",")
        if allowed := frozenset(relation for relation, mark in zip(head, marks, strict=True) if mark == "allow"):
            found[role, action] = allowed
    return found


def table_text(decisions: Decisions) -> str:
    """The whole table: every role, every action, every relation."""
    lines = [",".join(["role", "action", *Relation])]
    for role in ROLES:
        for action in Action:
            allowed = decisions.get((role, action), frozenset())
            lines.append(",".join([role, action, *("allow" if item in allowed else "deny" for item in Relation)]))
    return "\n".join(lines) + "\n"


def _note(found: Decisions, role: str, action: Action, rows: dict[Relation, Row | None], seen: set[UUID]) -> None:
    if allowed := frozenset(relation for relation, row in rows.items() if row and row.posting in seen):
        found[role, str(action)] = allowed


async def _rows(work: Work, statement: object, binds: dict[str, object]) -> list[UUID]:
    return list((await work.session.execute(statement, binds)).scalars())  # type: ignore[call-overload]
