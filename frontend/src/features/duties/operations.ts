import { graphql } from '../../gql';

export const OVERDUE_DUTIES = graphql(`
  query OverdueDuties($regionCode: String) {
    overdueDuties(regionCode: $regionCode) {
      overdue
      hints
      places {
        regionCode
        name
        overdue
        hints
      }
      duties {
        matter
        title
        document
        words
        reference
        overdue
        hints
        since
      }
      cells {
        regionCode
        matter
        title
        overdue
        hints
      }
    }
  }
`);

export const PLACE_NAME = graphql(`
  query PlaceName($code: String!) {
    region(code: $code) {
      id
      pathName
    }
  }
`);

export const DUTY_RATES = graphql(`
  query DutyRates($regionCode: String!, $matter: String!, $from: Date!, $to: Date!) {
    dutyRates(regionCode: $regionCode, matter: $matter, from: $from, to: $to) {
      regionCode
      due
      met
      rate
    }
  }
`);

export const OVERDUE_OCCURRENCES = graphql(`
  query OverdueOccurrences($regionCode: String, $matter: String, $after: String) {
    dutyOccurrences(regionCode: $regionCode, matter: $matter, overdue: true, first: 20, after: $after) {
      totalCount
      nodes {
        ...OccurrenceParts
        posting {
          id
          cadre {
            id
            name
          }
        }
        unit {
          id
          name
        }
        region {
          id
          pathName
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const MY_DUTIES = graphql(`
  query MyDuties {
    myDuties {
      ...OccurrenceParts
    }
  }
`);

export const OCCURRENCE_PARTS = graphql(`
  fragment OccurrenceParts on DutyOccurrence {
    id
    matter
    period
    periodEnd
    dueOn
    required
    done
    state
    overdue
    late
    soft
    rule {
      id
      title
      reference
    }
  }
`);

export const DUTY_VERDICT = graphql(`
  query DutyVerdict($occurrenceId: ID!) {
    dutyVerdict(occurrenceId: $occurrenceId) {
      outcome
      reason
      document
      words
      reference
      counted {
        title
        day
        until
      }
      notCounted {
        title
        day
        until
        reason
      }
    }
  }
`);

export const EXEMPT_DUTY = graphql(`
  mutation ExemptDuty($input: ExemptDutyInput!) {
    exemptDuty(input: $input) {
      id
      state
    }
  }
`);
