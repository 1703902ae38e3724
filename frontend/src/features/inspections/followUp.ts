import { graphql } from '../../gql';

export const RECORD_RECTIFICATION = graphql(`
  mutation RecordRectification($input: RecordRectificationInput!) {
    recordRectification(input: $input) {
      id
    }
  }
`);

export const DECIDE_RECTIFICATION = graphql(`
  mutation DecideRectification($input: DecideRectificationInput!) {
    decideRectification(input: $input) {
      id
    }
  }
`);

export const RECTIFICATIONS = graphql(`
  query Rectifications($state: RectificationState, $overdue: Boolean, $after: String) {
    inspectionRectifications(state: $state, overdue: $overdue, first: 20, after: $after) {
      nodes {
        ...RectificationParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment RectificationParts on InspectionRectification {
    id
    demand
    dueOn
    state
    report
    reportedOn
    decidedOn
    decisionNote
    evidence {
      id
      fileName
      notice
    }
    finding {
      id
      regionCode
      placeName
      presence
      violation
      note
      foundOn
      posting {
        id
        cadre {
          id
          name
        }
      }
      inspection {
        id
        title
        state
        plannerRegionCode
      }
    }
  }
`);

export const WAITING_RECTIFICATIONS = graphql(`
  query WaitingRectifications {
    demanded: inspectionRectifications(state: DEMANDED, first: 50) {
      nodes {
        ...WaitingParts
      }
    }
    returned: inspectionRectifications(state: RETURNED, first: 50) {
      nodes {
        ...WaitingParts
      }
    }
    reported: inspectionRectifications(state: REPORTED, first: 50) {
      nodes {
        ...WaitingParts
      }
    }
  }
  fragment WaitingParts on InspectionRectification {
    id
    state
    finding {
      id
      regionCode
      inspection {
        id
        state
        plannerRegionCode
      }
    }
  }
`);

export const RECTIFICATIONS_AT_HAND = graphql(`
  query RectificationsAtHand {
    demanded: inspectionRectifications(state: DEMANDED, first: 20) {
      nodes {
        ...RectificationParts
      }
    }
    returned: inspectionRectifications(state: RETURNED, first: 20) {
      nodes {
        ...RectificationParts
      }
    }
    reported: inspectionRectifications(state: REPORTED, first: 20) {
      nodes {
        ...RectificationParts
      }
    }
  }
`);

export const BULLETINS = graphql(`
  query Bulletins($published: Boolean, $after: String) {
    bulletins(published: $published, first: 20, after: $after) {
      nodes {
        id
        subject
        title
        content
        regionCode
        placeName
        createdAt
        publishedAt
        unit {
          id
          name
        }
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

export const BULLETIN_GROUNDS = graphql(`
  query BulletinGrounds($id: ID!) {
    node(id: $id) {
      id
      ... on Bulletin {
        grounds {
          id
          placeName
          presence
          foundOn
          inspection {
            id
            title
          }
        }
      }
    }
  }
`);

export const BULLETIN_WORDS = graphql(`
  query BulletinWords($findingIds: [ID!]!) {
    bulletinWords(findingIds: $findingIds) {
      subject
      regionCode
      unitId
      postingId
      title
      content
    }
  }
`);

export const DRAFT_BULLETIN = graphql(`
  mutation DraftBulletin($input: DraftBulletinInput!) {
    draftBulletin(input: $input) {
      id
    }
  }
`);

export const PUBLISH_BULLETIN = graphql(`
  mutation PublishBulletin($id: ID!, $idempotencyKey: String!) {
    publishBulletin(id: $id, idempotencyKey: $idempotencyKey) {
      id
      publishedAt
    }
  }
`);
