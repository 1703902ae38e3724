import { graphql } from '../../gql';

export const LEAVE_PARTS = graphql(`
  fragment LeaveParts on LeaveRequest {
    id
    kind
    state
    fromDay
    fromHalf
    toDay
    toHalf
    days
    askedDays
    reason
    purpose
    late
    placeName
    requestedAt
    reportedBackOn
    endedReason
    waiting
    waitingLevel
    overdue
    overdueDays
    returnSeenOn
    posting {
      id
      role
      cadre {
        id
        name
      }
      sendingUnit {
        id
        name
      }
    }
  }
`);

export const MY_LEAVES = graphql(`
  query MyLeaves($after: String) {
    myPosting {
      id
      leaves(first: 20, after: $after) {
        totalCount
        nodes {
          ...LeaveParts
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export const LEAVE_DETAIL = graphql(`
  query LeaveDetail($id: ID!) {
    leave(id: $id) {
      id
      clauseDocument
      clauseWords
      clauseReference
      steps {
        ...LeaveStepParts
      }
      extensions {
        ...LeaveExtensionParts
      }
      evidence {
        id
        fileName
      }
    }
  }
  fragment LeaveStepParts on LeaveStep {
    round
    number
    level
    placeName
    outcome
    decidedBy
    office
    decidedAt
    note
  }
  fragment LeaveExtensionParts on LeaveExtension {
    round
    state
    toDay
    toHalf
    days
    reason
    late
    clauseDocument
    clauseWords
    clauseReference
    requestedAt
  }
`);

export const LEAVES_OF_YEAR = graphql(`
  query LeavesOfYear($postingId: ID!, $from: Date!, $to: Date!) {
    leaves(postingId: $postingId, from: $from, to: $to, first: 50) {
      nodes {
        id
        kind
        state
        fromDay
        fromHalf
        toDay
        toHalf
        days
      }
    }
  }
`);

export const LEAVE_DAYS = graphql(`
  query LeaveDays($id: ID!, $month: String!) {
    leave(id: $id) {
      id
      posting {
        id
        attendanceDays(month: $month) {
          day
          status
          afternoon
        }
      }
    }
  }
`);

export const LEAVE_PREVIEW = graphql(`
  query LeavePreview($kind: LeaveKind!, $from: Date!, $to: Date!, $fromPart: DayPart!, $toPart: DayPart!) {
    leavePreview(kind: $kind, from: $from, to: $to, fromPart: $fromPart, toPart: $toPart) {
      ...LeavePreviewParts
    }
  }
  fragment LeavePreviewParts on LeavePreview {
    days
    late
    obstacle
    steps {
      number
      level
      placeName
    }
    clauseDocument
    clauseWords
    clauseReference
    year
    takenDays
    totalDays
    yearlyLimitDays
  }
`);

export const EXTENSION_PREVIEW = graphql(`
  query LeaveExtensionPreview($leaveId: ID!, $to: Date!, $toPart: DayPart!) {
    leaveExtensionPreview(leaveId: $leaveId, to: $to, toPart: $toPart) {
      ...LeavePreviewParts
    }
  }
`);

export const LEAVES_WAITING = graphql(`
  query LeavesWaiting($regionCode: String, $after: String) {
    leavesWaiting(regionCode: $regionCode, first: 10, after: $after) {
      totalCount
      nodes {
        ...LeaveParts
        extensions {
          round
          state
          toDay
          toHalf
          days
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const LEAVES = graphql(`
  query Leaves(
    $regionCode: String
    $kind: LeaveKind
    $state: LeaveState
    $from: Date
    $to: Date
    $unreported: Boolean
    $after: String
  ) {
    leaves(
      regionCode: $regionCode
      kind: $kind
      state: $state
      from: $from
      to: $to
      unreported: $unreported
      first: 20
      after: $after
    ) {
      totalCount
      nodes {
        ...LeaveParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const LEAVE_FIGURES = graphql(`
  query LeaveFigures($regionCode: String, $today: Date!, $approves: Boolean!) {
    leavesWaiting(regionCode: $regionCode, first: 1) @include(if: $approves) {
      totalCount
    }
    away: leaves(regionCode: $regionCode, state: APPROVED, from: $today, to: $today, first: 1) {
      totalCount
    }
    unreported: leaves(regionCode: $regionCode, unreported: true, first: 1) {
      totalCount
    }
  }
`);

export const LEAVE_TOTALS = graphql(`
  query LeaveTotals($regionCode: String, $kind: LeaveKind, $from: Date!, $to: Date!) {
    leaveTotals(regionCode: $regionCode, from: $from, to: $to) {
      kind
      requests
      people
      days
      waiting
    }
    leavePlaces(regionCode: $regionCode, kind: $kind, from: $from, to: $to) {
      regionCode
      name
      requests
      people
      days
      waiting
    }
  }
`);

export const WAITING_LEAVE = graphql(`
  query WaitingLeave {
    leavesWaiting(first: 1) {
      totalCount
    }
  }
`);
