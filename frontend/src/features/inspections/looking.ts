import { graphql } from '../../gql';

export const INSPECTION_FINDINGS_OF = graphql(`
  query FindingsOfInspection($id: ID!, $after: String) {
    inspection(id: $id) {
      id
      findings(first: 15, after: $after) {
        nodes {
          ...FindingParts
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
  fragment FindingParts on InspectionFinding {
    id
    regionCode
    placeName
    presence
    end
    violation
    nightsAway
    households
    foundOn
    note
    posting {
      id
      regionCode
      cadre {
        id
        name
      }
      sendingUnit {
        id
        name
      }
    }
    evidence {
      id
      fileName
      notice
    }
    rectification {
      id
      demand
      dueOn
      state
      report
      reportedOn
      reportedByMe
      decidedOn
      decisionNote
      evidence {
        id
        fileName
        notice
      }
    }
  }
`);

export const SEEN_ON_THE_SPOT = graphql(`
  query SeenOnTheSpot($id: ID!, $after: String) {
    inspection(id: $id) {
      id
      findings(first: 100, after: $after) {
        nodes {
          ...SeenParts
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
  fragment SeenParts on InspectionFinding {
    id
    regionCode
    presence
    end
    violation
    nightsAway
    households
    foundOn
    note
    posting {
      id
    }
    rectification {
      id
      demand
      dueOn
    }
  }
`);

export const FILES_OF_FINDING = graphql(`
  query FilesOfFinding($id: ID!) {
    node(id: $id) {
      id
      ... on InspectionFinding {
        evidence {
          id
          fileName
        }
      }
    }
  }
`);

export const MY_FINDINGS = graphql(`
  query MyFindings($after: String) {
    inspectionFindings(first: 15, after: $after) {
      nodes {
        ...FindingParts
        inspection {
          id
          title
          method
          publishedAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const FINDING_LEADS = graphql(`
  query FindingLeads($regionCode: String!, $month: String!) {
    leads(regionCode: $regionCode, month: $month, first: 100) {
      nodes {
        id
        kind
        state
        since
        reason
        clauses
        responsibleName
        posting {
          id
        }
      }
    }
  }
`);

export const BOTH_ENDS = graphql(`
  query BothEnds($postingId: ID!, $day: Date!) {
    bothEnds(postingId: $postingId, day: $day) {
      village
      unit
      onLeave
      whereabouts
      reason
    }
  }
`);

export const PEOPLE_THERE = graphql(`
  query PeopleThere($regionCode: String!, $activeOn: Date!, $after: String) {
    postings(regionCode: $regionCode, activeOn: $activeOn, first: 100, after: $after) {
      nodes {
        id
        regionCode
        placeName
        cadre {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const PERSON_KNOWN = graphql(`
  query PersonKnown($id: ID!, $month: String!, $attendance: Boolean!, $logs: Boolean!, $leave: Boolean!) {
    posting(id: $id) {
      id
      role
      cadre {
        id
        name
        phone
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
      attendanceDays(month: $month) @include(if: $attendance) {
        day
        status
        afternoon
        registered
        firstCheckInAt
      }
      workLogs(month: $month) @include(if: $logs) {
        day
        incomplete
      }
      leaves(first: 5) @include(if: $leave) {
        nodes {
          id
          kind
          state
          fromDay
          toDay
        }
      }
    }
  }
`);
