import { graphql } from '../../gql';

export const MY_SESSIONS = graphql(`
  query MySessions {
    mySessions {
      id
      address
      userAgent
      method
      createdAt
      lastSeenAt
      expiresAt
      current
    }
  }
`);

export const REVOKE_SESSION = graphql(`
  mutation RevokeSession($id: ID!) {
    revokeSession(id: $id)
  }
`);

export const REVOKE_OTHER_SESSIONS = graphql(`
  mutation RevokeOtherSessions {
    revokeOtherSessions
  }
`);

export const API_TOKENS = graphql(`
  query ApiTokens {
    apiTokens(first: 100) {
      nodes {
        id
        name
        owner
        mine
        scopes
        createdAt
        expiresAt
        lastUsedAt
        revokedAt
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

export const TOKEN_SCOPES = graphql(`
  query TokenScopes {
    tokenScopes {
      action
      title
    }
  }
`);

export const CREATE_API_TOKEN = graphql(`
  mutation CreateApiToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) {
      id
      token
      expiresAt
    }
  }
`);

export const REVOKE_API_TOKEN = graphql(`
  mutation RevokeApiToken($id: ID!) {
    revokeApiToken(id: $id)
  }
`);
