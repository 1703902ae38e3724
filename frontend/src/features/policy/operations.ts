import { graphql } from '../../gql';

export const POLICY = graphql(`
  query Policy {
    policy {
      version
      roles {
        role
        title
        people
        rules {
          action
          title
          byDefault
          override
          reason
          allowed
          mayAllow
        }
      }
    }
  }
`);

export const PROPOSE_POLICY_CHANGE = graphql(`
  mutation ProposePolicyChange($input: ProposePolicyChangeInput!) {
    proposePolicyChange(input: $input) {
      id
      summary
    }
  }
`);
