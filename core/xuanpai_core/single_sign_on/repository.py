"""Queries of providers, and of who is who there."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import asyncpg
from sqlalchemy import select

from xuanpai_core.db.session import Transaction, Work
from xuanpai_core.identity.sessions import HELD, HELD_TODAY, IS_USABLE
from xuanpai_core.single_sign_on.models import ExternalIdentity, OidcProvider

# The account of a subject, if it is one today ($5), and the provider ($4) is still the one that vouched ($3).
_FIND_PERSON = f"""
SELECT {HELD}
  FROM oidc_provider o
  JOIN external_identity x ON x.tenant_id = $1 AND x.issuer = o.issuer AND x.subject = $2
  JOIN account a ON a.tenant_id = $1 AND a.id = x.account_id
  {HELD_TODAY}
 WHERE o.tenant_id = $1 AND o.id = $4 AND o.client_id = $3 AND {IS_USABLE}
"""  # noqa: S608 -- composed of constants


async def providers(work: Work | Transaction) -> Sequence[OidcProvider]:
    """The tenant's providers, by title."""
    found = await work.session.scalars(
        select(OidcProvider)
        .where(OidcProvider.tenant_id == work.tenant_id)
        .order_by(OidcProvider.title, OidcProvider.id)
    )
    return found.all()


async def provider(work: Work | Transaction, provider_id: UUID) -> OidcProvider | None:
    """One of the tenant's providers."""
    return await work.session.get(OidcProvider, (work.tenant_id, provider_id))


async def provider_of_issuer(work: Work, issuer: str) -> OidcProvider | None:
    """The tenant's provider at that issuer."""
    query = select(OidcProvider).where(OidcProvider.tenant_id == work.tenant_id, OidcProvider.issuer == issuer)
    return await work.session.scalar(query)


async def identity(work: Work, identity_id: UUID) -> ExternalIdentity | None:
    """One link, held until the transaction ends."""
    query = select(ExternalIdentity).where(
        ExternalIdentity.tenant_id == work.tenant_id, ExternalIdentity.id == identity_id
    )
    return await work.session.scalar(query.with_for_update())


async def is_linked(work: Work, issuer: str, subject: str) -> bool:
    """Whether the subject is somebody's already."""
    query = select(ExternalIdentity.id).where(
        ExternalIdentity.tenant_id == work.tenant_id,
        ExternalIdentity.issuer == issuer,
        ExternalIdentity.subject == subject,
    )
    return await work.session.scalar(query) is not None


async def person(
    transaction: Transaction, subject: str, vouching: OidcProvider, today: date
) -> Sequence[asyncpg.Record]:
    """Who the subject is here, a row for each grant of today; none for a stranger and for a closed account."""
    found: Sequence[asyncpg.Record] = await transaction.driver.fetch(
        _FIND_PERSON, transaction.tenant_id, subject, vouching.client_id, vouching.id, today
    )
    return found
