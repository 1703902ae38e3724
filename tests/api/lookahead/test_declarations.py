"""A declaration that contradicts itself stops the program's start; a statement without its tenant is never made."""

from collections.abc import Callable
from typing import Any

import pytest
import strawberry
from sqlalchemy import FromClause, Select, Text, bindparam, exists, func, or_, select
from strawberry.schema.config import StrawberryConfig

from tests.api.lookahead.rows import ATTENDANCE_DAY, CADRE, POSTING, REGION
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, connection, declared, many, one
from xuanpai_graphql.lookahead.errors import DeclarationError
from xuanpai_graphql.lookahead.install import install
from xuanpai_graphql.lookahead.plan import demand_tenant
from xuanpai_graphql.lookahead.scalars import SCALARS
from xuanpai_graphql.lookahead.sources import asc, public

OPEN = public("测试")


def put_into_schema(query: type) -> None:
    """Build and install."""
    install(strawberry.Schema(query, config=StrawberryConfig(scalar_map=SCALARS)))


def test_a_column_that_does_not_exist_is_found_on_import() -> None:
    @strawberry.type
    class Region(Node):
        nickname: str = column()

    with pytest.raises(DeclarationError, match="Region: no such columns: nickname"):
        declared(REGION, node="Region", scope=OPEN, requires=OPEN)(Region)


def test_a_row_has_no_resolver_of_its_own() -> None:
    @strawberry.type
    class Region:
        @strawberry.field
        def name(self) -> str:
            return "x"

    with pytest.raises(DeclarationError, match=r"Region.name: declare it"):
        declared(REGION, node="Region", scope=OPEN, requires=OPEN)(Region)


def test_a_tenants_table_cannot_be_declared_without_its_tenant() -> None:
    @strawberry.type
    class Region:
        name: str = column()

    with pytest.raises(DeclarationError, match="its rows belong to a tenant"):
        declared(REGION, node="Region", scope=OPEN, requires=OPEN, tenant=None)(Region)


def test_a_page_annotated_as_a_list_is_found_at_start() -> None:
    @declared(REGION, node="Region", scope=OPEN, requires=OPEN)
    @strawberry.type
    class Region:
        name: str = column()

    @strawberry.type
    class Query:
        regions: list[Region] = connection()

    with pytest.raises(DeclarationError, match=r"Query.regions: declared as PAGE, annotated as MANY"):
        put_into_schema(Query)


def test_a_relation_to_an_undeclared_type_is_found_at_start() -> None:
    @strawberry.type
    class Plain:
        name: str

    @strawberry.type
    class Query:
        plain: list[Plain] = many(limit=1)

    with pytest.raises(DeclarationError, match="Plain is not a declared type"):
        put_into_schema(Query)


def test_an_order_by_a_column_that_may_be_null_is_found_at_start() -> None:
    @declared(POSTING, node="Posting", scope=OPEN, requires=OPEN, order=[asc("end_date")])
    @strawberry.type
    class Posting:
        role: str = column()

    @strawberry.type
    class Query:
        postings: Connection[Posting] = connection()

    with pytest.raises(DeclarationError, match="end_date may be null"):
        put_into_schema(Query)


def test_a_field_that_requires_more_than_its_type_must_be_nullable() -> None:
    @declared(CADRE, node="Cadre", scope=OPEN, requires="cadre:read")
    @strawberry.type
    class Cadre:
        id_number: str = column(requires="cadre:read_sensitive")

    @strawberry.type
    class Query:
        cadres: list[Cadre] = many(limit=1)

    with pytest.raises(DeclarationError, match=r"Cadre.idNumber: .*make it nullable"):
        put_into_schema(Query)


def test_a_root_of_one_row_must_say_which() -> None:
    @declared(REGION, node="Region", scope=OPEN, requires=OPEN)
    @strawberry.type
    class Region:
        name: str = column()

    @strawberry.type
    class Query:
        region: Region | None = one()

    with pytest.raises(DeclarationError, match=r"Query.region: say which row"):
        put_into_schema(Query)


def test_a_rows_key_must_be_said_when_the_table_has_none() -> None:
    rows = select(REGION.c.tenant_id, REGION.c.name).subquery()

    with pytest.raises(DeclarationError, match="Region: say its key"):
        declared(rows, node="Region", scope=OPEN, requires=OPEN)


def _region() -> FromClause:
    return REGION.alias()


def _plain() -> Select[Any]:
    region = _region()
    return select(region.c.name).where(region.c.code == "21")


def _or() -> Select[Any]:
    region = _region()
    return select(region.c.name).where(or_(region.c.tenant_id == tenant(), region.c.code == "21"))


def _other_value() -> Select[Any]:
    region = _region()
    return select(region.c.name).where(region.c.tenant_id == bindparam("another"))


def _unequal() -> Select[Any]:
    region = _region()
    return select(region.c.name).where(region.c.tenant_id != tenant())


def _subquery_in_a_condition() -> Select[Any]:
    region, posting = _region(), POSTING.alias()
    inner = select(posting.c.id).where(posting.c.region_code == region.c.code).exists()
    return select(region.c.name).where(region.c.tenant_id == tenant(), inner)


def _subquery_in_a_column() -> Select[Any]:
    region, posting = _region(), POSTING.alias()
    inner = select(func.count()).select_from(posting).where(posting.c.region_code == region.c.code).scalar_subquery()
    return select(inner).select_from(region).where(region.c.tenant_id == tenant())


def _derived_table() -> Select[Any]:
    derived = select(REGION.c.tenant_id, REGION.c.name).subquery()
    return select(derived.c.name).where(derived.c.tenant_id == tenant())


def _alias_of_a_derived_table() -> Select[Any]:
    derived = select(REGION.c.tenant_id, REGION.c.name).subquery().alias()
    return select(derived.c.name).where(derived.c.tenant_id == tenant())


def _derived_table_of_the_same_table() -> Select[Any]:
    derived = select(REGION.c.tenant_id, REGION.c.name).subquery()
    return select(derived.c.name).where(
        derived.c.tenant_id == tenant(), REGION.c.tenant_id == tenant(), REGION.c.name == derived.c.name
    )


def _join() -> Select[Any]:
    posting, day = POSTING.alias(), ATTENDANCE_DAY.alias()
    return (
        select(day.c.day)
        .select_from(posting.join(day, day.c.posting_id == posting.c.id))
        .where(posting.c.tenant_id == tenant())
    )


@pytest.mark.parametrize(
    "make",
    [
        _plain,
        _or,
        _other_value,
        _unequal,
        _subquery_in_a_condition,
        _subquery_in_a_column,
        _derived_table,
        _alias_of_a_derived_table,
        _derived_table_of_the_same_table,
        _join,
    ],
)
def test_a_statement_that_leaves_out_the_tenant_somewhere_is_refused(make: Callable[[], Select[Any]]) -> None:
    with pytest.raises(DeclarationError, match="without tenant_id = the caller's tenant"):
        demand_tenant(make())


def _days_of_the_known(*, named: bool) -> Select[Any]:
    """Postings with their days, if their cadre is known: the posting is two SELECTs above the cadre."""
    posting, day, cadre = POSTING.alias(), ATTENDANCE_DAY.alias(), CADRE.alias()
    known = exists().where(cadre.c.tenant_id == tenant(), cadre.c.id == posting.c.cadre_id)
    days = select(func.count()).where(
        day.c.tenant_id == tenant(),
        day.c.posting_id == posting.c.id,
        known.correlate(posting) if named else known,
    )
    return select(days.correlate(posting).scalar_subquery()).select_from(posting).where(posting.c.tenant_id == tenant())


def test_a_select_that_would_read_the_rows_two_above_it_anew_is_refused() -> None:
    with pytest.raises(DeclarationError, match="would read it anew"):
        demand_tenant(_days_of_the_known(named=False))


def test_one_that_names_them_is_a_condition_on_those_very_rows() -> None:
    statement = _days_of_the_known(named=True)

    demand_tenant(statement)
    assert str(statement).count("FROM posting") == 1


def test_a_statement_that_names_the_tenant_for_every_table_passes() -> None:
    region, posting, day = _region(), POSTING.alias(), ATTENDANCE_DAY.alias()
    derived = select(REGION.c.tenant_id, REGION.c.name).where(REGION.c.tenant_id == tenant()).subquery()
    inner = (
        select(func.count())
        .select_from(
            posting.join(day, (day.c.tenant_id == tenant()) & (day.c.posting_id == posting.c.id)),
        )
        .where(posting.c.tenant_id == tenant(), posting.c.region_code == region.c.code)
        .scalar_subquery()
    )

    demand_tenant(
        select(inner, derived.c.name, bindparam("x", "y", Text()))
        .select_from(region)
        .join(derived, derived.c.name == region.c.name)
        .where(region.c.tenant_id == tenant(), derived.c.tenant_id == tenant())
    )
