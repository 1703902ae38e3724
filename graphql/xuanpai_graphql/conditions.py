"""Conditions that several rooms' lists share; module-level, because plans are remembered under them."""

from datetime import date
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, FromClause, Uuid, cast, func, or_


def within_region(row: FromClause, code: ColumnElement[str]) -> ColumnElement[bool]:
    """Rows in the subtree of a place, as a half-open range of ``region_code``."""
    return (row.c.region_code >= code) & (row.c.region_code < code.concat(":"))


def within_county(row: FromClause, code: ColumnElement[str]) -> ColumnElement[bool]:
    """The same over ``county_code``."""
    return (row.c.county_code >= code) & (row.c.county_code < code.concat(":"))


def below(row: FromClause, code: ColumnElement[str]) -> ColumnElement[bool]:
    """Regions in the subtree of a place, itself included."""
    return (row.c.code >= code) & (row.c.code < code.concat(":"))


def one_of(row: FromClause, ids: ColumnElement[Any]) -> ColumnElement[bool]:
    """Rows whose id is in a list."""
    return row.c.id == func.any(cast(ids, ARRAY(Uuid)))


def name_starts(row: FromClause, prefix: ColumnElement[str]) -> ColumnElement[bool]:
    """Rows whose name begins so: ``^@`` may use the index before row-level security, LIKE may not."""
    return row.c.name.op("^@", is_comparison=True)(prefix)


def in_force_on(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    """Postings that run on that day."""
    return (row.c.start_date <= day) & or_(row.c.end_date.is_(None), row.c.end_date >= day)
