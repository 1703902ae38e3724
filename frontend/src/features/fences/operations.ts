import { graphql } from '../../gql';

export const FENCES = graphql(`
  query Fences($regionCode: String, $after: String) {
    fences(regionCode: $regionCode, first: 100, after: $after) {
      nodes {
        id
        regionCode
        placeName
        name
        kind
        latitude
        longitude
        radiusM
        vertices
        seasonMonths
        validFrom
        validTo
        endedReason
        posting {
          id
          cadre {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const POSTED_VILLAGES = graphql(`
  query PostedVillages($regionCode: String, $on: Date!, $after: String) {
    postings(regionCode: $regionCode, activeOn: $on, first: 100, after: $after) {
      nodes {
        id
        regionCode
        placeName
        cadre {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const CHECK_IN_DISTANCES = graphql(`
  query CheckInDistances($posting: ID!, $month: String!, $before: String!) {
    posting(id: $posting) {
      id
      attendanceDays(month: $month) {
        ...Distances
      }
      earlier: attendanceDays(month: $before) {
        ...Distances
      }
    }
  }
  fragment Distances on AttendanceDay {
    day
    acts {
      at
      accuracyM
      distanceM
    }
  }
`);

export const ADD_FENCE = graphql(`
  mutation AddFence($input: FenceInput!) {
    addFence(input: $input) {
      id
    }
  }
`);

export const END_FENCE = graphql(`
  mutation EndFence($id: ID!, $validTo: Date!, $reason: String!) {
    endFence(id: $id, validTo: $validTo, reason: $reason) {
      id
    }
  }
`);
