"""The calendar of holidays from the shell: for one province, or for all, since the notice is the nation's."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer
from sqlalchemy import select

from xuanpai_core.calendars.service import CalendarDayKind, import_calendar, published_year
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Invalid, NotFound
from xuanpai_core.plugins.wording import day_name
from xuanpai_graphql.calendars.files import read_calendar
from xuanpai_graphql.cli.database import with_database
from xuanpai_tenants.models import Tenant, TenantKind
from xuanpai_tenants.operators import acting_in, server_calendar_keeper, server_operator
from xuanpai_tenants.resolution import TenantRef, find_tenant

app = typer.Typer(no_args_is_help=True)

Code = Annotated[str | None, typer.Option("--tenant", help="租户代码,如 21")]


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="JSON,或 CSV:日期,放假或上班,节日", exists=True, dir_okay=False)],
    tenant: Code = None,
    every: Annotated[bool, typer.Option("--all", help="全部省份")] = False,
    document: Annotated[str | None, typer.Option("--document", help="国务院办公厅通知的名称")] = None,
    published_on: Annotated[
        datetime | None, typer.Option("--published-on", formats=["%Y-%m-%d"], help="通知日期")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="替换已有年份的理由")] = None,
) -> None:
    """导入一年的放假安排。"""
    if (tenant is None) is not every:
        raise Invalid("请用 --tenant 指明一个租户,或用 --all 导入到全部省份。", code="WHICH_TENANT")
    new = read_calendar(path, document, published_on.date() if published_on else None)

    async def act(database: Database) -> None:
        for found in await _tenants(database, tenant):
            async with database.work(server_calendar_keeper(found.id, found.code)) as work:
                await import_calendar(work, new, f"shell-calendar-{uuid4()}", reason)
            days = f"放假 {len(new.holidays)} 天、调休上班 {len(new.shifted_workdays)} 天"
            typer.echo(f"{found.name}:{new.year}年{days},已导入。")

    with_database(act)


@app.command("show")
def show(
    tenant: Annotated[str, typer.Option("--tenant", help="租户代码,如 21")],
    year: Annotated[int | None, typer.Option("--year", help="年份;不填为今年")] = None,
) -> None:
    """显示一年的放假安排;没有公布的年份也如实说明。"""

    async def act(database: Database) -> None:
        [found] = await _tenants(database, tenant)
        async with database.read(acting_in(server_operator(), found.id)) as work:
            told = await published_year(work, year or today(SystemClock()).year)
        if told.source is None:
            typer.echo(f"{told.year}年的放假安排尚未公布,或还没有导入。")
            return
        on = f"({day_name(told.source.published_on)})" if told.source.published_on else ""
        typer.echo(f"{told.year}年,{told.source.document}{on},全年工作日 {told.workday_count} 天。")
        for row in told.days:
            typer.echo(f"{row.day}  {'放假' if row.kind is CalendarDayKind.HOLIDAY else '上班'}  {row.name}")

    with_database(act)


async def _tenants(database: Database, code: str | None) -> list[TenantRef]:
    async with database.read(server_operator()) as work:
        if code is not None:
            found = await find_tenant(work, code)
            if found is None:
                raise NotFound(f"没有代码为 {code} 的租户。", code="TENANT_NOT_FOUND")
            return [found]
        codes = await work.session.scalars(
            select(Tenant.code).where(Tenant.kind == TenantKind.PROVINCE).order_by(Tenant.code)
        )
        every = [await find_tenant(work, one) for one in codes.all()]
    return [one for one in every if one is not None]
