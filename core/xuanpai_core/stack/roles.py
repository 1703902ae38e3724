"""The database and its roles, as the application expects to find them in every installation.

``xuanpai_owner`` (no login) owns the database and its schema, and migrations act as it; ``xuanpai_app`` is what the
application signs in as: it owns nothing and cannot step around row-level security; ``xuanpai_ops`` reads every tenant
and writes nothing, for emergencies. What each may do to a table, the table's own migration grants.
"""

import psycopg
from psycopg import sql

from xuanpai_core.db.roles import APP_ROLE, OPS_ROLE, OWNER_ROLE
from xuanpai_core.stack.credentials import Credentials, Login

DATABASE = "xuanpai"
_POWERLESS = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
_ATTRIBUTES = {
    OWNER_ROLE: f"NOLOGIN NOBYPASSRLS {_POWERLESS}",
    APP_ROLE: f"LOGIN NOBYPASSRLS {_POWERLESS}",
    OPS_ROLE: f"LOGIN BYPASSRLS {_POWERLESS} CONNECTION LIMIT 5",
}


def prepare_cluster(dsn: str, credentials: Credentials) -> None:
    """Create or correct the roles and the database; ``dsn`` is the administrator's, to the ``postgres`` database."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        for role, attributes in _ATTRIBUTES.items():
            _ensure_role(connection, role, attributes)
        for login in (Login.APP, Login.OPS):
            _set_password(connection, login, credentials.password_of(login))
        connection.execute(f"ALTER ROLE {OPS_ROLE} SET default_transaction_read_only = on")
        if not _found(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}")
        for database in (DATABASE, "postgres", "template1"):
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
        connection.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {APP_ROLE}, {OPS_ROLE}")


def prepare_schema(dsn: str) -> None:
    """Give the schema to its owner, and nobody else anything in it; ``dsn`` leads into the application's database."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"ALTER SCHEMA public OWNER TO {OWNER_ROLE}")
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")


def _ensure_role(connection: psycopg.Connection, role: str, attributes: str) -> None:
    verb = "ALTER" if _found(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role) else "CREATE"
    connection.execute(sql.SQL("{} ROLE {} {}").format(sql.SQL(verb), sql.Identifier(role), sql.SQL(attributes)))


def _set_password(connection: psycopg.Connection, login: Login, password: str) -> None:
    """Set a password by its SCRAM verifier, so that the password itself never reaches the server or its log."""
    verifier = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(verifier)))


def _found(connection: psycopg.Connection, query: str, name: str) -> bool:
    return connection.execute(query, (name,)).fetchone() is not None
