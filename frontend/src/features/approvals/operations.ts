import { graphql } from '../../gql';

export const APPROVALS = graphql(`
  query Approvals($state: ApprovalState, $after: String) {
    approvalRequests(state: $state, first: 20, after: $after) {
      nodes {
        ...ApprovalParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment ApprovalParts on ApprovalRequest {
    id
    title
    summary
    reason
    state
    mine
    requestedBy
    requestedAt
    expiresAt
    decidedBy
    decidedAt
    decisionNote
  }
`);

export const WAITING = graphql(`
  query WaitingApprovals {
    approvalRequests(state: PENDING, first: 100) {
      nodes {
        id
        mine
      }
    }
  }
`);

export const DECIDE = graphql(`
  mutation DecideApproval($id: ID!, $approve: Boolean!, $idempotencyKey: String!, $note: String) {
    decideApproval(id: $id, approve: $approve, idempotencyKey: $idempotencyKey, note: $note) {
      ...ApprovalParts
    }
  }
`);

export const WITHDRAW = graphql(`
  mutation WithdrawApproval($id: ID!) {
    withdrawApproval(id: $id) {
      ...ApprovalParts
    }
  }
`);
