"""Writing registers."""

from datetime import date
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.registers.errors import EntryNotFound
from xuanpai_core.registers.service import Correction, NewEntry, add_entry, correct_entry, end_entry
from xuanpai_graphql.context import Info
from xuanpai_graphql.forms.inputs import AcceptedObjectionInput, accepted_objections
from xuanpai_graphql.inputs import json_object
from xuanpai_graphql.keys import EVIDENCE, POSTING, REGISTER_ENTRY
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.parties.inputs import PartyInput, named_parties
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.registers.types import RegisterEntry


@strawberry.input(description="登记条目;content 按登记簿的栏目填写")
class AddRegisterEntryInput:
    """What is to be written down."""

    idempotency_key: str
    form: str
    region_code: str
    title: str
    valid_from: date
    valid_to: date | None = None
    content: JSON | None = None
    parties: list[PartyInput] = strawberry.field(default_factory=list)
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)
    posting_id: strawberry.ID | None = None
    accepted: list[AcceptedObjectionInput] = strawberry.field(default_factory=list)


@strawberry.input(description="更正登记的内容;content 为更正后的全部栏目")
class CorrectRegisterEntryInput:
    """The whole content as it ought to be, and why."""

    idempotency_key: str
    entry_id: strawberry.ID
    content: JSON
    reason: str
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)
    accepted: list[AcceptedObjectionInput] = strawberry.field(default_factory=list)


@strawberry.type
class RegisterMutations:
    """Root fields for registers."""

    @strawberry.mutation(description="登记一条", extensions=[Writes(Action.REGISTER_RECORD)])
    async def add_register_entry(self, info: Info, input: AddRegisterEntryInput) -> RegisterEntry:
        """Write an entry."""
        new = NewEntry(
            form=input.form,
            region_code=input.region_code,
            title=input.title,
            valid_from=input.valid_from,
            content=json_object(input.content, "content"),
            parties=named_parties(input.parties),
            evidence_ids=tuple(EVIDENCE(evidence) for evidence in input.evidence_ids),
            posting_id=None if input.posting_id is None else POSTING(input.posting_id),
            last_day=input.valid_to,
            accepted=accepted_objections(input.accepted),
        )
        return await _shown(info, await add_entry(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(
        description="结束一条登记,到 lastDay 为止;登记保留可查", extensions=[Writes(Action.REGISTER_RECORD)]
    )
    async def end_register_entry(
        self, info: Info, id: strawberry.ID, last_day: date, reason: str, idempotency_key: str
    ) -> RegisterEntry:
        """Let it stand no longer."""
        entry_id = REGISTER_ENTRY(id)
        await end_entry(info.context.work, entry_id, last_day, reason, idempotency_key)
        return await _shown(info, entry_id)

    @strawberry.mutation(description="更正一条登记的内容;原内容留痕", extensions=[Writes(Action.REGISTER_RECORD)])
    async def correct_register_entry(self, info: Info, input: CorrectRegisterEntryInput) -> RegisterEntry:
        """Put it right."""
        entry_id = REGISTER_ENTRY(input.entry_id)
        correction = Correction(
            content=json_object(input.content, "content"),
            reason=input.reason,
            evidence_ids=tuple(EVIDENCE(evidence) for evidence in input.evidence_ids),
            accepted=accepted_objections(input.accepted),
        )
        await correct_entry(info.context.work, entry_id, correction, input.idempotency_key)
        return await _shown(info, entry_id)


async def _shown(info: Info, entry_id: UUID) -> RegisterEntry:
    """The entry as the caller sees it."""
    shown = await fetch_one(info, RegisterEntry, where={equals("id"): entry_id})
    if shown is None:
        raise EntryNotFound
    return shown
