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

export const BEGIN_LARGE_UPLOAD = graphql(`
  mutation BeginLargeUpload($input: BeginUploadInput!) {
    beginLargeUpload(input: $input) {
      ...Parts
    }
  }
  fragment Parts on UploadInParts {
    evidenceId
    state
    parts {
      number
      size
      arrived
      url
    }
  }
`);

export const RESUME_UPLOAD = graphql(`
  mutation ResumeUpload($id: ID!) {
    resumeUpload(id: $id) {
      ...Parts
    }
  }
`);
