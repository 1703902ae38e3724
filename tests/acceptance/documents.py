"""The GraphQL documents that acceptance tests send, as a front end would."""

BEGIN_UPLOAD = """mutation($input: BeginUploadInput!) {
  beginUpload(input: $input) { evidenceId url fields { name value } expiresAt } }"""
COMPLETE_UPLOAD = """mutation($id: ID!) {
  completeUpload(id: $id) { id state sha256 size width height contentType } }"""
CHECK_IN = """mutation($input: CheckInInput!) {
  checkIn(input: $input) { day status checkIns firstCheckInAt photo { id } } }"""
WRITE_LOG = """mutation($input: WriteLogInput!) {
  writeLog(input: $input) { day content householdsVisited evidenceMissing evidence { id sha256 } } }"""
REGISTER_DAY = """mutation($input: RegisterDayInput!) { registerDay(input: $input) { day status } }"""
TOTAL_MONTH = """mutation($township: String!, $month: String!, $key: String!) {
  totalMonth(townshipCode: $township, month: $month, idempotencyKey: $key) {
    id state onDutyDays outcome reason clause posting { cadre { name } } } }"""
SIGN = """mutation($township: String!, $month: String!, $key: String!) {
  signSheets(townshipCode: $township, month: $month, idempotencyKey: $key) { id state } }"""
SEAL = """mutation($township: String!, $month: String!, $key: String!) {
  sealSheets(townshipCode: $township, month: $month, idempotencyKey: $key) { id state } }"""
ACTIVATE = """mutation($input: ActivatePluginInput!) {
  activatePlugin(input: $input) { id plugin regionCode validFrom validTo parameters } }"""
START_IMPORT = """mutation($evidence: ID!, $dryRun: Boolean!, $key: String!) {
  startRosterImport(evidenceId: $evidence, dryRun: $dryRun, idempotencyKey: $key) { id state dryRun } }"""
IMPORT = """query($id: ID!) {
  rosterImport(id: $id) { state rowCount problemCount problems createdCadres createdUnits createdPostings } }"""
RECORD_ACTIVITY = """mutation($input: RecordActivityInput!) { recordActivity(input: $input) { id heldOn topics } }"""
PREPARE = """mutation($county: String!, $quarter: String!, $key: String!) {
  prepareStipendBatch(countyCode: $county, quarter: $quarter, idempotencyKey: $key) {
    id state payableFen onHoldFen gateReason plugin
    lines(first: 100) { nodes { month amountFen state reason clauseReference posting { cadre { name } } } } } }"""
RELEASE = """mutation($id: ID!, $key: String!) { releaseStipendBatch(id: $id, idempotencyKey: $key) { id state } }"""
RECORD_POLICY = """mutation($input: RecordPolicyInput!) {
  recordInsurancePolicy(input: $input) { id sumInsuredFen startsOn endsOn } }"""
GAPS = """query($region: String!) {
  insuranceGaps(regionCode: $region) {
    cadreName requiredFen missingDays reason clauseReference periods { firstDay lastDay days } } }"""
CREATE_PARK = """mutation($county: String!, $name: String!, $key: String!) {
  createPark(countyCode: $county, name: $name, idempotencyKey: $key) { id name } }"""
CREATE_PROJECT = """mutation($input: CreateProjectInput!) { createParkProject(input: $input) { id name } }"""
RECORD_REVENUE = """mutation($input: RecordRevenueInput!) {
  recordRevenue(input: $input) {
    id amountFen isReversal allocations { beneficiary regionCode amountFen clauseReference } } }"""
REVERSE = """mutation($id: ID!, $note: String!, $key: String!) {
  reverseRevenue(id: $id, note: $note, idempotencyKey: $key) {
    id amountFen isReversal allocations { beneficiary regionCode amountFen } } }"""
POSTINGS = """{ postings(first: 100) { nodes {
  id role regionCode placeName cadre { id name } sendingUnit { name } } } }"""
COUNTY_FIGURES = """query($region: String!, $month: String!) {
  countyFigures(regionCode: $region, month: $month) {
    countyCode countyName postings onDutyDays requiredDays met belowNorm } }"""
