"""The GraphQL documents about activities that acceptance tests send."""

HOLD = """mutation($input: RecordActivityInput!) {
  recordActivity(input: $input) {
    id kind form formTitle heldOn title topics missingTopics incompleteBecause content personTimes note
    posting { id } evidence { id sha256 }
    parties(first: 100) { totalCount nodes { code name attendance rank regionCode posting { cadre { name } } } }
    absent(first: 100) { totalCount nodes { code attendance posting { cadre { name } } } } } }"""
WITHDRAW = """mutation($id: ID!, $reason: String!, $key: String!) {
  withdrawActivity(id: $id, reason: $reason, idempotencyKey: $key) { id title withdrawnAt withdrawnReason } }"""
ACTIVITIES = """query($form: String, $kind: ActivityKind, $region: String, $from: Date, $to: Date, $posting: ID,
                     $withdrawn: Boolean! = false) {
  activities(form: $form, kind: $kind, regionCode: $region, from: $from, to: $to, postingId: $posting,
             withWithdrawn: $withdrawn, first: 100) {
    totalCount nodes { id title kind form formTitle regionCode placeName heldOn withdrawnReason } } }"""
ACTIVITY = """query($id: ID!) { activity(id: $id) { id title
  parties(first: 100) { nodes { code attendance posting { cadre { name } } } } } }"""
FORMS = """query($region: String!, $on: Date) {
  activityForms(regionCode: $region, on: $on) {
    code title kind everybodyAttends clauseReference topics { code title }
    fields { code kind required choices { value label } } parties { code kind least most forms } } }"""
TOTALS = """query($region: String!, $form: String, $kind: ActivityKind, $from: Date, $to: Date,
                 $by: ActivityBreakdown! = WHOLE, $field: String) {
  activityTotals(regionCode: $region, form: $form, kind: $kind, from: $from, to: $to, by: $by, field: $field) {
    key title activities personTimes times persons entries } }"""
PERIODS = """query($region: String, $matter: String, $posting: ID) {
  dutyOccurrences(regionCode: $region, matter: $matter, postingId: $posting, first: 100) {
    nodes { id period periodStart periodEnd dueOn required done state overdue soft regionCode
      posting { cadre { name } } } } }"""
VERDICT = """query($id: ID!) {
  dutyVerdict(occurrenceId: $id) {
    outcome reason measured required missing reference words
    counted { kind day } notCounted { kind day reason } } }"""
