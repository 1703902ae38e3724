import { graphql } from '../../gql';

export const MONTH_BOARD = graphql(`
  query MonthBoard($regionCode: String!, $month: String!) {
    monthPage(regionCode: $regionCode, month: $month) {
      dueOn
      counts {
        ...SheetCountParts
      }
      townships {
        townshipCode
        townshipName
        counts {
          ...SheetCountParts
        }
      }
      waiting {
        step
        townshipCode
        sheets
        overdue
        since
        hands {
          name
          office
          actingFor
        }
      }
    }
  }
  fragment SheetCountParts on SheetCounts {
    postings
    unregistered
    registered
    totalled
    signed
    sealed
    verified
    overdue
  }
`);

export const PLACES_BELOW = graphql(`
  query MonthPlaces($regionCode: String!, $level: RegionLevel!) {
    regions(under: $regionCode, level: $level, first: 100) {
      nodes {
        code
        name
      }
    }
  }
`);

export const MONTH_PEOPLE = graphql(`
  query MonthPeople($regionCode: String, $month: String!, $attendance: Boolean!, $logs: Boolean!, $after: String) {
    postings(regionCode: $regionCode, first: 50, after: $after) {
      nodes {
        id
        role
        dispatchLevel
        regionCode
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
        attendanceDays(month: $month) @include(if: $attendance) {
          day
          status
          afternoon
        }
        workLogs(month: $month) @include(if: $logs) {
          day
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const MONTH_SHEETS = graphql(`
  query MonthSheets($regionCode: String, $month: String!, $after: String) {
    sheets(regionCode: $regionCode, month: $month, first: 50, after: $after) {
      nodes {
        ...SheetParts
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
  fragment SheetParts on MonthlySheet {
    id
    state
    withheld
    onDutyDays
    days
    outcome
    reason
    clause
    contentHash
    totalledAt
    totalledBy
    sealedAt
    sealedBy
    verifiedAt
    verifiedBy
    signature {
      id
      name
      office
      actingFor
      at
      hash
      valid
    }
  }
`);

export const SHEET_HISTORY = graphql(`
  query SheetHistory($id: ID!) {
    node(id: $id) {
      id
      ... on MonthlySheet {
        sealedOnDutyDays
        sealedOutcome
        reopenings {
          id
          reason
          name
          reopenedAt
          state
          signature {
            id
            name
            office
            at
          }
        }
        overrides {
          id
          figure
          before
          after
          reason
          overriddenAt
          inForce
        }
      }
    }
  }
`);

export const PERSON_MONTH = graphql(`
  query PersonMonth($id: ID!, $month: String!, $logs: Boolean!) {
    posting(id: $id) {
      id
      attendanceDays(month: $month) {
        ...DayParts
        registered
        registeredBy
        approved
        late
        acts {
          at
          receivedAt
          late
          accuracyM
          distanceM
          note
        }
        conflict {
          id
          explanation
          state
          decision
          reason
        }
      }
      nights(month: $month) {
        night
        source
        spent
        reason
      }
      workLogs(month: $month) @include(if: $logs) {
        ...LogParts
      }
    }
  }
`);

export const PERSON_ABSENCES = graphql(`
  query PersonAbsences($id: ID!, $leaves: Boolean!) {
    posting(id: $id) {
      id
      leaves(first: 40) @include(if: $leaves) {
        nodes {
          id
          kind
          state
          fromDay
          toDay
          days
          reason
          approvedAt
        }
      }
      backfillRequests {
        id
        day
        state
        reason
        decidedByName
      }
    }
  }
`);

export const PRESENCE_BELOW = graphql(`
  query PresenceBelow($regionCode: String!, $on: Date!, $only: [Outcome!], $after: String) {
    presence(regionCode: $regionCode, on: $on, only: $only, first: 50, after: $after) {
      nodes {
        postingId
        cadreName
        regionCode
        placeName
        verdicts {
          ...PresenceParts
        }
      }
      endCursor
    }
  }
  fragment PresenceParts on PresenceVerdict {
    matter
    title
    cadence
    period
    firstDay
    lastDay
    measure
    outcome
    measured
    required
    missing
    running
    reachable
    possible
    soft
    document
    words
    reference
    reason
  }
`);

export const PRESENCE_OF_ONE = graphql(`
  query PresenceOfOne($postingId: ID!, $on: Date!) {
    postingPresence(postingId: $postingId, on: $on) {
      postingId
      verdicts {
        ...PresenceParts
        notCounted {
          days
          reason
        }
      }
    }
  }
`);

export const HOLIDAYS = graphql(`
  query MonthHolidays($year: Int!) {
    calendar(year: $year) {
      year
      published
      days {
        day
        kind
        name
      }
    }
  }
`);
