import { graphql } from '../../gql';

export const LOG_DESK = graphql(`
  query LogDesk($day: Date!, $month: String!) {
    workLogTemplates(first: 20) {
      nodes {
        id
        title
        content
      }
    }
    myOpenItems(day: $day, first: 20) {
      nodes {
        id
        text
        openedOn
      }
    }
    events(month: $month, first: 50) {
      nodes {
        id
        title
        day
        at
        venue
        withdrawnAt
      }
    }
    myPosting {
      id
      region {
        name
      }
      workLogs(month: $month) {
        ...LogStanding
      }
    }
  }
  fragment LogStanding on WorkLog {
    day
    place
    openedItems {
      id
      text
      state
    }
    settledItems {
      id
      text
      openedOn
      state
      outcome
    }
  }
`);

export const MISSING_LOGS = graphql(`
  query MissingLogs($postingId: ID!, $month: String!) {
    missingLogs(postingId: $postingId, month: $month)
  }
`);

export const WRITE_LOG = graphql(`
  mutation WriteLog($input: WriteLogInput!) {
    writeLog(input: $input) {
      ...LogParts
      updatedAt
      incomplete
      evidenceMissing
    }
  }
`);

export const LOG_TEMPLATES = graphql(`
  query LogTemplates($after: String) {
    workLogTemplates(first: 30, after: $after) {
      totalCount
      nodes {
        id
        title
        content
        regionCode
        placeName
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const ADD_LOG_TEMPLATE = graphql(`
  mutation AddLogTemplate($input: AddLogTemplateInput!) {
    addLogTemplate(input: $input) {
      id
    }
  }
`);

export const RETIRE_LOG_TEMPLATE = graphql(`
  mutation RetireLogTemplate($id: ID!, $idempotencyKey: String!) {
    retireLogTemplate(id: $id, idempotencyKey: $idempotencyKey) {
      id
    }
  }
`);
