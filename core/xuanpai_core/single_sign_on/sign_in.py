"""Signing in by the second door: off to the provider, and back with a proof of who one is there.

No transaction is open while the provider is asked. Nobody is created by signing in: an unknown subject stays outside.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update

from xuanpai_core.audit.service import record
from xuanpai_core.clock import civil_date
from xuanpai_core.context import STRANGER, Actor
from xuanpai_core.db.session import Database, Transaction
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.identity.models import Account, SignInMethod
from xuanpai_core.identity.second_factor import is_asked
from xuanpai_core.identity.sessions import SignedIn, grants_of, open_session
from xuanpai_core.identity.sign_in import Origin, work_of
from xuanpai_core.single_sign_on import provider as remote
from xuanpai_core.single_sign_on import repository
from xuanpai_core.single_sign_on.errors import DoorNotFound, NotLinked, ProofRefused, SecondFactorMissing
from xuanpai_core.single_sign_on.flow import Flow
from xuanpai_core.single_sign_on.models import OidcProvider
from xuanpai_core.single_sign_on.proof import KeyUnknown, Proof, read_proof


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser is sent, and the sealed flow that it is to keep until it comes back."""

    address: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Return:
    """What the provider sent the browser back with."""

    state: str | None
    code: str | None
    issuer: str | None
    error: str | None


async def depart(database: Database, tenant_id: UUID, provider_id: UUID, redirect_uri: str) -> Departure:
    """Begin a sign-in; raises ``DoorNotFound`` or ``ProviderUnavailable``."""
    # The protocol's libraries are loaded when somebody first enters by this door (see ``provider``).
    from authlib.oauth2.rfc6749.parameters import (  # type: ignore[import-untyped]  # noqa: PLC0415 -- as said
        prepare_grant_uri,
    )
    from authlib.oauth2.rfc7636 import (  # type: ignore[import-untyped]  # noqa: PLC0415 -- as said
        create_s256_code_challenge,
    )

    registered = await _registered(database, tenant_id, provider_id)
    metadata = await remote.metadata_of(registered.issuer)
    flow = Flow.begin(tenant_id, provider_id, database.clock.now())
    address = prepare_grant_uri(
        metadata.authorization_endpoint,
        registered.client_id,
        "code",
        redirect_uri=redirect_uri,
        scope="openid",
        state=flow.state,
        nonce=flow.nonce,
        code_challenge=create_s256_code_challenge(flow.verifier),
        code_challenge_method="S256",
    )
    return Departure(address, flow.seal(database.ports.vault))


async def arrive(
    database: Database, cookie: str | None, back: Return, redirect_uri: str, origin: Origin
) -> tuple[UUID, SignedIn]:
    """Open a session for whoever comes back with a proof; returns the tenant and the session.

    Raises ``FlowOver``, ``DoorNotFound``, ``ProviderUnavailable``, ``ProofRefused``, ``NotLinked`` and
    ``SecondFactorMissing``; the last three leave a trace.
    """
    flow = Flow.open(database.ports.vault, cookie, back.state, database.clock.now())
    registered = await _registered(database, flow.tenant_id, flow.provider_id)
    try:
        proof = await _prove(database, flow, registered, back, redirect_uri)
    except ProofRefused as refusal:
        await _note_refusal(database, flow.tenant_id, registered, origin, refusal)
        raise
    async with database.transaction(flow.tenant_id) as transaction:
        outcome = await _decide(database, transaction, registered, proof, origin)
    if isinstance(outcome, SignedIn):
        return flow.tenant_id, outcome
    await _note_refusal(database, flow.tenant_id, registered, origin, outcome)
    raise outcome


async def _registered(database: Database, tenant_id: UUID, provider_id: UUID) -> OidcProvider:
    async with database.transaction(tenant_id, read_only=True) as transaction:
        found = await repository.provider(transaction, provider_id)
    if found is None:
        raise DoorNotFound
    return found


async def _prove(database: Database, flow: Flow, registered: OidcProvider, back: Return, redirect_uri: str) -> Proof:
    metadata = await remote.metadata_of(registered.issuer)
    wrong_issuer = back.issuer != metadata.issuer and (metadata.names_issuer or back.issuer is not None)
    if back.error is not None or not back.code or wrong_issuer:
        raise ProofRefused
    id_token, access_token = await remote.exchange(
        metadata,
        client_id=registered.client_id,
        client_secret=database.ports.vault.open(flow.tenant_id, registered.client_secret_sealed),
        code=back.code,
        verifier=flow.verifier,
        redirect_uri=redirect_uri,
    )
    for again in (False, True):
        keys = await remote.keys_of(registered.issuer, again=again)
        try:
            return read_proof(
                id_token,
                keys,
                issuer=metadata.issuer,
                client_id=registered.client_id,
                nonce=flow.nonce,
                access_token=access_token,
                now=database.clock.now(),
            )
        except KeyUnknown:
            continue
    raise ProofRefused


async def _decide(
    database: Database, transaction: Transaction, registered: OidcProvider, proof: Proof, origin: Origin
) -> SignedIn | XuanpaiError:
    now, settings = database.clock.now(), database.settings
    rows = await repository.person(transaction, proof.subject, registered, civil_date(now))
    if not rows:
        return NotLinked(proof.subject)
    row = rows[0]
    wanted = row["second_factor_at"] is not None or is_asked(settings, grants_of(rows))
    if wanted and not proof.strong:
        return SecondFactorMissing()
    method = SignInMethod.OIDC_AND_FACTOR if proof.strong else SignInMethod.OIDC
    opened = open_session(
        transaction, row["id"], now, settings, method=method, address=origin.address, agent=origin.agent
    )
    await transaction.session.execute(
        update(Account)
        .where(Account.tenant_id == transaction.tenant_id, Account.id == row["id"])
        .values(last_sign_in_at=now)
    )
    work = work_of(database, transaction, Actor(row["id"], row["display_name"], row["cadre_id"]), origin)
    detail = {"method": method, "issuer": registered.issuer}
    record(work, "session:sign_in", "session", opened.session_id, detail=detail)
    return opened


async def _note_refusal(
    database: Database, tenant_id: UUID, registered: OidcProvider, origin: Origin, refusal: XuanpaiError
) -> None:
    """Write the refusal down, in a transaction of its own."""
    detail = {"refusal": refusal.error_code, "method": SignInMethod.OIDC, "issuer": registered.issuer}
    if isinstance(refusal, NotLinked):
        detail["subject"] = refusal.subject
    async with database.transaction(tenant_id) as transaction:
        work = work_of(database, transaction, STRANGER, origin)
        record(work, "session:refuse", "account", "-", detail=detail)
