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
  query Rectifications($overdue: Boolean, $forMe: Boolean!, $after: String) {
    inspectionRectifications(overdue: $overdue, forMe: $forMe, first: 20, after: $after) {
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
    reportedByMe
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
    rectificationsWaiting
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
