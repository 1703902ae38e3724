import { graphql } from '../../gql';

export const AUDIT_EVENTS = graphql(`
  query AuditEvents($filter: AuditFilter, $after: String) {
    auditEvents(filter: $filter, first: 30, after: $after) {
      nodes {
        id
        at
        kind
        accountId
        person
        capacity
        action
        subjectType
        subjectId
        before
        after
        reason
        detail
        address
        requestId
        lane
        seq
        hash
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const EXPORT_AUDIT_EVENTS = graphql(`
  mutation ExportAuditEvents($reason: String!, $filter: AuditFilter) {
    exportAuditEvents(reason: $reason, filter: $filter)
  }
`);
