"""Which projects a caller sees: those of one's places, and those that one's unit's cadres or one oneself brought."""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, FromClause, exists, or_

from xuanpai_core.projects.models import FundingSource, Project
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.scopes import reach, through_posting


def of_project(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Scope of a row that is a project."""
    return or_(reach(action, key, region_code=row.c.region_code), through_posting(row, action, key))


def through_project(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Scope of a row that belongs to a project (``project_id``)."""
    project = Project.__table__.alias()
    return exists().where(
        project.c.tenant_id == tenant(), project.c.id == row.c.project_id, of_project(project, action, key)
    )


def through_source(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Scope of a row that belongs to a source of a project's money (``source_id``)."""
    source = FundingSource.__table__.alias()
    return exists().where(
        source.c.tenant_id == tenant(), source.c.id == row.c.source_id, through_project(source, action, key)
    )
