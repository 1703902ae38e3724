import { graphql } from '../../gql';

export const CLAIMS = graphql(`
  query Claims(
    $regionCode: String
    $state: ClaimState
    $toDecide: Boolean!
    $evidence: Boolean!
    $after: String
  ) {
    backfillRequests(regionCode: $regionCode, state: $state, toDecide: $toDecide, first: 20, after: $after) {
      totalCount
      nodes {
        ...ClaimParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment ClaimParts on BackfillRequest {
    id
    day
    part
    placeName
    state
    reason
    place
    located
    accuracyM
    distanceM
    entries
    submittedAt
    decidedAt
    decidedByName
    decisionReason
    posting {
      id
      cadre {
        id
        name
      }
      backfillRequests {
        id
        day
        state
      }
    }
    evidence @include(if: $evidence) {
      id
      fileName
      notice
    }
  }
`);

export const CONFLICTS = graphql(`
  query Conflicts($regionCode: String, $state: ConflictState, $toDecide: Boolean!, $leaves: Boolean!, $after: String) {
    attendanceConflicts(regionCode: $regionCode, state: $state, toDecide: $toDecide, first: 20, after: $after) {
      totalCount
      nodes {
        ...ConflictParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment ConflictParts on AttendanceConflict {
    id
    day
    part
    placeName
    standing
    claimed
    explanation
    state
    raisedAt
    decision
    reason
    decidedAt
    decidedByName
    posting {
      id
      cadre {
        id
        name
      }
    }
    leave @include(if: $leaves) {
      ...LeaveOfDay
    }
  }
  fragment LeaveOfDay on LeaveRequest {
    id
    kind
    state
    fromDay
    fromHalf
    toDay
    toHalf
    reason
    purpose
    requestedAt
    approvedAt
    steps {
      round
      number
      outcome
      decidedBy
      office
    }
  }
`);

export const MY_CLAIMS = graphql(`
  query MyClaims($evidence: Boolean!, $leaves: Boolean!) {
    myPosting {
      id
      startDate
      endDate
      backfillRequests {
        ...ClaimParts
      }
      attendanceConflicts {
        ...ConflictParts
      }
    }
  }
`);

export const DAY_FACTS = graphql(`
  query DayFacts(
    $posting: ID!
    $month: String!
    $near: String!
    $from: Date!
    $to: Date!
    $logs: Boolean!
    $leaves: Boolean!
  ) {
    posting(id: $posting) {
      id
      attendanceDays(month: $month) {
        ...DayActs
      }
      nearDays: attendanceDays(month: $near) {
        ...DayActs
      }
      nights(month: $month) {
        night
        spent
        source
      }
      workLogs(month: $month) @include(if: $logs) {
        day
        content
        place
        writtenAt
      }
      backfillRequests {
        id
        day
        state
      }
      month(month: $month) {
        onDutyDays
        halfDay
      }
    }
    leaves(postingId: $posting, from: $from, to: $to, first: 10) @include(if: $leaves) {
      nodes {
        ...LeaveOfDay
      }
    }
  }
  fragment DayActs on AttendanceDay {
    day
    status
    afternoon
    registered
    approved
    checkIns
    acts {
      at
      receivedAt
      late
      accuracyM
      distanceM
      note
    }
  }
`);

export const WAITING_CLAIMS = graphql(`
  query WaitingClaims {
    backfillRequests(toDecide: true, first: 1) {
      totalCount
    }
    attendanceConflicts(toDecide: true, first: 1) {
      totalCount
    }
  }
`);

export const CLAIM_DAY = graphql(`
  mutation ClaimDay($input: ClaimDayInput!) {
    claimDay(input: $input) {
      id
      state
    }
  }
`);

export const WITHDRAW_CLAIM = graphql(`
  mutation WithdrawClaim($id: ID!) {
    withdrawClaim(id: $id) {
      id
      state
    }
  }
`);

export const DECIDE_CLAIM = graphql(`
  mutation DecideClaim($id: ID!, $approve: Boolean!, $reason: String) {
    decideClaim(id: $id, approve: $approve, reason: $reason) {
      id
      state
    }
  }
`);

export const DECIDE_CONFLICT = graphql(`
  mutation DecideConflict($id: ID!, $decision: ConflictDecision!, $reason: String!) {
    decideConflict(id: $id, decision: $decision, reason: $reason) {
      id
      state
    }
  }
`);
