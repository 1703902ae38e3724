import { graphql } from '../../gql';

export const PLAN_INSPECTION = graphql(`
  mutation PlanInspection($input: PlanInspectionInput!) {
    planInspection(input: $input) {
      id
    }
  }
`);

export const DRAW_SAMPLE = graphql(`
  mutation DrawSample($input: DrawSampleInput!) {
    drawSample(input: $input) {
      id
    }
  }
`);

export const RECORD_FINDINGS = graphql(`
  mutation RecordFindings($input: RecordFindingsInput!) {
    recordFindings(input: $input) {
      id
      state
    }
  }
`);

export const RECORD_CHECK = graphql(`
  mutation RecordCheck($input: RecordCheckInput!) {
    recordCheck(input: $input) {
      id
    }
  }
`);

export const PUBLISH_INSPECTION = graphql(`
  mutation PublishInspection($id: ID!, $idempotencyKey: String!) {
    publishInspection(id: $id, idempotencyKey: $idempotencyKey) {
      id
      state
    }
  }
`);

export const CANCEL_INSPECTION = graphql(`
  mutation CancelInspection($id: ID!, $reason: String!, $idempotencyKey: String!) {
    cancelInspection(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
      id
      state
    }
  }
`);
