"""Changing how a cadre is reached and paid: phone, bank account, address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.cadres import repository
from xuanpai_core.cadres.errors import BadContact, CadreNotFound
from xuanpai_core.cadres.masks import mask, mask_address, mask_bank_account
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.cadres.unmasking import settled_since
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Forbidden
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.texts import one_line

_PHONE: Final = re.compile(r"1[3-9][0-9]{9}")
_BANK_ACCOUNT: Final = re.compile(r"[0-9]{12,19}")
_SUSPICIOUS: Final = "银行账号不符合银行卡号的校验规则,已按原样保存;如为存折或单位账户可不理会,如为银行卡请核对。"


@dataclass(frozen=True, slots=True)
class Contact:
    """What is to change: ``None`` leaves a part as it is, an empty text removes it."""

    phone: str | None = None
    bank_account: str | None = None
    address: str | None = None


async def update_contact(work: Work, cadre_id: UUID, contact: Contact, reason: str, key: str) -> list[str]:
    """Change the contact of a cadre within reach; returns what is worth a second look, in Chinese.

    Raises ``CadreNotFound``, ``BadContact``, ``Invalid`` (``INVALID_TEXT``), ``Conflict`` (``IDEMPOTENCY_KEY_REUSED``).
    """
    reach = require(work.ctx, Action.CADRE_UPDATE)
    reason = one_line(reason, path="reason", title="原因", limit=200)
    checked = _checked(contact)

    async def act() -> Outcome:
        cadre = await work.session.scalar(
            select(Cadre)
            .where(Cadre.tenant_id == work.tenant_id, Cadre.id == cadre_id)
            .where(repository.reachable(reach, settled_since=settled_since(work)))
            .with_for_update(of=Cadre)
        )
        if cadre is None:
            raise CadreNotFound
        _change(work, cadre, checked, Action.CADRE_UPDATE, reason)
        return {"warnings": _warnings(checked)}

    content = {"cadre_id": str(cadre_id), "reason": reason, **_fingerprint(work, checked)}
    return list((await once(work, Action.CADRE_UPDATE, key, content, act))["warnings"])


async def update_own_contact(work: Work, phone: str | None, address: str | None, key: str) -> None:
    """A cadre changes their own phone and address; the bank account is for the organisers to change.

    Raises ``Forbidden`` (``NOT_A_CADRE``), ``BadContact``, ``Invalid`` (``INVALID_TEXT``).
    """
    cadre_id = work.ctx.actor.cadre_id
    if cadre_id is None:
        raise Forbidden("您不是选派干部,没有本人联系方式可改。", code="NOT_A_CADRE")
    checked = _checked(Contact(phone=phone, address=address))

    async def act() -> Outcome:
        cadre = await work.session.get(Cadre, (work.tenant_id, cadre_id), with_for_update=True)
        if cadre is None:
            raise CadreNotFound
        _change(work, cadre, checked, "cadre:update_own", None)
        return {}

    await once(work, "cadre:update_own", key, _fingerprint(work, checked), act)


def _checked(contact: Contact) -> dict[str, str]:
    """The parts to change, checked and in their stored form."""
    checked: dict[str, str] = {}
    if contact.phone is not None:
        checked["phone"] = phone = contact.phone.strip()
        if phone and not _PHONE.fullmatch(phone):
            raise BadContact("phone", "BAD_PHONE", "手机号应为 11 位数字、以 1 开头,请核对后重填。")
    if contact.bank_account is not None:
        checked["bank_account"] = account = re.sub(r"[\s-]", "", contact.bank_account)
        if account and not _BANK_ACCOUNT.fullmatch(account):
            raise BadContact("bankAccount", "BAD_BANK_ACCOUNT", "银行账号应为 12 到 19 位数字,请核对后重填。")
    if contact.address is not None:
        address = contact.address.strip()
        checked["address"] = one_line(address, path="address", title="住址", limit=200) if address else ""
    if not checked:
        raise BadContact("phone", "NOTHING_TO_CHANGE", "没有要修改的内容,请至少填写一项。")
    return checked


def _change(work: Work, cadre: Cadre, checked: Mapping[str, str], action: str, reason: str | None) -> None:
    before = {part: getattr(cadre, f"{part}_masked") for part in checked}
    vault, tenant_id = work.ports.vault, work.tenant_id
    masks = {"phone": mask, "bank_account": mask_bank_account, "address": mask_address}
    for part, text in checked.items():
        setattr(cadre, f"{part}_sealed", vault.seal(tenant_id, text) if text else None)
        setattr(cadre, f"{part}_masked", masks[part](text) if text else None)
        if part != "address":
            setattr(cadre, f"{part}_digest", vault.digest(tenant_id, text) if text else None)
    after = {part: getattr(cadre, f"{part}_masked") for part in checked}
    record(work, action, "cadre", cadre.id, before=before, after=after, reason=reason)


def _warnings(checked: Mapping[str, str]) -> list[str]:
    from stdnum import luhn  # noqa: PLC0415 -- a web worker that checks no account does without the library's memory

    account = checked.get("bank_account")
    return [_SUSPICIOUS] if account and not luhn.is_valid(account) else []


def _fingerprint(work: Work, checked: Mapping[str, str]) -> dict[str, str]:
    """What stands for the values under an idempotency key: an unkeyed digest of a number could be guessed."""
    return {part: work.ports.vault.digest(work.tenant_id, text).hex() for part, text in checked.items()}
