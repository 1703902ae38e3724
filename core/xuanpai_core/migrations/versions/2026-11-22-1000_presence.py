"""Presence: leave, claims, signals and leads, events, calendars, and looking whether people are there."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from xuanpai_core.db.rls import protect

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


DAY_STATUSES = "status IN ('ON_DUTY', 'OFFICIAL_TRIP', 'LEAVE', 'ABSENT', 'UNRECORDED')"
AFTERNOON_STATUSES = "afternoon IN ('ON_DUTY', 'OFFICIAL_TRIP', 'LEAVE', 'ABSENT', 'UNRECORDED')"
RULE_KINDS = (
    "kind IN ('DUTY', 'ACTIVITY', 'REGISTER', 'REPORT', 'SCALE', 'TARGETS', 'TERM', 'POSTS', 'TAG', 'WORDING', "
    "'PRESENCE', 'CHECK_IN', 'LEAVE', 'INSPECTION', 'DECISION', 'WAIVED')"
)
TABLES = (
    "attendance_conflict",
    "backfill_request",
    "calendar_day",
    "calendar_year",
    "device_use",
    "event_attendance",
    "fence",
    "inspection_check",
    "inspection_draw",
    "inspection_drawn",
    "inspection_rectification",
    "lead",
    "leave_extension",
    "leave_request",
    "leave_step",
    "log_print",
    "must_attend_event",
    "overnight",
    "photo_facts",
    "photo_print",
    "photo_use",
    "presence_signal",
    "sheet_document",
    "sheet_reopening",
    "sheet_signature",
    "signal_sweep",
    "work_log_item",
    "work_log_template",
)
# The application may only add to these.
APPEND_ONLY = (
    "sheet_reopening",
    "sheet_signature",
)


def protect_tables() -> None:
    """Force row-level security on every new table, and grant the application what it needs, never more."""
    for table in TABLES:
        protect(op, table, verbs="SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "calendar_year",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("imported_by", sa.Uuid(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("year BETWEEN 1949 AND 2199", name=op.f("ck_calendar_year_year_range")),
        sa.PrimaryKeyConstraint("tenant_id", "year", name=op.f("pk_calendar_year")),
    )
    op.create_table(
        "photo_print",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("phash", sa.BigInteger(), nullable=True),
        sa.Column(
            "band_0", sa.Integer(), sa.Computed("((phash >> 48) & 65535)::integer", persisted=True), nullable=True
        ),
        sa.Column(
            "band_1", sa.Integer(), sa.Computed("((phash >> 32) & 65535)::integer", persisted=True), nullable=True
        ),
        sa.Column(
            "band_2", sa.Integer(), sa.Computed("((phash >> 16) & 65535)::integer", persisted=True), nullable=True
        ),
        sa.Column(
            "band_3", sa.Integer(), sa.Computed("((phash >> 0) & 65535)::integer", persisted=True), nullable=True
        ),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "evidence_id", name=op.f("pk_photo_print")),
    )
    op.create_index(
        "ix_photo_print_band_0",
        "photo_print",
        ["tenant_id", "band_0"],
        unique=False,
        postgresql_include=["phash", "evidence_id"],
    )
    op.create_index(
        "ix_photo_print_band_1",
        "photo_print",
        ["tenant_id", "band_1"],
        unique=False,
        postgresql_include=["phash", "evidence_id"],
    )
    op.create_index(
        "ix_photo_print_band_2",
        "photo_print",
        ["tenant_id", "band_2"],
        unique=False,
        postgresql_include=["phash", "evidence_id"],
    )
    op.create_index(
        "ix_photo_print_band_3",
        "photo_print",
        ["tenant_id", "band_3"],
        unique=False,
        postgresql_include=["phash", "evidence_id"],
    )
    op.create_table(
        "signal_sweep",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("swept_to", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "source", name=op.f("pk_signal_sweep")),
    )
    op.create_table(
        "calendar_day",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("HOLIDAY", "WORKDAY_SHIFT", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("year = EXTRACT(year FROM day)", name=op.f("ck_calendar_day_of_its_year")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "year"],
            ["calendar_year.tenant_id", "calendar_year.year"],
            name=op.f("fk_calendar_day_tenant_id_year"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "attendance_conflict",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("WHOLE", "MORNING", "AFTERNOON", name="part", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "ON_DUTY",
                "OFFICIAL_TRIP",
                "LEAVE",
                "ABSENT",
                "UNRECORDED",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "claimed",
            sa.Enum(
                "ON_DUTY",
                "OFFICIAL_TRIP",
                "LEAVE",
                "ABSENT",
                "UNRECORDED",
                name="claimed",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("leave_id", sa.Uuid(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("OPEN", "DECIDED", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "PRESENCE", "LEAVE", "ABSENCE", name="decision", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(state = 'OPEN') = (decided_at IS NULL)", name=op.f("ck_attendance_conflict_decided_at_known")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_attendance_conflict_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_attendance_conflict_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_attendance_conflict")),
    )
    op.create_index(
        "ix_attendance_conflict_place",
        "attendance_conflict",
        ["tenant_id", "state", "region_code", "day"],
        unique=False,
    )
    op.create_index(
        "uq_attendance_conflict",
        "attendance_conflict",
        ["tenant_id", "posting_id", "day", "part", "leave_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "backfill_request",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("WHOLE", "MORNING", "AFTERNOON", name="part", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "SUBMITTED",
                "APPROVED",
                "REJECTED",
                "WITHDRAWN",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "entries", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'::jsonb"), nullable=False
        ),
        sa.Column("submitted_by", sa.Uuid(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(state = 'SUBMITTED') = (decided_at IS NULL)", name=op.f("ck_backfill_request_decided_at_known")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_backfill_request_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_backfill_request_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_backfill_request")),
    )
    op.create_index(
        "ix_backfill_request_place", "backfill_request", ["tenant_id", "state", "region_code", "day"], unique=False
    )
    op.create_index("ix_backfill_request_posting", "backfill_request", ["tenant_id", "posting_id", "day"], unique=False)
    op.create_index(
        "uq_backfill_request_afternoon",
        "backfill_request",
        ["tenant_id", "posting_id", "day"],
        unique=True,
        postgresql_where=sa.text("state = 'SUBMITTED' AND part <> 'MORNING'"),
    )
    op.create_index(
        "uq_backfill_request_morning",
        "backfill_request",
        ["tenant_id", "posting_id", "day"],
        unique=True,
        postgresql_where=sa.text("state = 'SUBMITTED' AND part <> 'AFTERNOON'"),
    )
    op.create_table(
        "device_use",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"], ["cadre.tenant_id", "cadre.id"], name=op.f("fk_device_use_tenant_id_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_device_use_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "month", "device", "posting_id", name=op.f("pk_device_use")),
    )
    op.create_table(
        "fence",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("RADIUS", "POLYGON", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("radius_m", sa.Integer(), nullable=True),
        sa.Column("vertices", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column(
            "season_months",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'::jsonb"),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN kind = 'RADIUS' THEN num_nulls(latitude, longitude, radius_m) = 0 AND vertices IS NULL ELSE num_nonnulls(latitude, longitude, radius_m) = 0 AND vertices IS NOT NULL END",
            name=op.f("ck_fence_shape"),
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_fence_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"], ["posting.tenant_id", "posting.id"], name=op.f("fk_fence_tenant_id_posting_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_fence_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_fence")),
    )
    op.create_index("ix_fence_place", "fence", ["tenant_id", "region_code"], unique=False)
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
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("asked_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(state = 'OPEN') = (decided_at IS NULL)", name=op.f("ck_lead_decided_at_known")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "asked_id"], ["account.tenant_id", "account.id"], name=op.f("fk_lead_tenant_id_asked_id")
        ),
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
    op.create_index(
        "ix_lead_asked",
        "lead",
        ["tenant_id", "asked_id"],
        unique=False,
        postgresql_where=sa.text("asked_id IS NOT NULL"),
    )
    op.create_index("ix_lead_place", "lead", ["tenant_id", "state", "region_code", "raised_at"], unique=False)
    op.create_index("ix_lead_posting", "lead", ["tenant_id", "posting_id"], unique=False)
    op.create_table(
        "leave_request",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("sending_unit_id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "PERSONAL",
                "SICK",
                "ANNUAL",
                "FAMILY",
                "COMPENSATORY",
                "OFFICIAL_TRIP",
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
                "SUBMITTED",
                "APPROVED",
                "REJECTED",
                "WITHDRAWN",
                "CANCELLED",
                "CLOSED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("first_slot", sa.BigInteger(), nullable=False),
        sa.Column("after_slot", sa.BigInteger(), nullable=False),
        sa.Column("asked_after_slot", sa.BigInteger(), nullable=False),
        sa.Column("laid_to_slot", sa.BigInteger(), nullable=False),
        sa.Column(
            "slots",
            postgresql.INT8RANGE(),
            sa.Computed("int8range(first_slot, after_slot)", persisted=True),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("waits_at", sa.Text(collation="C"), nullable=True),
        sa.Column("clause", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_back_on", sa.Date(), nullable=True),
        sa.Column("reported_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("tenant_id"), "="),
            (sa.column("posting_id"), "="),
            (sa.column("slots"), "&&"),
            where=sa.text("state IN ('SUBMITTED', 'APPROVED', 'CLOSED')"),
            using="gist",
            name="ex_leave_request_once_a_half_day",
        ),
        sa.CheckConstraint(
            "(kind = 'OFFICIAL_TRIP') = (purpose IS NOT NULL)", name=op.f("ck_leave_request_purpose_of_trip")
        ),
        sa.CheckConstraint("after_slot > first_slot OR state = 'CANCELLED'", name=op.f("ck_leave_request_slots_empty")),
        sa.CheckConstraint("reported_back_on IS NULL OR state = 'CLOSED'", name=op.f("ck_leave_request_return_closes")),
        sa.CheckConstraint(
            "after_slot >= first_slot AND asked_after_slot > first_slot", name=op.f("ck_leave_request_slots_order")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"], ["cadre.tenant_id", "cadre.id"], name=op.f("fk_leave_request_tenant_id_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_leave_request_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_leave_request_tenant_id_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sending_unit_id"],
            ["org_unit.tenant_id", "org_unit.id"],
            name=op.f("fk_leave_request_tenant_id_sending_unit_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_leave_request")),
    )
    op.create_index("ix_leave_request_cadre", "leave_request", ["tenant_id", "cadre_id"], unique=False)
    op.create_index("ix_leave_request_place", "leave_request", ["tenant_id", "region_code", "first_slot"], unique=False)
    op.create_index(
        "ix_leave_request_posting", "leave_request", ["tenant_id", "posting_id", "first_slot"], unique=False
    )
    op.create_index(
        "ix_leave_request_running",
        "leave_request",
        ["tenant_id", "after_slot"],
        unique=False,
        postgresql_where=sa.text("state = 'APPROVED'"),
    )
    op.create_index("ix_leave_request_unit", "leave_request", ["tenant_id", "sending_unit_id"], unique=False)
    op.create_index(
        "ix_leave_request_waiting",
        "leave_request",
        ["tenant_id", "waits_at"],
        unique=False,
        postgresql_where=sa.text("waits_at IS NOT NULL"),
    )
    op.create_table(
        "log_print",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letters_hash", sa.BigInteger(), nullable=False),
        sa.Column("band_0", sa.BigInteger(), nullable=False),
        sa.Column("band_1", sa.BigInteger(), nullable=False),
        sa.Column("band_2", sa.BigInteger(), nullable=False),
        sa.Column("band_3", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_log_print_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "posting_id", "day", name=op.f("pk_log_print")),
    )
    op.create_index("ix_log_print_band_0", "log_print", ["tenant_id", "band_0", "day"], unique=False)
    op.create_index("ix_log_print_band_1", "log_print", ["tenant_id", "band_1", "day"], unique=False)
    op.create_index("ix_log_print_band_2", "log_print", ["tenant_id", "band_2", "day"], unique=False)
    op.create_index("ix_log_print_band_3", "log_print", ["tenant_id", "band_3", "day"], unique=False)
    op.create_index("ix_log_print_text", "log_print", ["tenant_id", "letters_hash", "day"], unique=False)
    op.create_table(
        "must_attend_event",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "IMPORTANT_MEETING",
                "KEY_TASK",
                "HARD_PROBLEM",
                "MAJOR_DISPUTE",
                "EMERGENCY",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("announced_by", sa.Uuid(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdraw_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdraw_reason IS NULL)",
            name=op.f("ck_must_attend_event_withdrawn_for_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "announced_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_must_attend_event_tenant_id_announced_by"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_must_attend_event_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_must_attend_event")),
    )
    op.create_index(
        "ix_must_attend_event_place", "must_attend_event", ["tenant_id", "region_code", "day"], unique=False
    )
    op.create_table(
        "overnight",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("CHECK_IN", "REGISTERED", name="source", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("spent", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("check_in_id", sa.Uuid(), nullable=True),
        sa.Column("noted_by", sa.Uuid(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_overnight_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "posting_id", "night", name=op.f("pk_overnight")),
    )
    op.create_table(
        "photo_use",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column(
            "record_type",
            sa.Enum(
                "check_in",
                "work_log",
                "device",
                name="record_type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("record_key", sa.Text(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("compared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_photo_use_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "evidence_id", "record_type", "record_key", name=op.f("pk_photo_use")),
    )
    op.create_index(
        "ix_photo_use_waiting",
        "photo_use",
        ["tenant_id", "evidence_id"],
        unique=False,
        postgresql_where=sa.text("compared_at IS NULL"),
    )
    op.create_table(
        "sheet_document",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column(
            "format",
            sa.Enum("PDF", "XLSX", name="format", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "QUEUED",
                "RUNNING",
                "READY",
                "FAILED",
                "EXPIRED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=True),
        sa.Column("extent", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("object_key", sa.Text(), nullable=True),
        sa.Column("version_id", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_sheet_document_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "requested_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_sheet_document_tenant_id_requested_by"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sheet_document")),
    )
    op.create_index(
        "ix_sheet_document_requester", "sheet_document", ["tenant_id", "requested_by", "created_at"], unique=False
    )
    op.create_index("ix_sheet_document_state", "sheet_document", ["tenant_id", "state", "expires_at"], unique=False)
    op.create_table(
        "work_log_item",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("OPEN", "DONE", "DROPPED", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(state = 'OPEN') = (outcome IS NULL)", name=op.f("ck_work_log_item_outcome_known")),
        sa.CheckConstraint("(state = 'OPEN') = (settled_on IS NULL)", name=op.f("ck_work_log_item_settled_on_known")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_work_log_item_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_work_log_item")),
    )
    op.create_index("ix_work_log_item_opened", "work_log_item", ["tenant_id", "posting_id", "opened_on"], unique=False)
    op.create_index(
        "ix_work_log_item_settled", "work_log_item", ["tenant_id", "posting_id", "settled_on"], unique=False
    )
    op.create_table(
        "work_log_template",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_work_log_template_tenant_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_work_log_template_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_work_log_template")),
    )
    op.create_index("ix_work_log_template_place", "work_log_template", ["tenant_id", "region_code"], unique=False)
    op.create_table(
        "event_attendance",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PRESENT", "ON_LEAVE", "ABSENT", name="state", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "event_id"],
            ["must_attend_event.tenant_id", "must_attend_event.id"],
            name=op.f("fk_event_attendance_tenant_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_event_attendance_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_event_attendance_tenant_id_recorded_by"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "event_id", "posting_id", name=op.f("pk_event_attendance")),
    )
    op.create_index("ix_event_attendance_posting", "event_attendance", ["tenant_id", "posting_id"], unique=False)
    op.create_table(
        "inspection_check",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column(
            "item",
            sa.Enum(
                "ON_POST",
                "LOGS",
                "REPORTS",
                "ARCHIVES",
                name="item",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "inspection_id"],
            ["inspection.tenant_id", "inspection.id"],
            name=op.f("fk_inspection_check_tenant_id_inspection_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "inspection_id", "item", name=op.f("pk_inspection_check")),
    )
    op.create_table(
        "inspection_draw",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "CADRES", "VILLAGES", "HOUSEHOLDS", name="kind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("reckoned_on", sa.Date(), nullable=False),
        sa.Column("percent", sa.Numeric(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("population", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("route", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("route_names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("algorithm", sa.Text(collation="C"), nullable=False),
        sa.Column("seed", sa.Text(collation="C"), nullable=False),
        sa.Column("seed_given", sa.Boolean(), nullable=False),
        sa.Column("drawn_by", sa.Uuid(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("size >= 1", name=op.f("ck_inspection_draw_size_counts")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "drawn_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_inspection_draw_tenant_id_drawn_by"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "inspection_id"],
            ["inspection.tenant_id", "inspection.id"],
            name=op.f("fk_inspection_draw_tenant_id_inspection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_inspection_draw_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_inspection_draw")),
    )
    op.create_index(
        "uq_inspection_draw_once", "inspection_draw", ["tenant_id", "inspection_id", "kind", "region_code"], unique=True
    )
    op.create_table(
        "leave_extension",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("leave_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "SUBMITTED",
                "APPROVED",
                "REJECTED",
                "WITHDRAWN",
                "CANCELLED",
                "CLOSED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("from_slot", sa.BigInteger(), nullable=False),
        sa.Column("after_slot", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("clause", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('SUBMITTED', 'APPROVED', 'REJECTED', 'WITHDRAWN')",
            name=op.f("ck_leave_extension_state_of_extension"),
        ),
        sa.CheckConstraint("after_slot > from_slot", name=op.f("ck_leave_extension_slots_order")),
        sa.CheckConstraint("round > 0", name=op.f("ck_leave_extension_round_of_extension")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "leave_id"],
            ["leave_request.tenant_id", "leave_request.id"],
            name=op.f("fk_leave_extension_tenant_id_leave_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "leave_id", "round", name=op.f("pk_leave_extension")),
    )
    op.create_table(
        "leave_step",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("leave_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("APPROVED", "REJECTED", name="outcome", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_leave_step_decided_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "leave_id"],
            ["leave_request.tenant_id", "leave_request.id"],
            name=op.f("fk_leave_step_tenant_id_leave_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_leave_step_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "leave_id", "round", "number", name=op.f("pk_leave_step")),
    )
    op.create_index(
        "uq_leave_step_person",
        "leave_step",
        ["tenant_id", "leave_id", "round", "decided_by"],
        unique=True,
        postgresql_where=sa.text("decided_by IS NOT NULL"),
    )
    op.create_table(
        "photo_facts",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_offset_minutes", sa.SmallInteger(), nullable=True),
        sa.Column("gps_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("make", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("software", sa.Text(), nullable=True),
        sa.Column("orientation", sa.SmallInteger(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "evidence_id"],
            ["evidence.tenant_id", "evidence.id"],
            name=op.f("fk_photo_facts_tenant_id_evidence_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "evidence_id", name=op.f("pk_photo_facts")),
    )
    op.create_table(
        "presence_signal",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "MOCK_LOCATION",
                "IMPOSSIBLE_TRAVEL",
                "CLOCK_OFF",
                "FAR_AWAY",
                "DEVICE_SHARED",
                "PHOTO_SEEN_BEFORE",
                "PHOTO_LOOKS_ALIKE",
                "PHOTO_TIME",
                "PHOTO_PLACE",
                "TEXT_COPIED",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "subject_type",
            sa.Enum(
                "check_in",
                "work_log",
                "device",
                name="subject_type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_key", sa.Text(), nullable=False),
        sa.Column("other_posting_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_presence_signal_answered_at_known")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"],
            ["cadre.tenant_id", "cadre.id"],
            name=op.f("fk_presence_signal_tenant_id_cadre_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "lead_id"], ["lead.tenant_id", "lead.id"], name=op.f("fk_presence_signal_tenant_id_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "other_posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_presence_signal_tenant_id_other_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_presence_signal_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_presence_signal_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_presence_signal")),
        sa.UniqueConstraint("tenant_id", "kind", "subject_key", name="uq_presence_signal_subject"),
    )
    op.create_index("ix_presence_signal_cadre", "presence_signal", ["tenant_id", "cadre_id", "day"], unique=False)
    op.create_index(
        "ix_presence_signal_lead",
        "presence_signal",
        ["tenant_id", "lead_id"],
        unique=False,
        postgresql_where=sa.text("lead_id IS NOT NULL"),
    )
    op.create_index("ix_presence_signal_place", "presence_signal", ["tenant_id", "region_code", "day"], unique=False)
    op.create_index("ix_presence_signal_posting", "presence_signal", ["tenant_id", "posting_id", "day"], unique=False)
    op.create_table(
        "sheet_reopening",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reopened_by", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=False),
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
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("days", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("verdict", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("signature_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "reopened_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_sheet_reopening_tenant_id_reopened_by"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sheet_id"],
            ["monthly_sheet.tenant_id", "monthly_sheet.id"],
            name=op.f("fk_sheet_reopening_tenant_id_sheet_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sheet_reopening")),
    )
    op.create_index("ix_sheet_reopening_sheet", "sheet_reopening", ["tenant_id", "sheet_id"], unique=False)
    op.create_table(
        "sheet_signature",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("acting_for", sa.Uuid(), nullable=True),
        sa.Column("acting_for_name", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "acting_for"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_sheet_signature_tenant_id_acting_for"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "appointment_id"],
            ["appointment.tenant_id", "appointment.id"],
            name=op.f("fk_sheet_signature_tenant_id_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sheet_id"],
            ["monthly_sheet.tenant_id", "monthly_sheet.id"],
            name=op.f("fk_sheet_signature_tenant_id_sheet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "signed_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_sheet_signature_tenant_id_signed_by"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sheet_signature")),
    )
    op.create_index("ix_sheet_signature_sheet", "sheet_signature", ["tenant_id", "sheet_id"], unique=False)
    op.create_table(
        "inspection_drawn",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("draw_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column("region_code", sa.Text(collation="C"), nullable=True),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_inspection_drawn_rank_counts")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "draw_id"],
            ["inspection_draw.tenant_id", "inspection_draw.id"],
            name=op.f("fk_inspection_drawn_tenant_id_draw_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_inspection_drawn_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_inspection_drawn_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "draw_id", "rank", name=op.f("pk_inspection_drawn")),
    )
    op.create_table(
        "inspection_rectification",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "DEMANDED",
                "REPORTED",
                "ACCEPTED",
                "RETURNED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("reported_by", sa.Uuid(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(report IS NULL) = (reported_by IS NULL)", name=op.f("ck_inspection_rectification_reported_by_someone")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "finding_id"],
            ["inspection_finding.tenant_id", "inspection_finding.id"],
            name=op.f("fk_inspection_rectification_tenant_id_finding_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_inspection_rectification")),
    )
    op.create_index(
        "ix_inspection_rectification_due", "inspection_rectification", ["tenant_id", "state", "due_on"], unique=False
    )
    op.create_index(
        "uq_inspection_rectification_finding", "inspection_rectification", ["tenant_id", "finding_id"], unique=True
    )
    op.add_column("attendance_day", sa.Column("leave_id", sa.Uuid(), nullable=True))
    op.add_column(
        "attendance_day",
        sa.Column(
            "afternoon",
            sa.Enum(
                "ON_DUTY",
                "OFFICIAL_TRIP",
                "LEAVE",
                "ABSENT",
                "UNRECORDED",
                name="attendancestatus",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
    )
    op.add_column("attendance_day", sa.Column("afternoon_leave_id", sa.Uuid(), nullable=True))
    op.add_column(
        "attendance_day", sa.Column("registered", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("attendance_day", sa.Column("late", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("check_in", sa.Column("distance_m", sa.Integer(), nullable=True))
    op.create_index(
        "ix_check_in_received", "check_in", ["tenant_id", "received_at"], unique=False, postgresql_using="brin"
    )
    op.add_column("evidence", sa.Column("multipart_id", sa.Text(), nullable=True))
    op.add_column("evidence", sa.Column("part_size", sa.Integer(), nullable=True))
    op.add_column("evidence", sa.Column("requested_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("evidence", sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("evidence", sa.Column("thumbnail_key", sa.Text(), nullable=True))
    op.add_column("evidence", sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("evidence", sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("evidence", sa.Column("held_by", sa.Uuid(), nullable=True))
    op.add_column("evidence", sa.Column("hold_reason", sa.Text(), nullable=True))
    op.add_column("evidence", sa.Column("missing_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_evidence_unfinished",
        "evidence",
        ["tenant_id", "id"],
        unique=False,
        postgresql_where=sa.text(
            "state = 'READY' AND (locked_until IS NULL OR kind = 'PHOTO' AND thumbnail_key IS NULL)"
        ),
    )
    op.add_column("inspection", sa.Column("checklist", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column(
        "inspection_finding",
        sa.Column(
            "at_end",
            sa.Enum("VILLAGE", "UNIT", name="at_end", native_enum=False, create_constraint=True, length=32),
            server_default=sa.text("'VILLAGE'"),
            nullable=False,
        ),
    )
    op.add_column(
        "inspection_finding",
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
    )
    op.add_column("inspection_finding", sa.Column("nights_away", sa.SmallInteger(), nullable=True))
    op.add_column(
        "inspection_finding",
        sa.Column(
            "households", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'::jsonb"), nullable=False
        ),
    )
    op.drop_index(
        op.f("uq_inspection_finding_posting"),
        table_name="inspection_finding",
        postgresql_where="(posting_id IS NOT NULL)",
    )
    op.create_index(
        "ix_inspection_finding_day", "inspection_finding", ["tenant_id", "posting_id", "found_on"], unique=False
    )
    op.create_index(
        "uq_inspection_finding_posting_end",
        "inspection_finding",
        ["tenant_id", "inspection_id", "posting_id", "at_end"],
        unique=True,
        postgresql_where=sa.text("posting_id IS NOT NULL"),
    )
    op.add_column(
        "monthly_attendance", sa.Column("half_day", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("monthly_sheet", sa.Column("half_day", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("monthly_sheet", sa.Column("signature_id", sa.Uuid(), nullable=True))
    op.add_column("monthly_sheet", sa.Column("verified_by", sa.Uuid(), nullable=True))
    op.add_column("monthly_sheet", sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "monthly_sheet", sa.Column("reopenings", sa.SmallInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "sheet_override", sa.Column("reopenings", sa.SmallInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.create_index(
        "ix_work_log_updated", "work_log", ["tenant_id", "updated_at"], unique=False, postgresql_using="brin"
    )
    protect_tables()

    op.drop_constraint(op.f("ck_rule_in_force_kind"), "rule_in_force", type_="check")
    op.create_check_constraint(op.f("ck_rule_in_force_kind"), "rule_in_force", sa.text(RULE_KINDS))
    op.drop_constraint(op.f("ck_attendance_day_status"), "attendance_day", type_="check")
    op.create_check_constraint(op.f("ck_attendance_day_status"), "attendance_day", sa.text(DAY_STATUSES))
    op.create_check_constraint(op.f("ck_attendance_day_afternoon"), "attendance_day", sa.text(AFTERNOON_STATUSES))


def downgrade() -> None:
    op.drop_index("ix_work_log_updated", table_name="work_log", postgresql_using="brin")
    op.drop_column("sheet_override", "reopenings")
    op.drop_column("monthly_sheet", "reopenings")
    op.drop_column("monthly_sheet", "verified_at")
    op.drop_column("monthly_sheet", "verified_by")
    op.drop_column("monthly_sheet", "signature_id")
    op.drop_column("monthly_sheet", "half_day")
    op.drop_column("monthly_attendance", "half_day")
    op.drop_index(
        "uq_inspection_finding_posting_end",
        table_name="inspection_finding",
        postgresql_where=sa.text("posting_id IS NOT NULL"),
    )
    op.drop_index("ix_inspection_finding_day", table_name="inspection_finding")
    op.create_index(
        op.f("uq_inspection_finding_posting"),
        "inspection_finding",
        ["tenant_id", "inspection_id", "posting_id"],
        unique=True,
        postgresql_where="(posting_id IS NOT NULL)",
    )
    op.drop_column("inspection_finding", "households")
    op.drop_column("inspection_finding", "nights_away")
    op.drop_column("inspection_finding", "violation")
    op.drop_column("inspection_finding", "at_end")
    op.drop_column("inspection", "checklist")
    op.drop_index(
        "ix_evidence_unfinished",
        table_name="evidence",
        postgresql_where=sa.text(
            "state = 'READY' AND (locked_until IS NULL OR kind = 'PHOTO' AND thumbnail_key IS NULL)"
        ),
    )
    op.drop_column("evidence", "missing_since")
    op.drop_column("evidence", "hold_reason")
    op.drop_column("evidence", "held_by")
    op.drop_column("evidence", "held_at")
    op.drop_column("evidence", "locked_until")
    op.drop_column("evidence", "thumbnail_key")
    op.drop_column("evidence", "scanned_at")
    op.drop_column("evidence", "requested_at")
    op.drop_column("evidence", "part_size")
    op.drop_column("evidence", "multipart_id")
    op.drop_index("ix_check_in_received", table_name="check_in", postgresql_using="brin")
    op.drop_column("check_in", "distance_m")
    op.drop_column("attendance_day", "late")
    op.drop_column("attendance_day", "registered")
    op.drop_column("attendance_day", "afternoon_leave_id")
    op.drop_column("attendance_day", "afternoon")
    op.drop_column("attendance_day", "leave_id")
    op.drop_index("uq_inspection_rectification_finding", table_name="inspection_rectification")
    op.drop_index("ix_inspection_rectification_due", table_name="inspection_rectification")
    op.drop_table("inspection_rectification")
    op.drop_table("inspection_drawn")
    op.drop_index("ix_sheet_signature_sheet", table_name="sheet_signature")
    op.drop_table("sheet_signature")
    op.drop_index("ix_sheet_reopening_sheet", table_name="sheet_reopening")
    op.drop_table("sheet_reopening")
    op.drop_index("ix_presence_signal_posting", table_name="presence_signal")
    op.drop_index("ix_presence_signal_place", table_name="presence_signal")
    op.drop_index(
        "ix_presence_signal_lead", table_name="presence_signal", postgresql_where=sa.text("lead_id IS NOT NULL")
    )
    op.drop_index("ix_presence_signal_cadre", table_name="presence_signal")
    op.drop_table("presence_signal")
    op.drop_table("photo_facts")
    op.drop_index("uq_leave_step_person", table_name="leave_step", postgresql_where=sa.text("decided_by IS NOT NULL"))
    op.drop_table("leave_step")
    op.drop_table("leave_extension")
    op.drop_index("uq_inspection_draw_once", table_name="inspection_draw")
    op.drop_table("inspection_draw")
    op.drop_table("inspection_check")
    op.drop_index("ix_event_attendance_posting", table_name="event_attendance")
    op.drop_table("event_attendance")
    op.drop_index("ix_work_log_template_place", table_name="work_log_template")
    op.drop_table("work_log_template")
    op.drop_index("ix_work_log_item_settled", table_name="work_log_item")
    op.drop_index("ix_work_log_item_opened", table_name="work_log_item")
    op.drop_table("work_log_item")
    op.drop_index("ix_sheet_document_state", table_name="sheet_document")
    op.drop_index("ix_sheet_document_requester", table_name="sheet_document")
    op.drop_table("sheet_document")
    op.drop_index("ix_photo_use_waiting", table_name="photo_use", postgresql_where=sa.text("compared_at IS NULL"))
    op.drop_table("photo_use")
    op.drop_table("overnight")
    op.drop_index("ix_must_attend_event_place", table_name="must_attend_event")
    op.drop_table("must_attend_event")
    op.drop_index("ix_log_print_text", table_name="log_print")
    op.drop_index("ix_log_print_band_3", table_name="log_print")
    op.drop_index("ix_log_print_band_2", table_name="log_print")
    op.drop_index("ix_log_print_band_1", table_name="log_print")
    op.drop_index("ix_log_print_band_0", table_name="log_print")
    op.drop_table("log_print")
    op.drop_index(
        "ix_leave_request_waiting", table_name="leave_request", postgresql_where=sa.text("waits_at IS NOT NULL")
    )
    op.drop_index("ix_leave_request_unit", table_name="leave_request")
    op.drop_index(
        "ix_leave_request_running", table_name="leave_request", postgresql_where=sa.text("state = 'APPROVED'")
    )
    op.drop_index("ix_leave_request_posting", table_name="leave_request")
    op.drop_index("ix_leave_request_place", table_name="leave_request")
    op.drop_index("ix_leave_request_cadre", table_name="leave_request")
    op.drop_table("leave_request")
    op.drop_index("ix_lead_posting", table_name="lead")
    op.drop_index("ix_lead_place", table_name="lead")
    op.drop_index("ix_lead_asked", table_name="lead", postgresql_where=sa.text("asked_id IS NOT NULL"))
    op.drop_table("lead")
    op.drop_index("ix_fence_place", table_name="fence")
    op.drop_table("fence")
    op.drop_table("device_use")
    op.drop_index(
        "uq_backfill_request_morning",
        table_name="backfill_request",
        postgresql_where=sa.text("state = 'SUBMITTED' AND part <> 'AFTERNOON'"),
    )
    op.drop_index(
        "uq_backfill_request_afternoon",
        table_name="backfill_request",
        postgresql_where=sa.text("state = 'SUBMITTED' AND part <> 'MORNING'"),
    )
    op.drop_index("ix_backfill_request_posting", table_name="backfill_request")
    op.drop_index("ix_backfill_request_place", table_name="backfill_request")
    op.drop_table("backfill_request")
    op.drop_index("uq_attendance_conflict", table_name="attendance_conflict", postgresql_nulls_not_distinct=True)
    op.drop_index("ix_attendance_conflict_place", table_name="attendance_conflict")
    op.drop_table("attendance_conflict")
    op.drop_table("calendar_day")
    op.drop_table("signal_sweep")
    op.drop_index("ix_photo_print_band_3", table_name="photo_print", postgresql_include=["phash", "evidence_id"])
    op.drop_index("ix_photo_print_band_2", table_name="photo_print", postgresql_include=["phash", "evidence_id"])
    op.drop_index("ix_photo_print_band_1", table_name="photo_print", postgresql_include=["phash", "evidence_id"])
    op.drop_index("ix_photo_print_band_0", table_name="photo_print", postgresql_include=["phash", "evidence_id"])
    op.drop_table("photo_print")
    op.drop_table("calendar_year")
