"""Presence: leave, claims, signals and leads, events, calendars, and looking whether people are there."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from xuanpai_core.db.rls import protect

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


RULE_KINDS = (
    "kind IN ('DUTY', 'ACTIVITY', 'REGISTER', 'REPORT', 'SCALE', 'TARGETS', 'TERM', 'POSTS', 'TAG', 'WORDING', "
    "'PRESENCE', 'CHECK_IN', 'LEAVE', 'INSPECTION', 'DECISION', 'WAIVED')"
)
TABLES = ("lead",)
# The application may only add to these.
APPEND_ONLY = ()


def protect_tables() -> None:
    """Force row-level security on every new table, and grant the application what it needs, never more."""
    for table in TABLES:
        protect(op, table, verbs="SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "lead",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "PRESENCE_DOUBT",
                "SIGNATURE_CONTRADICTED",
                "NOWHERE_SEEN",
                "VIOLATION_FOUND",
                "LEAVE_LIMIT",
                "FIGURES_DIFFER",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "OPEN", "CONFIRMED", "DISMISSED", name="state", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column("responsible_id", sa.Uuid(), nullable=True),
        sa.Column(
            "violation",
            sa.Enum(
                "IN_NAME_ONLY",
                "COMMUTING",
                "BETWEEN_TWO_PLACES",
                "NOWHERE",
                name="violation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_key", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("clauses", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(state = 'OPEN') = (decided_at IS NULL)", name=op.f("ck_lead_decided_at_known")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"], ["posting.tenant_id", "posting.id"], name=op.f("fk_lead_tenant_id_posting_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_lead_tenant_id_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "responsible_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_lead_tenant_id_responsible_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_lead")),
        sa.UniqueConstraint("tenant_id", "kind", "subject_key", name="uq_lead_subject"),
    )
    op.create_index("ix_lead_place", "lead", ["tenant_id", "state", "region_code", "raised_at"], unique=False)
    op.create_index("ix_lead_posting", "lead", ["tenant_id", "posting_id"], unique=False)
    protect_tables()

    op.drop_constraint(op.f("ck_rule_in_force_kind"), "rule_in_force", type_="check")
    op.create_check_constraint(op.f("ck_rule_in_force_kind"), "rule_in_force", sa.text(RULE_KINDS))


def downgrade() -> None:
    op.drop_index("ix_lead_posting", table_name="lead")
    op.drop_index("ix_lead_place", table_name="lead")
    op.drop_table("lead")
