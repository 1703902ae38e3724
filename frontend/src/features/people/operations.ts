import { graphql } from '../../gql';

export const ACCOUNTS = graphql(`
  query Accounts($text: String, $regionCode: String, $role: String, $state: AccountState, $after: String) {
    accounts(text: $text, regionCode: $regionCode, role: $role, state: $state, first: 20, after: $after) {
      nodes {
        ...AccountLine
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
    }
  }
  fragment AccountLine on Account {
    id
    username
    displayName
    state
    mustChangePassword
    lastSignInAt
    createdAt
    appointments {
      id
      role
      title
      regionCode
      placeName
      unitName
      validFrom
      validTo
      actingFor
    }
  }
`);

export const ACCOUNT = graphql(`
  query Account($id: ID!) {
    account(id: $id) {
      ...AccountLine
      appointments {
        id
        reason
        grantedBy
        endedBy
        endedReason
      }
    }
  }
`);

export const CREATE_ACCOUNT = graphql(`
  mutation CreateAccount($input: CreateAccountInput!) {
    createAccount(input: $input) {
      id
      username
      oneTimePassword
    }
  }
`);

export const DISABLE_ACCOUNT = graphql(`
  mutation DisableAccount($id: ID!, $reason: String!) {
    disableAccount(id: $id, reason: $reason) {
      id
      state
    }
  }
`);

export const ENABLE_ACCOUNT = graphql(`
  mutation EnableAccount($id: ID!, $reason: String!) {
    enableAccount(id: $id, reason: $reason) {
      id
      state
    }
  }
`);

export const RESET_PASSWORD = graphql(`
  mutation ResetPassword($id: ID!, $reason: String!) {
    resetPassword(id: $id, reason: $reason) {
      oneTimePassword
    }
  }
`);

export const RESET_SECOND_FACTOR = graphql(`
  mutation ResetSecondFactor($accountId: ID!) {
    resetSecondFactor(accountId: $accountId)
  }
`);

export const REVOKE_ACCOUNT_SESSIONS = graphql(`
  mutation RevokeAccountSessions($accountId: ID!) {
    revokeAccountSessions(accountId: $accountId)
  }
`);

export const APPOINT = graphql(`
  mutation Appoint($input: AppointInput!) {
    appoint(input: $input) {
      id
      title
    }
  }
`);

export const END_APPOINTMENT = graphql(`
  mutation EndAppointment($id: ID!, $on: Date!, $reason: String!) {
    endAppointment(id: $id, on: $on, reason: $reason) {
      id
      validTo
    }
  }
`);

export const APPOINT_ACTING = graphql(`
  mutation AppointActing($input: AppointActingInput!) {
    appointActing(input: $input) {
      id
      validFrom
      validTo
    }
  }
`);

export const TRANSFER_ACCOUNT = graphql(`
  mutation TransferAccount($input: TransferAccountInput!) {
    transferAccount(input: $input) {
      id
      title
    }
  }
`);

export const PROPOSE_ADMINISTRATION = graphql(`
  mutation ProposeAdministration($input: ProposeAdministrationInput!) {
    proposeAdministration(input: $input) {
      id
      summary
    }
  }
`);
