import { graphql } from '../../gql';

export const LEAD_FIGURES = graphql(`
  query LeadFigures($regionCode: String) {
    leadFigures(regionCode: $regionCode) {
      regionCode
      placeName
      kind
      open
      asked
      answered
    }
  }
`);

export const LEADS = graphql(`
  query Leads(
    $regionCode: String
    $kind: LeadKind
    $state: LeadState
    $month: String
    $postingId: ID
    $after: String
  ) {
    leads(
      regionCode: $regionCode
      kind: $kind
      state: $state
      month: $month
      postingId: $postingId
      first: 20
      after: $after
    ) {
      totalCount
      nodes {
        id
        kind
        state
        violation
        placeName
        since
        until
        raisedAt
        responsibleName
        askedName
        askedAt
        answeredAt
        posting {
          id
          cadre {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const LEAD = graphql(`
  query OneLead($id: ID!) {
    lead(id: $id) {
      id
      kind
      state
      violation
      regionCode
      placeName
      since
      until
      reason
      clauses
      raisedAt
      responsibleName
      question
      askedName
      askedByName
      askedAt
      answer
      answeredAt
      decidedByName
      decidedAt
      decisionNote
      posting {
        id
        role
        placeName
        cadre {
          id
          name
        }
        sendingUnit {
          id
          name
        }
      }
      signals(first: 50) {
        totalCount
        nodes {
          ...SignalParts
        }
      }
      sheet {
        id
        month
        state
        withheld
        days
        signature {
          id
          name
          office
          actingFor
          at
          valid
        }
      }
      findings {
        id
        foundOn
        presence
        end
        note
        nightsAway
        placeName
        evidence {
          id
          notice
        }
        inspection {
          id
          title
          method
        }
      }
    }
  }
`);

export const SIGNAL_PARTS = graphql(`
  fragment SignalParts on PresenceSignal {
    id
    kind
    day
    otherDay
    postingId
    placeName
    reason
    raisedAt
    answer
    answeredAt
    cadre {
      id
      name
    }
    otherCadre {
      id
      name
    }
    evidence {
      id
      notice
    }
    otherEvidence {
      id
      notice
    }
  }
`);

export const SIGNALS = graphql(`
  query Signals(
    $regionCode: String
    $kind: SignalKind
    $month: String
    $postingId: ID
    $answered: Boolean
    $mine: Boolean
    $after: String
  ) {
    signals(
      regionCode: $regionCode
      kind: $kind
      month: $month
      postingId: $postingId
      answered: $answered
      mine: $mine
      first: 20
      after: $after
    ) {
      totalCount
      nodes {
        ...SignalParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const QUESTIONS = graphql(`
  query LeadQuestions($after: String) {
    leadQuestions(first: 20, after: $after) {
      nodes {
        id
        kind
        state
        placeName
        since
        until
        reason
        question
        askedAt
        answer
        answeredAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const WAITING_QUESTIONS = graphql(`
  query WaitingQuestions {
    leadQuestions(first: 50) {
      nodes {
        id
        state
        answeredAt
      }
    }
  }
`);

export const WAITING_SIGNALS = graphql(`
  query WaitingSignals {
    signals(mine: true, answered: false, first: 1) {
      totalCount
    }
  }
`);

export const WAITING_LEADS = graphql(`
  query WaitingLeads {
    leadCounts {
      kind
      open
    }
  }
`);

export const FIND_POSTED = graphql(`
  query FindPosted($nameStartsWith: String!) {
    cadres(nameStartsWith: $nameStartsWith, first: 10) {
      nodes {
        id
        name
        postings(first: 4) {
          nodes {
            id
            placeName
            endDate
          }
        }
      }
    }
  }
`);

export const POSTED = graphql(`
  query PostedPerson($id: ID!) {
    posting(id: $id) {
      id
      cadre {
        id
        name
      }
    }
  }
`);

