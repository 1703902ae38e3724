import { graphql } from '../../gql';

export const SUBMIT_ENTRIES = graphql(`
  mutation SubmitEntries($entries: [CheckInInput!]!) {
    submitEntries(entries: $entries) {
      id
      outcome
      message
      tryAgain
    }
  }
`);

export const COMPLETE_UPLOADS = graphql(`
  mutation CompleteUploads($ids: [ID!]!) {
    completeUploads(ids: $ids) {
      id
      ready
      code
      message
      retryable
    }
  }
`);

export const CLAIM_KEPT_ENTRY = graphql(`
  mutation ClaimKeptEntry($input: ClaimDayInput!) {
    claimDay(input: $input) {
      id
    }
  }
`);
