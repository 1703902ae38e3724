"""The first schema: every table, its row-level security, the partition maker and the job queue."""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

from xuanpai_core.db.partitions import create_partition_maker
from xuanpai_core.db.rls import protect
from xuanpai_core.db.roles import APP_ROLE, OPS_ROLE

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TENANT_TABLES = (
    "account",
    "activity",
    "appointment",
    "attendance_day",
    "audit_event",
    "cadre",
    "check_in",
    "county_month",
    "evidence",
    "evidence_link",
    "idempotency_key",
    "industrial_park",
    "insurance_policy",
    "monthly_attendance",
    "monthly_sheet",
    "org_unit",
    "park_project",
    "plugin_activation",
    "posting",
    "project_introducer",
    "provisioning_step",
    "quota_usage",
    "region",
    "region_change",
    "region_past_name",
    "revenue_allocation",
    "revenue_entry",
    "roster_import",
    "session",
    "stipend_batch",
    "stipend_line",
    "work_log",
)
# Nothing that was said or booked is ever rewritten: the application may only add to these.
APPEND_ONLY = ("audit_event", "revenue_allocation", "revenue_entry")


def protect_tables() -> None:
    """Force row-level security on every tenant table, and grant the application what it needs, never more."""
    for table in TENANT_TABLES:
        verbs = "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        protect(op, table, verbs=verbs)
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON tenant TO {APP_ROLE}")
    op.execute(f"GRANT SELECT ON tenant, alembic_version TO {APP_ROLE}, {OPS_ROLE}")
    op.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}, {OPS_ROLE}")


def create_job_queue() -> None:
    """Create procrastinate's tables and functions, for the application alone."""
    for statement in (
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC",
    ):
        op.execute(statement)
    op.get_bind().exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    tables = "SELECT relname FROM pg_class WHERE relname LIKE 'procrastinate%' AND relkind IN ('r', 'S')"
    for (name,) in op.get_bind().execute(sa.text(tables)).all():
        verbs = "USAGE, SELECT" if name.endswith("_seq") else "SELECT, INSERT, UPDATE, DELETE"
        op.execute(f"GRANT {verbs} ON {'SEQUENCE ' if name.endswith('_seq') else ''}{name} TO {APP_ROLE}")
    functions = "SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'procrastinate%'"
    for (signature,) in op.get_bind().execute(sa.text(functions)).all():
        op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {APP_ROLE}")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "audit_event",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_audit_event")),
    )
    op.create_index("ix_audit_event_subject", "audit_event", ["tenant_id", "subject_type", "subject_id"], unique=False)
    op.create_table(
        "county_month",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("county_code", sa.Text(collation="C"), nullable=False),
        sa.Column(
            "dispatch_level",
            sa.Enum(
                "PROVINCE",
                "CITY",
                "COUNTY",
                "TOWNSHIP",
                name="dispatch_level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("on_duty_days", sa.SmallInteger(), nullable=False),
        sa.Column("postings", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "tenant_id", "month", "county_code", "dispatch_level", "on_duty_days", name=op.f("pk_county_month")
        ),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "account_id", "operation", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_table(
        "provisioning_step",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "step", name=op.f("pk_provisioning_step")),
    )
    op.create_table(
        "quota_usage",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "kind", name=op.f("pk_quota_usage")),
    )
    op.create_table(
        "region",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("parent_code", sa.Text(collation="C"), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("path_name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "octet_length(code) IN (2, 4, 6, 9, 12) AND btrim(code, '0123456789') = ''",
            name=op.f("ck_region_code_digits"),
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_region_level_range")),
        sa.PrimaryKeyConstraint("tenant_id", "code", name=op.f("pk_region")),
    )
    op.create_index("ix_region_name", "region", ["tenant_id", "name", "code"], unique=False)
    op.create_index("ix_region_parent", "region", ["tenant_id", "parent_code", "code"], unique=False)
    op.create_table(
        "region_past_name",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("path_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "code", "valid_to", name=op.f("pk_region_past_name")),
    )
    op.create_table(
        "tenant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("PLATFORM", "PROVINCE", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "PROVISIONING",
                "ACTIVE",
                "SUSPENDED",
                "ARCHIVED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "quotas", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("state_changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant")),
        sa.UniqueConstraint("code", name=op.f("uq_tenant_code")),
    )
    op.create_table(
        "activity",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("DISPATCH_MEETING", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("topics", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_activity_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_activity")),
    )
    op.create_index("ix_activity_place", "activity", ["tenant_id", "kind", "region_code", "held_on"], unique=False)
    op.create_table(
        "industrial_park",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(collation="C"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "county_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_industrial_park_tenant_id_county_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_industrial_park")),
    )
    op.create_index("uq_industrial_park_name", "industrial_park", ["tenant_id", "county_code", "name"], unique=True)
    op.create_table(
        "org_unit",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ORGANISATION_DEPARTMENT",
                "TOWNSHIP_COMMITTEE",
                "VILLAGE_BRANCH",
                "SENDING_UNIT",
                "FINANCE",
                "INSPECTORATE",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_org_unit_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_org_unit")),
    )
    op.create_index("uq_org_unit_name", "org_unit", ["tenant_id", "region_code", "name"], unique=True)
    op.create_table(
        "plugin_activation",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plugin", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("parameters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("activated_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("tenant_id"), "="),
            (sa.column("plugin"), "="),
            (sa.column("region_code"), "="),
            (sa.text("daterange(valid_from, valid_to)"), "&&"),
            using="gist",
            name="ex_plugin_activation_overlap",
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_plugin_activation_period_order")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_plugin_activation_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_plugin_activation")),
    )
    op.create_table(
        "region_change",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "RENAME", "MERGE", "ABOLISH", "MOVE", name="kind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("old_name", sa.Text(), nullable=False),
        sa.Column("old_path_name", sa.Text(), nullable=False),
        sa.Column("new_name", sa.Text(), nullable=True),
        sa.Column("successor_code", sa.Text(collation="C"), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "code"], ["region.tenant_id", "region.code"], name=op.f("fk_region_change_tenant_id_code")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_region_change")),
    )
    op.create_index("ix_region_change_code", "region_change", ["tenant_id", "code", "effective_on"], unique=False)
    op.create_table(
        "stipend_batch",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.Text(collation="C"), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("BLOCKED", "READY", "RELEASED", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("payable_fen", sa.BigInteger(), nullable=False),
        sa.Column("on_hold_fen", sa.BigInteger(), nullable=False),
        sa.Column("plugin", sa.Text(), nullable=False),
        sa.Column("gate", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("prepared_by", sa.Uuid(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "county_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_stipend_batch_tenant_id_county_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_stipend_batch")),
    )
    op.create_index("uq_stipend_batch_quarter", "stipend_batch", ["tenant_id", "county_code", "quarter"], unique=True)
    op.create_table(
        "cadre",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "gender",
            sa.Enum("FEMALE", "MALE", name="gender", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id_number_digest", sa.LargeBinary(), nullable=False),
        sa.Column("id_number_masked", sa.Text(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_digest", sa.LargeBinary(), nullable=True),
        sa.Column("phone_masked", sa.Text(), nullable=True),
        sa.Column(
            "staffing_type",
            sa.Enum(
                "CIVIL_SERVICE",
                "PUBLIC_INSTITUTION",
                name="staffing_type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "party_status",
            sa.Enum(
                "FULL_MEMBER",
                "PROBATIONARY_MEMBER",
                "NOT_MEMBER",
                name="party_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("home_unit_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "home_unit_id"],
            ["org_unit.tenant_id", "org_unit.id"],
            name=op.f("fk_cadre_tenant_id_home_unit_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_cadre")),
    )
    op.create_index("ix_cadre_name", "cadre", ["tenant_id", "name"], unique=False)
    op.create_index("ix_cadre_unit", "cadre", ["tenant_id", "home_unit_id"], unique=False)
    op.create_index("uq_cadre_id_number", "cadre", ["tenant_id", "id_number_digest"], unique=True)
    op.create_table(
        "park_project",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("park_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("suits_village", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "park_id"],
            ["industrial_park.tenant_id", "industrial_park.id"],
            name=op.f("fk_park_project_tenant_id_park_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_park_project")),
    )
    op.create_index("uq_park_project_name", "park_project", ["tenant_id", "park_id", "name"], unique=True)
    op.create_table(
        "account",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("ACTIVE", "DISABLED", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("cadre_id", sa.Uuid(), nullable=True),
        sa.Column("failed_attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"], ["cadre.tenant_id", "cadre.id"], name=op.f("fk_account_tenant_id_cadre_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_account")),
        sa.UniqueConstraint("tenant_id", "username", name=op.f("uq_account_tenant_id_username")),
    )
    op.create_index("ix_account_cadre", "account", ["tenant_id", "cadre_id"], unique=False)
    op.create_table(
        "insurance_policy",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("insurer", sa.Text(), nullable=False),
        sa.Column("policy_number", sa.Text(), nullable=False),
        sa.Column("sum_insured_fen", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_insurance_policy_period_order")),
        sa.CheckConstraint("sum_insured_fen > 0", name=op.f("ck_insurance_policy_sum_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"],
            ["cadre.tenant_id", "cadre.id"],
            name=op.f("fk_insurance_policy_tenant_id_cadre_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_insurance_policy")),
        sa.UniqueConstraint(
            "tenant_id", "policy_number", "cadre_id", name=op.f("uq_insurance_policy_tenant_id_policy_number_cadre_id")
        ),
    )
    op.create_index("ix_insurance_policy_cadre", "insurance_policy", ["tenant_id", "cadre_id"], unique=False)
    op.create_table(
        "posting",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "FIRST_SECRETARY",
                "DEPUTY_SECRETARY",
                "TEAM_MEMBER",
                "TEAM_LEAD",
                "TOWNSHIP_FIRST_DEPUTY",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "dispatch_level",
            sa.Enum(
                "PROVINCE",
                "CITY",
                "COUNTY",
                "TOWNSHIP",
                name="dispatch_level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("sending_unit_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("planned_end", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column(
            "period",
            postgresql.DATERANGE(),
            sa.Computed("daterange(start_date, end_date, '[]')", persisted=True),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("tenant_id"), "="),
            (sa.column("cadre_id"), "="),
            (sa.column("period"), "&&"),
            using="gist",
            name="ex_posting_one_at_a_time",
        ),
        sa.CheckConstraint("end_date IS NULL OR end_date >= start_date", name=op.f("ck_posting_period_order")),
        sa.CheckConstraint("planned_end IS NULL OR planned_end >= start_date", name=op.f("ck_posting_term_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"], ["cadre.tenant_id", "cadre.id"], name=op.f("fk_posting_tenant_id_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_posting_tenant_id_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sending_unit_id"],
            ["org_unit.tenant_id", "org_unit.id"],
            name=op.f("fk_posting_tenant_id_sending_unit_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_posting")),
    )
    op.create_index("ix_posting_cadre", "posting", ["tenant_id", "cadre_id"], unique=False)
    op.create_index("ix_posting_region", "posting", ["tenant_id", "region_code", "id"], unique=False)
    op.create_index("ix_posting_unit", "posting", ["tenant_id", "sending_unit_id", "id"], unique=False)
    op.create_table(
        "revenue_entry",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.Column("plugin", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("clause", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["park_project.tenant_id", "park_project.id"],
            name=op.f("fk_revenue_entry_tenant_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "reverses_id"],
            ["revenue_entry.tenant_id", "revenue_entry.id"],
            name=op.f("fk_revenue_entry_tenant_id_reverses_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_revenue_entry")),
    )
    op.create_index(
        "ix_revenue_entry_project", "revenue_entry", ["tenant_id", "project_id", "received_on"], unique=False
    )
    op.create_index("uq_revenue_entry_reversal", "revenue_entry", ["tenant_id", "reverses_id"], unique=True)
    op.create_table(
        "appointment",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_appointment_tenant_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_appointment_tenant_id_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"],
            ["org_unit.tenant_id", "org_unit.id"],
            name=op.f("fk_appointment_tenant_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_appointment")),
    )
    op.create_index("ix_appointment_account", "appointment", ["tenant_id", "account_id"], unique=False)
    op.create_index("ix_appointment_region", "appointment", ["tenant_id", "region_code"], unique=False)
    op.create_table(
        "attendance_day",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "ON_DUTY",
                "OFFICIAL_TRIP",
                "LEAVE",
                "ABSENT",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("first_check_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_ins", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_attendance_day_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "posting_id", "day", name=op.f("pk_attendance_day")),
        postgresql_partition_by="RANGE (day)",
    )
    op.create_table(
        "check_in",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "device", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_check_in_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "posting_id", "day", "id", name=op.f("pk_check_in")),
        postgresql_partition_by="RANGE (day)",
    )
    op.create_table(
        "evidence",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("PHOTO", "DOCUMENT", "ROSTER", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("PENDING", "READY", "REJECTED", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("declared_size", sa.BigInteger(), nullable=False),
        sa.Column("object_key", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rejection", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "uploaded_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_evidence_tenant_id_uploaded_by"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_digest", "evidence", ["tenant_id", "sha256"], unique=False)
    op.create_index(
        "ix_evidence_pending",
        "evidence",
        ["tenant_id", "expires_at"],
        unique=False,
        postgresql_where=sa.text("state = 'PENDING'"),
    )
    op.create_index("ix_evidence_uploader", "evidence", ["tenant_id", "uploaded_by"], unique=False)
    op.create_table(
        "monthly_attendance",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column(
            "dispatch_level",
            sa.Enum(
                "PROVINCE",
                "CITY",
                "COUNTY",
                "TOWNSHIP",
                name="dispatch_level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("on_duty_days", sa.SmallInteger(), nullable=False),
        sa.Column("log_days", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("sealed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("on_duty_days BETWEEN 0 AND 31", name=op.f("ck_monthly_attendance_days_range")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_monthly_attendance_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "posting_id", "month", name=op.f("pk_monthly_attendance")),
    )
    op.create_index(
        "ix_monthly_attendance_region", "monthly_attendance", ["tenant_id", "month", "region_code"], unique=False
    )
    op.create_table(
        "monthly_sheet",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "TOTALLED",
                "SIGNED",
                "SEALED",
                "VERIFIED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("on_duty_days", sa.SmallInteger(), nullable=False),
        sa.Column("days", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("verdict", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("totalled_by", sa.Uuid(), nullable=False),
        sa.Column("totalled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_hash", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_by", sa.Uuid(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_monthly_sheet_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_monthly_sheet")),
    )
    op.create_index("ix_monthly_sheet_region", "monthly_sheet", ["tenant_id", "month", "region_code"], unique=False)
    op.create_index("uq_monthly_sheet_month", "monthly_sheet", ["tenant_id", "posting_id", "month"], unique=True)
    op.create_table(
        "project_introducer",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_project_introducer_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["park_project.tenant_id", "park_project.id"],
            name=op.f("fk_project_introducer_tenant_id_project_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "project_id", "posting_id", name=op.f("pk_project_introducer")),
    )
    op.create_table(
        "revenue_allocation",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.SmallInteger(), nullable=False),
        sa.Column(
            "beneficiary",
            sa.Enum(
                "PARK", "TOWNSHIP", "VILLAGE", name="beneficiary", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("region_code", sa.Text(collation="C"), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("clause", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entry_id"],
            ["revenue_entry.tenant_id", "revenue_entry.id"],
            name=op.f("fk_revenue_allocation_tenant_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_revenue_allocation_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "entry_id", "line", name=op.f("pk_revenue_allocation")),
    )
    op.create_index("ix_revenue_allocation_region", "revenue_allocation", ["tenant_id", "region_code"], unique=False)
    op.create_table(
        "session",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_session_tenant_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "token_digest", name=op.f("pk_session")),
    )
    op.create_index("ix_session_account", "session", ["tenant_id", "account_id"], unique=False)
    op.create_table(
        "stipend_line",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PAYABLE", "ON_HOLD", "NOT_ENTITLED", name="state", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("clause", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "batch_id"],
            ["stipend_batch.tenant_id", "stipend_batch.id"],
            name=op.f("fk_stipend_line_tenant_id_batch_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_stipend_line_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "batch_id", "posting_id", "month", name=op.f("pk_stipend_line")),
        sa.UniqueConstraint(
            "tenant_id", "posting_id", "month", name=op.f("uq_stipend_line_tenant_id_posting_id_month")
        ),
    )
    op.create_table(
        "work_log",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("companions", sa.Text(), nullable=True),
        sa.Column("households_visited", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("help_given", sa.Text(), nullable=True),
        sa.Column("problems_heard", sa.Text(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_work_log_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "posting_id", "day", name=op.f("pk_work_log")),
        postgresql_partition_by="RANGE (day)",
    )
    op.create_table(
        "evidence_link",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("record_type", sa.Text(), nullable=False),
        sa.Column("record_key", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "evidence_id"],
            ["evidence.tenant_id", "evidence.id"],
            name=op.f("fk_evidence_link_tenant_id_evidence_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "record_type", "record_key", "evidence_id", name=op.f("pk_evidence_link")),
    )
    op.create_index("ix_evidence_link_evidence", "evidence_link", ["tenant_id", "evidence_id"], unique=False)
    op.create_table(
        "roster_import",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("file_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "QUEUED",
                "RUNNING",
                "SUCCEEDED",
                "FAILED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("row_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("problem_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "problems", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'::jsonb"), nullable=False
        ),
        sa.Column("created_cadres", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_units", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_postings", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "evidence_id"],
            ["evidence.tenant_id", "evidence.id"],
            name=op.f("fk_roster_import_tenant_id_evidence_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_roster_import")),
    )
    op.create_index(
        "uq_roster_import_once",
        "roster_import",
        ["tenant_id", "file_sha256"],
        unique=True,
        postgresql_where=sa.text("state = 'SUCCEEDED' AND NOT dry_run"),
    )
    protect_tables()
    create_partition_maker(op)
    create_job_queue()


def downgrade() -> None:
    op.execute("DROP SCHEMA public CASCADE")
    op.execute("CREATE SCHEMA public")
