"""The GraphQL documents about registers that acceptance tests send."""

ADD_ENTRY = """mutation($input: AddRegisterEntryInput!) {
  addRegisterEntry(input: $input) {
    id form title regionCode validFrom validTo content accepted
    parties { code token name regionCode posting { id } } evidence { id } } }"""
END_ENTRY = """mutation($id: ID!, $lastDay: Date!, $reason: String!, $key: String!) {
  endRegisterEntry(id: $id, lastDay: $lastDay, reason: $reason, idempotencyKey: $key) { id validTo endedBecause } }"""
CORRECT_ENTRY = """mutation($input: CorrectRegisterEntryInput!) {
  correctRegisterEntry(input: $input) { id content accepted evidence { id } } }"""
ENTRIES = """query($form: String, $region: String, $on: Date, $posting: ID, $running: Boolean) {
  registerEntries(form: $form, regionCode: $region, on: $on, postingId: $posting, running: $running, first: 40) {
    totalCount nodes { id form title regionCode placeName validFrom validTo endedBecause content
      parties { code name regionCode posting { id cadre { name } } } } } }"""
ENTRY = """query($id: ID!) { registerEntry(id: $id) { id title content validTo parties { code name } } }"""
FORMS = """query($region: String!, $on: Date) {
  registerForms(regionCode: $region, on: $on) {
    code title proof pairs clauseReference
    fields { code title kind required least most choices { value label } }
    parties { code title kind least most onlyOne forms } } }"""
TOTALS = """query($form: String!, $region: String!, $by: [String!]!, $on: Date) {
  registerTotals(form: $form, regionCode: $region, by: $by, on: $on) {
    entries values { code value label } } }"""
GROUPING = """query($villages: [String!]!) {
  groupingAdvice(villageCodes: $villages) { possible sizes groups reason } }"""
OCCURRENCES = """query($region: String, $matter: String, $state: OccurrenceState) {
  dutyOccurrences(regionCode: $region, matter: $matter, state: $state, first: 100) {
    nodes { id matter subject regionCode state required done soft
      rule { title reference words } posting { cadre { name } } unit { name } } } }"""
OWED_BY_ENTRIES = """query($region: String, $matter: String, $state: OccurrenceState) {
  dutyOccurrences(regionCode: $region, matter: $matter, state: $state, first: 100) {
    nodes { id state entry { title } } } }"""
VERDICT = """query($id: ID!) {
  dutyVerdict(occurrenceId: $id) { outcome reason measured required missing reference counted { kind day } } }"""
RATES = """query($region: String!, $matter: String!, $from: Date!, $to: Date!) {
  dutyRates(regionCode: $region, matter: $matter, from: $from, to: $to) {
    regionCode name due met exempt rate } }"""
