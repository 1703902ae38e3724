import { graphql } from '../../gql';

export const DELEGATIONS = graphql(`
  query Delegations($activeOn: Date, $after: String) {
    delegations(activeOn: $activeOn, first: 20, after: $after) {
      nodes {
        id
        regionCode
        placeName
        actions
        validFrom
        validTo
        reason
        delegatedBy
        revokedAt
        revokedBy
        revokeReason
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const DELEGATE = graphql(`
  mutation Delegate($input: DelegateInput!) {
    delegate(input: $input) {
      id
    }
  }
`);

export const REVOKE_DELEGATION = graphql(`
  mutation RevokeDelegation($id: ID!, $reason: String!) {
    revokeDelegation(id: $id, reason: $reason) {
      id
      revokedAt
    }
  }
`);
