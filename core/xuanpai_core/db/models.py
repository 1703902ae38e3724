"""Imports every core room's tables, so that ``Base.metadata`` is whole for migrations and checks."""

from xuanpai_core.activities import models as activities
from xuanpai_core.approvals import models as approvals
from xuanpai_core.attendance import models as attendance
from xuanpai_core.audit import models as audit
from xuanpai_core.authz import models as authz
from xuanpai_core.bulletins import models as bulletins
from xuanpai_core.cadres import models as cadres
from xuanpai_core.calendars import models as calendars
from xuanpai_core.campaigns import models as campaigns
from xuanpai_core.delegations import models as delegations
from xuanpai_core.duties import models as duties
from xuanpai_core.events import models as events
from xuanpai_core.evidence import models as evidence
from xuanpai_core.exports import models as exports
from xuanpai_core.idempotency import models as idempotency
from xuanpai_core.identity import models as identity
from xuanpai_core.inspections import models as inspections
from xuanpai_core.insurance import models as insurance
from xuanpai_core.leads import models as leads
from xuanpai_core.leave import models as leave
from xuanpai_core.parameters import models as parameters
from xuanpai_core.parks import models as parks
from xuanpai_core.parties import models as parties
from xuanpai_core.plans import models as plans
from xuanpai_core.plugins import models as plugins
from xuanpai_core.postings import models as postings
from xuanpai_core.projects import models as projects
from xuanpai_core.quotas import models as quotas
from xuanpai_core.regions import models as regions
from xuanpai_core.registers import models as registers
from xuanpai_core.reports import models as reports
from xuanpai_core.retention import models as retention
from xuanpai_core.roster import models as roster
from xuanpai_core.rulebooks import models as rulebooks
from xuanpai_core.sheets import models as sheets
from xuanpai_core.signals import models as signals
from xuanpai_core.single_sign_on import models as single_sign_on
from xuanpai_core.stipends import models as stipends
from xuanpai_core.tokens import models as tokens
from xuanpai_core.units import models as units
from xuanpai_core.villages import models as villages
from xuanpai_core.worklogs import models as worklogs

ROOMS = (
    activities,
    approvals,
    attendance,
    audit,
    authz,
    bulletins,
    cadres,
    calendars,
    campaigns,
    delegations,
    duties,
    events,
    evidence,
    exports,
    idempotency,
    identity,
    inspections,
    insurance,
    leads,
    leave,
    parameters,
    parks,
    parties,
    plans,
    plugins,
    postings,
    projects,
    quotas,
    regions,
    registers,
    reports,
    retention,
    roster,
    rulebooks,
    sheets,
    signals,
    single_sign_on,
    stipends,
    tokens,
    units,
    villages,
    worklogs,
)
