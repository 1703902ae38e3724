"""Which providers a tenant has, and who is known there by which subject."""

from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound
from xuanpai_core.identity import repository as accounts
from xuanpai_core.identity.errors import AccountNotFound
from xuanpai_core.identity.reach import account_in_reach
from xuanpai_core.identity.separation import administers
from xuanpai_core.single_sign_on import repository
from xuanpai_core.single_sign_on.errors import AlreadyLinked, DoorNotFound, LinkFromServer, UnknownIdentity
from xuanpai_core.single_sign_on.models import ExternalIdentity, OidcProvider
from xuanpai_core.single_sign_on.provider import check_issuer

LONGEST = 255
"""The standard's own limit on a subject."""


async def add_provider(work: Work, title: str, issuer: str, client_id: str, client_secret: str) -> UUID:
    """Register a provider, for the server's shell alone: nothing of the API leads here, for we call its addresses.

    Raises ``Invalid`` (``BAD_ISSUER``, ``INVALID``) and ``Conflict`` (``PROVIDER_EXISTS``).
    """
    check_issuer(issuer)
    if not (title.strip() and client_id.strip() and client_secret):
        raise Invalid("名称、client_id 和密钥都不能为空。")
    if await repository.provider_of_issuer(work, issuer) is not None:
        raise Conflict("这个 issuer 已登记;要更换密钥,请先移除再登记。", code="PROVIDER_EXISTS")
    added = OidcProvider(
        tenant_id=work.tenant_id,
        id=new_id(),
        title=title.strip(),
        issuer=issuer,
        client_id=client_id.strip(),
        client_secret_sealed=work.ports.vault.seal(work.tenant_id, client_secret),
    )
    work.session.add(added)
    told = {"title": added.title, "issuer": issuer, "client_id": added.client_id}
    record(work, "oidc_provider:add", "oidc_provider", added.id, after=told)
    await work.session.flush()
    return added.id


async def remove_provider(work: Work, provider_id: UUID) -> None:
    """Close the door at once, for the server's shell alone; who was known there stays written down.

    Raises ``DoorNotFound``.
    """
    found = await repository.provider(work, provider_id)
    if found is None:
        raise DoorNotFound
    await work.session.delete(found)
    record(work, "oidc_provider:remove", "oidc_provider", provider_id, before={"issuer": found.issuer})
    await work.session.flush()


async def link_identity(work: Work, account_id: UUID, provider_id: UUID, subject: str) -> UUID:
    """Say that the provider's ``subject`` is the person of this account.

    Raises ``AccountNotFound`` beyond the caller's reach, ``LinkFromServer`` for an administrator's account,
    ``DoorNotFound``, ``Invalid`` and ``AlreadyLinked``.
    """
    account, held = await account_in_reach(work, account_id, Action.ACCOUNT_MANAGE)
    if administers(one.appointment for one in held):
        raise LinkFromServer
    found = await repository.provider(work, provider_id)
    if found is None:
        raise DoorNotFound
    return await _link(work, account.id, found.issuer, subject)


async def link_from_server(work: Work, username: str, issuer: str, subject: str) -> UUID:
    """The same for any account, for the server's shell alone; raises ``NotFound``, ``Invalid``, ``AlreadyLinked``."""
    account = await accounts.lock_account_named(work, username)
    if account is None:
        raise NotFound(f"没有用户名为“{username}”的账号。", code="ACCOUNT_NOT_FOUND")
    if await repository.provider_of_issuer(work, issuer) is None:
        raise DoorNotFound
    return await _link(work, account.id, issuer, subject)


async def unlink_identity(work: Work, identity_id: UUID) -> None:
    """Take a link away; raises ``UnknownIdentity`` for none, and for one of an account beyond the caller's reach."""
    found = await repository.identity(work, identity_id)
    if found is None:
        raise UnknownIdentity
    try:
        await account_in_reach(work, found.account_id, Action.ACCOUNT_MANAGE)
    except AccountNotFound:
        raise UnknownIdentity from None
    await work.session.delete(found)
    told = {"issuer": found.issuer, "subject": found.subject}
    record(work, "external_identity:unlink", "account", found.account_id, before=told)
    await work.session.flush()


async def _link(work: Work, account_id: UUID, issuer: str, subject: str) -> UUID:
    if not subject or len(subject) > LONGEST or subject != subject.strip() or not subject.isprintable():
        message = f"请填写对方在统一身份认证中的编号(sub),1 到 {LONGEST} 个字符,前后不留空格。"
        raise Invalid(message, fields=[FieldProblem("subject", "BAD_SUBJECT", message)])
    if await repository.is_linked(work, issuer, subject):
        raise AlreadyLinked
    link = ExternalIdentity(
        tenant_id=work.tenant_id,
        id=new_id(),
        issuer=issuer,
        subject=subject,
        account_id=account_id,
        linked_by=work.ctx.actor.account_id,
    )
    work.session.add(link)
    told = {"issuer": issuer, "subject": subject}
    record(work, "external_identity:link", "account", account_id, after=told)
    await work.session.flush()
    return link.id
