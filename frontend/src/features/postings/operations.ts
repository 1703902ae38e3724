import { graphql } from '../../gql';

export const POSTINGS = graphql(`
  query Postings($regionCode: String, $month: String!, $attendance: Boolean!, $after: String) {
    postings(regionCode: $regionCode, first: 100, after: $after) {
      nodes {
        id
        role
        dispatchLevel
        placeName
        startDate
        endDate
        cadre {
          id
          name
        }
        sendingUnit {
          id
          name
        }
        month(month: $month) @include(if: $attendance) {
          onDutyDays
          halfDay
          logDays
          lastDay
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const SHEETS = graphql(`
  query Sheets($regionCode: String, $month: String!, $after: String) {
    sheets(regionCode: $regionCode, month: $month, first: 100, after: $after) {
      nodes {
        id
        state
        outcome
        reason
        posting {
          id
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const POSTING_MONTH = graphql(`
  query PostingMonth($id: ID!, $month: String!, $logs: Boolean!) {
    posting(id: $id) {
      id
      attendanceDays(month: $month) {
        ...DayParts
      }
      workLogs(month: $month) @include(if: $logs) {
        ...LogParts
      }
    }
  }
  fragment DayParts on AttendanceDay {
    day
    status
    afternoon
    firstCheckInAt
    checkIns
    photo {
      id
    }
  }
  fragment LogParts on WorkLog {
    day
    content
    place
    companions
    householdsVisited
    helpGiven
    problemsHeard
    evidence {
      id
      fileName
    }
  }
`);

export const EVIDENCE_LINK = graphql(`
  mutation EvidenceLink($id: ID!) {
    evidenceLink(id: $id)
  }
`);

export const POSTING_PERSON = graphql(`
  query PostingPerson($id: ID!) {
    posting(id: $id) {
      id
      cadre {
        id
        name
        idNumber
        phone
        bankAccount
        address
      }
    }
  }
`);

export const UNMASK = graphql(`
  mutation Unmask($cadreId: ID!, $fields: [PersonalField!]!, $reason: String!) {
    unmask(cadreId: $cadreId, fields: $fields, reason: $reason) {
      idNumber
      phone
      bankAccount
      address
    }
  }
`);
