"""The GraphQL documents of reports and plans, and of what duties say of them."""

REPORT = """
  id form title state periodStart periodEnd complete differs returnReason
  lines { code value words source recorded records difference reason }
  recipients { code title handedInOn }
"""
FORMS = """query($region: String!, $on: Date) { reportForms(regionCode: $region, on: $on) {
  code title cadence clauseReference items { code title kind unit required source } recipients { code title } } }"""
DRAFT = """query($form: String!, $day: Date!, $posting: ID, $region: String) {
  reportDraft(form: $form, day: $day, postingId: $posting, regionCode: $region) {
    reportId state periodStart periodEnd form { code title }
    lines { code title kind unit value words source sourceTitle recorded records difference } } }"""
SAVE = f"mutation($input: SaveReportDraftInput!) {{ saveReportDraft(input: $input) {{ {REPORT} }} }}"
SUBMIT = f"mutation($input: SubmitReportInput!) {{ submitReport(input: $input) {{ {REPORT} }} }}"
RETURN = f"""mutation($id: ID!, $reason: String!, $key: String!) {{
  returnReport(id: $id, reason: $reason, idempotencyKey: $key) {{ {REPORT} }} }}"""
ONE_REPORT = f"query($id: ID!) {{ report(id: $id) {{ {REPORT} posting {{ cadre {{ name }} }} }} }}"
REPORTS = """query($region: String, $posting: ID, $form: String, $state: ReportState, $from: Date, $until: Date,
                  $differing: Boolean) {
  reports(regionCode: $region, postingId: $posting, form: $form, state: $state, periodFrom: $from,
          periodUntil: $until, differing: $differing) { totalCount nodes { id form periodStart state } } }"""
PLAN = """
  id kind firstDay lastDay state submittedOn
  items { number goal measures dueOn responsible } evidence { id }
"""
SAVE_PLAN = f"mutation($input: SavePlanInput!) {{ savePlan(input: $input) {{ {PLAN} }} }}"
SUBMIT_PLAN = f"mutation($id: ID!, $key: String!) {{ submitPlan(id: $id, idempotencyKey: $key) {{ {PLAN} }} }}"
ONE_PLAN = f"query($id: ID!) {{ plan(id: $id) {{ {PLAN} }} }}"
PLANS = """query($region: String, $kind: PlanKind, $state: PlanState, $on: Date) {
  plans(regionCode: $region, kind: $kind, state: $state, on: $on) { totalCount nodes { id kind state } } }"""
OCCURRENCES = """query($posting: ID!, $matter: String!) {
  dutyOccurrences(postingId: $posting, matter: $matter, first: 100) {
    nodes { id period periodStart periodEnd dueOn state late overdue } } }"""
VERDICT = """query($id: ID!) { dutyVerdict(occurrenceId: $id) {
  outcome reason measured required missing overdueDays lateDays reference
  counted { kind doneOn } notCounted { kind reason } } }"""
