"""Readers of global ids, one a type; each raises ``Invalid`` (``BAD_ID``) for an id of another type."""

from uuid import UUID

from xuanpai_graphql.lookahead.ids import key_of

ACTIVATION = key_of("PluginActivation", UUID)
BATCH = key_of("StipendBatch", UUID)
CADRE = key_of("Cadre", UUID)
ENTRY = key_of("RevenueEntry", UUID)
EVIDENCE = key_of("Evidence", UUID)
IMPORT = key_of("RosterImport", UUID)
PARK = key_of("IndustrialPark", UUID)
POSTING = key_of("Posting", UUID)
PROJECT = key_of("ParkProject", UUID)
SHEET = key_of("MonthlySheet", UUID)
TENANT = key_of("Tenant", UUID)
UNIT = key_of("OrgUnit", UUID)
