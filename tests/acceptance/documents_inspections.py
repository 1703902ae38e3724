"""The GraphQL documents about inspections that acceptance tests send."""

PLAN = "mutation($input: PlanInspectionInput!) { planInspection(input: $input) { id state } }"
FIND = """mutation($input: RecordFindingsInput!) {
  recordFindings(input: $input) {
    id state findings { nodes { id presence end violation nightsAway households posting { id }
      rectification { demand dueOn state } } } } }"""
PUBLISH = "mutation($id: ID!, $key: String!) { publishInspection(id: $id, idempotencyKey: $key) { id state } }"
CANCEL = """mutation($id: ID!, $key: String!) {
  cancelInspection(id: $id, reason: "改期", idempotencyKey: $key) { id state } }"""
DRAW = """mutation($input: DrawSampleInput!) {
  drawSample(input: $input) { id draws(first: 20) { nodes { id kind size } } } }"""
DRAWS = """{ inspections(first: 2) { nodes { id draws(first: 4) { nodes {
  id kind regionCode reckonedOn percent size population algorithm seed seedGiven recomputed route routeNames
  members(first: 10) { nodes { rank key regionCode posting { id } } } } } } } }"""
CHECK = "mutation($input: RecordCheckInput!) { recordCheck(input: $input) { id } }"
CHECKLIST = """query($id: ID!) { inspectionChecklist(inspectionId: $id) { item title sound reason computed } }"""
COVERAGE = """query($region: String!, $on: Date) { inspectionCoverage(regionCode: $region, on: $on) {
  regionCode matter title state population required done missingCount missing { postingId name } sampleDrawn
  overdueDays reason words reference periodStart periodEnd } }"""
BOTH_ENDS = """query($posting: ID!, $day: Date!) {
  bothEnds(postingId: $posting, day: $day) { village unit onLeave whereabouts reason } }"""
PATROLS = """query($city: String!, $on: Date) { patrols(regionCode: $city, on: $on) {
  required reference warning members { name counties { name } lacking reason }
  covered { name } uncovered { name } } }"""
RECTIFY = """mutation($input: RecordRectificationInput!) { recordRectification(input: $input) {
  id rectification { state report reportedOn evidence { id } } } }"""
DECIDE = """mutation($input: DecideRectificationInput!) { decideRectification(input: $input) {
  id rectification { state decidedOn decisionNote } } }"""
RECTIFICATIONS = """query($region: String, $overdue: Boolean, $state: RectificationState) {
  inspectionRectifications(regionCode: $region, overdue: $overdue, state: $state) {
    totalCount nodes { demand dueOn state report } } }"""
LEADS = """query($kind: LeadKind) { leads(kind: $kind) { totalCount nodes {
  id kind state violation since reason clauses responsibleName regionCode posting { id } } } }"""
WORDS = """query($findings: [ID!]!) { bulletinWords(findingIds: $findings) {
  subject regionCode unitId postingId title content } }"""
