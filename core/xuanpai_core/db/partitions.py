"""Monthly partitions of attendance and logs, made ahead.

The application's role may not create tables. It may call one function of the owner's, which creates the next
months' partitions of the listed tables and nothing else.
"""

from datetime import date

import asyncpg

from xuanpai_core.db.rls import Migration
from xuanpai_core.db.roles import APP_ROLE

PARTITIONED = ("attendance_day", "check_in", "work_log")
FUNCTION = "xuanpai_make_partitions"

_CREATE = f"""
CREATE FUNCTION {FUNCTION}(first date, last date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $body$
DECLARE
    month date := date_trunc('month', first)::date;
    parent text;
    child text;
    made integer := 0;
BEGIN
    IF last > first + 3660 THEN
        RAISE EXCEPTION 'too many months asked for';
    END IF;
    -- Two makers at once would collide on the same name.
    PERFORM pg_advisory_xact_lock(7310022);
    WHILE month <= last LOOP
        FOREACH parent IN ARRAY ARRAY['attendance_day', 'check_in', 'work_log'] LOOP
            child := parent || '_p' || to_char(month, 'YYYYMM');
            IF to_regclass('public.' || child) IS NULL THEN
                EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
                               child, parent, month, (month + interval '1 month')::date);
                -- Nobody is granted anything on a partition; should somebody ever be, there is still no row to see.
                EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', child);
                EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', child);
                made := made + 1;
            END IF;
        END LOOP;
        month := (month + interval '1 month')::date;
    END LOOP;
    RETURN made;
END
$body$
"""


def create_partition_maker(op: Migration) -> None:
    """Create the function, for the application alone to call."""
    op.execute(_CREATE)
    op.execute(f"REVOKE ALL ON FUNCTION {FUNCTION}(date, date) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {FUNCTION}(date, date) TO {APP_ROLE}")


async def make_partitions(driver: asyncpg.Connection, first: date, last: date) -> int:
    """Make every missing monthly partition that holds a day of ``first`` to ``last``; returns how many were made."""
    made: int = await driver.fetchval(f"SELECT {FUNCTION}($1, $2)", first, last)
    return made
