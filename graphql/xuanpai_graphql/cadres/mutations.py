"""Changing how a cadre is reached, and showing personal data in clear."""

from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.cadres.contact import Contact, update_contact, update_own_contact
from xuanpai_core.cadres.unmasking import PersonalField, unmask
from xuanpai_graphql.cadres.types import Cadre
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import CADRE
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import SignedIn, Writes

strawberry.enum(PersonalField, description="可查看完整内容的项目")


@strawberry.type(description="修改联系方式的结果")
class UpdatedContact:
    """What to look at again; an empty list is the rule."""

    cadre_id: strawberry.ID
    warnings: list[str] = strawberry.field(description="已保存,但请再核对的内容")


@strawberry.type(description="完整的个人信息;没有登记的为空")
class Unmasked:
    """What was asked for, in clear; what was not asked for is null."""

    id_number: str | None
    phone: str | None
    bank_account: str | None
    address: str | None
    name: str | None


@strawberry.type
class CadreMutations:
    """Root fields for cadres."""

    @strawberry.mutation(
        description="修改干部的手机号、银行账号、住址;不填的不变,填空文本为删去",
        extensions=[Writes(Action.CADRE_UPDATE)],
    )
    async def update_cadre_contact(
        self,
        info: Info,
        cadre_id: strawberry.ID,
        reason: str,
        idempotency_key: str,
        phone: str | None = None,
        bank_account: str | None = None,
        address: str | None = None,
    ) -> UpdatedContact:
        """Change a cadre's contact."""
        contact = Contact(phone, bank_account, address)
        warnings = await update_contact(info.context.work, CADRE(cadre_id), contact, reason, idempotency_key)
        return UpdatedContact(cadre_id=cadre_id, warnings=warnings)

    @strawberry.mutation(
        description="修改本人的手机号、住址;不填的不变,填空文本为删去",
        extensions=[SignedIn("干部只改自己的联系方式", writes=True)],
    )
    async def update_my_contact(
        self, info: Info, idempotency_key: str, phone: str | None = None, address: str | None = None
    ) -> Cadre:
        """Change one's own contact."""
        work = info.context.work
        await update_own_contact(work, phone, address, idempotency_key)
        return cast("Cadre", await fetch_one(info, Cadre, where={equals("id"): work.ctx.actor.cadre_id}))

    @strawberry.mutation(
        description="查看一名干部的完整信息:须写明原因,须先重新验证身份,次数有限,记入审计",
        extensions=[Writes(Action.CADRE_UNMASK)],
    )
    async def unmask(self, info: Info, cadre_id: strawberry.ID, fields: list[PersonalField], reason: str) -> Unmasked:
        """Personal data in clear; it leaves only once the event is committed."""
        shown = await unmask(info.context.work, CADRE(cadre_id), fields, reason)
        return Unmasked(**{field.value.lower(): shown.get(field) for field in PersonalField})
