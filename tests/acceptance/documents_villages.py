"""The GraphQL documents about villages and projects that acceptance tests send."""

SET_TAG = """mutation($input: SetVillageTagInput!) {
  setVillageTag(input: $input) { id code title validFrom validTo } }"""
DELIST = """mutation($input: DelistVillageInput!) {
  delistVillage(input: $input) { id code validTo endedBecause evidence { id } } }"""
TAGS = """query($region: String, $code: String, $current: Boolean) {
  villageTags(regionCode: $region, code: $code, current: $current, first: 100) {
    nodes { id regionCode code title validFrom validTo reason endedBecause evidence { id } } } }"""
RECORD_INCOMES = """mutation($input: RecordCollectiveIncomesInput!) {
  recordCollectiveIncomes(input: $input) { regionCode year grossFen subsidiesFen operatingFen correctedBecause } }"""
INCOME_CLASSES = """query($region: String!, $year: Int!) {
  incomeClasses(regionCode: $region, year: $year) {
    villages recorded withoutScale
    bands { code title basis comparison lineFen count recorded share countBefore change left entered comparable
      clauseWords clauseReference villages { regionCode measuredFen } } } }"""
RECORD_MEASURE = """mutation($input: RecordTargetMeasureInput!) {
  recordTargetMeasure(input: $input) { target year value } }"""
TARGET_VERDICTS = """query($region: String!, $year: Int!) {
  targetVerdicts(regionCode: $region, year: $year) {
    matter title clauseWords clauseReference
    verdicts { target title outcome measured measuredYear required reason } } }"""
RECORD_PROFILE = """mutation($input: RecordVillageProfileInput!) {
  recordVillageProfile(input: $input) { id asOf population } }"""
PROFILES = """query($region: String!) {
  villageProfile(regionCode: $region) { asOf population households poorHouseholds landMu description }
  villageProfiles(regionCode: $region) { nodes { asOf population } } }"""
STATE_FIGURE = """mutation($input: StateFigureInput!) { stateFigure(input: $input) { id code value precision } }"""
STATED_RATIO = """query($region: String!, $of: String!, $per: String!, $from: Int!, $to: Int!) {
  statedRatio(regionCode: $region, of: $of, per: $per, fromYear: $from, toYear: $to) { value unit exact reason } }"""
STATED_FIGURES = """query($region: String!) {
  statedFigures(regionCode: $region) { nodes { code title value unit precision } } }"""

RECORD_PROJECT = """mutation($input: RecordProjectInput!) {
  recordProject(input: $input) { id title status quantities { item amount unit } posting { id } } }"""
POST_NOTICE = """mutation($input: PostNoticeInput!) {
  postPublicNotice(input: $input) { id postedOn until photos { id } } }"""
PROJECT_DUTIES = """query($region: String!) {
  dutyOccurrences(regionCode: $region, matter: "project.year", first: 100) {
    nodes { id state periodStart posting { cadre { name } } } } }"""
WHY_NOT = """query($id: ID!) {
  dutyVerdict(occurrenceId: $id) { outcome counted { day } notCounted { reason } } }"""
PROJECT = """query($id: ID!) {
  project(id: $id) { title notices { postedOn until photos { id } }
    sources { giver kind pledgedFen receipts { receivedOn amountFen account isReversal } } } }"""
PROJECT_TOTALS = """query($region: String!) {
  projectTotals(regionCode: $region) { item unit amount projects } }"""
PROJECT_TOTAL = """query($region: String!, $item: String, $unit: String) {
  projectTotal(regionCode: $region, item: $item, unit: $unit) }"""
PLEDGE = """mutation($input: PledgeFundingInput!) { pledgeFunding(input: $input) { id pledgedFen } }"""
RECEIVE = """mutation($input: ReceiveFundingInput!) { receiveFunding(input: $input) { id amountFen } }"""
FUNDING = """query($id: ID!) {
  projectFunding(projectId: $id) { costFen pledgedFen receivedFen gapFen receivedShare unitPriceFen unit
    matching { state specialFen matchedFen missing reason } } }"""
SPECIAL_FUNDS = """query($region: String!) {
  specialFunds(regionCode: $region) { title regionCode matching { state specialFen matchedFen missing reason } } }"""
