"""The web worker with its doors open: it asks nobody who they are, what they may do, or what is theirs.

Only a bench runs it, on the loopback, beside a guarded worker over the same data, to learn what guarding costs.
The tenant's row-level security stays: it is the database's.
"""

import sys
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, true
from starlette.applications import Starlette

from tests.bench.population import cadre_id, session_secret
from xuanpai_core.config import Settings
from xuanpai_core.context import Actor
from xuanpai_core.db.session import Transaction
from xuanpai_core.identity import sessions
from xuanpai_core.identity.sessions import Authenticated
from xuanpai_graphql import context, permissions, scopes
from xuanpai_graphql.app import create_app

PEOPLE = 500
_CADRES = {session_secret(number): cadre_id(number) for number in range(1, PEOPLE + 1)}
_NOBODY = UUID(int=1)


def create_open_app() -> Starlette:
    """The product's application, guarded by nothing but the tenant."""
    _replace(sessions, "authenticate", _anybody)
    _replace(permissions, "require_permission", lambda _ctx, _action: None)
    for module in [module for name, module in sys.modules.items() if name.startswith("xuanpai_graphql.")]:
        if getattr(module, "reach", None) is scopes.reach and module is not scopes:
            _replace(module, "reach", _everything)
    _replace(scopes, "reach", _everything)
    _replace(context.Context, "permits", lambda _self, _action: True)
    return create_app()


async def _anybody(_transaction: Transaction, _now: datetime, _settings: Settings, secret: str) -> Authenticated:
    return Authenticated(
        Actor(_NOBODY, "某人", _CADRES.get(secret)), "anybody", must_change_password=False, stale=False
    )


def _everything(*_args: Any, **_columns: Any) -> ColumnElement[bool]:
    return true()


def _replace(owner: object, name: str, value: object) -> None:
    """Put ``value`` in the place of what is there, which must be there."""
    if not hasattr(owner, name):
        raise AttributeError(f"{owner} has no {name} to replace")
    setattr(owner, name, value)
