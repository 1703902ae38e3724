import { graphql } from '../../gql';

export const VIEWER = graphql(`
  query Viewer {
    viewer {
      ...SignedIn
    }
  }
  fragment SignedIn on Viewer {
    username
    name
    mustChangePassword
    isCadre
    permissions
    tenant {
      code
      name
    }
    roles {
      role
      title
      regionCode
      placeName
      unitName
    }
  }
`);

export const SIGN_IN = graphql(`
  mutation SignIn($tenant: String!, $username: String!, $password: String!) {
    signIn(tenant: $tenant, username: $username, password: $password) {
      ...SignedIn
    }
  }
`);

export const SIGN_OUT = graphql(`
  mutation SignOut {
    signOut
  }
`);

export const CHANGE_PASSWORD = graphql(`
  mutation ChangePassword($oldPassword: String!, $newPassword: String!) {
    changePassword(oldPassword: $oldPassword, newPassword: $newPassword)
  }
`);
