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
    "allowance_use",
    "api_token",
    "approval_request",
    "audit_anchor",
    "audit_head",
    "bulletin",
    "bulletin_ground",
    "cadre_export",
    "delegation",
    "external_identity",
    "former_password",
    "inspection",
    "inspection_finding",
    "oidc_provider",
    "policy_override",
    "policy_version",
    "retention_rule",
    "second_factor",
    "sheet_override",
    "sign_in_failure",
    "trusted_device",
)
# The application may only add to these.
APPEND_ONLY = (
    "audit_anchor",
    "sheet_override",
)


def protect_tables() -> None:
    """Force row-level security on every new table, and grant the application what it needs, never more."""
    for table in TABLES:
        protect(op, table, verbs="SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "audit_anchor",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heads", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("object_key", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "day", name=op.f("pk_audit_anchor")),
    )
    op.create_table(
        "audit_head",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("lane", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "lane", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "oidc_provider",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("client_secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_oidc_provider")),
        sa.UniqueConstraint("tenant_id", "issuer", name=op.f("uq_oidc_provider_tenant_id_issuer")),
    )
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
        "sign_in_failure",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("whom", sa.LargeBinary(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "whom", "source", name=op.f("pk_sign_in_failure")),
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
        "allowance_use",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "allowance",
            sa.Enum("SEARCH_MISS", "UNMASK", name="allowance", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("minute", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_allowance_use_tenant_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "account_id", "allowance", "minute", name=op.f("pk_allowance_use")),
    )
    op.create_table(
        "api_token",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_api_token_tenant_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "revoked_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_api_token_tenant_id_revoked_by"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("tenant_id", "secret_digest", name=op.f("uq_api_token_tenant_id_secret_digest")),
    )
    op.create_index("ix_api_token_account", "api_token", ["tenant_id", "account_id"], unique=False)
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
    op.create_table(
        "bulletin",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum("PERSON", "UNIT", "PLACE", name="subject", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column("cadre_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=False),
        sa.Column("drafter_region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(subject = 'PERSON') = (posting_id IS NOT NULL) AND (subject = 'PERSON') = (cadre_id IS NOT NULL) AND (subject = 'PLACE') = (unit_id IS NULL)",
            name=op.f("ck_bulletin_one_subject"),
        ),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by IS NULL)", name=op.f("ck_bulletin_published_by_someone")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"], ["cadre.tenant_id", "cadre.id"], name=op.f("fk_bulletin_tenant_id_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "drafted_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_bulletin_tenant_id_drafted_by"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "drafter_region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_bulletin_tenant_id_drafter_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_bulletin_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_bulletin_tenant_id_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["org_unit.tenant_id", "org_unit.id"], name=op.f("fk_bulletin_tenant_id_unit_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_bulletin")),
    )
    op.create_index("ix_bulletin_cadre", "bulletin", ["tenant_id", "cadre_id"], unique=False)
    op.create_index("ix_bulletin_drafter", "bulletin", ["tenant_id", "drafter_region_code"], unique=False)
    op.create_index("ix_bulletin_place", "bulletin", ["tenant_id", "region_code"], unique=False)
    op.create_index("ix_bulletin_unit", "bulletin", ["tenant_id", "unit_id"], unique=False)
    op.create_table(
        "cadre_export",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("selection", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
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
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("row_limit", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("extent", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("object_key", sa.Text(), nullable=True),
        sa.Column("version_id", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "requested_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_cadre_export_tenant_id_requested_by"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_cadre_export")),
    )
    op.create_index(
        "ix_cadre_export_requester", "cadre_export", ["tenant_id", "requested_by", "created_at"], unique=False
    )
    op.create_index("ix_cadre_export_state", "cadre_export", ["tenant_id", "state", "expires_at"], unique=False)
    op.create_table(
        "external_identity",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("linked_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_external_identity_tenant_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_external_identity")),
        sa.UniqueConstraint(
            "tenant_id", "issuer", "subject", name=op.f("uq_external_identity_tenant_id_issuer_subject")
        ),
    )
    op.create_index("ix_external_identity_account", "external_identity", ["tenant_id", "account_id"], unique=False)
    op.create_table(
        "former_password",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_former_password_tenant_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_former_password")),
    )
    op.create_index("ix_former_password_account", "former_password", ["tenant_id", "account_id"], unique=False)
    op.create_table(
        "inspection",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "UNANNOUNCED",
                "SPOT_CHECK",
                "PHONE_CALL",
                "SUPERVISION_TOUR",
                "RANDOM_SURVEY",
                "RANDOM_HOUSEHOLDS",
                "COMPARATIVE_VISIT",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "PLANNED",
                "CARRIED_OUT",
                "PUBLISHED",
                "CANCELLED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("without_notice", sa.Boolean(), nullable=False),
        sa.Column("without_route", sa.Boolean(), nullable=False),
        sa.Column("straight_to_village", sa.Boolean(), nullable=False),
        sa.Column("random_households", sa.Boolean(), nullable=False),
        sa.Column("planned_by", sa.Uuid(), nullable=False),
        sa.Column("planner_region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("carried_out_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(state = 'PUBLISHED') = (published_at IS NOT NULL)", name=op.f("ck_inspection_published_at_known")
        ),
        sa.CheckConstraint(
            "method <> 'UNANNOUNCED' OR (without_notice AND without_route AND straight_to_village AND random_households)",
            name=op.f("ck_inspection_unannounced_in_all_four_ways"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "planned_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_inspection_tenant_id_planned_by"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "planner_region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_inspection_tenant_id_planner_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_inspection_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_inspection")),
    )
    op.create_index("ix_inspection_place", "inspection", ["tenant_id", "region_code", "planned_on"], unique=False)
    op.create_index(
        "ix_inspection_planner", "inspection", ["tenant_id", "planner_region_code", "planned_on"], unique=False
    )
    op.create_table(
        "retention_rule",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "AUDIT",
                "IDEMPOTENCY_KEYS",
                "SESSIONS",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("months", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("months > 0", name=op.f("ck_retention_rule_some_months")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "changed_by"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_retention_rule_tenant_id_changed_by"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "subject", name=op.f("pk_retention_rule")),
    )
    op.create_table(
        "second_factor",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pending_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pending_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_second_factor_tenant_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "account_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "trusted_device",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_trusted_device_tenant_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "account_id", "secret_digest", name=op.f("pk_trusted_device")),
    )
    op.create_table(
        "inspection_finding",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column("sending_unit_id", sa.Uuid(), nullable=True),
        sa.Column("cadre_id", sa.Uuid(), nullable=True),
        sa.Column(
            "presence",
            sa.Enum(
                "PRESENT", "ABSENT", "ON_LEAVE", name="presence", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(posting_id IS NULL) = (presence IS NULL)", name=op.f("ck_inspection_finding_presence_of_a_posting")
        ),
        sa.CheckConstraint(
            "(posting_id IS NULL) = (sending_unit_id IS NULL) AND (posting_id IS NULL) = (cadre_id IS NULL)",
            name=op.f("ck_inspection_finding_posting_with_its_unit_and_cadre"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"],
            ["cadre.tenant_id", "cadre.id"],
            name=op.f("fk_inspection_finding_tenant_id_cadre_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "inspection_id"],
            ["inspection.tenant_id", "inspection.id"],
            name=op.f("fk_inspection_finding_tenant_id_inspection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_inspection_finding_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_inspection_finding_tenant_id_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sending_unit_id"],
            ["org_unit.tenant_id", "org_unit.id"],
            name=op.f("fk_inspection_finding_tenant_id_sending_unit_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_inspection_finding")),
    )
    op.create_index("ix_inspection_finding_cadre", "inspection_finding", ["tenant_id", "cadre_id"], unique=False)
    op.create_index(
        "ix_inspection_finding_region", "inspection_finding", ["tenant_id", "region_code", "found_on"], unique=False
    )
    op.create_index("ix_inspection_finding_unit", "inspection_finding", ["tenant_id", "sending_unit_id"], unique=False)
    op.create_index(
        "uq_inspection_finding_place",
        "inspection_finding",
        ["tenant_id", "inspection_id", "region_code"],
        unique=True,
        postgresql_where=sa.text("posting_id IS NULL"),
    )
    op.create_index(
        "uq_inspection_finding_posting",
        "inspection_finding",
        ["tenant_id", "inspection_id", "posting_id"],
        unique=True,
        postgresql_where=sa.text("posting_id IS NOT NULL"),
    )
    op.create_table(
        "sheet_override",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column(
            "figure",
            sa.Enum("ON_DUTY_DAYS", "OUTCOME", name="figure", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approval_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "approval_id"],
            ["approval_request.tenant_id", "approval_request.id"],
            name=op.f("fk_sheet_override_tenant_id_approval_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sheet_id"],
            ["monthly_sheet.tenant_id", "monthly_sheet.id"],
            name=op.f("fk_sheet_override_tenant_id_sheet_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sheet_override")),
    )
    op.create_index(
        "ix_sheet_override_sheet", "sheet_override", ["tenant_id", "sheet_id", "figure", "id"], unique=False
    )
    op.create_table(
        "bulletin_ground",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("bulletin_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "bulletin_id"],
            ["bulletin.tenant_id", "bulletin.id"],
            name=op.f("fk_bulletin_ground_tenant_id_bulletin_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "finding_id"],
            ["inspection_finding.tenant_id", "inspection_finding.id"],
            name=op.f("fk_bulletin_ground_tenant_id_finding_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "bulletin_id", "finding_id", name=op.f("pk_bulletin_ground")),
    )
    op.add_column("account", sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("initial_password_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("second_factor_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("valid_to", sa.Date(), nullable=True))
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
    op.add_column("audit_event", sa.Column("kind", sa.Text(), server_default="WRITE", nullable=False))
    op.add_column(
        "audit_event", sa.Column("capacity", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True)
    )
    op.add_column("audit_event", sa.Column("lane", sa.SmallInteger(), nullable=True))
    op.add_column("audit_event", sa.Column("seq", sa.BigInteger(), nullable=True))
    op.add_column("audit_event", sa.Column("hash", sa.LargeBinary(), nullable=True))
    op.create_index("ix_audit_event_account", "audit_event", ["tenant_id", "account_id", "at"], unique=False)
    op.create_index("ix_audit_event_at", "audit_event", ["tenant_id", "at", "id"], unique=False)
    op.create_index("ix_audit_event_chain", "audit_event", ["tenant_id", "lane", "seq"], unique=True)
    op.add_column("cadre", sa.Column("bank_account_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("cadre", sa.Column("bank_account_digest", sa.LargeBinary(), nullable=True))
    op.add_column("cadre", sa.Column("bank_account_masked", sa.Text(), nullable=True))
    op.add_column("cadre", sa.Column("address_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("cadre", sa.Column("address_masked", sa.Text(), nullable=True))
    op.create_index("ix_cadre_bank_account", "cadre", ["tenant_id", "bank_account_digest"], unique=False)
    op.create_index("ix_cadre_phone", "cadre", ["tenant_id", "phone_digest"], unique=False)
    op.add_column("evidence_link", sa.Column("region_code", sa.Text(collation="C"), nullable=True))
    op.add_column("org_unit", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_org_unit_tenant_id_merged_into"),
        "org_unit",
        "org_unit",
        ["tenant_id", "merged_into"],
        ["tenant_id", "id"],
    )
    op.add_column("session", sa.Column("stepped_up_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("session", sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False))
    op.add_column(
        "session",
        sa.Column(
            "method",
            sa.Enum(
                "OIDC",
                "OIDC_AND_FACTOR",
                "PASSWORD",
                "PASSWORD_AND_CODE",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
    )
    op.create_unique_constraint(op.f("uq_session_tenant_id_id"), "session", ["tenant_id", "id"])
    protect_tables()

    # A head moves forward and never goes.
    op.execute("REVOKE DELETE ON audit_head FROM xuanpai_app")


def downgrade() -> None:
    op.drop_constraint(op.f("uq_session_tenant_id_id"), "session", type_="unique")
    op.drop_column("session", "method")
    op.drop_column("session", "id")
    op.drop_column("session", "stepped_up_at")
    op.drop_constraint(op.f("fk_org_unit_tenant_id_merged_into"), "org_unit", type_="foreignkey")
    op.drop_column("org_unit", "merged_into")
    op.drop_column("evidence_link", "region_code")
    op.drop_index("ix_cadre_phone", table_name="cadre")
    op.drop_index("ix_cadre_bank_account", table_name="cadre")
    op.drop_column("cadre", "address_masked")
    op.drop_column("cadre", "address_sealed")
    op.drop_column("cadre", "bank_account_masked")
    op.drop_column("cadre", "bank_account_digest")
    op.drop_column("cadre", "bank_account_sealed")
    op.drop_index("ix_audit_event_chain", table_name="audit_event")
    op.drop_index("ix_audit_event_at", table_name="audit_event")
    op.drop_index("ix_audit_event_account", table_name="audit_event")
    op.drop_column("audit_event", "hash")
    op.drop_column("audit_event", "seq")
    op.drop_column("audit_event", "lane")
    op.drop_column("audit_event", "capacity")
    op.drop_column("audit_event", "kind")
    op.drop_column("audit_event", "reason")
    op.drop_column("audit_event", "after")
    op.drop_column("audit_event", "before")
    op.drop_constraint(op.f("fk_appointment_tenant_id_acting_for"), "appointment", type_="foreignkey")
    op.drop_column("appointment", "ended_reason")
    op.drop_column("appointment", "ended_by")
    op.drop_column("appointment", "granted_by")
    op.drop_column("appointment", "reason")
    op.drop_column("appointment", "acting_for")
    op.drop_column("account", "valid_to")
    op.drop_column("account", "second_factor_at")
    op.drop_column("account", "initial_password_until")
    op.drop_column("account", "password_changed_at")
    op.drop_table("bulletin_ground")
    op.drop_index("ix_sheet_override_sheet", table_name="sheet_override")
    op.drop_table("sheet_override")
    op.drop_index(
        "uq_inspection_finding_posting",
        table_name="inspection_finding",
        postgresql_where=sa.text("posting_id IS NOT NULL"),
    )
    op.drop_index(
        "uq_inspection_finding_place", table_name="inspection_finding", postgresql_where=sa.text("posting_id IS NULL")
    )
    op.drop_index("ix_inspection_finding_unit", table_name="inspection_finding")
    op.drop_index("ix_inspection_finding_region", table_name="inspection_finding")
    op.drop_index("ix_inspection_finding_cadre", table_name="inspection_finding")
    op.drop_table("inspection_finding")
    op.drop_table("trusted_device")
    op.drop_table("second_factor")
    op.drop_table("retention_rule")
    op.drop_index("ix_inspection_planner", table_name="inspection")
    op.drop_index("ix_inspection_place", table_name="inspection")
    op.drop_table("inspection")
    op.drop_index("ix_former_password_account", table_name="former_password")
    op.drop_table("former_password")
    op.drop_index("ix_external_identity_account", table_name="external_identity")
    op.drop_table("external_identity")
    op.drop_index("ix_cadre_export_state", table_name="cadre_export")
    op.drop_index("ix_cadre_export_requester", table_name="cadre_export")
    op.drop_table("cadre_export")
    op.drop_index("ix_bulletin_unit", table_name="bulletin")
    op.drop_index("ix_bulletin_place", table_name="bulletin")
    op.drop_index("ix_bulletin_drafter", table_name="bulletin")
    op.drop_index("ix_bulletin_cadre", table_name="bulletin")
    op.drop_table("bulletin")
    op.drop_index("ix_approval_request_state", table_name="approval_request")
    op.drop_table("approval_request")
    op.drop_index("ix_api_token_account", table_name="api_token")
    op.drop_table("api_token")
    op.drop_table("allowance_use")
    op.drop_index("ix_delegation_region", table_name="delegation")
    op.drop_table("delegation")
    op.drop_table("sign_in_failure")
    op.drop_table("policy_version")
    op.drop_table("policy_override")
    op.drop_table("oidc_provider")
    op.drop_table("audit_head")
    op.drop_table("audit_anchor")
