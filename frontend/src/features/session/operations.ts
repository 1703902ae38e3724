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
    mustEnrolSecondFactor
    hasSecondFactor
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
      validFrom
      validTo
      actingFor
    }
  }
`);

export const SIGN_IN = graphql(`
  mutation SignIn($tenant: String!, $username: String!, $password: String!, $code: String) {
    signIn(tenant: $tenant, username: $username, password: $password, code: $code) {
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

export const SIGN_IN_DOORS = graphql(`
  query SignInDoors($tenant: String!) {
    signInDoors(tenant: $tenant) {
      id
      title
      url
    }
  }
`);

export const STEP_UP = graphql(`
  mutation StepUp($password: String!, $code: String) {
    stepUp(password: $password, code: $code)
  }
`);

export const BEGIN_SECOND_FACTOR = graphql(`
  mutation BeginSecondFactor($password: String!, $code: String) {
    beginSecondFactor(password: $password, code: $code) {
      secret
      uri
    }
  }
`);

export const CONFIRM_SECOND_FACTOR = graphql(`
  mutation ConfirmSecondFactor($code: String!) {
    confirmSecondFactor(code: $code)
  }
`);
