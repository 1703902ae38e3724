"""Relay's connection types; their JSON comes whole from the database."""

from typing import Generic, TypeVar

import strawberry

from xuanpai_graphql.cost import COUNT

Shown = TypeVar("Shown")


@strawberry.type(description="分页信息")
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = strawberry.field(description="后面是否还有")
    has_previous_page: bool = strawberry.field(description="前面是否还有")
    start_cursor: str | None = strawberry.field(description="本页第一条的游标")
    end_cursor: str | None = strawberry.field(description="本页最后一条的游标,作为下一页的 after")


@strawberry.type(description="分页中的一条")
class Edge(Generic[Shown]):
    """One row of a page and its cursor."""

    node: Shown
    cursor: str = strawberry.field(description="本条的游标")


@strawberry.type(description="一页数据")
class Connection(Generic[Shown]):
    """One page of a list."""

    edges: list[Edge[Shown]]
    nodes: list[Shown] = strawberry.field(description="本页的数据,不带游标")
    page_info: PageInfo
    total_count: int = strawberry.field(description="总数,不受分页影响;只在查询时才计算", directives=[COUNT])


SHAPES: tuple[type, ...] = (PageInfo, Edge, Connection)
"""The types whose fields are read from the JSON by response key, as those of declared types are."""
