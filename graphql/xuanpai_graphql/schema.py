"""The whole schema, composed of the rooms' root fields."""

from functools import cache

import strawberry
from strawberry.schema.config import StrawberryConfig

from xuanpai_core.config import Settings
from xuanpai_graphql.accounts.mutations import AccountMutations
from xuanpai_graphql.accounts.queries import AccountQueries
from xuanpai_graphql.activities.mutations import ActivityMutations
from xuanpai_graphql.activities.queries import ActivityQueries
from xuanpai_graphql.appointments.mutations import AppointmentMutations
from xuanpai_graphql.approvals.mutations import ApprovalMutations
from xuanpai_graphql.approvals.queries import ApprovalQueries
from xuanpai_graphql.attendance.mutations import AttendanceMutations
from xuanpai_graphql.attendance.queries import AttendanceQueries
from xuanpai_graphql.audit.mutations import AuditMutations
from xuanpai_graphql.audit.queries import AuditQueries
from xuanpai_graphql.bulletins.mutations import BulletinMutations
from xuanpai_graphql.bulletins.queries import BulletinQueries
from xuanpai_graphql.cadres.mutations import CadreMutations
from xuanpai_graphql.cadres.queries import CadreQueries
from xuanpai_graphql.calendars.mutations import CalendarMutations
from xuanpai_graphql.calendars.queries import CalendarQueries
from xuanpai_graphql.campaigns.mutations import CampaignMutations
from xuanpai_graphql.campaigns.queries import CampaignQueries
from xuanpai_graphql.dashboard.queries import DashboardQueries
from xuanpai_graphql.delegations.mutations import DelegationMutations
from xuanpai_graphql.delegations.queries import DelegationQueries
from xuanpai_graphql.duties.mutations import DutyMutations
from xuanpai_graphql.duties.queries import DutyQueries
from xuanpai_graphql.events.mutations import EventMutations
from xuanpai_graphql.events.queries import EventQueries
from xuanpai_graphql.evidence.mutations import EvidenceMutations
from xuanpai_graphql.exports.mutations import ExportMutations
from xuanpai_graphql.exports.queries import ExportQueries
from xuanpai_graphql.inspections.mutations import InspectionMutations
from xuanpai_graphql.inspections.queries import InspectionQueries
from xuanpai_graphql.insurance.mutations import InsuranceMutations
from xuanpai_graphql.insurance.queries import InsuranceQueries
from xuanpai_graphql.leads.mutations import LeadMutations
from xuanpai_graphql.leads.queries import LeadQueries
from xuanpai_graphql.leave.mutations import LeaveMutations
from xuanpai_graphql.leave.queries import LeaveQueries
from xuanpai_graphql.lookahead.install import install
from xuanpai_graphql.lookahead.scalars import SCALARS
from xuanpai_graphql.parameters.mutations import ParameterMutations
from xuanpai_graphql.parameters.queries import ParameterQueries
from xuanpai_graphql.parks.mutations import ParkMutations
from xuanpai_graphql.parks.queries import ParkQueries
from xuanpai_graphql.plans.mutations import PlanMutations
from xuanpai_graphql.plans.queries import PlanQueries
from xuanpai_graphql.plugins.mutations import PluginMutations
from xuanpai_graphql.plugins.queries import PluginQueries
from xuanpai_graphql.policy.mutations import PolicyMutations
from xuanpai_graphql.policy.queries import PolicyQueries
from xuanpai_graphql.postings.mutations import PostingMutations
from xuanpai_graphql.postings.queries import PostingQueries
from xuanpai_graphql.presence.queries import PresenceQueries
from xuanpai_graphql.projects.mutations import ProjectMutations
from xuanpai_graphql.projects.queries import ProjectQueries
from xuanpai_graphql.regions.mutations import RegionMutations
from xuanpai_graphql.regions.queries import RegionQueries
from xuanpai_graphql.registers.mutations import RegisterMutations
from xuanpai_graphql.registers.queries import RegisterQueries
from xuanpai_graphql.reports.mutations import ReportMutations
from xuanpai_graphql.reports.queries import ReportQueries
from xuanpai_graphql.retention.mutations import RetentionMutations
from xuanpai_graphql.retention.queries import RetentionQueries
from xuanpai_graphql.roster.mutations import RosterMutations
from xuanpai_graphql.roster.queries import RosterQueries
from xuanpai_graphql.rulebooks.queries import RulebookQueries
from xuanpai_graphql.sheets.mutations import SheetMutations
from xuanpai_graphql.sheets.queries import SheetQueries
from xuanpai_graphql.signals.mutations import SignalMutations
from xuanpai_graphql.signals.queries import SignalQueries
from xuanpai_graphql.single_sign_on.mutations import SingleSignOnMutations
from xuanpai_graphql.single_sign_on.queries import SingleSignOnQueries
from xuanpai_graphql.stipends.mutations import StipendMutations
from xuanpai_graphql.stipends.queries import StipendQueries
from xuanpai_graphql.tenants.mutations import TenantMutations
from xuanpai_graphql.tenants.queries import TenantQueries
from xuanpai_graphql.tokens.mutations import TokenMutations
from xuanpai_graphql.tokens.queries import TokenQueries
from xuanpai_graphql.units.mutations import UnitMutations
from xuanpai_graphql.units.queries import UnitQueries
from xuanpai_graphql.viewer.mutations import ViewerMutations
from xuanpai_graphql.viewer.queries import ViewerQueries
from xuanpai_graphql.villages.mutations import VillageMutations
from xuanpai_graphql.villages.queries import VillageQueries
from xuanpai_graphql.worklogs.mutations import WorkLogMutations
from xuanpai_graphql.worklogs.queries import WorkLogQueries


@strawberry.type(description="查询")
class Query(
    AccountQueries,
    ActivityQueries,
    ApprovalQueries,
    AttendanceQueries,
    AuditQueries,
    BulletinQueries,
    CadreQueries,
    CalendarQueries,
    CampaignQueries,
    DashboardQueries,
    DelegationQueries,
    DutyQueries,
    EventQueries,
    InspectionQueries,
    ExportQueries,
    InsuranceQueries,
    LeadQueries,
    LeaveQueries,
    ParameterQueries,
    ParkQueries,
    PlanQueries,
    PluginQueries,
    PolicyQueries,
    PostingQueries,
    PresenceQueries,
    ProjectQueries,
    RegionQueries,
    RegisterQueries,
    ReportQueries,
    RetentionQueries,
    RosterQueries,
    RulebookQueries,
    SheetQueries,
    SignalQueries,
    SingleSignOnQueries,
    StipendQueries,
    TenantQueries,
    TokenQueries,
    UnitQueries,
    ViewerQueries,
    VillageQueries,
    WorkLogQueries,
):
    """Everything that can be read."""


@strawberry.type(description="变更")
class Mutation(
    AccountMutations,
    ActivityMutations,
    AppointmentMutations,
    ApprovalMutations,
    AttendanceMutations,
    AuditMutations,
    BulletinMutations,
    DelegationMutations,
    DutyMutations,
    EventMutations,
    CadreMutations,
    CalendarMutations,
    CampaignMutations,
    EvidenceMutations,
    ExportMutations,
    InspectionMutations,
    InsuranceMutations,
    LeadMutations,
    LeaveMutations,
    ParameterMutations,
    ParkMutations,
    PlanMutations,
    PluginMutations,
    PolicyMutations,
    PostingMutations,
    ProjectMutations,
    RegionMutations,
    RegisterMutations,
    ReportMutations,
    RetentionMutations,
    RosterMutations,
    SheetMutations,
    SignalMutations,
    SingleSignOnMutations,
    StipendMutations,
    TenantMutations,
    UnitMutations,
    TokenMutations,
    ViewerMutations,
    VillageMutations,
    WorkLogMutations,
):
    """Everything that can be done."""


def make_schema(settings: Settings) -> strawberry.Schema:
    """The schema, made once a process; suggestions of field names are for developers only.

    It is not sorted: sorting makes the types anew, and Strawberry's enums would arrive as bare texts.
    """
    return _made(settings.development)


@cache
def _made(suggestions: bool) -> strawberry.Schema:
    config = StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=not suggestions)
    schema = strawberry.Schema(Query, Mutation, config=config)
    install(schema)
    return schema
