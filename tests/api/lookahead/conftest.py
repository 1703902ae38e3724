"""A few rows of two tenants that share every key, in a schema of their own, and the engine over them."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import asyncpg
import pytest
import pytest_asyncio
import strawberry
from graphql import parse
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable
from strawberry.extensions import SchemaExtension

from tests.api.lookahead.caller import Caller
from tests.api.lookahead.rows import ATTENDANCE_DAYS, CADRES, POSTINGS, REGIONS, TABLES
from tests.api.lookahead.village import make_schema
from tests.fixtures.cluster import Cluster
from xuanpai_graphql.lookahead.execute import Lookahead
from xuanpai_graphql.lookahead.install import install

SCHEMA = "lookahead"
POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


@pytest.fixture(scope="session")
def plain_dsn(cluster: Cluster) -> str:
    """A PostgreSQL database in which this package may make a schema."""
    return cluster.admin_url.replace("postgresql+psycopg", "postgresql")


@dataclass(frozen=True, slots=True)
class Engine:
    """A schema, its engine, and a connection to rows."""

    schema: strawberry.Schema
    lookahead: Lookahead
    connection: asyncpg.Connection

    async def run(self, document: str, caller: Caller, **variables: object) -> strawberry.types.ExecutionResult:
        """Execute a document for a caller."""
        caller.driver = self.connection
        return await self.schema.execute(document, variable_values=variables, context_value=caller)


def keep_documents() -> type[SchemaExtension]:
    """A schema extension that parses each document once."""
    kept = lru_cache(parse)

    class KeepDocuments(SchemaExtension):
        def on_parse(self) -> Iterator[None]:
            self.execution_context.graphql_document = kept(self.execution_context.query or "")
            yield

    return KeepDocuments


class MakeEngine(Protocol):
    """Makes an engine with the schema extensions given."""

    def __call__(self, extensions: Sequence[Callable[[], SchemaExtension]] = ()) -> Engine:
        """A new schema with a new engine."""
        ...


@pytest_asyncio.fixture(scope="session")
async def connection(plain_dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection that sees the tables, filled."""
    opened = await asyncpg.connect(plain_dsn, server_settings={"search_path": SCHEMA, "timezone": "Asia/Shanghai"})
    await opened.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
    for table, rows in zip(TABLES, (REGIONS, CADRES, POSTINGS, ATTENDANCE_DAYS), strict=True):
        await opened.execute(str(CreateTable(table).compile(dialect=POSTGRESQL)))
        await opened.copy_records_to_table(
            table.name, schema_name=SCHEMA, columns=list(rows[0]), records=[tuple(row.values()) for row in rows]
        )
    yield opened
    await opened.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
    await opened.close()


@pytest.fixture(scope="session")
def make_engine(connection: asyncpg.Connection) -> MakeEngine:
    """Makes engines without any plan yet."""

    def make(extensions: Sequence[Callable[[], SchemaExtension]] = ()) -> Engine:
        schema = make_schema(extensions)
        return Engine(schema, install(schema), connection)

    return make


@pytest.fixture
def engine(make_engine: MakeEngine) -> Engine:
    """A fresh engine: its plans are this test's alone."""
    return make_engine()


@pytest.fixture
def caching_engine(make_engine: MakeEngine) -> Engine:
    """An engine whose schema keeps parsed documents, as production does: only then are plans found again."""
    return make_engine([keep_documents()])
