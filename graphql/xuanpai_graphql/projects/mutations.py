"""Recording projects, notices and their money."""

from datetime import date
from decimal import Decimal
from typing import cast
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.projects import service
from xuanpai_core.projects.models import FundingKind, ProjectKind, ProjectStatus
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import EVIDENCE, FUNDING_RECEIPT, FUNDING_SOURCE, POSTING, VILLAGE_PROJECT
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.projects.types import FundingReceipt, FundingSource, Project, PublicNotice


@strawberry.input(description="工程量;同一单位只有一种写法:km 记作公里,㎡ 记作平方米")
class ProjectQuantityInput:
    """So much of one thing."""

    item: str
    amount: Decimal
    unit: str


@strawberry.input(description="项目")
class RecordProjectInput:
    """A project, and whose posting brings it."""

    idempotency_key: str
    region_code: str
    title: str
    kind: ProjectKind
    established_on: date
    posting_id: strawberry.ID | None = None
    cost_fen: Fen | None = None
    quantities: list[ProjectQuantityInput] = strawberry.field(default_factory=list)


@strawberry.input(description="项目变更;不填的不变,工程量一填即全部替换")
class ChangeProjectInput:
    """What changes of a project, and why."""

    idempotency_key: str
    project_id: strawberry.ID
    reason: str
    status: ProjectStatus | None = None
    cost_fen: Fen | None = None
    quantities: list[ProjectQuantityInput] | None = None


@strawberry.input(description="公示,须附公示栏照片")
class PostNoticeInput:
    """A project on the notice board."""

    idempotency_key: str
    project_id: strawberry.ID
    posted_on: date
    until: date
    photo_ids: list[strawberry.ID]


@strawberry.input(description="一笔承诺的资金")
class PledgeFundingInput:
    """What somebody promises."""

    idempotency_key: str
    project_id: strawberry.ID
    kind: FundingKind
    giver: str
    pledged_fen: Fen
    pledged_on: date


@strawberry.input(description="一笔到账")
class ReceiveFundingInput:
    """Money that arrived."""

    idempotency_key: str
    source_id: strawberry.ID
    received_on: date
    amount_fen: Fen
    account: str


@strawberry.type
class ProjectMutations:
    """Root fields for projects."""

    @strawberry.mutation(description="登记项目", extensions=[Writes(Action.PROJECT_RECORD)])
    async def record_project(self, info: Info, input: RecordProjectInput) -> Project:
        """Enter a project."""
        new = service.NewProject(
            input.region_code,
            input.title,
            input.kind,
            input.established_on,
            None if input.posting_id is None else POSTING(input.posting_id),
            input.cost_fen,
            _quantities(input.quantities),
        )
        return await _shown(info, await service.record_project(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(description="变更项目的状态、造价、工程量", extensions=[Writes(Action.PROJECT_RECORD)])
    async def change_project(self, info: Info, input: ChangeProjectInput) -> Project:
        """Say how far a project is."""
        change = service.ProjectChange(
            VILLAGE_PROJECT(input.project_id),
            input.reason,
            input.status,
            input.cost_fen,
            None if input.quantities is None else _quantities(input.quantities),
        )
        return await _shown(info, await service.change_project(info.context.work, change, input.idempotency_key))

    @strawberry.mutation(description="登记公示", extensions=[Writes(Action.PROJECT_RECORD)])
    async def post_public_notice(self, info: Info, input: PostNoticeInput) -> PublicNotice:
        """Enter that a project was made public."""
        photos = tuple(EVIDENCE(photo_id) for photo_id in input.photo_ids)
        new = service.NewNotice(VILLAGE_PROJECT(input.project_id), input.posted_on, input.until, photos)
        notice_id = await service.post_notice(info.context.work, new, input.idempotency_key)
        return cast("PublicNotice", await fetch_one(info, PublicNotice, where={equals("id"): notice_id}))

    @strawberry.mutation(description="登记承诺的项目资金", extensions=[Writes(Action.PROJECT_RECORD)])
    async def pledge_funding(self, info: Info, input: PledgeFundingInput) -> FundingSource:
        """Enter what was promised."""
        new = service.NewPledge(
            VILLAGE_PROJECT(input.project_id), input.kind, input.giver, input.pledged_fen, input.pledged_on
        )
        source_id = await service.pledge(info.context.work, new, input.idempotency_key)
        return cast("FundingSource", await fetch_one(info, FundingSource, where={equals("id"): source_id}))

    @strawberry.mutation(description="登记项目资金到账", extensions=[Writes(Action.PROJECT_RECORD)])
    async def receive_funding(self, info: Info, input: ReceiveFundingInput) -> FundingReceipt:
        """Enter money that arrived."""
        source_id = FUNDING_SOURCE(input.source_id)
        new = service.NewReceipt(source_id, input.received_on, input.amount_fen, input.account)
        receipt_id = await service.receive(info.context.work, new, input.idempotency_key)
        return cast("FundingReceipt", await fetch_one(info, FundingReceipt, where={equals("id"): receipt_id}))

    @strawberry.mutation(description="冲回一笔登记错的到账", extensions=[Writes(Action.PROJECT_RECORD)])
    async def reverse_funding_receipt(
        self, info: Info, id: strawberry.ID, reason: str, idempotency_key: str
    ) -> FundingReceipt:
        """Take a receipt back by its opposite."""
        receipt_id = await service.reverse_receipt(info.context.work, FUNDING_RECEIPT(id), reason, idempotency_key)
        return cast("FundingReceipt", await fetch_one(info, FundingReceipt, where={equals("id"): receipt_id}))


def _quantities(given: list[ProjectQuantityInput]) -> tuple[service.NewQuantity, ...]:
    return tuple(service.NewQuantity(quantity.item, quantity.amount, quantity.unit) for quantity in given)


async def _shown(info: Info, project_id: UUID) -> Project:
    return cast("Project", await fetch_one(info, Project, where={equals("id"): project_id}))
