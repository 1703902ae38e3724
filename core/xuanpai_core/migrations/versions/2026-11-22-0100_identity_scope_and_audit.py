"""Identity, scope and audit: what signing in, policies, approvals and the chained audit trail are kept in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from xuanpai_core.db.rls import protect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


TABLES = (
    "approval_request",
    "delegation",
    "policy_override",
    "policy_version",
)
# The application may only add to these.
APPEND_ONLY = ()


def protect_tables() -> None:
    """Force row-level security on every new table, and grant the application what it needs, never more."""
    for table in TABLES:
        protect(op, table, verbs="SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "policy_override",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column(
            "effect",
            sa.Enum("ALLOW", "DENY", name="effect", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_policy_override")),
        sa.UniqueConstraint("tenant_id", "role", "action", name=op.f("uq_policy_override_tenant_id_role_action")),
    )
    op.create_table(
        "policy_version",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_policy_version")),
    )
    op.create_table(
        "delegation",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("actions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("delegated_by", sa.Uuid(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_delegation_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_delegation_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_delegation")),
    )
    op.create_index("ix_delegation_region", "delegation", ["tenant_id", "region_code"], unique=False)
    op.create_table(
        "approval_request",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=True),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PENDING",
                "APPROVED",
                "REJECTED",
                "WITHDRAWN",
                "EXPIRED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("outcome", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(state = 'PENDING') = (decided_at IS NULL)", name=op.f("ck_approval_request_decided_once")),
        sa.CheckConstraint(
            "decided_by IS NULL OR state = 'WITHDRAWN' OR decided_by <> requested_by",
            name=op.f("ck_approval_request_two_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "decided_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_approval_request_tenant_id_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "requested_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_approval_request_tenant_id_requested_by"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_approval_request")),
    )
    op.create_index("ix_approval_request_state", "approval_request", ["tenant_id", "state", "created_at"], unique=False)
    op.add_column("appointment", sa.Column("acting_for", sa.Uuid(), nullable=True))
    op.add_column("appointment", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("appointment", sa.Column("granted_by", sa.Uuid(), nullable=True))
    op.add_column("appointment", sa.Column("ended_by", sa.Uuid(), nullable=True))
    op.add_column("appointment", sa.Column("ended_reason", sa.Text(), nullable=True))
    op.create_foreign_key(
        op.f("fk_appointment_tenant_id_acting_for"),
        "appointment",
        "account",
        ["tenant_id", "acting_for"],
        ["tenant_id", "id"],
    )
    op.add_column(
        "audit_event", sa.Column("before", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True)
    )
    op.add_column(
        "audit_event", sa.Column("after", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True)
    )
    op.add_column("audit_event", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("session", sa.Column("stepped_up_at", sa.DateTime(timezone=True), nullable=True))
    protect_tables()


def downgrade() -> None:
    op.drop_column("session", "stepped_up_at")
    op.drop_column("audit_event", "reason")
    op.drop_column("audit_event", "after")
    op.drop_column("audit_event", "before")
    op.drop_constraint(op.f("fk_appointment_tenant_id_acting_for"), "appointment", type_="foreignkey")
    op.drop_column("appointment", "ended_reason")
    op.drop_column("appointment", "ended_by")
    op.drop_column("appointment", "granted_by")
    op.drop_column("appointment", "reason")
    op.drop_column("appointment", "acting_for")
    op.drop_index("ix_approval_request_state", table_name="approval_request")
    op.drop_table("approval_request")
    op.drop_index("ix_delegation_region", table_name="delegation")
    op.drop_table("delegation")
    op.drop_table("policy_version")
    op.drop_table("policy_override")
