import { graphql } from '../../gql';

export const REQUEST_LEAVE = graphql(`
  mutation RequestLeave($input: RequestLeaveInput!) {
    requestLeave(input: $input) {
      ...LeaveParts
    }
  }
`);

export const EXTEND_LEAVE = graphql(`
  mutation ExtendLeave($input: ExtendLeaveInput!) {
    extendLeave(input: $input) {
      ...LeaveParts
    }
  }
`);

export const WITHDRAW_LEAVE = graphql(`
  mutation WithdrawLeave($id: ID!, $idempotencyKey: String!) {
    withdrawLeave(id: $id, idempotencyKey: $idempotencyKey) {
      ...LeaveParts
    }
  }
`);

export const CANCEL_LEAVE = graphql(`
  mutation CancelLeave($input: CancelLeaveInput!) {
    cancelLeave(input: $input) {
      ...LeaveParts
    }
  }
`);

export const REPORT_BACK = graphql(`
  mutation ReportBack($input: ReportBackInput!) {
    reportBack(input: $input) {
      ...LeaveParts
    }
  }
`);

export const CONFIRM_RETURN = graphql(`
  mutation ConfirmReturn($input: ReportBackInput!) {
    confirmReturn(input: $input) {
      ...LeaveParts
    }
  }
`);

export const APPROVE_LEAVE = graphql(`
  mutation ApproveLeave($id: ID!, $note: String, $idempotencyKey: String!) {
    approveLeave(id: $id, note: $note, idempotencyKey: $idempotencyKey) {
      ...LeaveParts
    }
  }
`);

export const REJECT_LEAVE = graphql(`
  mutation RejectLeave($id: ID!, $reason: String!, $idempotencyKey: String!) {
    rejectLeave(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
      ...LeaveParts
    }
  }
`);
