"""Readers of global ids, one a type; each raises ``Invalid`` (``BAD_ID``) for an id of another type."""

from uuid import UUID

from xuanpai_graphql.lookahead.ids import key_of

SESSION_NODE = "Session"
"""Sessions are no nodes: only their owner has use for an id of one."""

ACCOUNT = key_of("Account", UUID)
ACTIVATION = key_of("PluginActivation", UUID)
ACTIVITY = key_of("Activity", UUID)
APPOINTMENT = key_of("Appointment", UUID)
APPROVAL = key_of("ApprovalRequest", UUID)
BATCH = key_of("StipendBatch", UUID)
BULLETIN = key_of("Bulletin", UUID)
CADRE = key_of("Cadre", UUID)
CAMPAIGN = key_of("Campaign", UUID)
CANDIDATE = key_of("Candidate", UUID)
DELEGATION = key_of("Delegation", UUID)
DUTY_OCCURRENCE = key_of("DutyOccurrence", UUID)
ENTRY = key_of("RevenueEntry", UUID)
EVIDENCE = key_of("Evidence", UUID)
EXPORT = key_of("CadreExport", UUID)
FINDING = key_of("InspectionFinding", UUID)
FUNDING_RECEIPT = key_of("FundingReceipt", UUID)
FUNDING_SOURCE = key_of("FundingSource", UUID)
IDENTITY = key_of("ExternalIdentity", UUID)
IMPORT = key_of("RosterImport", UUID)
INSPECTION = key_of("Inspection", UUID)
PARK = key_of("IndustrialPark", UUID)
PLAN = key_of("Plan", UUID)
POSTING = key_of("Posting", UUID)
PROJECT = key_of("ParkProject", UUID)
PROVIDER = key_of("OidcProvider", UUID)
REGISTER_ENTRY = key_of("RegisterEntry", UUID)
REPORT = key_of("Report", UUID)
SESSION = key_of(SESSION_NODE, UUID)
SHEET = key_of("MonthlySheet", UUID)
TENANT = key_of("Tenant", UUID)
TOKEN = key_of("ApiToken", UUID)
UNIT = key_of("OrgUnit", UUID)
VILLAGE_PROJECT = key_of("Project", UUID)
VILLAGE_TAG = key_of("VillageTag", UUID)
