"""Totalling, signing, sealing, verifying, reopening and printing a township's month."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.periods import Month
from xuanpai_core.sheets.matters import propose_override
from xuanpai_core.sheets.models import DocumentFormat
from xuanpai_core.sheets.printing import Wanted, document_link, print_sheets
from xuanpai_core.sheets.service import reopen_sheets, seal_sheets, sign_sheets, total_month, verify_sheets
from xuanpai_core.vocabulary import Outcome
from xuanpai_graphql.approvals.queries import request_of
from xuanpai_graphql.approvals.types import ApprovalRequest
from xuanpai_graphql.conditions import one_of
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import POSTING, SHEET, SHEET_DOCUMENT
from xuanpai_graphql.lookahead.execute import Where, fetch_list
from xuanpai_graphql.lookahead.sources import asc
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.sheets.documents import SheetDocument
from xuanpai_graphql.sheets.types import MonthlySheet

# A township has dozens of cadres; far beyond that, somebody else's data would be in the answer.
MOST_SHEETS = 1_000
_SEEN = strawberry.argument(description="本人看过的内容摘要(contentHash);填了的,看过以后重新统计、内容不同的不会照办")


@strawberry.input(description="提出更正已盖章的考勤表;到岗天数与判定至少填一项")
class ProposeSheetOverrideInput:
    """Which sheet, what it should say, and why."""

    idempotency_key: str
    sheet_id: strawberry.ID
    on_duty_days: Decimal | None = None
    outcome: Outcome | None = None
    reason: str


@strawberry.input(description="退回重开哪些月表,为什么")
class ReopenSheetsInput:
    """Which of a township's sheets go back, and why."""

    idempotency_key: str
    township_code: str
    month: str
    sheet_ids: list[strawberry.ID]
    reason: str


@strawberry.input(description="打印哪里、哪个月的月考勤登记表:地方与任职填一项")
class PrintSheetsInput:
    """What to print, and as what."""

    idempotency_key: str
    month: str
    format: DocumentFormat
    region_code: str | None = strawberry.field(default=None, description="乡镇(街道)或村的区划代码")
    posting_id: strawberry.ID | None = strawberry.field(default=None, description="一名干部的任职")


@strawberry.type
class SheetMutations:
    """Root fields for monthly sheets."""

    @strawberry.mutation(description="乡镇统计当月出勤;签字前可重复统计", extensions=[Writes(Action.SHEET_TOTAL)])
    async def total_month(self, info: Info, township_code: str, month: str, idempotency_key: str) -> list[MonthlySheet]:
        """Total every posting of the township; the answer is the sheets that were totalled now."""
        done = await total_month(info.context.work, township_code, Month.parse(month), idempotency_key)
        return await _sheets(info, done.sheet_ids)

    @strawberry.mutation(description="乡镇党委书记签字认定", extensions=[Writes(Action.SHEET_SIGN)])
    async def sign_sheets(
        self,
        info: Info,
        township_code: str,
        month: str,
        idempotency_key: str,
        sheet_ids: list[strawberry.ID] | None = None,
        content_hashes: Annotated[list[str] | None, _SEEN] = None,
    ) -> list[MonthlySheet]:
        """Sign the township's totalled sheets, or those listed; the answer is what was signed now."""
        done = await sign_sheets(
            info.context.work,
            township_code,
            Month.parse(month),
            idempotency_key,
            sheet_ids=_chosen(sheet_ids),
            content_hashes=content_hashes,
        )
        return await _sheets(info, done.sheet_ids)

    @strawberry.mutation(description="盖章锁定;盖章后当月不再变动", extensions=[Writes(Action.SHEET_SEAL)])
    async def seal_sheets(
        self,
        info: Info,
        township_code: str,
        month: str,
        idempotency_key: str,
        sheet_ids: list[strawberry.ID] | None = None,
    ) -> list[MonthlySheet]:
        """Seal the township's signed sheets, or those listed; the answer is what was sealed now."""
        done = await seal_sheets(
            info.context.work, township_code, Month.parse(month), idempotency_key, sheet_ids=_chosen(sheet_ids)
        )
        return await _sheets(info, done.sheet_ids)

    @strawberry.mutation(
        description="县级查验:确认已盖章的月表与签字认定的一致;有问题的退回重开",
        extensions=[Writes(Action.SHEET_VERIFY)],
    )
    async def verify_sheets(
        self,
        info: Info,
        township_code: str,
        month: str,
        idempotency_key: str,
        sheet_ids: list[strawberry.ID] | None = None,
        content_hashes: Annotated[list[str] | None, _SEEN] = None,
    ) -> list[MonthlySheet]:
        """Verify the township's sealed sheets, or those listed; the answer is what was verified now."""
        done = await verify_sheets(
            info.context.work,
            township_code,
            Month.parse(month),
            idempotency_key,
            sheet_ids=_chosen(sheet_ids),
            content_hashes=content_hashes,
        )
        return await _sheets(info, done.sheet_ids)

    @strawberry.mutation(
        description="退回重开已签字、已盖章或已查验的月表:签字失效,当月可以更改,记录在案",
        extensions=[Writes(Action.SHEET_REOPEN)],
    )
    async def reopen_sheets(self, info: Info, input: ReopenSheetsInput) -> list[MonthlySheet]:
        """Send the listed sheets back; the answer is those sheets."""
        done = await reopen_sheets(
            info.context.work,
            input.township_code,
            Month.parse(input.month),
            [SHEET(sheet_id) for sheet_id in input.sheet_ids],
            input.reason,
            input.idempotency_key,
        )
        return await _sheets(info, done.sheet_ids)

    @strawberry.mutation(
        description="打印月考勤登记表(PDF 或 Excel),由后台生成:一个乡镇或村的当月,或一名干部的当月",
        extensions=[Writes(Action.SHEET_READ)],
    )
    async def print_sheets(self, info: Info, input: PrintSheetsInput) -> SheetDocument:
        """Ask for a file."""
        wanted = Wanted(
            Month.parse(input.month),
            input.format,
            input.region_code,
            None if input.posting_id is None else POSTING(input.posting_id),
        )
        document_id = await print_sheets(info.context.work, wanted, input.idempotency_key)
        [document] = await fetch_list(info, SheetDocument, limit=1, where={one_of: [document_id]})
        return document

    @strawberry.mutation(
        description="取得月考勤登记表文件的下载链接,短时有效,记入审计", extensions=[Writes(Action.SHEET_READ)]
    )
    async def sheet_document_link(self, info: Info, id: strawberry.ID) -> str:
        """A short-lived link to the caller's own file."""
        return await document_link(info.context.work, SHEET_DOCUMENT(id))

    @strawberry.mutation(
        description="提出更正已盖章的考勤表;另一人同意后生效,盖章时的内容保留",
        extensions=[Writes(Action.SHEET_OVERRIDE)],
    )
    async def propose_sheet_override(self, info: Info, input: ProposeSheetOverrideInput) -> ApprovalRequest:
        """Ask for figures of a sealed sheet to be corrected."""
        request_id = await propose_override(
            info.context.work,
            SHEET(input.sheet_id),
            input.reason,
            input.idempotency_key,
            on_duty_days=input.on_duty_days,
            outcome=input.outcome,
        )
        return await request_of(info, request_id)


def _chosen(sheet_ids: list[strawberry.ID] | None) -> list[UUID] | None:
    return None if sheet_ids is None else [SHEET(sheet_id) for sheet_id in sheet_ids]


async def _sheets(info: Info, sheet_ids: Sequence[UUID]) -> list[MonthlySheet]:
    where: Where = {one_of: list(sheet_ids)}
    return await fetch_list(info, MonthlySheet, limit=MOST_SHEETS, where=where, order=[asc("region_code")])
