"""Rulebooks, duties and records: what regions rule, what is due for whom, and what is written down of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from xuanpai_core.db.rls import protect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


ACTIVITY_KINDS = (
    "kind IN ('DISPATCH_MEETING', 'MEETING', 'STUDY', 'TALK', 'VISIT', 'TRAINING', 'PUBLICITY', 'NEWSLETTER', "
    "'OUTREACH', 'DELIVERY', 'OBSERVATION', 'CHECK', 'NOTE')"
)
TABLES = (
    "campaign",
    "campaign_quota",
    "candidate",
    "candidate_review",
    "collective_income",
    "deed",
    "duty_exemption",
    "duty_occurrence",
    "funding_receipt",
    "funding_source",
    "parameter_change",
    "party_transfer",
    "plan",
    "plan_item",
    "posting_decision",
    "project",
    "project_quantity",
    "public_notice",
    "record_party",
    "register_entry",
    "report",
    "report_line",
    "report_recipient",
    "rule_in_force",
    "stated_figure",
    "target_measure",
    "term_extension",
    "unit_release",
    "village_profile",
    "village_tag",
)
# The application may only add to these.
APPEND_ONLY = ("parameter_change",)


def protect_tables() -> None:
    """Force row-level security on every new table, and grant the application what it needs, never more."""
    for table in TABLES:
        protect(op, table, verbs="SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "deed",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("record_type", sa.Text(collation="C"), nullable=False),
        sa.Column("record_key", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("token", sa.Text(collation="C"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("parties", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("features", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= day", name=op.f("ck_deed_period_order")),
        sa.PrimaryKeyConstraint("tenant_id", "record_type", "record_key", "kind", "token", name=op.f("pk_deed")),
    )
    op.create_index("ix_deed_party", "deed", ["tenant_id", "token", "kind", "day"], unique=False)
    op.create_table(
        "campaign",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("cadres", sa.Integer(), nullable=False),
        sa.Column("villages", sa.Integer(), nullable=False),
        sa.Column("otherwise_villages", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("otherwise_by", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("DRAFT", "OPEN", "CLOSED", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("cadres > 0 AND villages > 0 AND otherwise_villages >= 0", name=op.f("ck_campaign_numbers")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_campaign_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_campaign")),
    )
    op.create_index("uq_campaign_name", "campaign", ["tenant_id", "region_code", "name"], unique=True)
    op.create_table(
        "collective_income",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("gross_fen", sa.BigInteger(), nullable=False),
        sa.Column("subsidies_fen", sa.BigInteger(), nullable=False),
        sa.Column("operating_fen", sa.BigInteger(), nullable=False),
        sa.Column("corrected_because", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "GREATEST(subsidies_fen, operating_fen) <= gross_fen", name=op.f("ck_collective_income_parts_within_gross")
        ),
        sa.CheckConstraint(
            "subsidies_fen >= 0 AND operating_fen >= 0", name=op.f("ck_collective_income_parts_not_negative")
        ),
        sa.CheckConstraint("year BETWEEN 1949 AND 2200", name=op.f("ck_collective_income_year_range")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_collective_income_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_collective_income")),
    )
    op.create_index("uq_collective_income_year", "collective_income", ["tenant_id", "region_code", "year"], unique=True)
    op.create_table(
        "duty_exemption",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter", sa.Text(collation="C"), nullable=False),
        sa.Column("token", sa.Text(collation="C"), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_duty_exemption_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_duty_exemption_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_duty_exemption")),
    )
    op.create_index("ix_duty_exemption_subject", "duty_exemption", ["tenant_id", "token", "matter"], unique=False)
    op.create_table(
        "stated_figure",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_year", sa.SmallInteger(), nullable=False),
        sa.Column("to_year", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column(
            "precision",
            sa.Enum("EXACT", "AT_LEAST", name="precision", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("part_of", sa.Text(collation="C"), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "from_year BETWEEN 1949 AND to_year AND to_year <= 2200", name=op.f("ck_stated_figure_year_range")
        ),
        sa.CheckConstraint("value >= 0", name=op.f("ck_stated_figure_value_not_negative")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_stated_figure_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_stated_figure")),
    )
    op.create_index(
        "uq_stated_figure_once",
        "stated_figure",
        ["tenant_id", "region_code", "code", "from_year", "to_year"],
        unique=True,
    )
    op.create_table(
        "target_measure",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("target", sa.Text(collation="C"), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("corrected_because", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("year BETWEEN 1949 AND 2200", name=op.f("ck_target_measure_year_range")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_target_measure_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_target_measure")),
    )
    op.create_index(
        "ix_target_measure_target", "target_measure", ["tenant_id", "target", "year", "region_code"], unique=False
    )
    op.create_index(
        "uq_target_measure_year", "target_measure", ["tenant_id", "region_code", "target", "year"], unique=True
    )
    op.create_table(
        "village_profile",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("poor_households", sa.Integer(), nullable=False),
        sa.Column("land_mu", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "population >= 0 AND households >= 0 AND poor_households BETWEEN 0 AND households AND land_mu >= 0",
            name=op.f("ck_village_profile_numbers_possible"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_village_profile_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_village_profile")),
    )
    op.create_index(
        "ix_village_profile_village", "village_profile", ["tenant_id", "region_code", "as_of", "id"], unique=False
    )
    op.create_table(
        "village_tag",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("tenant_id"), "="),
            (sa.column("region_code"), "="),
            (sa.column("code"), "="),
            (sa.text("daterange(valid_from, valid_to, '[]')"), "&&"),
            using="gist",
            name="ex_village_tag_once",
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR ended_because IS NOT NULL", name=op.f("ck_village_tag_ended_because_known")
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_village_tag_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_village_tag_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_village_tag")),
    )
    op.create_index("ix_village_tag_village", "village_tag", ["tenant_id", "region_code", "valid_from"], unique=False)
    op.create_table(
        "campaign_quota",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
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
        sa.Column("cadres", sa.Integer(), nullable=False),
        sa.Column("villages", sa.Integer(), nullable=False),
        sa.Column("per_village", sa.SmallInteger(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "cadres > 0 AND villages > 0 AND per_village > 0 AND units > 0", name=op.f("ck_campaign_quota_numbers")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "campaign_id"],
            ["campaign.tenant_id", "campaign.id"],
            name=op.f("fk_campaign_quota_tenant_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "campaign_id", "line", name=op.f("pk_campaign_quota")),
    )
    op.create_index("uq_campaign_quota_title", "campaign_quota", ["tenant_id", "campaign_id", "title"], unique=True)
    op.create_table(
        "rule_in_force",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activation_id", sa.Uuid(), nullable=False),
        sa.Column("plugin", sa.Text(), nullable=False),
        sa.Column("plugin_version", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "DUTY",
                "ACTIVITY",
                "REGISTER",
                "REPORT",
                "SCALE",
                "TARGETS",
                "TERM",
                "POSTS",
                "TAG",
                "WORDING",
                "DECISION",
                "WAIVED",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("tenant_id"), "="),
            (sa.column("region_code"), "="),
            (sa.column("matter"), "="),
            (sa.text("daterange(valid_from, valid_to)"), "&&"),
            using="gist",
            name="ex_rule_in_force_claimed_once",
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_rule_in_force_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activation_id"],
            ["plugin_activation.tenant_id", "plugin_activation.id"],
            name=op.f("fk_rule_in_force_tenant_id_activation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_rule_in_force_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_rule_in_force")),
    )
    op.create_index("ix_rule_in_force_place", "rule_in_force", ["tenant_id", "region_code", "matter"], unique=False)
    op.create_table(
        "candidate",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("village_code", sa.Text(collation="C"), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("service_years", sa.SmallInteger(), nullable=True),
        sa.Column("township_leader", sa.Boolean(), nullable=False),
        sa.Column("reserve", sa.Boolean(), nullable=False),
        sa.Column("score_hundredths", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PROPOSED", "APPOINTED", "WITHDRAWN", name="state", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"], ["cadre.tenant_id", "cadre.id"], name=op.f("fk_candidate_tenant_id_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "campaign_id"],
            ["campaign.tenant_id", "campaign.id"],
            name=op.f("fk_candidate_tenant_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["org_unit.tenant_id", "org_unit.id"], name=op.f("fk_candidate_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "village_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_candidate_tenant_id_village_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_candidate")),
    )
    op.create_index("ix_candidate_cadre", "candidate", ["tenant_id", "cadre_id"], unique=False)
    op.create_index("uq_candidate_once", "candidate", ["tenant_id", "campaign_id", "cadre_id"], unique=True)
    op.create_table(
        "candidate_review",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column(
            "veto",
            sa.Enum(
                "RELUCTANT", "UNABLE", "ILL_REPUTED", name="veto", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "candidate_id"],
            ["candidate.tenant_id", "candidate.id"],
            name=op.f("fk_candidate_review_tenant_id_candidate_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "candidate_id", "veto", name=op.f("pk_candidate_review")),
    )
    op.create_table(
        "duty_occurrence",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("matter", sa.Text(collation="C"), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "POSTING",
                "UNIT",
                "COUNTY",
                "TOWNSHIP",
                "VILLAGE",
                "ENTRY",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("token", sa.Text(collation="C"), nullable=False),
        sa.Column("others", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("soft", sa.Boolean(), nullable=False),
        sa.Column("required", sa.SmallInteger(), nullable=False),
        sa.Column("done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("OPEN", "MET", "EXEMPT", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "period_end IS NULL OR period_end >= period_start", name=op.f("ck_duty_occurrence_period_order")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_duty_occurrence_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_duty_occurrence_tenant_id_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rule_id"],
            ["rule_in_force.tenant_id", "rule_in_force.id"],
            name=op.f("fk_duty_occurrence_tenant_id_rule_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"],
            ["org_unit.tenant_id", "org_unit.id"],
            name=op.f("fk_duty_occurrence_tenant_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_duty_occurrence")),
    )
    op.create_index(
        "ix_duty_occurrence_open",
        "duty_occurrence",
        ["tenant_id", "region_code", "due_on"],
        unique=False,
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.create_index(
        "ix_duty_occurrence_posting", "duty_occurrence", ["tenant_id", "posting_id", "due_on"], unique=False
    )
    op.create_index(
        "uq_duty_occurrence_period",
        "duty_occurrence",
        ["tenant_id", "token", "matter", "period_start", "entry_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "party_transfer",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("IN", "BACK", name="direction", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("transferred_on", sa.Date(), nullable=False),
        sa.Column("from_branch", sa.Text(), nullable=False),
        sa.Column("to_branch", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_party_transfer_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "posting_id", "direction", name=op.f("pk_party_transfer")),
    )
    op.create_table(
        "plan",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("THREE_YEARS", "YEAR", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("sending_unit_id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("DRAFT", "SUBMITTED", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_plan_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"], ["cadre.tenant_id", "cadre.id"], name=op.f("fk_plan_tenant_id_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"], ["posting.tenant_id", "posting.id"], name=op.f("fk_plan_tenant_id_posting_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_plan_tenant_id_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sending_unit_id"],
            ["org_unit.tenant_id", "org_unit.id"],
            name=op.f("fk_plan_tenant_id_sending_unit_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_plan")),
    )
    op.create_index("ix_plan_cadre", "plan", ["tenant_id", "cadre_id"], unique=False)
    op.create_index("ix_plan_place", "plan", ["tenant_id", "region_code", "first_day"], unique=False)
    op.create_index("ix_plan_unit", "plan", ["tenant_id", "sending_unit_id"], unique=False)
    op.create_index("uq_plan_period", "plan", ["tenant_id", "posting_id", "kind", "first_day"], unique=True)
    op.create_table(
        "posting_decision",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("accepted", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(body IS NULL) = (decided_on IS NULL)", name=op.f("ck_posting_decision_decided_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "campaign_id"],
            ["campaign.tenant_id", "campaign.id"],
            name=op.f("fk_posting_decision_tenant_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "candidate_id"],
            ["candidate.tenant_id", "candidate.id"],
            name=op.f("fk_posting_decision_tenant_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_posting_decision_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "posting_id", name=op.f("pk_posting_decision")),
    )
    op.create_index("ix_posting_decision_campaign", "posting_decision", ["tenant_id", "campaign_id"], unique=False)
    op.create_index("uq_posting_decision_candidate", "posting_decision", ["tenant_id", "candidate_id"], unique=True)
    op.create_table(
        "project",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "INFRASTRUCTURE",
                "INDUSTRY",
                "PUBLIC_SERVICE",
                "ENVIRONMENT",
                "OTHER",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "ESTABLISHED",
                "UNDER_WAY",
                "COMPLETED",
                "CANCELLED",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("established_on", sa.Date(), nullable=False),
        sa.Column("cost_fen", sa.BigInteger(), nullable=True),
        sa.Column("changed_because", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("cost_fen IS NULL OR cost_fen > 0", name=op.f("ck_project_cost_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_project_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_project_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_project")),
    )
    op.create_index("ix_project_posting", "project", ["tenant_id", "posting_id"], unique=False)
    op.create_index("uq_project_title", "project", ["tenant_id", "region_code", "title", "established_on"], unique=True)
    op.create_table(
        "record_party",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_type", sa.Text(collation="C"), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("token", sa.Text(collation="C"), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("region_code", sa.Text(collation="C"), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column(
            "attendance",
            sa.Enum(
                "NAMED",
                "ATTENDED",
                "ABSENT",
                "ON_LEAVE",
                name="attendance",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("rank", sa.SmallInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_record_party_rank_counts")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_record_party_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_record_party_tenant_id_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"],
            ["org_unit.tenant_id", "org_unit.id"],
            name=op.f("fk_record_party_tenant_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_record_party")),
    )
    op.create_index("ix_record_party_token", "record_party", ["tenant_id", "token", "record_type"], unique=False)
    op.create_index(
        "uq_record_party_once", "record_party", ["tenant_id", "record_type", "record_id", "code", "token"], unique=True
    )
    op.create_index(
        "uq_record_party_rank",
        "record_party",
        ["tenant_id", "record_type", "record_id", "rank"],
        unique=True,
        postgresql_where=sa.text("rank IS NOT NULL"),
    )
    op.create_table(
        "register_entry",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("accepted", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("features", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_register_entry_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_register_entry_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_register_entry_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_register_entry")),
    )
    op.create_index(
        "ix_register_entry_form", "register_entry", ["tenant_id", "form", "region_code", "id"], unique=False
    )
    op.create_index("ix_register_entry_posting", "register_entry", ["tenant_id", "posting_id", "form"], unique=False)
    op.create_table(
        "report",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(collation="C"), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=True),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("sending_unit_id", sa.Uuid(), nullable=True),
        sa.Column("cadre_id", sa.Uuid(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "DRAFT", "SUBMITTED", "RETURNED", name="state", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("returned_by", sa.Uuid(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("period_end >= period_start", name=op.f("ck_report_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cadre_id"], ["cadre.tenant_id", "cadre.id"], name=op.f("fk_report_tenant_id_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_report_tenant_id_posting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_report_tenant_id_region_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sending_unit_id"],
            ["org_unit.tenant_id", "org_unit.id"],
            name=op.f("fk_report_tenant_id_sending_unit_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_report")),
    )
    op.create_index("ix_report_cadre", "report", ["tenant_id", "cadre_id"], unique=False)
    op.create_index("ix_report_place", "report", ["tenant_id", "region_code", "form", "period_start"], unique=False)
    op.create_index("ix_report_posting", "report", ["tenant_id", "posting_id"], unique=False)
    op.create_index("ix_report_unit", "report", ["tenant_id", "sending_unit_id"], unique=False)
    op.create_index("uq_report_period", "report", ["tenant_id", "form", "token", "period_start"], unique=True)
    op.create_table(
        "term_extension",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("previous_end", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("until >= previous_end", name=op.f("ck_term_extension_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_term_extension_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_term_extension")),
    )
    op.create_index("uq_term_extension_until", "term_extension", ["tenant_id", "posting_id", "until"], unique=True)
    op.create_table(
        "unit_release",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("handed_over_to", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "posting_id"],
            ["posting.tenant_id", "posting.id"],
            name=op.f("fk_unit_release_tenant_id_posting_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "posting_id", name=op.f("pk_unit_release")),
    )
    op.create_table(
        "funding_source",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "SPECIAL_FUND",
                "TOWNSHIP_MATCH",
                "VILLAGE_MATCH",
                "OTHER",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("giver", sa.Text(), nullable=False),
        sa.Column("pledged_fen", sa.BigInteger(), nullable=False),
        sa.Column("pledged_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("pledged_fen > 0", name=op.f("ck_funding_source_pledged_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["project.tenant_id", "project.id"],
            name=op.f("fk_funding_source_tenant_id_project_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_funding_source")),
    )
    op.create_index("ix_funding_source_project", "funding_source", ["tenant_id", "project_id"], unique=False)
    op.create_table(
        "parameter_change",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activation_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("values", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("dropped", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("approval_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_parameter_change_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activation_id"],
            ["plugin_activation.tenant_id", "plugin_activation.id"],
            name=op.f("fk_parameter_change_tenant_id_activation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "approval_id"],
            ["approval_request.tenant_id", "approval_request.id"],
            name=op.f("fk_parameter_change_tenant_id_approval_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "region_code"],
            ["region.tenant_id", "region.code"],
            name=op.f("fk_parameter_change_tenant_id_region_code"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_parameter_change")),
    )
    op.create_index(
        "ix_parameter_change_activation",
        "parameter_change",
        ["tenant_id", "activation_id", "region_code"],
        unique=False,
    )
    op.create_table(
        "plan_item",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "plan_id"], ["plan.tenant_id", "plan.id"], name=op.f("fk_plan_item_tenant_id_plan_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "plan_id", "number", name=op.f("pk_plan_item")),
    )
    op.create_table(
        "project_quantity",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=3), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_project_quantity_amount_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["project.tenant_id", "project.id"],
            name=op.f("fk_project_quantity_tenant_id_project_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "project_id", "item", "unit", name=op.f("pk_project_quantity")),
    )
    op.create_table(
        "public_notice",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("until >= posted_on", name=op.f("ck_public_notice_period_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "project_id"],
            ["project.tenant_id", "project.id"],
            name=op.f("fk_public_notice_tenant_id_project_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_public_notice")),
    )
    op.create_index("ix_public_notice_project", "public_notice", ["tenant_id", "project_id", "posted_on"], unique=False)
    op.create_table(
        "report_line",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "TEXT",
                "INTEGER",
                "NUMBER",
                "MONEY",
                "DATE",
                "BOOLEAN",
                "CHOICE",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_title", sa.Text(), nullable=True),
        sa.Column("recorded", sa.Numeric(), nullable=True),
        sa.Column("records", sa.Integer(), nullable=True),
        sa.Column("difference", sa.Numeric(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "report_id"],
            ["report.tenant_id", "report.id"],
            name=op.f("fk_report_line_tenant_id_report_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "report_id", "code", name=op.f("pk_report_line")),
    )
    op.create_index(
        "ix_report_line_differing",
        "report_line",
        ["tenant_id", "report_id"],
        unique=False,
        postgresql_where=sa.text("difference <> 0"),
    )
    op.create_table(
        "report_recipient",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("handed_in_on", sa.Date(), nullable=True),
        sa.Column("first_handed_in_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "report_id"],
            ["report.tenant_id", "report.id"],
            name=op.f("fk_report_recipient_tenant_id_report_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "report_id", "code", name=op.f("pk_report_recipient")),
    )
    op.create_table(
        "funding_receipt",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "amount_fen <> 0 AND (amount_fen < 0) = (reverses_id IS NOT NULL)", name=op.f("ck_funding_receipt_sign")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "reverses_id"],
            ["funding_receipt.tenant_id", "funding_receipt.id"],
            name=op.f("fk_funding_receipt_tenant_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source_id"],
            ["funding_source.tenant_id", "funding_source.id"],
            name=op.f("fk_funding_receipt_tenant_id_source_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_funding_receipt")),
    )
    op.create_index(
        "ix_funding_receipt_source", "funding_receipt", ["tenant_id", "source_id", "received_on"], unique=False
    )
    op.create_index(
        "uq_funding_receipt_reversal",
        "funding_receipt",
        ["tenant_id", "reverses_id"],
        unique=True,
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.add_column("activity", sa.Column("form", sa.Text(collation="C"), nullable=True))
    op.add_column("activity", sa.Column("posting_id", sa.Uuid(), nullable=True))
    op.add_column("activity", sa.Column("agenda", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column(
        "activity",
        sa.Column(
            "content", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
    )
    op.add_column("activity", sa.Column("person_times", sa.Integer(), nullable=True))
    op.add_column("activity", sa.Column("note", sa.Text(), nullable=True))
    op.add_column("activity", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("activity", sa.Column("withdrawn_reason", sa.Text(), nullable=True))
    op.create_index("ix_activity_form", "activity", ["tenant_id", "form", "region_code", "held_on"], unique=False)
    op.create_index("ix_activity_posting", "activity", ["tenant_id", "posting_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_activity_tenant_id_posting_id"),
        "activity",
        "posting",
        ["tenant_id", "posting_id"],
        ["tenant_id", "id"],
    )
    protect_tables()

    op.drop_constraint(op.f("ck_activity_kind"), "activity", type_="check")
    op.create_check_constraint(op.f("ck_activity_kind"), "activity", sa.text(ACTIVITY_KINDS))
    op.create_check_constraint(op.f("ck_activity_person_times_range"), "activity", sa.text("person_times >= 0"))


def downgrade() -> None:
    op.drop_constraint(op.f("fk_activity_tenant_id_posting_id"), "activity", type_="foreignkey")
    op.drop_index("ix_activity_posting", table_name="activity")
    op.drop_index("ix_activity_form", table_name="activity")
    op.drop_column("activity", "withdrawn_reason")
    op.drop_column("activity", "withdrawn_at")
    op.drop_column("activity", "note")
    op.drop_column("activity", "person_times")
    op.drop_column("activity", "content")
    op.drop_column("activity", "agenda")
    op.drop_column("activity", "posting_id")
    op.drop_column("activity", "form")
    op.drop_index(
        "uq_funding_receipt_reversal", table_name="funding_receipt", postgresql_where=sa.text("reverses_id IS NOT NULL")
    )
    op.drop_index("ix_funding_receipt_source", table_name="funding_receipt")
    op.drop_table("funding_receipt")
    op.drop_table("report_recipient")
    op.drop_index("ix_report_line_differing", table_name="report_line", postgresql_where=sa.text("difference <> 0"))
    op.drop_table("report_line")
    op.drop_index("ix_public_notice_project", table_name="public_notice")
    op.drop_table("public_notice")
    op.drop_table("project_quantity")
    op.drop_table("plan_item")
    op.drop_index("ix_parameter_change_activation", table_name="parameter_change")
    op.drop_table("parameter_change")
    op.drop_index("ix_funding_source_project", table_name="funding_source")
    op.drop_table("funding_source")
    op.drop_table("unit_release")
    op.drop_index("uq_term_extension_until", table_name="term_extension")
    op.drop_table("term_extension")
    op.drop_index("uq_report_period", table_name="report")
    op.drop_index("ix_report_unit", table_name="report")
    op.drop_index("ix_report_posting", table_name="report")
    op.drop_index("ix_report_place", table_name="report")
    op.drop_index("ix_report_cadre", table_name="report")
    op.drop_table("report")
    op.drop_index("ix_register_entry_posting", table_name="register_entry")
    op.drop_index("ix_register_entry_form", table_name="register_entry")
    op.drop_table("register_entry")
    op.drop_index("uq_record_party_rank", table_name="record_party", postgresql_where=sa.text("rank IS NOT NULL"))
    op.drop_index("uq_record_party_once", table_name="record_party")
    op.drop_index("ix_record_party_token", table_name="record_party")
    op.drop_table("record_party")
    op.drop_index("uq_project_title", table_name="project")
    op.drop_index("ix_project_posting", table_name="project")
    op.drop_table("project")
    op.drop_index("uq_posting_decision_candidate", table_name="posting_decision")
    op.drop_index("ix_posting_decision_campaign", table_name="posting_decision")
    op.drop_table("posting_decision")
    op.drop_index("uq_plan_period", table_name="plan")
    op.drop_index("ix_plan_unit", table_name="plan")
    op.drop_index("ix_plan_place", table_name="plan")
    op.drop_index("ix_plan_cadre", table_name="plan")
    op.drop_table("plan")
    op.drop_table("party_transfer")
    op.drop_index("uq_duty_occurrence_period", table_name="duty_occurrence", postgresql_nulls_not_distinct=True)
    op.drop_index("ix_duty_occurrence_posting", table_name="duty_occurrence")
    op.drop_index("ix_duty_occurrence_open", table_name="duty_occurrence", postgresql_where=sa.text("state = 'OPEN'"))
    op.drop_table("duty_occurrence")
    op.drop_table("candidate_review")
    op.drop_index("uq_candidate_once", table_name="candidate")
    op.drop_index("ix_candidate_cadre", table_name="candidate")
    op.drop_table("candidate")
    op.drop_index("ix_rule_in_force_place", table_name="rule_in_force")
    op.drop_table("rule_in_force")
    op.drop_index("uq_campaign_quota_title", table_name="campaign_quota")
    op.drop_table("campaign_quota")
    op.drop_index("ix_village_tag_village", table_name="village_tag")
    op.drop_table("village_tag")
    op.drop_index("ix_village_profile_village", table_name="village_profile")
    op.drop_table("village_profile")
    op.drop_index("uq_target_measure_year", table_name="target_measure")
    op.drop_index("ix_target_measure_target", table_name="target_measure")
    op.drop_table("target_measure")
    op.drop_index("uq_stated_figure_once", table_name="stated_figure")
    op.drop_table("stated_figure")
    op.drop_index("ix_duty_exemption_subject", table_name="duty_exemption")
    op.drop_table("duty_exemption")
    op.drop_index("uq_collective_income_year", table_name="collective_income")
    op.drop_table("collective_income")
    op.drop_index("uq_campaign_name", table_name="campaign")
    op.drop_table("campaign")
    op.drop_index("ix_deed_party", table_name="deed")
    op.drop_table("deed")
