"""``@cost``: which fields weigh more than one, declared on the field and shown in the schema."""

import strawberry
from graphql import GraphQLField
from strawberry.schema_directive import Location

from xuanpai_graphql.lookahead.declare import BACKREF

PLAIN = 1


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    description="查询开销:一个字段算多少点(未注明的算 1 点),列表再乘以每页条数",
)
class Cost:
    """What selecting the field once counts, in points; it is multiplied by the size of every page around it."""

    weight: int


AGGREGATE = Cost(weight=20)
"""A figure that reads many rows to make one."""
SEARCH = Cost(weight=10)
"""A search that may look at many rows to find a few."""
COUNT = Cost(weight=5)
"""A count over a whole list, whatever the page."""


def weight_of(field: GraphQLField | None) -> int:
    """What one selection of ``field`` counts."""
    declared = field and field.extensions.get(BACKREF)
    for directive in getattr(declared, "directives", None) or ():
        if isinstance(directive, Cost):
            return directive.weight
    return PLAIN
