"""What the acceptance tests of campaigns and appointments ask, as GraphQL."""

CREATE_CAMPAIGN = """mutation($input: CreateCampaignInput!) { createCampaign(input: $input) { id name state } }"""
_BALANCE = """balanced warnings equations { name left right difference holds sentence }
  progress { dispatchLevel title planned { cadres villages units } actual { cadres villages units } }"""
SET_QUOTAS = f"""mutation($input: SetCampaignQuotasInput!) {{ setCampaignQuotas(input: $input) {{ {_BALANCE} }} }}"""
BALANCE = f"""query($id: ID!) {{ campaignBalance(id: $id) {{ {_BALANCE} }} }}"""
OPEN_CAMPAIGN = """mutation($id: ID!, $key: String!) { openCampaign(id: $id, idempotencyKey: $key) { id state } }"""
CLOSE_CAMPAIGN = """mutation($id: ID!, $key: String!) { closeCampaign(id: $id, idempotencyKey: $key) { id state } }"""
JOIN_CAMPAIGN = """mutation($id: ID!, $postings: [ID!]!, $key: String!) {
  joinCampaign(id: $id, postingIds: $postings, idempotencyKey: $key) { id } }"""
CAMPAIGN = """query($id: ID!) { campaign(id: $id) { name state otherwiseVillages otherwiseBy
  quotas { title dispatchLevel cadres villages perVillage units } } }"""
ADD_CANDIDATE = """mutation($input: AddCandidateInput!) {
  addCandidate(input: $input) { id state category reserve cadre { id name } unit { name } } }"""
REVIEW_CANDIDATE = """mutation($input: ReviewCandidateInput!) {
  reviewCandidate(input: $input) { id state review { veto found decidedBy decidedOn } } }"""
WITHDRAW_CANDIDATE = """mutation($id: ID!, $reason: String!, $key: String!) {
  withdrawCandidate(id: $id, reason: $reason, idempotencyKey: $key) { id state } }"""
CANDIDATES = """query($campaign: ID!) { candidates(campaignId: $campaign) {
  nodes { id state reserve scoreHundredths cadre { name } review { veto found decidedBy } } } }"""
APPOINT_TO_POST = """mutation($input: AppointToPostInput!) {
  appointToPost(input: $input) { id role dispatchLevel regionCode startDate plannedEnd endDate cadre { id name }
    sendingUnit { name } decision { body decidedOn announcedOn accepted } } }"""
ANNOUNCE = """mutation($id: ID!, $on: Date!, $key: String!) {
  announceAppointment(postingId: $id, announcedOn: $on, idempotencyKey: $key) {
    decision { decidedOn announcedOn } } }"""
EXTEND_TERM = """mutation($id: ID!, $until: Date!, $reason: String!, $key: String!) {
  extendTerm(postingId: $id, until: $until, reason: $reason, idempotencyKey: $key) {
    plannedEnd extensions { previousEnd until reason } } }"""
END_POSTING = """mutation($id: ID!, $last: Date!, $key: String!) {
  endPosting(postingId: $id, lastDay: $last, reason: "任期届满", idempotencyKey: $key) { endDate } }"""
PARTY_TRANSFER = """mutation($input: PartyTransferInput!) {
  recordPartyTransfer(input: $input) { partyTransfers { direction transferredOn fromBranch toBranch } } }"""
UNIT_RELEASE = """mutation($input: UnitReleaseInput!) {
  recordUnitRelease(input: $input) { release { releasedOn handedOverTo } } }"""
POST_GAPS = """query($region: String!) {
  postGaps(regionCode: $region) { regionCode dispatchLevel missing surplus sentence clauseReference } }"""
OVERDUE_TERMS = """query($region: String!) {
  overdueTerms(regionCode: $region) { postingId cadreName termEndedOn days sentence clauseReference } }"""
SERVICE_RECORD = """query($cadre: ID!, $cumulative: Boolean! = true) {
  serviceRecord(cadreId: $cadre, cumulative: $cumulative) {
    totalDays longestDays oneYear sentence stretches { placeName firstDay lastDay days running } } }"""
POSTINGS_IN = """query($region: String!) { postings(regionCode: $region, first: 100) { totalCount nodes { id } } }"""
