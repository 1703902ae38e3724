"""How long traces are kept, and finding fast what is asked often."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


RULE_KINDS = (
    "kind IN ('DUTY', 'ACTIVITY', 'REGISTER', 'REPORT', 'SCALE', 'TARGETS', 'TERM', 'POSTS', 'TAG', 'WORDING', "
    "'PRESENCE', 'CHECK_IN', 'LEAVE', 'INSPECTION', 'EVENTS', 'SIGNALS', 'DECISION', 'WAIVED')"
)
KEPT = "subject IN ('AUDIT', 'DEVICE_USE', 'IDEMPOTENCY_KEYS', 'LOG_PRINTS', 'PHOTO_PRINTS', 'POSITIONS', 'SESSIONS')"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index(
        "ix_attendance_day_day", "attendance_day", ["tenant_id", "day"], unique=False, postgresql_using="brin"
    )
    op.add_column("backfill_request", sa.Column("place", sa.Text(), nullable=True))
    op.add_column("backfill_request", sa.Column("latitude", sa.Double(), nullable=True))
    op.add_column("backfill_request", sa.Column("longitude", sa.Double(), nullable=True))
    op.add_column("backfill_request", sa.Column("accuracy_m", sa.Double(), nullable=True))
    op.add_column("backfill_request", sa.Column("distance_m", sa.Integer(), nullable=True))
    op.create_index(
        "ix_duty_occurrence_matter",
        "duty_occurrence",
        ["tenant_id", "matter", "region_code", "period_start"],
        unique=False,
    )
    op.add_column("evidence", sa.Column("declared_sha256", sa.LargeBinary(), nullable=True))
    op.create_index(
        "ix_inspection_finding_inspection",
        "inspection_finding",
        ["tenant_id", "inspection_id", "region_code", "id"],
        unique=False,
    )
    op.create_index("ix_log_print_day", "log_print", ["tenant_id", "day"], unique=False)
    op.add_column(
        "monthly_sheet", sa.Column("facts", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True)
    )
    op.add_column("monthly_sheet", sa.Column("positions_removed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_monthly_sheet_positions",
        "monthly_sheet",
        ["tenant_id", "month"],
        unique=False,
        postgresql_where=sa.text(
            "state = 'VERIFIED' AND (positions_removed_at IS NULL OR positions_removed_at < verified_at)"
        ),
    )
    op.create_index("ix_photo_use_day", "photo_use", ["tenant_id", "day"], unique=False)
    op.create_index("ix_photo_use_posting", "photo_use", ["tenant_id", "posting_id", "day"], unique=False)
    op.create_index("ix_photo_use_record", "photo_use", ["tenant_id", "record_type", "record_key"], unique=False)
    op.add_column(
        "sheet_reopening", sa.Column("facts", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True)
    )

    op.drop_constraint(op.f("ck_rule_in_force_kind"), "rule_in_force", type_="check")
    op.create_check_constraint(op.f("ck_rule_in_force_kind"), "rule_in_force", sa.text(RULE_KINDS))
    op.drop_constraint(op.f("ck_retention_rule_subject"), "retention_rule", type_="check")
    op.create_check_constraint(op.f("ck_retention_rule_subject"), "retention_rule", sa.text(KEPT))


def downgrade() -> None:
    op.drop_column("sheet_reopening", "facts")
    op.drop_index("ix_photo_use_record", table_name="photo_use")
    op.drop_index("ix_photo_use_posting", table_name="photo_use")
    op.drop_index("ix_photo_use_day", table_name="photo_use")
    op.drop_index(
        "ix_monthly_sheet_positions",
        table_name="monthly_sheet",
        postgresql_where=sa.text(
            "state = 'VERIFIED' AND (positions_removed_at IS NULL OR positions_removed_at < verified_at)"
        ),
    )
    op.drop_column("monthly_sheet", "positions_removed_at")
    op.drop_column("monthly_sheet", "facts")
    op.drop_index("ix_log_print_day", table_name="log_print")
    op.drop_index("ix_inspection_finding_inspection", table_name="inspection_finding")
    op.drop_column("evidence", "declared_sha256")
    op.drop_index("ix_duty_occurrence_matter", table_name="duty_occurrence")
    op.drop_column("backfill_request", "distance_m")
    op.drop_column("backfill_request", "accuracy_m")
    op.drop_column("backfill_request", "longitude")
    op.drop_column("backfill_request", "latitude")
    op.drop_column("backfill_request", "place")
    op.drop_index("ix_attendance_day_day", table_name="attendance_day", postgresql_using="brin")
